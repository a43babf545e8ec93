"""Figures that nobody sees when the workbook is open: they are used like any other, and that is said."""

from __future__ import annotations

from collections.abc import Iterator

from clustercheck.formats.cells import Grid, Workbook, block, cell_ref, letters_of
from clustercheck.model.cluster import Cell
from clustercheck.model.problems import Name, Problem, Where, warning
from clustercheck.tables.collection import Found

_MOST_NAMED = 20


def used_but_hidden(workbook: Workbook, found: Found, file: str) -> Iterator[Problem]:
    """One warning for every sheet that is shown, and of which a figure or answer in a hidden line is used."""
    closed = [sheet for sheet in workbook.sheets if sheet.hidden_rows or sheet.hidden_columns]
    if not closed:
        return
    used = set(_used(found))
    for sheet in closed:
        # A hidden sheet is warned of as a whole.
        if not sheet.hidden:
            yield from _of_sheet(sheet, [cell for cell in used if cell.sheet == sheet.name], file)


def _used(found: Found) -> Iterator[Cell]:
    for cluster in found.clusters.values():
        yield from _used(cluster)
    for by_year in found.observations.values():
        yield from (one.cell for one in by_year.values() if not one.is_blank)
    yield from (entry.cell for entry in found.entries.values() if entry.text)
    yield from (answer.cell for answer in found.answers.values() if answer.text)


def _of_sheet(sheet: Grid, used: list[Cell], file: str) -> Iterator[Problem]:
    places = sorted(block(cell.ref)[:2] for cell in used)
    hidden = [place for place in places if place[0] in sheet.hidden_rows or place[1] in sheet.hidden_columns]
    if not hidden:
        return
    rows = sorted({row for row, _ in hidden if row in sheet.hidden_rows})
    columns = sorted({column for _, column in hidden if column in sheet.hidden_columns})
    lines = [Name(f"第 {row} 行", f"row {row}") for row in rows]
    for column in columns:
        letters = letters_of(column)
        lines.append(Name(f"{letters} 列", f"column {letters}"))
    if len(lines) > _MOST_NAMED:
        lines[_MOST_NAMED:] = [Name("等", "others")]
    where = Where(file, sheet.name or None, cell_ref(*hidden[0]))
    yield warning("C130", where, lines=lines, count=len(hidden))
