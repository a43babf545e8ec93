"""`assess --all`: verdict first, the evidence in the document's order, then what to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clustercheck.model.criteria import AnyOf, Attestation, Threshold
from clustercheck.model.findings import Assessment, Finding, branches_of
from clustercheck.model.standard import Section
from clustercheck.reports.terminal.text import (
    GAP,
    SENSITIVE_STYLE,
    STATUS_STYLES,
    VERDICT_STYLES,
    Line,
    Piece,
    Widths,
    beside,
    cell_len,
    piece,
    plain_text,
    row,
    status_width,
    widths_for,
)
from clustercheck.reports.wording import heading as heading_words
from clustercheck.reports.wording import words
from clustercheck.reports.wording.lists import TitledList, lists_of
from clustercheck.reports.wording.row import details_of, figures_of
from clustercheck.texts.messages import _, said

_DETAIL_STYLES = {"margin": "dim", "sensitive": SENSITIVE_STYLE}
_INDENT = 1


def whole_report(assessment: Assessment, width: int) -> Iterator[Line]:
    """The whole report: verdict, every criterion in the document's order, then what to do."""
    yield from _head(assessment, width)
    widths = widths_for(width - _INDENT, status_width())
    for section in assessment.standard.sections:
        yield from _section(section, assessment, width, widths)
    for listed in lists_of(assessment):
        yield from _list(listed, width)
    yield []
    closing = _("Verdict: {verdict}").format(verdict=words.verdict_words(assessment))
    yield from beside(width, (closing, VERDICT_STYLES[assessment.verdict]))


def title_lines(assessment: Assessment, width: int) -> Iterator[Line]:
    """Whose report it is and from which file, by which standard, for which years and day."""
    name = plain_text(heading_words.cluster_words(assessment))
    file = plain_text(heading_words.place_words(assessment))
    yield from beside(width, (name, "bold"), (file, "dim"))
    standard, judged = heading_words.standard_words(assessment), heading_words.judged_words(assessment)
    yield from beside(width, (standard, "dim"), (judged, "dim"))


def counted_statuses(assessment: Assessment) -> list[tuple[str, str]]:
    """How many criteria came to which status, each with its style."""
    return [(text, STATUS_STYLES[status]) for status, text in words.counted(assessment).items()]


def _head(assessment: Assessment, width: int) -> Iterator[Line]:
    yield from title_lines(assessment, width)
    yield []
    counted = counted_statuses(assessment)
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
    for depth, each in with_branches(finding):
        pieces = pieces_of(2 * depth, each, assessment, widths)
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


def with_branches(finding: Finding) -> Iterator[tuple[int, Finding]]:
    """A finding at depth 0, then its branches, each with its depth."""
    yield 0, finding
    yield from branches_of(finding)


def pieces_of(indent: int, finding: Finding, assessment: Assessment, widths: Widths) -> list[Piece]:
    """The columns of a finding's row: name, requirement, figures by year, status."""
    criterion = finding.criterion
    status = piece(widths.status, words.status_word(finding.status), STATUS_STYLES[finding.status])
    name = said(criterion.name)
    if not isinstance(criterion, Threshold):
        if isinstance(criterion, AnyOf):
            how_many = words.alternatives_words(criterion)
            name = _("{name}: {how_many}").format(name=name, how_many=how_many)
        dashed = _("- {name}").format(name=name) if indent else name
        return [piece(widths.sentence - indent, dashed), status]
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
