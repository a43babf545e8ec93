"""Numbers as people read them: no more digits than tell a figure from its threshold and its neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_HALF_EVEN, Decimal

from clustercheck.model.quantities import plain

# Digits enough to act on; more only where a figure could not be told from its threshold.
_MOST_DIGITS = 15


def rounded(value: Decimal, limit: Decimal | None = None, *, up: bool = False) -> str:
    """A number with the digits that tell it from its threshold: two, or what it takes.

    `up` rounds away from what would not be enough, for a figure somebody is told to reach.
    """
    return rounded_series([value], limit, up=up)[0]


def rounded_series(values: Sequence[Decimal], limit: Decimal | None = None, *, up: bool = False) -> list[str]:
    """Several figures with as many digits as tell each from the threshold and from its neighbours."""
    rounding = ROUND_CEILING if up else ROUND_HALF_EVEN
    for places in range(_fewest_digits(values), _MOST_DIGITS):
        unit = Decimal(1).scaleb(-places)
        short = [value.quantize(unit, rounding=rounding) for value in values]
        if limit is not None and any(a == limit != b for a, b in zip(short, values, strict=True)):
            continue
        if len(set(short)) == len(set(values)):
            return [plain(each) for each in short]
    return [plain(value) for value in values]


def _fewest_digits(values: Sequence[Decimal]) -> int:
    """Two decimal places, or as many as show two significant digits of the smallest that is not zero."""
    smallest = min((abs(value) for value in values if value), default=Decimal(1))
    return max(2, 1 - smallest.adjusted())
