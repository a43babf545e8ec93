"""Find the jurisdiction that a name means: `zhuhai`, `珠海`, `珠海市`, `广东省珠海市香洲区`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from clustercheck.catalogue.divisions import Region, region_of
from clustercheck.model.patterns import pattern
from clustercheck.model.problems import UnknownStandard, Where, error
from clustercheck.model.standard import Standard, Standards

NATION = "national"
CITY = "city"
_COUNTRY = pattern(r"^(中华人民共和国|中国)(?=.)")
_SUFFIXES = ("省", "市", "区", "县", "州", "盟", "旗")


def jurisdiction_of(wanted: str, standards: Standards, where: Where | None = None) -> tuple[Standard, ...]:
    """The editions of the jurisdiction that a name means.

    A place in a city that has a standard means that city. Raises `UnknownStandard` for a place without a standard,
    with the closest names and the standard of the province or nation that would apply.
    """
    where = where or Where()
    name = _COUNTRY.sub("", wanted.strip().replace(" ", "")) or wanted.strip()
    found = (
        standards.get(name.lower()) or _editions_called(name, standards) or _in_city(name, standards, where)
    )
    if found is not None:
        return found
    near = _closest(name, standards)
    above = next((e[-1] for e in _by_level(standards) if _lies_in(name, e[-1])), None)
    if above is not None:
        raise UnknownStandard(error("U402", where, name=wanted, id=above.id, above=above.jurisdiction))
    if name.endswith(_SUFFIXES) and NATION in standards:
        nation = standards[NATION][-1]
        raise UnknownStandard(
            error("U404", where, name=wanted, near=near, id=nation.id, above=nation.jurisdiction)
        )
    raise UnknownStandard(error("U401", where, name=wanted, near=near, known=sorted(standards)))


def lies_outside(place: str, standard: Standard, load: Callable[[], Standards]) -> bool:
    """Whether a place is known to lie outside a standard's area; False if unknown.

    `load` gives all standards. It is called only if the place's name shows neither province nor prefecture.
    """
    name = _COUNTRY.sub("", place.strip().replace(" ", ""))
    home = region_of(standard.jurisdiction.zh)
    if home is None or any(name.startswith(listed) for listed in standard.places):
        return False
    found = region_of(name) or _region_by_standard(name, load())
    if found is None:
        return False
    if found.province != home.province:
        return True
    return bool(home.prefecture and found.prefecture) and home.prefecture != found.prefecture


def _region_by_standard(name: str, standards: Standards) -> Region | None:
    """The region of a place from the standard that lists it: a district's name alone, or a county."""
    try:
        found = jurisdiction_of(name, standards)[-1]
    except UnknownStandard as fault:
        problem = fault.problems[0]
        if problem.code != "U402":
            return None
        found = standards[str(problem.facts["id"])][-1]
    return region_of(found.jurisdiction.zh)


def _closest(name: str, standards: Standards) -> list[str]:
    known = dict.fromkeys(known for editions in standards.values() for known in _names(editions[-1]))
    from difflib import get_close_matches

    return get_close_matches(name, known, 3, 0.5) or ["-"]


def _names(standard: Standard) -> tuple[str, ...]:
    return (standard.id, standard.jurisdiction.zh, standard.jurisdiction.en.lower(), *standard.also_called)


def _editions_called(name: str, standards: Standards) -> tuple[Standard, ...] | None:
    return next((editions for editions in standards.values() if editions[-1].is_called(name)), None)


def _in_city(name: str, standards: Standards, where: Where) -> tuple[Standard, ...] | None:
    """The city whose name, or whose district's name, follows the province in an address.

    Raises `UnknownStandard` if the address also contains another city's name.
    """
    cities = [editions for editions in _by_level(standards) if editions[-1].level == CITY]
    for editions in cities:
        city = editions[-1]
        rest = _without_provinces(name, city, standards)
        short = city.jurisdiction.zh.removesuffix("市")
        if rest.startswith((city.jurisdiction.zh, short)) or any(rest.startswith(p) for p in city.places):
            named = [e[-1].jurisdiction for e in cities if e[-1].jurisdiction.zh.removesuffix("市") in name]
            if len(named) > 1:
                raise UnknownStandard(error("U414", where, name=name, near=named))
            return editions
    return None


def _without_provinces(name: str, city: Standard, standards: Standards) -> str:
    for id in city.under:
        if id in standards:
            above = standards[id][-1].jurisdiction.zh
            name = (
                name.removeprefix(above) if name.startswith(above) else name.removeprefix(above.rstrip("省"))
            )
    return name


def _lies_in(name: str, standard: Standard) -> bool:
    """Whether a place without a standard of its own lies in a jurisdiction.

    Its name begins with the jurisdiction's name, or with a place listed there, with or without the province's short
    name.
    """
    if standard.level == CITY:
        return False
    whole = standard.jurisdiction.zh
    rest = name.removeprefix(whole.removesuffix("省"))
    listed = any(rest.startswith(place) or rest == place.removesuffix("市") for place in standard.places)
    if listed or (len(whole) > 2 and name.startswith(whole)):
        return True
    found = region_of(name)
    return found is not None and found.province == whole


def _by_level(standards: Standards) -> Iterator[tuple[Standard, ...]]:
    order = ("city", "province", "nation")
    yield from sorted(standards.values(), key=lambda editions: order.index(editions[-1].level))
