"""Which cell is which indicator, year and cluster: the form's own sheets, and the tables that people make."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING

from clustercheck.cluster import Cell
from clustercheck.problems import Name, Where, error, warning
from clustercheck.readers import Ignored
from clustercheck.readers.cells import Grid, Workbook, cell_ref
from clustercheck.readers.examples import is_example, may_be_the_form
from clustercheck.readers.finding import tables_in
from clustercheck.readers.form_lines import read_answers, read_loose_lines, read_profile
from clustercheck.readers.found import Found
from clustercheck.readers.headings import axis_of
from clustercheck.readers.hidden import used_but_hidden
from clustercheck.readers.indicator_rows import read_indicators
from clustercheck.readers.known import Known
from clustercheck.readers.not_taken import pass_over
from clustercheck.readers.outline import NEARLY, UNKNOWN, Item
from clustercheck.readers.roles import divides, is_figure
from clustercheck.readers.sheets import Row, Sheet
from clustercheck.readers.spanning import spanning_figures
from clustercheck.readers.surroundings import Surroundings, surroundings
from clustercheck.readers.tables import Column, Table

# A heading merged over more columns is a title.
_WIDEST = 500
_EXAMPLE = Name("填报示例，不是填报的内容", "an example, and not what was filled in")

if TYPE_CHECKING:
    from clustercheck.label_map import LabelMap


def lay_out(workbook: Workbook, file: str, label_map: LabelMap | None = None) -> Found:
    """Everything that is recognised in a workbook, with the problems of the cells it stands in."""
    found = Found(file, Known(label_map))
    # One sheet alone is what there is, whatever it calls itself.
    filled = [grid for grid in workbook.sheets if grid.rows]
    examples = [grid for grid in filled if is_example(grid)] if len(filled) > 1 else []
    for grid in filled:
        if grid not in examples:
            _read_sheet(grid, found, file)
    for grid in examples:
        if found.is_empty and may_be_the_form(grid):
            _read_sheet(grid, found, file)
            found.problems.append(warning("C260", Where(file, grid.name or None), sheet=grid.name))
        else:
            _pass_over_example(grid, found, file)
    found.soften_lists()
    found.problems += spanning_figures(workbook, found, file)
    found.problems += used_but_hidden(workbook, found, file)
    found.problems += found.known.unused()
    return found


def _read_sheet(grid: Grid, found: Found, file: str) -> None:
    before = found.used
    _SheetReader(Sheet(grid), found).read()
    if found.used > before and grid.hidden:
        found.problems.append(warning("C124", Where(file, grid.name or None), sheet=grid.name))


def _pass_over_example(grid: Grid, found: Found, file: str) -> None:
    """Say that an example is not used, and whether the form beside it is blank."""
    number = min(grid.rows)
    column, cell = grid.rows[number][0]
    found.ignored.append(Ignored(Cell(grid.name, cell_ref(number, column)), cell.text, _EXAMPLE))
    where = Where(file, grid.name or None)
    if found.has_figures:
        found.problems.append(warning("C258", where, sheet=grid.name))
    else:
        found.problems.append(error("C259", where, sheet=grid.name))


class _SheetReader:
    """Reads the tables of one sheet from top to bottom, then the lines between them."""

    def __init__(self, sheet: Sheet, found: Found) -> None:
        self._sheet = sheet
        self._found = found
        self._numbers = list(sheet.rows)
        self._taken: set[int] = set()

    def read(self) -> None:
        self._found.known.on(self._sheet.name)
        tables = tables_in(self._sheet, self._found.known)
        for table in tables:
            self._taken.update(range(table.top, table.head + 1))
        for table in tables:
            self._taken |= self._read_table(table)
        for number, row in self._sheet.rows.items():
            if number not in self._taken:
                read_loose_lines(self._sheet.name, number, row, self._found)

    def _read_table(self, table: Table) -> set[int]:
        """Take what a table holds; the numbers of its rows that are done with."""
        name, found = self._sheet.name, self._found
        rows = self._body(table)
        place = Cell(name, cell_ref(table.top, table.left))
        found.table = str(place)
        if table.kind in ("indicators", "across"):
            around = self._around(table)
            table, rows = self._divided(table), self._filled(table, rows)
            table = self._spread(table, rows)
            if table.kind == "indicators":
                table = self._by_place(table, rows, around)
            if table.kind == "across":
                from clustercheck.readers.cluster_rows import read_across

                return read_across(name, table, rows, around, found)
            return read_indicators(name, table, rows, around, found)
        if table.kind in ("no_years", "unplaced"):
            found.problems.append(error("C127" if table.kind == "no_years" else "C144", found.where(place)))
            return set()
        if table.kind == "beside":
            found.problems.append(warning("C142", found.where(place), heading=table.named_by))
            return set()
        if table.kind == "profile":
            read_profile(name, table, rows, found)
        else:
            read_answers(name, table, rows, found)
        return {number for number, _ in rows}

    def _body(self, table: Table) -> list[tuple[int, Row]]:
        numbers = self._numbers
        inside = numbers[bisect_right(numbers, table.head) : bisect_right(numbers, table.bottom)]
        return [(number, self._sheet.rows[number]) for number in inside]

    def _around(self, table: Table) -> Surroundings:
        if "code" in table.roles and "unit" in table.roles:
            return Surroundings()  # the form says all there is to say in its rows
        floor = max((number for number in self._taken if number < table.top), default=0)
        return surroundings(self._sheet, table, self._found.known, floor)

    def _filled(self, table: Table, rows: list[tuple[int, Row]]) -> list[tuple[int, Row]]:
        """The rows with the year, the cluster and the unit that are merged over several of them."""
        columns = [column for axis, column in table.axes.items() if axis in ("clusters", "years")]
        if "unit" in table.roles and "code" not in table.roles:
            columns.append(table.roles["unit"])
        if not columns:
            return rows
        filled = []
        for number, row in rows:
            own = {column for column, _ in row}
            above = [(c, self._sheet.above(number, c)) for c in columns if c not in own]
            shown = [(column, cell) for column, cell in above if cell is not None]
            filled.append((number, tuple(sorted([*row, *shown], key=lambda each: each[0])) if shown else row))
        return filled

    def _spread(self, table: Table, rows: Sequence[tuple[int, Row]]) -> Table:
        """A table in which a year merged over columns stands over each of them that has figures."""
        if "code" in table.roles or not self._sheet.is_merged_across(table.head):
            return table
        taken = {column for column, _ in table.years} | {odd.column for odd in table.odd}
        filled = {column for _, row in rows for column, cell in row if is_figure(cell)}
        more: list[tuple[int, int]] = []
        for column, year in table.years:
            block = self._sheet.covering(table.head, column)
            if block is not None:
                covered = range(column + 1, min(block[3], column + _WIDEST) + 1)
                more += [(other, year) for other in covered if other in filled and other not in taken]
        if not more:
            return table
        years = tuple(sorted([*table.years, *more]))
        return table._replace(years=years, right=max(table.right, years[-1][0]))

    def _divided(self, table: Table) -> Table:
        """A table with the columns that divide its rows."""
        if "code" in table.roles:
            return table
        dividing: dict[int, str] = {}
        for number in range(table.top, table.head + 1):
            for column, cell in self._sheet.rows.get(number, []):
                if table.left <= column <= table.right and divides(cell.text):
                    dividing[column] = cell.text
        if table.kind == "indicators":
            # Beside a list of clusters these describe them; beside indicators they say whose the figures are.
            dividing |= {
                column: table.named_by
                for axis, column in table.axes.items()
                if axis in ("places", "others") and "name" in table.roles and "clusters" not in table.axes
            }
        return table._replace(dividing=dividing) if dividing else table

    def _by_place(self, table: Table, rows: Sequence[tuple[int, Row]], around: Surroundings) -> Table:
        """A table of years whose indicator stands above it, as statistical offices export it: its rows are places."""
        if "code" in table.roles or table.clashes is not None or not table.years:
            return table
        first = min(column for column, _ in table.years)
        axes = dict(table.axes)
        names = axes.get("clusters", table.roles.get("name", next(iter(axes.values()), 0)))
        if "clusters" in axes and "name" in table.roles:
            return table
        known = self._found.known
        column = names or min((c for _, row in rows for c, cell in row if c < first), default=0)
        if any(c == column and known.label(cell.text) is not None for _, row in rows for c, cell in row):
            return table
        if around.label is None:
            return self._without_indicator(table, around)
        heading = self._sheet.shown(table.top, column)
        text = "" if heading is None else heading.text
        axis = axis_of(text) or "others"
        columns = tuple(Column(c, around.label, year, table.units.get(c, "")) for c, year in table.years)
        return table._replace(
            kind="across", columns=columns, axes={axis: column}, named_by=text, odd=table.odd
        )

    def _without_indicator(self, table: Table, around: Surroundings) -> Table:
        """A table of years of which no row is an indicator: why it is none of ours, where that can be said."""
        found, place = self._found, Cell(self._sheet.name, cell_ref(table.top, table.left))
        if around.unknown is not None:
            cell, text = around.unknown
            nearest = found.suggestions.indicator(text)
            pass_over(cell, text, Item(None, UNKNOWN if nearest is None else NEARLY, nearest), found)
        elif "clusters" in table.axes:
            found.problems.append(error("C150", found.where(place)))
        elif "places" in table.axes or "others" in table.axes:
            found.problems.append(error("C142", found.where(place), heading=table.named_by or "-"))
        else:
            return table
        return table._replace(years=())
