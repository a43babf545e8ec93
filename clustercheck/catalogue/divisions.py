"""Provinces and prefectures: enough to know that a place lies outside a standard's area.

`divisions.txt` has one line for each province with its prefectures. It has no counties or lower divisions.
"""

from __future__ import annotations

from functools import cache

from clustercheck.model import shipped
from clustercheck.model.records import NamedTuple
from clustercheck.model.speed import cached

_FILE = shipped.place("catalogue", "divisions.txt")
# After a short name these words name another place: 中山区 is not in 中山市.
_OTHER_KINDS = ("区", "县", "旗", "路", "镇", "乡", "村")
_ENDINGS = ("特别行政区", "维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "地区", "省", "市", "盟")
_SHORTEST = 2


class Region(NamedTuple):
    """The region of a place; `prefecture` is empty if only the province is known."""

    province: str
    prefecture: str = ""


@cached(1024)
def region_of(place: str) -> Region | None:
    """The province and prefecture that a place's name begins with; None if it begins with neither."""
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
    """The name that a place begins with. Full names are tried before short ones."""
    whole = next((name for name in names if place.startswith(name)), None)
    return whole or next((name for name in names if _begins(place, _short(name))), None)


def _begins(place: str, short: str) -> bool:
    return (
        len(short) >= _SHORTEST and place.startswith(short) and place.removeprefix(short) not in _OTHER_KINDS
    )


def _short(name: str) -> str:
    """成都 for 成都市. A 州 keeps its name, because the rest of it is the name of a people."""
    return next((name.removesuffix(ending) for ending in _ENDINGS if name.endswith(ending)), name)


@cache
def _divisions() -> dict[str, tuple[str, ...]]:
    lines = shipped.content(_FILE).decode().splitlines()
    found = [line.split() for line in lines if line and not line.startswith("#")]
    return {province: tuple(prefectures) for province, *prefectures in found}


@cache
def _prefectures() -> dict[str, str]:
    """The province of each prefecture. A municipality is its own province."""
    return {name: province for province, names in _divisions().items() for name in (names or (province,))}
