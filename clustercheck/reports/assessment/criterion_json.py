"""A criterion as JSON: what it asks for, what was seen, what is lacking, and its branches within."""

from __future__ import annotations

from decimal import Decimal

from clustercheck.engine.evidence import value_seen
from clustercheck.engine.gaps import Gap
from clustercheck.engine.next_year import NextYearTarget
from clustercheck.engine.workings import workings_of
from clustercheck.model.cluster import Observation
from clustercheck.model.criteria import AnyOf, Criterion, Threshold
from clustercheck.model.findings import Assessment, Finding, Outcome, Range
from clustercheck.model.hints import Any
from clustercheck.model.quantities import plain
from clustercheck.reports.assessment.observation_json import bounds_as_object


def criterion_as_object(finding: Finding, assessment: Assessment) -> dict[str, Any]:
    """One criterion as plain values, its branches within."""
    criterion = finding.criterion
    found: dict[str, Any] = {
        **wording_as_object(criterion),
        "status": finding.status.value,
        "sensitive": finding.sensitive,
    }
    if isinstance(criterion, Threshold):
        found["requirement"] = requirement_as_object(criterion)
        found["observed"] = observed_as_object(finding, assessment)
    known = workings_of(finding, assessment)
    gap = known.gap
    if gap is not None:
        found["gap"] = gap_as_object(gap)
    if isinstance(criterion, Threshold):
        found["readings"] = [_reading(outcome, criterion, assessment) for outcome in finding.outcomes]
    if isinstance(criterion, AnyOf):
        if criterion.at_least > 1:
            found["at_least"] = criterion.at_least
        found["branches"] = [criterion_as_object(branch, assessment) for branch in finding.branches]
    found["cells"] = [str(cell) for cell in known.cells]
    return found


def wording_as_object(criterion: Criterion) -> dict[str, str]:
    """What a criterion is, whatever a workbook says."""
    return {
        "id": criterion.id,
        "kind": _kind(criterion),
        "section": criterion.section,
        "clause": criterion.clause,
        "wording": criterion.wording,
    }


def _kind(criterion: Criterion) -> str:
    if isinstance(criterion, Threshold):
        return "threshold"
    if isinstance(criterion, AnyOf):
        return "by_kind" if criterion.by_kind else "any_of"
    return "attestation"


def requirement_as_object(threshold: Threshold) -> dict[str, str]:
    """What a threshold asks for."""
    requirement = {"over": threshold.over.value}
    if threshold.op:
        requirement |= {"op": threshold.op, "value": plain(threshold.limit)}
    return requirement | {"unit": threshold.unit}


def observed_as_object(finding: Finding, assessment: Assessment) -> dict[str, Any]:
    """What the deciding reading of a threshold saw."""
    if finding.outcome is None:
        return {"value": None, "series": {}}
    seen = workings_of(finding, assessment).observed(finding.outcome)
    found: dict[str, Any] = {"value": _text(seen.value)}
    if seen.bounds is not None:
        found["bounds"] = [_text(bound) for bound in seen.bounds]
        measure = finding.outcome.measure
        if isinstance(measure, Range) and measure.inexact:
            found["excluded"] = [measure.over, measure.under]
    if seen.inexact:
        found["inexact"] = [inexact_as_object(one) for one in seen.inexact]
    return found | {"series": {str(year): plain(value) for year, value in seen.series.items()}}


def inexact_as_object(seen: Observation) -> dict[str, Any]:
    """A figure that is no exact one, with its qualifier and what it may be."""
    return {
        "indicator": seen.indicator,
        "year": seen.year,
        "cell": str(seen.cell),
        "text": seen.text,
        **bounds_as_object(seen.bounds),
    }


def _reading(outcome: Outcome, threshold: Threshold, assessment: Assessment) -> dict[str, Any]:
    seen = value_seen(outcome, threshold, assessment)
    found: dict[str, Any] = {
        "id": outcome.reading,
        "status": outcome.status.value,
        "value": _text(seen.value),
    }
    if seen.inexact and seen.bounds is not None:
        found["bounds"] = [_text(bound) for bound in seen.bounds]
    return found


def gap_as_object(gap: Gap) -> dict[str, Any]:
    """What is lacking."""
    found: dict[str, Any] = {"amount": plain(gap.amount), "unit": gap.unit}
    if gap.strict:
        found["strict"] = True
    if gap.year is not None:
        found["year"] = gap.year
    if gap.free_from is not None:
        found["free_from"] = gap.free_from
    if gap.target is not None:
        found["next"] = _target(gap.target)
    if gap.branch:
        found["branch"] = gap.branch
    if gap.most is not None:
        found["most"] = plain(gap.most)
    if gap.inexact:
        found["at_least"] = True
    equivalents: list[dict[str, Any]] = []
    for each in gap.equivalents:
        equivalent = {"indicator": each.indicator, "amount": plain(each.amount), "unit": each.unit}
        equivalents.append(equivalent | {"with_it": True} if each.with_it else equivalent)
    return found | {"equivalents": equivalents}


def _target(target: NextYearTarget) -> dict[str, Any]:
    """What the next year must be."""
    of = {"indicator": target.indicator} if target.indicator else {}
    return {"year": target.year, **of, "op": target.op, "value": plain(target.value), "unit": target.unit}


def _text(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)
