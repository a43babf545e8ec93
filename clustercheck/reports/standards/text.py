"""`standards list` and `standards show`: what the program holds a cluster against, clause by clause."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.console import Console
from rich.table import Table
from rich.text import Text

from clustercheck.engine.differences import Change, Difference
from clustercheck.model.criteria import AnyOf, Attestation, Criterion
from clustercheck.model.findings import Assessment
from clustercheck.model.standard import Standard
from clustercheck.reports.standards.wording import (
    change_word,
    criterion_words,
    facts_of,
    left_words,
    level_word,
    parts_beside,
    provisos_of,
    source_words,
    sourced_words,
    standing_words,
    status_words,
    term_words,
)
from clustercheck.reports.wording.words import (
    alternatives_words,
    clause_words,
    requirement_words,
    standard_status_word,
    verdict_words,
)
from clustercheck.texts.messages import _, said

_LEVELS = ("nation", "province", "city")
_CHANGES = {
    Change.STRICTER: "red",
    Change.LAXER: "green",
    Change.NEW: "red",
    Change.GONE: "green",
    Change.OTHER: "yellow",
}
_PROVISOS = {"waiver": "cyan", "either": "cyan", "readings": "magenta", "note": "italic dim", "when": "cyan"}


def print_standards(standards: Sequence[Standard], day: date, console: Console) -> None:
    """One line a standard: the nation's, then each province's with those of its cities."""
    table = Table.grid(padding=(0, 2, 0, 0))
    for _column in range(7):
        table.add_column(overflow="fold")
    for standard in by_level(standards):
        indent = "  " * _LEVELS.index(standard.level) if standard.level in _LEVELS else ""
        table.add_row(
            Text(indent + standard.label, "bold"),
            Text(level_word(standard.level), "dim"),
            Text(said(standard.name)),
            Text(standard_status_word(standard.status_on(day))),
            Text(left_words(standard, day) or term_words(standard), "dim"),
            Text(source_words(standard, day), "dim"),
            Text(_("in part") if standard.partial else "", "yellow"),
        )
    console.print(table)


def by_level(standards: Sequence[Standard]) -> list[Standard]:
    """The nation's standards, then each province's, each with those of its cities behind it."""
    provinces = [one.id for one in standards if one.level == "province"]

    def place(standard: Standard) -> tuple[int, int, int]:
        if standard.level == "nation":
            return -1, 0, 0
        above = standard.id if standard.level == "province" else next(iter(standard.under), "")
        known = provinces.index(above) if above in provinces else len(provinces)
        return known, _LEVELS.index(standard.level) if standard.level in _LEVELS else len(_LEVELS), 0

    return sorted(standards, key=place)


def print_difference(
    first: Standard,
    second: Standard,
    found: Sequence[Difference],
    day: date,
    console: Console,
    assessed: Sequence[Assessment] = (),
) -> None:
    """Two standards side by side; what both ask alike is counted, the rest listed."""
    console.print(Text(f"{said(first.name)} -> {said(second.name)}", "bold"))
    for words in standing_words((first, second), day):
        console.print(Text(words, "yellow"))
    for assessment in assessed:
        console.print(Text(f"{assessment.standard.label}: {verdict_words(assessment)}"))
    table = Table.grid(padding=(0, 2, 0, 0))
    for _column in range(4 + len(assessed)):
        table.add_column(overflow="fold")
    heads = ["", first.label, second.label, "", *(assessment.standard.label for assessment in assessed)]
    table.add_row(*(Text(head, "dim") for head in heads))
    for each in found:
        criterion = each.second or each.first
        statuses = [status_words(assessment, each.id) for assessment in assessed]
        if criterion is None or (each.change is Change.SAME and len(set(statuses)) < 2):
            continue
        table.add_row(
            Text(said(criterion.name)),
            Text(criterion_words(each.first)),
            Text(criterion_words(each.second)),
            Text(change_word(each.change), _CHANGES.get(each.change, "")),
            *(Text(status) for status in statuses),
        )
    console.print()
    console.print(table)
    same = sum(each.change is Change.SAME for each in found)
    console.print()
    console.print(Text(_("The same in both: {n}").format(n=same), "dim"))


def print_standard(standard: Standard, day: date, console: Console) -> None:
    """A standard with its criteria in the document's order, its readings, and the cycle after recognition."""
    console.print(Text(said(standard.name), "bold"))
    _pairs(list(facts_of(standard, day)), console)
    for section in standard.sections:
        console.print()
        title = Text.assemble((said(section.name), "bold"), ("  " + clause_words(section), "dim"))
        console.print(title)
        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column(max_width=30, overflow="fold")
        table.add_column(overflow="fold")
        for criterion in section.criteria:
            _add(table, criterion, "", standard)
        console.print(table)
    for part, lines in parts_beside(standard):
        _pairs_under(part, lines, console)


def _add(table: Table, criterion: Criterion, indent: str, standard: Standard) -> None:
    words = Text(said(criterion.name))
    if isinstance(criterion, Attestation):
        if criterion.veto:
            words.append("  " + _("(veto)"), "red")
    elif isinstance(criterion, AnyOf):
        words.append("  " + alternatives_words(criterion), "dim")
    else:
        words.append("  " + requirement_words(criterion), "bold")
        words.append("  " + criterion.wording, "dim")
        if criterion.sourced:
            words.append("  " + sourced_words(criterion), "yellow" if criterion.sourced == "page" else "dim")
    for kind, text in provisos_of(criterion, standard):
        words.append("  " + text, _PROVISOS[kind])
    table.add_row(Text(indent + criterion.id, "dim"), words)
    if isinstance(criterion, AnyOf):
        for branch in criterion.branches:
            _add(table, branch, indent + "  ", standard)


def _pairs_under(title: str, lines: Sequence[tuple[str, str]], console: Console) -> None:
    console.print()
    console.print(Text(title, "bold"))
    _pairs(lines, console)


def _pairs(lines: Sequence[tuple[str, str]], console: Console) -> None:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="dim")
    table.add_column(overflow="fold")
    for name, text in lines:
        table.add_row(Text(name), Text(text))
    console.print(table)
