"""The years that a heading, a label or a line names, and the rest of its text."""

from __future__ import annotations

import re

from clustercheck.model.patterns import pattern
from clustercheck.model.records import NamedTuple
from clustercheck.model.speed import cached, is_quick
from clustercheck.model.words import LONGEST_WORDS, LONGEST_WRITTEN, fold

FIRST_YEAR, LAST_YEAR = 1990, 2100

_CHINESE_YEAR = pattern(r"(?<![〇零○一二三四五六七八九十])([二一][〇零○一二三四五六七八九]{3})(?=年|$)")
# 壹贰叁 are the digits of formal writing.
CHINESE_DIGITS = str.maketrans("〇零○一二三四五六七八九壹贰叁肆伍陆柒捌玖", "000123456789123456789")
_DASH = r"(?:--?|[–—~～至到/])"
_SPAN = pattern(rf"(?<!\d)(?:19|20)\d\d年?度?{_DASH}(?:(?:19|20)\d\d|\d\d(?=年))年?度?(?!\d)", re.ASCII)
_MONTH = r"(?:1[0-2]|0?[1-9])"
# A whole year written with months: January to December, or its last day.
_WHOLE = pattern(
    rf"(?<!\d)((?:19|20)\d\d)(?:年度?[(]?0?1月?份?{_DASH}12月份?[)]?(?:累计)?|年12月(?:31[日号]|底|末)|[-./]12[-./]31(?!\d)"
    r"|[-./]12月?[底末]|年?全年(?:累计)?)",
    re.ASCII,
)
# From its first month or day to its last. 2022-1-12 is a day, so that hyphens and slashes need both years.
_TO = "(?:--?|[–—~～至到])"
_FIRST_TO_LAST = pattern(
    rf"(?<!\d)((?:19|20)\d\d)(?:"
    rf"(?:年度?|\.)0?1(?:月份?|[.月]0?1[日号]?)?{_TO}(?:\1(?:年度?|\.))?12(?:月份?|[.月]31[日号]?)?"
    rf"|([-/])0?1(?:\2(?:0?1))?{_TO}\1\2(?:12)(?:\2(?:31))?)(?![\d./-])(?:累计)?",
    re.ASCII,
)
_DATE = pattern(
    rf"(?<!\d)(?:19|20)\d\d(?:年[一二三四五六七八九十]{{1,2}}月(?:[一二三四五六七八九十]{{1,3}}[日号])?|年{_MONTH}(?:月|{_DASH}{_MONTH}月)(?:\d{{1,2}}[日号])?|[-./]{_MONTH}[-./](?:\d{{1,2}})(?!\d)|[-./]{_MONTH}(?!\d)"
    rf"|{_MONTH}月)",
    re.ASCII,
)
# From one month to another, which is a part of a year unless that is taken away before.
MONTHS = pattern(rf"\d月?{_TO}\d{{1,2}}月")
# By law a financial year is a calendar year.
_YEAR = pattern(
    r"(?<![\d.])((?:19|20)\d\d)(?![\d.])(?:\(年度?\)|(?:会计|财政)年度|财年|年度?(?:[末底])?)?",
    re.ASCII,
)
# 23年 is 2023年; a text that begins with another word may count years (近20年).
_SHORT_YEAR = pattern(r"(?<![\d.])(1[5-9]|2\d|3[0-5])(?=年)", re.ASCII)
# What stands in every span, and in every day or month.
_SPAN_MARKS = frozenset("-–—~～至到/")
_DATE_MARKS = frozenset("月全年-./")
_BEHIND_A_YEAR = frozenset(("", "年", "年度", "年末", "年底"))
_FULL_STOP = pattern(r"[.。]$")
# In the words for the year before that may also be of months.
SAME_PERIOD = "同期"
# A year named by its distance to another one.
_RELATIVE = {
    "本年": 0, "当年": 0, "本年度": 0, "报告期": 0, "本期": 0, "今年": 0, "报告年": 0, "报告年度": 0,
    "上年": -1, "上年度": -1, "去年": -1, "上一年": -1, "上一年度": -1, "上期": -1, "上年同期": -1, "去年同期": -1,
    "前年": -2, "前年度": -2, "上上年": -2, "前一年度": None, "前两年": None,
}  # fmt: skip
_RELATIVE_WORDS = pattern(r"^(本年度?|本期|当年|今年|报告年度?|[上去]年同期|上一?年度?|去年|前年度?|上上年)")


class Years(NamedTuple):
    """The years, a span or a day in a text, and the text without them.

    `relative` is the number of years before the reported one for a word such as 上年.
    """

    years: tuple[int, ...] = ()
    rest: str = ""
    is_span: bool = False
    is_date: bool = False
    relative: int | None = None

    @property
    def only(self) -> int | None:
        """The one year of the text; None if it names none, several, or a day or month."""
        return self.years[0] if len(self.years) == 1 and not self.is_span and not self.is_date else None


def may_name_year(bare: str) -> bool:
    """Whether a folded text has what stands in every year."""
    return "年" in bare or "20" in bare or "19" in bare or "二" in bare or "一" in bare or "期" in bare


@cached(4096)
def years_in(text: str) -> Years:
    """The years that a text names, and the rest of the text."""
    if len(text) > LONGEST_WRITTEN:
        return Years((), text)
    bare = fold(text)
    if len(bare) > LONGEST_WORDS or not may_name_year(bare):
        return Years((), bare)
    if is_quick() and bare[4:] in _BEHIND_A_YEAR and bare[:4].isdecimal() and bare[:4].isascii():
        year = int(bare[:4])
        if FIRST_YEAR <= year < LAST_YEAR:
            return Years((year,))
    if "二" in bare or "一" in bare:
        bare = _CHINESE_YEAR.sub(lambda found: found[1].translate(CHINESE_DIGITS), bare)
    bare = _FULL_STOP.sub("", bare)
    if bare[2:3] == "年" and _SHORT_YEAR.match(bare):
        bare = _SHORT_YEAR.sub(r"20\1", bare)
    found: list[int] = []
    # An expression is compiled only for a text that has the marks it needs: each takes up to 2 % of a start.
    is_span = is_date = False
    has_digits = "19" in bare or "20" in bare
    if has_digits and not _SPAN_MARKS.isdisjoint(bare):
        is_span = _SPAN.search(bare) is not None
        bare = _SPAN.sub("", bare)
    if has_digits and not _DATE_MARKS.isdisjoint(bare):
        bare = _WHOLE.sub(r"\1年", _FIRST_TO_LAST.sub(r"\1年", bare) if "12" in bare else bare)
        is_date = _DATE.search(bare) is not None
        bare = _DATE.sub("", bare)

    def noted(match: re.Match[str]) -> str:
        year = int(match[1])
        if not FIRST_YEAR <= year <= LAST_YEAR:
            return match[0]
        found.append(year)
        return ""

    rest = _YEAR.sub(noted, bare) if has_digits else bare
    relative = None
    if not found and not is_span and not is_date:
        match = _RELATIVE_WORDS.match(rest)
        if match is not None:
            relative, rest = _RELATIVE.get(match[1]), rest[match.end() :]
    return Years(tuple(dict.fromkeys(found)), rest, is_span, is_date, relative)
