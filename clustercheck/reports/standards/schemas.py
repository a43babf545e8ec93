"""The JSON Schemas of what `standards list|show|diff` and `rule` write."""

from __future__ import annotations

from typing import Any

from clustercheck.catalogue.shapes import SOURCED
from clustercheck.engine.differences import Change
from clustercheck.model.criteria import Over
from clustercheck.model.findings import Status, Verdict
from clustercheck.model.standard import StandardStatus
from clustercheck.reports.schema_parts import TEXT, array_of, object_of

_TEXT_OR_NULL = {"type": ["string", "null"]}
_ASKED = {"$ref": "#/$defs/asked"}


_NAME = object_of({"zh": TEXT, "en": TEXT})
_POINTS = array_of(object_of({"id": TEXT, "clause": TEXT, "text": _NAME}))
_HEAD = {
    "id": TEXT,
    "edition": TEXT,
    "name": _NAME,
    "jurisdiction": _NAME,
    "level": TEXT,
    "status": {"enum": [status.value for status in StandardStatus]},
    "effective": _TEXT_OR_NULL,
    "expires": _TEXT_OR_NULL,
    "days_left": {"type": ["integer", "null"]},
    "checked": TEXT,
    "source": TEXT,
    "coverage": {"enum": ["full", "partial"]},
}
_REQUIREMENT = object_of(
    {
        "over": {"enum": [over.value for over in Over]},
        "op": {"enum": [">", ">=", "<", "<=", None]},
        "limit": _TEXT_OR_NULL,
        "unit": _TEXT_OR_NULL,
    }
)
_CRITERION = object_of(
    {
        "id": TEXT,
        "kind": {"enum": ["threshold", "alternatives", "attestation"]},
        "name": _NAME,
        "clause": TEXT,
        "wording": TEXT,
        "when": _TEXT_OR_NULL,
    },
    {
        "requirement": _REQUIREMENT,
        "readings": array_of(TEXT),
        "sourced": {"enum": [*SOURCED, None]},
        "branches": array_of(_ASKED),
    },
)
_SECTION = object_of({"id": TEXT, "name": _NAME, "clause": TEXT, "criteria": array_of(_ASKED)})
_ASKED_OR_NULL = {"anyOf": [_ASKED, {"type": "null"}]}
_CHANGED = object_of(
    {
        "id": TEXT,
        "change": {"enum": [change.value for change in Change]},
        "first": _ASKED_OR_NULL,
        "second": _ASKED_OR_NULL,
    },
    {"status": array_of({"enum": [*(status.value for status in Status), None]})},
)
_RULE = object_of(
    {"code": TEXT, "title": TEXT},
    {"name": TEXT, "about": TEXT, "why": TEXT, "remedy": TEXT, "example": TEXT},
)
_DEFS = {"$defs": {"asked": _CRITERION}}

STANDARDS: dict[str, Any] = object_of(
    {"schema": {"const": "clustercheck/standards/1"}, "as_of": TEXT, "standards": array_of(object_of(_HEAD))}
)
ONE_STANDARD: dict[str, Any] = {
    **object_of(
        {
            "schema": {"const": "clustercheck/standard/1"},
            "as_of": TEXT,
            **_HEAD,
            "sections": array_of(_SECTION),
            "unknown": _POINTS,
            "cultivation": _POINTS,
            "procedure": _POINTS,
            "cautions": _POINTS,
        }
    ),
    **_DEFS,
}
DIFFERENCE: dict[str, Any] = {
    **object_of(
        {
            "schema": {"const": "clustercheck/difference/1"},
            "first": TEXT,
            "second": TEXT,
            "statuses": array_of({"enum": [status.value for status in StandardStatus]}),
            "criteria": array_of(_CHANGED),
        },
        {"file": TEXT, "verdicts": array_of({"enum": [verdict.value for verdict in Verdict]})},
    ),
    **_DEFS,
}
RULE: dict[str, Any] = {"anyOf": [_RULE, array_of(_RULE)]}
