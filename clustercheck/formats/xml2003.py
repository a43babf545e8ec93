"""The XML of Excel 2002 and 2003 ("XML spreadsheet"), which many programs save as .xls, to cells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from clustercheck.formats import limits
from clustercheck.formats.budget import Budget, SheetBuilder, calculated
from clustercheck.formats.cells import EMPTY_FORMULA, MAX_COLUMN, MAX_ROW, Grid, GridCell, Refused, Workbook
from clustercheck.formats.number_formats import FormatKind, day_shown, format_kind, number_cell
from clustercheck.formats.xlsx_cells import iso_date
from clustercheck.formats.xml_walk import local, walk
from clustercheck.model.note_marks import Run, Setting, joined
from clustercheck.model.quantities import fifteen_digits

_SETTINGS: dict[str, Setting] = {"Sup": "super", "Sub": "sub", "S": "super"}
_NAMED: dict[str, FormatKind] = {
    "percent": "percent",
    **dict.fromkeys(
        ("general date", "short date", "medium date", "long date", "short time", "medium time", "long time"), "date"
    ),
    **dict.fromkeys(
        ("general", "general number", "currency", "euro currency", "fixed", "standard", "scientific", "yes/no",
         "true/false", "on/off", ""), "plain"
    ),
}  # fmt: skip


def read_spreadsheetml(chunks: Iterable[bytes]) -> Workbook:
    """The cells of an XML spreadsheet. Raises `Refused`."""
    reader = _Reader()
    walk(chunks, reader.budget, reader.start, reader.end, reader.characters)
    return calculated(reader.sheets) if reader.calculates else Workbook(tuple(reader.sheets))


@dataclass(slots=True)
class _Sheet:
    """A sheet while it is read: its styles by what they apply to, and the reader's position."""

    builder: SheetBuilder
    name: str
    hidden: bool = False
    style: str = ""
    row_style: str = ""
    column_styles: dict[int, str] = field(default_factory=dict)
    columns: int = 0
    row: int = 0
    row_span: int = 0
    column: int = 0


@dataclass(slots=True)
class _Cell:
    style: str
    formula: str | None
    across: int
    kind: str = ""
    value: str | None = None


