"""The kind and the subject of figures, from the words beside their year, unit and name.

A word over figures is harmless unless it names another kind than the result (a plan, a growth, a share, a rank, a
score, a part of a year) or another subject than the whole cluster (a place, firms, a part).
"""

from __future__ import annotations

import re
import string

from clustercheck.model.hints import Literal, TypeAlias
from clustercheck.model.patterns import pattern
from clustercheck.model.speed import cached
from clustercheck.model.words import LONGEST_WORDS, LONGEST_WRITTEN, fold, folded

Kind: TypeAlias = Literal[
    "", "plan", "growth", "share", "rank", "score", "standard", "part_year", "average", "other_year"
]

_NUMBER = r"[\d一二三四五六七八九十]"
# The first that fits counts: 目标占比 is a plan and a share, and either is enough.
_KINDS: tuple[tuple[Kind, str], ...] = (
    ("plan",
        r"计划|目标|预计|预测|预算|预期|预估|估计|估算|暂估|规划|力争|争取|拟|展望|愿景|远景|未来|"
        r"今后|任务|指导性|奋斗|forecast|target|plan"),
    ("growth",
        r"同比|环比|增速|增长|增幅|增减|增量|增加|新增|净增|较上|比上|较去|比去|较.{0,6}年|比.{0,6}年|涨幅|"
        r"涨跌|变动|变化|升降|降幅|±|growth"),
    ("share", r"占比|比重|比例|占[^有地].{0,12}|份额|贡献率|构成|百分点|完成率|达成率|执行率|进度|share"),
    ("rank", r"排名|位次|名次|排位|位居|序位|rank"),
    ("score", r"得分|评分|分值|分数|自评|打分|满分|扣分|加分|权重|系数|等次|评级|指数|score|weight"),
    ("standard", r"标准|要求|门槛|阈值|达标|下限|上限|红线|是否|符合|参考值|对标|限值|认定条件|申报条件"),
    ("part_year", rf"季度?|半年|上旬|下旬|中旬|(?<!全)月度?|{_NUMBER}月|旬|[QqHh][1-4]|quarter|month|截止目前|截至目前|至今"),
    ("average", r"人均|户均|地均|亩均|每|平均|均值|中位数|average"),
    ("other_year", r"同期|上期|往年|基数"),
)  # fmt: skip
_OF_KIND = tuple([(kind, pattern(words, re.IGNORECASE)) for kind, words in _KINDS])
# One of these stands in every such word: its first character, 月 where that is a number, or a letter.
_HINTS = "月ıİ" + "".join(
    sorted({word[0] for _, words in _KINDS for word in words.split("|") if word[0] not in "[("})
)
# A set takes twice as long to find that a text has none of them.
_ANY_HINT = pattern(f"[{re.escape(_HINTS)}a-zA-Z]")
# At most characters none can begin, which is found out faster than by trying each.
_OF_ANY_KIND = pattern(
    rf"(?=[{re.escape(_HINTS)}a-zA-Z\d一二三四五六七八九十])(?:{'|'.join([words for _, words in _KINDS])})",
    re.IGNORECASE,
)
_WHOLE_YEAR_WORDS = (
    r"(?:作为|比较|对比|计算|增长|增速)?(?:上年)?(?:同期)?基(?:期|年|准年?|数)(?:年[度份]?|数据?|值)?|"
    r"base(?:year|line)?|全年|0?1月?份?(?:--?|[–—~～至到])12月份?|12月(?:31[日号]|底|末)"
)
_WHOLE_YEAR = pattern(_WHOLE_YEAR_WORDS, re.ASCII)
# Words of how or when a figure was counted; they do not change its kind.
_NEUTRAL = (
    r"报告期|报告年|基础数|实际|实绩|实现|实有|实数|实|完成|达到|年报|报表|报告|报|决算|统计|核定|审定|"
    r"核算|核实|经?审计后?|最终|填报|填写|上报|录入|采集|监测|发生|现状|"
    r"数据|数值|指标|情况|金额|数量|数额|总量|总额|总数|合计|总计|共计|全年|年度|年末|年底|年终|期末|期底|"
    r"末|底|基期|基年|基准年|基准期|基础年|"
    r"报告期|报告年|本期|当期|当年|本年|截至|截止|止|历史|历年|各年|往年|历史|近期|年份|年|度|值|数|额|量|绝对|全部|全口径|"
    r"近?(?:[一二两三四五六七八九十]{1,3}|\d{1,2})个?年度?(?:来)?|近几年|主要|基本|核心|重点|关键|有关|相关|经济|发展|"
    r"运行|规模|效益|总体|整体|具体|指标值|明细|一览|"
    r"已|的|为|及|和|与|项|表|按|[,、/()\[\]【】:;.·~—–-]|baseyear|baseline|fy|year|actual|value|total"
)
_OWN = (
    r"本?集群|全集群|整个集群|集群(?:整体|总体|全部|合计|内|情况|基本情况)?|产业集群|特色产业集群|"
    r"中小企业特色产业集群|(?:全部|所有|全体)企业"
)
# Words with a character that is in none of these are not neutral, unless it is a digit.
_IN_NEUTRAL = frozenset(_NEUTRAL + _OWN + string.digits)
# A Chinese character that is in none of these, and not taken off with a year.
_NEVER_NEUTRAL = pattern(rf"(?![{re.escape(_NEUTRAL + _OWN + _WHOLE_YEAR_WORDS)}])[一-鿿]")
_NEUTRAL_WORDS, _OWN_WORDS = pattern(_NEUTRAL), pattern(_OWN)
_OTHER_SUBJECT = pattern(
    r"(?=[全行同规限大小微龙骨上外港民国公集有厂股周对类标兄其所园开高经保新示工县市省区辖属地本我镇州乡旗盟街样重])(?:全[国省市区县镇园乡域球]|全行业|行业平均|同行|规上|规模以上|规模以下|规下|限上|限下|限额以上|大中型|大型|小微|"
    r"微型|龙头|骨干|上市|外资|港澳台|民营|国有|国企"
    r"|公司|集团|有限|厂$|厂区|股份|周边|对比|对照|同类|标杆|兄弟|其他|其它|其余|其中|所在|园区|开发区|"
    r"高新区|经开区|保税区|新区|示范区|工业区"
    r"|县域|市域|省域|区域|辖区|属地|地方|本[省市区县镇]|我[省市区县镇]|(?<=[^社])区$|[省市县州镇乡旗盟]$|街道|样本|重点企业)"
)
_PART = pattern("中小|主导产业")
# Of a figure as it was first given or later changed: which of the two counts, the table does not say.
_VERSION = pattern("申报|上报|填报|初报|调整|修正|修订|更正|复核|审核|核减")


