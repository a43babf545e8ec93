"""What all sheets of an .xls share: its texts, number formats, fonts, and where the sheets begin."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from clustercheck.formats.budget import Budget
from clustercheck.formats.cells import GridCell, Refused
from clustercheck.formats.number_formats import FormatKind, kind_of_format, number_cell
from clustercheck.formats.quick.xls_records import head_of
from clustercheck.formats.xls_records import (
    BEGINNING,
    CONTINUED,
    FILE_PASS,
    SHEET,
    FontChange,
    records,
    shared_cells,
    text_at,
)
from clustercheck.model.note_marks import Setting, joined_at
from clustercheck.model.speed import cached, is_quick

# How a font sets a text, by its escapement field.
_ESCAPEMENTS: dict[int, Setting] = {1: "super", 2: "sub"}
_STRUCK_OUT = 0x0008
_EXCEL_5, _EXCEL_97 = 0x0500, 0x0600
_WORKSHEET = 0
_SHARED_TEXTS = 0x00FC
_NO_FONT = 4
_FIRST_SHEET = struct.pack("<H", SHEET)
# Cache limits: bytes of the records before the first sheet is listed, of all of them, and kinds of number formats.
_LONGEST_HEAD, _HEADS_IN_ALL, _MOST_KINDS = 8 * 1024, 128 * 1024, 1000


@dataclass(slots=True)
class Book:
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


def read_book(stream: bytes) -> tuple[Book, bytes]:
    """What the sheets of a stream share, and the stream, deciphered if it is encrypted.

    Raises `Refused`, and `struct.error` or `IndexError` for a damaged one.
    """
    book, place, depth = _begun(stream)
    before = book.formats, book.codes
    book.formats, book.codes = book.formats.copy(), book.codes.copy()
    pieces: list[bytes] = []
    goes_on = False
    for code, data in records(stream, book.budget, place, depth):
        if code == FILE_PASS:
            from clustercheck.formats.xls_protection import deciphered

            return read_book(deciphered(stream, data))
        _take(book, code, data)
        goes_on = code == _SHARED_TEXTS or (goes_on and code == CONTINUED)
        if goes_on:
            pieces.append(data)
    if (book.formats, book.codes) != before:
        book.kinds = {}
    # Fonts that set nothing higher or lower change no text.
    book.texts = shared_cells(pieces, book.budget, book.joined if any(book.settings) else None)
    return book, stream


def _take(book: Book, code: int, data: bytes) -> None:
    if code == BEGINNING:
        version = _unsigned(data, 0)
        if version not in (_EXCEL_5, _EXCEL_97):
            raise Refused("C108")
        book.is_97 = version == _EXCEL_97
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


def _begun(stream: bytes) -> tuple[Book, int, int]:
    """A book after the records that copies of a form have in common, if they are known, where they end, and how deep."""
    place = stream.find(_FIRST_SHEET, 0, _LONGEST_HEAD) if is_quick() else -1
    known = _known_book(stream[:place]) if place > 0 else None
    if known is None:
        return Book(), 0, 0
    book, count = known
    if len(book.kinds) > _MOST_KINDS:
        book.kinds.clear()
    taken = replace(book, budget=Budget(), settings=book.settings.copy(), sheets=[], texts=[])
    taken.budget.records -= count
    taken.budget.keep_more(sum(map(len, book.codes.values())))
    return taken, place, 1


@cached(32, _LONGEST_HEAD, _HEADS_IN_ALL)
def _known_book(head: bytes) -> tuple[Book, int] | None:
    """A book after its first records, and how many they are; None if they are not the whole of some records."""
    found = head_of(head)
    if found is None:
        return None
    book = Book()
    try:
        for code, data in found.records:
            if code in (FILE_PASS, SHEET, _SHARED_TEXTS):
                return None
            _take(book, code, data)
    except (Refused, struct.error, IndexError):
        return None
    return book, found.number


def _list_sheet(book: Book, data: bytes) -> None:
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


def _unsigned(data: bytes, place: int) -> int:
    (number,) = struct.unpack_from("<H", data, place)
    return int(number)
