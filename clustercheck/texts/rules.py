"""The rule of each code: what it finds, why it matters, an example, what to do.

A rule is in the code's file (`problem_files`), beside the message, in both languages. A code without a rule (a fault
of a standard's file or of the call) has its message as its rule.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from clustercheck.model.patterns import pattern
from clustercheck.model.problems import Name, UsageFault, Where, error
from clustercheck.model.records import NamedTuple
from clustercheck.texts.messages import WITHHELD, language
from clustercheck.texts.problem_files import codes, message_of, problem_file

TEXT_KEYS = ("title", "about", "why", "remedy", "shown")
_BRACES = pattern(r"{\w+}")
_ENDS = (". ", "。")


class Example(NamedTuple):
    """A workbook, as text, that shows a code; `city` is its standard if the workbook does not name it."""

    workbook: str
    city: str = ""


class RulePage(NamedTuple):
    """A code's rule. `name` is its name for programs.

    `example` is a workbook as text. If no text can show the problem, `shown` describes what it looks like.
    """

    code: str
    name: str
    title: Name
    about: Name
    why: Name
    remedy: Name
    shown: Name
    example: Example | None = None


def rule_of(code: str) -> RulePage:
    """The rule of a known code."""
    return _rule_in_file(code) or _by_message(code)


def find_rule(wanted: str) -> RulePage:
    """The rule of a code or of a rule's name. Raises `UsageFault` with the nearest name."""
    code = wanted.strip().upper()
    if code in codes():
        return rule_of(code)
    names = {rule.name: rule for rule in map(rule_of, documented())}
    found = names.get(wanted.strip().lower())
    if found is None:
        raise _unknown(wanted, (*codes(), *names))
    return found


def codes_under(prefix: str) -> tuple[str, ...]:
    """The codes that begin with `C2`, or `C201` itself. Raises `UsageFault` if there is none."""
    found = tuple(code for code in codes() if prefix and code.startswith(prefix.strip().upper()))
    if not found:
        raise _unknown(prefix, codes())
    return found


def documented() -> tuple[str, ...]:
    """The codes that have a rule, in order."""
    return tuple(code for code in codes() if "name" in problem_file(code))


def _unknown(wanted: str, known: Iterable[str]) -> UsageFault:
    """The fault for a code or name that does not exist."""
    choices, text = list(known), wanted.strip()
    near = get_close_matches(text.upper(), choices, 3, 0.6) or get_close_matches(
        text.lower(), choices, 3, 0.5
    )
    return UsageFault(error("U425", Where(), value=wanted, near=near or ["-"]))


def _rule_in_file(code: str) -> RulePage | None:
    found = problem_file(code)
    if "name" not in found:
        return None
    texts = {key: Name(found["zh"].get(key, ""), found["en"].get(key, "")) for key in TEXT_KEYS}
    workbook = found.get("example", "")
    example = Example(workbook, found.get("city", "")) if workbook else None
    return RulePage(code, found["name"], **texts, example=example)


def _by_message(code: str) -> RulePage:
    text = _BRACES.sub(WITHHELD, message_of(code, language()))
    first = min((text.find(end) + len(end) for end in _ENDS if end in text), default=len(text))
    nothing = Name("", "")
    title, about = (Name(each, each) for each in (text[:first].strip(), text))
    return RulePage(code, code.lower(), title, about, nothing, nothing, nothing)
