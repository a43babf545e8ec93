"""The JSON Schemas of what `standards list|show|diff` and `rule` write."""

from __future__ import annotations

from typing import Any

from clustercheck.engine.differences import Change
from clustercheck.model.criteria import Over
from clustercheck.model.findings import Status, Verdict
from clustercheck.model.standard import StandardStatus

_TEXT = {"type": "string"}
_TEXT_OR_NULL = {"type": ["string", "null"]}
_ASKED = {"$ref": "#/$defs/asked"}


def _object(required: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"type": "object", "required": list(required), "properties": {**required, **(optional or {})}}


def _array(items: Any) -> dict[str, Any]:
    return {"type": "array", "items": items}


_NAME = _object({"zh": _TEXT, "en": _TEXT})
_POINTS = _array(_object({"id": _TEXT, "clause": _TEXT, "text": _NAME}))
_HEAD = {
    "id": _TEXT,
    "edition": _TEXT,
    "name": _NAME,
    "jurisdiction": _NAME,
    "level": _TEXT,
    "status": {"enum": [status.value for status in StandardStatus]},
    "effective": _TEXT_OR_NULL,
    "expires": _TEXT_OR_NULL,
    "days_left": {"type": ["integer", "null"]},
    "checked": _TEXT,
    "source": _TEXT,
    "coverage": {"enum": ["full", "partial"]},
}
_REQUIREMENT = _object(
    {
        "over": {"enum": [over.value for over in Over]},
        "op": {"enum": [">", ">=", "<", "<=", None]},
        "limit": _TEXT_OR_NULL,
        "unit": _TEXT_OR_NULL,
    }
)
_CRITERION = _object(
    {
        "id": _TEXT,
        "kind": {"enum": ["threshold", "alternatives", "attestation"]},
        "name": _NAME,
        "clause": _TEXT,
        "wording": _TEXT,
        "when": _TEXT_OR_NULL,
    },
    {"requirement": _REQUIREMENT, "readings": _array(_TEXT), "branches": _array(_ASKED)},
)
_SECTION = _object({"id": _TEXT, "name": _NAME, "clause": _TEXT, "criteria": _array(_ASKED)})
_ASKED_OR_NULL = {"anyOf": [_ASKED, {"type": "null"}]}
_CHANGED = _object(
    {
        "id": _TEXT,
        "change": {"enum": [change.value for change in Change]},
        "first": _ASKED_OR_NULL,
        "second": _ASKED_OR_NULL,
    },
    {"status": _array({"enum": [*(status.value for status in Status), None]})},
)
_RULE = _object(
    {"code": _TEXT, "title": _TEXT},
    {"name": _TEXT, "about": _TEXT, "why": _TEXT, "remedy": _TEXT, "example": _TEXT},
)
_DEFS = {"$defs": {"asked": _CRITERION}}

STANDARDS: dict[str, Any] = _object(
    {"schema": {"const": "clustercheck/standards/1"}, "as_of": _TEXT, "standards": _array(_object(_HEAD))}
)
ONE_STANDARD: dict[str, Any] = {
    **_object(
        {
            "schema": {"const": "clustercheck/standard/1"},
            "as_of": _TEXT,
            **_HEAD,
            "sections": _array(_SECTION),
            "unknown": _POINTS,
            "cultivation": _POINTS,
            "procedure": _POINTS,
            "cautions": _POINTS,
        }
    ),
    **_DEFS,
}
DIFFERENCE: dict[str, Any] = {
    **_object(
        {
            "schema": {"const": "clustercheck/difference/1"},
            "first": _TEXT,
            "second": _TEXT,
            "criteria": _array(_CHANGED),
        },
        {"file": _TEXT, "verdicts": _array({"enum": [verdict.value for verdict in Verdict]})},
    ),
    **_DEFS,
}
RULE: dict[str, Any] = {"anyOf": [_RULE, _array(_RULE)]}
