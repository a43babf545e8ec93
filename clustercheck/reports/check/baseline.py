"""What was found before and accepted: a check reports what is new since.

A baseline is the JSON of an earlier check. A problem is the same if its code, its cell and what it says of the cell are;
a figure that was changed since makes a new one. The language of the two may differ.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from hashlib import sha256
from os import path as paths
from pathlib import Path

from clustercheck.formats.text_files import text_of
from clustercheck.model.problems import Problem, UsageFault, Where, error, reason_of
from clustercheck.reports.check.check import Checked

# The day of the check is none of the problem's.
_PASSING = ("day",)


def fingerprint(problem: Problem) -> str:
    """What stands for a problem in a baseline; below the working directory the folder does not count."""
    file = problem.where.file or ""
    if paths.isabs(file):
        file = from_here(file)
    facts = sorted((key, repr(value)) for key, value in problem.facts.items() if key not in _PASSING)
    text = repr((Path(file).as_posix(), problem.code, problem.where.within_file, facts))
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def from_here(file: str) -> str:
    """A whole path from the working directory; as it is where that was removed, or is on another drive."""
    try:
        return paths.relpath(file)
    except (OSError, ValueError):
        return file


def read_baseline(path: Path) -> frozenset[str]:
    """The fingerprints of a baseline; raises `UsageFault` where the file is none."""
    try:
        text = text_of(path)
    except (OSError, UnicodeDecodeError) as fault:
        raise UsageFault(error("U427", Where(str(path)), reason=reason_of(fault))) from fault
    try:
        files = json.loads(text)["files"]
        return frozenset(problem["fingerprint"] for one in files for problem in one["problems"])
    except (ValueError, LookupError, TypeError) as fault:
        raise UsageFault(error("U426", Where(str(path)))) from fault


def without_known(checked: Checked, known: Collection[str]) -> Checked:
    """A file's problems but for those of the baseline. Why a file cannot be read is always said."""
    if checked.unread:
        return checked
    new = tuple(problem for problem in checked.problems if fingerprint(problem) not in known)
    return checked._replace(problems=new, known=len(checked.problems) - len(new))
