"""An .xls workbook (Excel 5 to 2003, and WPS's .et) to cells."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from clustercheck.formats.budget import Budget, SheetBuilder, calculated
from clustercheck.formats.cells import EMPTY_FORMULA, Grid, GridCell, Refused, Workbook
from clustercheck.formats.number_formats import FormatKind, decimal_of, kind_of_format, number_cell
from clustercheck.formats.quick.binary_numbers import quick_number
from clustercheck.formats.quick.xls_records import read_records
from clustercheck.formats.xls_records import (
    BEGINNING,
    CONTINUED,
    FILE_PASS,
    SHEET,
    FontChange,
    changes_behind,
    records,
    shared_texts,
    text_at,
)
from clustercheck.model.note_marks import Setting, joined_at
from clustercheck.model.speed import cached, is_quick

ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
BOOLEANS = ("FALSE", "TRUE")
# How a font sets a text, by its escapement field.
_ESCAPEMENTS: dict[int, Setting] = {1: "super", 2: "sub"}
_STRUCK_OUT = 0x0008
UNSAVED = GridCell("unsaved_formula", "=")

_EXCEL_5, _EXCEL_97 = 0x0500, 0x0600
_WORKSHEET = 0
_SHARED_TEXTS = 0x00FC
_CALCULATE_ON_LOAD = 2
_NO_FONT = 4


@dataclass(slots=True)
class _Book:
    """What all sheets of a workbook share; `sheets` are (name, hidden, place in the stream)."""

    budget: Budget = field(default_factory=Budget)
    is_97: bool = True
    encoding: str = "gb18030"
    dates_from_1904: bool = False
    texts: list[GridCell | None] = field(default_factory=list)
    sheets: list[tuple[str, bool, int]] = field(default_factory=list)
    codes: dict[str, str] = field(default_factory=dict)
    formats: list[str] = field(default_factory=list)
    settings: list[Setting] = field(default_factory=list)
    kinds: dict[int, FormatKind] = field(default_factory=dict)
    # Whether any formula has a value.
    calculates: bool = False

    def number(self, number: Decimal, style: int) -> GridCell:
        """A stored number in its cell format."""
        kind = self.kinds.get(style)
        if kind is None:
            id = self.formats[style] if style < len(self.formats) else "0"
            kind = self.kinds[style] = kind_of_format(id, self.codes)
        return number_cell(number, kind, self.dates_from_1904)

    def text(self, data: bytes, place: int, length_bytes: int) -> str:
        """A text within a record, in this version's form."""
        if self.is_97:
            return self.budget.keep(text_at(data, place, length_bytes))
        count = int.from_bytes(data[place : place + length_bytes], "little")
        start = place + length_bytes
        return self.budget.keep(data[start : start + count].decode(self.encoding, "replace"))

    def joined(self, text: str, changes: Sequence[FontChange]) -> str:
        """A text whose superscript and subscript become Unicode characters of that form."""
        return joined_at(text, [(start, self._setting(font)) for start, font in changes])

    def _setting(self, font: int) -> Setting:
        # There is no font 4: from 5 on, the index is one too high.
        place = font - (font > _NO_FONT)
        return self.settings[place] if place < len(self.settings) else ""


def read_xls(stream: bytes) -> Workbook:
    """The cells of a stream that holds an .xls workbook. Raises `Refused`."""
    try:
        book, stream = _book(stream)
        sheets = tuple(_sheet(book, stream, *listed) for listed in book.sheets)
    except (struct.error, IndexError) as damage:
        raise Refused("C103") from damage
    return calculated(sheets) if book.calculates else Workbook(sheets)


