"""An .xls workbook (Excel 5 to 2003, and WPS's .et) to cells."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable

from clustercheck.formats.budget import SheetBuilder, calculated
from clustercheck.formats.cells import EMPTY_FORMULA, Grid, GridCell, Refused, Workbook
from clustercheck.formats.number_formats import decimal_of
from clustercheck.formats.quick.binary_numbers import quick_number, quick_packed
from clustercheck.formats.quick.xls_records import OrderedRows, read_records
from clustercheck.formats.xls_book import Book, read_book
from clustercheck.formats.xls_records import changes_behind, records
from clustercheck.model.speed import is_quick

ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
BOOLEANS = ("FALSE", "TRUE")
UNSAVED = GridCell("unsaved_formula", "=")
_CALCULATE_ON_LOAD = 2


def read_xls(stream: bytes) -> Workbook:
    """The cells of a stream that holds an .xls workbook. Raises `Refused`."""
    try:
        book, stream = read_book(stream)
        sheets = tuple(_sheet(book, stream, *listed) for listed in book.sheets)
    except (struct.error, IndexError) as damage:
        raise Refused("C103") from damage
    return calculated(sheets) if book.calculates else Workbook(sheets)


def _sheet(book: Book, stream: bytes, name: str, hidden: bool, place: int) -> Grid:
    if is_quick():
        before = book.budget.counts()
        try:
            return _quick_sheet(book, stream, name, hidden, place)
        except (Refused, struct.error, IndexError):
            book.budget.set_back(before)
    builder = SheetBuilder(book.budget)
    reader = _SheetReader(book, builder, lambda row, column, cell: builder.put(row + 1, column + 1, cell))
    for code, data in records(stream, book.budget, place):
        read = _READERS.get(code)
        if read is not None:
            read(reader, data)
    reader.end_formula()
    return builder.grid(name, hidden)


def _quick_sheet(book: Book, stream: bytes, name: str, hidden: bool, place: int) -> Grid:
    builder = SheetBuilder(book.budget)
    rows = OrderedRows(builder)
    reader = _SheetReader(book, builder, rows.put)
    read_records(stream, place, book.budget, book.texts, rows, reader, _READERS)
    reader.end_formula()
    rows.end()
    return builder.grid(name, hidden)


class _SheetReader:
    """Reads the records of a sheet; `put` takes rows and columns from 0."""

    def __init__(
        self, book: Book, builder: SheetBuilder, put: Callable[[int, int, GridCell | None], None]
    ) -> None:
        self.builder = builder
        self._book = book
        self._put = put
        self._awaiting: tuple[int, int] | None = None

    def number(self, data: bytes) -> None:
        row, column, style, number = struct.unpack_from("<3Hd", data)
        self._put(row, column, self.number_cell(number, style))

    def packed_number(self, data: bytes) -> None:
        row, column, style, packed = struct.unpack_from("<3HL", data)
        self._put(row, column, self.number_cell(unpacked(packed), style))

    def packed_numbers(self, data: bytes) -> None:
        row, column = struct.unpack_from("<2H", data)
        for style, packed in struct.iter_unpack("<HL", data[4 : 4 + (len(data) - 6) // 6 * 6]):
            self._put(row, column, self.number_cell(unpacked(packed), style))
            column += 1

    def shared_text(self, data: bytes) -> None:
        row, column, _, index = struct.unpack_from("<3HL", data)
        self._put(row, column, self._book.texts[index])

    def text(self, data: bytes) -> None:
        row, column = struct.unpack_from("<2H", data)
        text = self._book.text(data, 6, 2)
        self._put(row, column, GridCell("text", text) if text.strip() else None)

    def rich_text(self, data: bytes) -> None:
        row, column = struct.unpack_from("<2H", data)
        text = self._book.text(data, 6, 2)
        text = self._book.joined(text, changes_behind(data, 6, 2, self._book.is_97))
        self._put(row, column, GridCell("text", text) if text.strip() else None)

    def truth_or_error(self, data: bytes) -> None:
        row, column, _, value, is_error = struct.unpack_from("<3H2B", data)
        self._put(row, column, _error(value) if is_error else _truth(value))

    def formula(self, data: bytes) -> None:
        row, column, style = struct.unpack_from("<3H", data)
        # Programs that write formulas without calculating them store 0 or nothing, and ask for it on loading.
        waits = len(data) > 14 and bool(data[14] & _CALCULATE_ON_LOAD)
        self.end_formula()
        if data[12:14] != b"\xff\xff":
            (number,) = struct.unpack_from("<d", data, 6)
            self._book.calculates = self._book.calculates or number != 0
            self._put(row, column, UNSAVED if waits and number == 0 else self.number_cell(number, style))
        elif data[6] == 0:
            self._awaiting = row, column
        elif data[6] == 1:
            self._put(row, column, _truth(data[8]))
        elif data[6] == 2:
            self._put(row, column, _error(data[8]))
        else:
            self._put(row, column, UNSAVED if waits else EMPTY_FORMULA)
        self._book.calculates = self._book.calculates or (data[12:14] == b"\xff\xff" and data[6] in (1, 2))

    def end_formula(self) -> None:
        """End a formula whose text never came; it has no text."""
        if self._awaiting is not None:
            self._put(*self._awaiting, EMPTY_FORMULA)
            self._awaiting = None

    def text_of_formula(self, data: bytes) -> None:
        if self._awaiting is not None:
            text = self._book.text(data, 0, 2)
            self._put(*self._awaiting, GridCell("text", text) if text.strip() else EMPTY_FORMULA)
            self._book.calculates = self._book.calculates or bool(text.strip())
            self._awaiting = None

    def row(self, data: bytes) -> None:
        if _unsigned(data, 12) & 0x20:
            row = _unsigned(data, 0) + 1
            self.builder.hide_rows(row, row)

    def columns(self, data: bytes) -> None:
        first, last, _, _, flags = struct.unpack_from("<5H", data)
        if flags & 1:
            self.builder.hide_columns(first + 1, last + 1)

    def merged(self, data: bytes) -> None:
        (count,) = struct.unpack_from("<H", data)
        for top, bottom, left, right in struct.iter_unpack("<4H", data[2 : 2 + count * 8]):
            self.builder.merge(top + 1, left + 1, bottom + 1, right + 1)

    def window(self, data: bytes) -> None:
        self.builder.shows_zeros = bool(_unsigned(data, 0) & 0x10)

    def number_cell(self, number: float, style: int) -> GridCell:
        """The cell of a number."""
        if self._book.kinds.get(style) == "plain" and (cell := quick_number(number)) is not None:
            return cell
        try:
            return self._book.number(decimal_of(number), style)
        except ValueError:
            return GridCell("text", repr(number))

    def packed_cells(self, pairs: Iterable[tuple[int, int]]) -> list[GridCell]:
        """The cells of packed numbers, given as style and number, if the quick ways are on."""
        kinds = self._book.kinds
        return [
            (quick_packed(packed) if kinds.get(style) == "plain" else None)
            or self.number_cell(unpacked(packed), style)
            for style, packed in pairs
        ]


_READERS = {
    0x0203: _SheetReader.number,
    0x027E: _SheetReader.packed_number,
    0x00BD: _SheetReader.packed_numbers,
    0x00FD: _SheetReader.shared_text,
    0x0204: _SheetReader.text,
    0x00D6: _SheetReader.rich_text,
    0x0205: _SheetReader.truth_or_error,
    0x0006: _SheetReader.formula,
    0x0207: _SheetReader.text_of_formula,
    0x0208: _SheetReader.row,
    0x007D: _SheetReader.columns,
    0x00E5: _SheetReader.merged,
    0x023E: _SheetReader.window,
}


def unpacked(packed: int) -> float:
    """Decode an RK number: a 30-bit integer or the upper half of a double, optionally divided by 100."""
    if packed & 2:
        number: float = (packed >> 2) - (1 << 30 if packed & 0x80000000 else 0)
    else:
        (number,) = struct.unpack("<d", struct.pack("<Q", (packed & 0xFFFFFFFC) << 32))
    return number / 100 if packed & 1 else number


def _truth(value: int) -> GridCell:
    return GridCell("boolean", BOOLEANS[value != 0])


def _error(value: int) -> GridCell:
    return GridCell("error", ERRORS.get(value, "#ERROR"))


def _unsigned(data: bytes, place: int) -> int:
    (number,) = struct.unpack_from("<H", data, place)
    return int(number)
