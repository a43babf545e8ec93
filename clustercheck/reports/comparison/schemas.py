"""The JSON Schema of a comparison."""

from __future__ import annotations

from clustercheck.model.findings import Verdict
from clustercheck.reports.assessment.schemas import CRITERION, JUDGED
from clustercheck.reports.schema_parts import NUMBER_OR_NULL, STATUS, TEXT, array_of, object_of

_CHANGED_FIGURES = array_of(
    object_of(
        {
            "indicator": TEXT,
            "year": {"type": "integer"},
            "before": {"type": ["string", "null"]},
            "after": {"type": ["string", "null"]},
            "percent": NUMBER_OR_NULL,
        }
    )
)

COMPARISON = {
    "$defs": {"criterion": CRITERION},
    **object_of(
        {
            "schema": {"const": "clustercheck/comparison/1"},
            "assessments": array_of(JUDGED),
            "summary": array_of(
                object_of(
                    {
                        "file": TEXT,
                        "standard": object_of({"id": TEXT, "edition": TEXT}),
                        "verdict": {"enum": [verdict.value for verdict in Verdict]},
                        "missed": array_of(TEXT),
                        "open": array_of(TEXT),
                        "not_asked": array_of(TEXT),
                        "nearest": {"type": "boolean"},
                    }
                )
            ),
        },
        {
            "changes": object_of(
                {
                    "restated": _CHANGED_FIGURES,
                    "figures": _CHANGED_FIGURES,
                    "statuses": array_of(object_of({"criterion": TEXT, "before": STATUS, "after": STATUS})),
                }
            )
        },
    ),
}
