"""The records of a sheet of an .xls in one loop: most of them are shared texts and numbers, which need no call of their own."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterable, Mapping, Sequence

from clustercheck.formats.budget import Budget, SheetBuilder
from clustercheck.formats.cells import GridCell, Refused
from clustercheck.formats.quick.rows import TO_BE_READ, FormRow, RowForm
from clustercheck.formats.xls_records import BEGINNING, END, HEAD, Record
from clustercheck.model.hints import Any, Protocol
from clustercheck.model.patterns import pattern
from clustercheck.model.records import NamedTuple
from clustercheck.model.speed import cached

_SHARED_TEXT, _NUMBER, _PACKED, _PACKED_NUMBERS, _ROW = 0x00FD, 0x0203, 0x027E, 0x00BD, 0x0208
# Shared texts that follow each other, and rows that are not hidden.
_TEXTS = pattern(rb"(?:\xfd\0\x0a\0.{10})+", re.DOTALL)
_ROWS = pattern(rb"(?:\x08\x02\x10\0.{12}[\0-\x1f\x40-\x5f\x80-\x9f\xc0-\xdf].{3})+", re.DOTALL)
_FIRST_ROW = b"\x08\x02\x10\0"
_TEXT, _PAIR = struct.Struct("<4x3HL"), struct.Struct("<HL")
_FLOAT, _INTEGER, _PLACE = struct.Struct("<3Hd"), struct.Struct("<3HL"), struct.Struct("<2H")
_LONGEST_HEAD, _HEADS_IN_ALL = 2048, 64 * 1024
_new = tuple.__new__


class Numbers(Protocol):
    """Makes the cells of a sheet's numbers."""

    def number_cell(self, number: float, style: int) -> GridCell:
        """The cell of a number."""

    def packed_cells(self, pairs: Iterable[tuple[int, int]]) -> list[GridCell]:
        """The cells of packed numbers, given as style and number."""


class OrderedRows:
    """Puts cells that come in order by whole rows; rows and columns count from 0."""

    def __init__(self, builder: SheetBuilder) -> None:
        self._builder = builder
        self.cells: list[tuple[int, GridCell]] = []
        self.row = self.last = -1
        self.has_number = False

    def put(self, row: int, column: int, cell: GridCell | None) -> None:
        """Put a cell unless it is blank."""
        if cell is None:
            return
        if row == self.row and column > self.last:
            self.cells.append((column + 1, cell))
            self.last = column
        else:
            self.begin(row, column, cell)

    def put_numbers(self, row: int, column: int, cells: Sequence[GridCell]) -> None:
        """Put cells of numbers that follow each other."""
        if row == self.row and column > self.last:
            self.cells += enumerate(cells, column + 1)
            self.last = column + len(cells) - 1
        else:
            for place, cell in enumerate(cells, column):
                self.put(row, place, cell)
        self.has_number = True

    def begin(self, row: int, column: int, cell: GridCell) -> list[tuple[int, GridCell]]:
        """Put the first cell of another row, or one that is not in order; returns the cells of its row."""
        self.end()
        self.row, self.last = row, column
        self.cells = [(column + 1, cell)]
        return self.cells

    def end(self) -> None:
        """Put the row that was begun. Raises `Refused`."""
        cells = self.cells
        if not cells:
            return
        if self.has_number:
            self.has_number = False
            row = _new(FormRow, cells)
            shape = tuple([column if cell[0] == "number" else -column for column, cell in cells])
            row.form = _form(self.row + 1, shape)
            self._builder.put_row(self.row + 1, row)
        else:
            self._builder.put_row(self.row + 1, tuple(cells))
        self.cells = []
        self.row = -1


@cached(1024, 64)
def _form(number: int, shape: tuple[int, ...]) -> RowForm:
    """The form of a row with cells in these columns, below 0 where there is no number: all differ as shared texts do."""
    columns = [abs(column) for column in shape]
    slots = tuple([(at, abs(column), column < 0, None) for at, column in enumerate(shape)])
    return RowForm(number, False, tuple([(column, TO_BE_READ) for column in columns]), slots, 0, 0)


