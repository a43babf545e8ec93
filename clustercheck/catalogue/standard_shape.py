"""The shape of a whole standard's file, and its JSON Schema for editors."""

from __future__ import annotations

from clustercheck.catalogue.shapes import BRANCH, CONDITIONS, LEVELS, NAME, POINT, SECTION, Field, Shape, must
from clustercheck.model.hints import Any
from clustercheck.model.standard import StandardStatus

FROM_ABOVE = Shape(
    "recognised_from_above",
    {
        "levels": Field("text", required=True, many=True, choices=LEVELS),
        "years": must(
            "whole", "how long a recognition above is taken to be valid where its notice is not stated"
        ),
        "clause": must("text"),
        "wording": must("text"),
    },
)

RELAXATION = Shape(
    "relaxation",
    {
        "areas": Field("text", many=True, choices=CONDITIONS, says="lines of 基本信息 that claim it"),
        "region": Field("name", says="the region it holds for, if it follows from the place"),
        "places": Field("text", many=True, says="what the names of places in that region begin with"),
        "years": Field("whole", many=True, says="the rounds for which it is known, if not for all"),
        "sections": must("text", "the ids of the sections it covers", many=True),
        "clause": must("text"),
        "wording": must("text"),
    },
)

_REPORT = {
    "clause": must("text"),
    "due": must("due", "'03-15', '02-end', or 'undated' where the text names no day"),
    "text": must("name"),
}
_TERM = Shape(
    "term",
    {
        "round": must("text", "the round of recognition"),
        "clause": must("text"),
        "from": must("date"),
        "until": must("date", "the last day"),
    },
)
CYCLE = Shape(
    "cycle",
    {
        "validity": must("shape", shape=Shape("validity", {"years": must("whole"), "clause": must("text")})),
        "review": Field("shape", many=True, shape=POINT, says="what the review after that time looks at"),
        "terms": Field("shape", many=True, shape=_TERM, says="the terms that the notices of rounds give"),
        "annual_report": Field(
            "shape",
            shape=Shape(
                "annual_report",
                {
                    **_REPORT,
                    "history": Field("name", says="how the day was another before"),
                    "binds": Field(
                        "text",
                        choices=("department",),
                        says="'department' where the day binds the department above, so that the cluster must be earlier",
                    ),
                },
            ),
            says="left out where nothing is known of it",
        ),
        "more_reports": Field(
            "shape", many=True, shape=Shape("report", _REPORT), says="where a year has several"
        ),
        "change_notice": Field("shape", shape=POINT, says="how changes are to be reported"),
        "change_months": Field("whole", says="within how many months of the change, where the text says so"),
        "revocation": Field(
            "shape", many=True, shape=POINT, says="the grounds on which recognition is revoked"
        ),
    },
)

FIGURE = Shape(
    "figure",
    {
        "id": must("text", "the standard's id, _ and a word of its own: liaoning_platforms"),
        "name": must("name", "as the form asks for it"),
        "aliases": Field("text", many=True, says="other names that a workbook may have for it"),
        "unit": must("text", "the unit in which the form asks for it"),
        "kind": Field("text", required=True, choices=("amount", "firms", "things", "rate")),
        "part_of": Field("text", many=True, says="figures that it can never exceed"),
    },
)

PUBLIC_NOTICE = Shape("public_notice", {"working_days": must("whole"), "clause": must("text")})

_STEP = Shape("step", {"value": must("text", "'>= 40 亿元', the highest first"), "points": must("whole")})
_SCORE_ITEM = Shape(
    "item",
    {
        "id": must("text"),
        "of": Field("text", says="the id of the criterion it goes by; left out where people judge it"),
        "name": Field("name", says="where it differs from the criterion's"),
        "most": must("whole", "the points that can be had"),
        "steps": Field(
            "shape", many=True, shape=_STEP, says="what each value earns; else all where it is met"
        ),
    },
)
SCORING = Shape(
    "scoring",
    {
        "full": must("whole", "满分"),
        "clause": must("text"),
        "items": must("shape", many=True, shape=_SCORE_ITEM),
        "bands": Field(
            "shape", many=True, shape=Shape("band", {"from": must("whole"), "name": must("name")})
        ),
    },
)