@cached(4096)
def kind_of(text: str) -> Kind:
    """The kind of figure that words name, other than the result of a year; empty if they name none."""
    return kind_in("" if len(text) > LONGEST_WRITTEN else fold(text))


def kind_in(bare: str) -> Kind:
    """Like `kind_of`, of folded words that are asked about once."""
    if len(bare) > LONGEST_WORDS:
        return ""
    bare = _without_whole_years(bare)
    if _ANY_HINT.search(bare) is None or _OF_ANY_KIND.search(bare) is None:
        return ""
    return next(kind for kind, words in _OF_KIND if words.search(bare))


@cached(4096)
def says_another_subject(text: str) -> bool:
    """Whether words are about a place, firms, a park or another cluster."""
    return is_of_another_subject("" if len(text) > LONGEST_WRITTEN else fold(text))


def is_of_another_subject(bare: str) -> bool:
    """Like `says_another_subject`, of folded words that are asked about once."""
    bare = bare.rstrip(":")
    return len(bare) <= LONGEST_WORDS and _OTHER_SUBJECT.search(bare) is not None


def is_neutral(text: str) -> bool:
    """Whether words add nothing to their neighbours: 实际, 完成数, 年报."""
    return _NEVER_NEUTRAL.search(text) is None and _is_neutral(text)


@cached(4096)
def _is_neutral(text: str) -> bool:
    bare = "" if len(text) > LONGEST_WRITTEN else fold(text).lower()
    if len(text) > LONGEST_WRITTEN or len(bare) > LONGEST_WORDS:
        return False
    bare = _without_whole_years(bare)
    if not _IN_NEUTRAL.issuperset(bare) and not any(map(str.isdecimal, bare)):
        return False
    rest = _NEUTRAL_WORDS.sub("", bare)
    return not rest or _OWN_WORDS.fullmatch(rest) is not None or _OWN_WORDS.fullmatch(bare) is not None


def _without_whole_years(bare: str) -> str:
    if "年" in bare or "月" in bare or "基" in bare or "b" in bare:
        return _WHOLE_YEAR.sub("", bare)
    return bare


def names_part(text: str) -> bool:
    """Whether words name a part that a cluster always has: 中小企业, 主导产业."""
    return _PART.search(folded(text)) is not None


def may_be_the_same(text: str) -> bool:
    """Whether words distinguish versions of one figure: 申报数, 调整后."""
    return _VERSION.search(folded(text)) is not None
