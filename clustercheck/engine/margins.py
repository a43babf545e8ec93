"""The margin of a pass: how far a value lies on the right side of its threshold."""

from __future__ import annotations

from decimal import Context, Decimal

from clustercheck.engine.gaps import unit_of_difference
from clustercheck.engine.measures import value_of
from clustercheck.model.criteria import Threshold
from clustercheck.model.findings import Finding, Measure, Range, Status
from clustercheck.model.quantities import EXACT, quotient
from clustercheck.model.records import NamedTuple

_times, _minus = EXACT.multiply, EXACT.subtract
# Division of two exact numbers: what is rounded to a whole number is the quotient itself.
_DIVISION = Context(prec=60)
_divide, _nearest_whole = _DIVISION.divide, _DIVISION.to_integral_value
_ONE = Decimal(1)

# The largest relative margin, in hundredths of a percent: the whole of the threshold.
WHOLE = 10_000
_WHOLE = Decimal(WHOLE)
_THIN = Decimal("0.05")


class Margin(NamedTuple):
    """The distance from a passing value to the threshold; `thin` if it is under 5 % of the threshold."""

    amount: Decimal
    unit: str
    thin: bool


def margin_of(finding: Finding) -> Margin | None:
    """The margin of a met threshold; None for trends, attestations, inexact figures and whatever is not met."""
    found, threshold = _surplus(finding), finding.criterion
    if found is None or not isinstance(threshold, Threshold):
        return None
    amount, limit, over = found
    return Margin(quotient(amount, over), unit_of_difference(threshold), amount < _times(_THIN, limit))


def relative_margin(finding: Finding) -> int | None:
    """The margin in hundredths of a percent of the threshold, at most 100 %; for alternatives the best one."""
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
    """The margin of a met threshold, the threshold, and the factor that both are multiplied by to stay exact."""
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
    return _minus(value, limit).copy_abs(), limit, over
