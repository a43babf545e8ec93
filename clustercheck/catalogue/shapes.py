"""The shape of a standard's file: which keys there are, which must be there, what each may hold.

The strict reader and the JSON Schema for editors both come from here.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from clustercheck.model.choices import CHOICES
from clustercheck.model.conditions import STAGES
from clustercheck.model.indicators import INDICATORS, PROFILE, ProfileKind
from clustercheck.model.standard import StandardStatus

LEVELS = ("city", "province", "nation")
REQUIREMENTS = ("every_year", "average", "latest", "once", "growth", "rise")
TRENDS = ("rising", "falling")
CONDITIONS = tuple(id for id, item in PROFILE.items() if item.kind is ProfileKind.YES_NO)


class Field(NamedTuple):
    """One key. `kind`: text, name (both languages), date, whole, flag, due, or shape with `shape`; `many` a list."""

    kind: str
    required: bool = False
    many: bool = False
    choices: tuple[str, ...] = ()
    shape: Shape | None = None
    says: str = ""


class Shape(NamedTuple):
    """A mapping of a standard's file: its keys in the order in which they are written."""

    name: str
    fields: Mapping[str, Field] = MappingProxyType({})


_TEXT = Field("text")
_NAME = Field("name")


def _must(kind: str, says: str = "", *, many: bool = False, shape: Shape | None = None) -> Field:
    return Field(kind, required=True, many=many, shape=shape, says=says)


NAME = Shape("name", {"zh": _must("text"), "en": Field("text", says="left out: the Chinese is shown")})

POINT = Shape(
    "point",
    {
        "id": _must("text", "a word of its own within the list"),
        "clause": _must("text", "where the document says it"),
        "text": _must("name", "what it says, shortly and in own words"),
    },
)

COUNT_KEYS = ("count", "kinds", "of_dominant_industry")

_CRITERION_KEYS: dict[str, Field] = {
    "id": _must("text", "a subject of the vocabulary, or a name of its own"),
    "subject": Field("text", says="the subject of the vocabulary, where the id is a name of its own"),
    "clause": Field("text", says="where it differs from the section's"),
    "every_year": Field("text", says="each of the three years: '>= 32 亿元'"),
    "average": Field("text", says="the mean of the three years"),
    "latest": Field("text", says="the last year"),
    "once": Field("text", says="a figure asked once"),
    "growth": Field("text", says="yearly growth over the three years"),
    "rise": Field("text", says="by how much it rises every year: '>= 0.5 个百分点'"),
    "years": Field(
        "whole",
        says="2 of every_year, average and growth, 1 of growth: where the text looks at fewer than three",
    ),
    "trend": Field("text", choices=TRENDS, says="every step of the three years"),
    "count": Field("text", choices=tuple(INDICATORS), says="the count in which each firm stands once"),
    "kinds": Field("text", many=True, choices=tuple(INDICATORS), says="the kinds of firms that are counted"),
    "of_dominant_industry": Field(
        "text", many=True, choices=tuple(INDICATORS), says="kinds of which only the dominant industry's count"
    ),
    "either": Field(
        "text",
        many=True,
        choices=CHOICES,
        says="产值或营业收入: chosen once for the whole cluster, output first",
    ),
    "readings": Field("text", many=True, says="the readings the wording admits, the default first"),
    "attest": Field("name", says="a qualitative requirement"),
    "veto": Field("flag", says="a 否 ends the matter, before anything else"),
    "wording": Field("text", says="the operative words of the document"),
    "guideline": Field("flag", says="一般 or 原则上: a shortfall is at the reviewer's discretion"),
    "waiver": Field(
        "text", choices=tuple(PROFILE), says="the line of 基本信息 that waives it, with its reason"
    ),
    "when": Field(
        "text",
        says="applies only where 基本信息, or a condition of the file's own, says 是; 'not X' where it says 否, joined by and",
    ),
    "stage": Field(
        "text",
        choices=tuple(STAGES),
        says="asked of a first application alone, or of a review alone; the form asks which",
    ),
    "task": Field(
        "text", says="the cultivation task, where it differs from the section's; none if no task addresses it"
    ),
    "name": Field("name", says="where it differs from the subject's"),
    "note": Field("name", says="what is assumed because the text does not say it"),
}

