"""What a miss lacks, in the unit a person would act on, and by what margin a pass holds."""

from decimal import Context, Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from clustercheck.engine.evidence import fraction, value_of
from clustercheck.engine.measures import STEPS, missing_years, pair
from clustercheck.engine.next_year import Target, ahead_of
from clustercheck.engine.remedies import Equivalent, remedies_of, remedy_of_count
from clustercheck.model.criteria import Mode, Over, Threshold
from clustercheck.model.findings import STRICT, Assessment, Finding, Measure, Outcome, Range, Status
from clustercheck.model.quantities import EXACT, POINTS, quotient
from clustercheck.model.subjects import Basis, Kind
from clustercheck.model.window import Window

if TYPE_CHECKING:
    from collections.abc import Callable
    from fractions import Fraction

_times, _plus, _minus = EXACT.multiply, EXACT.add, EXACT.subtract
# Of two exact numbers, so that what is rounded to a whole number is the quotient itself.
_DIVISION = Context(prec=60)
_divide, _nearest_whole = _DIVISION.divide, _DIVISION.to_integral_value
_ZERO, _ONE, _TWO, _THREE = Decimal(0), Decimal(1), Decimal(2), Decimal(3)

# A relative margin, in hundredths of a percent, counts up to the whole of the threshold.
WHOLE = 10_000
_WHOLE = Decimal(WHOLE)
_THIN = Decimal("0.05")
# A growth cannot be less, and everything else not less than zero: that bounds no gap.
_LEAST_GROWTH = Decimal(-100)
_EACH_YEAR = (Mode.EVERY_YEAR, Mode.EACH_OF_TWO)
_SHORT = (Status.MISSED, Status.DISCRETIONARY)


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


def gap_of(
    finding: Finding,
    assessment: Assessment,
    of_branch: "Callable[[Finding, Assessment], Gap | None] | None" = None,
) -> Gap | None:
    """The gap of a missed or discretionary criterion; None for any other and for attestations.

    `of_branch` is asked for the gap of an alternative, where those are known already.
    """
    if finding.branches:
        return _nearest(finding, assessment, of_branch or gap_of)
    gap, threshold, outcome = _gap_of(finding, assessment), finding.criterion, finding.outcome
    if gap is None or outcome is None or not isinstance(threshold, Threshold):
        return gap
    ahead = ahead_of(threshold, outcome, assessment.window)
    return gap._replace(free_from=gap.free_from or ahead.free_from, target=ahead.target)


def _gap_of(finding: Finding, assessment: Assessment) -> Gap | None:
    if finding.status not in _SHORT:
        return None
    threshold, outcome = finding.criterion, finding.outcome
    if not isinstance(threshold, Threshold) or outcome is None or outcome.status is not Status.MISSED:
        return None
    if threshold.over in (Over.RISING, Over.FALLING):
        return _gap_of_trend(threshold, outcome, assessment.window)
    measure = outcome.measure
    if isinstance(measure, Range) and (measure.inexact or threshold.counted is None):
        return _gap_of_range(threshold, measure)
    if isinstance(measure, Range):
        return _gap_of_count(threshold, finding, measure, assessment)
    if not isinstance(measure, Measure):
        return None
    # What is to pass: the reading that decides; strictly all of them.
    missed = [outcome]
    if assessment.reading == STRICT:
        missed += [o for o in finding.outcomes if o.status is Status.MISSED and o is not outcome]
    if threshold.over is Over.GROWTH:
        return _gap_of_growth(threshold, missed, measure, assessment.window)
    return _gap_of_value(threshold, missed, measure, assessment)


def margin_of(finding: Finding) -> Margin | None:
    """The margin of a met threshold; None for trends, attestations, inexact figures and whatever is not met."""
    found, threshold = _surplus(finding), finding.criterion
    if found is None or not isinstance(threshold, Threshold):
        return None
    amount, limit, over = found
    return Margin(quotient(amount, over), _unit(threshold), amount < _times(_THIN, limit))


