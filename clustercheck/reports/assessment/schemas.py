"""The JSON Schemas of an assessment and of a file that could not be read."""

from __future__ import annotations

from clustercheck.model.choices import CHOICES
from clustercheck.model.criteria import Over
from clustercheck.model.findings import Route, Status, Verdict
from clustercheck.reports.schema_parts import (
    BOUNDS,
    EXCLUDED,
    NUMBER,
    NUMBER_OR_NULL,
    PROBLEMS,
    QUALIFIER,
    ROW,
    STANDARD_REFERENCE,
    STATUS,
    TEXT,
    array_of,
    object_of,
)

_CELLS = {"type": "array", "items": TEXT}

GAP = object_of(
    {
        "amount": NUMBER,
        "unit": TEXT,
        "equivalents": array_of(
            object_of({"indicator": TEXT, "amount": NUMBER, "unit": TEXT}, {"with_it": {"const": True}})
        ),
    },
    {
        "strict": {"const": True},
        "year": {"type": "integer"},
        "free_from": {"type": "integer"},
        "next": object_of(
            {
                "year": {"type": "integer"},
                "op": {"enum": [">", ">=", "<", "<="]},
                "value": NUMBER,
                "unit": TEXT,
            },
            {"indicator": TEXT},
        ),
        "branch": TEXT,
        "most": NUMBER,
        "at_least": {"const": True},
    },
)

_READINGS = array_of(object_of({"id": TEXT, "status": STATUS, "value": NUMBER_OR_NULL}, {"bounds": BOUNDS}))

_REQUIREMENT = object_of(
    {"over": {"enum": [over.value for over in Over]}, "unit": TEXT},
    {"op": {"enum": [">", ">=", "<", "<="]}, "value": NUMBER},
)

_OBSERVED = object_of(
    {"value": NUMBER_OR_NULL, "series": {"type": "object", "additionalProperties": NUMBER}},
    {
        "bounds": BOUNDS,
        "excluded": EXCLUDED,
        "inexact": array_of(
            object_of(
                {
                    "indicator": TEXT,
                    "year": {"type": "integer"},
                    "cell": TEXT,
                    "text": TEXT,
                    "value": NUMBER,
                    "qualifier": QUALIFIER,
                    "bounds": BOUNDS,
                    "excluded": EXCLUDED,
                }
            )
        ),
    },
)

CRITERION = object_of(
    {
        "id": TEXT,
        "kind": {"enum": ["threshold", "any_of", "by_kind", "attestation"]},
        "section": TEXT,
        "clause": {"type": "string", "minLength": 1},
        "wording": {"type": "string", "minLength": 1},
        "status": STATUS,
        "sensitive": {"type": "boolean"},
        "cells": _CELLS,
    },
    {
        "requirement": _REQUIREMENT,
        "observed": _OBSERVED,
        "gap": GAP,
        "readings": _READINGS,
        "at_least": {"type": "integer", "minimum": 2},
        "branches": array_of({"$ref": "#/$defs/criterion"}),
    },
)

_REMARK = object_of(
    {
        "id": {
            "enum": [
                "veto",
                "recognised_from_above",
                "not_in_force",
                "partial",
                "chosen",
                "points",
                "old_figures",
                "place_outside",
            ]
        },
        "text": TEXT,
    },
    {"clause": TEXT},
)

_CHOICE = {"enum": list(CHOICES)}

_CHOSEN = object_of(
    {
        "id": _CHOICE,
        "others": array_of(
            object_of({"id": _CHOICE, "missed": {"type": "integer"}, "unknown": {"type": "integer"}})
        ),
    }
)

_COUNT = {"type": "integer", "minimum": 0}

_POINTS = object_of(
    {
        "full": _COUNT,
        "clause": TEXT,
        "least": _COUNT,
        "most": _COUNT,
        "bands": array_of(TEXT),
        "items": array_of(
            object_of({"id": TEXT, "of": TEXT, "full": _COUNT, "least": _COUNT, "most": _COUNT})
        ),
    }
)

_MARGINS = array_of(
    object_of(
        {
            "criterion": TEXT,
            "indicator": TEXT,
            "year": {"type": "integer"},
            "value": NUMBER,
            "tips_at": NUMBER,
            "unit": TEXT,
            "percent": NUMBER,
            "status": STATUS,
            "then": STATUS,
            "thin": {"type": "boolean"},
        }
    )
)
_SOURCES = {"type": "object", "additionalProperties": array_of(object_of({"text": TEXT, "cell": TEXT}))}
JUDGED = object_of(
    {
        "schema": {"const": "clustercheck/assessment/1"},
        "file": TEXT,
        "cluster": object_of({"name": TEXT, "jurisdiction": TEXT}),
        "standard": STANDARD_REFERENCE,
        "as_of": {"type": "string", "format": "date"},
        "years": array_of({"type": "integer"}),
        "base_year": {"type": ["integer", "null"]},
        "verdict": {"enum": [verdict.value for verdict in Verdict]},
        "route": {"enum": [route.value for route in Route]},
        "remarks": array_of(_REMARK),
        "counts": object_of({status.value: {"type": "integer", "minimum": 0} for status in Status}),
        "criteria": array_of({"$ref": "#/$defs/criterion"}),
        "problems": PROBLEMS,
    },
    {"margins": _MARGINS, **ROW, "chosen": _CHOSEN, "points": _POINTS, "sources": _SOURCES},
)

_UNREAD = object_of(
    {
        "schema": {"const": "clustercheck/assessment/1"},
        "file": TEXT,
        "verdict": {"const": "error"},
        "problems": PROBLEMS,
    },
    ROW,
)

RESULT = {"anyOf": [JUDGED, _UNREAD]}
