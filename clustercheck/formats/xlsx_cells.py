"""The content of a `<c>` of a worksheet, from its type, style and value: a `GridCell`, or None for a blank cell."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from clustercheck.formats.budget import Budget
from clustercheck.formats.cells import Block, GridCell, Refused, as_written, block, column_number
from clustercheck.formats.number_formats import FormatKind, day_shown, number_cell, percentage
from clustercheck.formats.stored_text import text_cell
from clustercheck.model.lean import date
from clustercheck.model.patterns import pattern
from clustercheck.model.quantities import fifteen_digits

TRUE, FALSE = ("1", "true", "on"), ("0", "false", "off")
# A number that is shown as it is written, and has no more digits than are shown (but for its length).
AS_SHOWN = r"(?:0|[1-9][0-9]*)(?:\.[0-9]*[1-9])?"
# Such numbers, each as it stands before the rest of its end tag, a blank, and what begins the next one. It looks back into
# none that it has passed.
VALUE_END = "</ >"
ALL_AS_SHOWN = pattern(rf"(?:(?:[1-9][0-9]*+|0)(?:\.[0-9]*[1-9])?+{VALUE_END})++")
# Longer numbers have more digits than are shown.
SHOWN_DIGITS = 15
_TEXT_KINDS = ("str", "inlineStr")
_BOOLEANS = {"1": "TRUE", "0": "FALSE", "true": "TRUE", "false": "FALSE"}
_IS_AS_SHOWN = pattern(AS_SHOWN)


class XlsxCells:
    """Makes the cells of a workbook from its shared strings, styles and calendar, and its meaning of zeros.

    Every kept text is counted in `budget`, which raises `Refused` for too many.
    """

    def __init__(
        self,
        strings: Sequence[GridCell | None],
        style_kind: Callable[[str], FormatKind],
        budget: Budget,
        *,
        dates_from_1904: bool,
        zero_is_unsaved: bool,
    ) -> None:
        self.strings = strings
        self.has_blank_strings = not all(strings)
        self.budget = budget
        # The styles met so far that show a number as it is.
        self.plain_styles: set[str | None] = set()
        self._style_kind = style_kind
        self._dates_from_1904 = dates_from_1904
        self._zero_is_unsaved = zero_is_unsaved
        self.columns: dict[str, int] = {}

    def column(self, letters: str) -> int:
        """The number of a column. Raises `Refused` if it is none."""
        found = self.columns.get(letters)
        if found is None:
            found = self.columns[letters] = column_number(letters)
        return found

    def cell(
        self, kind: str | None, style: str | None, value: str | None, formula: str | None
    ) -> GridCell | None:
        """A cell by its type, style, value and formula, each None if absent. Raises `Refused` and `ValueError`."""
        if kind == "s" and value:
            return self.shared(value)
        if kind in _TEXT_KINDS and value is not None:
            return text_cell(self.budget.keep(value))
        if not value or value.isspace():
            return None if formula is None else self._unsaved(formula)
        if kind is None or kind == "n":
            if formula is not None and self._zero_is_unsaved and value == "0":
                return self._unsaved(formula)
            return self.number(value, style)
        if kind == "b":
            return GridCell("boolean", _BOOLEANS.get(value.strip(), "TRUE"))
        if kind == "e":
            return GridCell("error", self.budget.keep(value))
        if kind == "d":
            return day_shown(iso_date(self.budget.keep(value)), self._style_kind(style or "0"))
        return GridCell("text", self.budget.keep(value))

    def shared(self, index: str) -> GridCell | None:
        """The shared string of an index. Raises `Refused` if it is out of range, `ValueError` if it is no number."""
        number = int(index)
        if not 0 <= number < len(self.strings):
            raise Refused("C103")
        return self.strings[number]

    def number(self, value: str, style: str | None) -> GridCell:
        """A number as its style shows it; a text if it is no number."""
        kind = "plain" if self.is_plain(style) else self._style_kind(style or "0")
        if kind == "plain" and len(value) <= SHOWN_DIGITS and _IS_AS_SHOWN.fullmatch(value):
            return as_written(value)
        try:
            number = fifteen_digits(value)
        except ValueError:
            return GridCell("text", self.budget.keep(value))
        return percentage(number) if kind == "percent" else number_cell(number, kind, self._dates_from_1904)

    def is_plain(self, style: str | None) -> bool:
        """Whether a style shows a number as it is."""
        if style in self.plain_styles:
            return True
        if self._style_kind(style or "0") != "plain":
            return False
        self.plain_styles.add(style)
        return True

    def _unsaved(self, formula: str) -> GridCell:
        return GridCell("unsaved_formula", self.budget.keep("=" + formula))


class SheetSettings:
    """What the tags around a worksheet's rows say about its cells: merged ranges, hidden columns, hidden zeros."""

    def __init__(self, budget: Budget) -> None:
        self.merged: list[Block] = []
        self.hidden_columns: list[tuple[int, int]] = []
        self.shows_zeros = True
        self._budget = budget

    def take(self, tag: str, attributes: dict[str, str]) -> None:
        """Handle a `mergeCell`, `sheetView` or `col`. Raises `Refused`, and `ValueError` for an invalid number."""
        if tag == "mergeCell":
            self._budget.merge()
            self.merged.append(block(attributes.get("ref", "")))
        elif tag == "sheetView":
            self.shows_zeros = attributes.get("showZeros") not in FALSE
        elif attributes.get("hidden") in TRUE:
            self.hidden_columns.append((int(attributes.get("min", "0")), int(attributes.get("max", "0"))))
            self._budget.hide()


def iso_date(value: str) -> GridCell:
    """A day in ISO 8601, perhaps with a time; a text if it is none."""
    try:
        day = date.fromisoformat(value[:10])
    except ValueError:
        return GridCell("text", value)
    return GridCell("date", day.isoformat(), None, False, day)
