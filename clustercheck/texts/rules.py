"""The rule behind each code: what it finds, why it matters, an example, what to do.

It stands in the code's file (`problem_files`), beside its message, in both languages. A code without one (a fault of a
standard's file or of the call, whose message is all there is to say) has its message for a rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from typing import NamedTuple

from clustercheck.model.problems import Name, UsageFault, Where, error
from clustercheck.texts.messages import WITHHELD, language
from clustercheck.texts.problem_files import codes, message_of, problem_file

TEXT_KEYS = ("title", "about", "why", "remedy", "shown")
_BRACES = re.compile(r"{\w+}")
_ENDS = (". ", "。")


class Example(NamedTuple):
    """A workbook, as text, in which a code comes up; `city` is what it is held against, if not what it names."""

    workbook: str
    city: str = ""


class Rule(NamedTuple):
    """A code's rule. `name` is its name for machines.

    `example` is a workbook as text where one can show it; else `shown` says what it would look like.
    """

    code: str
    name: str
    title: Name
    about: Name
    why: Name
    remedy: Name
    shown: Name
    example: Example | None = None


def rule_of(code: str) -> Rule:
    """The rule of a known code."""
    return _written(code) or _by_message(code)


def find_rule(wanted: str) -> Rule:
    """The rule of a code or a rule's name; raises `UsageFault` with the nearest."""
    code = wanted.strip().upper()
    if code in codes():
        return rule_of(code)
    names = {rule.name: rule for rule in map(rule_of, documented())}
    found = names.get(wanted.strip().lower())
    if found is None:
        raise _unknown(wanted, (*codes(), *names))
    return found


def codes_under(prefix: str) -> tuple[str, ...]:
    """The codes that begin with `C2` or are `C201`; raises `UsageFault` where there is none."""
    found = tuple(code for code in codes() if prefix and code.startswith(prefix.strip().upper()))
    if not found:
        raise _unknown(prefix, codes())
    return found


def documented() -> tuple[str, ...]:
    """The codes with a rule of their own, in order."""
    return tuple(code for code in codes() if "name" in problem_file(code))


def _unknown(wanted: str, known: Iterable[str]) -> UsageFault:
    """What to say of a code or name that there is none of."""
    choices, text = list(known), wanted.strip()
    near = get_close_matches(text.upper(), choices, 3, 0.6) or get_close_matches(
        text.lower(), choices, 3, 0.5
    )
    return UsageFault(error("U425", Where(), value=wanted, near=near or ["-"]))


def _written(code: str) -> Rule | None:
    found = problem_file(code)
    if "name" not in found:
        return None
    texts = {key: Name(found["zh"].get(key, ""), found["en"].get(key, "")) for key in TEXT_KEYS}
    workbook = found.get("example", "")
    example = Example(workbook, found.get("city", "")) if workbook else None
    return Rule(code, found["name"], **texts, example=example)


def _by_message(code: str) -> Rule:
    text = _BRACES.sub(WITHHELD, message_of(code, language()))
    first = min((text.find(end) + len(end) for end in _ENDS if end in text), default=len(text))
    nothing = Name("", "")
    title, about = (Name(each, each) for each in (text[:first].strip(), text))
    return Rule(code, code.lower(), title, about, nothing, nothing, nothing)
