"""Exact interval arithmetic: sums, quotients and comparisons of numbers known only by their bounds.

Numbers are zero or more and independent of each other: any value of one is possible together with any of another.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from clustercheck.model.records import NamedTuple


class Interval(NamedTuple):
    """The possible values of a number. `high` None means unbounded; `over` and `under` exclude the bound itself."""

    low: Fraction
    high: Fraction | None
    over: bool = False
    under: bool = False

    @property
    def is_point(self) -> bool:
        """Whether the bounds are one number."""
        return self.low == self.high


ZERO = Interval(Fraction(0), Fraction(0))


def exactly(number: Decimal | Fraction | int) -> Interval:
    """The interval of a known number."""
    point = Fraction(number)
    return Interval(point, point)


def plus(a: Interval, b: Interval) -> Interval:
    """The sum."""
    high = None if a.high is None or b.high is None else a.high + b.high
    return Interval(a.low + b.low, high, a.over or b.over, a.under or b.under)


def total(parts: Sequence[Interval]) -> Interval:
    """The sum of several."""
    result = ZERO
    for part in parts:
        result = plus(result, part)
    return result


def less(a: Interval, b: Interval) -> Interval:
    """The difference, of zero or more."""
    low = Fraction(0) if b.high is None else max(Fraction(0), a.low - b.high)
    return Interval(low, None if a.high is None else max(Fraction(0), a.high - b.low))


def times(a: Interval, factor: Fraction) -> Interval:
    """A multiple; `factor` positive."""
    return Interval(a.low * factor, None if a.high is None else a.high * factor, a.over, a.under)


def over(a: Interval, b: Interval) -> Interval | None:
    """The quotient; None if the divisor is zero, or if either may be less, which no count or sum is.

    A divisor with bounds is not taken for zero: 不足100 means that there are some.
    """
    if a.low < 0 or b.low < 0 or (b.high is not None and not b.high):
        return None
    if b.high is None:
        low, left_out = Fraction(0), bool(a.low) or a.over
    else:
        low = a.low / b.high
        left_out = a.over or (b.under and bool(a.low))
    if a.high is None or (not b.low and a.high):
        return Interval(low, None, left_out)
    if not a.high:
        return ZERO
    return Interval(low, a.high / b.low, left_out, a.under or b.over)


def least(parts: Sequence[Interval]) -> Interval:
    """The smallest of several."""
    low = min(part.low for part in parts)
    highs = [part.high for part in parts if part.high is not None]
    high = min(highs) if highs else None
    return Interval(
        low,
        high,
        all(part.over for part in parts if part.low == low),
        high is not None and any(part.under for part in parts if part.high == high),
    )


def most(parts: Sequence[Interval]) -> Interval:
    """The largest of several."""
    low = max(part.low for part in parts)
    highs = [part.high for part in parts if part.high is not None]
    high = max(highs) if len(highs) == len(parts) else None
    return Interval(
        low,
        high,
        any(part.over for part in parts if part.low == low),
        high is not None and all(part.under for part in parts if part.high == high),
    )


def both(a: Interval, b: Interval) -> Interval | None:
    """The intersection of two ranges, or None if they are disjoint."""
    low = max(a.low, b.low)
    left_out = any(part.over for part in (a, b) if part.low == low)
    highs = [part.high for part in (a, b) if part.high is not None]
    if not highs:
        return Interval(low, None, left_out)
    high = min(highs)
    cut_off = any(part.under for part in (a, b) if part.high == high)
    if low > high or (low == high and (left_out or cut_off)):
        return None
    return Interval(low, high, left_out, cut_off)


def surely_below(a: Interval, b: Interval) -> bool:
    """Whether a is less than b whatever they are."""
    return a.high is not None and (a.high < b.low or (a.high == b.low and (a.under or b.over)))


def never_below(a: Interval, b: Interval) -> bool:
    """Whether a is never less than b."""
    return b.high is not None and b.high <= a.low


def passes(a: Interval, op: str, limit: Fraction) -> bool | None:
    """Whether a number meets a limit: always (True), never (False), or sometimes (None)."""
    bound = Interval(limit, limit)
    if op == ">":
        always, never = surely_below(bound, a), never_below(bound, a)
    elif op == ">=":
        always, never = never_below(a, bound), surely_below(a, bound)
    elif op == "<":
        always, never = surely_below(a, bound), never_below(a, bound)
    else:
        always, never = never_below(bound, a), surely_below(bound, a)
    return True if always else False if never else None
