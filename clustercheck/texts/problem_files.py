"""The file of every problem: what is wrong, why it matters, what to do, in both languages.

One file a code in `problems/`. Its `message` stands in reports behind the place, so it does not repeat the place. A
code of a workbook's problem has its rule there as well (`clustercheck.texts.rules`). A code is stable: never reused,
never renumbered. C1 the file and its layout, C2 the figures, A3 what an assessment has to say, S1 a standard's file,
U4 the call.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

FOLDER = os.path.join(os.path.dirname(__file__), "problems")
_SUFFIX = ".toml"

# The facts that say nothing of what a cell holds, and may stand in a log that others read. What is not listed is
# left out there, so a new fact tells too little before it tells too much.
LOGGED = frozenset(
    (
        "above", "area", "before_cell", "before_year", "beside_cell", "beside_year",
        "bottom", "bottom_cell", "cell", "cells", "choices", "clause",
        "day", "denominator", "denominator_cell", "each_unit", "expected", "first", "indicator",
        "judged", "kinds", "known", "least", "most", "near", "nearest", "numerator", "numerator_cell",
        "part", "part_cell", "points", "second", "sheet", "suffixes", "top", "top_cell", "units",
        "whole", "whole_cell", "word", "written", "year", "years",
    )
)  # fmt: skip


@cache
def codes() -> tuple[str, ...]:
    """All codes there are, sorted."""
    return tuple(sorted(name.removesuffix(_SUFFIX) for name in os.listdir(FOLDER) if name.endswith(_SUFFIX)))


@cache
def problem_file(code: str) -> Mapping[str, Any]:
    """What the file of a known code holds: the tables `zh` and `en`, and of a rule `name`, `example` and `city`."""
    with open(os.path.join(FOLDER, code + _SUFFIX), "rb") as stream:
        return tomllib.load(stream)


def message_of(code: str, language: str) -> str:
    """The message of a known code in `zh` or `en`; its facts are in braces."""
    text: str = problem_file(code)[language]["message"]
    return text
