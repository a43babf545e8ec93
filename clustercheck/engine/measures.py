"""The measures of a basis: its quotients by year, whether they rise, and the value of what was measured.

Quotients are compared by products: nothing is divided or rounded.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from clustercheck.model.criteria import COMPARISONS, Mode, Threshold
from clustercheck.model.findings import Measure, Outcome, Pair, Range
from clustercheck.model.quantities import EXACT, growth_percent, quotient
from clustercheck.model.speed import cached_by_identity
from clustercheck.model.subjects import FULL_RATE, Basis
from clustercheck.model.window import BASE, FIRST, LAST, MIDDLE, NO_FIGURES, Figures, Window

_times, _plus, _minus = EXACT.multiply, EXACT.add, EXACT.subtract
_ZERO = Decimal(0)
# The denominator of a bare figure, so that it is known by its identity.
ONE = Decimal(1)


def pair(basis: Basis, window: Window, position: int) -> Pair | None:
    """The numerator and denominator of a basis at a position; None if blank, doubtful or divided by zero."""
    part = window.figures.get(basis.part, NO_FIGURES)[position]
    if part is None:
        return None
    if basis.whole is None:
        return part, ONE
    whole = window.figures.get(basis.whole, NO_FIGURES)[position]
    if whole is None or whole <= _ZERO:
        return None
    return _times(basis.factor, part), whole


def pairs(basis: Basis, figures: Mapping[str, Figures], positions: tuple[int, ...]) -> list[Pair | None]:
    """The same at several positions. The whole is not asked for if there is no part."""
    part, whole, factor = basis
    parts = figures.get(part)
    if parts is None:
        return [None] * len(positions)
    if whole is None:
        return [None if (top := parts[at]) is None else (top, ONE) for at in positions]
    wholes = figures.get(whole, NO_FIGURES)
    found: list[Pair | None] = []
    for at in positions:
        top, bottom = parts[at], wholes[at]
        if top is None or bottom is None or bottom <= _ZERO:
            found.append(None)
        else:
            found.append((_times(factor, top), bottom))
    return found


def missing_years(threshold: Threshold, basis: Basis, window: Window) -> list[int]:
    """The positions of the years that miss a threshold."""
    compare = COMPARISONS[threshold.op]
    looked_at = (FIRST, MIDDLE, LAST)[-threshold.span :]
    found = [(position, pair(basis, window, position)) for position in looked_at]
    return [
        at for at, one in found if one is not None and not compare(one[0], _times(threshold.limit, one[1]))
    ]


def last_missing_year(threshold: Threshold, basis: Basis, window: Window) -> int | None:
    """The position of the last year that misses a threshold."""
    compare, limit = COMPARISONS[threshold.op], threshold.limit
    for position in (LAST, MIDDLE, FIRST)[: threshold.span]:
        found = pair(basis, window, position)
        if found is not None and not compare(found[0], _times(limit, found[1])):
            return position
    return None


def farthest_of(threshold: Threshold, missed: list[Outcome]) -> Outcome:
    """The reading farthest from the threshold. For trends, and for bounds that settle nothing more, the first one."""
    farthest, greatest = missed[0], _ZERO
    if len(missed) == 1 or not threshold.op:
        return farthest
    for outcome in missed:
        value = _nearest_value(threshold, outcome.measure)
        if value is not None:
            distance = _minus(threshold.limit, value).copy_abs()
            if distance > greatest:
                farthest, greatest = outcome, distance
    return farthest


def _nearest_value(threshold: Threshold, measure: Measure | Range | None) -> Decimal | None:
    """The value of a measure with 15 digits, to compare it with others; of a range, the bound next to the threshold."""
    if isinstance(measure, Range):
        return measure.upper if threshold.is_floor else measure.lower
    if measure is None:
        return None
    return value_of(measure)


def value_of(measure: Measure) -> Decimal:
    """A measure for display: exact if its decimals end, else with 15 significant digits."""
    numerator, denominator, root, _position = measure
    return growth_of(measure) if root else quotient(numerator, denominator)


@cached_by_identity()
def growth_of(measure: Measure) -> Decimal:
    """The same of a growth. The engine asks for it before reports do."""
    numerator, denominator, root, _position = measure
    return growth_percent(numerator, denominator, root)


def is_doubted(basis: Basis, window: Window, *positions: int) -> bool:
    """Whether a data error names one of the basis's figures at these positions."""
    doubted = window.doubted
    if doubted:
        part, whole, _ = basis
        for at in positions:
            if (part, at) in doubted or (whole is not None and (whole, at) in doubted):
                return True
    return False


def rose(subject_is_rate: bool, before: Pair, after: Pair) -> bool:
    """Whether a step goes up. A rate at 100 % cannot rise further and counts as risen unless it fell."""
    if subject_is_rate and after[0] >= _times(FULL_RATE, after[1]):
        return not fell(before, after)
    return fell(after, before)


def fell(before: Pair, after: Pair) -> bool:
    """Whether a step goes down."""
    if before[1] is after[1]:
        # Denominators are above zero, as those of a bare figure are.
        return after[0] < before[0]
    return _times(after[0], before[1]) < _times(before[0], after[1])


STEPS: dict[Mode, tuple[tuple[int, int], ...]] = {
    Mode.EACH_STEP: ((FIRST, MIDDLE), (MIDDLE, LAST)),
    Mode.FROM_BASE: ((BASE, FIRST), (FIRST, MIDDLE), (MIDDLE, LAST)),
    Mode.ENDS: ((FIRST, LAST),),
}
