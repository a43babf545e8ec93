"""The measures again where figures are bounds or estimates: a verdict only where every figure within comes to the same.

Imported only for a workbook that has such figures. What a reading does not look at does not matter to it, so
everything is judged by `measures` that rests on exact figures alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from fractions import Fraction
from itertools import combinations, pairwise
from typing import TypeAlias

from clustercheck.engine.measures import JUDGES, STEPS
from clustercheck.model.criteria import Mode, Over, Threshold
from clustercheck.model.findings import Judged, Range, Status
from clustercheck.model.indicators import INDICATORS, PARTS
from clustercheck.model.intervals import (
    Interval,
    exactly,
    least,
    most,
    never_below,
    over,
    passes,
    surely_below,
    times,
    total,
)
from clustercheck.model.quantities import growth_percent
from clustercheck.model.subjects import FULL_RATE, Basis, Kind
from clustercheck.model.window import BASE, FIRST, LAST, MIDDLE, NO_FIGURES, Window

_THREE = (FIRST, MIDDLE, LAST)
_ALL = (BASE, FIRST, MIDDLE, LAST)
_UNKNOWN: Judged = (Status.UNKNOWN, None)
_WHOLE = ("firms", "patents")
_ANY = Interval(Fraction(0), None)
_DOWN, _UP = Context(prec=15, rounding=ROUND_FLOOR), Context(prec=15, rounding=ROUND_CEILING)

Judge: TypeAlias = Callable[[Threshold, Basis, Window], Judged]


def _positions_of(mode: Mode) -> tuple[int, ...]:
    """The positions in the window that a mode needs figures at."""
    if mode in (Mode.LATEST, Mode.ONCE):
        return (LAST,)
    if mode in (Mode.GEOMETRIC_BASE, Mode.ARITHMETIC_BASE, Mode.FROM_BASE):
        return _ALL
    return (FIRST, LAST) if mode is Mode.ENDS else _THREE


def is_inexact(names: Sequence[str | None], positions: Sequence[int], window: Window) -> bool:
    """Whether any of these figures is a bound or an estimate."""
    return any((name, position) in window.inexact for name in names for position in positions)


def is_complete(basis: Basis, mode: Mode, window: Window) -> bool:
    """Whether a basis has a value, be it between bounds, wherever a mode needs one."""
    return all(value_at(basis, position, window) is not None for position in _positions_of(mode))


def figure_at(name: str, position: int, window: Window) -> Interval | None:
    """What a figure may be; None where it is blank or doubtful."""
    value = window.figures.get(name, NO_FIGURES)[position]
    if value is not None:
        return exactly(value)
    bounds = window.inexact.get((name, position))
    if bounds is None:
        return None
    upper = None if bounds.upper is None else Fraction(bounds.upper)
    found = Interval(Fraction(bounds.lower), upper, bounds.over, bounds.under)
    return _in_wholes(found) if INDICATORS[name].unit.dimension in _WHOLE else found


def _in_wholes(found: Interval) -> Interval:
    """More than four firms are five or more. People are left alone, for 1.2 万人 is rounded."""
    low, high = found.low, found.high
    if found.over and low.denominator == 1:
        low += 1
    if found.under and high is not None and high.denominator == 1:
        high -= 1
    return Interval(low, high, found.over and low == found.low, found.under and high == found.high)


def value_at(basis: Basis, position: int, window: Window) -> Interval | None:
    """What a basis may come to in a year; None where blank, doubtful or over zero."""
    part = figure_at(basis.part, position, window)
    if part is None or basis.whole is None:
        return part
    whole = figure_at(basis.whole, position, window)
    quotient = None if whole is None else over(part, whole)
    return None if quotient is None else times(quotient, Fraction(basis.factor))


def range_of(value: Interval, root: int = 0) -> Range:
    """Bounds to be shown, rounded outwards; of a growth, in % a year."""
    lower = _shown(value.low, root, _DOWN)
    upper = None if value.high is None else _shown(value.high, root, _UP)
    return Range(lower, upper, False, value.over, value.under, not value.is_point)


def status_of(held: bool | None) -> Status:
    """What a criterion comes to that holds always, never, or (None) now and then."""
    return Status.UNKNOWN if held is None else Status.MET if held else Status.MISSED


def _every_year(threshold: Threshold, basis: Basis, window: Window) -> Judged:
    found = [value_at(basis, position, window) for position in _THREE]
    known = [value for value in found if value is not None]
    if not known:
        return _UNKNOWN
    worst = least(known) if threshold.is_floor else most(known)
    held = passes(worst, threshold.op, Fraction(threshold.limit))
    if held and len(known) < len(found):
        return _UNKNOWN
    # One year may be a miss, whatever the blank one is: open, rather than not to be computed.
    return status_of(held), range_of(worst)


def _latest(threshold: Threshold, basis: Basis, window: Window) -> Judged:
    value = value_at(basis, LAST, window)
    if value is None and basis.whole is not None and threshold.subject.kind is Kind.PER_10K:
        return _per_10k(threshold, basis, basis.whole, window)
    return _held_against(threshold, value)


def _per_10k(threshold: Threshold, basis: Basis, whole: str, window: Window) -> Judged:
    """As `settled.per_10k`: between what the parts and wholes of a blank figure leave."""
    people = _within(whole, window)
    value = over(_within(basis.part, window), people)
    if value is None:
        return _UNKNOWN
    if not people.low:
        # None at all is no divisor.
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
    found = [value_at(basis, position, window) for position in _THREE]
    judged = _held_against(
        threshold, times(total([_ANY if value is None else value for value in found]), Fraction(1, 3))
    )
    return _UNKNOWN if None in found and judged[0] is Status.UNKNOWN else judged


def _totals(threshold: Threshold, basis: Basis, window: Window) -> Judged:
    if basis.whole is None:
        return _UNKNOWN
    parts = _known([figure_at(basis.part, position, window) for position in _THREE])
    wholes = _known([figure_at(basis.whole, position, window) for position in _THREE])
    if parts is None or wholes is None:
        return _UNKNOWN
    share = over(total(parts), total(wholes))
    return _held_against(threshold, None if share is None else times(share, Fraction(basis.factor)))


def _held_against(threshold: Threshold, value: Interval | None) -> Judged:
    if value is None:
        return _UNKNOWN
    return status_of(passes(value, threshold.op, Fraction(threshold.limit))), range_of(value)


def _geometric(positions: tuple[int, ...]) -> Judge:
    """Growth from the first of these positions to the last; those between must be there, whatever they are."""

    def judge(threshold: Threshold, basis: Basis, window: Window) -> Judged:
        found = _known([figure_at(basis.part, position, window) for position in positions])
        grown = None if found is None else over(found[-1], found[0])
        if grown is None:
            return _UNKNOWN
        years = len(positions) - 1
        return status_of(passes(grown, threshold.op, Fraction(threshold.grown[years - 1]))), range_of(
            grown, years
        )

    return judge


def _arithmetic(positions: tuple[int, ...]) -> Judge:
    """The mean of the yearly rates, between bounds that are not the narrowest: a figure between two years counts twice."""

    def judge(threshold: Threshold, basis: Basis, window: Window) -> Judged:
        found = _known([figure_at(basis.part, position, window) for position in positions])
        rates = None if found is None else _known([over(after, before) for before, after in pairwise(found)])
        if found is None or rates is None:
            return _UNKNOWN
        mean = times(total(rates), Fraction(1, len(rates)))
        held = passes(mean, threshold.op, Fraction(threshold.grown[0]))
        shown = range_of(mean, 1)
        # A mean is never below the geometric one, for which the figures between do not matter.
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
        return _steps(threshold, basis, window, STEPS[mode])

    return judge


def _steps(threshold: Threshold, basis: Basis, window: Window, steps: tuple[tuple[int, int], ...]) -> Judged:
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


def _known(values: Sequence[Interval | None]) -> list[Interval] | None:
    """All of the values, if all are there."""
    known = [value for value in values if value is not None]
    return known if len(known) == len(values) else None


def _shown(value: Fraction, root: int, context: Context) -> Decimal:
    if root > 1:
        return growth_percent(Decimal(value.numerator), Decimal(value.denominator), root)
    shown = value if root == 0 else (value - 1) * 100
    return context.divide(Decimal(shown.numerator), Decimal(shown.denominator))


def _judged(mode: Mode, bounded: Judge) -> Judge:
    """By the exact measure, unless a figure it needs is a bound."""
    exact, positions = JUDGES[mode], _positions_of(mode)

    def judge(threshold: Threshold, basis: Basis, window: Window) -> Judged:
        # What bounds patents and people from outside may be inexact as well.
        is_wide = mode is Mode.LATEST and threshold.subject.kind is Kind.PER_10K
        if is_inexact((basis.part, basis.whole), positions, window):
            return bounded(threshold, basis, window)
        judged = exact(threshold, basis, window)
        return bounded(threshold, basis, window) if is_wide and judged[0] is Status.UNKNOWN else judged

    return judge


BOUNDED_JUDGES: dict[Mode, Judge] = {
    mode: _judged(mode, judge)
    for mode, judge in {
        Mode.EVERY_YEAR: _every_year,
        Mode.AVERAGE: _average,
        Mode.LATEST: _latest,
        Mode.ONCE: _latest,
        Mode.TOTALS: _totals,
        Mode.GEOMETRIC_BASE: _geometric(_ALL),
        Mode.GEOMETRIC_THREE: _geometric(_THREE),
        Mode.ARITHMETIC_BASE: _arithmetic(_ALL),
        Mode.ARITHMETIC_THREE: _arithmetic(_THREE),
        Mode.EACH_STEP: _trend(Mode.EACH_STEP),
        Mode.FROM_BASE: _trend(Mode.FROM_BASE),
        Mode.ENDS: _trend(Mode.ENDS),
    }.items()
}
