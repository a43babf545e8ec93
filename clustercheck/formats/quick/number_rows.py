"""Rows of numbers and nothing else, as sheets of data beside a form have them by the thousand, no two alike."""

from __future__ import annotations

from clustercheck.formats.cells import GridCell, Row, as_written
from clustercheck.formats.quick.rows import plain_row
from clustercheck.formats.xlsx_cells import AS_SHOWN, SHOWN_DIGITS, XlsxCells
from clustercheck.model.patterns import pattern

_CELL = pattern(
    rf'(<c r="([A-Z]{{1,3}})([1-9][0-9]{{0,6}})"(?: s="([0-9]{{1,6}})")? ?><v>({AS_SHOWN})</v></c>)'
)


def number_row(piece: bytes, cells: XlsxCells) -> tuple[int, bool, Row] | None:
    """The number of a row, whether it is hidden, and its cells; given without its end tag; None for any other row.

    Raises `Refused` for a column that is none.
    """
    # `in` would try the bytes as a number first, and make an exception of it.
    if piece.find(b' t="') >= 0 or piece.find(b"<v>") < 0:
        return None
    opened = plain_row(piece)
    if opened is None:
        return None
    text, at, row_digits, number, hidden = opened
    written = _CELL.findall(text, at)
    if at + sum([len(each[0]) for each in written]) != len(text):
        return None
    found: list[tuple[int, GridCell]] = []
    columns, plain, last = cells.columns, cells.plain_styles, 0
    for _whole, letters, digits, style, value in written:
        column = columns.get(letters) or cells.column(letters)
        if digits != row_digits or column <= last:
            return None
        last = column
        is_usual = (style or None) in plain and len(value) <= SHOWN_DIGITS
        found.append((column, as_written(value) if is_usual else cells.number(value, style or None)))
    return number, hidden, tuple(found)
