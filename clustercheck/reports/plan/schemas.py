"""The JSON Schema of a plan."""

from __future__ import annotations

from clustercheck.model.findings import Verdict
from clustercheck.reports.assessment.schemas import GAP
from clustercheck.reports.schema_parts import (
    NUMBER,
    NUMBER_OR_NULL,
    PROBLEMS,
    ROW,
    STANDARD_REFERENCE,
    STATUS,
    TEXT,
    YEAR_OR_NULL,
    array_of,
    object_of,
)

_WHOSE = {
    "file": TEXT,
    "cluster": object_of({"name": TEXT, "jurisdiction": TEXT}),
    "standard": STANDARD_REFERENCE,
    "as_of": {"type": "string", "format": "date"},
}

_TARGETS = array_of(
    object_of(
        {
            "indicator": TEXT,
            "year": {"type": "integer"},
            "value": NUMBER,
            "unit": TEXT,
            "for": array_of(TEXT),
        },
        {"over": {"const": True}, "goal": {"type": "boolean"}},
    )
)

PLAN = object_of(
    {
        "schema": {"const": "clustercheck/plan/1"},
        **_WHOSE,
        "reading": {"enum": ["strict", "default"]},
        "verdict": {"enum": [verdict.value for verdict in Verdict]},
        "apply_in": YEAR_OR_NULL,
        "planned_for": YEAR_OR_NULL,
        "apply_on": {"type": ["string", "null"], "format": "date"},
        "growth": NUMBER_OR_NULL,
        "targets": _TARGETS,
        "three_years": _TARGETS,
        "gaps": array_of(
            object_of(
                {"criterion": TEXT, "status": STATUS, "words": TEXT},
                {"sensitive": {"type": "boolean"}, "gap": GAP},
            )
        ),
        "conditions": array_of(object_of({"criterion": TEXT, "status": STATUS, "clause": TEXT})),
        "impossible": array_of(
            object_of({"criterion": TEXT, "why": TEXT, "reason": TEXT, "blocks": {"type": "boolean"}})
        ),
        "assumptions": array_of(TEXT),
        "problems": PROBLEMS,
    },
    {
        **ROW,
        "apply_in_by_default": {"type": "integer"},
        "apply_in_without_set": {"type": ["integer", "null"]},
        "what_if": object_of(
            {"set": array_of(object_of({})), "verdict": object_of({}), "changes": array_of(object_of({}))}
        ),
    },
)
