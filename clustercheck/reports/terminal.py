"""The gap report on a terminal: verdict first, the evidence in the document's order, then what to do.

Ruled with spaces, for box lines and `≥ × →` are two cells wide in many Chinese consoles. Every status is a word
as well as a colour. Whatever a cell of the workbook holds is shown as text, never as markup.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.console import Console
from rich.table import Table
from rich.text import Text

from clustercheck.evidence import series_of
from clustercheck.findings import Assessment, Finding, Status, Verdict
from clustercheck.gaps import margin_of
from clustercheck.messages import _, said
from clustercheck.reports import words
from clustercheck.reports.terminal_lists import print_lists
from clustercheck.reports.text import (
    STATUS_STYLES,
    VERDICT_STYLES,
    Widths,
    heading,
    plain_text,
    status_text,
    widths_for,
)
from clustercheck.standard import AnyOf, Attestation, Mode, Over, Section, Threshold

_MANY_YEARS = (Mode.EVERY_YEAR, Mode.TOTALS)


def print_report(assessments: Sequence[Assessment], console: Console) -> None:
    """Print one assessment in full, or several as one line each with the counts."""
    if len(assessments) == 1:
        _print_one(assessments[0], console)
    elif assessments:
        _print_many(assessments, console)


def _print_one(assessment: Assessment, console: Console) -> None:
    _print_head(assessment, console)
    widths = widths_for(console.width)
    for section in assessment.standard.sections:
        _print_section(section, assessment, console, widths)
    print_lists(assessment, console)
    console.print()
    console.print(heading(_("Verdict: {verdict}").format(verdict=words.verdict_words(assessment))))


def _print_head(assessment: Assessment, console: Console) -> None:
    cluster, standard, window = assessment.cluster, assessment.standard, assessment.window
    years = f"{window.three[0]}–{window.three[-1]}" if window.three else _("no year counts")
    if window.base_year is not None:
        years += _(", base year {year}").format(year=window.base_year)
    name = plain_text(cluster.text("name") or _("(no name given)"))
    console.print(
        Text.assemble((name, "bold"), "  ", (plain_text(cluster.file), "dim"), "  ", (years, "dim"))
    )
    status = words.standard_status_word(assessment.standard_status)
    if standard.expires is not None:
        status = _("{status}, until {day}").format(status=status, day=standard.expires.isoformat())
    as_of = _("judged for {day}").format(day=assessment.as_of.isoformat())
    line = _("{name}, {status}; {as_of}").format(name=said(standard.name), status=status, as_of=as_of)
    console.print(Text(line, "dim"))
    console.print()
    counted = [
        Text(f"{words.status_word(status)} {count}", STATUS_STYLES[status])
        for status, count in assessment.counts.items()
        if count
    ]
    verdict = Text(words.verdict_words(assessment), VERDICT_STYLES[assessment.verdict])
    console.print(Text("   ").join([verdict, *counted]))


def _print_section(section: Section, assessment: Assessment, console: Console, widths: Widths) -> None:
    findings = [f for f in assessment.findings if f.criterion.section == section.id]
    if not findings:
        return
    console.print()
    title = heading(said(section.name))
    clause = _("{clause} (number inferred)") if section.clause_inferred else "{clause}"
    title.append("  " + clause.format(clause=section.clause), "dim")
    has_years = any(not isinstance(f.criterion, Attestation) for f in findings)
    years = [str(year) for year in assessment.window.years[1:]] if has_years else []
    title.truncate(widths.name + widths.requirement + widths.gap, overflow="ellipsis")
    console.print(_headline(title, years, widths))
    for is_attested, run in groupby(findings, lambda f: isinstance(f.criterion, Attestation)):
        if is_attested:
            console.print(_attestations(list(run), assessment, widths))
        else:
            console.print(_thresholds(list(run), assessment, widths))


def _headline(title: Text, years: Sequence[str], widths: Widths) -> Text:
    line = title.copy()
    line.pad_right(max(0, widths.name + widths.requirement + 2 * widths.gap - title.cell_len))
    for year in years:
        line.append(year.rjust(widths.year) + " " * widths.gap, "dim")
    return line


def _attestations(findings: Sequence[Finding], assessment: Assessment, widths: Widths) -> Table:
    table = widths.grid_of_sentences()
    for finding in findings:
        table.add_row(
            Text(said(finding.criterion.name)), status_text(finding.status), _detail(finding, assessment)
        )
    return table


def _thresholds(findings: Sequence[Finding], assessment: Assessment, widths: Widths) -> Table:
    table = widths.grid()
    for finding in findings:
        for label, each in _with_branches(finding):
            table.add_row(
                *_cells(label, each, assessment), status_text(each.status), _detail(each, assessment)
            )
    return table


def _with_branches(finding: Finding) -> Iterator[tuple[Text, Finding]]:
    yield Text(said(finding.criterion.name)), finding
    for branch in finding.branches:
        yield Text(_("or: {name}").format(name=said(branch.criterion.name))), branch


def _cells(label: Text, finding: Finding, assessment: Assessment) -> tuple[Text, Text, Text, Text, Text]:
    criterion = finding.criterion
    if isinstance(criterion, AnyOf):
        return label, Text(_("any one is enough")), Text(""), Text(""), Text("")
    assert isinstance(criterion, Threshold)
    first, middle, last = _figures(criterion, finding, assessment)
    return label, Text(words.requirement_words(criterion)), Text(first), Text(middle), Text(last)


def _figures(threshold: Threshold, finding: Finding, assessment: Assessment) -> tuple[str, str, str]:
    """The figures at the three years; a year that no reading looks at stays blank."""
    value = words.value_words(finding, assessment)
    modes = {reading.mode for reading in threshold.readings}
    is_series = threshold.over in (Over.EVERY_YEAR, Over.AVERAGE, Over.RISING, Over.FALLING)
    if not (is_series or modes.intersection(_MANY_YEARS)) or finding.outcome is None or threshold.count:
        return "", "", value
    series = series_of(finding.outcome, threshold, assessment)
    limit = threshold.limit if threshold.op and threshold.over is not Over.AVERAGE else None
    shown = [
        words.rounded(series[year], limit) if year in series else "-" for year in assessment.window.years[1:]
    ]
    return (shown[0], shown[1], shown[2]) if shown else ("", "", "")


def _detail(finding: Finding, assessment: Assessment) -> Text:
    """Gap, margin or what is lacking, shortly, and whether a reading could turn it."""
    text = Text()
    found = words.gap_of_branch(finding, assessment) if not finding.branches else None
    margin = margin_of(finding)
    if found is not None:
        text.append(words.gap_words(*found))
    elif margin is not None:
        text.append(words.margin_words(margin), "dim")
    elif finding.status is Status.UNKNOWN and not finding.branches:
        text.append(plain_text(words.lacking_words(finding, assessment)))
    if isinstance(finding.criterion, Threshold) and finding.criterion.over is Over.AVERAGE:
        mean = _("mean {value}").format(value=words.value_words(finding, assessment))
        text = Text(mean + "  ").append_text(text)
    if finding.sensitive:
        text.append(("  " if text else "") + _("depends on the reading"), "magenta")
    return text


def _print_many(assessments: Sequence[Assessment], console: Console) -> None:
    table = Table.grid(padding=(0, 2), expand=False)
    for assessment in assessments:
        counts = "  ".join(
            f"{words.status_word(status)} {count}" for status, count in assessment.counts.items() if count
        )
        table.add_row(
            Text(plain_text(assessment.cluster.text("name") or assessment.cluster.file)),
            Text(said(assessment.standard.jurisdiction)),
            Text(words.verdict_word(assessment.verdict), VERDICT_STYLES[assessment.verdict]),
            Text(counts, "dim"),
            Text(plain_text(_decisive(assessment))),
        )
    console.print(table)
    console.print()
    console.print(heading(words.closing_line(list(assessments))))


def _decisive(assessment: Assessment) -> str:
    """The criterion that decides: the first missed, else the first open."""
    for status in (Status.MISSED, Status.UNKNOWN, Status.DISCRETIONARY):
        for finding in assessment.findings:
            if finding.status is status and assessment.verdict is not Verdict.MET:
                return said(finding.criterion.name)
    return ""
