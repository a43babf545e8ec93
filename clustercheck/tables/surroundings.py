"""What applies to a whole table: the name of its sheet, its title and the lines above it.

They give the unit, the indicator and the year if the table itself has none, and say whose figures they are.
"""

from __future__ import annotations

import os

from clustercheck.formats.cells import cell_ref
from clustercheck.model.cluster import Cell
from clustercheck.model.patterns import pattern
from clustercheck.model.records import NamedTuple
from clustercheck.model.units import is_unit
from clustercheck.model.words import LONGEST_WORDS, folded
from clustercheck.tables.kinds import kind_of, says_another_subject
from clustercheck.tables.label_parts import OUTLINING, outlined
from clustercheck.tables.labels import Label
from clustercheck.tables.meanings import meaning_of
from clustercheck.tables.roles import is_figure
from clustercheck.tables.sheet import Row, Sheet
from clustercheck.tables.table import Table
from clustercheck.tables.vocabulary import Known
from clustercheck.tables.year_words import MONTHS, may_name_year, years_in

FAR_ABOVE = 12
_LONGEST_TITLE = 60
_UNIT = pattern(r"(?:^|[(,;、年表]|金额|计量|货币|数量)单位:?(.+?)(?:\)|$|[,;](?!.*单位))")
_SEPARATORS = pattern(r"[、,;和及]")
_INDICATOR = pattern(r"(?:统计)?指标(?:名称)?:(.+)")
_YEAR_LINE = pattern(r"(?:统计|数据|所属|报告)?(?:年份|年度|时间|报告期|期别|时期):(.+)")
_YEAR_KEY = pattern(r"(?:统计|数据|所属|报告)?(?:年份|年度|报告期|期别|时期):?")
# A title says the year of its figures, unless it is that of an application, a plan or a publication.
_OTHER_TITLE = pattern(r"申报|申请|推荐|认定|评选|批次|第.批|计划|目标|预算|规划|印发|通知|办法|方案")
_TITLE = pattern(r"表|指标|情况|数据|统计|汇总|报表|一览")
_TITLE_END = pattern(r"(?:\(.*\))?(?:主要|基本)?(?:经济)?(?:指标|情况|数据|统计|概况|汇总)*(?:一览)?表?$")
_DERIVED_TITLE = pattern(r"增速|增长率|增幅|同比|占比|比重|排名|位次|平均|均值")
_ALSO_RESULTS = pattern(r"[及和与、]|完成|现状|历史|近三年|实际|执行|申报|情况")
_COMPARED = pattern(r"(?:对比|对标|对照|参照|参考|比较)[^:]{0,6}:")
_APPENDIX = pattern(r"^附?(?:件|表)?[\d一二三四五六七八九十.-]*:")
# Lines that say whose the figures are: a firm's name, the scope of the statistics, the place that they are of.
_FIRM_LINE = pattern(r"(?:企业|公司|法人单位|工厂|填报企业)(?:全称|名称|详细名称)?")
_UNIT_LINE = pattern(r"单位(?:详细)?(?:全称|名称)")
_FIRM = pattern(r"(?:公司|集团|厂|店|合作社)(?:\(.*\))?$")
_SCOPE_LINE = pattern(r"(?:统计|数据|填报|调查)?(?:范围|口径|对象)")
_PLACE_LINE = pattern(r"(?:地区|行政区划|区域|统计地区|地域):.+")
_PLACE_TITLE = pattern(
    r"^.{0,12}[省市区县州镇](?:\d{4}年?度?)?(?:国民经济|经济社会|工业|规上|规模以上|全社会|主要经济|经济运行)"
)


class Governing(NamedTuple):
    """What applies to a whole table unless a row or a column says otherwise.

    `year` is that of its figures, `reported` the one that 本年 means, `other` the words that assign it to someone
    else. `unknown` is an unknown indicator named above the table, `cluster` the cluster named in its title, `floor` the
    last row above that belongs to something else.
    """

    units: tuple[str, ...] = ()
    label: Label | None = None
    year: int | None = None
    reported: int | None = None
    of_clusters: bool = False
    unknown: tuple[Cell, str] | None = None
    other: tuple[Cell | None, str] | None = None
    cluster: tuple[Cell, str] | None = None
    floor: int = 0


