"""When a requirement applies: `energy_intensive`, `not special_area`, `mountain_area and not special_area`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from clustercheck.model.patterns import pattern
from clustercheck.model.problems import Name
from clustercheck.model.speed import cached

_ONE = pattern(r"(not )?([a-z][a-z0-9_]{0,60})", re.ASCII)
_AND = " and "
# A criterion for reviews alone, or for first applications alone, depends on this condition.
UNDER_REVIEW = "under_review"
UNDER_REVIEW_NAME = Name("申请复核", "An application for review")
STAGES = {"application": f"not {UNDER_REVIEW}", "review": UNDER_REVIEW}


@cached()
def conditions_of(when: str) -> tuple[tuple[str, bool], ...]:
    """The items and the answers they need: 是 (True) or 否 (False); () if the text has another form."""
    found = [_ONE.fullmatch(part) for part in when.split(_AND)]
    known = [match for match in found if match is not None]
    return tuple((match[2], match[1] is None) for match in known) if len(known) == len(found) else ()


def both(when: str, other: str) -> str:
    """Join two conditions, either of which may be empty."""
    return _AND.join(one for one in (when, other) if one)


def items_of(whens: Iterable[str]) -> tuple[str, ...]:
    """All items in these conditions, each once."""
    return tuple(dict.fromkeys(item for when in whens if when for item, _ in conditions_of(when)))


def when_name(when: str, name_of: Callable[[str], Name]) -> Name:
    """`特殊类型地区`, `非特殊类型地区`, `山区、非特殊类型地区`."""
    names = [_name(name_of(item), wanted) for item, wanted in conditions_of(when)]
    return Name("、".join(name.zh for name in names), " and ".join(name.en for name in names))


def _name(name: Name, wanted: bool) -> Name:
    if wanted:
        return name
    return Name(f"{'不' if name.zh.startswith('属于') else '非'}{name.zh}", f"not: {name.en}")
