"""Read requirements such as `>= 32 亿元`, and compare them with the operative words of the document."""

from __future__ import annotations

import re
from decimal import Decimal

from clustercheck.model.patterns import pattern
from clustercheck.model.quantities import fifteen_digits
from clustercheck.model.records import NamedTuple

_REQUIREMENT = pattern(r"(>=|<=|>|<)\s*(\d{1,9}(?:\.\d{1,6})?)\s*(\S+)", re.ASCII)

# The words of `docs/en/how-a-standard-is-read.md`, section 1. Longer words come first: 不超过 is not 超过.
_BEFORE = {
    "不低于": ">=", "不少于": ">=", "不超过": "<=", "不高于": "<=", "高于": ">", "超过": ">", "大于": ">",
    "达到": ">=", "低于": "<", "不满": "<", "少于": "<", "≥": ">=", "≤": "<=", "＞": ">", "＜": "<",
}  # fmt: skip
_AFTER = {"以上": ">=", "以下": "<=", "以内": "<="}
_NUMBER = r"(?P<number>\d+(?:\.\d+)?)"
_BEFORE_NUMBER = pattern(rf"(?P<word>{'|'.join(_BEFORE)}){_NUMBER}")
_AFTER_NUMBER = pattern(rf"{_NUMBER}[^\d，、；。]{{0,4}}?(?P<word>{'|'.join(_AFTER)})")

# 至少开展一项工作: words may stand between, and the number is often written out.
_WRITTEN = "零一二三四五六七八九"
_AT_LEAST = pattern(
    rf"至少[^\d，、；。{_WRITTEN}]{{0,8}}?(?P<number>\d+(?:\.\d+)?|[{_WRITTEN}两])(?=[家个项件种%])"
)

GUIDELINE_WORDS = ("一般", "原则上")


class Requirement(NamedTuple):
    """An operator, a number and its unit."""

    op: str
    limit: Decimal
    unit: str


def read_requirement(text: str) -> Requirement | None:
    """Parse `> 70 %` and the like; None for any other form."""
    match = _REQUIREMENT.fullmatch(text.strip())
    return None if match is None else Requirement(match[1], fifteen_digits(match[2]), match[3])


def worded(wording: str, limit: Decimal) -> set[str]:
    """The operators that a wording states for a number; empty if the number is not in it."""
    text = wording.replace(" ", "")
    found = {
        operators[match["word"]]
        for words, operators in ((_BEFORE_NUMBER, _BEFORE), (_AFTER_NUMBER, _AFTER))
        for match in words.finditer(text)
        if Decimal(match["number"]) == limit
    }
    if any(_number(match["number"]) == limit for match in _AT_LEAST.finditer(text)):
        found.add(">=")
    return found


def _number(written: str) -> Decimal:
    return Decimal(2 if written == "两" else _WRITTEN.find(written) if written in _WRITTEN else written)
