"""The rows of a table with indicators across: a year each, a cluster each, or both."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from clustercheck.cluster import Cell
from clustercheck.problems import Name, error, warning
from clustercheck.readers import Ignored
from clustercheck.readers.cells import GridCell, cell_ref
from clustercheck.readers.form_lines import take_item
from clustercheck.readers.found import Found
from clustercheck.readers.headings import Axis
from clustercheck.readers.naming import Label
from clustercheck.readers.not_taken import OTHER_TABLE, report_odd, report_part
from clustercheck.readers.outline import PART, indent_of
from clustercheck.readers.roles import heading, is_figure, year_in
from clustercheck.readers.sheets import Row
from clustercheck.readers.surroundings import Surroundings
from clustercheck.readers.suspects import NO_PLAIN_YEAR, suspected_labels, suspected_year
from clustercheck.readers.tables import Column, Table
from clustercheck.readers.taking import take, unit_of
from clustercheck.readers.words import folded

_LIST_OF_FIRMS = r"(?:企业|公司|单位)(?:名单|清单|名录|一览|花名册|情况|明细)"
_TOTAL = Name("合计行，不是一个集群", "a line of totals, no cluster")
_NO_YEAR = Name("不是单纯的年份", "no plain year")
_TOTALS = frozenset(
    ("合计", "汇总", "总计", "小计", "共计", "总和", "平均", "平均值", "均值", "全部", "最大值", "最小值", "中位数", "total", "sum",
     "average")
)  # fmt: skip
_ALL_OF = re.compile(r"全[国省市区县].{0,2}")
_BEGINS_NO_CLUSTER = ("其中", "#", "上年", "去年", "同期", "目标", "计划", "增长")
_PLACES = frozenset("省市国区县")
_ENDS_NO_CLUSTER = ("占比", "比重", "增长", "增长率", "增速", "增减", "增幅", "同比")


def read_across(
    sheet: str, table: Table, rows: Sequence[tuple[int, Row]], around: Surroundings, found: Found
) -> set[int]:
    """Take the figures of a table; the numbers of the rows that were taken or answered for."""
    named_by = _named_by(sheet, table, rows, around, found)
    suspects = suspected_labels(table, rows, named_by[1])
    if table.columns or named_by != (None, None):
        report_odd(sheet, table, rows, found, dict(suspects.keys()))
    if not table.columns:
        return {number for number, _ in rows}
    columns = [] if named_by == (None, None) else _columns(sheet, table, around, named_by[1], found)
    if not columns:
        return {number for number, row in rows if _has_figures(dict(row), table.columns)}
    lines = _Lines(sheet, table, columns, named_by, around, found, suspects)
    lines.note_years(rows)
    for number, row in rows:
        cells = {column: cell for column, cell in row if table.left <= column <= table.right}
        if cells and not lines.read(number, cells):
            break
    return lines.taken


def _named_by(
    sheet: str, table: Table, rows: Sequence[tuple[int, Row]], around: Surroundings, found: Found
) -> tuple[int | None, int | None]:
    """The columns that name a row's cluster and its year; (None, None) where it is not known whose the rows are."""
    years = table.axes.get("years")
    for axis in ("clusters", "places", "others"):
        column = table.axes.get(axis)
        if column is None:
            continue
        if axis == "clusters" or _may_be_clusters(sheet, table, rows, axis, column, around):
            return column, years
        place = Cell(sheet, cell_ref(table.top, column))
        found.problems.append(error("C142", found.where(place), heading=table.named_by or "-"))
        return None, None
    if years is None:
        found.problems.append(error("C144", found.where(Cell(sheet, cell_ref(table.top, table.left)))))
    return None, years


def _may_be_clusters(
    sheet: str, table: Table, rows: Sequence[tuple[int, Row]], axis: Axis, column: int, around: Surroundings
) -> bool:
    """Whether rows headed 地区 or 名称 are clusters after all: a title says so, or their own names."""
    if axis == "others" and heading(table.named_by) not in ("名称", "name"):
        return False
    if re.search(_LIST_OF_FIRMS, sheet):
        return False
    names = [cell.text for _number, row in rows for number, cell in row if number == column]
    return around.of_clusters or any("集群" in name for name in names)