STANDARD = Shape(
    "standard",
    {
        "id": must("text", "the folder's name"),
        "edition": must("text", "the file's name"),
        "name": must("name"),
        "jurisdiction": must("name"),
        "also_called": Field("text", many=True, says="other names of the jurisdiction"),
        "places": Field("text", many=True, says="places within it, as 所在地 may give them"),
        "level": Field("text", required=True, choices=LEVELS),
        "under": Field("text", many=True, says="ids of the jurisdictions above it, nearest first"),
        "authority": must("name"),
        "document": must("name"),
        "number": Field("text", says="文号"),
        "coverage": Field("text", required=True, choices=("full", "partial")),
        "status": Field(
            "text", required=True, choices=tuple(s.value for s in StandardStatus if s != "not_yet_in_force")
        ),
        "effective": Field("date", says="the day it comes into force"),
        "effective_year": Field("whole", says="where only the year is known: it is not in force before it"),
        "effective_note": Field("name", says="where the text gives no such day"),
        "expires": Field("date", says="its last day"),
        "superseded_by": Field("text", says="the text that took its place"),
        "checked": must("date", "the day it was last read against its source"),
        "source": must("text", "where its text was had"),
        "recognised_from_above": Field("shape", shape=FROM_ABOVE),
        "conditions": Field(
            "shape",
            many=True,
            shape=POINT,
            says="kinds of area or industry that when may name, asked by the form",
        ),
        "relaxation": Field("shape", shape=RELAXATION),
        "cultivation": Field("shape", many=True, shape=POINT),
        "interpretation": Field(
            "shape", shape=POINT, says="who interprets the text (解释), and is to be asked"
        ),
        "figures": Field("shape", many=True, shape=FIGURE, says="figures that the vocabulary lacks"),
        "sections": must("shape", many=True, shape=SECTION),
        "public_notice": Field(
            "shape",
            shape=PUBLIC_NOTICE,
            says="how long the list is published for comment, where the text says so",
        ),
        "cycle": Field("shape", shape=CYCLE),
        "scoring": Field(
            "shape", shape=SCORING, says="a table of points beside the verdict, never in its place"
        ),
        "procedure": Field("shape", many=True, shape=POINT),
        "cautions": Field("shape", many=True, shape=POINT),
        "unknown": Field("shape", many=True, shape=POINT, says="what a partial file does not know"),
    },
)


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a standard's file, for editors that complete and check YAML."""
    schema = _schema_of(STANDARD)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:clustercheck:standard:1",
        "title": "clustercheck standard",
        **schema,
        "$defs": {BRANCH.name: _schema_of(BRANCH)},
    }


def _schema_of(shape: Shape) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [key for key, entry in shape.fields.items() if entry.required],
        "properties": {key: _schema_of_field(entry) for key, entry in shape.fields.items()},
    }


def _schema_of_field(entry: Field) -> dict[str, Any]:
    one: dict[str, Any]
    if entry.shape is BRANCH:
        one = {"$ref": f"#/$defs/{BRANCH.name}"}
    elif entry.shape is not None:
        one = _schema_of(entry.shape)
    elif entry.kind == "name":
        one = _schema_of(NAME)
    elif entry.kind == "flag":
        one = {"type": "boolean"}
    elif entry.kind == "whole":
        one = {"type": "integer", "minimum": 1}
    elif entry.kind == "due":
        one = {"type": "string", "pattern": r"^(\d{2}-(\d{2}|end)|undated)$"}
    elif entry.kind == "date":
        one = {"type": "string", "format": "date"}
    elif entry.choices:
        one = {"enum": list(entry.choices)}
    else:
        one = {"type": "string", "minLength": 1}
    schema = {"type": "array", "items": one, "minItems": 1} if entry.many else one
    return {**schema, "description": entry.says} if entry.says else schema
