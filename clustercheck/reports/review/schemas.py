"""The JSON Schema of a review."""

from __future__ import annotations

from clustercheck.reports.assessment.schemas import CRITERION, JUDGED
from clustercheck.reports.schema_parts import (
    DAY_OR_NULL,
    NUMBER_OR_NULL,
    PROBLEMS,
    STATUS,
    TEXT,
    VERDICT,
    array_of,
    object_of,
)

REVIEW = {
    "$defs": {"criterion": CRITERION},
    **object_of(
        {
            "schema": {"const": "clustercheck/review/1"},
            "file": TEXT,
            "plan": TEXT,
            "cluster": object_of({"name": TEXT, "jurisdiction": TEXT}),
            "standard": object_of({"id": TEXT, "edition": TEXT}),
            "as_of": {"type": "string", "format": "date"},
            "verdict": VERDICT,
            "thresholds": VERDICT,
            "targets_verdict": VERDICT,
            "term": {
                "anyOf": [
                    {"type": "null"},
                    object_of({"from": TEXT, "until": DAY_OR_NULL, "assumed": {"type": "boolean"}}),
                ]
            },
            "rules": array_of(object_of({"id": TEXT, "clause": TEXT, "text": TEXT})),
            "targets": array_of(
                object_of(
                    {
                        "indicator": TEXT,
                        "year": {"type": "integer"},
                        "target": NUMBER_OR_NULL,
                        "result": NUMBER_OR_NULL,
                        "status": STATUS,
                        "lacking": NUMBER_OR_NULL,
                        "cell": {"type": ["string", "null"]},
                    }
                )
            ),
            "problems": PROBLEMS,
            "grounds": array_of(object_of({"id": TEXT, "clause": TEXT, "text": TEXT, "status": STATUS})),
            "reports": array_of(object_of({"year": {"type": "integer"}, "due": DAY_OR_NULL, "clause": TEXT})),
            "judgements": array_of(
                object_of({"criterion": TEXT, "office": TEXT, "used": {"type": "boolean"}, "cell": TEXT})
            ),
            "assessment": JUDGED,
        },
        {"assessment_then": JUDGED},
    ),
}
