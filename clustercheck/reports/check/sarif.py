"""`check -f sarif`: SARIF 2.1.0, for code scanning and editors.

A cell is a place of a table: its row is the region's line, its column the region's column; the logical location names
sheet and cell. A fingerprint is made of file, code and cell, so a finding stays the same when figures or language change.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote

from clustercheck import __version__
from clustercheck.model.problems import Problem, Where
from clustercheck.reports.check.baseline import from_here
from clustercheck.reports.check.check import Check, place_of
from clustercheck.texts.messages import harmless, language, message, said
from clustercheck.texts.rules import RulePage, rule_of

_VERSION = "2.1.0"
_LANGUAGES = {"zh": "zh-CN", "en": "en"}
_FINGERPRINT = "fileCodeCell/v1"


def render(check: Check) -> str:
    """A log of one run, with the rules that came up."""
    codes = sorted({problem.code for _one, problem in check.each()})
    seen: Counter[str] = Counter()
    rules = [_rule(rule_of(code)) for code in codes]
    results = [_result(one.file, problem, codes.index(problem.code), seen) for one, problem in check.each()]
    return log_of(rules, results, successful=not any(one.unread for one in check.files))


def log_of(rules: list[dict[str, Any]], results: list[dict[str, Any]], *, successful: bool) -> str:
    """A log of one run of this program."""
    run = {
        "tool": {
            "driver": {
                "name": "clustercheck",
                "version": __version__,
                "semanticVersion": __version__,
                "language": _LANGUAGES[language()],
                "rules": rules,
            }
        },
        "language": _LANGUAGES[language()],
        "invocations": [{"executionSuccessful": successful}],
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    return json.dumps({"version": _VERSION, "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


def _rule(rule: RulePage) -> dict[str, Any]:
    help = "\n\n".join(said(text) for text in (rule.why, rule.remedy) if said(text))
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.split("_")),
        "shortDescription": {"text": said(rule.title)},
        "fullDescription": {"text": said(rule.about)},
        "help": {"text": help or said(rule.about)},
    }


def _result(file: str, problem: Problem, index: int, seen: Counter[str]) -> dict[str, Any]:
    return {
        "ruleId": problem.code,
        "ruleIndex": index,
        "level": problem.severity.value,
        "message": {"text": message(problem)},
        "locations": [location_of(file, problem.where)],
        "partialFingerprints": {_FINGERPRINT: _fingerprint(file, problem, seen)},
    }


def location_of(file: str, where: Where) -> dict[str, Any]:
    """A cell, or a whole sheet or file, as a place in a log."""
    _sheet, row, column = place_of(where)
    # What concerns a whole sheet or file goes to the first line, for code scanning shows nothing without one.
    region = {"startLine": row or 1} | ({} if column is None else {"startColumn": column})
    physical = {"artifactLocation": {"uri": uri_of(file)}, "region": region}
    location: dict[str, Any] = {"physicalLocation": physical}
    within = where.within_file
    if within is not None:
        name = where.cell or where.sheet or within
        kind = "member" if where.cell else "module"
        location["logicalLocations"] = [
            {"name": harmless(name), "fullyQualifiedName": harmless(within), "kind": kind}
        ]
    return location


def uri_of(file: str) -> str:
    """A file below the working directory by its relative path, another by its whole one."""
    path = Path(file)
    if path.is_absolute():
        relative = from_here(file)
        if relative.startswith(os.pardir) or os.path.isabs(relative):
            return path.as_uri()
        path = Path(relative)
    return quote(path.as_posix(), safe="/-._~", errors="surrogateescape")


def _fingerprint(file: str, problem: Problem, seen: Counter[str]) -> str:
    """The same for the same code at the same cell of a file; a second one there is numbered."""
    key = "\n".join((uri_of(file), problem.code, problem.where.within_file or ""))
    seen[key] += 1
    return sha256(f"{key}\n{seen[key]}".encode("utf-8", "surrogatepass")).hexdigest()[:32]
