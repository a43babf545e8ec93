"""The clusters of a table's rows: one row for each, several rows for each, or totals and places in between."""

from __future__ import annotations

import re
from collections.abc import Mapping

from clustercheck.formats.cells import GridCell, cell_ref
from clustercheck.model.cluster import Cell
from clustercheck.model.problems import Name, warning
from clustercheck.tables.axes import Axes
from clustercheck.tables.collection import Found
from clustercheck.tables.form_lines import take_item
from clustercheck.tables.list_rows import ListNames
from clustercheck.tables.outline import PART, indent_of
from clustercheck.tables.reading import Ignored
from clustercheck.tables.table import Table

_TOTAL = Name("合计、小计或地区行，不是一个集群", "a line of totals or of a place, no cluster")
_NO_NAME = Name("没有集群名称", "no cluster's name")
_EXAMPLE = r"例\d?|示例\d?|样例|填写示例|填报示例"


class RowClusters:
    """Reads the rows of one table in order; `current` is the collection of the current row's cluster."""

    def __init__(self, sheet: str, table: Table, axes: Axes, names: ListNames, found: Found) -> None:
        self._sheet = sheet
        self._table = table
        self._axes = axes
        self._names = names
        self._found = found
        self._indent: int | None = None
        self.current: Found | None = found if axes.whose is None else None

    def find(self, number: int, cells: Mapping[int, GridCell], has_figures: bool) -> bool:
        """Move to a row; returns whether the row belongs to a cluster."""
        column = self._axes.whose
        if column is None:
            return True
        named = cells.get(column)
        if named is None or not named.text.strip():
            return self._is_of_last(number, cells, has_figures)
        if not has_figures and self._axes.name is None:
            return False
        indent = indent_of(named.text)
        self._indent = indent if self._indent is None else self._indent
        if indent > self._indent:
            self._pass_over(number, column, named.text, PART)
            return False
        is_example = any(
            re.fullmatch(_EXAMPLE, cell.text.strip()) for place, cell in cells.items() if place < column
        )
        if named.kind != "text" or is_example or not self._names.is_cluster(named.text):
            self.current = None
            self._pass_over(number, column, named.text, _TOTAL)
            return False
        self.current = self._found.cluster_named(named.text, self._place(number, column), number)
        for place in self._axes.profile:
            item = self._table.columns[place].item
            if item is not None and item.id != "name":
                take_item(item, cells.get(place), self._place(number, place), self.current)
        return True

    def _is_of_last(self, number: int, cells: Mapping[int, GridCell], has_figures: bool) -> bool:
        """Whether a row without a name continues the cluster above it."""
        several_rows = self._axes.year is not None or self._axes.name is not None
        if several_rows and self.current is not None:
            return True
        if has_figures:
            first = min(cells)
            self._found.problems.append(warning("C147", self._found.where(self._place(number, first))))
            self._pass_over(number, first, cells[first].text, _NO_NAME)
        return False

    def _place(self, row: int, column: int) -> Cell:
        return Cell(self._sheet, cell_ref(row, column))

    def _pass_over(self, number: int, column: int, text: str, why: Name) -> None:
        self._found.ignored.append(Ignored(self._place(number, column), text, why))
