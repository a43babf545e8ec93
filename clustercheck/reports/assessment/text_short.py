"""The report that fits a screen: the verdict and why, what is to be done, the thresholds as one table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clustercheck.model.criteria import Attestation
from clustercheck.model.findings import Assessment, Status
from clustercheck.reports.assessment.text_whole import counted_statuses, pieces_of, title_lines, with_branches
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
from clustercheck.reports.wording import words
from clustercheck.reports.wording.short_lists import ShortItem, ShortList, short_lists_of, why_words
from clustercheck.texts.messages import _, said

# Lines that a report takes at most on a terminal of `_WIDE` columns.
MOST_LINES = 45
# Columns from which on the report fits a screen.
_WIDE = 100
_INDENT = 1


def short_report(assessment: Assessment, width: int) -> Iterator[Line]:
    """The lines of the report. The lists give way where it would not fit; what is left out is counted."""
    head, table = list(_head(assessment, width)), list(_table(assessment, width))
    closing = list(_closing(assessment, width))
    yield from head
    # A narrow terminal wraps the table; that costs the lists nothing.
    rows = len(table) if width >= _WIDE else _table_rows(assessment)
    room = MOST_LINES - len(head) - rows - len(closing)
    yield from _lists(short_lists_of(assessment), width, room)
    yield from table
    yield from closing


def _head(assessment: Assessment, width: int) -> Iterator[Line]:
    yield from title_lines(assessment, width)
    why = why_words(assessment)
    head = words.verdict_head(assessment)
    verdict = _("{verdict}: {why}").format(verdict=head, why=why) if why else head
    counts = counted_statuses(assessment)
    decision = (verdict, VERDICT_STYLES[assessment.verdict])
    whole = list(beside(width, decision, *counts))
    yield from whole if len(whole) == 1 else [*beside(width, decision), *beside(width, *counts)]


def _lists(lists: Sequence[ShortList], width: int, room: int) -> Iterator[Line]:
    """Each list beside its title. Entries are cut to one line, then left out, the last lists first."""
    if not lists:
        return
    title = max(cell_len(each.title) for each in lists)
    rest = width - title - GAP
    laid = [[list(_entry_lines(entry, rest)) for entry in each.entries] for each in lists]
    room -= 1
    shown = _fitting([[len(lines) for lines in each] for each in laid], room)
    yield []
    for each, entries, count in zip(lists, laid, shown, strict=True):
        style = STATUS_STYLES[each.status] if each.status else SENSITIVE_STYLE
        lines = [line for entry in entries[:count] for line in entry]
        if count < len(entries):
            more = _("and {n} more: --all").format(n=len(entries) - count)
            lines.append([(more, "dim")])
        for position, line in enumerate(lines):
            name = each.title if position == 0 else ""
            yield [(name, style), (" " * (title - cell_len(name) + GAP), ""), *line]


def _fitting(lengths: Sequence[Sequence[int]], room: int) -> list[int]:
    """How many entries of each list are shown: all that fit, one at least of each."""
    shown = [len(each) for each in lengths]

    def lines(place: int) -> int:
        all_of = lengths[place]
        return sum(all_of[: shown[place]]) + (shown[place] < len(all_of))

    while sum(map(lines, range(len(shown)))) > room:
        longest = max(range(len(shown)), key=lambda place: (shown[place] > 1, lines(place)))
        if shown[longest] <= 1:
            break
        shown[longest] -= 1
    return shown


def _entry_lines(entry: ShortItem, width: int) -> Iterator[Line]:
    name, text = plain_text(entry.name), plain_text(entry.text)
    whole = _("{name}: {text}").format(name=name, text=text) if text else name
    yield from row([piece(width, whole)])


def _table(assessment: Assessment, width: int) -> Iterator[Line]:
    """The thresholds in the document's order; the conditions that hold as one line."""
    wide = widths_for(width - _INDENT, status_width())
    name = max(wide.name, width - _INDENT - wide.requirement - 3 * wide.year - wide.status - 5 * GAP)
    widths = Widths(min(name, 56), wide.requirement, wide.year, wide.status, 0)
    thresholds = [f for f in assessment.findings if not isinstance(f.criterion, Attestation)]
    if thresholds:
        yield []
        yield _years(assessment, widths)
    for finding in thresholds:
        for depth, each in with_branches(finding):
            yield from row(pieces_of(2 * depth, each, assessment, widths), _INDENT + 2 * depth)
    yield from _conditions(assessment, width)


def _table_rows(assessment: Assessment) -> int:
    """The lines of the table where nothing wraps, with the years above and the conditions below."""
    thresholds = [f for f in assessment.findings if not isinstance(f.criterion, Attestation)]
    return 3 + sum(1 for finding in thresholds for _row in with_branches(finding))


def _years(assessment: Assessment, widths: Widths) -> Line:
    years = assessment.window.years[1:] or ("", "", "")
    pieces = [
        piece(widths.name, _("Thresholds"), "bold"),
        piece(widths.requirement, ""),
        *(piece(widths.year, str(year), "dim", right=True) for year in years),
    ]
    return next(row(pieces, _INDENT))


def _conditions(assessment: Assessment, width: int) -> Iterator[Line]:
    """How many conditions without a number came to what; each is listed by `--all`."""
    findings = [f for f in assessment.findings if isinstance(f.criterion, Attestation)]
    if not findings:
        return
    counts = [
        (_("{status} {n}").format(status=words.status_word(status), n=n), STATUS_STYLES[status])
        for status in Status
        if (n := sum(finding.status is status for finding in findings))
    ]
    yield from beside(width, (" " * _INDENT + _("Conditions without a number"), "bold"), *counts)


def _closing(assessment: Assessment, width: int) -> Iterator[Line]:
    cautions = assessment.standard.cautions
    yield []
    if cautions:
        first = said(cautions[0].text)
        text = _("{caution} (1 of {n} notices; all: --all)") if len(cautions) > 1 else "{caution}"
        yield from row([Piece(width, ((text.format(caution=first, n=len(cautions)), "dim"),))])
    verdict = _("Verdict: {verdict}").format(verdict=words.verdict_words(assessment))
    yield from beside(width, (verdict, VERDICT_STYLES[assessment.verdict]))
