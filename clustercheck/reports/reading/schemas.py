"""The JSON Schema of what is read from a file."""

from __future__ import annotations

from clustercheck.reports.schema_parts import (
    BOUNDS,
    EXCLUDED,
    NUMBER_OR_NULL,
    PROBLEMS,
    QUALIFIER,
    ROW,
    TEXT,
    array_of,
    object_of,
)

_OBSERVATION = object_of(
    {
        "indicator": TEXT,
        "year": {"type": "integer"},
        "value": NUMBER_OR_NULL,
        "unit": TEXT,
        "cell": TEXT,
        "text": TEXT,
        "qualifier": QUALIFIER,
    },
    {"bounds": BOUNDS, "excluded": EXCLUDED, "stored": TEXT},
)

READING = object_of(
    {
        "schema": {"const": "clustercheck/reading/1"},
        "file": TEXT,
        "sheets": array_of(TEXT),
        "years": array_of({"type": "integer"}),
        "observations": array_of(_OBSERVATION),
        "ignored": array_of(object_of({"cell": TEXT, "text": TEXT, "why": TEXT}, {"nearest": TEXT})),
        "problems": PROBLEMS,
    },
    ROW,
)
