"""The lines of a table without codes: each figure with what its column, its line and the table say about it.

A figure is taken if these together give one indicator, one year and one cluster, and nothing says that it is of
another kind or belongs to someone else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from clustercheck.formats.cells import GridCell, cell_ref
from clustercheck.model.cluster import Cell
from clustercheck.model.problems import Name, error
from clustercheck.tables.axes import Axes, axes_of
from clustercheck.tables.collection import Found
from clustercheck.tables.dividing_columns import DividingColumns
from clustercheck.tables.labels import Label, item_of, line_name
from clustercheck.tables.list_rows import ListNames
from clustercheck.tables.observations import note_title, take, take_source
from clustercheck.tables.outline import Outline
from clustercheck.tables.quick.usual_figures import take_usual, usual_figures
from clustercheck.tables.reading import Ignored
from clustercheck.tables.refused_tables import TableRefusal
from clustercheck.tables.roles import is_figure
from clustercheck.tables.row_clusters import RowClusters
from clustercheck.tables.row_years import RowYears
from clustercheck.tables.sheet import Row, Sheet
from clustercheck.tables.surroundings import Governing
from clustercheck.tables.suspects import NO_PLAIN_YEAR
from clustercheck.tables.table import Table
from clustercheck.tables.unused_columns import report_columns
from clustercheck.tables.unused_lines import OTHER_TABLE, pass_over, report_part
from clustercheck.tables.usable_columns import UsableColumns, suspects_of, usable_columns

_new = tuple.__new__


def read_figures(
    sheet: Sheet, table: Table, rows: Sequence[tuple[int, Row]], around: Governing, found: Found
) -> set[int]:
    """Take the figures of a table and return the numbers of the rows that were taken or reported."""
    axes = axes_of(sheet, table, rows, around, found.known)
    reader = _TableReader(sheet, table, axes, around, found)
    return reader.read(rows)


class _TableReader:
    def __init__(self, sheet: Sheet, table: Table, axes: Axes, around: Governing, found: Found) -> None:
        self._sheet = sheet
        self._table = table
        self._axes = axes
        self._around = around
        self._found = found
        self._outline = Outline(found.known, found.suggestions)
        self._taken: set[int] = set()
        self._usable = UsableColumns()
        self._with_values: frozenset[int] = frozenset(column.number for column in axes.values)
        self._of_ours = False
        sources = (number for number, column in table.columns.items() if column.role == "source")
        self._source = next(sources, None)

    def read(self, rows: Sequence[tuple[int, Row]]) -> set[int]:
        axes, table = self._axes, self._table
        refusal = TableRefusal(self._sheet, table, axes, self._around, self._found, rows)
        answered = refusal.refused()
        if answered is not None:
            return answered
        suspects = suspects_of(axes, table, self._around, rows)
        if suspects:
            table = self._table = table._replace(right=max(table.right, *suspects))
            self._with_values |= suspects.keys()
        report_columns(self._sheet.name, table, axes, self._found, suspects)
        if axes.name is None and axes.label is None and not axes.is_across:
            return refusal.without_indicator()
        self._usable = usable_columns(axes, self._around, self._have_years(rows), suspects)
        for column in self._usable.columns:
            if column.label is not None:
                note_title(self._found, column.label, column.text, self._place(table.head, column.number))
        if not self._usable.columns:
            return refusal.without_years()
        self._columns = [
            (
                column.number,
                cell_ref(1, column.number)[:-1],
                column.label,
                column.year,
                column.unit,
                column.cluster,
            )
            for column in self._usable.columns
        ]
        names = ListNames(refusal.names)
        self._dividing = DividingColumns(axes, table, self._with_values, names.different < refusal.lines)
        self._clusters = RowClusters(self._sheet.name, table, axes, names, self._found)
        self._years = RowYears(axes.year, rows, self._around, self._found)
        for number, row in rows:
            cells = self._cells(number, row, table.left, table.right)
            if cells and not self._read_row(number, row, cells):
                break
        self._close()
        return self._taken

    def _have_years(self, rows: Sequence[tuple[int, Row]]) -> bool:
        """Whether lines name their year: 总产值（2024年，亿元）. Where all columns do, it is not asked."""
        name, known = self._axes.name, self._found.known
        if name is None:
            return False
        if not known.has_map and not any(column.year is None for column in self._axes.values):
            return False
        names = [cell.text for _, row in rows for place, cell in row if place == name]
        labels = [known.line_label(name) for name in names]
        return any(label is not None and label.year is not None for label in labels)

    def _cells(self, number: int, row: Row, left: int, right: int) -> dict[int, GridCell]:
        """The cells of a row, with the year, the unit, the name and the cluster that are merged down over it."""
        if left <= row[0][0] and row[-1][0] <= right:
            cells = dict(row)
        else:
            cells = {column: cell for column, cell in row if left <= column <= right}
        if cells and self._sheet.has_merged:
            axes = self._axes
            for column in (axes.whose, axes.year, axes.unit, axes.name, *axes.dividing):
                if column is not None and column not in cells:
                    above = self._sheet.above(number, column)
                    if above is not None and not self._heads(number, column):
                        cells[column] = above
        return cells

    def _heads(self, number: int, column: int) -> bool:
        """Whether the cell merged down over a place is a heading of the table."""
        block = self._sheet.covering(number, column)
        return block is not None and block[0] <= self._table.head

    def _read_row(self, number: int, row: Row, cells: Mapping[int, GridCell]) -> bool:
        """Take a row; returns whether the table continues below it."""
        axes, with_values = self._axes, self._with_values
        over = [cell for column, cell in cells.items() if column in with_values]
        has_figures = bool(over)
        if has_figures:
            if self._heads_another(over, cells):
                self._pass_over(number, row[0][0], row[0][1].text, OTHER_TABLE)
                return False
            dividing = self._dividing.headings(cells)
            if dividing and report_part(self._sheet.name, number, cells, dividing, self._found):
                self._taken.add(number)
                return True
        if axes.whose is not None and not self._find_cluster(number, cells, has_figures):
            return True
        if axes.groups:
            self._group(cells)
        year = None
        if axes.year is not None:
            filled = has_figures and any(column.number in cells for column in self._usable.columns)
            year = self._row_year(number, cells, filled)
            if year is None and filled:
                self._taken.add(number)
                return True
        label = self._row_label(number, cells, has_figures)
        if label is not None or axes.name is None:
            self._take(number, cells, label, year)
            if self._source is not None:
                self._take_source(number, cells, label)
        return True

    def _find_cluster(self, number: int, cells: Mapping[int, GridCell], has_figures: bool) -> bool:
        """Move to a row in a table of several clusters; returns whether the row belongs to one."""
        before = self._clusters.current
        is_of_cluster = self._clusters.find(number, cells, has_figures)
        if self._axes.whose in cells or (has_figures and not is_of_cluster):
            self._taken.add(number)
        if is_of_cluster and self._clusters.current is not before and self._axes.name is not None:
            self._outline = Outline(self._found.known, self._found.suggestions)
        return is_of_cluster

    def _take_source(self, number: int, cells: Mapping[int, GridCell], label: Label | None) -> None:
        """The source of a row's figures. In a row with several indicators it is open which one it is for."""
        column, cluster = self._source, self._clusters.current
        if column is None or label is None or cluster is None:
            return
        if column in cells and number in self._taken:
            take_source(cluster, label.indicator, cells[column], self._place(number, column))

    def _heads_another(self, over: Sequence[GridCell], cells: Mapping[int, GridCell]) -> bool:
        """Whether a row has words in the places of figures: the header of a table that is not understood."""
        for cell in over:
            if is_figure(cell):
                return False
        name = cells.get(self._axes.name or 0)
        if name is not None and self._found.known.line_label(name.text) is not None:
            return False
        return len(over) > 1 or self._axes.is_across

    def _group(self, cells: Mapping[int, GridCell]) -> None:
        for column in self._axes.groups:
            group = cells.get(column)
            if group is None or group.kind != "text":
                continue
            if self._found.known.line_label(group.text) is None:
                self._outline.group(group.text)

    def _row_year(self, number: int, cells: Mapping[int, GridCell], has_figures: bool) -> int | None:
        """The year in front of a row; None if the table has none there, or if it is unknown."""
        column = self._axes.year
        if column is None:
            return None
        cell = cells.get(column)
        if cell is not None:
            return self._years.read(cell, self._place(number, column), has_figures)
        if has_figures and self._axes.whose is None:
            return self._years.blank(self._place(number, column))
        first = next((c for c in self._usable.columns if c.number in cells), None)
        if first is not None and first.label is not None:
            where = self._found.where(self._place(number, first.number))
            self._found.problems.append(error("C149", where, indicator=first.label.indicator.name))
        return None

    def _row_label(self, number: int, cells: Mapping[int, GridCell], has_figures: bool) -> Label | None:
        """The indicator of a row; None for an irrelevant row, or if the columns name it."""
        axes = self._axes
        if axes.name is None:
            return axes.label
        named = self._name_cell(axes.name, cells)
        if named is None:
            # Below a name that is not merged down: the same indicator, another year.
            last = self._outline.last
            return last if axes.year is not None and has_figures else None
        column, cell = named
        if cell.kind != "text":
            return None
        text = cell.text
        if not has_figures and self._found.known.line_label(text) is None:
            self._outline.section(text)
            return None
        item = self._outline.read(text)
        label = item.label
        if label is not None:
            if label.indicator.new_title:
                note_title(self._found, label, text, self._place(number, column))
        elif has_figures:
            self._taken.add(number)
            if item_of(line_name(text).key) is None:
                pass_over(self._place(number, column), text, item, self._found)
        return label

    def _name_cell(self, name: int, cells: Mapping[int, GridCell]) -> tuple[int, GridCell] | None:
        """The name of a row: in its column, or merged over the columns that group the lines and over it."""
        found = cells.get(name)
        if found is not None:
            return name, found
        for column in reversed(self._axes.groups):
            cell = cells.get(column)
            if cell is not None and self._found.known.line_label(cell.text) is not None:
                return column, cell
        return None

    def _take(
        self, number: int, cells: Mapping[int, GridCell], label: Label | None, row_year: int | None
    ) -> None:
        axes, usable, current = self._axes, self._usable, self._clusters.current
        if current is None:
            return
        unit_cell = None if axes.unit is None else cells.get(axes.unit)
        of_row = "" if unit_cell is None else unit_cell.text
        sheet, years = self._sheet.name, self._found.years
        is_doubtful = usable.doubled or usable.suspects or self._years.doubt
        # What the row's last figure had: most columns of a row have the same.
        last, of_column, of_own, unit, usual = None, "", None, "", None
        row, is_taken = str(number), False
        for column, letters, of_label, of_year, of_unit, name in self._columns:
            own = label if of_label is None else _both(of_label, label)
            if own is None:
                continue
            if last is not own or of_column != of_unit:
                last, of_column, of_own = own, of_unit, own.year
                indicator = own.indicator
                unit, usual = usual_figures(own, of_row, of_column, self._around.units)
            year = of_year if row_year is None and of_own is None else _one_year(of_year, row_year, of_own)
            if year is None:
                continue
            is_taken = True
            years.add(year)
            cluster = current
            if name:
                place = self._place(self._table.top, column)
                cluster = self._found.cluster_named(name, place, self._table.top)
            cell, place = cells.get(column), _new(Cell, (sheet, letters + row))
            doubt = ""
            if is_doubtful:
                id = "" if of_label is None else indicator.id
                doubled = usable.doubled.get((name, id, year), ())
                doubt = self._doubt_of(column, doubled, cells)
            if not take_usual(cluster, indicator, year, cell, place, usual, doubt):
                take(cluster, indicator, year, cell, place, unit, doubt)
        if is_taken:
            self._taken.add(number)
            self._of_ours = True

    def _doubt_of(self, number: int, doubled: Sequence[int], cells: Mapping[int, GridCell]) -> str:
        """The code of the error in a figure's column or line."""
        if any(place in cells for place in doubled):
            return "C121"
        if number not in cells:
            return ""
        return NO_PLAIN_YEAR if number in self._usable.suspects else self._years.doubt

    def _close(self) -> None:
        """Report what concerns the table as a whole."""
        if not self._of_ours:
            return
        if self._around.cluster is not None and self._axes.whose is None:
            self._found.titled.append(self._around.cluster)
        # A year that may be hidden under another stands in the same columns: said once.
        years: dict[tuple[int, ...], int | None] = {}
        for (_cluster, _id, year), numbers in self._usable.doubled.items():
            years.setdefault(numbers, year)
        for numbers, year in years.items():
            cells = [self._place(self._table.head, number) for number in numbers]
            self._found.problems.append(
                error(
                    "C121", self._found.where(cells[1]), year=year or 0, cells=[str(cell) for cell in cells]
                )
            )

    def _place(self, row: int, column: int) -> Cell:
        return _new(Cell, (self._sheet.name, cell_ref(row, column)))

    def _pass_over(self, number: int, column: int, text: str, why: Name) -> None:
        self._found.ignored.append(Ignored(self._place(number, column), text, why))


def _both(of_column: Label | None, of_row: Label | None) -> Label | None:
    """The one indicator that a column and a row name together; None if they name two."""
    if of_column is None or of_row is None:
        return of_column or of_row
    return of_column if of_column.indicator is of_row.indicator else None


def _one_year(of_column: int | None, of_row: int | None, of_label: int | None) -> int | None:
    """The one year that is given; None if there is none, or two."""
    if of_row is None and of_label is None:
        return of_column
    found = {year for year in (of_column, of_row, of_label) if year is not None}
    return found.pop() if len(found) == 1 else None
