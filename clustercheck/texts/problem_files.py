"""The file of every problem: what is wrong, why it matters, what to do, in both languages.

Each code has one file in `problems/`. Reports show its `message` after the place, so it does not repeat the place.
The code of a workbook's problem also has its rule there (`clustercheck.texts.rules`). A code is stable: never reused,
never renumbered. C1 is the file and its layout, C2 the figures, A3 the notices of an assessment, S1 a standard's
file, U4 the call.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from zlib import crc32

from clustercheck.model import shipped
from clustercheck.model.hints import Any
from clustercheck.model.lean import loads

FOLDER = shipped.place("texts", "problems")
_SUFFIX = ".toml"
# The messages of all files, compiled at installation: a run that prints a few need not parse TOML.
COMPILED = shipped.place("texts", "messages.json")

# The facts that say nothing of what a cell holds, and may stand in a log that others read. What is not listed is
# left out there, so a new fact tells too little before it tells too much.
LOGGED = frozenset(
    (
        "above", "area", "before_cell", "before_year", "beside_cell", "beside_year",
        "bottom", "bottom_cell", "cell", "cells", "choices", "clause", "count",
        "day", "denominator", "denominator_cell", "each_unit", "expected", "first", "indicator",
        "judged", "kinds", "known", "least", "most", "near", "nearest", "numerator", "numerator_cell",
        "part", "part_cell", "points", "second", "sheet", "suffixes", "top", "top_cell", "units",
        "whole", "whole_cell", "word", "written", "year", "years",
    )
)  # fmt: skip


@cache
def codes() -> tuple[str, ...]:
    """All codes, sorted."""
    return tuple(
        sorted(name.removesuffix(_SUFFIX) for name in shipped.names(FOLDER) if name.endswith(_SUFFIX))
    )


@cache
def problem_file(code: str) -> Mapping[str, Any]:
    """The content of a code's file: the tables `zh` and `en`, and for a rule `name`, `example` and `city`."""
    import tomllib

    return tomllib.loads(_source(code).decode())


@cache
def message_of(code: str, language: str) -> str:
    """The message of a code in `zh` or `en`, with its facts in braces."""
    known = _compiled_of(code)
    if known is not None and known["source"] == crc32(_source(code)):
        return str(known[language])
    text: str = problem_file(code)[language]["message"]
    return text


def compiled() -> str:
    """The content of `COMPILED`: on each line a code's message in both languages, and the checksum of its file."""
    import json

    lines = []
    for code in codes():
        messages = {key: problem_file(code)[key]["message"] for key in ("zh", "en")}
        of_code = json.dumps({"source": crc32(_source(code)), **messages}, ensure_ascii=False)
        lines.append(f'"{code}": {of_code}')
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _compiled_of(code: str) -> Mapping[str, Any] | None:
    """What is compiled of a code. Only its own line is parsed: most runs print a message or two."""
    text, key = _compiled(), f'\n"{code}": '
    start = text.find(key)
    if start < 0:
        return None
    try:
        found: Mapping[str, Any] = loads(text[start + len(key) : text.index("\n", start + 1)].rstrip(","))
    except ValueError:
        return None
    return found


@cache
def _compiled() -> str:
    try:
        return shipped.content(COMPILED).decode()
    except (OSError, ValueError):
        return ""


def _source(code: str) -> bytes:
    return shipped.content(os.path.join(FOLDER, code + _SUFFIX))
