"""Which sizes and proportions are usual, and which nothing real comes near.

Outside `least` to `most` a figure is unlikely: said, and judged. Outside `least_thinkable` to `most_thinkable` it is
a slip of unit for certain, and not judged; between the two lie a factor of a hundred or so, so that no real cluster,
however unusual, is kept from being judged. What the bounds rest on stands in the rule of each code
(`clustercheck rule C234`).
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from clustercheck.model.indicators import INDICATORS, Bounds, bounds_of, in_order
from clustercheck.model.problems import Name
from clustercheck.model.quantities import EXACT, plain
from clustercheck.model.vocabulary import VOCABULARY

_times = EXACT.multiply


class Proportion(NamedTuple):
    """`top` over `bottom`, in `unit`: `times` what the quotient of their own units is."""

    code: str
    top: str
    bottom: str
    times: Decimal
    unit: Name
    bounds: Bounds


# In the indicator's own unit.
SIZES: dict[str, Bounds] = {
    id: size for id in in_order(INDICATORS, "sizes") if (size := INDICATORS[id].size) is not None
}

# The first that finds something beyond thinking doubts both figures; a doubtful figure is in none that follow.
PROPORTIONS: tuple[Proportion, ...] = tuple(
    [
        Proportion(
            entry["code"],
            entry["top"],
            entry["bottom"],
            Decimal(entry.get("times", 1)),
            Name(**entry["unit"]),
            bounds_of(entry["usual"], entry["possible"]),
        )
        for entry in VOCABULARY["proportions"]
    ]
)


def outside(value: Decimal, over: Decimal, bounds: Bounds) -> tuple[bool, str, str] | None:
    """Whether value / over, out of what is usual, is thinkable at all, and the bounds it breaks; None if usual."""
    if _within(value, over, bounds.least, bounds.most):
        return None
    thinkable = _within(value, over, bounds.least_thinkable, bounds.most_thinkable)
    least = bounds.least if thinkable else bounds.least_thinkable
    most = bounds.most if thinkable else bounds.most_thinkable
    return thinkable, "0" if least is None else plain(least), plain(most)


def _within(value: Decimal, over: Decimal, least: Decimal | None, most: Decimal) -> bool:
    """Whether value / over lies between two bounds, multiplied out so that nothing is rounded."""
    if least is not None and value < _times(least, over):
        return False
    return value <= _times(most, over)
