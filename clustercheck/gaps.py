"""What a miss lacks, in the unit a person would act on, and by what margin a pass holds."""

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from clustercheck.criteria import COMPARISONS, Mode, Over, Threshold
from clustercheck.evidence import fraction, value_of
from clustercheck.findings import Assessment, Finding, Measure, Outcome, Pair, Range, Status
from clustercheck.indicators import INDICATORS
from clustercheck.measures import STEPS, pair
from clustercheck.next_year import Target, ahead_of
from clustercheck.quantities import EXACT, quotient
from clustercheck.subjects import Basis, Kind
from clustercheck.window import FIRST, LAST, MIDDLE, NO_FIGURES, Window

if TYPE_CHECKING:
    from fractions import Fraction

_times, _plus, _minus = EXACT.multiply, EXACT.add, EXACT.subtract
_ZERO, _ONE, _TWO, _THREE = Decimal(0), Decimal(1), Decimal(2), Decimal(3)

POINTS = "个百分点"
_THIN = Decimal("0.05")
# A growth cannot be less, and everything else not less than zero: that bounds no gap.
_LEAST_GROWTH = Decimal(-100)
_SHORT = (Status.MISSED, Status.DISCRETIONARY)


class Equivalent(NamedTuple):
    """The same gap as a figure of the workbook: what must be added to it, or what it would have had to be."""

    indicator: str
    amount: Decimal
    unit: str


class Gap(NamedTuple):
    """What is lacking; `strict` where it takes more than that.

    `year` is the worst year, or the later year of the worst step. `free_from` is the first year in which an
    application looks at three years without any that misses, and `target` what the next year must be.
    `branch` is the alternative that comes nearest. `most`
    is set where a value is known between bounds only: `amount` is then the least that is lacking. It is so too, with
    `most` or without, where the gap is `inexact`: bounds in the workbook leave its size open.
    """

    amount: Decimal
    unit: str
    strict: bool = False
    year: int | None = None
    equivalents: tuple[Equivalent, ...] = ()
    free_from: int | None = None
    branch: str = ""
    most: Decimal | None = None
    inexact: bool = False
    target: Target | None = None


class Margin(NamedTuple):
    """By how much a pass holds; `thin` under 5 % of the threshold."""

    amount: Decimal
    unit: str
    thin: bool


def gap_of(finding: Finding, assessment: Assessment) -> Gap | None:
    """The gap of a missed or discretionary criterion; None for any other and for attestations."""
    gap, threshold, outcome = _gap_of(finding, assessment), finding.criterion, finding.outcome
    if gap is None or outcome is None or not isinstance(threshold, Threshold):
        return gap
    ahead = ahead_of(threshold, outcome, assessment.window)
    return gap._replace(free_from=gap.free_from or ahead.free_from, target=ahead.target)


def _gap_of(finding: Finding, assessment: Assessment) -> Gap | None:
    if finding.status not in _SHORT:
        return None
    if finding.branches:
        return _nearest(finding, assessment)
    threshold, outcome = finding.criterion, finding.outcome
    if not isinstance(threshold, Threshold) or outcome is None or outcome.status is not Status.MISSED:
        return None
    if threshold.over in (Over.RISING, Over.FALLING):
        return _gap_of_trend(threshold, outcome, assessment.window)
    measure = outcome.measure
    if isinstance(measure, Range) and (measure.inexact or threshold.counted is None):
        return _gap_of_range(threshold, measure)
    if isinstance(measure, Range):
        lacking = threshold.limit - (measure.lower if measure.upper is None else measure.upper)
        most = threshold.limit - measure.lower if measure.upper != measure.lower else None
        count = threshold.counted.given if threshold.counted else ""
        equivalents = (Equivalent(count, lacking, threshold.unit),)
        return Gap(lacking, threshold.unit, threshold.is_strict, equivalents=equivalents, most=most)
    if not isinstance(measure, Measure):
        return None
    if threshold.over is Over.GROWTH:
        return _gap_of_growth(threshold, outcome, measure, assessment.window)
    return _gap_of_value(threshold, outcome, measure, assessment.window)


