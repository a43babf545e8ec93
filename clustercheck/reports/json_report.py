"""`-f json` and `-f jsonl`: the assessment as a contract for scripts (`clustercheck schema` prints its schema)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from clustercheck.cluster import Bounds, Observation
from clustercheck.criteria import AnyOf, Threshold
from clustercheck.evidence import cells_of, observed, value_seen
from clustercheck.findings import Assessment, Finding, Outcome, Range
from clustercheck.gaps import Gap, gap_of
from clustercheck.messages import message
from clustercheck.problems import Problem
from clustercheck.quantities import plain
from clustercheck.reports import Result, Unread

SCHEMA = "clustercheck/assessment/1"


def render_json(results: Sequence[Result]) -> str:
    """One object for one file, an array for several, in input order."""
    objects = [as_object(result) for result in results]
    return json.dumps(objects[0] if len(objects) == 1 else objects, ensure_ascii=False, indent=1) + "\n"


def render_jsonl(results: Sequence[Result]) -> str:
    """One object a line, in input order."""
    return "".join(json.dumps(as_object(result), ensure_ascii=False) + "\n" for result in results)


def as_object(result: Result) -> dict[str, Any]:
    """One file's result as plain values."""
    if isinstance(result, Unread):
        return {
            "schema": SCHEMA,
            "file": result.file,
            **row_of(result.row),
            "verdict": "error",
            "problems": problems_as_objects(result.problems),
        }
    standard, cluster = result.standard, result.cluster
    return {
        "schema": SCHEMA,
        "file": cluster.file,
        **row_of(cluster.row),
        "cluster": {"name": cluster.text("name"), "jurisdiction": cluster.text("jurisdiction")},
        "standard": {
            "id": standard.id,
            "edition": standard.edition,
            "status": result.standard_status.value,
            "coverage": "partial" if standard.partial else "full",
        },
        "as_of": result.as_of.isoformat(),
        "years": list(result.window.three),
        "base_year": result.window.base_year,
        "verdict": result.verdict.value,
        "route": result.route.value,
        "counts": {status.value: count for status, count in result.counts.items()},
        "criteria": [criterion_as_object(finding, result) for finding in result.findings],
        "problems": problems_as_objects(result.all_problems),
    }


def row_of(row: int | None) -> dict[str, int]:
    """The row of a cluster in a sheet that lists several; nothing for a workbook of one."""
    return {} if row is None else {"row": row}


def problems_as_objects(problems: Sequence[Problem]) -> list[dict[str, Any]]:
    """Problems with their code, severity, cell and message in the language in use."""
    return [
        {
            "code": problem.code,
            "severity": problem.severity.value,
            "cell": problem.where.within_file,
            "message": message(problem),
        }
        for problem in problems
    ]


def criterion_as_object(finding: Finding, assessment: Assessment) -> dict[str, Any]:
    """One criterion as plain values, its branches within."""
    criterion = finding.criterion
    found: dict[str, Any] = {
        "id": criterion.id,
        "kind": _kind(finding),
        "section": criterion.section,
        "clause": criterion.clause,
        "wording": criterion.wording,
        "status": finding.status.value,
        "sensitive": finding.sensitive,
    }
    if isinstance(criterion, Threshold):
        found["requirement"] = _requirement(criterion)
        found["observed"] = _observed(finding, assessment)
    gap = gap_of(finding, assessment)
    if gap is not None:
        found["gap"] = _gap(gap)
    if isinstance(criterion, Threshold):
        found["readings"] = [_reading(outcome, criterion, assessment) for outcome in finding.outcomes]
    if isinstance(criterion, AnyOf):
        found["branches"] = [criterion_as_object(branch, assessment) for branch in finding.branches]
    found["cells"] = [str(cell) for cell in cells_of(finding, assessment)]
    return found


def _kind(finding: Finding) -> str:
    if isinstance(finding.criterion, Threshold):
        return "threshold"
    return "any_of" if isinstance(finding.criterion, AnyOf) else "attestation"


def _requirement(threshold: Threshold) -> dict[str, str]:
    requirement = {"over": threshold.over.value}
    if threshold.op:
        requirement |= {"op": threshold.op, "value": plain(threshold.limit)}
    return requirement | {"unit": threshold.unit}


def _observed(finding: Finding, assessment: Assessment) -> dict[str, Any]:
    if finding.outcome is None:
        return {"value": None, "series": {}}
    seen = observed(finding.outcome, finding, assessment)
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


def bounds_as_object(bounds: Bounds | None) -> dict[str, Any]:
    """What the words around a figure make of it; an exact figure, like a blank one, has none."""
    if bounds is None:
        return {"qualifier": None}
    ends = [plain(bounds.lower), _text(bounds.upper)]
    return {
        "value": plain(bounds.figure),
        "qualifier": bounds.qualifier.value,
        "bounds": ends,
        "excluded": [bounds.over, bounds.under],
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


def _gap(gap: Gap) -> dict[str, Any]:
    found: dict[str, Any] = {"amount": plain(gap.amount), "unit": gap.unit}
    if gap.strict:
        found["strict"] = True
    if gap.year is not None:
        found["year"] = gap.year
    if gap.free_from is not None:
        found["free_from"] = gap.free_from
    if gap.branch:
        found["branch"] = gap.branch
    if gap.most is not None:
        found["most"] = plain(gap.most)
    if gap.inexact:
        found["at_least"] = True
    equivalents = [
        {"indicator": each.indicator, "amount": plain(each.amount), "unit": each.unit}
        for each in gap.equivalents
    ]
    return found | {"equivalents": equivalents}


def _text(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)
