"""`standards list|show|diff -f json`: standards as data for other programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from clustercheck.engine.differences import Difference
from clustercheck.model.criteria import AnyOf, Attestation, Criterion, Threshold
from clustercheck.model.findings import Assessment
from clustercheck.model.hints import Any
from clustercheck.model.problems import Name
from clustercheck.model.quantities import plain
from clustercheck.model.standard import Point, Standard

LIST, ONE, DIFFERENCE = "clustercheck/standards/1", "clustercheck/standard/1", "clustercheck/difference/1"


def render_list(standards: Sequence[Standard], day: date) -> str:
    """All standards with their dates and coverage."""
    return _text(
        {"schema": LIST, "as_of": day.isoformat(), "standards": [_head(each, day) for each in standards]}
    )


def render_standard(standard: Standard, day: date) -> str:
    """One standard with all its criteria."""
    sections = [
        {
            "id": section.id,
            "name": _name(section.name),
            "clause": section.clause,
            "clause_inferred": section.clause_inferred,
            "criteria": [_criterion(criterion) for criterion in section.criteria],
        }
        for section in standard.sections
    ]
    return _text(
        {
            "schema": ONE,
            "as_of": day.isoformat(),
            **_head(standard, day),
            "sections": sections,
            "unknown": [_point(point) for point in standard.unknown],
            "cultivation": [_point(point) for point in standard.cultivation],
            "procedure": [_point(point) for point in standard.procedure],
            "cautions": [_point(point) for point in standard.cautions],
        }
    )


def render_difference(
    first: Standard,
    second: Standard,
    found: Sequence[Difference],
    day: date,
    assessed: Sequence[Assessment] = (),
) -> str:
    """What two standards ask, criterion by criterion, and what each makes of a workbook."""
    rows = []
    for each in found:
        row: dict[str, Any] = {
            "id": each.id,
            "change": each.change.value,
            "first": _criterion(each.first, False) if each.first else None,
            "second": _criterion(each.second, False) if each.second else None,
        }
        if assessed:
            row["status"] = [_status(assessment, each.id) for assessment in assessed]
        rows.append(row)
    made: dict[str, Any] = {"schema": DIFFERENCE, "first": first.label, "second": second.label}
    made["statuses"] = [one.status_on(day).value for one in (first, second)]
    if assessed:
        made["file"] = assessed[0].cluster.file
        made["verdicts"] = [assessment.verdict.value for assessment in assessed]
    return _text({**made, "criteria": rows})


def _head(standard: Standard, day: date) -> dict[str, Any]:
    return {
        "id": standard.id,
        "edition": standard.edition,
        "name": _name(standard.name),
        "jurisdiction": _name(standard.jurisdiction),
        "level": standard.level,
        "under": list(standard.under),
        "authority": _name(standard.authority),
        "document": _name(standard.document),
        "number": standard.number or None,
        "status": standard.status_on(day).value,
        "effective": _day(standard.effective),
        "expires": _day(standard.expires),
        "days_left": (standard.expires - day).days if standard.expires else None,
        "checked": standard.checked.isoformat(),
        "source": standard.source,
        "coverage": "partial" if standard.partial else "full",
        "superseded_by": standard.superseded_by or None,
    }


def _criterion(criterion: Criterion, with_branches: bool = True) -> dict[str, Any]:
    made: dict[str, Any] = {"id": criterion.id, "kind": _kind(criterion), "name": _name(criterion.name)}
    made |= {"clause": criterion.clause, "wording": criterion.wording, "when": criterion.when or None}
    if isinstance(criterion, Threshold):
        made["requirement"] = {
            "over": criterion.over.value,
            "op": criterion.op or None,
            "limit": plain(criterion.limit) if criterion.op else None,
            "unit": criterion.unit or None,
        }
        made["readings"] = [reading.id for reading in criterion.readings]
        made["guideline"] = criterion.guideline
        made["sourced"] = criterion.sourced or None
    elif isinstance(criterion, AnyOf):
        made["at_least"] = criterion.at_least
        if with_branches:
            made["branches"] = [_criterion(branch) for branch in criterion.branches]
    else:
        made["veto"] = criterion.veto
    return made


def _kind(criterion: Criterion) -> str:
    if isinstance(criterion, Attestation):
        return "attestation"
    return "alternatives" if isinstance(criterion, AnyOf) else "threshold"


def _status(assessment: Assessment, id: str) -> str | None:
    finding = assessment.finding(id)
    return finding.status.value if finding is not None else None


def _point(point: Point) -> dict[str, Any]:
    return {"id": point.id, "clause": point.clause, "text": _name(point.text)}


def _name(name: Name) -> dict[str, str]:
    return {"zh": name.zh, "en": name.en}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _text(made: dict[str, Any]) -> str:
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"
