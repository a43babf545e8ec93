"""Trends of figures that are bounds or estimates: the rise or fall is certain, impossible or open."""

from __future__ import annotations

from collections.abc import Callable
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
    """Judge a rise or a fall over these steps, each from one position in the window to a later one."""
    chain = (steps[0][0], *(later for _, later in steps))
    rate = threshold.subject.kind is Kind.RATE
    found = [value_at(basis, position, window) for position in chain]
    capped = rate and basis.whole is None
    values = [value if value is None or not capped else _capped(value) for value in found]
    certain, impossible = (
        (_surely_rose, _never_rose) if threshold.over is Over.RISING else (_surely_fell, _never_fell)
    )
    blank = any(value is None for value in values)
    # If every step rises, the last is above the first. If that is impossible, a step fails.
    pairs = combinations(values, 2)
    missed = any(impossible(a, b, rate) for a, b in pairs if a is not None and b is not None)
    settled = all(certain(a, b, rate) for a, b in pairwise(values) if a is not None and b is not None)
    if blank and settled and not missed:
        return _UNKNOWN
    last = values[-1]
    status = Status.MISSED if missed else Status.MET if settled else Status.UNKNOWN
    shown = Range(Decimal(0), None) if last is None else range_of(last)
    return status, shown._replace(inexact=True)


def rise(positions: tuple[int, ...], years: int) -> Callable[[Threshold, Basis, Window], Judged]:
    """Judge a rise by a yearly amount; `years` is the distance from one position to the next."""

    def judge(threshold: Threshold, basis: Basis, window: Window) -> Judged:
        at_most = threshold.subject.kind is Kind.RATE and basis.whole is None
        found = [value_at(basis, position, window) for position in positions]
        values = [value if value is None or not at_most else _capped(value) for value in found]
        known = [(number, value) for number, value in enumerate(values) if value is not None]
        is_rate = threshold.subject.kind is Kind.RATE
        missed = any(
            _rise_held(threshold, before, after, (later - earlier) * years, is_rate) is False
            for (earlier, before), (later, after) in combinations(known, 2)
        )
        if missed:
            return Status.MISSED, None
        steps = [
            _rise_held(threshold, before, after, years, is_rate)
            for (_, before), (_, after) in pairwise(known)
        ]
        held = len(known) == len(values) and all(steps)
        return (Status.MET if held else Status.UNKNOWN), None

    return judge


def _rise_held(
    threshold: Threshold, before: Interval, after: Interval, years: int, is_rate: bool
) -> bool | None:
    """Whether a value certainly rose enough (True), certainly did not (False), or may have (None)."""
    limit = Fraction(threshold.limit) * years
    if is_rate and (after.high is None or after.high >= FULL_RATE):
        full = after.low >= FULL_RATE and never_below(after, before)
        return True if full else None
    if before.high is not None:
        fewest = after.low - before.high
        if fewest > limit or (fewest == limit and (threshold.op == ">=" or after.over or before.under)):
            return True
    if after.high is not None:
        most = after.high - before.low
        # An excluded bound is not reached.
        reached = most > limit or (
            most == limit and threshold.op == ">=" and not (after.under or before.over)
        )
        return None if reached else False
    return None


def _capped(rate: Interval) -> Interval:
    """Cap a rate that the workbook states at 100 %. A quotient of two counts has no such cap."""
    full = Fraction(FULL_RATE)
    return Interval(rate.low, full, rate.over) if rate.high is None and rate.low < full else rate


def _surely_rose(before: Interval, after: Interval, rate: bool) -> bool:
    if rate and after.low >= FULL_RATE:
        return never_below(after, before)
    return surely_below(before, after)


def _never_rose(before: Interval, after: Interval, rate: bool) -> bool:
    if not never_below(before, after):
        return False
    # At 100 %, no change counts as a rise.
    may_stand = before.low == after.high and not before.over and not after.under
    return not (rate and may_stand and before.low >= FULL_RATE)


def _surely_fell(before: Interval, after: Interval, _rate: bool) -> bool:
    return surely_below(after, before)


def _never_fell(before: Interval, after: Interval, _rate: bool) -> bool:
    return never_below(after, before)
