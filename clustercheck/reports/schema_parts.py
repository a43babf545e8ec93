"""The parts that the JSON Schemas share: texts, numbers, statuses, problems, bounds."""

from __future__ import annotations

from typing import Any

from clustercheck.model.cluster import Qualifier
from clustercheck.model.findings import Status, Verdict
from clustercheck.model.standard import StandardStatus

TEXT = {"type": "string"}

NUMBER = {"type": "string", "pattern": r"^-?\d+(\.\d+)?$"}

NUMBER_OR_NULL = {"anyOf": [NUMBER, {"type": "null"}]}

YEAR_OR_NULL = {"type": ["integer", "null"]}

DAY_OR_NULL = {"type": ["string", "null"], "format": "date"}

STATUS = {"enum": [status.value for status in Status]}

VERDICT = {"enum": [verdict.value for verdict in Verdict]}


def object_of(required: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    """An object. It may have more keys: a schema version may add keys."""
    return {"type": "object", "required": list(required), "properties": {**required, **(optional or {})}}


def array_of(items: Any) -> dict[str, Any]:
    """An array of such items."""
    return {"type": "array", "items": items}


PROBLEMS = array_of(
    object_of(
        {
            "code": {"type": "string", "pattern": r"^[A-Z]\d{3}$"},
            "severity": {"enum": ["error", "warning"]},
            "cell": {"type": ["string", "null"]},
            "message": TEXT,
        },
        {"fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"}},
    )
)

BOUNDS = {"type": "array", "minItems": 2, "maxItems": 2, "items": NUMBER_OR_NULL}

EXCLUDED = {"type": "array", "minItems": 2, "maxItems": 2, "items": {"type": "boolean"}}

QUALIFIER = {"enum": [None, *Qualifier]}

# The row of a cluster, in a sheet that lists several.
ROW = {"row": {"type": "integer", "minimum": 1}}

STANDARD_REFERENCE = object_of(
    {"id": TEXT, "edition": TEXT, "status": {"enum": [s.value for s in StandardStatus]}}
)
