"""The JSON Schema of a batch's summary."""

from __future__ import annotations

from clustercheck.batch.quota import Standing
from clustercheck.batch.rows import RANKS
from clustercheck.model.findings import Verdict
from clustercheck.reports.schema_parts import TEXT, array_of, object_of

_COUNT = {"type": "integer", "minimum": 0}
_COUNTS = {"type": "object", "additionalProperties": _COUNT}
_VERDICTS = [verdict.value for verdict in Verdict]


_PLACED = array_of(
    object_of(
        {
            "place": {"type": ["integer", "null"], "minimum": 1},
            "file": TEXT,
            "cluster": TEXT,
            "standard": TEXT,
            "verdict": {"enum": [*_VERDICTS, "error"]},
            "standing": {"enum": [standing.value for standing in Standing]},
            "why": TEXT,
        },
        {"row": {"type": "integer", "minimum": 1}},
    )
)
_REPEATED = object_of(
    {
        "number": _COUNT,
        "groups": array_of(
            object_of(
                {"cluster": TEXT, "files": array_of(TEXT), "number": _COUNT}, {"clusters": array_of(TEXT)}
            )
        ),
    }
)
SUMMARY = object_of(
    {
        "schema": {"const": "clustercheck/summary/1"},
        "clusters": _COUNT,
        "files": object_of({"done": _COUNT, "planned": _COUNT}),
        "faults": _COUNT,
        "verdicts": {
            "type": "object",
            "properties": dict.fromkeys([*_VERDICTS, "error"], _COUNT),
            "additionalProperties": False,
        },
        "remarks": _COUNTS,
        "standards": _COUNTS,
        "missed_most": array_of(
            object_of({"criterion": TEXT, "name": TEXT, "missed": _COUNT, "unknown": _COUNT, "asked": _COUNT})
        ),
        "rank": {"enum": list(RANKS)},
        "ranked": array_of(
            object_of(
                {
                    "place": {"type": "integer", "minimum": 1},
                    "file": TEXT,
                    "cluster": TEXT,
                    "standard": TEXT,
                    "verdict": {"enum": _VERDICTS},
                    "thresholds": _COUNT,
                    "thresholds_met": _COUNT,
                    "margin_percent": {"type": ["number", "null"]},
                }
            )
        ),
        "unread": array_of(object_of({"file": TEXT, "code": TEXT, "message": TEXT})),
        "repeated": object_of({"same_file": _REPEATED, "same_name": _REPEATED, "same_figures": _REPEATED}),
    },
    {
        "quota": object_of(
            {
                "quota": {"type": "integer", "minimum": 1},
                "above": _COUNT,
                "tied": _COUNT,
                "recommended": _PLACED,
                "next": _PLACED,
            }
        )
    },
)
