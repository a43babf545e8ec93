"""Units as people write them: `（亿元）`, `人民币万元`, `％`, `km²`."""

from __future__ import annotations

import re
from functools import lru_cache

from clustercheck.quantities import UNITS, Unit
from clustercheck.readers.words import folded

_OTHER_NAMES = {
    "百分比": "%", "百分数": "%", "百分率": "%", "百分点": "%", "percent": "%", "千分比": "‰",
    "km2": "平方公里", "平方km": "平方公里", "m2": "平方米", "ha": "公顷", "平米": "平方米",
    "t": "吨", "kg": "千克", "人数": "人", "名": "人",
    "t/万元": "吨/万元", "kg/万元": "千克/万元", "吨每万元": "吨/万元",
}  # fmt: skip
_CURRENCY = re.compile("人民币|rmb|cny", re.IGNORECASE)
_SUBSTANCE = re.compile("二氧化碳|co2", re.IGNORECASE)
_ENCLOSED = re.compile(r"[(\[【{](.*)[)\]】}]")


def unit_named(written: str, dimension: str) -> Unit | None:
    """The unit of a dimension that is written so; None where there is none."""
    return UNITS[dimension].get(unit_name(written))


@lru_cache(maxsize=256)
def unit_name(written: str) -> str:
    """A written unit in the form in which `UNITS` names it, known or not."""
    text = folded(written).removeprefix("单位:")
    if match := _ENCLOSED.fullmatch(text):
        text = match[1]
    text = _SUBSTANCE.sub("", _CURRENCY.sub("", text))
    return _OTHER_NAMES.get(text.lower(), text)


def is_unit(written: str) -> bool:
    """Whether a text names a unit of any dimension."""
    name = unit_name(written)
    return any(name in units for units in UNITS.values())


def units_of(dimension: str) -> tuple[str, ...]:
    """The units a dimension may be written in."""
    return tuple(UNITS[dimension])
