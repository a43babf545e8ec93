"""Cells that are not visible in an open sheet: covered by a merged cell, or zeros that the sheet hides."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

from clustercheck.formats.cells import EMPTY_FORMULA, Block, GridCell, Refused, Row, Shown

# Limits: rows covered by all merged ranges together, and cells looked at in them.
_MOST_LOOKS = 2_000_000
_NOTHING, _COVERED = Shown(""), Shown("", covered=True)
_FIGURE_BEGINS = frozenset("0123456789.+-<>≤≥≈~约超近逾")


def without_covered(rows: Mapping[int, Row], merged: Sequence[Block]) -> Mapping[int, Row]:
    """The rows of a sheet in which merged cells hide all cells but their first.

    Covered figures stay with a mark, because they are reported; covered words are dropped. Raises `Refused` for more
    cells than a sheet can have.
    """
    numbers = list(rows)
    left = _MOST_LOOKS
    changed: dict[int, Row] = {}
    for top, first, bottom, last in merged:
        row = rows.get(top) if top == bottom and top not in changed else None
        if row is not None and row[0][0] == first and (len(row) == 1 or row[1][0] > last):
            # As in a title over the whole width: most merged cells of a form.
            left -= 1
            if left < 0:
                raise Refused("C107")
            left -= len(row)
            continue
        begin, end = bisect_left(numbers, top), bisect_right(numbers, bottom)
        left -= end - begin
        if left < 0:
            raise Refused("C107")
        for number in numbers[begin:end]:
            row = changed.get(number, rows[number])
            # Ranges may overlap, and the first has emptied the row.
            if not row or row[-1][0] < first or row[0][0] > last:
                continue
            own = first if number == top else 0
            left -= len(row)
            if row[0][0] == own and (len(row) == 1 or row[1][0] > last):
                continue
            if any(first <= column <= last and column != own for column, _ in row):
                changed[number] = tuple(
                    (column, cell if column == own or not first <= column <= last else _under(cell))
                    for column, cell in row
                    if column == own or not first <= column <= last or _may_be_figure(cell)
                )
    if not changed:
        return rows
    return {number: row for number in numbers if (row := changed.get(number, rows[number]))}


def without_zeros(rows: Mapping[int, Row]) -> Mapping[int, Row]:
    """The rows of a sheet that hides its zeros."""
    return {
        number: tuple((column, _unshown(cell) if cell.number == 0 else cell) for column, cell in row)
        for number, row in rows.items()
    }


def _under(cell: GridCell) -> GridCell:
    return cell._replace(shown=_COVERED)


def _unshown(cell: GridCell) -> GridCell:
    return cell if cell.shown is not None and cell.shown.covered else cell._replace(shown=_NOTHING)


def _may_be_figure(cell: GridCell) -> bool:
    if cell.kind == "text":
        return cell.text.strip()[:1] in _FIGURE_BEGINS and "年" not in cell.text
    return cell.kind not in ("date", "boolean") and cell is not EMPTY_FORMULA
