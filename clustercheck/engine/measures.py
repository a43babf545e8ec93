"""Shares, growth, per 10,000, trends and bounded counts, each compared exactly with its threshold.

Every function takes a threshold, a basis and a window and returns a status and the measured value. Quotients are
compared by products: nothing is divided or rounded. A figure that settles the result does so even if another figure
is blank: one year below the threshold is a miss.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from clustercheck.model.criteria import COMPARISONS, Mode, Over, Threshold
from clustercheck.model.findings import Judged, Measure, Outcome, Pair, Range, Status
from clustercheck.model.quantities import EXACT, growth_percent, quotient
from clustercheck.model.speed import cached_by_identity
from clustercheck.model.subjects import FULL_RATE, Basis, Kind
from clustercheck.model.window import BASE, FIRST, LAST, MIDDLE, NO_FIGURES, Window

_times, _plus, _minus = EXACT.multiply, EXACT.add, EXACT.subtract
_ZERO, _ONE, _TWO, _THREE = Decimal(0), Decimal(1), Decimal(2), Decimal(3)
_MET, _MISSED = Status.MET, Status.MISSED
_UNKNOWN: Judged = (Status.UNKNOWN, None)
_YEARS = (FIRST, MIDDLE, LAST)
# Every file makes dozens of measures, and their own constructor takes twice as long.
_new = tuple.__new__


def pair(basis: Basis, window: Window, position: int) -> Pair | None:
    """The numerator and denominator of a basis at a position; None if blank, doubtful or divided by zero."""
    part = window.figures.get(basis.part, NO_FIGURES)[position]
    if part is None:
        return None
    if basis.whole is None:
        return part, _ONE
    whole = window.figures.get(basis.whole, NO_FIGURES)[position]
    if whole is None or whole <= _ZERO:
        return None
    return _times(basis.factor, part), whole


def _pairs(basis: Basis, window: Window, positions: tuple[int, ...]) -> list[Pair | None]:
    """The same at several positions."""
    part, whole, factor = basis
    parts = window.figures.get(part, NO_FIGURES)
    if whole is None:
        return [None if (top := parts[at]) is None else (top, _ONE) for at in positions]
    wholes = window.figures.get(whole, NO_FIGURES)
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
    return bool(window.doubted) and any(
        (name, position) in window.doubted
        for name in (basis.part, basis.whole)
        if name is not None
        for position in positions
    )


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


def _latest(threshold: Threshold, basis: Basis, window: Window) -> Judged:
    found = pair(basis, window, LAST)
    if found is not None:
        return _held_against(threshold, found, LAST)
    if threshold.subject.kind is Kind.PER_10K:
        from clustercheck.engine.blank_figures import per_10k

        return per_10k(threshold, basis, window)
    return _UNKNOWN


def _every_year(threshold: Threshold, basis: Basis, window: Window) -> Judged:
    compare, limit = COMPARISONS[threshold.op], threshold.limit
    floor = threshold.op in (">", ">=")
    worst: Pair | None = None
    where, passed, blank = LAST, True, False
    for position, found in enumerate(_pairs(basis, window, _YEARS), FIRST):
        if found is None:
            blank = True
            continue
        over = found[1]
        passed = passed and compare(found[0], limit if over is _ONE else _times(limit, over))
        if worst is None or (fell(worst, found) if floor else fell(found, worst)):
            worst, where = found, position
    if worst is None:
        return _UNKNOWN
    status = Status.MISSED if not passed else Status.UNKNOWN if blank else Status.MET
    return status, _new(Measure, (worst[0], worst[1], 0, where))


def _average(threshold: Threshold, basis: Basis, window: Window) -> Judged:
    """The mean of the three years; for shares, the mean of the yearly shares."""
    found = _pairs(basis, window, _YEARS)
    if found[0] is None or found[1] is None or found[2] is None:
        from clustercheck.engine.blank_figures import mean_of_known

        return mean_of_known(threshold, found)
    (a, x), (b, y), (c, z) = found[0], found[1], found[2]
    total = _plus(_plus(_times(_times(a, y), z), _times(_times(b, x), z)), _times(_times(c, x), y))
    return _held_against(threshold, (total, _times(_times(_times(_THREE, x), y), z)), None)


def _totals(threshold: Threshold, basis: Basis, window: Window) -> Judged:
    if basis.whole is None:
        return _UNKNOWN
    _, a, b, c = window.figures.get(basis.part, NO_FIGURES)
    _, x, y, z = window.figures.get(basis.whole, NO_FIGURES)
    if a is None or b is None or c is None or x is None or y is None or z is None:
        return _UNKNOWN
    whole = _plus(_plus(x, y), z)
    if whole <= _ZERO:
        return _UNKNOWN
    return _held_against(threshold, (_times(basis.factor, _plus(_plus(a, b), c)), whole), None)


def _held_against(threshold: Threshold, found: Pair, position: int | None) -> Judged:
    value, over = found
    limit = threshold.limit
    passed = COMPARISONS[threshold.op](value, limit if over is _ONE else _times(limit, over))
    return (_MET if passed else _MISSED), _new(Measure, (value, over, 0, position))


def _geometric_base(threshold: Threshold, basis: Basis, window: Window) -> Judged:
    base, first, middle, last = window.figures.get(basis.part, NO_FIGURES)
    if base is None or first is None or middle is None or last is None or base <= _ZERO or last < _ZERO:
        return _UNKNOWN
    return _grown(threshold, last, base, 3)


def _geometric_three(threshold: Threshold, basis: Basis, window: Window) -> Judged:
    _, first, middle, last = window.figures.get(basis.part, NO_FIGURES)
    if first is None or middle is None or last is None or first <= _ZERO or last < _ZERO:
        return _UNKNOWN
    return _grown(threshold, last, first, 2)


def _arithmetic_base(threshold: Threshold, basis: Basis, window: Window) -> Judged:
    base, first, middle, last = window.figures.get(basis.part, NO_FIGURES)
    if base is None or first is None or middle is None or last is None or last < _ZERO:
        return _UNKNOWN
    if base <= _ZERO or first <= _ZERO or middle <= _ZERO:
        return _UNKNOWN
    steps = _plus(
        _plus(_times(_times(first, first), middle), _times(_times(middle, middle), base)),
        _times(_times(last, base), first),
    )
    return _grown(threshold, steps, _times(_times(_times(_THREE, base), first), middle), 1)


def _arithmetic_three(threshold: Threshold, basis: Basis, window: Window) -> Judged:
    _, first, middle, last = window.figures.get(basis.part, NO_FIGURES)
    if first is None or middle is None or last is None or last < _ZERO:
        return _UNKNOWN
    if first <= _ZERO or middle <= _ZERO:
        return _UNKNOWN
    steps = _plus(_times(middle, middle), _times(last, first))
    return _grown(threshold, steps, _times(_times(_TWO, first), middle), 1)


def _grown(threshold: Threshold, last: Decimal, first: Decimal, root: int) -> Judged:
    passed = COMPARISONS[threshold.op](last, _times(first, threshold.grown[root - 1]))
    return (_MET if passed else _MISSED), _new(Measure, (last, first, root, None))


def _trend(mode: Mode) -> Callable[[Threshold, Basis, Window], Judged]:
    steps = STEPS[mode]
    # Each step begins where the one before it ends.
    positions = (steps[0][0], *[later for _, later in steps])
    return lambda threshold, basis, window: _steps(threshold, _pairs(basis, window, positions))


def _steps(threshold: Threshold, found: list[Pair | None]) -> Judged:
    rising = threshold.over is Over.RISING
    rate = threshold.subject.kind is Kind.RATE
    blank = False
    before = found[0]
    for after in found[1:]:
        if after is None:
            # Two rises make a rise, so the year before the blank one is compared with the year after it.
            blank = True
            continue
        if before is None:
            blank = True
        elif not (rose(rate, before, after) if rising else fell(before, after)):
            return _MISSED, None
        before = after
    return (Status.UNKNOWN if blank else _MET), None


STEPS: dict[Mode, tuple[tuple[int, int], ...]] = {
    Mode.EACH_STEP: ((FIRST, MIDDLE), (MIDDLE, LAST)),
    Mode.FROM_BASE: ((BASE, FIRST), (FIRST, MIDDLE), (MIDDLE, LAST)),
    Mode.ENDS: ((FIRST, LAST),),
}


def _span(mode: Mode) -> Callable[[Threshold, Basis, Window], Judged]:
    """Measures of shorter windows, and of rises in points."""

    def judge(threshold: Threshold, basis: Basis, window: Window) -> Judged:
        from clustercheck.engine.spans import POSITIONS, SPANS

        return SPANS[mode](threshold, _pairs(basis, window, POSITIONS[mode]))

    return judge


JUDGES: dict[Mode, Callable[[Threshold, Basis, Window], Judged]] = {
    Mode.EVERY_YEAR: _every_year,
    Mode.AVERAGE: _average,
    Mode.LATEST: _latest,
    Mode.ONCE: _latest,
    Mode.TOTALS: _totals,
    Mode.GEOMETRIC_BASE: _geometric_base,
    Mode.GEOMETRIC_THREE: _geometric_three,
    Mode.ARITHMETIC_BASE: _arithmetic_base,
    Mode.ARITHMETIC_THREE: _arithmetic_three,
    Mode.EACH_STEP: _trend(Mode.EACH_STEP),
    Mode.FROM_BASE: _trend(Mode.FROM_BASE),
    Mode.ENDS: _trend(Mode.ENDS),
    **{
        mode: _span(mode)
        for mode in (
            Mode.EACH_OF_TWO, Mode.MEAN_OF_TWO, Mode.LAST_GROWTH, Mode.EACH_RISE, Mode.LAST_RISE, Mode.MEAN_RISE,
        )
    },
}  # fmt: skip
