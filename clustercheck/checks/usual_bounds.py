"""Which sizes and proportions are usual, and which nothing real comes near.

Outside `least` to `most` a figure is unlikely: said, and judged. Outside `least_thinkable` to `most_thinkable` it is
a slip of unit for certain, and not judged; between the two lie a factor of a hundred or so, so that no real cluster,
however unusual, is kept from being judged. What the bounds rest on stands in the rule of each code
(`clustercheck rule C234`).
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from clustercheck.model.problems import Name
from clustercheck.model.quantities import EXACT, plain

_times = EXACT.multiply


class Bounds(NamedTuple):
    """A range in a range; a bound that is None does not hold."""

    least_thinkable: Decimal | None
    least: Decimal | None
    most: Decimal
    most_thinkable: Decimal


class Proportion(NamedTuple):
    """`top` over `bottom`, in `unit`: `times` what the quotient of their own units is."""

    code: str
    top: str
    bottom: str
    times: Decimal
    unit: Name
    bounds: Bounds


def _bounds(least_thinkable: str, least: str, most: str, most_thinkable: str) -> Bounds:
    return Bounds(
        Decimal(least_thinkable) if least_thinkable else None,
        Decimal(least) if least else None,
        Decimal(most),
        Decimal(most_thinkable),
    )


# In the indicator's own unit.
SIZES: dict[str, Bounds] = {
    **dict.fromkeys(
        (
            "total_output",
            "sme_output",
            "dominant_output",
            "operating_revenue",
            "sme_revenue",
            "dominant_revenue",
        ),
        _bounds("0.01", "0.1", "10000", "100000"),
    ),
    "sme_rd_spending": _bounds("", "", "10000000", "1000000000"),
    **dict.fromkeys(("employees", "sme_employees"), _bounds("", "100", "3000000", "100000000")),
    "resident_population": _bounds("", "100", "30000000", "1500000000"),
    **dict.fromkeys(("enterprises", "sme_enterprises"), _bounds("", "", "100000", "10000000")),
    **dict.fromkeys(("invention_patents", "sme_invention_patents"), _bounds("", "", "100000", "10000000")),
    "patents_per_10k_rate": _bounds("", "", "5000", "100000"),
    "co2_intensity": _bounds("0.00001", "0.001", "30", "3000"),
    "land_area": _bounds("0.0005", "0.05", "500", "50000"),
}

_A_HEAD = Name("万元/人", "10,000 yuan a head")
_OUTPUT_A_HEAD = _bounds("0.1", "1", "1000", "10000")
_RD_SHARE = _bounds("0.00001", "0.001", "30", "1000")
# A part is at most its whole, which is a rule of its own.
_PART_OF_OUTPUT = _bounds("1", "10", "100", "1000")
_PATENTS_A_HEAD = _bounds("", "", "5000", "100000")
_PER_10K = Name("件/万人", "patents per 10,000 people")
_PERCENT = Name("%", "%")

# The first that finds something beyond thinking doubts both figures; a doubtful figure is in none that follow.
PROPORTIONS: tuple[Proportion, ...] = (
    Proportion("C222", "total_output", "employees", Decimal(10_000), _A_HEAD, _OUTPUT_A_HEAD),
    Proportion("C222", "sme_output", "sme_employees", Decimal(10_000), _A_HEAD, _OUTPUT_A_HEAD),
    Proportion("C254", "sme_output", "total_output", Decimal(100), _PERCENT, _PART_OF_OUTPUT),
    Proportion("C254", "dominant_output", "total_output", Decimal(100), _PERCENT, _PART_OF_OUTPUT),
    Proportion("C254", "sme_revenue", "operating_revenue", Decimal(100), _PERCENT, _PART_OF_OUTPUT),
    Proportion("C254", "dominant_revenue", "operating_revenue", Decimal(100), _PERCENT, _PART_OF_OUTPUT),
    Proportion("C234", "sme_rd_spending", "sme_output", Decimal("0.01"), _PERCENT, _RD_SHARE),
    Proportion("C234", "sme_rd_spending", "total_output", Decimal("0.01"), _PERCENT, _RD_SHARE),
    Proportion(
        "C235", "total_output", "land_area", Decimal(1),
        Name("亿元/平方公里", "100 million yuan a km²"), _bounds("0.0001", "0.01", "500", "50000"),
    ),
    Proportion(
        "C236", "employees", "land_area", Decimal(1),
        Name("人/平方公里", "people a km²"), _bounds("0.01", "1", "200000", "20000000"),
    ),
    Proportion("C237", "invention_patents", "employees", Decimal(10_000), _PER_10K, _PATENTS_A_HEAD),
    Proportion("C237", "sme_invention_patents", "sme_employees", Decimal(10_000), _PER_10K, _PATENTS_A_HEAD),
    Proportion(
        "C238", "employees", "resident_population", Decimal(1),
        Name("人/常住人口", "employees a resident"), _bounds("", "", "1", "100"),
    ),
    Proportion(
        "C239", "employees", "enterprises", Decimal(1),
        Name("人/家", "people a firm"), _bounds("0.01", "1", "5000", "500000"),
    ),
    Proportion(
        "C240", "total_output", "enterprises", Decimal(1),
        Name("亿元/家", "100 million yuan a firm"), _bounds("0.000005", "0.0005", "50", "5000"),
    ),
    Proportion(
        "C241", "co2_emissions", "total_output", Decimal("0.0001"),
        Name("吨/万元", "t per 10,000 yuan"), _bounds("0.00001", "0.001", "30", "3000"),
    ),
)  # fmt: skip


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
