"""A line without a header: the name of an indicator, then years, each with its figure behind it."""

from __future__ import annotations

from clustercheck.formats.cells import GridCell, cell_at
from clustercheck.model.units import is_unit
from clustercheck.tables.collection import Found
from clustercheck.tables.labels import Label
from clustercheck.tables.meanings import cell_meaning, year_in
from clustercheck.tables.observations import take, unit_of
from clustercheck.tables.roles import is_figure
from clustercheck.tables.sheet import Row, Sheet


def read_pairs(sheet: Sheet, number: int, row: Row, found: Found) -> bool:
    """Take `总产值（亿元） | 2022年 | 33.5 | 2023年 | 37.2`; the name may be merged down over several such lines.

    Whether the row is of that form as a whole; nothing of any other is taken.
    """
    named = _pair_in(sheet, number, row, found)
    if named is None:
        return False
    label, rest = named
    unit = ""
    if rest and is_unit(rest[0][1].text):
        unit, rest = rest[0][1].text, rest[1:]
    pairs = [(rest[place][1], *rest[place + 1]) for place in range(0, len(rest) - 1, 2)]
    years = [year_in(heading) for heading, _, _ in pairs]
    if not pairs or len(rest) % 2 or None in years or len(set(years)) < len(years):
        return False
    if not all(is_figure(cell) and (cell.kind != "number" or year_in(cell) is None) for _, _, cell in pairs):
        return False
    for year, (_, column, cell) in zip(years, pairs, strict=True):
        if year is not None:
            found.years.add(year)
            take(
                found, label.indicator, year, cell, cell_at(sheet.name, number, column), unit_of(label, unit)
            )
    return True


def _pair_in(sheet: Sheet, number: int, row: Row, found: Found) -> tuple[Label, Row] | None:
    """The indicator that a row begins with or that is merged down over its beginning, and the rest of the row."""
    column, first = row[0]
    label = _label(first, found)
    if label is not None:
        return label, row[1:]
    above = sheet.above(number, column - 1) if column > 1 else None
    label = None if above is None else _label(above, found)
    return None if label is None else (label, row)


def _label(cell: GridCell, found: Found) -> Label | None:
    if cell.kind != "text" or not cell_meaning(cell).is_result:
        return None
    label = found.known.line_label(cell.text)
    return None if label is None or label.year is not None else label
