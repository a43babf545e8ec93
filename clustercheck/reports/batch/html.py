"""A batch as a page: what its overview says, every file as a line, and what each cluster came to in each criterion."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from io import BytesIO
from itertools import islice
from typing import BinaryIO

from clustercheck.batch.overview import Batch
from clustercheck.batch.overview import Overview as Found
from clustercheck.reports.batch import wording as overview_words
from clustercheck.reports.html import MOST_PAGES, write_lines
from clustercheck.reports.html.overview import Laid, OverviewPage, Titled, overview_with
from clustercheck.reports.html.pages import page_of
from clustercheck.reports.wording import ranking, words
from clustercheck.texts.messages import _, message, said

# So many lines with their statuses make 4 MB, which a browser opens in a few seconds.
MOST_LINES = 2000


def render(batch: Batch, stream: BinaryIO) -> None:
    """Write the page, with a report of each cluster where they are few; of more files than a browser likes the first."""
    found = batch.overview
    judged = found.results - found.verdicts.get(None, 0)
    with ExitStack() as stack:
        laid = Laid(stack)
        if batch.reports is None or judged > MOST_PAGES:
            for row in islice(batch.ranked(), MOST_LINES):
                laid.add(row, None)
            note = _("With more than {n} clusters a report of each has a file of its own: -o FOLDER/")
            write_lines(_overview(batch, laid, note.format(n=MOST_PAGES) if judged else ""), stream)
            return
        pages = []
        for place, (row, assessment) in enumerate(islice(batch.reports(), MOST_LINES), 1):
            href = None if assessment is None else f"#c{place}-report"
            laid.add(row._replace(assessment=assessment), href)
            if assessment is not None:
                pages.append(page_of(assessment, prefix=f"c{place}-"))
        write_lines(_overview(batch, laid, ""), stream, pages=pages)


def render_index(batch: Batch, hrefs: Sequence[str | None]) -> bytes:
    """The page without reports, which have files of their own; `hrefs` are their addresses by place, None for none."""
    stream = BytesIO()
    with ExitStack() as stack:
        laid = Laid(stack)
        for row, href in zip(islice(batch.ranked(), MOST_LINES), hrefs, strict=False):
            laid.add(row, href)
        write_lines(_overview(batch, laid, ""), stream)
    return stream.getvalue()


def _overview(batch: Batch, laid: Laid, of_pages: str) -> OverviewPage:
    found = batch.overview
    note = ""
    if found.results > len(laid.files):
        of_files = _("The first {n} of {all} files are shown; -o FILE.csv or FILE.xlsx has all of them.")
        of_clusters = _(
            "The first {n} of {all} clusters are shown; -o FILE.csv or FILE.xlsx has all of them."
        )
        note = (of_clusters if found.lists_clusters else of_files).format(
            n=len(laid.files), all=found.results
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
        laid,
        found.verdicts,
        closing=words.verdict_counts(found.verdicts, of_clusters=found.lists_clusters),
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