class _Reader:
    def __init__(self) -> None:
        self.budget = Budget(limits.LIMITS.markup_tags)
        self.sheets: list[Grid] = []
        self.characters: list[str] = []
        self._style = ""
        self._kinds: dict[str, FormatKind] = {}
        self._parents: dict[str, str] = {}
        self._sheet: _Sheet | None = None
        self._cell: _Cell | None = None
        self._in_comment = False
        # Whether any formula has a value.
        self.calculates = False
        self._runs: list[Run] = []
        self._settings: list[Setting] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = local(tag)
        sheet, cell = self._sheet, self._cell
        if name in ("Data", "Visible"):
            del self.characters[:]
            del self._runs[:]
            if cell is not None and not self._in_comment:
                cell.kind = _attribute(attributes, "Type")
        elif name in _SETTINGS:
            self._end_run()
            self._settings.append(_SETTINGS[name])
        elif name == "Comment":
            self._in_comment = True
        elif name == "Style":
            self._start_style(attributes)
        elif name == "NumberFormat":
            code = _attribute(attributes, "Format")
            self._kinds[self._style] = _NAMED.get(code.lower()) or format_kind(code)
        elif name == "Worksheet":
            self.budget.add_sheet()
            self._sheet = _Sheet(SheetBuilder(self.budget), self.budget.keep(_attribute(attributes, "Name")))
        elif sheet is not None:
            self._start_within(name, attributes, sheet)

    def end(self, tag: str) -> None:
        name = local(tag)
        sheet, cell = self._sheet, self._cell
        if name == "Data":
            if cell is not None and not self._in_comment:
                self._end_run()
                cell.value = joined(self._runs)
            del self._settings[:]
        elif name in _SETTINGS:
            self._end_run()
            del self._settings[-1:]
        elif name == "Comment":
            self._in_comment = False
        elif sheet is None:
            return
        elif name == "Cell" and cell is not None:
            sheet.builder.put(sheet.row, sheet.column, self._make_cell(sheet, cell))
            sheet.column += cell.across
            self._cell = None
        elif name == "Row":
            sheet.row += sheet.row_span
        elif name == "Visible":
            sheet.hidden = "".join(self.characters).strip() in ("SheetHidden", "SheetVeryHidden")
        elif name == "DoNotDisplayZeros":
            sheet.builder.shows_zeros = False
        elif name == "Worksheet":
            self.sheets.append(sheet.builder.grid(sheet.name, sheet.hidden))
            self._sheet = None

    def _end_run(self) -> None:
        """Store the text since the last run with its setting."""
        self._runs.append(("".join(self.characters), self._settings[-1] if self._settings else ""))
        del self.characters[:]

    def _start_style(self, attributes: dict[str, str]) -> None:
        self._style = self.budget.keep(_attribute(attributes, "ID"))
        self._parents[self._style] = self.budget.keep(_attribute(attributes, "Parent"))
        if len(self._parents) > limits.LIMITS.styles:
            raise Refused("C107")

    def _start_within(self, name: str, attributes: dict[str, str], sheet: _Sheet) -> None:
        if name == "Cell":
            self._start_cell(attributes, sheet)
        elif name == "Row":
            sheet.row = _number(attributes, "Index", sheet.row + 1)
            sheet.row_span = _number(attributes, "Span", 0)
            sheet.row_style = _attribute(attributes, "StyleID")
            sheet.column = 0
            if _attribute(attributes, "Hidden") == "1":
                sheet.builder.hide_rows(sheet.row, sheet.row + sheet.row_span)
        elif name == "Column":
            self._start_column(attributes, sheet)
        elif name == "Table":
            sheet.style = _attribute(attributes, "StyleID")

    def _start_column(self, attributes: dict[str, str], sheet: _Sheet) -> None:
        first = _number(attributes, "Index", sheet.columns + 1)
        sheet.columns = min(first + _number(attributes, "Span", 0), MAX_COLUMN)
        if _attribute(attributes, "Hidden") == "1":
            sheet.builder.hide_columns(first, sheet.columns)
        style = _attribute(attributes, "StyleID")
        if style:
            self.budget.records -= sheet.columns - first
            if self.budget.records < 0:
                raise Refused("C107")
            for column in range(first, sheet.columns + 1):
                sheet.column_styles[column] = style

    def _start_cell(self, attributes: dict[str, str], sheet: _Sheet) -> None:
        sheet.column = column = _number(attributes, "Index", sheet.column + 1)
        across, down = _number(attributes, "MergeAcross", 0), _number(attributes, "MergeDown", 0)
        formula = attributes.get("ss:Formula", attributes.get("Formula"))
        self._cell = _Cell(_attribute(attributes, "StyleID"), formula, across)
        if across or down:
            sheet.builder.merge(sheet.row, column, sheet.row + down, column + across)

    def _make_cell(self, sheet: _Sheet, cell: _Cell) -> GridCell | None:
        value = cell.value
        if value is None or not value.strip():
            if cell.formula is None:
                return None
            if value is not None:
                return EMPTY_FORMULA
            return GridCell("unsaved_formula", self.budget.keep(cell.formula))
        self.budget.keep(value)
        self.calculates = self.calculates or (cell.formula is not None and value.strip() != "0")
        if cell.kind == "Number":
            try:
                return number_cell(fifteen_digits(value.strip()), self._kind(sheet, cell))
            except ValueError:
                return GridCell("text", value)
        if cell.kind == "DateTime":
            return day_shown(iso_date(value), self._kind(sheet, cell))
        if cell.kind == "Boolean":
            return GridCell("boolean", "FALSE" if value.strip() == "0" else "TRUE")
        return GridCell("error" if cell.kind == "Error" else "text", value)

    def _kind(self, sheet: _Sheet, cell: _Cell) -> FormatKind:
        """The number format: the cell's own, else its row's, its column's or the table's."""
        by_column = sheet.column_styles.get(sheet.column)
        style = cell.style or sheet.row_style or by_column or sheet.style or "Default"
        for _ in range(20):
            if style in self._kinds or not style:
                break
            style = self._parents.get(style, "")
        return self._kinds.get(style) or self._kinds.get("Default", "plain")


def _attribute(attributes: dict[str, str], name: str) -> str:
    return attributes.get("ss:" + name) or attributes.get(name, "")


def _number(attributes: dict[str, str], name: str, otherwise: int) -> int:
    written = _attribute(attributes, name)
    # A ValueError is refused where the file is walked.
    return max(0, min(int(written), MAX_ROW + 1)) if written else otherwise
