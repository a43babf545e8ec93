"""The JSON Schemas of what goes out; the project's tests hold real output against them."""

from __future__ import annotations

from typing import Any

from clustercheck.model.choices import CHOICES
from clustercheck.model.cluster import Qualifier
from clustercheck.model.criteria import Over
from clustercheck.model.findings import Route, Status, Verdict
from clustercheck.model.standard import StandardStatus
from clustercheck.reports.standards.schemas import DIFFERENCE, ONE_STANDARD, RULE, STANDARDS

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_TEXT = {"type": "string"}
_NUMBER = {"type": "string", "pattern": r"^-?\d+(\.\d+)?$"}
_NUMBER_OR_NULL = {"anyOf": [_NUMBER, {"type": "null"}]}
_STATUS = {"enum": [status.value for status in Status]}
_CELLS = {"type": "array", "items": _TEXT}


def _object(required: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    """An object; keys may be added within a schema version, so more are allowed."""
    return {"type": "object", "required": list(required), "properties": {**required, **(optional or {})}}


def _array(items: Any) -> dict[str, Any]:
    return {"type": "array", "items": items}


_PROBLEMS = _array(
    _object(
        {
            "code": {"type": "string", "pattern": r"^[A-Z]\d{3}$"},
            "severity": {"enum": ["error", "warning"]},
            "cell": {"type": ["string", "null"]},
            "message": _TEXT,
        },
        {"fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"}},
    )
)
_CHECKED_FILE = _object(
    {
        "file": _TEXT,
        "read": {"type": "boolean"},
        "standard": {"anyOf": [_object({"id": _TEXT, "edition": _TEXT}), {"type": "null"}]},
        "problems": _array(
            {
                "allOf": [
                    _PROBLEMS["items"],
                    _object(
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
    {"no_standard": _object({"code": _TEXT, "message": _TEXT})},
)
_GAP = _object(
    {
        "amount": _NUMBER,
        "unit": _TEXT,
        "equivalents": _array(
            _object({"indicator": _TEXT, "amount": _NUMBER, "unit": _TEXT}, {"with_it": {"const": True}})
        ),
    },
    {
        "strict": {"const": True},
        "year": {"type": "integer"},
        "free_from": {"type": "integer"},
        "next": _object(
            {
                "year": {"type": "integer"},
                "op": {"enum": [">", ">=", "<", "<="]},
                "value": _NUMBER,
                "unit": _TEXT,
            },
            {"indicator": _TEXT},
        ),
        "branch": _TEXT,
        "most": _NUMBER,
        "at_least": {"const": True},
    },
)
_BOUNDS = {"type": "array", "minItems": 2, "maxItems": 2, "items": _NUMBER_OR_NULL}
_EXCLUDED = {"type": "array", "minItems": 2, "maxItems": 2, "items": {"type": "boolean"}}
_QUALIFIER = {"enum": [None, *Qualifier]}
_READINGS = _array(_object({"id": _TEXT, "status": _STATUS, "value": _NUMBER_OR_NULL}, {"bounds": _BOUNDS}))
_REQUIREMENT = _object(
    {"over": {"enum": [over.value for over in Over]}, "unit": _TEXT},
    {"op": {"enum": [">", ">=", "<", "<="]}, "value": _NUMBER},
)
_OBSERVED = _object(
    {"value": _NUMBER_OR_NULL, "series": {"type": "object", "additionalProperties": _NUMBER}},
    {
        "bounds": _BOUNDS,
        "excluded": _EXCLUDED,
        "inexact": _array(
            _object(
                {
                    "indicator": _TEXT,
                    "year": {"type": "integer"},
                    "cell": _TEXT,
                    "text": _TEXT,
                    "value": _NUMBER,
                    "qualifier": _QUALIFIER,
                    "bounds": _BOUNDS,
                    "excluded": _EXCLUDED,
                }
            )
        ),
    },
)
_CRITERION = _object(
    {
        "id": _TEXT,
        "kind": {"enum": ["threshold", "any_of", "by_kind", "attestation"]},
        "section": _TEXT,
        "clause": {"type": "string", "minLength": 1},
        "wording": {"type": "string", "minLength": 1},
        "status": _STATUS,
        "sensitive": {"type": "boolean"},
        "cells": _CELLS,
    },
    {
        "requirement": _REQUIREMENT,
        "observed": _OBSERVED,
        "gap": _GAP,
        "readings": _READINGS,
        "at_least": {"type": "integer", "minimum": 2},
        "branches": _array({"$ref": "#/$defs/criterion"}),
    },
)
# Of a cluster in a sheet that lists several.
_ROW = {"row": {"type": "integer", "minimum": 1}}
_STANDARD = _object({"id": _TEXT, "edition": _TEXT, "status": {"enum": [s.value for s in StandardStatus]}})
_REMARK = _object(
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
        "text": _TEXT,
    },
    {"clause": _TEXT},
)
_CHOICE = {"enum": list(CHOICES)}
_CHOSEN = _object(
    {
        "id": _CHOICE,
        "others": _array(
            _object({"id": _CHOICE, "missed": {"type": "integer"}, "unknown": {"type": "integer"}})
        ),
    }
)
_COUNT = {"type": "integer", "minimum": 0}
_POINTS = _object(
    {
        "full": _COUNT,
        "clause": _TEXT,
        "least": _COUNT,
        "most": _COUNT,
        "bands": _array(_TEXT),
        "items": _array(_object({"id": _TEXT, "of": _TEXT, "full": _COUNT, "least": _COUNT, "most": _COUNT})),
    }
)
_JUDGED = _object(
    {
        "schema": {"const": "clustercheck/assessment/1"},
        "file": _TEXT,
        "cluster": _object({"name": _TEXT, "jurisdiction": _TEXT}),
        "standard": _STANDARD,
        "as_of": {"type": "string", "format": "date"},
        "years": _array({"type": "integer"}),
        "base_year": {"type": ["integer", "null"]},
        "verdict": {"enum": [verdict.value for verdict in Verdict]},
        "route": {"enum": [route.value for route in Route]},
        "remarks": _array(_REMARK),
        "counts": _object({status.value: {"type": "integer", "minimum": 0} for status in Status}),
        "criteria": _array({"$ref": "#/$defs/criterion"}),
        "problems": _PROBLEMS,
    },
    {
        "margins": _array(
            _object(
                {
                    "criterion": _TEXT,
                    "indicator": _TEXT,
                    "year": {"type": "integer"},
                    "value": _NUMBER,
                    "tips_at": _NUMBER,
                    "unit": _TEXT,
                    "percent": _NUMBER,
                    "status": _STATUS,
                    "then": _STATUS,
                    "thin": {"type": "boolean"},
                }
            )
        ),
        **_ROW,
        "chosen": _CHOSEN,
        "points": _POINTS,
    },
)
_UNREAD = _object(
    {
        "schema": {"const": "clustercheck/assessment/1"},
        "file": _TEXT,
        "verdict": {"const": "error"},
        "problems": _PROBLEMS,
    },
    _ROW,
)
_ONE = {"anyOf": [_JUDGED, _UNREAD]}
_OBSERVATION = _object(
    {
        "indicator": _TEXT,
        "year": {"type": "integer"},
        "value": _NUMBER_OR_NULL,
        "unit": _TEXT,
        "cell": _TEXT,
        "text": _TEXT,
        "qualifier": _QUALIFIER,
    },
    {"bounds": _BOUNDS, "excluded": _EXCLUDED, "stored": _TEXT},
)

_READING = _object(
    {
        "schema": {"const": "clustercheck/reading/1"},
        "file": _TEXT,
        "sheets": _array(_TEXT),
        "years": _array({"type": "integer"}),
        "observations": _array(_OBSERVATION),
        "ignored": _array(_object({"cell": _TEXT, "text": _TEXT, "why": _TEXT}, {"nearest": _TEXT})),
        "problems": _PROBLEMS,
    },
    _ROW,
)

_WHOSE = {
    "file": _TEXT,
    "cluster": _object({"name": _TEXT, "jurisdiction": _TEXT}),
    "standard": _STANDARD,
    "as_of": {"type": "string", "format": "date"},
}
_YEAR_OR_NULL = {"type": ["integer", "null"]}
_TARGETS = _array(
    _object(
        {
            "indicator": _TEXT,
            "year": {"type": "integer"},
            "value": _NUMBER,
            "unit": _TEXT,
            "for": _array(_TEXT),
        },
        {"over": {"const": True}},
    )
)
_PLAN = _object(
    {
        "schema": {"const": "clustercheck/plan/1"},
        **_WHOSE,
        "reading": {"enum": ["strict", "default"]},
        "verdict": {"enum": [verdict.value for verdict in Verdict]},
        "apply_in": _YEAR_OR_NULL,
        "planned_for": _YEAR_OR_NULL,
        "apply_on": {"type": ["string", "null"], "format": "date"},
        "growth": _NUMBER_OR_NULL,
        "targets": _TARGETS,
        "three_years": _TARGETS,
        "gaps": _array(_object({"criterion": _TEXT, "status": _STATUS, "words": _TEXT}, {"gap": _GAP})),
        "conditions": _array(_object({"criterion": _TEXT, "status": _STATUS, "clause": _TEXT})),
        "impossible": _array(
            _object({"criterion": _TEXT, "why": _TEXT, "reason": _TEXT, "blocks": {"type": "boolean"}})
        ),
        "assumptions": _array(_TEXT),
        "problems": _PROBLEMS,
    },
    {
        **_ROW,
        "apply_in_by_default": {"type": "integer"},
        "what_if": _object(
            {"set": _array(_object({})), "verdict": _object({}), "changes": _array(_object({}))}
        ),
    },
)

_DAY_OR_NULL = {"type": ["string", "null"], "format": "date"}
_CALENDAR = _object(
    {
        "schema": {"const": "clustercheck/calendar/1"},
        "as_of": {"type": "string", "format": "date"},
        "events": _array(
            _object(
                {
                    "cluster": _TEXT,
                    "standard": _TEXT,
                    "kind": {"enum": ["report", "expiry", "review", "change", "publicity"]},
                    "due": _DAY_OR_NULL,
                    "remind": _DAY_OR_NULL,
                    "clause": _TEXT,
                    "status": {"enum": ["due", "overdue", "done", "open"]},
                    "note": _TEXT,
                }
            )
        ),
    }
)
_CHANGED_FIGURES = _array(
    _object(
        {
            "indicator": _TEXT,
            "year": {"type": "integer"},
            "before": {"type": ["string", "null"]},
            "after": {"type": ["string", "null"]},
            "percent": _NUMBER_OR_NULL,
        }
    )
)
_COMPARISON = {
    "$defs": {"criterion": _CRITERION},
    **_object(
        {
            "schema": {"const": "clustercheck/comparison/1"},
            "assessments": _array(_JUDGED),
            "summary": _array(
                _object(
                    {
                        "file": _TEXT,
                        "standard": _object({"id": _TEXT, "edition": _TEXT}),
                        "verdict": {"enum": [verdict.value for verdict in Verdict]},
                        "missed": _array(_TEXT),
                        "open": _array(_TEXT),
                        "not_asked": _array(_TEXT),
                        "nearest": {"type": "boolean"},
                    }
                )
            ),
        },
        {
            "changes": _object(
                {
                    "restated": _CHANGED_FIGURES,
                    "figures": _CHANGED_FIGURES,
                    "statuses": _array(_object({"criterion": _TEXT, "before": _STATUS, "after": _STATUS})),
                }
            )
        },
    ),
}

_VERDICT = {"enum": [verdict.value for verdict in Verdict]}
_REVIEW = {
    "$defs": {"criterion": _CRITERION},
    **_object(
        {
            "schema": {"const": "clustercheck/review/1"},
            "file": _TEXT,
            "plan": _TEXT,
            "cluster": _object({"name": _TEXT, "jurisdiction": _TEXT}),
            "standard": _object({"id": _TEXT, "edition": _TEXT}),
            "as_of": {"type": "string", "format": "date"},
            "verdict": _VERDICT,
            "thresholds": _VERDICT,
            "targets_verdict": _VERDICT,
            "term": {
                "anyOf": [
                    {"type": "null"},
                    _object({"from": _TEXT, "until": _DAY_OR_NULL, "assumed": {"type": "boolean"}}),
                ]
            },
            "rules": _array(_object({"id": _TEXT, "clause": _TEXT, "text": _TEXT})),
            "targets": _array(
                _object(
                    {
                        "indicator": _TEXT,
                        "year": {"type": "integer"},
                        "target": _NUMBER,
                        "result": _NUMBER_OR_NULL,
                        "status": _STATUS,
                        "lacking": _NUMBER_OR_NULL,
                        "cell": {"type": ["string", "null"]},
                    }
                )
            ),
            "grounds": _array(_object({"id": _TEXT, "clause": _TEXT, "text": _TEXT, "status": _STATUS})),
            "reports": _array(_object({"year": {"type": "integer"}, "due": _DAY_OR_NULL, "clause": _TEXT})),
            "judgements": _array(
                _object({"criterion": _TEXT, "office": _TEXT, "used": {"type": "boolean"}, "cell": _TEXT})
            ),
            "assessment": _JUDGED,
        },
        {"assessment_then": _JUDGED},
    ),
}
_EXPLANATION = _object(
    {
        "schema": {"const": "clustercheck/explanation/1"},
        "file": _TEXT,
        "as_of": _TEXT,
        "verdict": {"enum": [verdict.value for verdict in Verdict]},
        "criterion": {"$ref": "#/$defs/criterion"},
    }
)
_SETTINGS = _object(
    {
        "schema": {"const": "clustercheck/settings/1"},
        "file": {"type": ["string", "null"]},
        "settings": _array(_object({"name": _TEXT, "command": _TEXT, "source": _TEXT})),
    }
)


def _titled(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    """A schema with its draft, title and `$id`: a URN, for it is not fetched from anywhere."""
    return {"$schema": _DRAFT, "$id": f"urn:clustercheck:{name}:1", "title": f"clustercheck {name}", **schema}


SCHEMAS: dict[str, dict[str, Any]] = {
    name: _titled(name, schema)
    for name, schema in {
        "assessment": {"anyOf": [_ONE, _array(_ONE)], "$defs": {"criterion": _CRITERION}},
        "check": _object({"schema": {"const": "clustercheck/check/1"}, "files": _array(_CHECKED_FILE)}),
        "explanation": {**_EXPLANATION, "$defs": {"criterion": _CRITERION}},
        "calendar": _CALENDAR,
        "comparison": _COMPARISON,
        "plan": _PLAN,
        "review": _REVIEW,
        "reading": {"anyOf": [_READING, _array(_READING)]},
        "standards": STANDARDS,
        "one_standard": ONE_STANDARD,
        "difference": DIFFERENCE,
        "rule": RULE,
        "settings": _SETTINGS,
    }.items()
}