def relative_margin(finding: Finding) -> int | None:
    """The margin in hundredths of a percent of the threshold, at most the whole of it; of alternatives the best."""
    if finding.status is not Status.MET:
        return None
    if finding.branches:
        found = [relative_margin(branch) for branch in finding.branches]
        return max((margin for margin in found if margin is not None), default=None)
    surplus = _surplus(finding)
    if surplus is None:
        return None
    amount, limit, _over = surplus
    if amount >= limit:
        return WHOLE if limit else None
    return int(_nearest_whole(_divide(_times(_WHOLE, amount), limit)))


def _surplus(finding: Finding) -> tuple[Decimal, Decimal, Decimal] | None:
    """By how much a met threshold holds, the threshold, and by what both are multiplied to stay exact."""
    threshold, outcome = finding.criterion, finding.outcome
    if finding.status is not Status.MET or type(threshold) is not Threshold or outcome is None:
        return None
    measure, over = outcome.measure, _ONE
    if type(measure) is Measure:
        if measure.root:
            value = value_of(measure)
        else:
            value, over = measure.numerator, measure.denominator
    elif type(measure) is Range and not measure.inexact:
        value = measure.lower
    else:
        return None
    limit = _times(threshold.limit, over)
    return abs(_minus(value, limit)), limit, over


def relative_gap(finding: Finding) -> "Fraction":
    """How far a missed threshold is from its limit, as a part of it; for the order of what is missed."""
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
    """The branches that fall short by a number; an answer has none."""
    missed = [branch for branch in finding.branches if branch.status in _SHORT]
    return [b for b in missed if (_measured(b) if b.branches else isinstance(b.criterion, Threshold))]


def _gap_of_value(
    threshold: Threshold, missed: list[Outcome], measure: Measure, assessment: Assessment
) -> Gap:
    outcome, window = missed[0], assessment.window
    lacking = _minus(_times(threshold.limit, measure.denominator), measure.numerator)
    amount, unit = quotient(abs(lacking), measure.denominator), _unit(threshold)
    equivalents = remedies_of(threshold, missed, window)
    if threshold.subject.kind is Kind.PER_10K and equivalents:
        amount, unit = equivalents[0].amount, equivalents[0].unit
    every_year = outcome.mode in _EACH_YEAR or outcome.mode is Mode.EACH_RISE
    year = window.years[measure.position] if every_year and measure.position is not None else None
    past = [o.basis for o in missed if o.mode in _EACH_YEAR and o.basis is not None]
    # What the last year closes needs no waiting, unless each year is what decides.
    waits = past and (every_year or not equivalents)
    free_from = _free_from(threshold, past[0], window) if waits else None
    # Whole patents are more than what is lacking, so no more than they is needed.
    strict = threshold.is_strict and not (threshold.subject.kind is Kind.PER_10K and equivalents)
    return Gap(amount, unit, strict, year, equivalents, free_from)


def _free_from(threshold: Threshold, basis: Basis, window: Window) -> int | None:
    """The application year whose three years lie behind the last one that misses."""
    missing = missing_years(threshold, basis, window)
    return window.years[missing[-1]] + threshold.span + 1 if missing else None


def _gap_of_growth(threshold: Threshold, missed: list[Outcome], measure: Measure, window: Window) -> Gap:
    lacking = abs(_minus(threshold.limit, value_of(measure)))
    return Gap(lacking, POINTS, threshold.is_strict, None, remedies_of(threshold, missed, window))


def _gap_of_count(threshold: Threshold, finding: Finding, found: Range, assessment: Assessment) -> Gap:
    """What is lacking for sure, and the most where the kinds may overlap."""
    lacking = threshold.limit - (found.lower if found.upper is None else found.upper)
    most = threshold.limit - found.lower if found.upper != found.lower else None
    if assessment.reading == STRICT:
        equivalents = remedy_of_count(threshold, finding.outcomes)
    else:
        count = threshold.counted.given if threshold.counted else ""
        equivalents = (Equivalent(count, lacking, threshold.unit),)
    return Gap(lacking, threshold.unit, threshold.is_strict, equivalents=equivalents, most=most)


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
    return Gap(quotient(abs(worst[0]), worst[1]), unit, True, worst[2])


def _unit(threshold: Threshold) -> str:
    in_points = threshold.subject.kind in (Kind.SHARE, Kind.RATE, Kind.GROWTH)
    return POINTS if in_points else threshold.unit
