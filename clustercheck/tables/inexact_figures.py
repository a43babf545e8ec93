"""Inexact figures and their ranges: `超30`, `20000余人`, `不足5%`, `约30`, `20-30`."""

from __future__ import annotations

import re
from decimal import Decimal

from clustercheck.model.cluster import Bounds, Qualifier
from clustercheck.model.patterns import pattern
from clustercheck.model.problems import Name
from clustercheck.model.quantities import plain
from clustercheck.model.records import NamedTuple

_LEAST, _MOST, _ABOUT = Qualifier.AT_LEAST, Qualifier.AT_MOST, Qualifier.ABOUT
_ZERO = Decimal(0)

# Each word's direction, and whether the figure itself is left out: 超过 leaves it out, 以上 does not.
_BEFORE: dict[str, tuple[Qualifier, bool]] = {
    **dict.fromkeys(("超过", "超出", "超", "逾", "多于", "大于", "高于", ">"), (_LEAST, True)),
    **dict.fromkeys(("不低于", "不少于", "不小于", "至少", ">=", "≥", "≧", "⩾"), (_LEAST, False)),
    **dict.fromkeys(
        ("不足", "不到", "将近", "接近", "近", "小于", "少于", "低于", "不满", "未满", "<"), (_MOST, True)
    ),
    **dict.fromkeys(
        ("不超过", "不超", "不高于", "不多于", "不大于", "至多", "最多", "<=", "≤", "≦", "⩽"), (_MOST, False)
    ),
    **dict.fromkeys(("约为", "约", "大约", "大概", "大致", "≈", "~"), (_ABOUT, False)),
}
_AFTER: dict[str, tuple[Qualifier, bool]] = {
    **dict.fromkeys(("余", "多", "有余"), (_LEAST, True)),
    **dict.fromkeys(("以上", "及以上", "+"), (_LEAST, False)),
    **dict.fromkeys(("以下", "及以下", "以内", "之内"), (_MOST, False)),
    **dict.fromkeys(("左右", "上下"), (_ABOUT, False)),
}
# Between the figure and its unit, or within the unit: 20余万人, 3亿多元, 200+家.
_WITHIN = pattern(r"[余多+]")
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|0|[1-9]\d*)(?:\.\d+)?"
_BETWEEN = pattern(rf"({_NUMBER})([^\d~至到-]*)(?:--?|~|至|到)({_NUMBER})(\D*)", re.ASCII)
_YEAR = pattern(r"(?:19|20)\d\d", re.ASCII)


def _longest_first(words: dict[str, tuple[Qualifier, bool]]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


_FIRST = pattern(_longest_first(_BEFORE))
_LAST = pattern(f"(?:{_longest_first(_AFTER)})$")


class Qualified(NamedTuple):
    """A text without its qualifying words: `text` is the rest, `strict` whether the figure itself is excluded."""

    text: str
    qualifier: Qualifier
    strict: bool


def qualified(text: str) -> Qualified | None:
    """A folded text that its words make a bound or an estimate; None if it has none, or contradicting ones."""
    found: list[tuple[Qualifier, bool]] = []
    while match := _FIRST.match(text):
        found.append(_BEFORE[match[0]])
        text = text[match.end() :]
    while match := _LAST.search(text):
        found.append(_AFTER[match[0]])
        text = text[: match.start()]
    if match := _WITHIN.search(text, 1):
        found.append(_AFTER[match[0]])
        text = text[: match.start()] + text[match.end() :]
    directions = {direction for direction, _ in found}
    if _ABOUT in directions:
        return Qualified(text, _ABOUT, False)
    if len(directions) != 1:
        return None
    return Qualified(text, directions.pop(), all(strict for _, strict in found))


def ends_in(text: str) -> tuple[str, str] | None:
    """The two ends of a range with their units: `20-30亿元` is `20亿元` to `30亿元`. None if it is no range.

    Two years are no range: no one counts 2022-2024 firms.
    """
    match = _BETWEEN.fullmatch(text)
    if match is None or (match[2] and not match[4]):
        return None
    if _YEAR.fullmatch(match[1]) and _YEAR.fullmatch(match[3]):
        return None
    return match[1] + (match[2] or match[4]), match[3] + match[4]


def bounds_of(qualifier: Qualifier, strict: bool, figure: Decimal) -> Bounds | None:
    """The range of a qualified figure. Nothing is below zero; None if the range is empty."""
    if qualifier is _ABOUT:
        return Bounds(_ABOUT, figure, _ZERO, None)
    if qualifier is _LEAST:
        return Bounds(_LEAST, figure, figure, None, over=strict)
    if strict and figure <= _ZERO:
        return None
    return Bounds(_MOST, figure, _ZERO, figure, under=strict)


def bounds_between(lower: Decimal, upper: Decimal) -> Bounds | None:
    """The bounds of a range; None if its ends are in the wrong order."""
    return Bounds(_LEAST, lower, lower, upper) if lower < upper else None


def meaning(bounds: Bounds, unit: str) -> Name:
    """The words for how a bound was understood."""
    figure = f"{plain(bounds.figure)} {unit}"
    if bounds.qualifier is _ABOUT:
        return Name(f"大约 {figure}", f"about {figure}")
    if bounds.qualifier is _MOST:
        if bounds.under:
            return Name(f"少于 {figure}", f"less than {figure}")
        return Name(f"不多于 {figure}", f"{figure} or less")
    if bounds.upper is not None:
        upper = f"{plain(bounds.upper)} {unit}"
        return Name(f"{figure} 至 {upper}", f"{figure} to {upper}")
    if bounds.over:
        return Name(f"多于 {figure}", f"more than {figure}")
    return Name(f"不少于 {figure}", f"{figure} or more")
