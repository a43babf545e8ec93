"""Trends where figures are bounds or estimates: a rise or a fall that is certain, impossible, or open."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import combinations, pairwise

from clustercheck.engine.bounded_values import range_of, value_at
from clustercheck.model.criteria import Over, Threshold
from clustercheck.model.findings import Judged, Range, Status
from clustercheck.model.intervals import Interval, never_below, surely_below
from clustercheck.model.subjects import FULL_RATE, Basis, Kind
from clustercheck.model.window import Window

_UNKNOWN: Judged = (Status.UNKNOWN, None)


def trend(threshold: Threshold, basis: Basis, window: Window, steps: tuple[tuple[int, int], ...]) -> Judged:
    """A rise or a fall over these steps, each from one position in the window to a later one."""
    chain = (steps[0][0], *(later for _, later in steps))
    rate = threshold.subject.kind is Kind.RATE
    found = [value_at(basis, position, window) for position in chain]
    capped = rate and basis.whole is None
    values = [value if value is None or not capped else _capped(value) for value in found]
    certain, impossible = (
        (_surely_rose, _never_rose) if threshold.over is Over.RISING else (_surely_fell, _never_fell)
    )
    blank = any(value is None for value in values)
    # Up from the first and up again, the last is above the first: where it cannot be, one of the steps fails.
    pairs = combinations(values, 2)
    missed = any(impossible(a, b, rate) for a, b in pairs if a is not None and b is not None)
    settled = all(certain(a, b, rate) for a, b in pairwise(values) if a is not None and b is not None)
    if blank and settled and not missed:
        return _UNKNOWN
    last = values[-1]
    status = Status.MISSED if missed else Status.MET if settled else Status.UNKNOWN
    shown = Range(Decimal(0), None) if last is None else range_of(last)
    return status, shown._replace(inexact=True)


def _capped(rate: Interval) -> Interval:
    """A rate given outright is at most 100 %; of firms over other firms that is not said."""
    full = Fraction(FULL_RATE)
    return Interval(rate.low, full, rate.over) if rate.high is None and rate.low < full else rate


def _surely_rose(before: Interval, after: Interval, rate: bool) -> bool:
    if rate and after.low >= FULL_RATE:
        return never_below(after, before)
    return surely_below(before, after)


def _never_rose(before: Interval, after: Interval, rate: bool) -> bool:
    if not never_below(before, after):
        return False
    # At 100 % standing still is a rise.
    may_stand = before.low == after.high and not before.over and not after.under
    return not (rate and may_stand and before.low >= FULL_RATE)


def _surely_fell(before: Interval, after: Interval, _rate: bool) -> bool:
    return surely_below(after, before)


def _never_fell(before: Interval, after: Interval, _rate: bool) -> bool:
    return never_below(after, before)
