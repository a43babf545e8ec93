"""Exact measures for windows of two years, for the growth of the newest year, and for yearly rises in points.

Standards without such criteria do not need this module.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, pairwise

from clustercheck.model.criteria import COMPARISONS, Mode, Threshold
from clustercheck.model.findings import Judged, Measure, Status
from clustercheck.model.quantities import EXACT
from clustercheck.model.subjects import FULL_RATE, Kind
from clustercheck.model.window import FIRST, LAST, MIDDLE

# A value as an undivided quotient; None if it is blank, doubtful or divided by zero.
_Pair = tuple[Decimal, Decimal]
_UNKNOWN: Judged = (Status.UNKNOWN, None)
_ZERO, _ONE, _TWO = Decimal(0), Decimal(1), Decimal(2)
_times, _plus, _minus = EXACT.multiply, EXACT.add, EXACT.subtract

# The positions that each mode uses.
POSITIONS: dict[Mode, tuple[int, ...]] = {
    Mode.EACH_OF_TWO: (MIDDLE, LAST),
    Mode.MEAN_OF_TWO: (MIDDLE, LAST),
    Mode.LAST_GROWTH: (MIDDLE, LAST),
    Mode.EACH_RISE: (FIRST, MIDDLE, LAST),
    Mode.LAST_RISE: (MIDDLE, LAST),
    Mode.MEAN_RISE: (FIRST, LAST),
}


def each_of_two(threshold: Threshold, found: Sequence[_Pair | None]) -> Judged:
    """Judge each of the two years. One that misses settles it even if the other is blank."""
    known = [(one, at) for one, at in zip(found, (MIDDLE, LAST), strict=True) if one is not None]
    if not known:
        return _UNKNOWN
    worst, at = (min if threshold.is_floor else max)(known, key=lambda one: _value(one[0]))
    passed = all(_passes(threshold, one, _ONE) for one, _ in known)
    status = Status.MISSED if not passed else Status.MET if len(known) == len(found) else Status.UNKNOWN
    return status, Measure(worst[0], worst[1], 0, at)


def mean_of_two(threshold: Threshold, found: Sequence[_Pair | None]) -> Judged:
    """The mean of the two years."""
    first, last = found
    if first is None or last is None:
        return _UNKNOWN
    total = (
        _plus(_times(first[0], last[1]), _times(last[0], first[1])),
        _times(_times(_TWO, first[1]), last[1]),
    )
    return _status(_passes(threshold, total, _ONE)), Measure(total[0], total[1])


def last_growth(threshold: Threshold, found: Sequence[_Pair | None]) -> Judged:
    """Judge the growth of the newest year over the year before."""
    before, after = found
    if before is None or after is None or before[0] <= _ZERO or after[0] < _ZERO:
        return _UNKNOWN
    passed = COMPARISONS[threshold.op](after[0], _times(before[0], threshold.grown[0]))
    return _status(passed), Measure(after[0], before[0], 1)


def each_rise(threshold: Threshold, found: Sequence[_Pair | None]) -> Judged:
    """Judge every step of the three years. Across a blank year, both steps fail together if their sum is too small."""
    known = [(at, one) for at, one in zip(POSITIONS[Mode.EACH_RISE], found, strict=True) if one is not None]
    steps = [
        (later - earlier, _step(before, after), after, later)
        for (earlier, before), (later, after) in pairwise(known)
    ]
    if not steps:
        return _UNKNOWN
    missed = any(
        not _rose(threshold, before, after, later - earlier)
        for (earlier, before), (later, after) in combinations(known, 2)
    )
    years, step, _, at = min(steps, key=lambda one: _value(one[1]) / one[0])
    measure = Measure(step[0], _times(step[1], Decimal(years)), 0, at)
    if missed:
        return Status.MISSED, measure
    return (Status.MET if len(known) == len(found) else Status.UNKNOWN), measure


def last_rise(threshold: Threshold, found: Sequence[_Pair | None]) -> Judged:
    """Judge the newest step alone."""
    return _rise(threshold, found, 1)


def mean_rise(threshold: Threshold, found: Sequence[_Pair | None]) -> Judged:
    """Judge the yearly mean of the rise from the first year to the last."""
    return _rise(threshold, found, 2)


def _rise(threshold: Threshold, found: Sequence[_Pair | None], years: int) -> Judged:
    before, after = found
    if before is None or after is None:
        return _UNKNOWN
    step = _step(before, after)
    passed = _rose(threshold, before, after, years)
    return _status(passed), Measure(step[0], _times(step[1], Decimal(years)), 0, LAST)


def _rose(threshold: Threshold, before: _Pair, after: _Pair, years: int) -> bool:
    """Whether a value rose enough in `years` years. A rate at 100 % need not rise any more."""
    step = _step(before, after)
    if threshold.subject.kind is Kind.RATE and after[0] >= _times(FULL_RATE, after[1]):
        return step[0] >= _ZERO
    return _passes(threshold, step, Decimal(years))


def _step(before: _Pair, after: _Pair) -> _Pair:
    return _minus(_times(after[0], before[1]), _times(before[0], after[1])), _times(after[1], before[1])


def _passes(threshold: Threshold, value: _Pair, years: Decimal) -> bool:
    return COMPARISONS[threshold.op](value[0], _times(_times(threshold.limit, years), value[1]))


def _value(one: _Pair) -> Fraction:
    return Fraction(one[0]) / Fraction(one[1])


def _status(passed: bool) -> Status:
    return Status.MET if passed else Status.MISSED


SPANS: dict[Mode, Callable[[Threshold, Sequence[_Pair | None]], Judged]] = {
    Mode.EACH_OF_TWO: each_of_two,
    Mode.MEAN_OF_TWO: mean_of_two,
    Mode.LAST_GROWTH: last_growth,
    Mode.EACH_RISE: each_rise,
    Mode.LAST_RISE: last_rise,
    Mode.MEAN_RISE: mean_rise,
}
