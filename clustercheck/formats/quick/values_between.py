"""Worksheets of numbers and shared strings alone, read from what stands between two values, whatever rows they are in.

What stands there is the end of a cell and the begin of the next one, with blank cells and the ends of rows between
them. Tables that are no copies of each other have it in common, where no two rows are alike.
"""

from __future__ import annotations

from itertools import compress
from operator import le, lt

from clustercheck.formats.cells import Row, column_number
from clustercheck.formats.quick.rows import LONGEST_ROW, SHARED, VALUES, are_blank, form_in
from clustercheck.formats.quick.value_rows import made_of
from clustercheck.formats.xlsx_cells import XlsxCells
from clustercheck.model.hints import TypeAlias
from clustercheck.model.patterns import pattern
from clustercheck.model.speed import cached

_PLACE = pattern(rb'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"')
_IN_ROW = pattern(rb'</c><c r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="([0-9]{1,6})")?(?: t="([ns])")? ?><')
_CELL_END, _ROW_END = b"</c>", b"</row>"
# A sheet with more values is read row by row, and so is one of words: rows of words are kept as they are.
_FEWEST, _MOST, _WORDS_A_NUMBER = 16, 2000, 8
_TEXT = b' t="inlineStr"'
# Cache limits: pieces, and bytes of all of them; those of some twenty tables.
_PIECES, _PIECES_IN_ALL = 4096, 256 * 1024
# The place of a cell as one number: the row times this and the column.
_WIDTH = 1 << 15
_BEYOND = 1 << 40

# What stands before a value: the place of the first cell, or the begin of the first row, in it; the begin of the row that
# it goes on in, 0 if it ends that; the place of the value and its column; 1 if a row begins with it, 2 if a hidden one;
# whether it is the index of a shared string; its style; how many tags there are up to the end of the value.
_Between: TypeAlias = tuple[int, int, int, int, int, bool, "str | None", int]


def rows_between(body: bytes, cells: XlsxCells) -> tuple[dict[int, Row], set[int], int] | None:
    """The rows of a sheet by number, the hidden ones among them, and its tags; None for any other sheet.

    `body` are the rows as they are written. Raises `Refused`, `ValueError` and `IndexError` for an index that is none.
    """
    pieces = VALUES.split(body)
    values = len(pieces) // 2
    # Words that would be looked at in vain.
    if not _FEWEST < values < _MOST or body.find(_TEXT) >= 0:
        return None
    if _WORDS_A_NUMBER * (values - body.count(SHARED)) < values:
        return None
    # As if a row had ended before.
    pieces[0] = _CELL_END + _ROW_END + pieces[0]
    between = list(map(_between, pieces[:-1:2]))
    end = _end(pieces[-1])
    if end is None or not all(between):
        return None
    firsts, lows, places, columns, begins, shared, styles, tags = zip(*between, strict=True)
    first, low, tags_of_end = end
    if not (
        all(map(le, lows[1:], places)) and all(map(lt, places, firsts[1:])) and low <= places[-1] < first
    ):
        return None
    filled = list(zip(columns, made_of(pieces[1::2], shared, styles, cells), strict=True))
    at = list(compress(range(len(begins)), begins))
    rows, hidden = dict[int, Row](), set[int]()
    for begin, end_of_row in zip(at, [*at[1:], None], strict=True):
        row = filled[begin:end_of_row]
        if cells.has_blank_strings:
            row = [each for each in row if each[1] is not None]
            if not row:
                continue
        number = places[begin] // _WIDTH
        rows[number] = tuple(row)  # type: ignore[arg-type]
        if begins[begin] > 1:
            hidden.add(number)
    # Two tags of the first piece are none of the sheet's.
    return rows, hidden, sum(tags) - 2 + tags_of_end


@cached(_PIECES, LONGEST_ROW, _PIECES_IN_ALL)
def _between(piece: bytes) -> _Between | None:
    """What stands between two values, given with the end of the first cell and without `v>`; None if it is not plain."""
    in_row = _IN_ROW.fullmatch(piece)
    if in_row is not None:
        letters, digits, style, kind = in_row.groups()
        place, begin = _place(letters, digits)
        shown = None if style is None else style.decode()
        return place, begin, place, place - begin, 0, kind == b"s", shown, 4
    *ended, opened = piece.split(_ROW_END)
    if ended:
        passed = _passed(ended)
        if passed is None:
            return None
        first, low, last = passed
    else:
        at = _PLACE.match(opened, len(_CELL_END))
        if at is None or not opened.startswith(_CELL_END):
            return None
        (first, low), last = _place(at[1], at[2]), 0
        opened = _row_of(at[2]) + opened[len(_CELL_END) :]
    form = form_in((opened, _CELL_END))
    if form is None or len(form.cells) != 1 or len(form.slots) != 1 or form.number <= last:
        return None
    ((_, column, is_shared, style_of),) = form.slots
    begin, begins = form.number * _WIDTH, 0
    if ended:
        first, begins = min(first, begin), 2 if form.hidden else 1
    return first, low, begin + column, column, begins, is_shared, style_of, piece.count(b"<") + 1


@cached(256, LONGEST_ROW)
def _end(piece: bytes) -> tuple[int, int, int] | None:
    """What follows the last value, as `_passed` has it, and how many tags it has."""
    *ended, end = piece.split(_ROW_END)
    passed = _passed(ended) if ended and are_blank(end) else None
    return None if passed is None else (*passed[:2], piece.count(b"<"))


def _passed(ended: list[bytes]) -> tuple[int, int, int] | None:
    """The end of a row, and blank rows; each without its end tag. None if there is anything in them.

    Returns the place of the first cell, the begin of the row that ends if a cell tells it, and the last row that is known.
    """
    cell, *blank = ended
    first, low, last = _BEYOND, 0, 0
    if not cell.startswith(_CELL_END):
        return None
    if cell != _CELL_END:
        at = _PLACE.match(cell, len(_CELL_END))
        if at is None or (form := form_in((_row_of(at[2]) + cell[len(_CELL_END) :],))) is None or form.cells:
            return None
        first, low = _place(at[1], at[2])
        last = low // _WIDTH
    for row in blank:
        form = form_in((row,))
        if form is None or form.cells or form.number <= last:
            return None
        last = form.number
        first = min(first, last * _WIDTH)
    return first, low, last


def _place(letters: bytes, digits: bytes) -> tuple[int, int]:
    """The place of a cell, and the begin of its row. Raises `Refused`."""
    begin = int(digits) * _WIDTH
    return begin + column_number(letters.decode()), begin


def _row_of(digits: bytes) -> bytes:
    """The begin of a row with such a number."""
    return b'<row r="' + digits + b'">'