class _Gathered:
    def __init__(self, sheet: Sheet, known: Known) -> None:
        self.sheet = sheet.name
        self.known = known
        self.units: tuple[str, ...] = ()
        self.label: Label | None = None
        self.unknown: tuple[Cell, str] | None = None
        self.other: tuple[Cell | None, str] | None = None
        self.place: tuple[Cell | None, str] | None = None
        self.cluster: tuple[Cell, str] | None = None
        self.of_clusters = "集群" in sheet.tab
        self.stated: list[int] = []
        self.subtitles: list[int] = []
        self.titles: list[int] = []
        self.alone: list[int] = []
        self.is_part = False

    def take(
        self, number: int, column: int, text: str, following: str, is_alone: bool, is_only: bool
    ) -> None:
        """Take a cell; `is_alone` in its row, or `is_only` over the table (others have a title beside it)."""
        bare = folded(text)
        if not self.units and "单位" in bare:
            self.units = _units(bare)
        if not self.units and bare in ("单位:", "单位"):
            self.units = _units("单位:" + folded(following))
        # Most titles are neither a key nor its value.
        has_colon = ":" in bare
        named = _INDICATOR.fullmatch(bare) if has_colon else None
        found = self.known.label(named[1] if named else text)
        self.label = self.label or found
        if named is not None and found is None:
            self.unknown = self.unknown or (Cell(self.sheet, cell_ref(number, column)), named[1])
        # 指标：集群总产值 names an indicator; it does not say that the rows are clusters.
        self.of_clusters = self.of_clusters or ("集群" in bare and found is None and named is None)
        self._take_year(bare, folded(following), is_alone)
        is_pair = has_colon or following != ""
        if (
            self.other is None
            and is_pair
            and (_says_firm(bare, folded(following)) or _says_scope(bare, folded(following)))
        ):
            self.other = (Cell(self.sheet, cell_ref(number, column)), text)
        if has_colon and self.place is None and _PLACE_LINE.match(bare):
            self.place = (Cell(self.sheet, cell_ref(number, column)), text)
        # What is folded already is not folded again if nothing stands in front of it.
        if has_colon or bare != text or bare[:1] in OUTLINING:
            bare = outlined(_APPENDIX.sub("", bare) if has_colon else bare)[0]
        if has_colon and is_alone and self.other is None and _COMPARED.match(bare):
            self.other = (Cell(self.sheet, cell_ref(number, column)), text)
        is_title = is_alone and ":" not in bare and len(bare) <= _LONGEST_TITLE and found is None
        if is_title and self.other is None and (_is_of_others(bare) or _is_no_result(bare)):
            self.other = (Cell(self.sheet, cell_ref(number, column)), text)
        if self.other is None and is_only and not is_alone and found is None and _is_planned(bare):
            self.other = (Cell(self.sheet, cell_ref(number, column)), text)
        if is_title and self.cluster is None and (name := _cluster_of(bare)):
            self.cluster = (Cell(self.sheet, cell_ref(number, column)), name)

    def _take_year(self, bare: str, following: str, is_alone: bool) -> None:
        line = _YEAR_LINE.fullmatch(bare) if ":" in bare else None
        value = line[1] if line is not None else following if following and _YEAR_KEY.fullmatch(bare) else ""
        if value:
            self.is_part = self.is_part or _is_no_whole_year(value)
            year = years_in(value).only
            if year is not None:
                self.stated.append(year)
                return
        if not may_name_year(bare):
            return
        found = meaning_of(bare) if len(bare) <= _LONGEST_TITLE else None
        if (
            found is not None
            and found.year is not None
            and found.label is None
            and found.is_result
            and not found.words
        ):
            self.subtitles.append(found.year)
            if is_alone and "日" not in bare:
                self.alone.append(found.year)
        elif is_alone and _TITLE.search(bare) and not _OTHER_TITLE.search(bare):
            year = years_in(bare).only
            if year is not None:
                self.titles.append(year)


