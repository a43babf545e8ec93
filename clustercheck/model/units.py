"""Units as people write them: `（亿元）`, `人民币万元`, `％`, `km²`."""

from __future__ import annotations

import re

from clustercheck.model.patterns import pattern
from clustercheck.model.quantities import UNITS, Unit
from clustercheck.model.speed import cached
from clustercheck.model.words import fold

_OTHER_NAMES = {
    "百分比": "%", "百分数": "%", "百分率": "%", "percent": "%", "千分比": "‰",
    "km2": "平方公里", "平方km": "平方公里", "m2": "平方米", "ha": "公顷", "平米": "平方米", "万m2": "万平方米",
    "t": "吨", "kg": "千克", "人数": "人", "名": "人",
    "t/万元": "吨/万元", "kg/万元": "千克/万元", "吨每万元": "吨/万元",
}  # fmt: skip
# What no unit's name has: a currency, a substance.
_LEFT_OUT = tuple([pattern(words, re.IGNORECASE) for words in ("人民币|rmb|cny", "二氧化碳|co2")])
# 万 alone is no unit in a cell: its row says of what.
_SCALES = {
    "十": 1, "百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8, "十亿": 9, "百亿": 10,
    "千亿": 11, "万亿": 12,
}  # fmt: skip
_UNSCALED = frozenset(
    (
        "元",
        "人",
        "家",
        "户",
        "个",
        "件",
        "项",
        "平方公里",
        "平方千米",
        "公顷",
        "亩",
        "平方米",
        "吨",
        "千克",
        "公斤",
    )
)
# The first of an enclosed unit; the expression is compiled only for one of them.
_OPENING = frozenset("([【{")
_OPENED = frozenset("(（")
_ENCLOSED = pattern(r"[(\[【{](.*)[)\]】}]")
_NAMES = frozenset(name for units in UNITS.values() for name in units)
# What a unit may begin with if it begins with a Chinese character: 单位, a currency and a substance stand before its name.
_WORDS = (*_NAMES, *_OTHER_NAMES, "单位", "人民币", "二氧化碳")
_FIRST = frozenset([name[0] for name in _WORDS])
_LAST = frozenset([name[-1] for name in _WORDS])


def unit_named(written: str, dimension: str) -> Unit | None:
    """The unit of a dimension with this written name; None if there is none."""
    return UNITS[dimension].get(unit_name(written))


def scaled(scale: str, of_row: Unit | None, dimension: str) -> Unit | None:
    """The unit of a bare 万 or 亿 together with its row's unit: 人 becomes 万人, and 万人 stays 万人.

    Without a row's unit, the only unit of the dimension with this scale. None if it would be a guess (万 under 亿元).
    """
    if of_row is None:
        if dimension not in ("money", "people", "firms", "patents"):
            return None
        of_row = next(iter(UNITS[dimension].values()))
    if of_row.name == scale or (of_row.name.startswith(scale) and of_row.name[len(scale) :] in _UNSCALED):
        return of_row
    if of_row.name not in _UNSCALED:
        return None
    return Unit(scale + of_row.name, dimension, of_row.numerator.scaleb(_SCALES[scale]), of_row.denominator)


def is_scale(written: str) -> bool:
    """Whether a text is a bare 千, 万 or 亿."""
    return written in _SCALES


@cached()
def unit_name(written: str) -> str:
    """A written unit in the spelling of `UNITS`, known or not."""
    text = fold(written).removeprefix("单位:")
    if text in _NAMES:
        return text
    if text[:1] in _OPENING and (match := _ENCLOSED.fullmatch(text)):
        text = match[1]
    for words in _LEFT_OUT:
        text = words.sub("", text)
    return _OTHER_NAMES.get(text.lower(), text)


def is_unit(written: str) -> bool:
    """Whether a text names a unit of any dimension."""
    first = written[:1]
    # A number in brackets is none of a unit either.
    if "0" <= first <= "9" or (first in _OPENED and "0" <= written[1:2] <= "9"):
        return False
    if "一" <= first <= "鿿":
        last = written[-1]
        if first not in _FIRST or ("一" <= last <= "鿿" and last not in _LAST):
            return False
        # No unit ends in a bracket that is not around all of it.
        if last in ")）" and written[0] != "单":
            return False
    return unit_name(written) in _NAMES


def units_of(dimension: str) -> tuple[str, ...]:
    """The units in which a dimension may be written."""
    return tuple(name for name in UNITS[dimension] if name not in _SCALES)
