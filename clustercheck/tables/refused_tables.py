"""The reasons why a table as a whole cannot be read, reported at its header with the accepted form."""

from __future__ import annotations

from collections.abc import Sequence

from clustercheck.formats.cells import cell_ref
from clustercheck.model.cluster import Cell
from clustercheck.model.patterns import pattern
from clustercheck.model.problems import Fact, Name, error, warning
from clustercheck.tables.axes import Axes
from clustercheck.tables.collection import Found
from clustercheck.tables.columns import is_plain_value
from clustercheck.tables.outline import Outline
from clustercheck.tables.reading import Ignored
from clustercheck.tables.roles import is_figure
from clustercheck.tables.sheet import Row, Sheet
from clustercheck.tables.surroundings import Governing
from clustercheck.tables.table import Table
from clustercheck.tables.unused_lines import pass_over

_LIST_OF_FIRMS = pattern("(?:企业|公司|单位)(?:名单|清单|名录|一览|花名册|情况|明细)")
_CLASH = Name("所在表头的年份与上方表头冲突", "its header gives columns other years than the header above")
_NOT_OURS = Name("不是整个集群实际完成的数", "not what the whole cluster reached")
_NO_YEAR = Name("没有年份", "no year")


class TableRefusal:
    """Decides about one table. If its rows are named, `names` are those with figures, `lines` the number of such rows."""

    def __init__(
        self,
        sheet: Sheet,
        table: Table,
        axes: Axes,
        around: Governing,
        found: Found,
        rows: Sequence[tuple[int, Row]],
    ) -> None:
        self._sheet = sheet
        self._table = table
        self._axes = axes
        self._around = around
        self._found = found
        self._rows = rows
        self._values = values = frozenset([column.number for column in axes.values])
        self.lines, self.names = 0, list[str]()
        whose = axes.whose
        if whose is not None:
            with_figures = [row for _, row in rows if not values.isdisjoint([column for column, _ in row])]
            self.lines = len(with_figures)
            self.names = [cell.text for row in with_figures for column, cell in row if column == whose]

    def refused(self) -> set[int] | None:
        """The rows of a refused table, with its reason reported; None if the table can be read."""
        axes, table = self._axes, self._table
        if self._is_by_places():
            return self._refuse_rows()
        if self._around.other is not None:
            return self._of_others()
        if table.clashes is not None:
            return self._clash()
        if self._stands_beside():
            return self._all_rows()
        if axes.whose is not None:
            headed = axes.is_across or axes.label is not None or any(c.year is not None for c in axes.values)
            return self._refuse_rows() if headed and not self._is_of_clusters() else None
        if self._is_unplaced():
            self._say("C144", table.top, table.left)
            return self._with_figures()
        return None

    def _is_of_clusters(self) -> bool:
        """Whether the rows are clusters: by their heading, by a title, or by their own names."""
        column = self._table.columns.get(self._axes.whose or 0)
        role = None if column is None else column.role
        if role == "clusters":
            return True
        if role == "others" or _LIST_OF_FIRMS.search(self._sheet.tab):
            return False
        return self._around.of_clusters or any("集群" in name for name in self.names)

    def _stands_beside(self) -> bool:
        """Whether a table beside another has a title of its own, so that it is unknown whose its figures are."""
        first = self._table.columns[min(self._table.columns)]
        if self._table.left == 1 or first.role is not None or first.names_figures or first.item is not None:
            return False
        place = Cell(self._sheet.name, cell_ref(self._table.top, first.number))
        self._found.problems.append(warning("C142", self._found.where(place), heading=first.text))
        return True

    def _is_by_places(self) -> bool:
        """Whether the rows are headed as places or firms, and nothing says that they are clusters."""
        column = self._table.columns.get(self._axes.whose or 0)
        return column is not None and column.role in ("places", "others") and not self._is_of_clusters()

    def _is_unplaced(self) -> bool:
        """Whether indicators stand side by side, and the cluster or year of several rows is unknown."""
        axes = self._axes
        if not axes.is_across or axes.year is not None:
            return False
        labelled = [column for column in axes.values if column.label is not None]
        columns = {column.number for column in labelled}
        dated = all(column.year is not None for column in labelled) or self._around.year is not None
        lines = [row for _, row in self._rows if not columns.isdisjoint(column for column, _ in row)]
        words = any(
            cell.kind == "text" and not is_figure(cell)
            for row in lines
            for column, cell in row
            if self._table.left <= column < labelled[0].number and not self._is_marked(column)
        )
        return not dated or len(lines) != 1 or words

    def _is_marked(self, column: int) -> bool:
        found = self._table.columns.get(column)
        return found is not None and (
            found.role in ("number", "source", "note", "unit") or found.item is not None
        )

    def _of_others(self) -> set[int]:
        cell, text = self._around.other or (None, "")
        place = cell or Cell(self._sheet.name, cell_ref(self._table.top, self._table.left))
        self._found.problems.append(warning("C154", self._found.where(place), of=text))
        self._found.ignored.append(Ignored(place, text, _NOT_OURS))
        return self._all_rows()

    def _clash(self) -> set[int]:
        clashes, table = self._table.clashes, self._table
        assert clashes is not None
        first = Cell(self._sheet.name, cell_ref(clashes.top, clashes.left))
        self._say("C120", table.top, table.left, first=str(first))
        for number, row in self._rows:
            place = Cell(self._sheet.name, cell_ref(number, row[0][0]))
            self._found.ignored.append(Ignored(place, row[0][1].text, _CLASH))
        return self._all_rows()

    def _refuse_rows(self) -> set[int]:
        column = self._table.columns.get(self._axes.whose or 0)
        heading = "-" if column is None else column.text or "-"
        if self._axes.label is None and not self._axes.is_across and self._around.unknown is not None:
            return self.without_indicator()
        self._say("C142", self._table.top, self._axes.whose or self._table.left, heading=heading)
        return self._with_figures()

    def without_indicator(self) -> set[int]:
        """Report a table of years in which no row and no heading is an indicator."""
        if self._around.unknown is not None:
            cell, text = self._around.unknown
            pass_over(
                cell, text, Outline(self._found.known, self._found.suggestions).unknown(text), self._found
            )
        elif self._axes.whose is not None and all(is_plain_value(c) or c.year for c in self._axes.values):
            self._say("C150", self._table.top, self._table.left)
        return self._all_rows()

    def without_years(self) -> set[int]:
        """Report a table in which no column and no row names a year."""
        axes = self._axes
        if axes.is_across:
            for column in axes.values:
                if column.label is not None and column.may_be_taken:
                    self._say("C149", self._table.head, column.number, indicator=column.label.indicator.name)
            return self._with_figures()
        if axes.whose is not None and axes.name is None:
            return self._with_figures()
        known = any(
            place == axes.name and cell.kind == "text" and self._found.known.line_label(cell.text) is not None
            for _, row in self._rows
            for place, cell in row
        )
        headed = any(c.role == "unit" for c in self._table.columns.values())
        # A table with columns of other things beside its one of values is no table of figures.
        are_values = all(
            column.role is not None or column.kind or is_plain_value(column)
            for column in self._table.columns.values()
        )
        if headed or (known and are_values):
            self._say("C127", self._table.top, self._table.left)
            for column in axes.values:
                if is_plain_value(column) and column.text:
                    place = Cell(self._sheet.name, cell_ref(self._table.head, column.number))
                    self._found.ignored.append(Ignored(place, column.text, _NO_YEAR, column.text, "", True))
        return self._all_rows() if known else set()

    def _all_rows(self) -> set[int]:
        return {number for number, _ in self._rows}

    def _with_figures(self) -> set[int]:
        return {number for number, row in self._rows if any(column in self._values for column, _ in row)}

    def _say(self, code: str, row: int, column: int, **facts: Fact) -> None:
        self._found.problems.append(
            error(code, self._found.where(Cell(self._sheet.name, cell_ref(row, column))), **facts)
        )
