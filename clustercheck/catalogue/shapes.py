"""The shape of a section and its criteria: the keys, which are required, and what each may hold.

The strict reader and the JSON Schema for editors use these shapes and those of `standard_shape`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from clustercheck.model.choices import CHOICES
from clustercheck.model.conditions import STAGES
from clustercheck.model.indicators import INDICATORS, PROFILE, ProfileKind
from clustercheck.model.records import NamedTuple

LEVELS = ("city", "province", "nation")
REQUIREMENTS = ("every_year", "average", "latest", "once", "growth", "rise")
# `text`: the document's own words were seen, be it in a copy; `page`: one page that reports them.
SOURCED = ("text", "page")
_SAYS_SOURCED = (
    "how its number is known: 'text', the document's own words, or 'page', one page that reports them"
)
TRENDS = ("rising", "falling")
CONDITIONS = tuple(id for id, item in PROFILE.items() if item.kind is ProfileKind.YES_NO)


class Field(NamedTuple):
    """One key. `kind` is text, name (both languages), date, whole, flag, due, rows, or shape with `shape`; `many` means a list."""

    kind: str
    required: bool = False
    many: bool = False
    choices: tuple[str, ...] = ()
    shape: Shape | None = None
    says: str = ""


class Shape(NamedTuple):
    """A mapping of a standard's file, with its keys in the order in which they are written."""

    name: str
    fields: Mapping[str, Field] = MappingProxyType({})


_NAME = Field("name")


def must(kind: str, says: str = "", *, many: bool = False, shape: Shape | None = None) -> Field:
    """A required key."""
    return Field(kind, required=True, many=many, shape=shape, says=says)


NAME = Shape("name", {"zh": must("text"), "en": Field("text", says="left out: the Chinese is shown")})

POINT = Shape(
    "point",
    {
        "id": must("text", "a word of its own within the list"),
        "clause": must("text", "where the document says it"),
        "text": must("name", "what it says, shortly and in own words"),
    },
)

COUNT_KEYS = ("count", "kinds", "of_dominant_industry")

_CRITERION_KEYS: dict[str, Field] = {
    "id": must("text", "a subject of the vocabulary, or a name of its own"),
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
    "sourced": Field("text", choices=SOURCED, says=_SAYS_SOURCED),
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
        "id": must("text"),
        "name": must("name"),
        "clause": must("text", "the heading's number in the document"),
        "clause_inferred": Field("flag", says="the number is lost in the text we have"),
        "task": Field("text", says="the cultivation task its criteria belong to"),
        "sourced": Field("text", choices=SOURCED, says="the same of all its numbers"),
        "criteria": must("shape", many=True, shape=CRITERION),
    },
)
