"""How far each figure of the newest year may move, the rest unchanged, before a threshold's status tips.

Found by asking the engine, on a grid of a thousandth of the figure (whole firms, people and patents), so that it holds for
every way in which a criterion is judged.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from clustercheck.engine.judge import CriteriaJudge
from clustercheck.model.criteria import Criterion, Threshold, indicators_of
from clustercheck.model.findings import STRICT, Assessment, Finding, Status
from clustercheck.model.indicators import INDICATORS
from clustercheck.model.quantities import EXACT
from clustercheck.model.records import NamedTuple
from clustercheck.model.window import LAST, Window

THIN = 5
_JUDGED = (Status.MET, Status.MISSED, Status.DISCRETIONARY)
_STEPS = 1000
# Down to nothing, and up to five times as much.
_FARTHEST = {-1: _STEPS, 1: 4 * _STEPS}


class TippingPoint(NamedTuple):
    """A figure, and the nearest value below or above it at which the criterion's status changes.

    `percent` is the distance in percent of the figure; under 5 % it is thin.
    """

    criterion: Criterion
    status: Status
    then: Status
    indicator: str
    year: int
    value: Decimal
    tips_at: Decimal
    percent: Decimal

    @property
    def is_thin(self) -> bool:
        """Whether the margin is under 5 %."""
        return abs(self.percent) < THIN


def tipping_points(assessment: Assessment) -> list[TippingPoint]:
    """Every figure that can change the status of a threshold, the nearest first."""
    found = [
        tip
        for finding in assessment.each_finding()
        if isinstance(finding.criterion, Threshold) and finding.status in _JUDGED
        for tip in _tips(finding, finding.criterion, assessment)
    ]
    return sorted(found, key=lambda tip: abs(tip.percent))


def _tips(finding: Finding, threshold: Threshold, assessment: Assessment) -> Iterator[TippingPoint]:
    window = assessment.window
    outcome = finding.outcome
    if not window.years or outcome is None:
        return
    names = indicators_of(threshold)
    if outcome.basis is not None:
        names = tuple([name for name in (outcome.basis.part, outcome.basis.whole) if name is not None])
    elif threshold.counted is not None:
        names = (threshold.counted.given,)
    for name in names:
        figures = window.figures.get(name)
        value = None if figures is None else figures[LAST]
        if not value:
            continue
        tips = [
            tip
            for sign in (-1, 1)
            if (tip := _tip(finding, threshold, assessment, name, value, sign)) is not None
        ]
        if tips:
            yield min(tips, key=lambda tip: abs(tip.percent))


def _tip(
    finding: Finding, threshold: Threshold, assessment: Assessment, name: str, value: Decimal, sign: int
) -> TippingPoint | None:
    def status_at(steps: int) -> Status:
        return _status(threshold, assessment, name, _moved(name, value, sign * steps))

    near, far = 0, _FARTHEST[sign]
    if status_at(far) is finding.status:
        return None
    while far - near > 1:
        middle = (near + far) // 2
        if status_at(middle) is finding.status:
            near = middle
        else:
            far = middle
    then = status_at(far)
    if then not in _JUDGED:
        return None  # it would contradict another figure, and tell nothing of the criterion
    tips_at = _moved(name, value, sign * far)
    percent = ((tips_at - value) * 100 / value).quantize(Decimal("0.01"))
    return TippingPoint(
        threshold,
        finding.status,
        status_at(far),
        name,
        assessment.window.years[LAST],
        value,
        tips_at,
        percent,
    )


def _moved(name: str, value: Decimal, steps: int) -> Decimal:
    moved = EXACT.add(value, EXACT.multiply(value, Decimal(steps).scaleb(-3)))
    if INDICATORS[name].is_count:
        return moved.to_integral_value(rounding="ROUND_FLOOR" if steps < 0 else "ROUND_CEILING")
    return moved


def _status(threshold: Threshold, assessment: Assessment, name: str, value: Decimal) -> Status:
    window = assessment.window
    a, b, c, _ = window.figures[name]
    changed: Window = window._replace(figures={**window.figures, name: (a, b, c, value)})
    judge = CriteriaJudge(assessment.cluster, assessment.standard, changed, assessment.reading == STRICT)
    return judge.findings((threshold,))[0].status
