"""Provinces and prefectures: enough to tell that a place lies in another one than a standard's.

`divisions.txt` has a province a line with its prefectures; of counties and what is below them nothing is known.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from clustercheck.model.speed import cached

_FILE = Path(__file__).with_name("divisions.txt")
# Behind a short name they make another place of it: 中山区 is none of 中山市.
_OTHER_KINDS = ("区", "县", "旗", "路", "镇", "乡", "村")
_ENDINGS = ("特别行政区", "维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "地区", "省", "市", "盟")
_SHORTEST = 2


class Region(NamedTuple):
    """Where a place lies; `prefecture` is empty where only the province is known."""

    province: str
    prefecture: str = ""


@cached(1024)
def region_of(place: str) -> Region | None:
    """The province and prefecture that a place's name begins with; None where it begins with neither."""
    province = next((name for name in _divisions() if place.startswith(name)), None)
    prefectures = _prefectures()
    if province is None:
        found = _beginning(place, prefectures)
        if found is not None:
            return Region(prefectures[found], found)
        province = _beginning(place, dict.fromkeys(_divisions(), ""))
        if province is None:
            return None
        rest = place.removeprefix(_short(province))
    else:
        rest = place.removeprefix(province)
    within = _beginning(rest, dict.fromkeys(_divisions()[province], ""))
    return Region(province, within or (province if province.endswith("市") else ""))


def _beginning(place: str, names: dict[str, str]) -> str | None:
    """The name that a place begins with, the whole one before a short one."""
    whole = next((name for name in names if place.startswith(name)), None)
    return whole or next((name for name in names if _begins(place, _short(name))), None)


def _begins(place: str, short: str) -> bool:
    return (
        len(short) >= _SHORTEST and place.startswith(short) and place.removeprefix(short) not in _OTHER_KINDS
    )


def _short(name: str) -> str:
    """成都 of 成都市; a 州 keeps its name, for what is left of one is a people's."""
    return next((name.removesuffix(ending) for ending in _ENDINGS if name.endswith(ending)), name)


@cache
def _divisions() -> dict[str, tuple[str, ...]]:
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    found = [line.split() for line in lines if line and not line.startswith("#")]
    return {province: tuple(prefectures) for province, *prefectures in found}


@cache
def _prefectures() -> dict[str, str]:
    """The province of each prefecture; a municipality is one of its own."""
    return {name: province for province, names in _divisions().items() for name in (names or (province,))}
