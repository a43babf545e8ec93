"""The points of a text: for each line the certain and the possible points, and the bands the total may fall in.

The points do not affect the verdict.
"""

from __future__ import annotations

from clustercheck.model.criteria import COMPARISONS, NEEDS_BASE_YEAR, Mode, Threshold
from clustercheck.model.findings import Assessment, Finding, Measure, Outcome, Range, Status
from clustercheck.model.problems import Name
from clustercheck.model.quantities import EXACT, HUNDRED
from clustercheck.model.records import NamedTuple
from clustercheck.model.scoring import ScoreItem, ScoreStep
from clustercheck.model.window import FIRST, LAST, MIDDLE, Window

# The modes whose measure is that of the worst of these years.
_WORST_OF = {
    Mode.EVERY_YEAR: (FIRST, MIDDLE, LAST),
    Mode.EACH_OF_TWO: (MIDDLE, LAST),
    Mode.EACH_RISE: (FIRST, MIDDLE, LAST),
}


class Scored(NamedTuple):
    """The points of a line: between `least` and `most`."""

    item: ScoreItem
    least: int
    most: int


class Points(NamedTuple):
    """The lines, the bounds of the total, and the bands that it may fall in, highest first."""

    full: int
    clause: str
    lines: tuple[Scored, ...]
    least: int
    most: int
    bands: tuple[Name, ...]
    below_all: bool


def points_of(assessment: Assessment) -> Points | None:
    """The table of points of an assessment; None if the text has no points."""
    scoring = assessment.standard.scoring
    if scoring is None:
        return None
    lines = tuple(_scored(item, assessment) for item in scoring.items)
    least, most = sum(line.least for line in lines), sum(line.most for line in lines)
    bands, above = [], scoring.full + 1
    for band in scoring.bands:
        if most >= band.least and least < above:
            bands.append(band.name)
        above = band.least
    return Points(scoring.full, scoring.clause, lines, least, most, tuple(bands), least < above)


def _scored(item: ScoreItem, assessment: Assessment) -> Scored:
    finding = assessment.finding(item.criterion) if item.criterion else None
    if finding is None or finding.status in (Status.UNKNOWN, Status.NOT_APPLICABLE):
        return Scored(item, 0, item.most)
    if not item.steps:
        statuses = {outcome.status for outcome in finding.outcomes}
        is_open = finding.sensitive and statuses >= {Status.MET, Status.MISSED}
        earned = None if is_open else {Status.MET: item.most, Status.MISSED: 0}.get(finding.status)
        return Scored(item, 0, item.most) if earned is None else Scored(item, earned, earned)
    return _by_steps(item, finding, assessment.window)


def _by_steps(item: ScoreItem, finding: Finding, window: Window) -> Scored:
    """By what is measured: in every reading that the text leaves open, and with a blank year at its worst."""
    threshold, outcomes = finding.criterion, finding.outcomes
    # A reading that lacks the base figure alone is stood in for, as in the verdict.
    measured = [one for one in outcomes if one.measure is not None or one.mode not in NEEDS_BASE_YEAR]
    if not isinstance(threshold, Threshold) or not measured or any(one.measure is None for one in measured):
        return Scored(item, 0, item.most)
    bounds = [_by_measure(item, outcome.measure) for outcome in measured if outcome.measure is not None]
    least, most = min(low for low, _ in bounds), max(high for _, high in bounds)
    return Scored(item, 0 if any(_may_be_worse(one, window) for one in measured) else least, most)


def _by_measure(item: ScoreItem, measure: Measure | Range) -> tuple[int, int]:
    if not isinstance(measure, Range):
        points = _earned(item, measure)
        return points, points
    ends = [Measure(measure.lower, HUNDRED / HUNDRED)]
    ends += [] if measure.upper is None else [Measure(measure.upper, HUNDRED / HUNDRED)]
    earned = [_earned(item, end) for end in ends] + ([item.most] if measure.upper is None else [])
    return min(earned), max(earned)


def _may_be_worse(outcome: Outcome, window: Window) -> bool:
    """Whether the worst year that is measured need not be the worst: another is blank or doubtful."""
    from clustercheck.engine.bounded_values import value_at  # few texts have points

    years, basis = _WORST_OF.get(outcome.mode, ()), outcome.basis
    return outcome.status is Status.UNKNOWN or (
        basis is not None and any(value_at(basis, position, window) is None for position in years)
    )


def _earned(item: ScoreItem, measure: Measure) -> int:
    return next((step.points for step in item.steps if _holds(step, measure)), 0)


def _holds(step: ScoreStep, measure: Measure) -> bool:
    """Whether a measure passes a step, compared exactly. A growth is compared by the ratio of last to first figure."""
    limit = step.limit
    if measure.root:
        once, limit = EXACT.divide(EXACT.add(HUNDRED, limit), HUNDRED), HUNDRED / HUNDRED
        for _ in range(measure.root):
            limit = EXACT.multiply(limit, once)
    return COMPARISONS[step.op](measure.numerator, EXACT.multiply(limit, measure.denominator))
