"""`standards list` and `standards show`: what the program holds a cluster against, clause by clause."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.console import Console
from rich.table import Table
from rich.text import Text

from clustercheck.model.choices import CHOICE_NAMES
from clustercheck.model.conditions import when_name
from clustercheck.model.criteria import AnyOf, Attestation, Criterion, Threshold
from clustercheck.model.indicators import PROFILE
from clustercheck.model.standard import Cycle, Point, Standard
from clustercheck.reports.wording.words import (
    alternatives_words,
    clause_words,
    reading_word,
    requirement_words,
    standard_status_word,
)
from clustercheck.texts.messages import _, listed, said


def print_standards(standards: Sequence[Standard], day: date, console: Console) -> None:
    """One line a standard."""
    table = Table.grid(padding=(0, 2, 0, 0))
    for _column in range(6):
        table.add_column(overflow="fold")
    for standard in standards:
        coverage = _("in part") if standard.partial else ""
        table.add_row(
            Text(standard.label, "bold"),
            Text(said(standard.name)),
            Text(standard_status_word(standard.status_on(day))),
            Text(_term(standard), "dim"),
            Text(_("checked {day}").format(day=standard.checked.isoformat()), "dim"),
            Text(coverage, "yellow"),
        )
    console.print(table)


def print_standard(standard: Standard, day: date, console: Console) -> None:
    """A standard with its criteria in the document's order, its readings, and the cycle after recognition."""
    console.print(Text(said(standard.name), "bold"))
    lines = [
        (_("Document"), " ".join(part for part in (said(standard.document), standard.number) if part)),
        (_("Authority"), said(standard.authority)),
        (_("Status"), f"{standard_status_word(standard.status_on(day))}  {_term(standard)}"),
        (_("Id"), standard.label),
        (_("Source"), f"{standard.source}, {_('checked {day}').format(day=standard.checked.isoformat())}"),
    ]
    _pairs(lines, console)
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
    _points(_("Not known here"), standard.unknown, console)
    if standard.from_above is not None:
        _pairs_under(
            _("Recognition from above"), [(standard.from_above.clause, standard.from_above.wording)], console
        )
    if standard.relaxation is not None:
        _pairs_under(_("Relaxation"), [(standard.relaxation.clause, standard.relaxation.wording)], console)
    if standard.cycle is not None:
        _print_cycle(standard.cycle, console)
    _points(_("Cultivation"), standard.cultivation, console)
    _points(_("Procedure"), standard.procedure, console)
    _points(_("Good to know"), standard.cautions, console)


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
        _append_readings(words, criterion)
    if criterion.when:
        name = said(when_name(criterion.when, standard.condition_name))
        words.append("  " + _("only if: {name}").format(name=name), "cyan")
    table.add_row(Text(indent + criterion.id, "dim"), words)
    if isinstance(criterion, AnyOf):
        for branch in criterion.branches:
            _add(table, branch, indent + "  ", standard)


def _append_readings(words: Text, threshold: Threshold) -> None:
    if threshold.waiver:
        words.append("  " + _("waived by: {name}").format(name=said(PROFILE[threshold.waiver].name)), "cyan")
    if threshold.either:
        names = listed([said(CHOICE_NAMES[choice]) for choice in threshold.either])
        words.append("  " + _("one of these throughout: {names}").format(names=names), "cyan")
    if len(threshold.readings) > 1:
        names = listed([reading_word(reading.id) for reading in threshold.readings])
        words.append("  " + _("readings: {names}").format(names=names), "magenta")
    if threshold.note is not None:
        words.append("  " + said(threshold.note), "italic dim")


def _print_cycle(cycle: Cycle, console: Console) -> None:
    lines = [(cycle.validity_clause, _("valid for {n} years").format(n=cycle.validity_years))]
    lines += [(point.clause, said(point.text)) for point in cycle.review]
    report = said(cycle.report_text)
    if cycle.report_before is not None:
        report = f"{report}; {said(cycle.report_before)}"
    lines.append((cycle.report_clause, report))
    if cycle.change_notice is not None:
        lines.append((cycle.change_notice.clause, said(cycle.change_notice.text)))
    _pairs_under(_("After recognition"), lines, console)
    _points(_("Grounds for revocation"), cycle.revocation, console)


def _term(standard: Standard) -> str:
    if standard.effective_note is not None:
        return said(standard.effective_note)
    first = standard.effective.isoformat() if standard.effective else ""
    last = standard.expires.isoformat() if standard.expires else ""
    return f"{first} - {last}" if first or last else _("no date")


def _points(title: str, points: Sequence[Point], console: Console) -> None:
    _pairs_under(title, [(point.clause, said(point.text)) for point in points], console)


def _pairs_under(title: str, lines: Sequence[tuple[str, str]], console: Console) -> None:
    if lines:
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
