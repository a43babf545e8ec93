"""Worksheets of numbers and shared strings alone, all rows read at once by the markup that each has around its values.

Tables that are no copies of each other have such rows in common, though no two rows have the same values.
"""

from __future__ import annotations

from itertools import accumulate, chain, compress
from operator import lt

from clustercheck.formats.cells import Row
from clustercheck.formats.quick.rows import LONGEST_ROW, ROWS_IN_ALL, SHARED, are_blank, form_in
from clustercheck.formats.quick.value_rows import made_of
from clustercheck.formats.xlsx_cells import VALUE_END, XlsxCells
from clustercheck.model.hints import TypeAlias
from clustercheck.model.speed import cached

# A sheet with more values is read row by row, and so is one of words: rows of words are kept as they are.
_FEWEST, _MOST, _WORDS_A_NUMBER = 16, 2000, 8
_BEGINNING = 2048
_END = VALUE_END.encode()
_IN_NUMBERS = b"0123456789.eE+-"

# Of a row: its number, whether it is hidden, how many tags it has with its last one; of each value the column, whether it
# is the index of a shared string, and the style of a number.
_Marked: TypeAlias = tuple[int, bool, int, tuple[int, ...], tuple[bool, ...], "tuple[str | None, ...]"]


def rows_at_once(body: bytes, cells: XlsxCells) -> tuple[dict[int, Row], set[int], int] | None:
    """The rows of a sheet by number, the hidden ones among them, and its tags; None for any other sheet.

    `body` are the rows as they are written. Raises `Refused`, `ValueError` and `IndexError` for an index that is none.
    """
    # Most sheets of texts alone have no value at their beginning, and are not searched to their end.
    values = body.count(b"<v>") if body.find(b"<v>", 0, _BEGINNING) >= 0 else 0
    if not _FEWEST < values < _MOST or _WORDS_A_NUMBER * (values - body.count(SHARED)) < values:
        return None
    # Markup and values by turns: `<c r="A1"><`, `5</`, `</c>`.
    pieces = body.split(b"v>")
    written = b" >".join(pieces[1::2]) + b" >"
    if written.translate(None, _IN_NUMBERS) != _END * values or len(pieces) != 2 * values + 1:
        return None
    *around, end = b"v>".join(pieces[::2]).split(b"</row>")
    marked = list(map(_marked_row, around))
    if not marked or not all(marked) or not are_blank(end):
        return None
    numbers, hidden, tags, columns, shared, styles = zip(*marked, strict=True)
    if not all(map(lt, numbers, numbers[1:])):
        return None
    made = made_of(written.decode(), [*chain.from_iterable(shared)], styles, cells)
    filled = tuple(zip(chain.from_iterable(columns), made, strict=True))
    ends = [*accumulate(map(len, columns))]
    rows = dict(zip(numbers, map(filled.__getitem__, map(slice, [0, *ends], ends)), strict=True))
    if cells.has_blank_strings:
        rows = {number: tuple([each for each in row if each[1] is not None]) for number, row in rows.items()}
    if not all(rows.values()):
        rows = {number: row for number, row in rows.items() if row}
    hidden_rows = {number for number in compress(numbers, hidden) if number in rows} if any(hidden) else set()
    return rows, hidden_rows, sum(tags) + end.count(b"<")


@cached(1024, LONGEST_ROW, ROWS_IN_ALL)
def _marked_row(piece: bytes) -> _Marked | None:
    """A row by its markup, given without its values and its end tag; None if it has a cell of another kind."""
    form = form_in(tuple(piece.split(b"v>")))
    if form is None or len(form.cells) != len(form.slots):
        return None
    columns = tuple([column for _, column, _, _ in form.slots])
    shared = tuple([is_shared for _, _, is_shared, _ in form.slots])
    # The style of a shared string says nothing.
    styles = tuple([None if is_shared else style for _, _, is_shared, style in form.slots])
    return form.number, form.hidden, form.tags + 1, columns, shared, styles
