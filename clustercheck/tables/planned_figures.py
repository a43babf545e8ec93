"""The targets in a plan's workbook, which an ordinary reading refuses, turned into what it takes.

Where a table, a column or a row calls itself a plan or a target, only that counts: the figures beside it are what was
reached. The words that say so are taken away, and the reader finds years and names as in any other table. A workbook
that says it nowhere is left as it is.
"""

from __future__ import annotations

from clustercheck.formats.cells import Grid, GridCell, Row, Workbook, cell_at
from clustercheck.model.cluster import Cell
from clustercheck.model.problems import Problem, error, warning
from clustercheck.tables.plan_words import (
    NOT_TAKEN,
    is_planned_title,
    says_how_binding,
    says_reached,
    turned,
    with_year_word,
    without_words,
)
from clustercheck.tables.planned_tables import PlanTable
from clustercheck.tables.roles import is_figure
from clustercheck.tables.sheet import Sheet
from clustercheck.tables.surroundings import governing
from clustercheck.tables.table import Table
from clustercheck.tables.table_search import tables_in
from clustercheck.tables.vocabulary import Known

# The problem of figures that may be targets and do not say so.
_NOT_CALLED = "U556"
# How many rows above a table its title is looked for.
_FAR = 6


def as_results(workbook: Workbook, known: Known, file: str) -> tuple[Workbook, list[Problem]]:
    """The workbook with its targets in the place of results; and what may be a target, and does not say so."""
    sheets = [_PlanSheet(grid, known) for grid in workbook.sheets]
    planned = [table for sheet in sheets for table in sheet.tables if table.is_planned]
    if not planned:
        return workbook, []
    first = min([year for table in planned for year in table.years()], default=0)
    problems = [
        (error if table.is_planned or table.years() else warning)(_NOT_CALLED, cell.within(file), text=text)
        for sheet in sheets
        for table in sheet.tables
        for cell, text in table.in_question(first)
    ]
    return workbook._replace(sheets=tuple([sheet.turned() for sheet in sheets])), problems


class _PlanSheet:
    """A sheet of a plan's workbook with its tables."""

    def __init__(self, grid: Grid, known: Known) -> None:
        rows = {
            number: tuple([(column, with_year_word(cell)) for column, cell in row])
            for number, row in grid.rows.items()
        }
        self._grid = grid._replace(rows=rows)
        self._sheet = Sheet(self._grid)
        known.on(grid.tab)
        self.tables: list[PlanTable] = []
        self._titles: set[str] = set()
        for table in tables_in(self._sheet, known):
            # Tables beside each other have their titles in the same rows.
            floor = max([each.table.head for each in self.tables if each.table.head < table.top], default=0)
            around = governing(self._sheet, table, known, floor).other
            self.tables.append(PlanTable(self._sheet, table, self._title_over(table, floor) or around))
        self._titles = {str(title[0]) for each in self.tables if (title := each.title) and title[0]}

    def _title_over(self, table: Table, floor: int) -> tuple[Cell, str] | None:
        """The title of targets over a table; of tables beside each other each has its own in the same row."""
        for number in range(table.top - 1, max(floor, table.top - _FAR), -1):
            over = [
                (column, cell)
                for column, cell in self._sheet.rows.get(number, ())
                if table.left <= column <= table.right
            ]
            if len(over) == 1 and (is_planned_title(over[0][1].text) or says_reached(over[0][1].text)):
                ((column, cell),) = over
                place = cell_at(self._grid.name, number, column)
                return (place, cell.text) if is_planned_title(cell.text) else None
        return None

    def turned(self) -> Grid:
        """The sheet with its targets as results."""
        grid = self._grid
        rows = {number: self._row(number, row) for number, row in grid.rows.items()}
        kept = {number: row for number, row in rows.items() if row}
        if is_planned_title(grid.tab):
            # The name stays in every place, and says nothing as a title.
            return grid._replace(rows=kept, file=grid.name)
        return grid._replace(rows=kept)

    def _row(self, number: int, row: Row) -> Row:
        places = [str(cell_at(self._grid.name, number, column)) for column, _ in row]
        if not self._titles.isdisjoint(places):
            return tuple(
                (column, without_words(cell) if place in self._titles else cell)
                for place, (column, cell) in zip(places, row, strict=True)
            )
        across = [each for each in self.tables if each.table.top <= number <= each.table.bottom]
        if not across:
            # A line outside of tables gives figures as well, on a sheet of results.
            has_targets = any(each.is_planned for each in self.tables)
            return row if has_targets or not any(is_figure(cell) for _, cell in row) else ()
        kept = [(column, self._cell(_at(column, across), number, column, cell)) for column, cell in row]
        return tuple([(column, cell) for column, cell in kept if cell is not None])

    def _cell(self, table: PlanTable, number: int, column: int, cell: GridCell) -> GridCell | None:
        """A cell of a table as it stands among results; None if it is left out."""
        if not table.is_of_figures:
            return cell
        if number <= table.table.head:
            return self._heading(table, number, column, cell)
        if table.is_left_out(number, column) or says_how_binding(cell):
            return None
        return without_words(cell) if table.is_remark(column) else turned(cell)

    def _heading(self, table: PlanTable, number: int, column: int, cell: GridCell) -> GridCell:
        below = range(number + 1, table.table.head + 1)
        is_last = not any(self._sheet.shown(each, column) not in (None, cell) for each in below)
        if column in table.others and is_last:
            year = "年" if cell.kind != "text" else ""
            return GridCell("text", f"{cell.text}{year}{NOT_TAKEN}")
        return turned(cell)


def _at(column: int, tables: list[PlanTable]) -> PlanTable:
    """The table that a column is of: of tables beside each other its own, else the first."""
    return next((each for each in tables if each.table.left <= column <= each.table.right), tables[0])
