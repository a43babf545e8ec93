"""The gap of a miss, in the unit that a person would act on."""

from decimal import Decimal
from itertools import pairwise

from clustercheck.engine.evidence import fraction
from clustercheck.engine.measures import STEPS, last_missing_year, pair, value_of
from clustercheck.engine.next_year import Ahead, NextYearTarget, ahead_of
from clustercheck.engine.remedies import Equivalent, remedies_of, remedy_of_count
from clustercheck.model.criteria import Mode, Over, Threshold
from clustercheck.model.findings import STRICT, Assessment, Finding, Measure, Outcome, Range, Status
from clustercheck.model.hints import TYPE_CHECKING
from clustercheck.model.quantities import EXACT, POINTS, quotient
from clustercheck.model.records import NamedTuple
from clustercheck.model.subjects import Basis, Kind
from clustercheck.model.window import Window

if TYPE_CHECKING:
    from collections.abc import Callable
    from fractions import Fraction

# A difference loses no digit by `copy_abs`; `abs` would round it to those of the thread's context.
_times, _minus = EXACT.multiply, EXACT.subtract
_ONE = Decimal(1)

# A growth cannot be below -100 %, and everything else not below zero. These bounds limit no gap.
_LEAST_GROWTH = Decimal(-100)
_EACH_YEAR = (Mode.EVERY_YEAR, Mode.EACH_OF_TWO)
_SHORT = (Status.MISSED, Status.DISCRETIONARY)


