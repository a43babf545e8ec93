"""The usual sizes and proportions, and those that are impossible.

Outside `least` to `most` a figure is unlikely: it is judged with a warning. Outside `least_thinkable` to
`most_thinkable` it is certainly an error of unit and not judged. The two ranges differ by a factor of about a
hundred, so that no real cluster, however unusual, is left unjudged. The rule of each code gives the sources of its
bounds (`clustercheck rule C234`).
"""

from __future__ import annotations

from decimal import Decimal

from clustercheck.model.indicators import INDICATORS, UsualBounds, bounds_of, in_order
from clustercheck.model.problems import Name
from clustercheck.model.quantities import EXACT, plain
from clustercheck.model.records import NamedTuple
from clustercheck.model.vocabulary import VOCABULARY

_times = EXACT.multiply


class Proportion(NamedTuple):
    """`top` over `bottom`, in `unit`: `times` the quotient of their own units."""

    code: str
    top: str
    bottom: str
    times: Decimal
    unit: Name
    bounds: UsualBounds


# In the indicator's own unit.
SIZES: dict[str, UsualBounds] = {
    id: size for id in in_order(INDICATORS, "sizes") if (size := INDICATORS[id].size) is not None
}

# The first proportion that is impossible doubts both figures, and later ones ignore doubted figures.
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


def outside(value: Decimal, over: Decimal, bounds: UsualBounds) -> tuple[bool, str, str] | None:
    """Whether an unusual value / over is still possible, and the bounds it breaks; None if it is usual."""
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
