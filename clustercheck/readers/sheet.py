"""The XML of one worksheet to cells. The inner loop of reading: what is done here is done for every cell."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from decimal import Decimal

from clustercheck.quantities import fifteen_digits, plain, plausible
from clustercheck.readers.cells import (
    MAX_CELLS,
    MAX_COLUMN,
    MAX_MERGED,
    MAX_ROW,
    Block,
    Grid,
    GridCell,
    Refused,
    block,
    column_number,
    columns_in,
)
from clustercheck.readers.number_formats import NumberFormats
from clustercheck.readers.xml_parts import Budget, local, walk

_TEXT_KINDS = ("str", "inlineStr")
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_TRUE = ("1", "true", "on")
# A sheet of a hostile file may list as many ranges of columns as it likes.
_MAX_RANGES = 1_000
_BOOLEANS = {"1": "TRUE", "0": "FALSE", "true": "TRUE", "false": "FALSE"}


class SheetCells:
    """Reads worksheets one after the other; strings, formats and the bound on cells are the workbook's."""

    def __init__(self, strings: list[GridCell | None], formats: NumberFormats, budget: Budget) -> None:
        self._strings = strings
        self._formats = formats
        self._budget = budget
        self._left = MAX_CELLS
        self._merges_left = MAX_MERGED
        self._columns: dict[str, int] = {}
        self._characters: list[str] = []
        self._begin()

    def read(self, name: str, hidden: bool, chunks: Iterable[bytes]) -> Grid:
        """A worksheet, given its name and whether it is hidden; raises `Refused`."""
        self._begin()
        walk(chunks, self._budget, self._start, self._end, self._characters)
        return Grid(
            name,
            hidden,
            self._cells,
            tuple(self._merged),
            frozenset(self._hidden_rows),
            columns_in(self._cells, self._hidden_ranges),
        )

    def _begin(self) -> None:
        self._cells: dict[tuple[int, int], GridCell] = {}
        self._merged: list[Block] = []
        self._hidden_rows: set[int] = set()
        self._hidden_ranges: list[tuple[int, int]] = []
        self._row_is_hidden = False
        self._row = 0
        self._row_text = ""
        self._column = 0
        self._attributes: dict[str, str] | None = None
        self._value: str | None = None
        self._formula: str | None = None
        self._phonetic = False
        del self._characters[:]

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "v" or tag == "t" or tag == "f":
            del self._characters[:]
        elif tag == "c":
            self._attributes = attributes
            self._value = self._formula = None
        elif tag == "row":
            self._start_row(attributes)
        elif tag == "rPh":
            self._phonetic = True
        elif tag == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif tag == "col":
            self._hide_columns(attributes)
        elif ":" in tag:
            self._start(local(tag), attributes)

    def _start_row(self, attributes: dict[str, str]) -> None:
        del self._characters[:]
        self._column = 0
        self._row_is_hidden = attributes.get("hidden") in _TRUE
        given = attributes.get("r")
        if given is None:
            self._row += 1
            self._row_text = str(self._row)
        else:
            self._move_to_row(given)
        if self._row > MAX_ROW:
            raise Refused("C103")

    def _move_to_row(self, digits: str) -> None:
        if not (digits.isascii() and digits.isdigit() and len(digits) <= 7 and 1 <= int(digits) <= MAX_ROW):
            raise Refused("C103")
        self._row = int(digits)
        self._row_text = digits

    def _merge(self, ref: str) -> None:
        self._merges_left -= 1
        if self._merges_left < 0:
            raise Refused("C107")
        self._merged.append(block(ref))

    def _hide_columns(self, attributes: dict[str, str]) -> None:
        if attributes.get("hidden") in _TRUE:
            # a ValueError is refused where the part is walked
            self._hidden_ranges.append((int(attributes.get("min", "0")), int(attributes.get("max", "0"))))
            if len(self._hidden_ranges) > _MAX_RANGES:
                raise Refused("C107")

    def _end(self, tag: str) -> None:
        if tag == "v":
            self._value = "".join(self._characters)
        elif tag == "c":
            if self._attributes is not None:
                self._end_cell(self._attributes)
                self._attributes = None
        elif tag == "t":
            if not self._phonetic:
                self._value = (self._value or "") + "".join(self._characters)
        elif tag == "f":
            self._formula = "".join(self._characters)
        elif tag == "rPh":
            self._phonetic = False
        elif ":" in tag:
            self._end(local(tag))

    def _end_cell(self, attributes: dict[str, str]) -> None:
        ref = attributes.get("r")
        if ref is None:
            self._column += 1
            if self._column > MAX_COLUMN:
                raise Refused("C103")
        else:
            letters = ref.rstrip("0123456789")
            column = self._columns.get(letters)
            if column is None:
                column = self._columns[letters] = column_number(letters)
            self._column = column
            digits = ref[len(letters) :]
            if digits != self._row_text:
                self._move_to_row(digits)
        kind = attributes.get("t")
        value = self._value
        cell = self._shared(value) if kind == "s" and value else self._cell(kind, attributes.get("s"))
        if cell is not None:
            self._left -= 1
            if self._left < 0:
                raise Refused("C107")
            self._cells[self._row or 1, self._column] = cell
            if self._row_is_hidden:
                self._hidden_rows.add(self._row or 1)

    def _cell(self, kind: str | None, style: str | None) -> GridCell | None:
        value = self._value
        if kind in _TEXT_KINDS and value is not None:
            text = self._budget.keep(unescaped(value))
            return GridCell("text", text) if text.strip() else None
        if not value or value.isspace():
            return (
                None
                if self._formula is None
                else GridCell("unsaved_formula", self._budget.keep("=" + self._formula))
            )
        if kind is None or kind == "n":
            return self._number(value, style)
        if kind == "b":
            return GridCell("boolean", _BOOLEANS.get(value.strip(), "TRUE"))
        if kind == "e":
            return GridCell("error", value)
        return _iso_date(value) if kind == "d" else GridCell("text", value)

    def _shared(self, index: str) -> GridCell | None:
        number = int(index)  # a ValueError is refused where the part is walked
        if not 0 <= number < len(self._strings):
            raise Refused("C103")
        return self._strings[number]

    def _number(self, value: str, style: str | None) -> GridCell:
        try:
            number = fifteen_digits(value)
        except ValueError:
            return GridCell("text", value)
        if style is not None and style != "0":
            kind = self._formats.kind(style)
            if kind == "percent":
                return GridCell("number", _shown(number.scaleb(2)) + "%", number, True)
            if kind == "date":
                return self._formats.dated(number)
        return GridCell("number", value if len(value) < 16 and value.isdigit() else _shown(number), number)


def unescaped(text: str) -> str:
    """A stored string with its `_x000D_` escapes undone."""
    return _ESCAPE.sub(_character, text) if "_x" in text else text


def _character(match: re.Match[str]) -> str:
    character = chr(int(match[1], 16))
    return "\N{REPLACEMENT CHARACTER}" if "\ud800" <= character <= "\udfff" else character


def _shown(number: Decimal) -> str:
    return plain(number) if plausible(number) else str(number)


def _iso_date(value: str) -> GridCell:
    try:
        day = datetime.date.fromisoformat(value[:10])
    except ValueError:
        return GridCell("text", value)
    return GridCell("date", day.isoformat(), None, False, day)