def margin_of(finding: Finding) -> Margin | None:
    """The margin of a met threshold; None for trends, attestations, inexact figures and whatever is not met."""
    threshold, outcome = finding.criterion, finding.outcome
    if finding.status is not Status.MET or not isinstance(threshold, Threshold) or outcome is None:
        return None
    measure = outcome.measure
    over = _ONE
    if isinstance(measure, Range):
        if measure.inexact:
            return None
        value = measure.lower
    elif isinstance(measure, Measure):
        value = value_of(measure)
        if measure.root == 0:
            value, over = measure.numerator, measure.denominator
    else:
        return None
    limit = _times(threshold.limit, over)
    amount = abs(_minus(value, limit))
    return Margin(quotient(amount, over), _unit(threshold), amount < _times(_THIN, limit))


def relative_gap(finding: Finding) -> "Fraction":
    """How far a missed threshold is from its limit, as a part of it; for the order of what is missed."""
    from fractions import Fraction

    threshold, outcome = finding.criterion, finding.outcome
    if finding.branches:
        return min((relative_gap(b) for b in finding.branches if b.status in _SHORT), default=Fraction(0))
    if not isinstance(threshold, Threshold) or outcome is None or not threshold.limit:
        return Fraction(0)
    measure = outcome.measure
    if isinstance(measure, Range):
        nearest = measure.upper if threshold.is_floor else measure.lower
        value = Fraction(measure.lower if nearest is None else nearest)
    elif isinstance(measure, Measure):
        value = fraction(measure) if measure.root == 0 else Fraction(value_of(measure))
    else:
        return Fraction(0)
    return abs(value - Fraction(threshold.limit)) / Fraction(threshold.limit)


def _nearest(finding: Finding, assessment: Assessment) -> Gap | None:
    missed = [branch for branch in finding.branches if branch.status in _SHORT]
    if not missed:
        return None
    nearest = min(missed, key=relative_gap)
    gap = gap_of(nearest, assessment)
    if gap is None:
        return None
    return gap._replace(branch=nearest.criterion.id)


def _gap_of_value(threshold: Threshold, outcome: Outcome, measure: Measure, window: Window) -> Gap:
    basis = outcome.basis
    equivalents: tuple[Equivalent, ...] = ()
    amount, unit = quotient(abs(_lacking(threshold, measure)), measure.denominator), _unit(threshold)
    if basis is not None and threshold.is_floor:
        equivalents = _to_be_added(threshold, outcome, measure, basis)
        if threshold.subject.kind is Kind.PER_10K and equivalents:
            amount, unit = equivalents[0].amount, equivalents[0].unit
    every_year = outcome.mode is Mode.EVERY_YEAR
    year = window.years[measure.position] if every_year and measure.position is not None else None
    free_from = _free_from(threshold, basis, window) if every_year and basis is not None else None
    # Whole patents are more than what is lacking, so no more than they is needed.
    strict = threshold.is_strict and threshold.subject.kind is not Kind.PER_10K
    return Gap(amount, unit, strict, year, equivalents, free_from)


def _lacking(threshold: Threshold, measure: Measure) -> Decimal:
    """What a value lacks, as many times as its denominator says: nothing is divided until it is shown."""
    return _minus(_times(threshold.limit, measure.denominator), measure.numerator)


def _to_be_added(
    threshold: Threshold, outcome: Outcome, measure: Measure, basis: Basis
) -> tuple[Equivalent, ...]:
    """What the part would have to be more by, the rest unchanged; of output, which raises the whole as well."""
    indicator = INDICATORS[basis.part]
    lacking = _lacking(threshold, measure)
    if basis.whole is None:
        if outcome.mode is not Mode.AVERAGE:
            return ()
        added = quotient(_times(_THREE, lacking), measure.denominator, up=True)
    elif indicator.is_count:
        added = _whole(lacking, basis.factor, threshold.is_strict)
    elif outcome.mode is Mode.AVERAGE or threshold.limit >= basis.factor:
        return ()
    else:
        added = quotient(lacking, _minus(basis.factor, threshold.limit), up=True)
    return (Equivalent(indicator.id, added, indicator.unit.name),)


def _whole(numerator: Decimal, denominator: Decimal, strict: bool) -> Decimal:
    """The least whole number that is not less than a quotient, or is more than it."""
    wholly = EXACT.divide_int(numerator, denominator)
    rest = _minus(numerator, _times(wholly, denominator))
    return _plus(wholly, _ONE) if rest > 0 or (strict and not rest) else wholly