_BRANCH_KEYS = {
    key: value for key, value in _CRITERION_KEYS.items() if key not in ("veto", "waiver", "when", "stage")
}
# A branch may have branches of its own.
BRANCH = Shape("branch", _BRANCH_KEYS)
_ALTERNATIVES = {
    "any_of": Field(
        "shape", many=True, shape=BRANCH, says="alternatives: one is enough, or at_least so many"
    ),
    "at_least": Field("whole", says="how many of any_of must be met, where more than one"),
}
_BRANCH_KEYS.update(_ALTERNATIVES)
KIND = Shape("kind", {**_BRANCH_KEYS, **{key: _CRITERION_KEYS[key] for key in ("when", "stage")}})
CRITERION = Shape(
    "criterion",
    {
        **_CRITERION_KEYS,
        **_ALTERNATIVES,
        "by_kind": Field(
            "shape", many=True, shape=KIND, says="numbers by kind of area or industry; exactly one applies"
        ),
    },
)

SECTION = Shape(
    "section",
    {
        "id": _must("text"),
        "name": _must("name"),
        "clause": _must("text", "the heading's number in the document"),
        "clause_inferred": Field("flag", says="the number is lost in the text we have"),
        "task": Field("text", says="the cultivation task its criteria belong to"),
        "criteria": _must("shape", many=True, shape=CRITERION),
    },
)

FROM_ABOVE = Shape(
    "recognised_from_above",
    {
        "levels": Field("text", required=True, many=True, choices=LEVELS),
        "years": _must(
            "whole", "how long a recognition above is taken to be valid where its notice is not stated"
        ),
        "clause": _must("text"),
        "wording": _must("text"),
    },
)

RELAXATION = Shape(
    "relaxation",
    {
        "areas": Field("text", many=True, choices=CONDITIONS, says="lines of 基本信息 that claim it"),
        "region": Field("name", says="the region it holds for, if it follows from the place"),
        "places": Field("text", many=True, says="what the names of places in that region begin with"),
        "years": Field("whole", many=True, says="the rounds for which it is known, if not for all"),
        "sections": _must("text", "the ids of the sections it covers", many=True),
        "clause": _must("text"),
        "wording": _must("text"),
    },
)

_REPORT = {
    "clause": _must("text"),
    "due": _must("due", "'03-15', '02-end', or 'undated' where the text names no day"),
    "text": _must("name"),
}
_TERM = Shape(
    "term",
    {
        "round": _must("text", "the round of recognition"),
        "clause": _must("text"),
        "from": _must("date"),
        "until": _must("date", "the last day"),
    },
)
CYCLE = Shape(
    "cycle",
    {
        "validity": _must(
            "shape", shape=Shape("validity", {"years": _must("whole"), "clause": _must("text")})
        ),
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
        "id": _must("text", "the standard's id, _ and a word of its own: liaoning_platforms"),
        "name": _must("name", "as the form asks for it"),
        "aliases": Field("text", many=True, says="other names that a workbook may have for it"),
        "unit": _must("text", "the unit in which the form asks for it"),
        "kind": Field("text", required=True, choices=("amount", "firms", "things", "rate")),
        "part_of": Field("text", many=True, says="figures that it can never exceed"),
    },
)

PUBLIC_NOTICE = Shape("public_notice", {"working_days": _must("whole"), "clause": _must("text")})

_STEP = Shape("step", {"value": _must("text", "'>= 40 亿元', the highest first"), "points": _must("whole")})
_SCORE_ITEM = Shape(
    "item",
    {
        "id": _must("text"),
        "of": Field("text", says="the id of the criterion it goes by; left out where people judge it"),
        "name": Field("name", says="where it differs from the criterion's"),
        "most": _must("whole", "the points that can be had"),
        "steps": Field(
            "shape", many=True, shape=_STEP, says="what each value earns; else all where it is met"
        ),
    },
)
SCORING = Shape(
    "scoring",
    {
        "full": _must("whole", "满分"),
        "clause": _must("text"),
        "items": _must("shape", many=True, shape=_SCORE_ITEM),
        "bands": Field(
            "shape", many=True, shape=Shape("band", {"from": _must("whole"), "name": _must("name")})
        ),
    },
)

STANDARD = Shape(
    "standard",
    {
        "id": _must("text", "the folder's name"),
        "edition": _must("text", "the file's name"),
        "name": _must("name"),
        "jurisdiction": _must("name"),
        "also_called": Field("text", many=True, says="other names of the jurisdiction"),
        "places": Field("text", many=True, says="places within it, as 所在地 may give them"),
        "level": Field("text", required=True, choices=LEVELS),
        "under": Field("text", many=True, says="ids of the jurisdictions above it, nearest first"),
        "authority": _must("name"),
        "document": _must("name"),
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
        "checked": _must("date", "the day it was last read against its source"),
        "source": _must("text", "where its text was had"),
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
        "sections": _must("shape", many=True, shape=SECTION),
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
    """A JSON Schema of a standard's file, for editors that complete and check YAML."""
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
