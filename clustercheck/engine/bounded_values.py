"""The range of a figure, a basis or a growth when figures are bounds or estimates."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from fractions import Fraction

from clustercheck.engine.spans import POSITIONS
from clustercheck.model.criteria import Mode
from clustercheck.model.findings import Range, Status
from clustercheck.model.indicators import INDICATORS
from clustercheck.model.intervals import Interval, exactly, over, times
from clustercheck.model.quantities import growth_percent
from clustercheck.model.subjects import Basis
from clustercheck.model.window import BASE, FIRST, LAST, MIDDLE, NO_FIGURES, Window

THREE = (FIRST, MIDDLE, LAST)
ALL = (BASE, FIRST, MIDDLE, LAST)
_WHOLE = ("firms", "patents")
_DOWN, _UP = Context(prec=15, rounding=ROUND_FLOOR), Context(prec=15, rounding=ROUND_CEILING)


def positions_of(mode: Mode) -> tuple[int, ...]:
    """The positions in the window at which a mode needs figures."""
    if mode in (Mode.LATEST, Mode.ONCE):
        return (LAST,)
    if mode in (Mode.GEOMETRIC_BASE, Mode.ARITHMETIC_BASE, Mode.FROM_BASE):
        return ALL
    if mode in POSITIONS:
        return POSITIONS[mode]
    return (FIRST, LAST) if mode is Mode.ENDS else THREE


def is_inexact(names: Sequence[str | None], positions: Sequence[int], window: Window) -> bool:
    """Whether any of these figures is a bound or an estimate."""
    return any((name, position) in window.inexact for name in names for position in positions)


def is_complete(basis: Basis, mode: Mode, window: Window) -> bool:
    """Whether a basis has a value, exact or bounded, at every position that a mode needs."""
    return all(value_at(basis, position, window) is not None for position in positions_of(mode))


def figure_at(name: str, position: int, window: Window) -> Interval | None:
    """The range of a figure; None if it is blank or doubtful."""
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
    """Round firms to whole numbers: more than four is five or more. Not for people, as 1.2 万人 is rounded."""
    low, high = found.low, found.high
    if found.over and low.denominator == 1:
        low += 1
    if found.under and high is not None and high.denominator == 1:
        high -= 1
    return Interval(low, high, found.over and low == found.low, found.under and high == found.high)


def value_at(basis: Basis, position: int, window: Window) -> Interval | None:
    """The range of a basis in one year; None if it is blank, doubtful or divided by zero."""
    part = figure_at(basis.part, position, window)
    if part is None or basis.whole is None:
        return part
    whole = figure_at(basis.whole, position, window)
    quotient = None if whole is None else over(part, whole)
    return None if quotient is None else times(quotient, Fraction(basis.factor))


def range_of(value: Interval, root: int = 0) -> Range:
    """The bounds to show, rounded outwards; growth in % a year."""
    lower = _rounded_value(value.low, root, _DOWN)
    upper = None if value.high is None else _rounded_value(value.high, root, _UP)
    return Range(lower, upper, False, value.over, value.under, not value.is_point)


def status_of(held: bool | None) -> Status:
    """The status of a criterion that holds always (True), never (False) or sometimes (None)."""
    return Status.UNKNOWN if held is None else Status.MET if held else Status.MISSED


def all_known(values: Sequence[Interval | None]) -> list[Interval] | None:
    """The values if all are known, else None."""
    known = [value for value in values if value is not None]
    return known if len(known) == len(values) else None


def _rounded_value(value: Fraction, root: int, context: Context) -> Decimal:
    if root > 1:
        return growth_percent(Decimal(value.numerator), Decimal(value.denominator), root)
    shown = value if root == 0 else (value - 1) * 100
    return context.divide(Decimal(shown.numerator), Decimal(shown.denominator))
