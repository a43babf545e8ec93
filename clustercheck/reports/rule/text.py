"""The rules on a terminal: one in full, or all with a line each."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from rich.console import Console
from rich.text import Text

from clustercheck.reports.terminal.text import GAP, piece, plain_text, row, show
from clustercheck.texts.messages import _, said
from clustercheck.texts.rules import RulePage

_CODE = 4


def print_rule(rule: RulePage, console: Console) -> None:
    """Print what a rule finds, why it matters, what to do, and an example."""
    console.print(
        Text.assemble((rule.code, "bold"), "  ", (said(rule.title), "bold"), "  ", (rule.name, "dim"))
    )
    sections = (
        ("", said(rule.about)),
        (_("Why it matters"), said(rule.why)),
        (_("What to do"), said(rule.remedy)),
        (_("Example"), said(rule.shown)),
    )
    for title, text in sections:
        if text:
            _print_section(title, text, console)
    if rule.example is not None:
        if not said(rule.shown):
            _print_section(_("Example"), "", console)
        for line in rule.example.workbook.splitlines():
            console.print(Text("  " + plain_text(line), "dim"), soft_wrap=True)


def print_rules(rules: Iterable[RulePage], console: Console) -> None:
    """Print each rule's code and title, those of a kind together."""
    kinds = {
        "A": _("The assessment"),
        "C1": _("The file and its layout"),
        "C2": _("The figures"),
        "S": _("A standard's file"),
        "U": _("The call"),
    }
    for kind, group in groupby(rules, key=lambda rule: rule.code[: 2 if rule.code[0] == "C" else 1]):
        console.print(Text(kinds[kind], "bold"))
        for rule in group:
            body = piece(console.width - _CODE - GAP - 1, said(rule.title))
            show(row([piece(_CODE, rule.code, "dim"), body], 1), console)
        console.print()
    console.print(Text(_("`clustercheck rule CODE` explains one."), "dim"))


def _print_section(title: str, text: str, console: Console) -> None:
    console.print()
    if title:
        console.print(Text(title, "bold"))
    if text:
        show(row([piece(console.width - 2, text)], 2 if title else 0), console)
