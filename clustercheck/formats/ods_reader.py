"""The tags of an OpenDocument spreadsheet to cells.

A cell has its value as an attribute and its shown content as text; percentages and dates have types of their own.
Equal neighbours are stored once with a count, including blank ones up to the end of the sheet. Only filled cells are
repeated.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from clustercheck.formats.budget import Budget, SheetBuilder
from clustercheck.formats.cells import EMPTY_FORMULA, MAX_ROW, ZERO_FORMULA, Grid, GridCell, Refused
from clustercheck.formats.number_formats import FormatKind
from clustercheck.formats.ods_styles import DocumentStyles
from clustercheck.formats.ods_values import value_cell
from clustercheck.formats.xml_walk import local
from clustercheck.model.note_marks import Run, Setting, joined
from clustercheck.model.patterns import pattern

DEFAULT_STYLE = "table:default-cell-style-name"
OUT_OF_SIGHT = ("collapse", "filter")
# Elements whose text is not the text of the cell: comments, drawings, nested tables, tracked changes.
PASSED_OVER = frozenset(
    ("annotation", "shapes", "tracked-changes", "forms", "frame", "custom-shape", "g", "ruby-text", "note")
)
CELLS = ("table-cell", "covered-table-cell")
# An attribute that no file has.
KNOWN = "clustercheck:known"
OTHER_KINDS = ("office:text", "office:presentation", "office:drawing")
_ERROR = pattern(r"#[A-Z/0-9]+[!?]|#N/A|(?:Err|错误|錯誤):\d+", re.IGNORECASE)
# A sheet that caches the figures of another workbook.
_OUTSIDE = pattern(r"'[^']*'#\$?", re.DOTALL)


@dataclass(slots=True)
class Table:
    """A sheet while it is read, and the position of the reader; `filled` are the cells of the row that may be repeated."""

    builder: SheetBuilder
    name: str
    hidden: bool
    row: int = 1
    rows: int = 1
    column: int = 1
    columns: int = 0
    filled: list[tuple[int, GridCell]] = field(default_factory=list)
    row_style: str = ""
    # The last column of each range, and its style.
    column_styles: list[tuple[int, str]] = field(default_factory=list)


class OdsReader:
    """Makes sheets of the tags of an OpenDocument spreadsheet, as `walk` gives them.

    A row with the attribute `KNOWN` is filled by `fill_known`, if that is set.
    """

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self.sheets: list[Grid] = []
        self.characters: list[str] = []
        self.styles = DocumentStyles(budget)
        self._passed_over = 0
        self._kept = 0
        self.table: Table | None = None
        self.cell: dict[str, str] = {}
        self.paragraphs: list[str] = []
        # The spans that are open, and the runs of the paragraph.
        self._spans: list[Setting] = []
        self._runs: list[Run] = []
        # LibreOffice calculates what it saves, and writes no value for a formula that gives an empty text.
        self._computes = False
        # Whether any formula has a value.
        self.calculates = False
        self.fill_known: Callable[[Table], None] | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if self._passed_over:
            self._passed_over += 1
            return
        name = local(tag)
        if name in PASSED_OVER or (name == "table" and self.table is not None):
            self._passed_over, self._kept = 1, len(self.characters)
        elif self.table is None:
            self._start_outside(tag, name, attributes)
        elif name in CELLS:
            self.cell, self.paragraphs = attributes, []
        elif name == "p":
            del self.characters[:]
            del self._runs[:], self._spans[:]
        elif name == "span":
            self._end_run()
            self._spans.append(
                self.styles.positions.get(attributes.get("text:style-name", ""), self._position())
            )
        elif name == "s":
            self.characters.append(" " * min(count_of(attributes, "text:c"), 100))
        elif name in ("tab", "line-break"):
            self.characters.append("\t" if name == "tab" else "\n")
        elif name == "table-row":
            if self.fill_known is not None and KNOWN in attributes:
                self.fill_known(self.table)
            else:
                start_row(attributes, self.table)
        elif name == "table-column":
            _start_column(attributes, self.table)
            if self.styles.formats:
                self.table.column_styles.append((self.table.columns, attributes.get(DEFAULT_STYLE, "")))

    def end(self, tag: str) -> None:
        if self._passed_over:
            self._passed_over -= 1
            if not self._passed_over:
                del self.characters[self._kept :]
            return
        table = self.table
        name = local(tag)
        if table is None:
            self.styles.end(name, "".join(self.characters))
            return
        if name in CELLS:
            self.end_cell(table)
        elif name == "p":
            self._end_run()
            self.paragraphs.append(joined(self._runs))
        elif name == "span":
            self._end_run()
            del self._spans[-1:]
        elif name == "table-row":
            _end_row(table)
        elif name == "table":
            table.builder.shows_zeros = self.styles.shows_zeros(table.name)
            if not _OUTSIDE.match(table.name):
                self.sheets.append(table.builder.grid(table.name, table.hidden))
            self.table = None

    def _position(self) -> Setting:
        return self._spans[-1] if self._spans else ""

    def _end_run(self) -> None:
        """Store the text since the last run with its setting."""
        self._runs.append(("".join(self.characters), self._position()))
        del self.characters[:]

    def _start_outside(self, tag: str, name: str, attributes: dict[str, str]) -> None:
        del self.characters[:]
        self._computes = self._computes or "xmlns:calcext" in attributes
        if name == "table":
            self.budget.add_sheet()
            hidden = attributes.get("table:style-name", "") in self.styles.hidden_tables
            title = self.budget.keep(attributes.get("table:name", ""))
            self.table = Table(SheetBuilder(self.budget), title, hidden)
        elif tag in OTHER_KINDS:
            raise Refused("C131")
        else:
            self.styles.start(name, attributes)

    def end_cell(self, table: Table) -> None:
        """Put the cell just read, as often as it is repeated."""
        repeated = count_of(self.cell, "table:number-columns-repeated")
        cell = self.make_cell()
        if cell is not None:
            for column in range(table.column, table.column + repeated):
                table.builder.put(table.row, column, cell)
                table.filled.append((column, cell))
        across = count_of(self.cell, "table:number-columns-spanned")
        down = count_of(self.cell, "table:number-rows-spanned")
        if across > 1 or down > 1:
            table.builder.merge(table.row, table.column, table.row + down - 1, table.column + across - 1)
        table.column += repeated

    def make_cell(self) -> GridCell | None:
        """The cell just read; None for a blank one."""
        attributes = self.cell
        kind = attributes.get("office:value-type")
        formula = attributes.get("table:formula")
        if kind is None and formula is None and not self.paragraphs:
            return None
        text = self.budget.keep("\n".join(self.paragraphs))
        if attributes.get("calcext:value-type") == "error" or (formula and _ERROR.fullmatch(text)):
            return GridCell("error", text)
        valued = value_cell(kind, attributes, text if self.paragraphs else None, self.format())
        if valued is not None:
            return valued if formula is None else self._calculated(valued)
        text = text or self.budget.keep(attributes.get("office:string-value", ""))
        if text.strip():
            self.calculates = self.calculates or formula is not None
            return GridCell("text", text)
        if formula is None or (self._computes and not self._is_of_others()):
            return None
        if kind == "string":
            return EMPTY_FORMULA
        return GridCell("unsaved_formula", self.budget.keep(formula))

    def format(self) -> FormatKind:
        """The number format of the cell: its own, else that of its row or column."""
        formats, table = self.styles.formats, self.table
        if not formats or table is None:
            return "plain"
        style = self.cell.get("table:style-name") or table.row_style
        if not style:
            places = bisect_left(table.column_styles, (table.column, ""))
            style = table.column_styles[places][1] if places < len(table.column_styles) else ""
        return formats.get(style, "plain")

    def _calculated(self, cell: GridCell) -> GridCell:
        """The cell of a formula. A 0 is doubted if the file's program may write it for a missing value."""
        if cell.number != 0:
            self.calculates = True
        elif "calcext:value-type" not in self.cell and not self.styles.calculates():
            return ZERO_FORMULA
        return cell

    def _is_of_others(self) -> bool:
        """Whether the file names a program that is not known to calculate."""
        return bool(self.styles.generator) and not self.styles.calculates()


def _start_column(attributes: dict[str, str], table: Table) -> None:
    first = table.columns + 1
    table.columns += count_of(attributes, "table:number-columns-repeated")
    if attributes.get("table:visibility") in OUT_OF_SIGHT:
        table.builder.hide_columns(first, table.columns)


def start_row(attributes: Mapping[str, str], table: Table) -> None:
    """Begin a row; `_end_row` repeats it."""
    table.column = 1
    table.filled = []
    table.row_style = attributes.get(DEFAULT_STYLE, "")
    table.rows = count_of(attributes, "table:number-rows-repeated")
    if attributes.get("table:visibility") in OUT_OF_SIGHT:
        table.builder.hide_rows(table.row, table.row + table.rows - 1)


def _end_row(table: Table) -> None:
    if table.filled:
        for row in range(table.row + 1, table.row + table.rows):
            for column, cell in table.filled:
                table.builder.put(row, column, cell)
    table.row += table.rows


def count_of(attributes: Mapping[str, str], name: str) -> int:
    """A positive whole number of an attribute; 1 if it is absent. Raises `ValueError`."""
    written = attributes.get(name)
    # `walk` refuses a ValueError. No count is larger than a sheet.
    return 1 if written is None else max(1, min(int(written), MAX_ROW + 1))
