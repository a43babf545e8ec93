"""An .xlsb workbook to cells: the parts of an .xlsx, written as binary records instead of XML."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from clustercheck.formats import limits
from clustercheck.formats.archive import Archive
from clustercheck.formats.budget import Budget, SheetBuilder, calculated
from clustercheck.formats.cells import EMPTY_FORMULA, Grid, GridCell, Refused, Workbook
from clustercheck.formats.number_formats import FormatKind, decimal_of, kind_of_format, number_cell
from clustercheck.formats.quick.binary_numbers import quick_number
from clustercheck.formats.xls import BOOLEANS, ERRORS, UNSAVED, unpacked
from clustercheck.formats.xls_book import setting_of
from clustercheck.formats.xlsx import relationships
from clustercheck.model.note_marks import Setting, joined_at
from clustercheck.model.speed import cached

WORKBOOK = "xl/workbook.bin"

Record: TypeAlias = tuple[int, bytes]


def read_xlsb(archive: Archive) -> Workbook:
    """The cells of an .xlsb. Raises `Refused`."""
    try:
        return _read(archive)
    except (struct.error, IndexError) as damage:
        raise Refused("C103") from damage


def _read(archive: Archive) -> Workbook:
    budget = Budget()
    related = relationships(archive, budget, "xl/workbook.bin")
    by_type = dict(related.values())
    listed: list[tuple[str, bool, str]] = []
    dates_from_1904 = recalculated = False
    for code, data in _records(archive, WORKBOOK, budget):
        if code == 153:
            dates_from_1904 = bool(data[0] & 1)
        elif code == 157 and len(data) > 24:
            recalculated = bool(data[24] & 1)
        elif code == 156:
            budget.add_sheet()
            relation, place = _text(data, 8)
            listed.append((_text(data, place)[0], data[0] in (1, 2), relation))
    kinds, settings = _formats(archive, budget, by_type.get("styles"))
    texts = _shared_texts(archive, budget, by_type.get("sharedStrings"), settings)
    sheets = []
    calculates = False
    for name, hidden, relation in listed:
        kind, part = related.get(relation, ("worksheet", f"({name})"))
        if kind == "worksheet":
            reader = _SheetReader(budget, texts, kinds, settings, dates_from_1904, recalculated)
            sheets.append(reader.read(_records(archive, part, budget), name, hidden))
            calculates = calculates or reader.calculates
    return calculated(sheets) if calculates else Workbook(tuple(sheets))


def _shared_texts(
    archive: Archive, budget: Budget, part: str | None, settings: Sequence[Setting]
) -> list[GridCell | None]:
    found: list[GridCell | None] = []
    if part is None or part not in archive:
        return found
    for code, data in _records(archive, part, budget):
        if code == 19:
            if data[0] & 1:
                found.append(_rich_cell(budget, data, 0, settings))
            else:
                length, cell = _plain_cell(data)
                budget.keep_more(length)
                found.append(cell)
            if len(found) > limits.LIMITS.strings:
                raise Refused("C107")
    return found


def _formats(archive: Archive, budget: Budget, part: str | None) -> tuple[list[FormatKind], list[Setting]]:
    """The number format of each cell format, and the setting of each font."""
    settings: list[Setting] = []
    ids: list[str] = []
    codes: dict[str, str] = {}
    if part is None or part not in archive:
        return [], settings
    within = False
    for code, data in _records(archive, part, budget):
        if code == 44:
            codes[str(int.from_bytes(data[:2], "little"))] = _text(data, 2)[0]
        elif code == 43:
            settings.append(
                setting_of(int.from_bytes(data[2:4], "little"), int.from_bytes(data[6:8], "little"))
            )
        elif code in (617, 618):
            within = code == 617
        elif code == 47 and within:
            ids.append(str(int.from_bytes(data[2:4], "little")))
    known = {id: kind_of_format(id, codes) for id in set(ids)}
    return [known[id] for id in ids], settings


class _SheetReader:
    def __init__(
        self,
        budget: Budget,
        texts: list[GridCell | None],
        kinds: list[FormatKind],
        settings: Sequence[Setting],
        dates_from_1904: bool,
        zero_is_unsaved: bool,
    ) -> None:
        self._budget = budget
        self._builder = SheetBuilder(budget)
        self._texts = texts
        self._kinds = kinds
        self._settings = settings
        self._dates_from_1904 = dates_from_1904
        self._zero_is_unsaved = zero_is_unsaved
        # Whether any formula has a value.
        self.calculates = False

    def read(self, records: Iterable[Record], name: str, hidden: bool) -> Grid:
        row = column = 0
        for code, data in records:
            if code == 0:
                row, column = int.from_bytes(data[:4], "little") + 1, 0
                if data[11] & 0x10:
                    self._builder.hide_rows(row, row)
            elif code == 7:
                column = int.from_bytes(data[:4], "little") + 1
                self._builder.put(row, column, self._texts[int.from_bytes(data[8:12], "little")])
            elif 1 <= code <= 11 or code == 62:
                column = int.from_bytes(data[:4], "little") + 1
                self._builder.put(row, column, self._cell(code, data, 8))
            elif 12 <= code <= 18:
                # The short form, which follows the cell to its left.
                column += 1
                self._builder.put(row, column, self._cell(code - 11, data, 4))
            elif code == 60:
                first, last = struct.unpack_from("<2L", data)
                if data[16] & 1:
                    self._builder.hide_columns(first + 1, last + 1)
            elif code == 137:
                self._builder.shows_zeros = bool(data[0] & 0x10)
            elif code == 176:
                top, bottom, left, right = struct.unpack_from("<4L", data)
                self._builder.merge(top + 1, left + 1, bottom + 1, right + 1)
        return self._builder.grid(name, hidden)

    def _cell(self, code: int, data: bytes, place: int) -> GridCell | None:
        cell = self._stored(code, data, place)
        if 8 <= code <= 11:
            if cell is None:
                return EMPTY_FORMULA
            if code != 9 or cell.number != 0:
                self.calculates = True
            elif self._zero_is_unsaved:
                return UNSAVED
        return cell

    def _stored(self, code: int, data: bytes, place: int) -> GridCell | None:
        if code == 2:
            return self._number(unpacked(int.from_bytes(data[place : place + 4], "little")), data, place)
        if code in (5, 9):
            return self._number(struct.unpack_from("<d", data, place)[0], data, place)
        if code == 7:
            return self._texts[int.from_bytes(data[place : place + 4], "little")]
        if code in (6, 8):
            return _text_cell(self._budget, data, place)
        if code == 62:
            return _rich_cell(self._budget, data, place, self._settings)
        if code in (4, 10):
            return GridCell("boolean", BOOLEANS[data[place] != 0])
        if code in (3, 11):
            return GridCell("error", ERRORS.get(data[place], "#ERROR"))
        return None

    def _number(self, number: float, data: bytes, place: int) -> GridCell:
        style = int.from_bytes(data[place - 4 : place - 1], "little")
        kind = self._kinds[style] if style < len(self._kinds) else "plain"
        if kind == "plain" and (cell := quick_number(number)) is not None:
            return cell
        try:
            return number_cell(decimal_of(number), kind, self._dates_from_1904)
        except ValueError:
            return GridCell("text", repr(number))


def _text_cell(budget: Budget, data: bytes, place: int) -> GridCell | None:
    text = budget.keep(_text(data, place)[0])
    return GridCell("text", text) if text.strip() else None


@cached(2048, longest=512, in_all=262_144)
def _plain_cell(data: bytes) -> tuple[int, GridCell | None]:
    """The length and the cell of a shared text with one font."""
    text = _text(data, 1)[0]
    return len(text), GridCell("text", text) if text.strip() else None


def _rich_cell(budget: Budget, data: bytes, place: int, settings: Sequence[Setting]) -> GridCell | None:
    """The cell of a text with fonts of its own: flags, the text, and from which character on which font holds."""
    text, end = _text(data, place + 1)
    if data[place] & 1:
        count = min(int.from_bytes(data[end : end + 4], "little"), (len(data) - end - 4) // 4)
        fonts = struct.iter_unpack("<2H", data[end + 4 : end + 4 + 4 * count])
        changes: list[tuple[int, Setting]] = [
            (start, settings[font] if font < len(settings) else "") for start, font in fonts
        ]
        text = joined_at(text, changes)
    budget.keep(text)
    return GridCell("text", text) if text.strip() else None


def _text(data: bytes, place: int) -> tuple[str, int]:
    """A text within a record, and its end."""
    (count,) = struct.unpack_from("<L", data, place)
    start = place + 4
    if count == 0xFFFFFFFF:
        return "", start
    end = start + 2 * count
    if end > len(data):
        raise Refused("C103")
    return data[start:end].decode("utf-16-le", "replace"), end


def _records(archive: Archive, part: str, budget: Budget) -> Iterator[Record]:
    """The records of a part. Number and length use seven bits of each byte; the eighth means that more follow."""
    data = b"".join(_bounded(archive.chunks(part)))
    place, size = 0, len(data)
    while place < size:
        budget.records -= 1
        if budget.records < 0:
            raise Refused("C107")
        code = data[place]
        place += 1
        if code & 0x80:
            code = code & 0x7F | (data[place] & 0x7F) << 7
            place += 1
        length = data[place]
        place += 1
        if length & 0x80:
            length, place = _long(data, place - 1)
        end = place + length
        if end > size:
            raise Refused("C103")
        yield code, data[place:end]
        place = end


def _long(data: bytes, place: int) -> tuple[int, int]:
    """A length of two bytes or more, at most four, and the place behind it."""
    length = shift = 0
    more = 0x80
    while more & 0x80 and shift < 28:
        more = data[place]
        length |= (more & 0x7F) << shift
        place += 1
        shift += 7
    return length, place


def _bounded(chunks: Iterable[bytes]) -> Iterator[bytes]:
    left = limits.LIMITS.part
    for chunk in chunks:
        left -= len(chunk)
        if left < 0:
            raise Refused("C107")
        yield chunk
