"""What the heading of a column says: a year, an indicator, a unit, or something that is none of these."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple, TypeAlias

from clustercheck.indicators import INDICATORS, Indicator
from clustercheck.readers.known import Known
from clustercheck.readers.naming import Label, labelled, native_parts, outlined
from clustercheck.readers.units import is_unit
from clustercheck.readers.words import folded, remembering

Axis: TypeAlias = Literal["clusters", "places", "others", "years"]

FIRST_YEAR, LAST_YEAR = 1990, 2100
_YEAR = re.compile(r"(\d{4})(?:年度?|年?[末底])?", re.ASCII)
_CHINESE_YEAR = r"([二一][〇零○一二三四五六七八九]{3})年度?"
CHINESE_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
# What may stand beside a year without making it another: it is the base year, or the figures are of all of it.
_BASE_YEAR = r"(?:作为|比较|对比|计算|增长|增速)?(?:上年)?(?:同期)?基(?:期|年|准年?|数)(?:年[度份]?|数据?|值)?|baseyear|baseline|base"
_WHOLE_YEAR = (
    r"(?:全年|年度|年报|实际|实绩|决算|统计|本年|当年|1[-—–―~至到]12月)(?:累计|合计|实际|完成)?(?:数据?|数值|值)?"
    r"|(?:数据?|数值|值|金额)"
)
_BESIDE = r"[-—–/·、,:]?[(\[]?"
_BRACKETS = str.maketrans("【】〔〕「」<>《》", "[][][][][]")
_MARKED_YEAR = re.compile(
    rf"(?:(?:{_BASE_YEAR})[(\[:]?)?((?:[12]\d{{3}}|[二一][〇零○一二三四五六七八九]{{3}})(?:年度?|年[末底])?)[)\]]?"
    rf"(?:{_BESIDE}(?:{_WHOLE_YEAR})[)\]]?)?(?:{_BESIDE}(?:{_BASE_YEAR})[)\]]?)?",
    re.ASCII | re.IGNORECASE,
)
_YEAR_FIRST = r"(\d{4})年(?:度|末|底)?(.+)"
_YEAR_LAST = r"([^\d]+?)[(\[]?(\d{4})年?(?:度|末|底)?[)\]]?([(\[][^\d]+[)\]])?"
_MILLENNIA, _CLOSING = frozenset("二一"), frozenset(")]")
_BRACKETED_UNIT = r"(.+)[(\[](?:单位:)?([^()\[\]]+)[)\]]"

# The figure itself, as against its growth, its share, a plan.
_NEUTRAL = frozenset(
    ("数值", "数量", "金额", "总量", "合计", "总计", "全部", "绝对值", "绝对量", "绝对数", "实际", "实际值", "实际数", "值", "数",
     "总数", "本年", "当年", "全年", "指标值", "年份", "年度", "基期", "基年", "基期年", "基期数", "基期年度", "基数", "基准年",
     "近三年", "近三年数据", "三年数据", "历史数据", "报告期",
     "近三年情况", "年度数据", "各年度", "各年度数据", "历年数据", "统计数据", "数据",
     "total", "value", "actual")
)  # fmt: skip
# A heading over several that only sorts them.
_CATEGORIES = (
    r"(?:主要|基本|核心|经济|统计|集群)?(?:指标|情况|数据|规模|经济指标|经济规模|经济效益|创新能力|创新指标|基本情况|总体情况)"
    r"|本?集群|全集群|整个集群|集群整体|集群总体|集群全部|集群合计|产业集群"
)
_CLUSTERS = frozenset(
    ("集群名称", "集群", "产业集群", "产业集群名称", "特色产业集群", "特色产业集群名称", "集群全称", "申报集群", "申报集群名称",
     "中小企业特色产业集群", "中小企业特色产业集群名称", "cluster", "clustername", "nameofthecluster", "nameofcluster")
)  # fmt: skip
_PLACES = frozenset(
    ("地区", "城市", "区域", "省份", "省市", "市县", "区县", "县区", "地市", "市州", "省", "市", "县(市、区)", "区(县)", "市(县)",
     "region", "city", "province", "area")
)  # fmt: skip
_OTHERS = frozenset(
    ("企业", "企业名称", "公司名称", "公司", "单位名称", "园区", "园区名称", "产业园区", "行业", "行业名称", "乡镇", "镇街", "街道",
     "产品", "产品名称", "firm", "company", "enterprise")
)  # fmt: skip
_YEARS = frozenset(("年份", "年度", "时间", "年", "统计年度", "数据年度", "报告期", "年别", "year", "years"))

# What a part of an indicator is, where "其中：中小企业" under it names no more than the part.
_PARTS: dict[tuple[str, str], str] = {
    ("total_output", "中小企业"): "sme_output",
    ("total_output", "主导产业"): "dominant_output",
    ("operating_revenue", "中小企业"): "sme_revenue",
    ("operating_revenue", "主导产业"): "dominant_revenue",
    ("invention_patents", "中小企业"): "sme_invention_patents",
    ("employees", "中小企业"): "sme_employees",
    ("enterprises", "中小企业"): "sme_enterprises",
}
# Under these an item that bears its own full name is of the whole cluster; under any other it may be of a part.
WHOLES = frozenset(
    ("total_output", "operating_revenue", "enterprises", "employees", "invention_patents", "resident_population", "land_area",
     "co2_emissions")
)  # fmt: skip
WITHIN = frozenset(
    (("national_champions", "manufacturing_champions"), ("innovative_smes", "sme_enterprises"),
     ("specialised_smes", "sme_enterprises"), ("little_giants", "sme_enterprises"))
)  # fmt: skip


class Heading(NamedTuple):
    """A column's heading, taken apart; `rest` is what was not understood, and then nothing below is taken."""

    text: str
    year: int | None = None
    label: Label | None = None
    unit: str = ""
    rest: str = ""