def _book(stream: bytes) -> tuple[_Book, bytes]:
    book = _Book()
    pieces: list[bytes] = []
    goes_on = False
    for code, data in records(stream, book.budget):
        if code == BEGINNING:
            version = _unsigned(data, 0)
            if version not in (_EXCEL_5, _EXCEL_97):
                raise Refused("C108")
            book.is_97 = version == _EXCEL_97
        elif code == FILE_PASS:
            from clustercheck.formats.xls_protection import deciphered

            return _book(deciphered(stream, data))
        elif code == 0x0042:
            book.encoding = _encoding(_unsigned(data, 0))
        elif code == 0x0022:
            book.dates_from_1904 = _unsigned(data, 0) == 1
        elif code == 0x041E:
            book.codes[str(_unsigned(data, 0))] = book.text(data, 2, 2 if book.is_97 else 1)
        elif code == 0x0031:
            book.settings.append(setting_of(_unsigned(data, 2), _unsigned(data, 8)))
        elif code == 0x00E0:
            book.formats.append(str(_unsigned(data, 2)))
        elif code == SHEET:
            _list_sheet(book, data)
        goes_on = code == _SHARED_TEXTS or (goes_on and code == CONTINUED)
        if goes_on:
            pieces.append(data)
    # Fonts that set nothing higher or lower change no text.
    has_settings = any(book.settings)
    for text, changes in shared_texts(pieces, book.budget):
        book.texts.append(_text_cell(book.joined(text, changes) if changes and has_settings else text))
    return book, stream


@cached(2048, 256)
def _text_cell(text: str) -> GridCell | None:
    return GridCell("text", text) if text.strip() else None


def _list_sheet(book: _Book, data: bytes) -> None:
    place, state, kind = struct.unpack_from("<L2B", data)
    # Charts and macros have no figures of their own.
    if kind == _WORKSHEET:
        book.budget.add_sheet()
        book.sheets.append((book.text(data, 6, 1), state & 3 != 0, place))


def setting_of(flags: int, escapement: int) -> Setting:
    """The setting that a font gives a text. Struck-out text is no digit of its figure, like a superscript mark."""
    return "super" if flags & _STRUCK_OUT else _ESCAPEMENTS.get(escapement, "")


def _encoding(codepage: int) -> str:
    encodings = {936: "gb18030", 10008: "gb18030", 950: "big5", 10002: "big5", 932: "cp932", 949: "cp949"}
    return encodings.get(codepage, "gb18030" if codepage in (0, 1200) else "cp1252")


def _sheet(book: _Book, stream: bytes, name: str, hidden: bool, place: int) -> Grid:
    reader = _SheetReader(book)
    if is_quick():
        read_records(stream, place, book.budget, book.texts, reader.builder.put, reader, _READERS)
    else:
        for code, data in records(stream, book.budget, place):
            read = _READERS.get(code)
            if read is not None:
                read(reader, data)
    reader.end_formula()
    return reader.builder.grid(name, hidden)


class _SheetReader:
    def __init__(self, book: _Book) -> None:
        self.builder = SheetBuilder(book.budget)
        self._book = book
        self._awaiting: tuple[int, int] | None = None

    def number(self, data: bytes) -> None:
        row, column, style, number = struct.unpack_from("<3Hd", data)
        self._put(row, column, self._number(number, style))

    def packed_number(self, data: bytes) -> None:
        row, column, style, packed = struct.unpack_from("<3HL", data)
        self._put(row, column, self._number(unpacked(packed), style))

    def packed_numbers(self, data: bytes) -> None:
        row, column = struct.unpack_from("<2H", data)
        for style, packed in struct.iter_unpack("<HL", data[4 : 4 + (len(data) - 6) // 6 * 6]):
            self._put(row, column, self._number(unpacked(packed), style))
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
            self._put(row, column, UNSAVED if waits and number == 0 else self._number(number, style))
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

    def _number(self, number: float, style: int) -> GridCell | None:
        if self._book.kinds.get(style) == "plain" and (cell := quick_number(number)) is not None:
            return cell
        try:
            return self._book.number(decimal_of(number), style)
        except ValueError:
            return GridCell("text", repr(number))

    def _put(self, row: int, column: int, cell: GridCell | None) -> None:
        self.builder.put(row + 1, column + 1, cell)


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
