"""The year of a table whose only column of values has none: that of its title, `2025年集群主要指标`.

A title's year may also be that of an application, a batch, a plan or a filing. So it is taken only if the title says
nothing else, and nothing about the table says another year or a part of this one.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

from clustercheck.formats.cells import GridCell
from clustercheck.model.patterns import pattern
from clustercheck.model.words import folded
from clustercheck.tables.axes import Axes
from clustercheck.tables.columns import is_plain_value
from clustercheck.tables.kinds import kind_of
from clustercheck.tables.roles import is_figure
from clustercheck.tables.sheet import Sheet
from clustercheck.tables.surroundings import FAR_ABOVE, Governing
from clustercheck.tables.table import Table
from clustercheck.tables.year_words import CHINESE_DIGITS, MONTHS, years_in

# What a title says besides its year Y: the cluster, then that these are its figures.
_CLUSTER = r"(?:[^、,:;()Y]{0,40}集群)"
_FIGURES = (
    r"(?:主要|基本|核心|重点|关键)?(?:经济|运行|发展|生产|经营|统计){0,3}(?:指标|数据|情况|概况|统计)"
    r"(?:实际)?(?:完成)?(?:情况|数据|统计|汇总|明细|一览)?表?"
)
_NUMBER = r"(?:(?:附[件表]|表)[\d一二三四五六七八九十]{0,3}:|\(?[一二三四五六七八九十\d]{1,2}\)?[、.])?"
_UNIT = r"(?:\((?:计量|数量|金额)?单位:[^()]{1,20}\))?"
_TITLE = pattern(
    f"{_NUMBER}(?:Y{_CLUSTER}?{_FIGURES}|{_CLUSTER}Y{_FIGURES}|{_CLUSTER}?{_FIGURES}(?:Y|\\(Y\\))){_UNIT}"
)
_YEAR_ALONE = pattern(rf"{_NUMBER}(?:Y|\(Y\))")
_YEAR = pattern(r"(?:(?:19|20)\d\d|[二一][〇零○一二三四五六七八九]{3})年[度末底]?")
_DIGITS = pattern(r"(?:19|20)\d\d", re.ASCII)
# 2025年度中小企业特色产业集群 is a batch, whose figures are of the years before.
_BATCH = pattern(r"Y.*(?:特色|中小|先进|优势|[省市国家]级|示范|试点|培育|重点|新增).*集群")
# 2015年成立的甲产业集群 and 2024年版集群指标 say what was done in the year; 以来, 前 and the like make it no single one.
_OF_ANOTHER = pattern(
    r"Y(?:以|起|之|版|后|初|间|年?中(?!山)|前(?!海|山)|内(?!蒙|江))|Y.*(?:成立|建成|在建|新建|修订|入库|升级|立项|复评|参评|汇编|"
    r"挂牌|备案|设立|组建|启动|投产|落户|通过|获得|命名|授牌|创建|遴选|纳入).*集群"
)
# Lines below a table that tell when it was filled in, or of when its figures are.
_FOOT = pattern(r"注|备注|说明|数据|统计|截[至止]|填|制表|报|日期|时间|上报")
# A year beside one of these is that of an application, a filing or a plan.
_ACT = pattern(
    r"申报|申请|推荐|认定|评选|评审|评价|评估|考核|复核|验收|批|入选|计划|目标|预算|规划|印发|通知|办法|方案|填报|填表|"
    r"上报|报送|填写|录入|采集|公示|名单"
)
# No results of a whole year, and what may stand beside these without being some.
_OTHERS = ("plan", "part_year", "growth", "share", "rank", "score", "average", "other_year")
_BESIDE = ("plan", "growth", "share", "rank", "score", "standard")


def with_titled_year(sheet: Sheet, table: Table, axes: Axes, around: Governing) -> Governing:
    """What governs a table, with the year of its title if it has one column of values and no other year."""
    if around.year is not None or axes.year is not None or not _has_one_value(axes):
        return around
    year = _titled_year(sheet, table, around.floor)
    return around if year is None else around._replace(year=year)


def _has_one_value(axes: Axes) -> bool:
    if axes.is_across or axes.name is None or axes.whose is not None:
        return False
    values = [column for column in axes.values if column.kind not in _BESIDE]
    if len(values) != 1 or values[0].relative is not None or "基" in values[0].text:
        return False
    return is_plain_value(values[0])


def _titled_year(sheet: Sheet, table: Table, floor: int) -> int | None:
    lines = _Lines()
    for name in (sheet.tab, os.path.splitext(os.path.basename(sheet.file))[0]):
        if not lines.take(folded(name), False):
            return None
    for number in range(table.top - 1, max(floor, table.top - FAR_ABOVE - 1, 0), -1):
        row = sheet.rows.get(number, ())
        if sum(is_figure(cell) for _, cell in row) > 1:
            break
        # The unit often stands beside the title.
        is_alone = sum("单位:" not in folded(cell.text) for _, cell in row[1:]) == 0
        for column, cell in row:
            if cell.kind != "text":
                lines.note(cell)
            elif not lines.take(
                folded(cell.text),
                is_alone and column == row[0][0] and _stands_over(sheet, number, column, table),
            ):
                return None
    if not all(lines.take(foot, False) for foot in _feet(sheet, table)):
        return None
    return lines.year()


def _stands_over(sheet: Sheet, number: int, column: int, table: Table) -> bool:
    """Whether a cell, with the columns that it is merged over, stands over a table."""
    block = sheet.covering(number, column)
    return column <= table.right and (column if block is None else block[3]) >= table.left


def _is_of_another(marked: str) -> bool:
    return _BATCH.search(marked) is not None or _OF_ANOTHER.search(marked) is not None


def _feet(sheet: Sheet, table: Table) -> Iterator[str]:
    """The dated lines below a table's figures, down to the figures of another one."""
    for number in range(table.head + 1, table.bottom + FAR_ABOVE):
        if number > table.bottom and any(is_figure(cell) for _, cell in sheet.rows.get(number, ())):
            return
        for _, cell in sheet.rows.get(number, ()):
            bare = folded(cell.text)
            if cell.kind == "text" and _FOOT.match(bare) and years_in(bare).is_date:
                yield bare


