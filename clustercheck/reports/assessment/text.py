"""The gap report on a terminal: verdict first, the evidence in the document's order, then what to do.

Ruled with spaces, for box lines and `≥ × →` are two cells wide in many Chinese consoles. Every status is a word
as well as a colour. Whatever a cell of the workbook holds is shown as text, never as markup.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console

from clustercheck.model.criteria import AnyOf, Attestation
from clustercheck.model.findings import Assessment, Finding, Result, Unread
from clustercheck.model.standard import Section
from clustercheck.reports.terminal.text import (
    GAP,
    SENSITIVE_STYLE,
    STATUS_STYLES,
    VERDICT_STYLES,
    Line,
    Paragraphs,
    Piece,
    Widths,
    beside,
    cell_len,
    piece,
    plain_text,
    row,
    show,
    status_width,
    widths_for,
)
from clustercheck.reports.wording import heading as heading_words
from clustercheck.reports.wording import words
from clustercheck.reports.wording.lists import TitledList, lists_of
from clustercheck.reports.wording.remarks import remarks_of
from clustercheck.reports.wording.row import details_of, figures_of
from clustercheck.texts.messages import _, message, said

_DETAIL_STYLES = {"margin": "dim", "sensitive": SENSITIVE_STYLE}
_INDENT = 1


def print_report(results: Sequence[Result], console: Console) -> None:
    """Print one assessment in full, or several results as one line each with the counts."""
    if len(results) > 1:
        _print_many(results, console)
    elif results and not isinstance(results[0], Unread):
        show(_whole(results[0], console.width), console)


def _whole(assessment: Assessment, width: int) -> Iterator[Line]:
    yield from _head(assessment, width)
    widths = widths_for(width - _INDENT, status_width())
    for section in assessment.standard.sections:
        yield from _section(section, assessment, width, widths)
    for listed in lists_of(assessment):
        yield from _list(listed, width)
    yield []
    closing = _("Verdict: {verdict}").format(verdict=words.verdict_words(assessment))
    yield from beside(width, (closing, VERDICT_STYLES[assessment.verdict]))


def _head(assessment: Assessment, width: int) -> Iterator[Line]:
    name, file = (
        plain_text(heading_words.cluster_words(assessment)),
        plain_text(heading_words.place_words(assessment)),
    )
    yield from beside(width, (name, "bold"), (file, "dim"))
    line, judged = heading_words.standard_words(assessment), heading_words.judged_words(assessment)
    yield from beside(width, (line, "dim"), (judged, "dim"))
    yield []
    counted = [(text, STATUS_STYLES[status]) for status, text in words.counted(assessment).items()]
    sensitive = heading_words.sensitive_words(assessment)
    if sensitive:
        counted.append((sensitive, SENSITIVE_STYLE))
    verdict = words.verdict_head(assessment), VERDICT_STYLES[assessment.verdict]
    yield from beside(width, verdict, *counted)


def _section(section: Section, assessment: Assessment, width: int, widths: Widths) -> Iterator[Line]:
    findings = [f for f in assessment.findings if f.criterion.section == section.id]
    if not findings:
        return
    has_years = any(not isinstance(f.criterion, Attestation) for f in findings)
    yield []
    yield from _headline(section, assessment.window.years[1:] if has_years else (), width, widths)
    for finding in findings:
        yield from _lines(finding, assessment, width, widths)


def _lines(finding: Finding, assessment: Assessment, width: int, widths: Widths) -> Iterator[Line]:
    for depth, each in _with_branches(finding):
        pieces = _pieces(2 * depth, each, assessment, widths)
        detail = tuple(_detail(each, assessment))
        if widths.detail:
            pieces.append(Piece(widths.detail, detail))
        yield from row(pieces, _INDENT + 2 * depth)
        if detail and not widths.detail:
            yield from row([Piece(width - 8, detail)], 6)


def _headline(section: Section, years: Sequence[int], width: int, widths: Widths) -> Iterator[Line]:
    """The heading with its clause, and the years over their columns where the heading leaves them room."""
    title = (said(section.name), "bold"), (words.clause_words(section), "dim")
    room = _INDENT + widths.name + widths.requirement + GAP
    lines = list(beside(room if years else width, *title))
    if years:
        free = room + GAP - sum(cell_len(text) for text, _style in lines[-1])
        lines[-1].append((" " * free + (" " * GAP).join(str(y).rjust(widths.year) for y in years), "dim"))
    yield from lines


def _list(listed: TitledList, width: int) -> Iterator[Line]:
    yield []
    yield [(listed.title, "bold")]
    number = len(str(len(listed.items)))
    for position, item in enumerate(listed.items, 1):
        body = Piece(width - number - GAP - 2, ((plain_text(item.name), "bold"), (plain_text(item.text), "")))
        yield from row([piece(number, str(position), "dim", right=True), body], 1)


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
    figures = figures_of(criterion, finding, assessment)
    return [
        piece(widths.name - indent, _("- {name}").format(name=name) if indent else name),
        piece(widths.requirement, words.requirement_words(criterion)),
        *(piece(widths.year, figure, right=True) for figure in figures),
        status,
    ]


def _detail(finding: Finding, assessment: Assessment) -> Iterator[tuple[str, str]]:
    for detail in details_of(finding, assessment):
        yield plain_text(detail.text), _DETAIL_STYLES.get(detail.kind, "")


def _print_many(results: Sequence[Result], console: Console) -> None:
    widths = (min(36, console.width // 3), 12, 14)
    rest = console.width - sum(widths) - 4 * GAP
    for result in results:
        show(row([*_verdict_pieces(result, widths), Piece(rest, _summary(result))]), console)
    show([[], [(words.closing_line(results), "bold")]], console)


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
    """Count the criteria by status and name the deciding one; for an unreadable file, give the reason."""
    if isinstance(result, Unread):
        return tuple((plain_text(message(problem)), "") for problem in result.problems[:1])
    lines: list[tuple[str, str]] = [("  ".join(words.counted(result).values()), "dim")]
    lines.append((heading_words.decisive_words(result), ""))
    lines += [(remark.text, SENSITIVE_STYLE) for remark in remarks_of(result) if remark.id != "veto"]
    return tuple(lines)


def _named(assessment: Assessment) -> Paragraphs:
    """The cluster's name with its file under it, for two clusters may bear one name."""
    cluster = assessment.cluster
    return (plain_text(cluster.text("name")), "bold"), (
        plain_text(heading_words.place_words(assessment)),
        "dim",
    )
