"""Many cells in few words: `指标!D6–F12、D15`."""

from __future__ import annotations

from collections.abc import Iterable

from clustercheck.formats.cells import cell_ref, row_and_column
from clustercheck.model.cluster import Cell
from clustercheck.texts.messages import _, listed


def ranges_of(cells: Iterable[Cell]) -> str:
    """The cells by sheet, neighbours as a range; a reference of another form stands as it is."""
    by_sheet: dict[str, list[str]] = {}
    for cell in dict.fromkeys(cells):
        by_sheet.setdefault(cell.sheet, []).append(cell.ref)
    parts = []
    for sheet, refs in by_sheet.items():
        ranges = listed(_ranges(refs))
        parts.append(f"{sheet}!{ranges}" if sheet else ranges)
    return _("; ").join(parts)


def _ranges(refs: list[str]) -> list[str]:
    """Runs of columns within a row, then equal runs of adjoining rows as one block."""
    columns_of: dict[int, set[int]] = {}
    others = []
    for ref in refs:
        place = row_and_column(ref)
        if place is None:
            others.append(ref)
        else:
            columns_of.setdefault(place[0], set()).add(place[1])
    blocks: list[tuple[int, int, int, int]] = []
    for row, columns in sorted(columns_of.items()):
        for left, right in _runs(columns):
            above = next((b for b in blocks if b[:2] == (left, right) and b[3] == row - 1), None)
            if above is not None:
                blocks[blocks.index(above)] = (left, right, above[2], row)
            else:
                blocks.append((left, right, row, row))
    return [*(_range_name(*block) for block in blocks), *others]


def _runs(columns: set[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for column in sorted(columns):
        if runs and runs[-1][1] == column - 1:
            runs[-1] = (runs[-1][0], column)
        else:
            runs.append((column, column))
    return runs


def _range_name(left: int, right: int, top: int, bottom: int) -> str:
    first, last = cell_ref(top, left), cell_ref(bottom, right)
    return first if first == last else f"{first}–{last}"