def read_records(
    stream: bytes,
    place: int,
    budget: Budget,
    texts: Sequence[GridCell | None],
    rows: OrderedRows,
    reader: Numbers,
    readers: Mapping[int, Callable[[Any, bytes], None]],
) -> None:
    """Put the texts and numbers of a sheet and give its other records to their readers, as `records` gives them.

    Raises `Refused`, and `struct.error` or `IndexError` for a damaged one; the plain way tells which comes first.
    """
    depth, left, size, head = 0, budget.records, len(stream), HEAD.unpack_from
    acting = readers.keys() | {BEGINNING, END}
    first = stream.find(_FIRST_ROW, place, place + _LONGEST_HEAD)
    known = _known_head(stream[place:first]) if first > 0 else None
    if known is not None:
        depth, place = 1, first
        left -= known.number
        for code, data in known.records:
            if code in readers:
                readers[code](reader, data)
    while place + 4 <= size:
        code, length = head(stream, place)
        start = place + 4
        if depth == 1 and code == _SHARED_TEXT and length == 10:
            run = _TEXTS.match(stream, place)
            if run is None:
                break
            place = run.end()
            left -= len(run[0]) // 14
            _put_texts(run[0], texts, rows)
            continue
        if depth == 1 and code == _ROW and (run := _ROWS.match(stream, place)) is not None:
            place = run.end()
            left -= len(run[0]) // 20
            continue
        left -= 1
        if left < 0:
            break
        place = start + length
        if place > size:
            break
        if depth != 1:
            if code == BEGINNING:
                depth += 1
            elif depth == 0:
                break
            elif code == END:
                depth -= 1
        elif code not in acting:
            continue
        elif code == _PACKED_NUMBERS and length >= 4:
            row, column = _PLACE.unpack_from(stream, start)
            pairs = _PAIR.iter_unpack(stream[start + 4 : start + 4 + (length - 6) // 6 * 6])
            rows.put_numbers(row, column, reader.packed_cells(pairs))
        elif code == _PACKED and length >= 10:
            row, column, style, packed = _INTEGER.unpack_from(stream, start)
            rows.put_numbers(row, column, reader.packed_cells(((style, packed),)))
        elif code == _NUMBER and length >= 14:
            row, column, style, number = _FLOAT.unpack_from(stream, start)
            rows.put_numbers(row, column, (reader.number_cell(number, style),))
        elif code in readers:
            readers[code](reader, stream[start:place])
        elif code == BEGINNING:
            depth = 2
        elif code == END:
            if left < 0:
                break
            budget.records = left
            return
    raise Refused("C103")


def _put_texts(run: bytes, texts: Sequence[GridCell | None], rows: OrderedRows) -> None:
    cells, at, last = rows.cells, rows.row, rows.last
    for row, column, _, index in _TEXT.iter_unpack(run):
        cell = texts[index]
        if cell is None:
            continue
        if row == at and column > last:
            cells.append((column + 1, cell))
        else:
            cells = rows.begin(row, column, cell)
            at = row
        last = column
    rows.last = last


class Head(NamedTuple):
    """The first records of a part of a workbook, and how many there are, with those of nested parts."""

    records: tuple[Record, ...]
    number: int


@cached(64, _LONGEST_HEAD, _HEADS_IN_ALL)
def _known_head(head: bytes) -> Head | None:
    return head_of(head)


def head_of(head: bytes) -> Head | None:
    """The first records of a part of a workbook; None if they do not end where a record of it ends."""
    found: list[Record] = []
    depth = count = place = 0
    while place + 4 <= len(head):
        code, length = HEAD.unpack_from(head, place)
        start = place + 4
        place = start + length
        count += 1
        depth += code == BEGINNING
        if depth == 1:
            found.append((code, head[start:place]))
        depth -= code == END
        if depth < 1:
            return None
    return Head(tuple(found), count) if place == len(head) and depth == 1 else None
