"""The XML of one worksheet to cells. The inner loop of reading: what is done here is done for every cell."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from clustercheck.formats.archive import Archive
from clustercheck.formats.budget import Budget, as_seen, within
from clustercheck.formats.cells import (
    MAX_COLUMN,
    MAX_ROW,
    Block,
    Grid,
    GridCell,
    Refused,
    Row,
    block,
    column_number,
    in_rows,
)
from clustercheck.formats.number_formats import NumberFormats, day_shown, number_cell, percentage
from clustercheck.formats.quick_rows import AS_SHOWN, FALSE, TO_BE_READ, TRUE, Slot, Written, WrittenRow
from clustercheck.formats.quick_sheet import PlainSheet, gathered, plain_sheet
from clustercheck.formats.stored_text import text_cell
from clustercheck.formats.xml_walk import local, walk
from clustercheck.model.note_marks import SETTINGS, Run, Setting, joined
from clustercheck.model.quantities import fifteen_digits

_new = tuple.__new__
_TEXT_KINDS = ("str", "inlineStr")
# One look-up for all that is neither a cell nor in one, for most tags are.
_RARER = frozenset(("rPh", "mergeCell", "col", "sheetView", "r", "vertAlign", "strike"))
# A number that is shown as it is written, and has no more digits than are shown.
_AS_SHOWN = re.compile(AS_SHOWN)
_BOOLEANS = {"1": "TRUE", "0": "FALSE", "true": "TRUE", "false": "FALSE"}


class SheetCells:
    """Reads worksheets one after the other; strings, formats and the bound on cells are the workbook's."""

    def __init__(
        self,
        strings: list[GridCell | None],
        formats: NumberFormats,
        budget: Budget,
        *,
        dates_from_1904: bool,
        zero_is_unsaved: bool,
    ) -> None:
        self._strings = strings
        self._formats = formats
        self._budget = budget
        self._dates_from_1904 = dates_from_1904
        self._zero_is_unsaved = zero_is_unsaved
        self._columns: dict[str, int] = {}
        # The workbook's styles that show a number as it is, as far as they were met.
        self._plain_styles: set[str | None] = set()
        self._characters: list[str] = []
        self._begin()

    def read(self, name: str, hidden: bool, archive: Archive, target: str) -> Grid:
        """A worksheet, given its name, whether it is hidden and which part it is; raises `Refused`."""
        self._begin()
        part, again = gathered(archive, target)
        plain = None if part is None else plain_sheet(part)
        if plain is None:
            walk(again, self._budget, self._start, self._end, self._characters)
        else:
            self._take(plain)
        self._hold_the_bound()
        self._budget.cells -= self._count()
        rows = self._in_rows()
        columns = frozenset[int]()
        if self._hidden_ranges:
            columns = within((column for row in rows.values() for column, _ in row), self._hidden_ranges)
        rows = as_seen(rows, self._merged, self._shows_zeros)
        return Grid(name, hidden, rows, tuple(self._merged), frozenset(self._hidden_rows), columns)

    def _begin(self) -> None:
        self._cells: dict[tuple[int, int], GridCell] = {}
        self._known: dict[int, Row] = {}
        self._cells_known = 0
        self._touched: set[int] = set()
        self._merged: list[Block] = []
        self._hidden_rows: set[int] = set()
        self._hidden_ranges: list[tuple[int, int]] = []
        self._shows_zeros = True
        self._row_is_hidden = False
        self._row = 0
        self._row_text = ""
        self._column = 0
        self._attributes: dict[str, str] | None = None
        self._value: str | None = None
        self._formula: str | None = None
        self._phonetic = False
        self._runs: list[Run] = []
        self._setting: Setting = ""
        del self._characters[:]

    def _take(self, plain: PlainSheet) -> None:
        """The cells of a plain sheet, with the same result as walking it."""
        self._budget.spend(plain.tags)
        known, touched = self._known, self._touched
        kept, room = 0, self._budget.cells
        try:
            for tag, named in plain.around:
                self._start_rarer(tag, named)
            for row in plain.rows:
                if isinstance(row, WrittenRow):
                    self._row_is_hidden = row.hidden
                    self._move_to_row(row.digits)
                    self._touch(self._row)
                    self._take_row(row.cells)
                else:
                    if len(self._cells) + self._cells_known > room:
                        raise Refused("C107")
                    (number, hidden, cells, slots, characters, _), values, shown = row
                    if slots:
                        cells = self._filled(cells, slots, values, shown)
                    kept += characters
                    if hidden or number in known or number in touched:
                        self._take_known(number, cells, hidden)
                    elif cells:
                        known[number] = cells
                        self._cells_known += len(cells)
        except ValueError as damage:
            raise Refused("C103") from damage
        self._budget.keep_more(kept)

    def _take_known(self, number: int, cells: Row, hidden: bool) -> None:
        """A row that is hidden, or goes on with an earlier one: it does not stay whole."""
        if hidden and cells:
            self._hidden_rows.add(number)
        self._touch(number)
        for column, cell in cells:
            self._cells[number, column] = cell

    def _filled(self, held: Row, slots: Sequence[Slot], values: Sequence[str], shown: bool) -> Row:
        """The cells of a row with these values in their places; a shared string may be blank."""
        cells, blank, plain = list(held), False, self._plain_styles
        strings, most = self._strings, len(self._strings)
        for (at, column, shared, style), value in zip(slots, values, strict=True):
            cell: GridCell | None
            if shared:
                if not 0 <= (index := int(value)) < most:
                    raise Refused("C103")
                cell = strings[index]
            elif shown and style in plain and len(value) < 16:
                # The constructor of a named tuple takes twice as long, and this is done for every figure.
                cell = _new(GridCell, ("number", value, Decimal(value), False, None, None))
            else:
                cell = self._number(value, style)
            if cell is None:
                blank = True
            else:
                cells[at] = column, cell
        return tuple([each for each in cells if each[1] is not TO_BE_READ] if blank else cells)

    def _touch(self, number: int) -> None:
        """Go on with a row cell by cell."""
        self._touched.add(number)
        row = self._known.pop(number, ())
        self._cells_known -= len(row)
        for column, cell in row:
            self._cells[number, column] = cell

    def _in_rows(self) -> Mapping[int, Row]:
        rows = self._known
        if self._cells:
            rows |= in_rows(self._cells)
        numbers = list(rows)
        return rows if numbers == sorted(numbers) else {number: rows[number] for number in sorted(numbers)}

    def _count(self) -> int:
        return len(self._cells) + self._cells_known

    def _take_row(self, cells: Sequence[Written]) -> None:
        """One loop over plain values; nearly all that a form has are texts, and blank cells with a style."""
        columns, found, kept = self._columns, self._cells, 0
        for _whole, letters, digits, style, kind, formula, value, text in cells:
            if digits != self._row_text:
                self._move_to_row(digits)
                self._touch(self._row)
            column = columns.get(letters)
            if column is None:
                column = columns[letters] = column_number(letters)
            if text and kind == "inlineStr":
                cell = text_cell(text)
                kept += len(text)
            elif kind == "s" and value:
                cell = self._shared(value)
            elif value or text or formula:
                self._value, self._formula = value or text, formula or None
                cell = self._cell(kind or None, style or None)
            else:
                continue
            if cell is not None:
                found[self._row, column] = cell
                if self._row_is_hidden:
                    self._hidden_rows.add(self._row)
        self._budget.keep_more(kept)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "v" or tag == "t" or tag == "f":
            del self._characters[:]
        elif tag == "c":
            self._attributes = attributes
            self._value = self._formula = None
            del self._runs[:]
            self._setting = ""
        elif tag == "row":
            self._start_row(attributes)
        elif tag in _RARER:
            self._start_rarer(tag, attributes)
        elif ":" in tag:
            self._start(local(tag), attributes)

    def _start_rarer(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "rPh":
            self._phonetic = True
        elif tag == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif tag == "sheetView":
            self._shows_zeros = attributes.get("showZeros") not in FALSE
        elif tag == "r":
            self._setting = ""
        elif tag == "vertAlign":
            self._setting = SETTINGS.get(attributes.get("val", ""), self._setting)
        elif tag == "strike":
            # What is struck out is no digit of its figure, as a mark in superscript is none.
            self._setting = "super" if attributes.get("val") not in FALSE else self._setting
        else:
            self._hide_columns(attributes)

    def _start_row(self, attributes: dict[str, str]) -> None:
        del self._characters[:]
        self._column = 0
        self._row_is_hidden = attributes.get("hidden") in TRUE
        given = attributes.get("r")
        if given is None:
            self._row += 1
            self._row_text = str(self._row)
            if self._row > MAX_ROW:
                raise Refused("C103")
            self._hold_the_bound()
        else:
            self._move_to_row(given)

    def _move_to_row(self, digits: str) -> None:
        if not (digits.isascii() and digits.isdigit() and len(digits) <= 7 and 1 <= int(digits) <= MAX_ROW):
            raise Refused("C103")
        self._row = int(digits)
        self._row_text = digits
        self._hold_the_bound()

    def _hold_the_bound(self) -> None:
        # Once for every row, for a row has its own bound.
        if self._count() > self._budget.cells:
            raise Refused("C107")

    def _merge(self, ref: str) -> None:
        self._budget.merge()
        self._merged.append(block(ref))

    def _hide_columns(self, attributes: dict[str, str]) -> None:
        if attributes.get("hidden") in TRUE:
            # a ValueError is refused where the part is walked
            self._hidden_ranges.append((int(attributes.get("min", "0")), int(attributes.get("max", "0"))))
            self._budget.hide()

    def _end(self, tag: str) -> None:
        if tag == "v":
            self._value = "".join(self._characters)
        elif tag == "c":
            if self._attributes is not None:
                self._end_cell(self._attributes)
                self._attributes = None
        elif tag == "t":
            if not self._phonetic:
                self._runs.append(("".join(self._characters), self._setting))
        elif tag == "f":
            self._formula = "".join(self._characters)
        elif tag == "is":
            pass
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
        if self._runs and (kind == "inlineStr" or self._value is None):
            self._value = joined(self._runs)
        value = self._value
        cell = self._shared(value) if kind == "s" and value else self._cell(kind, attributes.get("s"))
        if cell is not None:
            self._cells[self._row or 1, self._column] = cell
            if self._row_is_hidden:
                self._hidden_rows.add(self._row or 1)

    def _cell(self, kind: str | None, style: str | None) -> GridCell | None:
        value = self._value
        if kind in _TEXT_KINDS and value is not None:
            return text_cell(self._budget.keep(value))
        if not value or value.isspace():
            return (
                None
                if self._formula is None
                else GridCell("unsaved_formula", self._budget.keep("=" + self._formula))
            )
        if kind is None or kind == "n":
            if self._formula is not None and self._zero_is_unsaved and value == "0":
                return GridCell("unsaved_formula", self._budget.keep("=" + self._formula))
            return self._number(value, style)
        if kind == "b":
            return GridCell("boolean", _BOOLEANS.get(value.strip(), "TRUE"))
        if kind == "e":
            return GridCell("error", self._budget.keep(value))
        if kind == "d":
            return day_shown(iso_date(self._budget.keep(value)), self._formats.kind(style or "0"))
        return GridCell("text", self._budget.keep(value))

    def _shared(self, index: str) -> GridCell | None:
        number = int(index)  # a ValueError is refused where the part is walked
        if not 0 <= number < len(self._strings):
            raise Refused("C103")
        return self._strings[number]

    def _number(self, value: str, style: str | None) -> GridCell:
        kind = "plain" if style in self._plain_styles else self._formats.kind(style or "0")
        if kind == "plain":
            self._plain_styles.add(style)
        if kind == "plain" and len(value) < 16 and _AS_SHOWN.fullmatch(value):
            return GridCell("number", value, Decimal(value))
        try:
            number = fifteen_digits(value)
        except ValueError:
            return GridCell("text", self._budget.keep(value))
        return percentage(number) if kind == "percent" else number_cell(number, kind, self._dates_from_1904)


def iso_date(value: str) -> GridCell:
    """A day written as ISO 8601 has it, perhaps with a time; a text where it is none."""
    try:
        day = datetime.date.fromisoformat(value[:10])
    except ValueError:
        return GridCell("text", value)
    return GridCell("date", day.isoformat(), None, False, day)
