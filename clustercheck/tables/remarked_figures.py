"""Figures of which a remark in their row, or a note to the table, says that they are no results of a year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from clustercheck.formats.cells import Grid, Row, block, cell_ref
from clustercheck.model.indicators import INDICATORS
from clustercheck.model.patterns import pattern
from clustercheck.model.problems import Problem, Where, error
from clustercheck.model.records import NamedTuple
from clustercheck.model.words import fold
from clustercheck.tables.collection import Found
from clustercheck.tables.merged_figures import places_on
from clustercheck.tables.roles import is_figure

REMARKED = "C276"
_LONGEST = 120
_HINT = pattern(
    r"预[计测估期]|估[计算]|暂估|计划|目标|规划|规上|规模以|限上|限额|规下|月|季|半年|全[市区县省镇州国]"
)
_CLAUSES = pattern(r"[,。;\n]")
# What may stand before a remark: 注1: and a bracket.
_LEAD = r"(?:[(]?(?:注|备注|说明)?\d?[)]?[:.、]?)?[(]?"
_FROM_JANUARY = r"0?1月?(?:-|~|至|到)0?(?:[2-9]|1[01])月份?"
_QUARTER, _FIRST_QUARTERS = "[一二三1-3]季度", "前[二三]个?季度"
# A whole clause, so that 2026年预计投产 and 已超额完成目标 are none.
_NO_RESULT = pattern(
    _LEAD
    + r"(?:(?P<year>(?:20)?\d\d)年(?:度|末|底)?)?(?:[^为系是按0-9]{0,12}(?:均?[为系是]|按)|数据?|指标值?|数值)?"
    rf"(?:(?:截[至止])?(?:{_FROM_JANUARY}|{_QUARTER}末?|{_FIRST_QUARTERS}|上半年|前\d{{1,2}}个月)"
    r"(?:累计)?(?:完成)?(?:数据?|值|数值)?|(?:预计|预测|预估|预期|估计|估算|暂估|计划|目标|规划)(?:数据?|值|数值)?"
    r"|(?P<place>(?:仅[为含指]?|只[为含指]?)?全[市区县省镇州国](?:性)?的?(?:数据?|数值|口径|合计数?|总数|总量|统计数据?))"
    r"|(?P<large>(?:仅[为含指]?|只[为含指]?)?(?:规上|规模以上|限上|限额以上)(?:工业)?(?:企业)?(?:的?(?:数据?|口径|产值|统计数据?))?"
    r"|(?:不含|不包括)(?:规下|规模以下)(?:工业)?(?:企业)?))(?:填报|填列|统计|计算)?[)]?"
)
# The day to which figures were counted, within a year.
_UNTIL = pattern(
    _LEAD + r"(?:(?:以上|上述|本表)?(?:数据|指标|数值))?(?:均|统计)?(?:为|是)?截[至止]到?"
    r"(20\d\d)年0?(?:[1-9]|1[01])月(?:份|[底末]|\d{1,2}日)?(?:数据?|的数据?)?[)]?"
)
# A sheet of a part of a year; the figures of other years on it may be whole.
_TAB = pattern(
    rf"[^0-9]{{0,16}}(20\d\d)(?:年|[.-])?(?:{_FROM_JANUARY}|(?:0?[1-9]|1[01])月份?"
    rf"|{_QUARTER}|{_FIRST_QUARTERS}|上?半年)(?:累计|末|底|月报|季报|报表?|数据?|表|主要|指标|情况|运行){{0,4}}"
)
_NOTE = pattern(r"[(]?(?:注|备注|说明)")
_CENTURY = 2000
# In the name of what is counted of firms above the statistical size lines by definition.
_LARGE = "四上"


class _Remark(NamedTuple):
    """What a remark is about: one year or all, the figures of its row or, as a note, of the sheet. A tab has no row.

    `of_large` where it tells that firms above the statistical size lines alone are counted, `of_place` that all of a
    place is.
    """

    row: int
    column: int
    text: str
    year: int | None
    is_note: bool
    of_large: bool = False
    of_place: bool = False


def remarked_figures(sheets: Iterable[Grid], found: Found, file: str) -> list[Problem]:
    """An error for each remark that says so; the figures that it is about are doubted."""
    return [
        problem
        for grid in sheets
        for problem in _on_sheet(grid, [*_of_tab(grid.tab), *_remarks(grid)], found, file)
    ]


def _of_tab(tab: str) -> list[_Remark]:
    match = _TAB.fullmatch(fold(tab)) if len(tab) <= _LONGEST else None
    return [] if match is None else [_Remark(0, 0, tab, int(match[1]), is_note=True)]


def _remarks(grid: Grid) -> Iterator[_Remark]:
    # Few rows end in words, and few words have one of these characters.
    ends = [(number, row) for number, row in grid.rows.items() if row[-1][1].kind == "text"]
    if _HINT.search("".join([cell.text for _, row in ends for _, cell in row])) is None:
        return
    for number, row in ends:
        for column, cell in reversed(row):
            if cell.kind != "text":
                break
            text = cell.text
            if len(text) <= _LONGEST and _HINT.search(text) is not None:
                yield from _said(number, column, text, is_note=not _has_figures(row))


def _said(row: int, column: int, text: str, is_note: bool) -> Iterator[_Remark]:
    bare = fold(text)
    if is_note and not _NOTE.match(bare):
        return
    for clause in _CLAUSES.split(bare):
        match = _NO_RESULT.fullmatch(clause)
        if match is not None:
            year = None if match["year"] is None else int(match["year"]) % 100 + _CENTURY
            of_large, of_place = match["large"] is not None, match["place"] is not None
            yield _Remark(row, column, text, year, is_note, of_large, of_place)
        elif (until := _UNTIL.fullmatch(clause)) is not None:
            yield _Remark(row, column, text, int(until[1]), is_note)


def _has_figures(row: Row) -> bool:
    return any(is_figure(cell) for _, cell in row)


def _on_sheet(grid: Grid, remarks: list[_Remark], found: Found, file: str) -> Iterator[Problem]:
    places = list(places_on(found, grid.name)) if remarks else []
    for remark in remarks:
        count = 0
        for at, seen in places:
            if seen.is_blank or (remark.year is not None and seen.year != remark.year):
                continue
            if _is_counted_so(seen.indicator, remark):
                continue
            if remark.is_note or block(seen.cell.ref)[0] == remark.row:
                now = at.observations[seen.indicator][seen.year]
                at.observations[seen.indicator][seen.year] = now.doubted(now.doubt or REMARKED)
                count += 1
        if count:
            place = cell_ref(remark.row, remark.column) if remark.row else None
            where = Where(file, grid.name or None, place)
            yield error(REMARKED, where, text=remark.text, count=count)


def _is_counted_so(indicator: str, remark: _Remark) -> bool:
    """Whether an indicator is by definition of the firms, or of the place, that a remark speaks of."""
    known = INDICATORS[indicator]
    return (remark.of_large and _LARGE in known.name.zh) or (remark.of_place and known.of_place)
