"""A batch as a page: what its overview says, every file as a line, and what each cluster came to in each criterion."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import BinaryIO

from clustercheck.batch.overview import Batch
from clustercheck.batch.overview import Overview as Found
from clustercheck.batch.results import Row
from clustercheck.reports.batch import wording as overview_words
from clustercheck.reports.html import MOST_PAGES, render_lines
from clustercheck.reports.html.overview import OverviewPage, Titled, overview_with
from clustercheck.reports.html.pages import page_of
from clustercheck.reports.wording import ranking, words
from clustercheck.texts.messages import _, message, said

# So many lines with their statuses make 4 MB, which a browser opens in a few seconds.
MOST_LINES = 2000


def render(batch: Batch, stream: BinaryIO) -> None:
    """Write the page, with a report of each cluster where they are few; of more files than a browser likes the first."""
    found = batch.overview
    judged = found.results - found.verdicts.get(None, 0)
    if batch.reports is None or judged > MOST_PAGES:
        note = _("With more than {n} clusters a report of each has a file of its own: -o FOLDER/")
        rows = list(islice(batch.ranked(), MOST_LINES))
        stream.write(render_lines(_overview(batch, rows, (), note.format(n=MOST_PAGES) if judged else "")))
        return
    rows, pages, hrefs = [], [], []
    for place, (row, assessment) in enumerate(islice(batch.reports(), MOST_LINES), 1):
        rows.append(row._replace(assessment=assessment))
        hrefs.append(None if assessment is None else f"#c{place}-report")
        if assessment is not None:
            pages.append(page_of(assessment, prefix=f"c{place}-"))
    stream.write(render_lines(_overview(batch, rows, hrefs, ""), pages=pages))


def render_index(batch: Batch, hrefs: Sequence[str | None]) -> bytes:
    """The page without reports, which have files of their own; `hrefs` are their addresses by place, None for none."""
    rows = list(islice(batch.ranked(), MOST_LINES))
    return render_lines(_overview(batch, rows, hrefs[: len(rows)], ""))


def _overview(batch: Batch, rows: Sequence[Row], hrefs: Sequence[str | None], of_pages: str) -> OverviewPage:
    found = batch.overview
    note = ""
    if found.results > len(rows):
        note = _("The first {n} of {all} files are shown; -o FILE.csv or FILE.xlsx has all of them.").format(
            n=len(rows), all=found.results
        )
    note = " ".join(
        part
        for part in (
            overview_words.closing_words(found),
            overview_words.remarked_words(found),
            note,
            of_pages,
        )
        if part
    )
    return overview_with(
        rows,
        found.verdicts,
        closing=words.verdict_counts(found.verdicts),
        limit_note=note,
        names=batch.headings,
        hrefs=hrefs,
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
        item = _("{name}, {standing}: {why}")
        lines = (
            item.format(
                name=each.row.cluster or each.row.file,
                standing=ranking.standing_word(each.standing),
                why=ranking.standing_words(each, found.rank),
            )
            for each in found.line.next
        )
        yield Titled(_("Recommended"), (ranking.line_words(found.line), *lines))
    if found.ranked:
        yield Titled(_("The order"), (ranking.rank_words(found.rank), overview_words.rank_note(found)))
