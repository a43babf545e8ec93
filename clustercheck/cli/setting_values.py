"""What the settings of a file may be: each value is checked where the file is read, not where it is first used."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import Any

from clustercheck.cli import exits
from clustercheck.cli.console import COLOURS
from clustercheck.model.problems import ClusterCheckError, Name, UsageFault, Where, error

# The settings of a file and their kinds. A path is relative to the folder of the file.
KINDS: Mapping[str, str] = {
    "city": "text",
    "reading": "choice",
    "map": "path",
    "template": "path",
    "standards": "path",
    "fail_on": "choice",
    "in_force": "flag",
    "timeout": "number",
    "jobs": "whole",
    "quota": "whole",
    "contact": "text",
    "color": "choice",
    "ignore": "reasons",
}
# Of `check`; the others count verdicts.
_FAULTS = ("error", "warning", "never")
CHOICES: Mapping[str, tuple[str, ...]] = {
    "reading": ("default", "strict"),
    "fail_on": exits.FAIL_ON,
    "color": COLOURS,
}
_TYPES: Mapping[str, type | tuple[type, ...]] = {
    "text": str,
    "choice": str,
    "path": str,
    "flag": bool,
    "number": (int, float),
    "whole": int,
    "reasons": dict,
}
_LEAST: Mapping[str, float] = {"number": 0.1, "whole": 1}
_SAID: Mapping[str, Name] = {
    "text": Name("文字", "a text"),
    "choice": Name("文字", "a text"),
    "path": Name("路径", "a path"),
    "flag": Name("true 或 false", "true or false"),
    "number": Name("不小于0.1的数", "a number from 0.1 on"),
    "whole": Name("不小于1的整数", "a whole number from 1 on"),
    "reasons": Name("一张表，每个编码写明理由", "a table of codes, each with its reason"),
}


def value_of(path: str, name: str, value: Any, command: str) -> Any:
    """The value of a setting as the options take it. Raises `UsageFault` for another name or an impossible value."""
    kind = KINDS.get(name)
    if kind is None:
        raise UsageFault(error("U491", place_of(path, name), key=name, choices=tuple(KINDS)))
    if not _is_of(kind, value):
        raise UsageFault(
            error("U492", place_of(path, name, command), key=name, kind=_SAID[kind], value=str(value))
        )
    if kind == "choice":
        choices = choices_of(name, command)
        if value not in choices:
            where = place_of(path, name, command)
            raise UsageFault(error("U411", where, option=name, value=value, choices=choices))
    if kind == "reasons":
        _check_codes(path, value)
    return os.path.join(os.path.dirname(path), value) if kind == "path" else value


def choices_of(name: str, command: str) -> tuple[str, ...]:
    """The values that a setting may have; `command` is empty where it holds for all that have the option."""
    if name != "fail_on":
        return CHOICES[name]
    if command == "check":
        return _FAULTS
    return CHOICES[name] if command else tuple(dict.fromkeys((*CHOICES[name], *_FAULTS)))


def place_of(path: str, name: str, command: str = "") -> Where:
    """The line of a setting: the first that names it, in the command's table if it is in one."""
    with open(path, encoding="utf-8", errors="replace") as stream:
        lines = stream.read().splitlines()
    key = re.compile(
        rf"\s*\[*\s*(?:[\w\"'.-]*\.)?[\"']?{re.escape(name).replace('_', '[_-]')}[\"']?\s*(?:[=.\]]|$)"
    )
    table = re.compile(rf"\s*\[[^\]]*{re.escape(command)}")
    first = next((row for row, line in enumerate(lines) if table.match(line)), 0) if command else 0
    found = next((row for row in range(first, len(lines)) if key.match(lines[row])), None)
    return Where(path, line=found + 1) if found is not None else Where(path)


def _is_of(kind: str, value: Any) -> bool:
    of_kind: bool = isinstance(value, _TYPES[kind])
    if not of_kind or (kind != "flag" and isinstance(value, bool)):
        return False
    if kind == "reasons":
        return all(isinstance(reason, str) and reason.strip() for reason in value.values())
    return kind not in _LEAST or _LEAST[kind] <= value < float("inf")


def _check_codes(path: str, reasons: Mapping[str, str]) -> None:
    from clustercheck.texts.rules import codes_under

    for code in reasons:
        try:
            codes_under(code)
        except ClusterCheckError as fault:
            where = place_of(path, code)
            raise UsageFault(*(problem._replace(where=where) for problem in fault.problems)) from fault