def _free_from(threshold: Threshold, basis: Basis, window: Window) -> int | None:
    """The application year whose three years lie behind the last one that misses."""
    compare = COMPARISONS[threshold.op]
    missing = []
    for position in (FIRST, MIDDLE, LAST):
        found = pair(basis, window, position)
        if found is not None and not compare(found[0], EXACT.multiply(threshold.limit, found[1])):
            missing.append(window.years[position])
    return max(missing) + 4 if missing else None


def _gap_of_growth(threshold: Threshold, outcome: Outcome, measure: Measure, window: Window) -> Gap:
    lacking = abs(threshold.limit - value_of(measure))
    basis = outcome.basis
    if basis is None:
        return Gap(lacking, POINTS, threshold.is_strict)
    indicator = INDICATORS[basis.part]
    top, under = _last_needed(threshold, outcome, basis, window)
    strict = threshold.is_strict
    needed = _whole(top, under, strict) if indicator.is_count else quotient(top, under, up=True)
    equivalents = (Equivalent(indicator.id, needed, indicator.unit.name),)
    return Gap(lacking, POINTS, strict, None, equivalents)


def _last_needed(threshold: Threshold, outcome: Outcome, basis: Basis, window: Window) -> Pair:
    """What the last figure would have had to be (or, for a strict threshold, more than that), as a quotient."""
    figures = window.figures.get(basis.part, NO_FIGURES)
    base, first, middle, _ = [_ZERO if figure is None else figure for figure in figures]
    once, twice, thrice = threshold.grown
    if outcome.mode is Mode.GEOMETRIC_BASE:
        return _times(base, thrice), _ONE
    if outcome.mode is Mode.GEOMETRIC_THREE:
        return _times(first, twice), _ONE
    if outcome.mode is Mode.ARITHMETIC_THREE:
        rate = _minus(_times(_times(_TWO, once), first), middle)
        return _times(middle, rate), first
    grown = _times(_times(_times(_THREE, once), base), first)
    rate = _minus(grown, _plus(_times(first, first), _times(middle, base)))
    return _times(middle, rate), _times(base, first)


def _gap_of_range(threshold: Threshold, found: Range) -> Gap:
    """The least that is lacking where inexact figures settle the miss, and the most where they bound it too."""
    limit = threshold.limit
    nearest, farthest = (found.upper, found.lower) if threshold.is_floor else (found.lower, found.upper)
    if nearest is None:
        raise ValueError(found)
    bounded = farthest is not None and found.lower > (_LEAST_GROWTH if threshold.over is Over.GROWTH else 0)
    most = None if farthest is None or not bounded else abs(limit - farthest)
    left_out = found.under if threshold.is_floor else found.over
    return Gap(
        abs(limit - nearest),
        _unit(threshold),
        threshold.is_strict or left_out,
        most=most if found.inexact else None,
        inexact=found.inexact,
    )


def _gap_of_trend(threshold: Threshold, outcome: Outcome, window: Window) -> Gap | None:
    """The step that goes furthest the wrong way, and by how much (0: it stands still)."""
    if outcome.basis is None or isinstance(outcome.measure, Range):
        return None
    sign = _ONE if threshold.over is Over.RISING else -_ONE
    worst: tuple[Decimal, Decimal, int] | None = None
    for earlier, later in STEPS[outcome.mode]:
        before, after = pair(outcome.basis, window, earlier), pair(outcome.basis, window, later)
        if before is None or after is None:
            continue
        step = _times(sign, _minus(_times(after[0], before[1]), _times(before[0], after[1])))
        over = _times(after[1], before[1])
        if worst is None or _times(step, worst[1]) < _times(worst[0], over):
            worst = step, over, window.years[later]
    if worst is None:
        return None
    unit = POINTS if threshold.subject.kind is Kind.RATE else threshold.unit
    return Gap(quotient(abs(worst[0]), worst[1]), unit, True, worst[2])


def _unit(threshold: Threshold) -> str:
    in_points = threshold.subject.kind in (Kind.SHARE, Kind.RATE, Kind.GROWTH)
    return POINTS if in_points else threshold.unit
