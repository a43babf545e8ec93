"""What a single header cell says about its column, and whether a cell is a figure at all."""

from __future__ import annotations

import re
from collections.abc import Sequence

from clustercheck.formats.cells import GridCell, Row
from clustercheck.model.hints import Literal, TypeAlias
from clustercheck.model.patterns import pattern
from clustercheck.model.speed import cached
from clustercheck.model.units import is_unit
from clustercheck.model.words import BLANK_WORDS_BEGIN, fold, means_nothing
from clustercheck.tables.label_parts import unnumbered
from clustercheck.tables.labels import line_name

Role: TypeAlias = Literal[
    "code", "name", "unit", "content", "answer", "evidence", "source", "note", "number", "group", "divides",
    "clusters", "places", "others", "years",
]  # fmt: skip

_OF_INDICATORS = (
    r"(?:主要|统计|经济|监测|评价|考核|核心|具体|集群|数据|基本|发展|关键|运行|分项|评估|评审|认定|申报|"
    r"填报|调查|重点|类|及)*"
)
_UNIT = "(?:计量|度量|计算|指标|数据|统计|数量|金额)?单位"
# The pattern of each role's headings; the first that fits counts.
_RULES: tuple[tuple[Role, str], ...] = (
    ("code", r"(?:指标|项目|数据)?(?:编码|代码)"),
    ("number", r"序号|行次|行号|编号|项次|栏次|顺序号?"),
    ("unit", _UNIT),
    ("answer", r"是否符合|符合情况"),
    ("evidence", r"佐证材料|证明材料"),
    ("note", r"(?:填报|填写|指标|计算|口径)?(?:说明|备注|解释|释义|注释|依据|方法)|注"),
    ("source", r"(?:数据)?来源"),
    ("content", r"内容|填写内容|填报内容"),
    ("group",
        r"(?:指标|项目)?(?:类别|分类|大类|类型|领域|维度|方面|模块|板块|方向)|(?:考核|评价|评估)(?:方向|类别|"
        r"领域|维度|方面|内容)|一级(?:指标|项目|分类)"),
    ("name",
        rf"{_OF_INDICATORS}(?:[二三四]级)?(?:指标|项目|事项|数据项|指标项|项|科目|条件|指标内容)(?:名称|内容)?|"
        rf"名称"),
    ("clusters",
        r"(?:推荐|拟推荐|申报|拟申报|入选|培育|认定|获批|集群|所属|"
        r"本批)*(?:中小企业)?(?:特色)?(?:产业)?集群(?:名称|全称|名|名单)?(?:[(]全称[)])?|cluster(?:name)?|"
        r"nameof(?:the)?cluster"),
    ("places",
        r"(?:所属|所在)?(?:地区|城市|区域|省份|省市|市县|区县|县区|地市|市州|省|市|县|县\(市、区\)|区\(县\)|"
        r"市\(县\)|辖区|区|县市区|区市县|属地)(?:名称)?"),
    ("years", r"年份|年度|时间|年|统计年度|数据年度|统计年份|数据年份|报告期|年别|年份[\\/]指标|指标[\\/]年份|所属年度|所属时期"),
    ("divides",
        r"统计?口径|口径|统计?范围|范围|月份?|季度?|时期|期间|频度|类型|企业类型|(?:企业)?规模|分组|month|"
        r"quarter|scope|type|frequency"),
    ("others",
        r"(?:重点|龙头|骨干|规上|入驻|园区|主要|所属|依托)*(?:企业|公司|单位|园区|产业园区|行业|乡镇|镇街|"
        r"街道|产品|机构|法人|工厂)(?:名称|全称|名|名单)?"),
)  # fmt: skip
_ANY_RULE = pattern("|".join([rule for _, rule in _RULES]))
# 单位 with what its column holds; no firm, which 单位 may mean as well.
_UNITS = pattern(rf"{_UNIT}[(\[【]([^()\[\]【】章签称企公部园镇街集区县市省]+)[)\]】]")
_RULE_OF_ROLE = tuple([(role, pattern(rule)) for role, rule in _RULES])
# The words of the form's own headers, which need no rule; and what any other can end in, before the rules are asked;
# none begins with a digit.
_COMMON: dict[str, Role] = {
    "编码": "code", "指标": "name", "项目": "name", "条件": "name", "单位": "unit", "内容": "content", "是否符合": "answer",
    "佐证材料": "evidence", "说明": "note", "备注": "note", "数据来源": "source",
    "code": "code", "id": "code", "no": "number", "no.": "number", "#": "number", "unit": "unit", "met": "answer",
    "answer": "answer", "evidence": "evidence", "note": "note", "notes": "note", "remark": "note", "remarks": "note",
    "source": "source", "content": "content", "value": "content", "item": "name", "indicator": "name", "name": "name",
    "condition": "name", "cluster": "clusters", "clustername": "clusters", "nameofthecluster": "clusters",
    "nameofcluster": "clusters", "region": "places", "city": "places", "province": "places", "area": "places",
    "year": "years", "years": "years", "month": "divides", "quarter": "divides", "scope": "divides", "type": "divides",
    "frequency": "divides", "firm": "others", "company": "others", "enterprise": "others",
}  # fmt: skip
_LAST = frozenset(
    "码号次序位合况料明注释义据法源容别类型域度面块向标目项件称群名单)区市份县州省间年期间径围月季模分组业司镇街道品构人厂标"
)
_IN_BRACKETS = frozenset("称区县")
_ENDS_BRACKETS = frozenset(")]】")
_CLOSING, _NEVER_FIRST = frozenset("）)"), frozenset("（(0123456789")
LONGEST_HEADING = 20
# A figure as text, with a sign, a mark or a unit about it.
_FIGURE = pattern(
    r"[<>≤≥≈~约超近逾]{0,2}[+-]?\d[\d,.]*(?:e[+-]?\d+)?[^\d年月季]{0,6}[*]?", re.ASCII | re.IGNORECASE
)
# A year with a letter for its kind (2025E) is a heading.
_YEAR_OF_KIND = pattern(r"(?:19|20)\d\d[AEFP]")
# First characters of such a text, and of all that is no heading; the expression is compiled only for one of them.
_FIGURE_BEGINS = frozenset("<>≤≥≈~约超近逾+-0123456789")
FIRST_OF_FIGURES = _FIGURE_BEGINS | BLANK_WORDS_BEGIN
# An item with its number and with more characters than may stand behind a figure.
_ITEM = "[0-9]{1,2}[.]?[一-鿿、（）：()*%]{8,}"
_LONG_ITEM, _SHORTEST_ITEM = pattern(_ITEM), 9
# Words that are no figures, one below the other.
_WORD = f"(?![{''.join(sorted([each for each in FIRST_OF_FIGURES if each >= '一']))}])[一-鿿（(].*|{_ITEM}"
_WORDS, _WORD_ALONE = pattern(f"(?:{_WORD})(?:\n(?:{_WORD}))*"), pattern(_WORD)
_BRACKETS, _SETS_OFF = frozenset("（("), frozenset("、).")