def axis_of(text: str) -> Axis | None:
    """What the rows below a heading are named by: clusters, places, other things, years."""
    bare = folded("".join(native_parts(text.split("\n")))).lower()
    if bare in _CLUSTERS:
        return "clusters"
    if bare in _PLACES:
        return "places"
    if bare in _YEARS:
        return "years"
    return "others" if bare in _OTHERS else None


def _year_and_unit(text: str) -> tuple[int, str] | None:
    """The year that a text names and the unit in its brackets: `2024年`, `2024`, `2024年（亿元）`, `二〇二四年`."""
    bare = folded(text)
    unit = ""
    bracketed = re.fullmatch(_BRACKETED_UNIT, bare) if bare[-1:] in _CLOSING else None
    if bracketed is not None and is_unit(bracketed[2]):
        bare, unit = bracketed[1], bracketed[2]
    match = _YEAR.fullmatch(bare)
    if match is None and (marked := _MARKED_YEAR.fullmatch(bare.translate(_BRACKETS))):
        bare = marked[1]
        match = _YEAR.fullmatch(bare)
    chinese = re.fullmatch(_CHINESE_YEAR, bare) if bare[:1] in _MILLENNIA else None
    if match is not None:
        year = int(match[1])
    elif chinese is not None:
        year = int(chinese[1].translate(CHINESE_DIGITS))
    else:
        return None
    return (year, unit) if FIRST_YEAR <= year <= LAST_YEAR else None


year_and_unit = remembering(_year_and_unit, 4096)


def dated(text: str) -> Label | None:
    """An indicator with its year in one label: `2024年总产值（亿元）`, `总产值（2024年）`."""
    bare = folded(text)
    match = re.fullmatch(_YEAR_FIRST, bare, re.ASCII)
    year, name = (match[1], match[2]) if match else ("", "")
    if match is None:
        match = re.fullmatch(_YEAR_LAST, bare, re.ASCII)
        if match is None:
            return None
        year, name = match[2], match[1] + (match[3] or "")
    label = labelled(name)
    if label is None or not FIRST_YEAR <= int(year) <= LAST_YEAR:
        return None
    return Label(label.indicator, label.unit, int(year))


def part_named(whole: Indicator, part: str) -> Indicator | None:
    """The indicator that a part of another is: 中小企业 of 总产值."""
    id = _PARTS.get((whole.id, part))
    return None if id is None else INDICATORS[id]


def may_stand_under(part: Indicator, whole: Indicator) -> bool:
    """Whether an item with a full name of its own keeps its meaning as a part of another."""
    return whole.id in WHOLES or (part.id, whole.id) in WITHIN


def heading_of(parts: Sequence[str], known: Known) -> Heading:
    """What the texts above a column say, from top to bottom."""
    native = native_parts(["".join(native_parts(part.split("\n"))) for part in parts])
    bare = [folded(part) for part in native]
    shown = " / ".join(part for part in bare if part)
    if (whole := known.year(shown)) is not None:
        return Heading(shown, whole)
    year, unit, pieces = None, "", []
    for piece in bare:
        mapped = known.year(piece)
        found = (mapped, "") if mapped is not None else year_and_unit(piece)
        if found is not None and year in (None, found[0]):
            year, unit = found[0], unit or found[1]
        elif found is None and is_unit(piece):
            unit = unit or piece
        elif found is None and (given := _unit_of_values(piece)):
            unit = unit or given
        elif piece:
            pieces.append(piece)
    label = _named(pieces, known)
    if label is None:
        pieces = [piece for piece in pieces if not is_whole(piece)]
        label = _named(pieces, known)
    if not pieces:
        return Heading(shown, year, None, unit, "" if year is not None or unit else shown)
    if label is None or (label.year is not None and year not in (None, label.year)):
        return Heading(shown, year, None, unit, "".join(pieces))
    return Heading(shown, year if label.year is None else label.year, label, unit)


def _unit_of_values(piece: str) -> str:
    """The unit of a heading that says nothing else: `数值（亿元）`; empty for any other."""
    match = re.fullmatch(_BRACKETED_UNIT, piece)
    return match[2] if match is not None and is_neutral(match[1]) and is_unit(match[2]) else ""


def is_neutral(text: str) -> bool:
    """Whether a heading adds nothing: it says that the figure itself stands below."""
    return folded(text).lower() in _NEUTRAL


def is_whole(text: str) -> bool:
    """Whether a word says that all of the cluster is meant: 合计, 全部, 本集群."""
    bare = folded(text)
    return is_neutral(bare) or bare in ("全口径", "全部企业") or re.fullmatch(_CATEGORIES, bare) is not None


def _named(pieces: Sequence[str], known: Known) -> Label | None:
    """The indicator that a heading in several rows names: a broken name, a whole and its part, a sorted one."""
    joined = "".join(pieces)
    if not joined:
        return None
    label = known.label(joined) or dated(joined)
    if label is not None:
        return label
    bare, is_part = outlined(joined)
    if len(pieces) == 1:
        return labelled(bare) if is_part else None
    if re.fullmatch(_CATEGORIES, outlined(pieces[0])[0]):
        return _named(pieces[1:], known)
    whole = _named(pieces[:-1], known)
    bare, is_part = outlined(pieces[-1])
    if whole is None:
        return None
    part = part_named(whole.indicator, bare)
    if part is None and is_part:
        own = labelled(bare)
        if own is not None and may_stand_under(own.indicator, whole.indicator):
            return Label(own.indicator, own.unit or whole.unit, whole.year)
    return None if part is None else Label(part, whole.unit, whole.year)
