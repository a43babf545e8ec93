"""The JSON Schema of the problems that a check finds."""

from __future__ import annotations

from clustercheck.reports.schema_parts import PROBLEMS, TEXT, array_of, object_of

CHECKED_FILE = object_of(
    {
        "file": TEXT,
        "read": {"type": "boolean"},
        "standard": {"anyOf": [object_of({"id": TEXT, "edition": TEXT}), {"type": "null"}]},
        "problems": array_of(
            {
                "allOf": [
                    PROBLEMS["items"],
                    object_of(
                        {
                            "rule": {"type": "string", "pattern": "^[a-z][a-z0-9_]*$"},
                            "sheet": {"type": ["string", "null"]},
                            "row": {"type": ["integer", "null"], "minimum": 1},
                            "column": {"type": ["integer", "null"], "minimum": 1},
                        }
                    ),
                ]
            }
        ),
    },
    {"no_standard": object_of({"code": TEXT, "message": TEXT})},
)