class Gap(NamedTuple):
    """The missing amount; with `strict`, more than that is needed.

    `year` is the worst year, or the later year of the worst step. `free_from` is the first application year whose
    three years all meet the threshold, and `target` is the value needed next year. `branch` is the nearest
    alternative. `most` is set if the value is known only by its bounds: `amount` is then the least possible gap. With
    `inexact`, bounds in the workbook leave the size of the gap open, and `amount` is the least possible gap as well.
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
    target: NextYearTarget | None = None


def gap_of(
    finding: Finding,
    assessment: Assessment,
    of_branch: "Callable[[Finding, Assessment], Gap | None] | None" = None,
) -> Gap | None:
    """The gap of a missed or discretionary criterion; None for any other and for attestations.

    `of_branch` gives the gap of an alternative if it is already known.
    """
    if finding.branches:
        return _nearest(finding, assessment, of_branch or gap_of)
    return _gap_of(finding, assessment)


def _gap_of(finding: Finding, assessment: Assessment) -> Gap | None:
    threshold, status, _sensitive, outcomes, outcome, _branches, _answer = finding
    if status not in _SHORT or outcome is None or not isinstance(threshold, Threshold):
        return None
    _reading, of_outcome, _mode, _basis, measure = outcome
    if of_outcome is not Status.MISSED:
        return None
    window, over = assessment.window, threshold.over
    ahead = ahead_of(threshold, outcome, window)
    if over is Over.RISING or over is Over.FALLING:
        return _gap_of_trend(threshold, outcome, ahead, window)
    if isinstance(measure, Range):
        if measure.inexact or threshold.counted is None:
            return _gap_of_range(threshold, measure, ahead)
        return _gap_of_count(threshold, finding, measure, ahead, assessment)
    if measure is None:
        return None
    # The reading that decides has to pass; in strict mode all readings.
    missed = [outcome]
    if assessment.reading == STRICT:
        missed += [one for one in outcomes if one.status is Status.MISSED and one is not outcome]
    if over is Over.GROWTH:
        return _gap_of_growth(threshold, missed, measure, ahead, window)
    return _gap_of_value(threshold, missed, measure, ahead, window)


def unit_of_difference(threshold: Threshold) -> str:
    """The unit of what lies between a value and its threshold."""
    in_points = threshold.subject.kind in (Kind.SHARE, Kind.RATE, Kind.GROWTH)
    return POINTS if in_points else threshold.unit


def relative_gap(finding: Finding) -> "Fraction":
    """The distance of a missed threshold from its limit, as a fraction of it. Misses are sorted by it."""
    from fractions import Fraction

    threshold, outcome = finding.criterion, finding.outcome
    if finding.branches:
        return min(map(relative_gap, _measured(finding)), default=Fraction(0))
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


def _nearest(
    finding: Finding, assessment: Assessment, of_branch: "Callable[[Finding, Assessment], Gap | None]"
) -> Gap | None:
    if finding.status not in _SHORT:
        return None
    missed = _measured(finding)
    if not missed:
        return None
    nearest = min(missed, key=relative_gap)
    gap = of_branch(nearest, assessment)
    if gap is None:
        return None
    return gap._replace(branch=gap.branch or nearest.criterion.id)


def _measured(finding: Finding) -> list[Finding]:
    """The branches that miss a number. An attestation has no number."""
    missed = [branch for branch in finding.branches if branch.status in _SHORT]
    return [b for b in missed if (_measured(b) if b.branches else isinstance(b.criterion, Threshold))]


def _gap_of_value(
    threshold: Threshold, missed: list[Outcome], measure: Measure, ahead: Ahead, window: Window
) -> Gap:
    numerator, denominator, _root, position = measure
    mode = missed[0].mode
    lacking = _minus(_times(threshold.limit, denominator), numerator)
    amount, unit = quotient(lacking.copy_abs(), denominator), unit_of_difference(threshold)
    strict = threshold.is_strict
    equivalents = remedies_of(threshold, missed, window)
    if equivalents and threshold.subject.kind is Kind.PER_10K:
        # Whole patents exceed the gap, so no more than that is needed.
        amount, unit, strict = equivalents[0].amount, equivalents[0].unit, False
    every_year = mode in _EACH_YEAR or mode is Mode.EACH_RISE
    year = window.years[position] if every_year and position is not None else None
    free_from, target = ahead
    # A gap that the last year can close needs no waiting, unless each year decides.
    if every_year or not equivalents:
        past = [one.basis for one in missed if one.mode in _EACH_YEAR and one.basis is not None]
        free_from = (_free_from(threshold, past[0], window) if past else None) or free_from
    return Gap(amount, unit, strict, year, equivalents, free_from, target=target)


def _free_from(threshold: Threshold, basis: Basis, window: Window) -> int | None:
    """The first application year whose three years come after the last year that misses."""
    missing = last_missing_year(threshold, basis, window)
    return None if missing is None else window.years[missing] + threshold.span + 1


def _gap_of_growth(
    threshold: Threshold, missed: list[Outcome], measure: Measure, ahead: Ahead, window: Window
) -> Gap:
    lacking = _minus(threshold.limit, value_of(measure)).copy_abs()
    equivalents = remedies_of(threshold, missed, window)
    return Gap(lacking, POINTS, threshold.is_strict, None, equivalents, ahead.free_from, target=ahead.target)


def _gap_of_count(
    threshold: Threshold, finding: Finding, found: Range, ahead: Ahead, assessment: Assessment
) -> Gap:
    """The certain gap, and the largest possible gap if the kinds may overlap."""
    lacking = _minus(threshold.limit, found.lower if found.upper is None else found.upper)
    most = _minus(threshold.limit, found.lower) if found.upper != found.lower else None
    if assessment.reading == STRICT:
        equivalents = remedy_of_count(threshold, finding.outcomes)
    else:
        count = threshold.counted.given if threshold.counted else ""
        equivalents = (Equivalent(count, lacking, threshold.unit),)
    return Gap(
        lacking,
        threshold.unit,
        threshold.is_strict,
        None,
        equivalents,
        ahead.free_from,
        "",
        most,
        False,
        ahead.target,
    )


def _gap_of_range(threshold: Threshold, found: Range, ahead: Ahead) -> Gap:
    """The least possible gap if inexact figures settle the miss, and the largest if they bound it."""
    limit = threshold.limit
    nearest, farthest = (found.upper, found.lower) if threshold.is_floor else (found.lower, found.upper)
    if nearest is None:
        raise ValueError(found)
    bounded = farthest is not None and found.lower > (_LEAST_GROWTH if threshold.over is Over.GROWTH else 0)
    most = None if farthest is None or not bounded else _minus(limit, farthest).copy_abs()
    left_out = found.under if threshold.is_floor else found.over
    return Gap(
        _minus(limit, nearest).copy_abs(),
        unit_of_difference(threshold),
        threshold.is_strict or left_out,
        free_from=ahead.free_from,
        most=most if found.inexact else None,
        inexact=found.inexact,
        target=ahead.target,
    )


def _gap_of_trend(threshold: Threshold, outcome: Outcome, ahead: Ahead, window: Window) -> Gap | None:
    """The step that goes furthest the wrong way, and its size (0: no change)."""
    if outcome.basis is None or isinstance(outcome.measure, Range):
        return None
    sign = _ONE if threshold.over is Over.RISING else -_ONE
    worst: tuple[Decimal, Decimal, int] | None = None
    steps = STEPS[outcome.mode]
    looked_at = (steps[0][0], *(later for _, later in steps))
    known = [(at, found) for at in looked_at if (found := pair(outcome.basis, window, at)) is not None]
    for (_, before), (later, after) in pairwise(known):
        step = _times(sign, _minus(_times(after[0], before[1]), _times(before[0], after[1])))
        over = _times(after[1], before[1])
        if worst is None or _times(step, worst[1]) < _times(worst[0], over):
            worst = step, over, window.years[later]
    if worst is None:
        return None
    unit = POINTS if threshold.subject.kind is Kind.RATE else threshold.unit
    amount, year = quotient(worst[0].copy_abs(), worst[1]), worst[2]
    return Gap(amount, unit, True, year, (), ahead.free_from, target=ahead.target)