class _Lines:
    """The years that the lines over a table, its sheet's and its file's name say."""

    def __init__(self) -> None:
        self._titles, self._alone, self._others, self._days = set[int](), set[int](), set[int](), set[int]()
        self._has_act = False

    def take(self, bare: str, may_be_title: bool) -> bool:
        """Note a text; returns whether a title may still say the year of the figures."""
        found = years_in(bare)
        if found.is_date:
            self._days |= {int(year) for year in _DIGITS.findall(bare.translate(CHINESE_DIGITS))}
            return MONTHS.search(bare) is None
        is_act = _ACT.search(bare) is not None
        self._has_act = self._has_act or is_act
        if (is_act and (found.years or "年" in bare)) or kind_of(bare) in _OTHERS:
            return False
        marked, count = _YEAR.subn("Y", bare) if found.only is not None else (bare, 0)
        if found.only is not None and may_be_title and count == 1 and not _is_of_another(marked):
            if _TITLE.fullmatch(marked):
                self._titles.add(found.only)
            elif _YEAR_ALONE.fullmatch(marked):
                self._alone.add(found.only)
        self._others.update(found.years)
        return True

    def note(self, cell: GridCell) -> None:
        """Note the day of a cell that is no text."""
        if cell.date is not None:
            self._days.add(cell.date.year)

    def year(self) -> int | None:
        """The one year that a title says, if it was over on every day that is named."""
        said = self._titles or (set() if self._has_act else self._alone)
        if len(said) != 1 or self._others != said:
            return None
        (year,) = said
        return year if all(day > year for day in self._days) else None
