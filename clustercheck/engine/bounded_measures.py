"""The measures for figures that are bounds or estimates: a verdict only if every possible figure gives the same one.

Imported only for a workbook with such figures. A reading that uses exact figures alone is judged by `measures`.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from typing import TypeAlias

from clustercheck.engine.bounded_trends import rise, trend
from clustercheck.engine.bounded_values import (
    ALL,
    THREE,
    all_known,
    figure_at,
    is_inexact,
    positions_of,
    range_of,
    status_of,
    value_at,
)
from clustercheck.engine.measures import STEPS
from clustercheck.engine.modes import JUDGES
from clustercheck.engine.spans import POSITIONS
from clustercheck.model.criteria import Mode, Threshold
from clustercheck.model.findings import Judged, Status
from clustercheck.model.indicators import PARTS
from clustercheck.model.intervals import (
    Interval,
    exactly,
    least,
    most,
    over,
    passes,
    times,
    total,
)
from clustercheck.model.subjects import Basis, Kind
from clustercheck.model.window import LAST, MIDDLE, Window

_UNKNOWN: Judged = (Status.UNKNOWN, None)
_ANY = Interval(Fraction(0), None)

Judge: TypeAlias = Callable[[Threshold, Basis, Window], Judged]


def _every_year(threshold: Threshold, basis: Basis, window: Window) -> Judged:
    found = [value_at(basis, position, window) for position in THREE]
    known = [value for value in found if value is not None]
    if not known:
        return _UNKNOWN
    worst = least(known) if threshold.is_floor else most(known)
    held = passes(worst, threshold.op, Fraction(threshold.limit))
    if held and len(known) < len(found):
        return _UNKNOWN
    # One year may be a miss whatever the blank one is, so the status is open and not "not computed".
    return status_of(held), range_of(worst)


def _each_of_two(threshold: Threshold, basis: Basis, window: Window) -> Judged:
    found = [value_at(basis, position, window) for position in (MIDDLE, LAST)]
    known = [value for value in found if value is not None]
    if not known:
        return _UNKNOWN
    worst = least(known) if threshold.is_floor else most(known)
    held = passes(worst, threshold.op, Fraction(threshold.limit))
    return _UNKNOWN if held and len(known) < len(found) else (status_of(held), range_of(worst))


def _mean_of_two(threshold: Threshold, basis: Basis, window: Window) -> Judged:
    found = all_known([value_at(basis, position, window) for position in (MIDDLE, LAST)])
    return _UNKNOWN if found is None else _held_against(threshold, times(total(found), Fraction(1, 2)))


def _latest(threshold: Threshold, basis: Basis, window: Window) -> Judged:
    value = value_at(basis, LAST, window)
    if value is None and basis.whole is not None and threshold.subject.kind is Kind.PER_10K:
        return _per_10k(threshold, basis, basis.whole, window)
    return _held_against(threshold, value)


def _per_10k(threshold: Threshold, basis: Basis, whole: str, window: Window) -> Judged:
    """Like `blank_figures.per_10k`: bounds from the parts and wholes of a blank figure."""
    people = _within(whole, window)
    value = over(_within(basis.part, window), people)
    if value is None:
        return _UNKNOWN
    if not people.low:
        # Zero is no divisor.
        value = value._replace(high=None)
    judged = _held_against(threshold, times(value, Fraction(basis.factor)))
    return _UNKNOWN if judged[0] is Status.UNKNOWN else judged


def _within(name: str, window: Window) -> Interval:
    found = figure_at(name, LAST, window)
    if found is not None:
        return found
    parts = [figure_at(part, LAST, window) for part, whole in PARTS if whole == name]
    wholes = [figure_at(whole, LAST, window) for part, whole in PARTS if part == name]
    low = most([exactly(0), *(part for part in parts if part is not None)])
    high = least([_ANY, *(whole for whole in wholes if whole is not None)])
    return Interval(low.low, high.high, low.over, high.under)


def _average(threshold: Threshold, basis: Basis, window: Window) -> Judged:
    found = [value_at(basis, position, window) for position in THREE]
    judged = _held_against(
        threshold, times(total([_ANY if value is None else value for value in found]), Fraction(1, 3))
    )
    return _UNKNOWN if None in found and judged[0] is Status.UNKNOWN else judged


def _totals(threshold: Threshold, basis: Basis, window: Window) -> Judged:
    if basis.whole is None:
        return _UNKNOWN
    parts = all_known([figure_at(basis.part, position, window) for position in THREE])
    wholes = all_known([figure_at(basis.whole, position, window) for position in THREE])
    if parts is None or wholes is None:
        return _UNKNOWN
    share = over(total(parts), total(wholes))
    return _held_against(threshold, None if share is None else times(share, Fraction(basis.factor)))


def _held_against(threshold: Threshold, value: Interval | None) -> Judged:
    if value is None:
        return _UNKNOWN
    return status_of(passes(value, threshold.op, Fraction(threshold.limit))), range_of(value)


def _geometric(positions: tuple[int, ...]) -> Judge:
    """Growth from the first of these positions to the last. The years between must have a figure of any size."""

    def judge(threshold: Threshold, basis: Basis, window: Window) -> Judged:
        found = all_known([figure_at(basis.part, position, window) for position in positions])
        grown = None if found is None else over(found[-1], found[0])
        if grown is None:
            return _UNKNOWN
        years = len(positions) - 1
        return status_of(passes(grown, threshold.op, Fraction(threshold.grown[years - 1]))), range_of(
            grown, years
        )

    return judge


def _arithmetic(positions: tuple[int, ...]) -> Judge:
    """The mean of the yearly rates. The bounds are not the narrowest, because a figure between two years counts twice."""

    def judge(threshold: Threshold, basis: Basis, window: Window) -> Judged:
        found = all_known([figure_at(basis.part, position, window) for position in positions])
        rates = (
            None if found is None else all_known([over(after, before) for before, after in pairwise(found)])
        )
        if found is None or rates is None:
            return _UNKNOWN
        mean = times(total(rates), Fraction(1, len(rates)))
        held = passes(mean, threshold.op, Fraction(threshold.grown[0]))
        shown = range_of(mean, 1)
        # The arithmetic mean is never below the geometric one, which ignores the years between.
        geometric = over(found[-1], found[0])
        if geometric is not None and threshold.is_floor and not mean.is_point:
            least_growth = range_of(geometric, len(rates))
            if least_growth.lower > shown.lower:
                shown = shown._replace(lower=least_growth.lower, over=least_growth.over)
            if passes(geometric, threshold.op, Fraction(threshold.grown[len(rates) - 1])):
                held = True
        return status_of(held), shown

    return judge


def _trend(mode: Mode) -> Judge:
    def judge(threshold: Threshold, basis: Basis, window: Window) -> Judged:
        return trend(threshold, basis, window, STEPS[mode])

    return judge


def _prefer_exact(mode: Mode, bounded: Judge) -> Judge:
    """Use the exact measure unless a figure that it needs is a bound."""
    exact, positions = JUDGES[mode], positions_of(mode)

    def judge(threshold: Threshold, basis: Basis, window: Window) -> Judged:
        # The parts and wholes that bound patents and people may be inexact too.
        is_wide = mode is Mode.LATEST and threshold.subject.kind is Kind.PER_10K
        if is_inexact((basis.part, basis.whole), positions, window):
            return bounded(threshold, basis, window)
        judged = exact(threshold, basis)(window.figures)
        return bounded(threshold, basis, window) if is_wide and judged[0] is Status.UNKNOWN else judged

    return judge


BOUNDED_JUDGES: dict[Mode, Judge] = {
    mode: _prefer_exact(mode, judge)
    for mode, judge in {
        Mode.EVERY_YEAR: _every_year,
        Mode.AVERAGE: _average,
        Mode.LATEST: _latest,
        Mode.ONCE: _latest,
        Mode.TOTALS: _totals,
        Mode.GEOMETRIC_BASE: _geometric(ALL),
        Mode.GEOMETRIC_THREE: _geometric(THREE),
        Mode.ARITHMETIC_BASE: _arithmetic(ALL),
        Mode.ARITHMETIC_THREE: _arithmetic(THREE),
        Mode.EACH_STEP: _trend(Mode.EACH_STEP),
        Mode.FROM_BASE: _trend(Mode.FROM_BASE),
        Mode.ENDS: _trend(Mode.ENDS),
        Mode.EACH_OF_TWO: _each_of_two,
        Mode.MEAN_OF_TWO: _mean_of_two,
        Mode.LAST_GROWTH: _geometric((MIDDLE, LAST)),
        Mode.EACH_RISE: rise(POSITIONS[Mode.EACH_RISE], 1),
        Mode.LAST_RISE: rise(POSITIONS[Mode.LAST_RISE], 1),
        Mode.MEAN_RISE: rise(POSITIONS[Mode.MEAN_RISE], 2),
    }.items()
}
