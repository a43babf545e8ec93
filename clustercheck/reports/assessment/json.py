"""`-f json`: the assessment as a contract for scripts (`clustercheck schema` prints its schema).

What is said here holds for `-f jsonl` too, where `json_lines` writes the same in a fraction of the time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from clustercheck.engine.evidence import value_seen
from clustercheck.engine.gaps import Gap
from clustercheck.engine.next_year import NextYearTarget
from clustercheck.engine.workings import workings_of
from clustercheck.model.choices import Chosen
from clustercheck.model.cluster import Cluster, Observation
from clustercheck.model.criteria import AnyOf, Criterion, Threshold
from clustercheck.model.findings import Assessment, Finding, Outcome, Range, Result, Unread
from clustercheck.model.hints import Any
from clustercheck.model.lean import date
from clustercheck.model.problems import Problem
from clustercheck.model.quantities import plain
from clustercheck.model.standard import StandardStatus
from clustercheck.model.window import Window
from clustercheck.reports.assessment.observation_json import bounds_as_object
from clustercheck.reports.indented_json import indented
from clustercheck.reports.wording.remarks import remarks_of
from clustercheck.texts.messages import message, said

SCHEMA = "clustercheck/assessment/1"


def render_json(results: Sequence[Result]) -> str:
    """One object for one file, an array for several, in input order."""
    pieces = [piece_json(result) for result in results]
    return pieces[0] + "\n" if len(pieces) == 1 else "".join(whole_json(pieces))


def piece_json(result: Result) -> str:
    """One file's object."""
    return indented(as_object(result))


def whole_json(pieces: Iterable[str], _closing: str = "") -> Iterator[str]:
    """The array of the objects of several files."""
    before = "[\n "
    for piece in pieces:
        yield before + piece.replace("\n", "\n ")
        before = ",\n "
    yield "[]\n" if before.startswith("[") else "\n]\n"


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
    return {
        **heading_as_object(result),
        "criteria": [criterion_as_object(finding, result) for finding in result.findings],
        **sources_as_object(result.cluster),
        "problems": problems_as_objects(result.all_problems),
    }


def sources_as_object(cluster: Cluster) -> dict[str, Any]:
    """Where the figures are from, by indicator; nothing where the workbook does not say."""
    if not cluster.sources:
        return {}
    return {
        "sources": {
            id: [{"text": one.text, "cell": str(one.cell)} for one in found]
            for id, found in cluster.sources.items()
        }
    }


def heading_as_object(assessment: Assessment) -> dict[str, Any]:
    """What an assessment comes to in all, without its criteria."""
    standard, window = assessment.standard, assessment.window
    return {
        **origin_as_object(assessment.cluster),
        **setting_as_object(
            standard.id,
            standard.edition,
            standard.partial,
            assessment.standard_status,
            assessment.as_of,
            window,
        ),
        "verdict": assessment.verdict.value,
        "route": assessment.route.value,
        "remarks": remarks_as_objects(assessment),
        **chosen_as_object(assessment.chosen),
        **points_as_object(assessment),
        "counts": {status.value: count for status, count in assessment.counts.items()},
    }


def chosen_as_object(chosen: Chosen | None) -> dict[str, Any]:
    """By which figures a cluster is judged where the text admits several; nothing where it does not."""
    if chosen is None:
        return {}
    return {"chosen": {"id": chosen.id, "others": [other._asdict() for other in chosen.others]}}


def points_as_object(assessment: Assessment) -> dict[str, Any]:
    """The table of points beside the verdict; nothing where the text gives none."""
    points = None
    if assessment.standard.scoring is not None:
        from clustercheck.engine.scoring import points_of  # few texts have points

        points = points_of(assessment)
    if points is None:
        return {}
    items = [
        {
            "id": one.item.id,
            "of": one.item.criterion,
            "full": one.item.most,
            "least": one.least,
            "most": one.most,
        }
        for one in points.lines
    ]
    bands = [said(name) for name in points.bands]
    found = {"full": points.full, "clause": points.clause, "least": points.least, "most": points.most}
    return {"points": {**found, "bands": bands, "items": items}}


def remarks_as_objects(assessment: Assessment) -> list[dict[str, str]]:
    """What stands beside the verdict, with its clause where a clause is behind it."""
    return [
        {"id": one.id, "text": one.text, **({"clause": one.clause} if one.clause else {})}
        for one in remarks_of(assessment)
    ]


def origin_as_object(cluster: Cluster) -> dict[str, Any]:
    """Where a cluster was read, and what it is called."""
    return {
        "schema": SCHEMA,
        "file": cluster.file,
        **row_of(cluster.row),
        "cluster": {"name": cluster.text("name"), "jurisdiction": cluster.text("jurisdiction")},
    }


def setting_as_object(
    id: str, edition: str, partial: bool, status: StandardStatus, as_of: date, window: Window
) -> dict[str, Any]:
    """Against what, on what day and by which years a cluster is judged."""
    return {
        "standard": {
            "id": id,
            "edition": edition,
            "status": status.value,
            "coverage": "partial" if partial else "full",
        },
        "as_of": as_of.isoformat(),
        "years": list(window.three),
        "base_year": window.base_year,
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
