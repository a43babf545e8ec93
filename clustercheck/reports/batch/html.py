"""A batch as a page: what its overview says, every file as a line, and what each cluster came to in each criterion."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import nsmallest
from typing import BinaryIO

from clustercheck.batch.overview import Batch
from clustercheck.batch.overview import Overview as Found
from clustercheck.reports.batch import wording as overview_words
from clustercheck.reports.html import render_lines
from clustercheck.reports.html.overview import Overview, Titled, overview_with
from clustercheck.reports.wording import ranking, words
from clustercheck.texts.messages import _, message, said

# So many lines with their statuses make 4 MB, which a browser opens in a few seconds.
MOST_LINES = 2000


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
    note = " ".join(
        part
        for part in (overview_words.closing_words(found), overview_words.remarked_words(found), note)
        if part
    )
    return overview_with(
        rows,
        found.verdicts,
        closing=words.verdict_counts(found.verdicts),
        limit_note=note,
        names=batch.headings,
        lists=list(_lists(found)),
    )


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
    if found.line is not None:
        lines = (
            " ".join(
                (
                    each.row.cluster or each.row.file,
                    ranking.standing_word(each.standing),
                    ranking.standing_words(each, found.rank),
                )
            )
            for each in found.line.next
        )
        yield Titled(_("Recommended"), (ranking.line_words(found.line), *lines))
    if found.ranked:
        yield Titled(_("The order"), (ranking.rank_words(found.rank), overview_words.rank_note(found)))
