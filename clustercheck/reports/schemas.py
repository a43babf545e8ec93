"""The JSON Schemas of every JSON that a command writes. The tests hold real output against them."""

from __future__ import annotations

from typing import Any

from clustercheck.model.findings import Verdict
from clustercheck.reports.assessment.schemas import CRITERION, RESULT
from clustercheck.reports.batch.schemas import SUMMARY
from clustercheck.reports.calendar.schemas import CALENDAR
from clustercheck.reports.check.schemas import CHECKED_FILE
from clustercheck.reports.comparison.schemas import COMPARISON
from clustercheck.reports.plan.schemas import PLAN
from clustercheck.reports.reading.schemas import READING
from clustercheck.reports.review.schemas import REVIEW
from clustercheck.reports.schema_parts import TEXT, array_of, object_of
from clustercheck.reports.standards.schemas import DIFFERENCE, ONE_STANDARD, RULE, STANDARDS

_DRAFT = "https://json-schema.org/draft/2020-12/schema"

_EXPLANATION = object_of(
    {
        "schema": {"const": "clustercheck/explanation/1"},
        "file": TEXT,
        "as_of": TEXT,
        "verdict": {"enum": [verdict.value for verdict in Verdict]},
        "criterion": {"$ref": "#/$defs/criterion"},
    }
)

_SETTINGS = object_of(
    {
        "schema": {"const": "clustercheck/settings/1"},
        "file": {"type": ["string", "null"]},
        "settings": array_of(object_of({"name": TEXT, "command": TEXT, "source": TEXT})),
    }
)


def _titled(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    """A schema with its draft, title and `$id`: a URN, for it is not fetched from anywhere."""
    return {"$schema": _DRAFT, "$id": f"urn:clustercheck:{name}:1", "title": f"clustercheck {name}", **schema}


SCHEMAS: dict[str, dict[str, Any]] = {
    name: _titled(name, schema)
    for name, schema in {
        "assessment": {"anyOf": [RESULT, array_of(RESULT)], "$defs": {"criterion": CRITERION}},
        "check": object_of({"schema": {"const": "clustercheck/check/1"}, "files": array_of(CHECKED_FILE)}),
        "explanation": {**_EXPLANATION, "$defs": {"criterion": CRITERION}},
        "calendar": CALENDAR,
        "comparison": COMPARISON,
        "plan": PLAN,
        "review": REVIEW,
        "reading": {"anyOf": [READING, array_of(READING)]},
        "standards": STANDARDS,
        "one_standard": ONE_STANDARD,
        "difference": DIFFERENCE,
        "rule": RULE,
        "settings": _SETTINGS,
        "summary": SUMMARY,
    }.items()
}
