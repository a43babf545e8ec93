"""The lines of a table without codes: each figure with what its column, its line and the table say about it.

A figure is taken if these together give one indicator, one year and one cluster, and nothing says that it is of
another kind or belongs to someone else.
"""

from __future__ import annotations

from collections.abc import Sequence

from clustercheck.formats.cells import GridCell, cell_ref
from clustercheck.model.cluster import Cell
from clustercheck.model.problems import error
from clustercheck.tables.axes import Axes, Cells, axes_of
from clustercheck.tables.collection import Found
from clustercheck.tables.dividing_columns import DividingColumns
from clustercheck.tables.known_names import is_item
from clustercheck.tables.labels import Label, line_name
from clustercheck.tables.list_rows import ListNames
from clustercheck.tables.observations import note_title, take_source
from clustercheck.tables.outline import Outline
from clustercheck.tables.refused_tables import TableRefusal
from clustercheck.tables.roles import is_figure
from clustercheck.tables.row_clusters import RowClusters
from clustercheck.tables.row_figures import RowFigures
from clustercheck.tables.row_years import RowYears
from clustercheck.tables.sheet import Row, Sheet
from clustercheck.tables.surroundings import Governing
from clustercheck.tables.table import Table
from clustercheck.tables.text_lines import is_text_line
from clustercheck.tables.titled_years import with_titled_year
from clustercheck.tables.unit_columns import DITTOS, Dittos
from clustercheck.tables.unused_columns import report_columns
from clustercheck.tables.unused_lines import end_table, list_of_other_year, pass_over, report_part
from clustercheck.tables.usable_columns import UsableColumns, suspects_of, told_years, usable_columns

_new = tuple.__new__


def read_figures(
    sheet: Sheet, table: Table, rows: Sequence[tuple[int, Row]], around: Governing, found: Found
) -> set[int]:
    """Take the figures of a table and return the numbers of the rows that were taken or reported."""
    axes = axes_of(sheet, table, rows, around, found.known)
    return _TableReader(sheet, table, axes, around, found).read(rows)