def _columns(sheet: str, table: Table, around: Surroundings, years: int | None, found: Found) -> list[Column]:
    """The columns whose indicator and year are known, or given by the row."""
    latest = max((c.year for c in table.columns if c.year is not None), default=around.year)
    columns: list[Column] = []
    missing: list[Column] = []
    for column in table.columns:
        if column.label is None:
            continue
        year = column.year
        if year is None and years is None:
            year = latest if column.label.indicator.once else around.year
        if year is None and years is None:
            missing.append(column)
        else:
            columns.append(Column(column.number, column.label, year, column.unit))
    for column in missing:
        assert column.label is not None
        place = Cell(sheet, cell_ref(table.head, column.number))
        found.problems.append(error("C149", found.where(place), indicator=column.label.indicator.name))
    return columns


def _has_figures(cells: Mapping[int, GridCell], columns: Sequence[Column]) -> bool:
    return any(column.number in cells for column in columns)


def _is_total(name: str) -> bool:
    """Whether a row's name says that it is a sum, an average, a share or a part, and no cluster."""
    bare = name.removesuffix(":").lower()
    if bare.startswith(_BEGINS_NO_CLUSTER):
        return True
    # What stands in brackets behind the word may have brackets of its own.
    return any(_is_total_word(word) for word in {bare, *_before_brackets(bare)})


def _before_brackets(bare: str) -> list[str]:
    return [bare.partition("(")[0], bare.rpartition("(")[0]] if bare.endswith(")") else []


def _is_total_word(word: str) -> bool:
    if word in _TOTALS or word.endswith(_ENDS_NO_CLUSTER) or _ALL_OF.fullmatch(word):
        return True
    # 珠海/全省, and 中小企业占全市的比例.
    if word[-1:] in _PLACES and "/" in word[1:-1]:
        return True
    return word.endswith("的比例") and "占" in word[: -len("的比例") - 1]


