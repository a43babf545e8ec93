"""The rules on a terminal: one in full, or all with a line each."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from clustercheck.reports.terminal.screen import Screen
from clustercheck.reports.terminal.text import GAP, piece, plain_text, row
from clustercheck.texts.messages import _, said
from clustercheck.texts.rules import RulePage

_CODE = 4


def print_rule(rule: RulePage, screen: Screen) -> None:
    """Print what a rule finds, why it matters, what to do, and an example."""
    screen.show_words(
        (rule.code, "bold"), ("  ", ""), (said(rule.title), "bold"), ("  ", ""), (rule.name, "dim")
    )
    sections = (
        ("", said(rule.about)),
        (_("Why it matters"), said(rule.why)),
        (_("What to do"), said(rule.remedy)),
        (_("Example"), said(rule.shown)),
    )
    for title, text in sections:
        if text:
            _print_section(title, text, screen)
    if rule.example is not None:
        if not said(rule.shown):
            _print_section(_("Example"), "", screen)
        for line in rule.example.workbook.splitlines():
            screen.show([[("  " + plain_text(line), "dim")]], crop=False)


def print_rules(rules: Iterable[RulePage], screen: Screen) -> None:
    """Print each rule's code and title, those of a kind together."""
    kinds = {
        "A": _("The assessment"),
        "C1": _("The file and its layout"),
        "C2": _("The figures"),
        "S": _("A standard's file"),
        "U": _("The call"),
    }
    for kind, group in groupby(rules, key=lambda rule: rule.code[: 2 if rule.code[0] == "C" else 1]):
        screen.show_words((kinds[kind], "bold"))
        for rule in group:
            body = piece(screen.width - _CODE - GAP - 1, said(rule.title))
            screen.show(row([piece(_CODE, rule.code, "dim"), body], 1))
        screen.show([[]])
    screen.show_words((_("`clustercheck rule CODE` explains one."), "dim"))


def _print_section(title: str, text: str, screen: Screen) -> None:
    screen.show([[]])
    if title:
        screen.show_words((title, "bold"))
    if text:
        screen.show(row([piece(screen.width - 2, text)], 2 if title else 0))
