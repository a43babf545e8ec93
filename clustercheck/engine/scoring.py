"""The points of a text: for each line the certain and the possible points, and the bands the total may fall in.

The points do not affect the verdict.
"""

from __future__ import annotations

from typing import NamedTuple

from clustercheck.model.criteria import COMPARISONS, Threshold
from clustercheck.model.findings import Assessment, Finding, Measure, Range, Status
from clustercheck.model.problems import Name
from clustercheck.model.quantities import EXACT, HUNDRED
from clustercheck.model.scoring import ScoreItem, ScoreStep


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
        earned = {Status.MET: item.most, Status.MISSED: 0}.get(finding.status)
        return Scored(item, 0, item.most) if earned is None else Scored(item, earned, earned)
    return _by_steps(item, finding)


def _by_steps(item: ScoreItem, finding: Finding) -> Scored:
    outcome, threshold = finding.outcome, finding.criterion
    measure = None if outcome is None else outcome.measure
    if not isinstance(threshold, Threshold) or measure is None:
        return Scored(item, 0, item.most)
    if isinstance(measure, Range):
        ends = [Measure(measure.lower, HUNDRED / HUNDRED)]
        ends += [] if measure.upper is None else [Measure(measure.upper, HUNDRED / HUNDRED)]
        earned = [_earned(item, end) for end in ends] + ([item.most] if measure.upper is None else [])
        return Scored(item, min(earned), max(earned))
    points = _earned(item, measure)
    return Scored(item, points, points)


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