def governing(sheet: Sheet, table: Table, known: Known, floor: int) -> Governing:
    """What the sheet's name and the lines between row `floor` and a table say about it; the nearest line wins."""
    gathered = _Gathered(sheet, known)
    for number in range(table.top - 1, max(floor, table.top - FAR_ABOVE - 1, 0), -1):
        row: Row = sheet.rows.get(number, ())
        if sum(is_figure(cell) for _, cell in row) > 1:
            break
        for index, (column, cell) in enumerate(row):
            if cell.kind == "text" and (table.left <= column <= table.right or len(row) == 1):
                following = row[index + 1][1].text if index + 1 < len(row) else ""
                is_alone = len(row) == 1
                is_only = is_alone or sum(table.left <= each <= table.right for each, _ in row) == 1
                gathered.take(number, column, cell.text, following, is_alone, is_only)
    tab = _year_of_tab(sheet.tab)
    if tab is None and sheet.file:
        tab = years_in(os.path.splitext(os.path.basename(sheet.file))[0]).only
    stated = gathered.stated[0] if gathered.stated else None
    year = _agreed(stated, tab)
    reported = year
    if reported is None and stated is None and tab is None:
        reported = _agreed(*gathered.subtitles[:1], *gathered.titles[:1])
    other = gathered.other or (None if gathered.of_clusters else gathered.place)
    tab_words = folded(sheet.tab)
    if other is None and (
        (kind_of(tab_words) == "plan" and _is_no_result(tab_words))
        or (_is_of_others(tab_words) and known.label(sheet.tab) is None)
    ):
        other = (None, sheet.tab)
    differs = tab is not None and any(title != tab for title in gathered.titles + gathered.alone)
    if differs or gathered.is_part:
        year = reported = None
    return Governing(
        gathered.units, gathered.label or known.label(sheet.tab), year, reported, gathered.of_clusters,
        gathered.unknown, other, gathered.cluster, floor,
    )  # fmt: skip


def _agreed(*years: int | None) -> int | None:
    """The one year that is stated; None if there is none, or if they differ."""
    found = {year for year in years if year is not None}
    return found.pop() if len(found) == 1 else None


def _year_of_tab(name: str) -> int | None:
    found = meaning_of(name) if 3 <= len(name) <= _LONGEST_TITLE and may_name_year(folded(name)) else None
    if found is None or found.label is not None or found.words or not found.is_result:
        return None
    return found.year


def _is_no_result(bare: str) -> bool:
    """Whether a title says that its figures are a plan, of a part of a year or derived, and nothing else."""
    kind = kind_of(bare)
    if kind == "plan" or _DERIVED_TITLE.search(bare):
        return _ALSO_RESULTS.search(bare) is None
    return kind == "part_year" and _TITLE.search(bare) is not None


def _is_no_whole_year(value: str) -> bool:
    """Whether the value of a line for the year is a part of one or a plan; a day is that of a filing."""
    if years_in(value).is_date:
        return MONTHS.search(value) is not None
    return kind_of(value) in ("part_year", "plan")


def _is_planned(bare: str) -> bool:
    """Whether a title over one of several tables beside each other says that its figures are a plan."""
    return ":" not in bare and len(bare) <= _LONGEST_TITLE and kind_of(bare) == "plan" and _is_no_result(bare)


def _cluster_of(bare: str) -> str:
    """The cluster that a title names: 香洲区打印耗材产业集群 in 香洲区打印耗材产业集群主要指标表."""
    name = _TITLE_END.sub("", bare)
    if "一" <= name[-1:] <= "鿿" and not name.endswith("集群") and not may_name_year(name):
        return ""
    name = years_in(name).rest
    return meaning_of(name).cluster if name.endswith("集群") else ""


def _says_firm(bare: str, following: str) -> bool:
    """Whether a line names the firm whose figures follow."""
    key, colon, value = bare.partition(":")
    value = value or following
    if not colon and not following:
        return False
    if _FIRM_LINE.fullmatch(key):
        return bool(value) and "集群" not in value
    return _UNIT_LINE.fullmatch(key) is not None and _FIRM.search(value) is not None


def _says_scope(bare: str, following: str) -> bool:
    """Whether a line says that the figures are about a part, or about more than the cluster."""
    key, _, value = bare.partition(":")
    value = value or following
    return _SCOPE_LINE.fullmatch(key) is not None and "集群" not in value and says_another_subject(value)


def _is_of_others(bare: str) -> bool:
    """Whether a title or a sheet's name is about a place or firms by its own words."""
    if "集群" in bare:
        return False
    return _PLACE_TITLE.search(bare) is not None or says_another_subject(_TITLE_END.sub("", bare))


def _units(bare: str) -> tuple[str, ...]:
    # The unit may also stand at the end of a paragraph; a longer rest is no unit.
    match = _UNIT.search(bare[-LONGEST_WORDS:])
    if match is None:
        return ()
    written = match[1]
    if is_unit(written):
        return (written,)
    written = written.partition("(")[0]
    found = tuple(part for part in _SEPARATORS.split(written) if part)
    return found if found and all(is_unit(part) for part in found) else ()
