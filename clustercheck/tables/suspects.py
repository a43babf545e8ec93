"""Columns and rows whose heading is not understood but may be a year.

An odd heading must not lose the newest year, because the three years before it would be judged as 近三年. Figures of
such a year are taken with a doubt (C257): the year is there, and criteria that need it are unknown.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from clustercheck.model.patterns import pattern
from clustercheck.model.words import fold
from clustercheck.tables.roles import is_figure
from clustercheck.tables.sheet import Row
from clustercheck.tables.table import Table
from clustercheck.tables.year_words import CHINESE_DIGITS, FIRST_YEAR, LAST_YEAR

NO_PLAIN_YEAR = "C257"
# Words of figures that are not results of a whole past year.
_OTHER_KIND = pattern(
    r"计划|目标|预计|预测|预期|预算|规划|力争|展望|同比|环比|增长|增速|增幅|增减|增量|变化|比重|占比|比例|排名|位次|较|平均|均值|合计"
    r"|月|季度|半年|[比为](?:上|去)年|(?:上|去)年(?:同期|[=＝])|说明|备注|来源|单位|标准|门槛|要求|阈值|达标|得分|评分|权重|全国|全省|全市|行业"
    r"|规上|规模以上|限上|四上|大型|龙头|骨干|重点|上市|外资|民营|国有|周边|对比|公司|企业|园区|主导"
)
# What a year is used for, and what its figures include: the figures stay results.
_BASE = pattern(
    r"(?:作为|计算|测算|对比|比较|同比)?(?:年均)?(?:增长|增速|增幅)?率?(?:所?用|的)?(?:基期|基数|基年|基准)"
    r"|(?:计算|测算)(?:年均)?(?:增长|增速|增幅)率?(?:所?用)?"
    r"|[(\[](?:不?含|包[括含]|剔除|扣除|按)[^()\[\]]{0,20}[)\]]"
)
_DAY = pattern(r"(\d{4})(?:年(\d{1,2})月(?:(\d{1,2})日?)?|([-/.])(\d{1,2})(?:\4(\d{1,2}))?)(?!\d)", re.ASCII)
_YEAR = pattern(
    r"(?<!\d)(?:(?:19|20|21)\d\d(?!\d)|\d\d(?=年))|(?:(?<=['’‘])|(?<=fy)|(?<=dec-))\d\d(?!\d)",
    re.ASCII | re.IGNORECASE,
)
_CHINESE_YEAR = pattern(r"[二一贰壹][〇零○一二三四五六七八九壹贰叁肆伍陆柒捌玖]{3}(?=年)")
# A year named by its position (本年, 报告期), or written with three or five digits.
_THIS_YEAR = pattern(
    r"(?:本|今|当|这一?|末|申报(?:上|前|当)?一?|上一?|最?近一?|最后一?|t|(?:近?[三四]年)?第[一二三四1-4])(?:年|期|年度)[末底]?(?:数|值|数据)?"
    r"|报告期|报告年度?|最新.{0,4}|快报数?|初步.{0,4}|目前|现状|\d{3}年|\d{5}年",
    re.ASCII | re.IGNORECASE,
)
# What stands in every year that is not named by its position.
_DIGITS = pattern(r"[0-9][^0-9]*[0-9]|[二一贰壹]")
# Month and day that stand for a year: its first day, its last day, its last month (totals are given at its end).
_EDGES = ((1, 1), (12, 31), (12, 0))
_CENTURY = 2000
_LONGEST = 40


def suspected_year(text: str, plain: Collection[int]) -> int | None:
    """The year that a heading may mean although it is not understood; None if it can mean none.

    `plain` are the years of the table that have plain headings.
    """
    if len(text) > _LONGEST:
        return None
    bare = fold(text)
    if _DIGITS.search(bare) is None and not (plain and _THIS_YEAR.fullmatch(bare)):
        return None
    rest = _CHINESE_YEAR.sub(lambda year: year[0].translate(CHINESE_DIGITS), bare)
    rest = _DAY.sub(_as_year, _BASE.sub("", rest))
    if _OTHER_KIND.search(rest):
        return None
    years = {int(year) if len(year) == 4 else _CENTURY + int(year) for year in _YEAR.findall(rest)}
    if not years and plain and _THIS_YEAR.fullmatch(bare):
        years = {max(plain) + 1}
    # Two years are a span or a comparison.
    newest = max(years - set(plain), default=0) if len(years) == 1 else 0
    return newest if FIRST_YEAR <= newest <= LAST_YEAR else None


def may_be_year(text: str) -> bool:
    """Whether a heading may mean a year at all, whatever the years beside it."""
    return suspected_year(text, (FIRST_YEAR,)) is not None


def _as_year(match: re.Match[str]) -> str:
    """The year of a date that is its first or last day, or its last month; empty for any other day or month."""
    month, day = int(match[2] or match[5]), int(match[3] or match[6] or 0)
    return match[1] if (month, day) in _EDGES else ""


def suspected_columns(table: Table, rows: Sequence[tuple[int, Row]]) -> dict[int, int]:
    """The columns of a table of years that may belong to another year, by number."""
    plain = {year for _, year in table.years}
    filled = {column for _, row in rows for column, cell in row if is_figure(cell)}
    found = {}
    for odd in table.odd:
        year = suspected_year(odd.text, plain) if odd.column in filled else None
        if year is not None:
            found[odd.column] = year
    return found | _without_heading(table, rows)


def _without_heading(table: Table, rows: Sequence[tuple[int, Row]]) -> dict[int, int]:
    """The column beside the newest year, on the side without years, with as many figures and no year's heading.

    It has no heading, or the heading of the newest year covers both: merged, or written twice.
    """
    if not table.years:
        return {}
    newest = max(year for _, year in table.years)
    columns = [column for column, year in table.years if year == newest]
    if len(columns) > 1:
        both = any(sum(column in columns and is_figure(cell) for column, cell in row) > 1 for _, row in rows)
        return {columns[-1]: newest + 1} if both else {}
    first, last = min(table.years)[0], max(table.years)[0]
    (own,) = columns
    if own not in (first, last):
        return {}
    beside = own + 1 if own == last else own - 1
    headed = {*table.roles.values(), *(odd.column for odd in table.odd)}
    if beside in headed:
        return {}
    counts = {own: 0, beside: 0}
    for _, row in rows:
        for column, cell in row:
            if column in counts and cell.kind == "number" and not cell.percent:
                counts[column] += 1
    return {beside: newest + 1} if counts[beside] and counts[beside] >= counts[own] else {}
