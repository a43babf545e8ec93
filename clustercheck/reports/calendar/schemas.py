"""The JSON Schema of the calendar of duties."""

from __future__ import annotations

from clustercheck.reports.schema_parts import DAY_OR_NULL, TEXT, array_of, object_of

CALENDAR = object_of(
    {
        "schema": {"const": "clustercheck/calendar/1"},
        "as_of": {"type": "string", "format": "date"},
        "events": array_of(
            object_of(
                {
                    "cluster": TEXT,
                    "standard": TEXT,
                    "kind": {"enum": ["report", "expiry", "review", "change", "publicity"]},
                    "due": DAY_OR_NULL,
                    "remind": DAY_OR_NULL,
                    "clause": TEXT,
                    "status": {"enum": ["due", "overdue", "done", "open"]},
                    "note": TEXT,
                }
            )
        ),
    }
)
