"""`clustercheck rule`: explain a problem's code."""

from __future__ import annotations

import json

from clustercheck.cli import options
from clustercheck.cli.console import COLOURS, screen, write
from clustercheck.cli.declared import Annotated, Argument, Command
from clustercheck.cli.exits import Exit
from clustercheck.texts.messages import _, said
from clustercheck.texts.problem_files import codes
from clustercheck.texts.rules import RulePage, find_rule, rule_of

HELP = _(
    "Explain a problem's code: what it finds, why it matters, what to do, with an example; without one, list all.\n\n"
    "Example: clustercheck rule C201"
)
FORMATS = ("text", "json")


def rule(
    code: Annotated[
        str | None, Argument(metavar="[CODE]", help=_("A code, such as C201, or a rule's name."))
    ] = None,
    format: options.TextOrJson = "text",
    color: options.Colour = "auto",
    lang: options.Lang = None,
) -> int:
    """Print one rule, or all of them; returns the exit code."""
    options.one_of(format, "-f", FORMATS)
    options.one_of(color, "--color", COLOURS)
    rules = [find_rule(code)] if code is not None else [rule_of(each) for each in codes()]
    if format == "json":
        found = [_as_object(each) for each in rules]
        write(json.dumps(found if code is None else found[0], ensure_ascii=False, indent=1) + "\n")
        return Exit.MET
    from clustercheck.reports.rule.text import print_rule, print_rules

    if code is None:
        print_rules(rules, screen(color))
    else:
        print_rule(rules[0], screen(color))
    return Exit.MET


def _as_object(rule: RulePage) -> dict[str, str]:
    found = {
        "code": rule.code,
        "name": rule.name,
        "title": said(rule.title),
        "about": said(rule.about),
        "why": said(rule.why),
        "remedy": said(rule.remedy),
        "example": said(rule.shown) or (rule.example.workbook if rule.example else ""),
    }
    return {key: text for key, text in found.items() if text}


command = Command(rule, HELP)
