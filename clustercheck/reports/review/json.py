"""`-f json` of a review (`clustercheck schema review` prints its schema)."""

from __future__ import annotations

import json
from typing import Any

from clustercheck.model.lean import date
from clustercheck.model.quantities import plain
from clustercheck.planning.review import OverriddenAnswer, Result, Review
from clustercheck.reports.assessment.json import as_object, problems_as_objects
from clustercheck.texts.messages import said

SCHEMA = "clustercheck/review/1"


def render_json(review: Review, plan: str) -> str:
    """The review as one object; the thresholds are an assessment as `assess` gives it."""
    now, term = review.now, review.term
    found: dict[str, Any] = {
        "schema": SCHEMA,
        "file": now.cluster.file,
        "plan": plan,
        "cluster": {"name": now.cluster.text("name"), "jurisdiction": now.cluster.text("jurisdiction")},
        "standard": {"id": now.standard.id, "edition": now.standard.edition},
        "as_of": now.as_of.isoformat(),
        "verdict": review.verdict.value,
        "thresholds": now.verdict.value,
        "targets_verdict": review.targets.value,
        "term": None
        if term is None
        else {"from": term.first.isoformat(), "until": _day(term.last), "assumed": term.assumed},
        "rules": [{"id": one.id, "clause": one.clause, "text": said(one.text)} for one in review.rules],
        "targets": [_target(one) for one in review.results],
        "problems": problems_as_objects(review.doubts),
        "grounds": [
            {
                "id": one.point.id,
                "clause": one.point.clause,
                "text": said(one.point.text),
                "status": one.status.value,
            }
            for one in review.grounds
        ],
        "reports": [
            {"year": one.year, "due": _day(one.due), "clause": one.clause, "status": one.status}
            for one in review.reports
        ],
        "judgements": [_judgement(one) for one in review.judgements],
        "assessment": as_object(now),
    }
    if review.then is not None:
        found["assessment_then"] = as_object(review.then)
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _judgement(one: OverriddenAnswer) -> dict[str, Any]:
    return {
        "criterion": one.judgement.criterion,
        "expert": one.judgement.value,
        "applicant": None if one.answer is None else one.answer.value,
        "office": one.judgement.office,
        "date": _day(one.judgement.day),
        "cell": str(one.judgement.cell),
        "used": one.used,
    }


def _target(one: Result) -> dict[str, Any]:
    value = None if one.result is None or one.result.value is None else plain(one.result.value)
    return {
        "indicator": one.indicator,
        "year": one.year,
        "target": None if one.target is None else plain(one.target),
        "result": value,
        "status": one.status.value,
        "lacking": None if one.lacking is None else plain(one.lacking),
        "cell": None if one.result is None else str(one.result.cell),
    }
