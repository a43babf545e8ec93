"""`check -f json`: what is wrong with each file, as a contract for scripts."""

from __future__ import annotations

import json
from typing import Any

from clustercheck.model.problems import Problem
from clustercheck.reports.check.baseline import fingerprint
from clustercheck.reports.check.check import Check, Checked, place_of
from clustercheck.texts.messages import message
from clustercheck.texts.rules import rule_of

SCHEMA = "clustercheck/check/1"


def render(check: Check) -> str:
    """One object for the run; its files in input order."""
    found = {"schema": SCHEMA, "files": [_file(one) for one in check.files]}
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _file(checked: Checked) -> dict[str, Any]:
    standard = checked.standard
    found: dict[str, Any] = {
        "file": checked.file,
        "read": not checked.unread,
        "standard": None if standard is None else {"id": standard.id, "edition": standard.edition},
    }
    if checked.no_standard is not None:
        found["no_standard"] = {
            "code": checked.no_standard.code,
            "message": message(checked.no_standard),
        }
    return found | {"problems": [_problem(problem) for problem in checked.problems]}


def _problem(problem: Problem) -> dict[str, Any]:
    sheet, row, column = place_of(problem.where)
    return {
        "code": problem.code,
        "rule": rule_of(problem.code).name,
        "severity": problem.severity.value,
        "cell": problem.where.within_file,
        "sheet": sheet,
        "row": row,
        "column": column,
        "message": message(problem),
        "fingerprint": fingerprint(problem),
    }
