"""The tables of a web page to cells. Many an .xls from a statistics site is really a web page.

There is one sheet: the tables one below another with a blank row between, and each line of text outside them in a row
of its own, like in Excel. A table within a cell is placed below the table around it. Only LibreOffice writes a page of
several sheets, with their names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from clustercheck.formats import limits
from clustercheck.formats.budget import Budget, SheetBuilder
from clustercheck.formats.cells import MAX_ROW, Grid, GridCell, Refused, Workbook
from clustercheck.formats.html_runs import RunSettings
from clustercheck.formats.html_sheets import SheetHeadings
from clustercheck.formats.html_tags import Tag, pieces
from clustercheck.formats.number_formats import number_cell
from clustercheck.formats.typed_text import field_cell
from clustercheck.model.note_marks import Run, joined
from clustercheck.model.patterns import pattern
from clustercheck.model.quantities import fifteen_digits

# As browsers have it.
_MAX_ACROSS = 1_000
_MAX_DOWN = 65_534
# These end a line of text; within a cell they are a space.
_BREAKS = frozenset(
    ("address", "article", "blockquote", "body", "br", "center", "dd", "div", "dt", "footer", "form", "h1", "h2",
     "h3", "h4", "h5", "h6", "head", "header", "hr", "html", "li", "main", "nav", "ol", "option", "p", "pre",
     "section", "ul")
)  # fmt: skip
_PARTS = frozenset(("table", "tr", "td", "th"))
_UNSHOWN = pattern(r"display\s*:\s*none", re.IGNORECASE)


@dataclass(slots=True)
class _Cell:
    row: int
    column: int
    stored: str | None
    has_breaks: bool = False
    runs: list[Run] = field(default_factory=list)


@dataclass(slots=True)
class _Table:
    """A table while it is read. `reaching` gives for a column the last row that a cell from above covers."""

    hidden: bool
    cells: list[tuple[int, int, GridCell]] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    reaching: dict[int, int] = field(default_factory=dict)
    row: int = 0
    column: int = 0
    columns: int = 0
    cell: _Cell | None = None


def read_html(text: str) -> Workbook:
    """The tables of a web page, as one sheet without a name or as those that the page names. Raises `Refused`."""
    reader = _Reader()
    for piece in pieces(text):
        if isinstance(piece, str):
            reader.text(piece)
        elif piece.closes:
            reader.close(piece.name)
        else:
            reader.open(piece)
    return reader.laid_out()


class _Reader:
    def __init__(self) -> None:
        self._budget = Budget()
        # By sheet; what is above the first name is of a sheet without one.
        self._sheets: list[tuple[str, list[_Table | str]]] = [("", [])]
        self._headings = SheetHeadings()
        self._open: list[_Table] = []
        self._line: list[Run] = []
        self._settings = RunSettings()
        self._cells = 0
        self._in_remark = False

    def text(self, text: str) -> None:
        if self._in_remark:
            return
        cell = self._open[-1].cell if self._open else None
        now = self._settings.now
        if not now.is_passed_over:
            (self._line if cell is None else cell.runs).append((text, now.setting))

    def open(self, tag: Tag) -> None:
        name = tag.name
        self._settings.open(tag)
        # LibreOffice writes the remark on a cell into it; a page that never ends one loses no more than a cell.
        self._in_remark = name == "comment" or (self._in_remark and name not in _PARTS)
        if not self._open:
            self._headings.open(tag, self._line)
        if name == "table":
            self._end_line()
            if len(self._open) >= limits.LIMITS.tables:
                raise Refused("C107")
            self._open.append(_Table(_is_unshown(tag)))
            self._sheets[-1][1].append(self._open[-1])
        elif name in ("td", "th") and self._open:
            self._end_line()
            self._open_cell(self._open[-1], tag)
        elif name == "tr" and self._open:
            self._end_line()
            self._open_row(self._open[-1], _is_unshown(tag))
        elif name == "col" and self._open:
            self._open_column(self._open[-1], tag)
        elif name in _BREAKS:
            self._break()

    def close(self, name: str) -> None:
        self._settings.close(name)
        table = self._open[-1] if self._open else None
        if table is None and (sheet := self._headings.close(name, self._line)):
            self._start_sheet(sheet)
        if name == "comment" or name in _PARTS:
            self._in_remark = False
        if table is not None and name in ("td", "th", "tr", "table"):
            self._end_line()
            self._end_cell(table)
            if name == "table":
                self._open.pop()
        elif name in _BREAKS or name == "caption":
            self._break()

    def laid_out(self) -> Workbook:
        for table in self._open:
            self._end_cell(table)
        self._end_line()
        if not any(isinstance(one, _Table) and one.cells for _name, found in self._sheets for one in found):
            raise Refused("C132")
        return Workbook(tuple([self._grid(name, found) for name, found in self._sheets]))

    def _start_sheet(self, name: str) -> None:
        """Start a sheet with its heading. The list of links above the first one is of no sheet."""
        del self._line[:]
        self._budget.add_sheet()
        first = self._sheets[0]
        if not first[0] and not any(isinstance(one, _Table) for one in first[1]):
            del self._sheets[0]
        self._sheets.append((self._budget.keep(name), []))

    def _grid(self, name: str, found: list[_Table | str]) -> Grid:
        builder = SheetBuilder(self._budget)
        row = 1
        for one in found:
            if isinstance(one, str):
                builder.put(row, 1, field_cell(one))
                row += 1
            elif one.cells or one.captions:
                row = _laid_out(one, row, builder)
        return builder.grid(name, False)

    def _break(self) -> None:
        cell = self._open[-1].cell if self._open else None
        if cell is None:
            self._end_line()
        else:
            cell.runs.append(("\0", ""))
            cell.has_breaks = True

    def _end_line(self) -> None:
        """End a line of text outside cells: a caption of the table around it, else a row of its own."""
        line = " ".join(joined(self._line).split())
        del self._line[:]
        if not line:
            return
        self._count_cell()
        if self._open:
            self._open[-1].captions.append(self._budget.keep(line))
        else:
            self._sheets[-1][1].append(self._budget.keep(line))

    def _open_row(self, table: _Table, unshown: bool) -> None:
        self._end_cell(table)
        table.row += 1
        table.column = 1
        if unshown or table.hidden:
            table.hidden_rows.append(table.row)

    def _open_column(self, table: _Table, tag: Tag) -> None:
        first = table.columns + 1
        attributes = tag.attributes()
        table.columns += _count(attributes, "span", _MAX_ACROSS)
        if _is_unshown(tag):
            table.hidden_columns.append((first, table.columns))

    def _open_cell(self, table: _Table, tag: Tag) -> None:
        self._end_cell(table)
        if table.row == 0:
            self._open_row(table, False)
        attributes = tag.attributes() if tag.written else {}
        while table.reaching.get(table.column, 0) >= table.row:
            table.column += 1
            self._count_step()
        across = _count(attributes, "colspan", _MAX_ACROSS)
        down = _count(attributes, "rowspan", _MAX_DOWN)
        right = table.column + across - 1
        if down > 1:
            for column in range(table.column, right + 1):
                table.reaching[column] = table.row + down - 1
                self._count_step()
        if across > 1 or down > 1:
            self._budget.merge()
            table.merged.append((table.row, table.column, table.row + down - 1, right))
        if _is_unshown(tag):
            table.hidden_columns.append((table.column, right))
        table.cell = _Cell(table.row, table.column, attributes.get("x:num") or attributes.get("sdval"))
        table.column = right + 1

    def _end_cell(self, table: _Table) -> None:
        cell, table.cell = table.cell, None
        if cell is None:
            return
        text = joined(cell.runs)
        if cell.has_breaks:
            lines = [" ".join(line.split()) for line in text.split("\0")]
            text = "\n".join(line for line in lines if line)
        else:
            text = " ".join(text.split())
        made = _make_cell(text, cell.stored) if text else None
        if made is not None:
            self._count_cell()
            self._budget.keep(text)
            table.cells.append((cell.row, cell.column, made))

    def _count_cell(self) -> None:
        self._cells += 1
        if self._cells > limits.LIMITS.cells:
            raise Refused("C107")

    def _count_step(self) -> None:
        self._budget.records -= 1
        if self._budget.records < 0:
            raise Refused("C107")


def _laid_out(table: _Table, row: int, builder: SheetBuilder) -> int:
    """Put a table on the sheet from a row on, and return the row after the blank one below it."""
    for caption in table.captions:
        builder.put(row, 1, field_cell(caption))
        row += 1
    above = row - 1
    for down, column, cell in table.cells:
        builder.put(above + down, column, cell)
    for top, left, bottom, right in table.merged:
        # A cell ends with its table.
        builder.merge(above + top, left, above + min(bottom, table.row), right)
    for hidden in table.hidden_rows:
        builder.hide_rows(above + hidden, above + hidden)
    for first, last in table.hidden_columns:
        builder.hide_columns(first, last)
    return min(above + table.row + 2, MAX_ROW + 1)


def _make_cell(text: str, stored: str | None) -> GridCell | None:
    """The cell of a shown text. Excel and LibreOffice also write the stored number, which may have more digits."""
    cell = field_cell(text)
    if not stored or cell is None:
        return cell
    try:
        number = fifteen_digits(stored)
    except ValueError:
        return cell
    bare = field_cell(text.replace(",", ""))
    if bare is not None and bare.kind == "number" and not bare.percent and bare.number == number:
        return number_cell(number, "plain")
    from clustercheck.formats.shown_text import cell_showing

    made = cell_showing(text, number)
    # Of words, and of what has several numbers, what is shown counts, as in a cell that stores nothing.
    return cell if cell.kind == "text" and made.shown is not None and not made.shown.figure else made


def _is_unshown(tag: Tag) -> bool:
    return "none" in tag.written.lower() and bool(_UNSHOWN.search(tag.attributes().get("style", "")))


def _count(attributes: dict[str, str], name: str, most: int) -> int:
    written = attributes.get(name, "").strip()
    if not written.isascii() or not written.isdigit() or len(written) > 10:
        return most if len(written) > 10 and written.isdigit() else 1
    return max(1, min(int(written), most))