class _TableReader:
    def __init__(self, sheet: Sheet, table: Table, axes: Axes, around: Governing, found: Found) -> None:
        self._sheet = sheet
        self._table = table
        self._axes = axes
        self._name, self._groups, self._unit, self._year, self._whose = axes[:5]
        self._around = around
        self._found = found
        self._outline = Outline(found.known, found.suggestions)
        self._taken: set[int] = set()
        self._usable = UsableColumns()
        self._with_values = frozenset([column.number for column in axes.values])
        self._of_ours = False
        sources = (number for number, column in table.columns.items() if column.role == "source")
        self._source = next(sources, None)

    def read(self, rows: Sequence[tuple[int, Row]]) -> set[int]:
        """Take the rows; returns the numbers of those that were taken or reported."""
        axes, table = self._axes, self._table
        refusal = TableRefusal(self._sheet, table, axes, self._around, self._found, rows)
        answered = refusal.refused()
        if answered is not None:
            return answered
        told = told_years(axes, self._around)
        suspects = suspects_of(axes, table, rows, told)
        if suspects:
            table = self._table = table._replace(right=max(table.right, *suspects))
            self._with_values |= suspects.keys()
        report_columns(self._sheet.name, table, axes, self._found, suspects, told)
        if self._name is None and axes.label is None and not axes.is_across:
            return refusal.without_indicator()
        self._around = with_titled_year(self._sheet, table, axes, self._around)
        self._usable = usable_columns(axes, self._around, self._have_years(rows), suspects, told)
        for column in self._usable.columns:
            if column.label is not None:
                note_title(self._found, column.label, column.text, self._place(table.head, column.number))
        if not self._usable.columns:
            return refusal.without_years()
        names = ListNames(refusal.names)
        self._may_head = self._sheet.has_merged or not axes.with_words.isdisjoint(self._with_values)
        self._dividing = DividingColumns(axes, table, self._with_values, names.different < refusal.lines)
        self._dittos = Dittos(rows, self._unit, self._name)
        self._clusters = RowClusters(self._sheet.name, table, axes, names, self._found)
        self._years = RowYears(self._year, rows, self._around, self._found)
        self._figures = RowFigures(
            self._sheet.name, table.top, self._usable, self._years, self._around.units, self._found
        )
        has_merged, left, right = self._sheet.has_merged, table.left, table.right
        for number, row in rows:
            cells = dict(row)
            if row[0][0] < left or row[-1][0] > right:
                cells = {column: cell for column, cell in row if left <= column <= right}
            if has_merged and cells:
                self._add_merged(number, cells)
            if cells and not self._read_row(number, row, cells):
                following = (dict(line).get(self._name or 0) for other, line in rows if other > number)
                end_table(self._place(number, row[0][0]), row[0][1].text, following, self._found)
                break
        self._close()
        return self._taken

    def _have_years(self, rows: Sequence[tuple[int, Row]]) -> bool:
        """Whether lines name their year: 总产值（2024年，亿元）. Where all columns do, it is not asked."""
        name, known = self._name, self._found.known
        if name is None:
            return False
        if not known.has_map and not any(column.year is None for column in self._axes.values):
            return False
        names = [cell.text for _, row in rows for place, cell in row if place == name]
        labels = [known.line_label(name) for name in names]
        return any(label is not None and label.year is not None for label in labels)

    def _add_merged(self, number: int, cells: dict[int, GridCell]) -> None:
        """Add the year, the unit, the name and the cluster that are merged down over a row."""
        for column in (self._whose, self._year, self._unit, self._name, *self._axes.dividing):
            if column is not None and column not in cells:
                above = self._sheet.above(number, column)
                if above is not None and not self._heads(number, column):
                    cells[column] = above

    def _heads(self, number: int, column: int) -> bool:
        """Whether the cell merged down over a place is a heading of the table."""
        block = self._sheet.covering(number, column)
        return block is not None and block[0] <= self._table.head

    def _read_row(self, number: int, row: Row, cells: Cells) -> bool:
        """Take a row; returns whether the table continues below it."""
        has_figures = not self._with_values.isdisjoint(cells)
        if has_figures:
            if self._may_head and self._heads_another(cells):
                return False
            if self._dividing.columns and self._is_of_part(number, cells):
                self._taken.add(number)
                return True
        if self._whose is not None and not self._find_cluster(number, cells, has_figures):
            return True
        for column in self._groups:
            if column in cells:
                self._group(cells[column])
        year = None
        if self._year is not None:
            filled = has_figures and any(column.number in cells for column in self._usable.columns)
            year = self._row_year(number, cells, filled)
            if year is None and filled:
                self._taken.add(number)
                return True
        label = self._axes.label if self._name is None else self._row_label(number, cells, has_figures)
        cluster = self._clusters.current
        if cluster is not None and (label is not None or self._name is None):
            unit = None if self._unit is None else cells.get(self._unit)
            of_row = "" if unit is None else unit.text
            if of_row.strip() in DITTOS:
                of_row = self._dittos.resolved(number, of_row)
            if self._figures.take(number, cells, label, of_row, year, cluster):
                self._taken.add(number)
                self._of_ours = True
            elif has_figures and label is not None and label.year is not None and self._name in cells:
                self._list_of_other_year(number, cells)
            if self._source is not None and label is not None:
                self._take_source(number, cells, label, cluster)
        return True

    def _list_of_other_year(self, number: int, cells: Cells) -> None:
        name = self._name or 0
        list_of_other_year(self._place(number, name), cells[name].text, self._found)

    def _is_of_part(self, number: int, cells: Cells) -> bool:
        """Whether a column says that a row is about a part only. Such a row is listed."""
        dividing = self._dividing.headings(cells)
        return bool(dividing) and report_part(self._sheet.name, number, cells, dividing, self._found)

    def _find_cluster(self, number: int, cells: Cells, has_figures: bool) -> bool:
        """Move to a row in a table of several clusters; returns whether the row belongs to one."""
        before = self._clusters.current
        is_of_cluster = self._clusters.find(number, cells, has_figures)
        if self._whose in cells or (has_figures and not is_of_cluster):
            self._taken.add(number)
        if is_of_cluster and self._clusters.current is not before and self._name is not None:
            self._outline = Outline(self._found.known, self._found.suggestions)
        return is_of_cluster

    def _take_source(self, number: int, cells: Cells, label: Label, cluster: Found) -> None:
        """The source of a row's figures. In a row with several indicators it is open which one it is for."""
        column = self._source
        if column is not None and column in cells and number in self._taken:
            take_source(cluster, label.indicator, cells[column], self._place(number, column))

    def _heads_another(self, cells: Cells) -> bool:
        """Whether a row has words in the places of figures: the header of a table that is not understood."""
        over = list[GridCell]()
        for column in self._with_values:
            if column in cells:
                if is_figure(cells[column]):
                    return False
                over.append(cells[column])
        name = cells.get(self._name or 0)
        if name is not None and self._found.known.line_label(name.text) is not None:
            return False
        if self._axes.is_across:
            return True
        are_years = all(column.year is not None for column in self._axes.values)
        return len(over) > 1 and not (are_years and is_text_line(name, cells.get(self._unit or 0), over))

    def _group(self, cell: GridCell) -> None:
        if cell.kind == "text" and self._found.known.line_label(cell.text) is None:
            self._outline.group(cell.text)

    def _row_year(self, number: int, cells: Cells, has_figures: bool) -> int | None:
        """The year in front of a row; None if the table has none there, or if it is unknown."""
        column = self._year
        if column is None:
            return None
        cell = cells.get(column)
        if cell is not None:
            return self._years.read(cell, self._place(number, column), has_figures)
        if has_figures and self._whose is None:
            return self._years.blank(self._place(number, column))
        first = next((c for c in self._usable.columns if c.number in cells), None)
        if first is not None and first.label is not None:
            where = self._found.where(self._place(number, first.number))
            self._found.problems.append(error("C149", where, indicator=first.label.indicator.name))
        return None

    def _row_label(self, number: int, cells: Cells, has_figures: bool) -> Label | None:
        """The indicator that a row names; None for an irrelevant row."""
        column = self._name
        if column not in cells:
            column = self._merged_name(cells)
        if column is None:
            # Below a name that is not merged down: the same indicator, another year.
            last = self._outline.last
            return last if self._year is not None and has_figures else None
        kind, text, _, _, _, _ = cells[column]
        if kind != "text":
            return None
        if not has_figures and self._found.known.line_label(text) is None:
            self._outline.section(text)
            return None
        item = self._outline.read(text)
        label = item.label
        if label is not None:
            if label.indicator.new_title:
                note_title(self._found, label, text, self._place(number, column))
        elif has_figures:
            if not is_item(line_name(text).key):
                pass_over(self._place(number, column), text, item, self._found)
            elif not any(is_figure(cells[each]) for each in self._with_values if each in cells):
                return None  # a line of 基本信息
            self._taken.add(number)
        return label

    def _merged_name(self, cells: Cells) -> int | None:
        """The column with the name of a row that is merged over the columns that group the lines and over its own."""
        for column in reversed(self._groups):
            cell = cells.get(column)
            if cell is not None and self._found.known.line_label(cell.text) is not None:
                return column
        return None

    def _close(self) -> None:
        """Report what concerns the table as a whole."""
        if not self._of_ours:
            return
        if self._around.cluster is not None and self._whose is None:
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
