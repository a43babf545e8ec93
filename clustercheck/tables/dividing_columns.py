"""The columns of a table that name the part a row is about: an industry, a kind of firm, a part of the year."""

from __future__ import annotations

import re
from collections.abc import Mapping

from clustercheck.formats.cells import GridCell
from clustercheck.tables.axes import Axes
from clustercheck.tables.kinds import kind_of, says_another_subject
from clustercheck.tables.table import Table

# A word beside the figures of a row that makes them others: 计划, 上半年, 规上.
_LONGEST_WORD = 8
_PARTS = ("plan", "part_year", "growth", "average", "rank", "share")
_FIRM_NAMES = r"^(?:企业|公司|单位)(?:名称|全称)$"


class DividingColumns:
    """Decides by heading or content whether a column names the part that a row is about."""

    def __init__(self, axes: Axes, table: Table, with_values: frozenset[int], are_repeated: bool) -> None:
        """`with_values` are the columns with figures; `are_repeated` means that a name in front has several rows."""
        self._axes = axes
        self._table = table
        self._headed = self._by_heading(table, are_repeated)
        used = {axes.name, axes.unit, axes.year, axes.whose, *axes.groups, *axes.profile, *with_values}
        # Columns without such a heading that may hold words that name a part.
        may_name = (axes.with_figures | axes.with_words) - used
        for number, column in table.columns.items() if may_name else ():
            if column.role not in (None, "group") or column.kind:
                may_name -= {number}
        # The columns that are asked.
        self.columns = may_name | self._headed.keys()

    def headings(self, cells: Mapping[int, GridCell]) -> dict[int, str]:
        """The dividing columns that are filled in a row, with their headings."""
        found: dict[int, str] = {}
        for number, cell in cells.items():
            if number in self._headed:
                found[number] = self._headed[number]
            elif number not in self.columns or cell.kind != "text" or len(cell.text) > _LONGEST_WORD:
                continue
            elif says_another_subject(cell.text) or kind_of(cell.text) in _PARTS:
                column = self._table.columns.get(number)
                found[number] = "" if column is None else column.text
        return found

    def _by_heading(self, table: Table, are_repeated: bool) -> dict[int, str]:
        """The columns whose heading says that they name a part.

        A column of firms or industries beside clusters does so if a cluster has several rows, or if the rows are
        headed as firms.
        """
        axes, columns = self._axes, table.columns
        found = {number: columns[number].text for number in axes.dividing if number in columns}
        if axes.whose is None or axes.year is not None or axes.name is not None:
            return found
        others = [c for c in columns.values() if c.role == "others" and c.number != axes.whose]
        if any(re.search(_FIRM_NAMES, c.text) for c in others) or are_repeated:
            found |= {c.number: c.text for c in others}
        return found