class _Lines:
    """Goes through the rows of one table."""

    def __init__(
        self,
        sheet: str,
        table: Table,
        columns: list[Column],
        named_by: tuple[int | None, int | None],
        around: Surroundings,
        found: Found,
        suspects: Mapping[tuple[int, int], Sequence[Label]],
    ) -> None:
        self._suspects = suspects
        self._sheet = sheet
        self._table = table
        self._columns = columns
        self._cluster_column, self._year_column = named_by
        self._around = around
        self._found = found
        self._cluster = found if self._cluster_column is None else None
        self._indent: int | None = None
        self._plain_years: set[int] = set()
        self._doubt = ""
        self.taken: set[int] = set()

    def note_years(self, rows: Sequence[tuple[int, Row]]) -> None:
        """Note the years that the rows plainly name, by which an odd one is known to be another."""
        for _, row in rows:
            for column, cell in row:
                if column == self._year_column and (year := year_in(cell)) is not None:
                    self._plain_years.add(year)

    def read(self, number: int, cells: Mapping[int, GridCell]) -> bool:
        """Take a row; whether the table goes on below it."""
        over = [cells[column.number] for column in self._columns if column.number in cells]
        if not over:
            return True
        if not any(is_figure(cell) for cell in over):
            column = min(cells)
            self._pass_over(number, column, cells[column].text, OTHER_TABLE)
            return False
        self.taken.add(number)
        if report_part(self._sheet, number, cells, self._table, self._found):
            return True
        if not self._find_cluster(number, cells):
            return True
        year, self._doubt = None, ""
        if self._year_column is not None:
            year = self._year(number, cells.get(self._year_column))
            if year is None:
                return True
        self._take(number, cells, year)
        return True

    def _find_cluster(self, number: int, cells: Mapping[int, GridCell]) -> bool:
        column = self._cluster_column
        if column is None:
            return True
        named = cells.get(column)
        if named is None or not named.text.strip():
            if self._year_column is not None and self._cluster is not None:
                return True
            first = min(cells)
            place = Cell(self._sheet, cell_ref(number, first))
            self._found.problems.append(warning("C147", self._found.where(place)))
            self._pass_over(number, first, cells[first].text, Name("没有集群名称", "no cluster's name"))
            return False
        indent = indent_of(named.text)
        self._indent = indent if self._indent is None else self._indent
        if indent > self._indent:
            self._pass_over(number, column, named.text, PART)
            return False
        if named.kind != "text" or _is_total(folded(named.text)):
            self._cluster = None
            self._pass_over(number, column, named.text, _TOTAL)
            return False
        place = Cell(self._sheet, cell_ref(number, column))
        self._cluster = self._found.cluster_named(named.text, place, number)
        for place_of, item in self._table.profile.items():
            if item.id != "name":
                take_item(
                    item, cells.get(place_of), Cell(self._sheet, cell_ref(number, place_of)), self._cluster
                )
        return True

    def _year(self, number: int, cell: GridCell | None) -> int | None:
        if self._year_column is None:
            return None
        if cell is None and self._plain_years and self._cluster_column is None:
            # The newest year is not lost by a blank where it should stand.
            place = Cell(self._sheet, cell_ref(number, self._year_column))
            suspected = max(self._plain_years) + 1
            self._found.problems.append(
                error(NO_PLAIN_YEAR, self._found.where(place), text="-", year=suspected)
            )
            self._doubt = NO_PLAIN_YEAR
            return suspected
        if cell is None:
            first = self._columns[0]
            place = Cell(self._sheet, cell_ref(number, first.number))
            if first.label is not None:
                indicator = first.label.indicator.name
                self._found.problems.append(error("C149", self._found.where(place), indicator=indicator))
            return None
        year = self._found.known.year(cell.text) or year_in(cell)
        if year is None:
            odd = suspected_year(cell.text, self._plain_years)
            if odd is not None:
                place = Cell(self._sheet, cell_ref(number, self._year_column))
                said = error(NO_PLAIN_YEAR, self._found.where(place), text=cell.text, year=odd)
                self._found.problems.append(said)
                self._doubt = NO_PLAIN_YEAR
                return odd
            self._pass_over(number, self._year_column, cell.text, _NO_YEAR)
            if re.search(r"(?:19|20)\d\d", cell.text):
                place = Cell(self._sheet, cell_ref(number, self._year_column))
                self._found.problems.append(warning("C129", self._found.where(place), text=cell.text))
        return year

    def _take(self, number: int, cells: Mapping[int, GridCell], row_year: int | None) -> None:
        assert self._cluster is not None
        for column in self._columns:
            label = column.label
            year = column.year if column.year is not None else row_year
            if label is None or year is None or (row_year is not None and year != row_year):
                continue
            self._found.years.add(year)
            unit = unit_of(label, "", column.unit, self._around.units)
            take(
                self._cluster, label.indicator, year, cells.get(column.number),
                Cell(self._sheet, cell_ref(number, column.number)), unit,
                self._doubt if column.number in cells else "",
            )  # fmt: skip
        for (number_of, suspected), labels in self._suspects.items():
            if number_of in cells:
                self._take_suspect(
                    Cell(self._sheet, cell_ref(number, number_of)), cells[number_of], suspected, labels
                )

    def _take_suspect(self, place: Cell, cell: GridCell, year: int, labels: Sequence[Label]) -> None:
        """Take a figure of what may be the newest year, doubted; of several labels it is not known which is meant."""
        assert self._cluster is not None
        self._found.years.add(year)
        for label in labels:
            unit = unit_of(label, "", "", self._around.units)
            take(
                self._cluster,
                label.indicator,
                year,
                cell if len(labels) == 1 else None,
                place,
                unit,
                NO_PLAIN_YEAR,
            )

    def _pass_over(self, number: int, column: int, text: str, why: Name) -> None:
        self._found.ignored.append(Ignored(Cell(self._sheet, cell_ref(number, column)), text, why))
