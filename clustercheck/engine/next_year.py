"""What a missed threshold requires of the next year. Figures of past years cannot change."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from clustercheck.engine.measures import STEPS, fell, pair, rose
from clustercheck.model.criteria import COMPARISONS, Mode, Over, Threshold
from clustercheck.model.findings import Outcome
from clustercheck.model.indicators import INDICATORS
from clustercheck.model.quantities import EXACT, quotient, whole_number
from clustercheck.model.records import NamedTuple
from clustercheck.model.subjects import FULL_RATE, Basis, Kind
from clustercheck.model.window import FIRST, LAST, MIDDLE, NO_FIGURES, Window

_times, _plus, _minus = EXACT.multiply, EXACT.add, EXACT.subtract
_ONE, _TWO, _THREE = Decimal(1), Decimal(2), Decimal(3)
_ARITHMETIC = (Mode.ARITHMETIC_BASE, Mode.ARITHMETIC_THREE)


class NextYearTarget(NamedTuple):
    """What the year after the last judged year must reach if the other years stay as they are: `op` `value` in `unit`.

    `indicator` is the figure it is about; empty for the criterion's own value (a share, a rate, a count).
    """

    year: int
    op: str
    value: Decimal
    unit: str
    indicator: str = ""


class Ahead(NamedTuple):
    """`free_from` is the first application year that does not include a missing year or step."""

    free_from: int | None = None
    target: NextYearTarget | None = None


def ahead_of(threshold: Threshold, outcome: Outcome, window: Window) -> Ahead:
    """What a missed reading means for later applications; empty if it uses no past year."""
    over = threshold.over
    if not window.years or over is Over.ONCE:
        return Ahead()
    year = window.years[LAST] + 1
    _reading, _status, mode, basis, _measure = outcome
    if over is Over.GROWTH:
        return Ahead(year + 1, _of_growth(threshold, basis, mode, window))
    if over is Over.RISING or over is Over.FALLING:
        return _of_trend(threshold, outcome, window)
    if over is Over.RISE:
        return _of_rise(threshold, outcome, window)
    if mode is Mode.AVERAGE or mode is Mode.MEAN_OF_TWO:
        return Ahead(year + 1, _of_mean(threshold, outcome, window))
    if mode is Mode.TOTALS:
        return Ahead(year + 1)
    own = NextYearTarget(year, threshold.op, threshold.limit, threshold.unit)
    if mode is Mode.EVERY_YEAR or mode is Mode.EACH_OF_TWO:
        return Ahead(None, own)  # which years miss is for the gap to say
    return Ahead(year + 1, own)


def _of_mean(threshold: Threshold, outcome: Outcome, window: Window) -> NextYearTarget | None:
    """The next year's figure that brings the mean of the last years up to the threshold."""
    basis, is_of_two = outcome.basis, outcome.mode is Mode.MEAN_OF_TWO
    figures = NO_FIGURES if basis is None else window.figures.get(basis.part, NO_FIGURES)
    middle, last = figures[MIDDLE], figures[LAST]
    if basis is None or basis.whole is not None or middle is None or last is None:
        return None
    needed = _minus(_minus(_times(_THREE, threshold.limit), middle), last)
    if is_of_two:
        needed = _minus(_times(_TWO, threshold.limit), last)
    return NextYearTarget(window.years[LAST] + 1, threshold.op, needed, threshold.unit, basis.part)


def _of_growth(
    threshold: Threshold, basis: Basis | None, mode: Mode, window: Window
) -> NextYearTarget | None:
    """The next year's figure that is needed. The first of the three years then becomes the base year."""
    figures = NO_FIGURES if basis is None else window.figures.get(basis.part, NO_FIGURES)
    _, first, middle, last = figures
    if basis is None or basis.whole is not None or not (first and middle and last):
        return None
    once, twice, thrice = threshold.grown
    is_of_two, under = threshold.span == 2, _ONE
    if mode is Mode.LAST_GROWTH:
        top = _times(last, once)
    elif is_of_two and mode is Mode.GEOMETRIC_THREE:
        top = _times(middle, twice)
    elif is_of_two:
        top, under = _times(last, _minus(_times(_times(_TWO, once), middle), last)), middle
    elif mode in _ARITHMETIC:
        rates = _minus(
            _times(_times(_times(_THREE, once), first), middle),
            EXACT.add(_times(middle, middle), _times(last, first)),
        )
        top, under = _times(last, rates), _times(first, middle)
    else:
        top = _times(first, thrice)
    indicator = INDICATORS[basis.part]
    year, unit = window.years[LAST] + 1, indicator.unit.name
    if indicator.is_count:
        needed = whole_number(top, under, threshold.is_strict)
        return NextYearTarget(year, ">=", needed, unit, basis.part)
    return NextYearTarget(year, threshold.op, quotient(top, under, up=True), unit, basis.part)


def _of_rise(threshold: Threshold, outcome: Outcome, window: Window) -> Ahead:
    """A yearly rise no longer includes a short step once the year before that step is out of the window."""
    basis = outcome.basis
    last = None if basis is None else pair(basis, window, LAST)
    if basis is None or last is None:
        return Ahead()
    year = window.years[LAST] + 1
    value = _plus(quotient(*last), threshold.limit)
    if threshold.subject.kind is Kind.RATE and value >= FULL_RATE:
        value = FULL_RATE
    target = NextYearTarget(year, ">=" if value == FULL_RATE else threshold.op, value, threshold.subject.unit)
    if outcome.mode is not Mode.EACH_RISE:
        return Ahead(year + 1, target)
    wrong = 0
    known = [(at, found) for at in (FIRST, MIDDLE, LAST) if (found := pair(basis, window, at)) is not None]
    for (earlier, before), (later, after) in pairwise(known):
        enough = _times(threshold.limit, Decimal(later - earlier))
        step = _minus(quotient(*after), quotient(*before))
        wrong = wrong if COMPARISONS[threshold.op](step, enough) else window.years[later]
    return Ahead(max(wrong + 3, year + 1), target)


def _of_trend(threshold: Threshold, outcome: Outcome, window: Window) -> Ahead:
    """A trend no longer includes a bad step once the year before that step is out of the window."""
    basis, mode = outcome.basis, outcome.mode
    if basis is None:
        return Ahead()
    rising = threshold.over is Over.RISING
    year = window.years[LAST] + 1
    from_position = MIDDLE if mode is Mode.ENDS else LAST
    before = pair(basis, window, from_position)
    if before is None:
        return Ahead()
    value = quotient(*before)
    full = rising and threshold.subject.kind is Kind.RATE and value >= FULL_RATE
    op = ">=" if full else ">" if rising else "<"
    target = NextYearTarget(year, op, value, threshold.unit)
    if mode is Mode.ENDS:
        return Ahead(year + 1, target)
    is_rate = threshold.subject.kind is Kind.RATE
    wrong, steps = 0, STEPS[mode]
    looked_at = (steps[0][0], *(later for _, later in steps))
    # Across a blank year the bad step may be the later one.
    known = [(at, found) for at in looked_at if (found := pair(basis, window, at)) is not None]
    for (_, one), (later, other) in pairwise(known):
        holds = rose(is_rate, one, other) if rising else fell(one, other)
        wrong = wrong if holds else window.years[later]
    # A reading that starts from the base year uses one year more.
    reach = 4 if mode is Mode.FROM_BASE else 3
    return Ahead(max(wrong + reach, year + 1), target)
