"""A batch as a page: what its overview says, every file as a line, and what each cluster came to in each criterion."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import nsmallest
from typing import BinaryIO

from clustercheck.batch.overview import Batch, Row
from clustercheck.batch.overview import Overview as Found
from clustercheck.model.findings import Status
from clustercheck.model.problems import Name
from clustercheck.reports.batch import wording as overview_words
from clustercheck.reports.html import render_lines
from clustercheck.reports.html.overview import (
    COUNTED,
    ORDER,
    FileLine,
    Map,
    MapLine,
    Overview,
    Titled,
    order_of,
    overview_with,
)
from clustercheck.reports.html.pages import Tally, verdict_class
from clustercheck.reports.wording import words
from clustercheck.texts.messages import _, message, said

# So many lines with their statuses make 4 MB, which a browser opens in a few seconds.
MOST_LINES = 2000
# The first that decides is named, the worse first.
_DECISIVE = (Status.MISSED, Status.UNKNOWN, Status.DISCRETIONARY)


def render(batch: Batch, stream: BinaryIO) -> None:
    """Write the page; of more files than a browser likes the first in the order."""
    stream.write(render_lines(_overview(batch)))


def _overview(batch: Batch) -> Overview:
    found = batch.overview
    rows = nsmallest(MOST_LINES, batch.rows(), key=lambda row: (row.place is None, row.place or 0))
    note = ""
    if found.results > len(rows):
        note = _("The first {n} of {all} files are shown; -o FILE.csv or FILE.xlsx has all of them.").format(
            n=len(rows), all=found.results
        )
    return overview_with(
        closing=words.verdict_counts(found.verdicts),
        limit_note=" ".join(
            part
            for part in (overview_words.closing_words(found), overview_words.remarked_words(found), note)
            if part
        ),
        verdicts=[
            Tally(verdict_class(verdict), words.verdict_word(verdict), found.verdicts[verdict], 0)
            for verdict in ORDER
            if found.verdicts.get(verdict)
        ],
        lines=[_line(number, row, batch.headings) for number, row in enumerate(rows, 1)],
        maps=list(_maps(rows, batch.headings)),
        lists=list(_lists(found)),
    )


def _line(number: int, row: Row, names: dict[str, Name]) -> FileLine:
    return FileLine(
        number=number,
        name=row.cluster or (row.file if row.verdict is None else _("(no name given)")),
        href=None,
        standard=row.standard,
        verdict=verdict_class(row.verdict),
        verdict_word=words.verdict_word(row.verdict),
        remarks=(row.remarks,) if row.remarks else (),
        order=order_of(row.verdict, vetoed=row.is_vetoed),
        counts=tuple(row.counts[status] for status in COUNTED),
        decisive=row.problem or _decisive(row, names),
        file=words.row_words(row.file, row.row),
    )


def _decisive(row: Row, names: dict[str, Name]) -> str:
    if row.is_vetoed:
        return words.remark_word("veto")
    for status in _DECISIVE:
        for id, found in row.statuses.items():
            if found is status:
                return _("{status}: {name}").format(status=words.status_word(status), name=said(names[id]))
    return ""


def _maps(rows: Sequence[Row], names: dict[str, Name]) -> Iterator[Map]:
    by_standard: dict[str, list[Row]] = {}
    for row in rows:
        if row.statuses:
            by_standard.setdefault(row.standard, []).append(row)
    for standard, of_one in by_standard.items():
        criteria = tuple(said(names[id]) for id in of_one[0].statuses)
        lines = tuple(
            MapLine(row.cluster or row.file, None, tuple(status.value for status in row.statuses.values()))
            for row in of_one
        )
        yield Map(standard, ((_("criteria"), len(criteria)),), criteria, lines)


def _lists(found: Found) -> Iterator[Titled]:
    if found.frequent:
        missed = _("{name}: missed by {missed} of {files}, open in {unknown}")
        yield Titled(
            _("Criteria missed most often"),
            tuple(
                missed.format(
                    name=said(each.name), missed=each.missed, files=each.files, unknown=each.unknown
                )
                for each in found.frequent
            ),
        )
    alike = tuple(
        " ".join(part for part in (problem.code, message(problem), more) if part)
        for problem, more in overview_words.repeated(found)
    )
    if alike:
        yield Titled(_("Handed in twice, or alike"), alike)
    if found.ranked:
        yield Titled(_("The order"), (overview_words.rank_words(found.rank), overview_words.rank_note(found)))
