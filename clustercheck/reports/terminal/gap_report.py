"""The gap report on a terminal: verdict first, the evidence in the document's order, then what to do.

Ruled with spaces, for box lines and `≥ × →` are two cells wide in many Chinese consoles. Every status is a word
as well as a colour. Whatever a cell of the workbook holds is shown as text, never as markup.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from clustercheck.criteria import AnyOf, Attestation, Mode, Over, Threshold
from clustercheck.evidence import series_of
from clustercheck.findings import Assessment, Finding, Status, Verdict
from clustercheck.gaps import margin_of
from clustercheck.messages import _, message, said
from clustercheck.reports import Result, Unread, gap_words, words
from clustercheck.reports.terminal.lists import print_lists
from clustercheck.reports.terminal.text import (
    GAP,
    SENSITIVE_STYLE,
    STATUS_STYLES,
    VERDICT_STYLES,
    Paragraphs,
    Piece,
    Widths,
    piece,
    plain_text,
    row,
    status_width,
    widths_for,
)
from clustercheck.standard import Section

# Readings that look at all three years, so that all three are worth showing.
_MANY_YEARS = frozenset({Mode.EVERY_YEAR, Mode.TOTALS})
_SERIES = (Over.EVERY_YEAR, Over.AVERAGE, Over.RISING, Over.FALLING)
_INDENT = 1


def print_report(results: Sequence[Result], console: Console) -> None:
    """Print one assessment in full, or several results as one line each with the counts."""
    if len(results) > 1:
        _print_many(results, console)
    elif results and not isinstance(results[0], Unread):
        _print_one(results[0], console)


def _print_one(assessment: Assessment, console: Console) -> None:
    _print_head(assessment, console)
    widths = widths_for(console.width - _INDENT, status_width())
    for section in assessment.standard.sections:
        _print_section(section, assessment, console, widths)
    print_lists(assessment, console)
    console.print()
    closing = _("Verdict: {verdict}").format(verdict=words.verdict_words(assessment))
    console.print(Text(closing, VERDICT_STYLES[assessment.verdict]))


def _print_head(assessment: Assessment, console: Console) -> None:
    cluster, standard = assessment.cluster, assessment.standard
    name = plain_text(cluster.text("name") or _("(no name given)"))
    place = plain_text(words.row_words(cluster.file, cluster.row))
    console.print(Text.assemble((name, "bold"), ("  " + place, "dim")))
    status = words.standard_status_word(assessment.standard_status)
    if standard.expires is not None:
        status = _("{status}, until {day}").format(status=status, day=standard.expires.isoformat())
    line = _("{name}, {status}").format(name=said(standard.name), status=status)
    judged = _("years {years}; judged for {day}").format(
        years=words.years_words(assessment), day=assessment.as_of.isoformat()
    )
    console.print(Text(f"{line}  {judged}", "dim"))
    console.print()
    verdict = Text(words.verdict_word(assessment.verdict), VERDICT_STYLES[assessment.verdict])
    counted = [Text(text, STATUS_STYLES[status]) for status, text in words.counted(assessment).items()]
    sensitive = sum(finding.sensitive for finding in assessment.findings)
    if sensitive:
        counted.append(Text(_("{n} depend on the reading").format(n=sensitive), SENSITIVE_STYLE))
    console.print(Text("   ").join([verdict, *counted]))


def _print_section(section: Section, assessment: Assessment, console: Console, widths: Widths) -> None:
    findings = [f for f in assessment.findings if f.criterion.section == section.id]
    if not findings:
        return
    has_years = any(not isinstance(f.criterion, Attestation) for f in findings)
    console.print()
    console.print(_headline(section, assessment.window.years[1:] if has_years else (), widths))
    for finding in findings:
        for depth, each in _with_branches(finding):
            indent = _INDENT + 2 * depth
            pieces = _pieces(2 * depth, each, assessment, widths)
            detail = tuple(_detail(each, assessment))
            if widths.detail:
                pieces.append(Piece(widths.detail, detail))
            for line in row(pieces, indent):
                console.print(line)
            if detail and not widths.detail:
                for line in row([Piece(console.width - 8, detail)], 6):
                    console.print(line)


def _headline(section: Section, years: Sequence[int], widths: Widths) -> Text:
    title = Text.assemble((said(section.name), "bold"), ("  " + words.clause_words(section), "dim"))
    if not years:
        return title
    room = _INDENT + widths.name + widths.requirement + 2 * GAP
    title.truncate(room - 1, overflow="ellipsis")
    title.pad_right(room - title.cell_len)
    for year in years:
        title.append(str(year).rjust(widths.year) + " " * GAP, "dim")
    return title


def _with_branches(finding: Finding) -> Iterator[tuple[int, Finding]]:
    yield 0, finding
    for branch in finding.branches:
        yield 1, branch


def _pieces(indent: int, finding: Finding, assessment: Assessment, widths: Widths) -> list[Piece]:
    criterion = finding.criterion
    status = piece(widths.status, words.status_word(finding.status), STATUS_STYLES[finding.status])
    name = said(criterion.name)
    if isinstance(criterion, Attestation):
        return [piece(widths.sentence, name), status]
    if isinstance(criterion, AnyOf):
        return [piece(widths.sentence, _("{name}: any one is enough").format(name=name)), status]
    figures = _figures(criterion, finding, assessment)
    return [
        piece(widths.name - indent, _("- {name}").format(name=name) if indent else name),
        piece(widths.requirement, words.requirement_words(criterion)),
        *(piece(widths.year, figure, right=True) for figure in figures),
        status,
    ]


def _figures(threshold: Threshold, finding: Finding, assessment: Assessment) -> tuple[str, str, str]:
    """The figures at the three years; a year that no reading looks at stays blank."""
    value = gap_words.value_words(finding, assessment)
    is_series = threshold.over in _SERIES or any(
        reading.mode in _MANY_YEARS for reading in threshold.readings
    )
    if not is_series or finding.outcome is None or threshold.count is not None:
        return "", "", value
    series = series_of(finding.outcome, threshold, assessment)
    limit = threshold.limit if threshold.op and threshold.over is not Over.AVERAGE else None
    years = assessment.window.years[1:]
    known = [year for year in years if year in series]
    shown = dict(zip(known, words.rounded_series([series[year] for year in known], limit), strict=True))
    first, middle, last = (shown.get(year, "-") for year in years or (0, 0, 0))
    return first, middle, last


def _detail(finding: Finding, assessment: Assessment) -> Iterator[tuple[str, str]]:
    """Gap, margin or what is lacking, shortly, and whether a reading could turn it."""
    criterion = finding.criterion
    if isinstance(criterion, Threshold) and criterion.over is Over.AVERAGE and finding.outcome is not None:
        yield _("mean {value}").format(value=gap_words.value_words(finding, assessment)), ""
    found = None if finding.branches else gap_words.gap_of_branch(finding, assessment)
    margin = margin_of(finding)
    if found is not None:
        yield gap_words.gap_words(*found), ""
    elif margin is not None:
        yield gap_words.margin_words(margin), "dim"
    elif finding.status is Status.UNKNOWN and not finding.branches:
        yield plain_text(gap_words.lacking_words(finding, assessment)), ""
    if finding.sensitive and not finding.branches:
        yield _("depends on the reading"), SENSITIVE_STYLE


def _print_many(results: Sequence[Result], console: Console) -> None:
    widths = (min(36, console.width // 3), 12, 14)
    rest = console.width - sum(widths) - 4 * GAP
    for result in results:
        for line in row([*_verdict_pieces(result, widths), Piece(rest, _summary(result))]):
            console.print(line)
    console.print()
    console.print(Text(words.closing_line(results), "bold"))


def _verdict_pieces(result: Result, widths: tuple[int, int, int]) -> list[Piece]:
    if isinstance(result, Unread):
        name: Paragraphs = ((plain_text(words.row_words(result.file, result.row)), "dim"),)
        place, style = "", "bold red"
        verdict = words.verdict_word(None)
    else:
        name, place = _named(result), said(result.standard.jurisdiction)
        verdict, style = words.verdict_word(result.verdict), VERDICT_STYLES[result.verdict]
    return [Piece(widths[0], name), piece(widths[1], place), piece(widths[2], verdict, style)]


def _summary(result: Result) -> Paragraphs:
    """How many criteria came to what, and the one that decides; of a file that could not be read, why."""
    if isinstance(result, Unread):
        return tuple((plain_text(message(problem)), "") for problem in result.problems[:1])
    return ("  ".join(words.counted(result).values()), "dim"), (_decisive(result), "")


def _named(assessment: Assessment) -> Paragraphs:
    """The cluster's name with its file under it, for two clusters may bear one name."""
    cluster = assessment.cluster
    place = words.row_words(cluster.file, cluster.row)
    return (plain_text(cluster.text("name")), "bold"), (plain_text(place), "dim")


def _decisive(assessment: Assessment) -> str:
    """The criterion that decides: the first missed, else the first open."""
    if assessment.verdict is Verdict.MET:
        return ""
    for status in (Status.MISSED, Status.UNKNOWN, Status.DISCRETIONARY):
        for finding in assessment.findings:
            if finding.status is status:
                return f"{words.status_word(status)}: {said(finding.criterion.name)}"
    return ""