def role_of(cell: GridCell) -> Role | None:
    """What a heading says about its column; None for any other cell."""
    return role_named(cell.text) if cell.kind == "text" and len(cell.text) <= LONGEST_HEADING else None


def roles_of(row: Row) -> list[Role | None]:
    """The roles of a row's cells, as `role_of` has them."""
    return [
        role_named(text) if cell.kind == "text" and len(text := cell.text) <= LONGEST_HEADING else None
        for _, cell in row
    ]


def role_named(text: str) -> Role | None:
    """The role of a column with this heading; None for any other text."""
    last = text[-1:]
    if "\n" not in text:
        # No role's heading begins with a number, and nearly every bracket at the end holds a unit.
        if text[:1] in _NEVER_FIRST or ("一" <= last <= "鿿" and last not in _LAST):
            return None
        if (
            last in _CLOSING
            and "一" <= text[-2:-1] <= "鿿"
            and text[-2] not in _IN_BRACKETS
            and "单位" not in text
        ):
            return None
    return _role_named(text)


@cached(4096)
def _role_named(text: str) -> Role | None:
    lower = fold(text).lower().rstrip(":")
    known = _COMMON.get(lower)
    if known is not None:
        return known
    last = lower[-1:]
    if last in _ENDS_BRACKETS and "单位" in lower:
        units = _UNITS.fullmatch(lower)
        # One unit alone may be that of the figures beside it.
        if units is not None and not is_unit(units[1]):
            return "unit"
    if (
        last not in _LAST or lower[:1].isdigit() or (last == ")" and lower[-2:-1] not in _IN_BRACKETS)
    ) and "\n" not in text:
        return None
    found = None
    if _ANY_RULE.fullmatch(lower):
        found = next((role for role, rule in _RULE_OF_ROLE if rule.fullmatch(lower)), None)
    if found is None and "\n" in text:
        # A translation stands in a line of its own.
        lines = [line for line in text.split("\n") if line.strip()]
        native = [line for line in lines if any("一" <= character <= "鿿" for character in line)]
        return role_named("".join(native)) if native and len(native) < len(lines) else None
    return found


def heads_units(text: str) -> bool:
    """Whether a heading is 单位 with something in brackets behind it."""
    return _UNITS.fullmatch(fold(text).lower()) is not None


def is_figure(cell: GridCell) -> bool:
    """Whether a cell is a figure or a mark for none, and no heading."""
    if cell.kind != "text":
        return True
    return is_figure_text(cell.text)


def is_figure_text(text: str) -> bool:
    """Like `is_figure`, for a text."""
    first = text[:1]
    # Nearly every text begins with a Chinese character, and with none of these, or with a number in brackets.
    if first in _BRACKETS or ("一" <= first <= "鿿" and first not in FIRST_OF_FIGURES):
        return False
    # A year has more digits, and nothing is compiled for it.
    if "0" <= first <= "9" and len(text) >= _SHORTEST_ITEM and not text[2].isdigit():
        return _LONG_ITEM.fullmatch(text) is None and _is_figure_text(text)
    return _is_figure_text(text)


def words_among(texts: Sequence[str]) -> list[str]:
    """Those of several texts that are no figures, as `is_figure_text` finds of each."""
    if _WORDS.fullmatch("\n".join(texts)):
        return list(texts)
    is_word = _WORD_ALONE.fullmatch
    return [text for text in texts if is_word(text) or not is_figure_text(text)]


@cached(4096)
def _is_figure_text(text: str) -> bool:
    if text.isascii() and text.replace(".", "", 1).isdigit():
        return True
    bare = fold(text)
    if (
        bare[:1] in _FIGURE_BEGINS
        and bare[-1] != "年"
        and _FIGURE.fullmatch(bare)
        and not _YEAR_OF_KIND.fullmatch(bare)
    ):
        return not _is_numbered(bare)
    return means_nothing(text)


def _is_numbered(bare: str) -> bool:
    """Whether what could be a figure with its unit is words with their number: `12、企业数量`, `4 企业数量`."""
    from clustercheck.tables.inexact_figures import qualified

    rest = unnumbered(bare)
    if rest == bare or is_unit(rest):
        return False
    # No figure ends in one of these before words; behind any other number only a known name makes it a label.
    is_set_off = bare[-len(rest) - 1] in _SETS_OFF and len(rest) > 1 and "一" <= rest[0] <= "鿿"
    return line_name(rest).label is not None or (is_set_off and qualified(rest) is None)
