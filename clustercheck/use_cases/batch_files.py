"""The files that a batch comes to besides its tables: a report of each cluster with their index, and the notices."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import PurePath
from urllib.parse import quote

from clustercheck.batch.overview import Batch
from clustercheck.batch.results import Row
from clustercheck.model.hints import TYPE_CHECKING, BinaryIO
from clustercheck.model.records import NamedTuple
from clustercheck.texts.messages import _
from clustercheck.use_cases.file_names import numbered, safe_name

if TYPE_CHECKING:
    from clustercheck.reports.notices.notice import Terms

INDEX = "index.html"


def report_names(batch: Batch) -> list[str]:
    """The name of each cluster's report, by rank; empty where there is no verdict."""
    taken = {INDEX: 1}
    return ["" if row.verdict is None else numbered(f"{_stem(row)}.html", taken) for row in batch.ranked()]


def reports(batch: Batch, names: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """The name and the page of each report, one at a time, and the index that leads to them; all are to be sealed."""
    from clustercheck.reports.batch.html import render_index
    from clustercheck.reports.html import render

    if batch.reports is None:
        raise ValueError("a folder of reports is made of assessments")
    hrefs: list[str | None] = []
    for name, (_row, assessment) in zip(names, batch.reports(), strict=True):
        hrefs.append(None if assessment is None else quote(name))
        if assessment is not None:
            yield name, render(assessment)
    yield INDEX, render_index(batch, hrefs)


class Notices(NamedTuple):
    """The notices of applicants and the ledger of them; `rows` are all of the batch with details, readable repeatedly."""

    rows: Callable[[], Iterator[Row]]
    terms: Terms
    ledger: str
    names: Sequence[str]

    def pages(self) -> Iterator[tuple[str, bytes]]:
        """The name and the Word file of each notice, one at a time."""
        from clustercheck.reports.notices.notice import notice_of
        from clustercheck.reports.notices.word import render_notice

        for row, name in zip(self.rows(), self.names, strict=True):
            if name:
                yield name, render_notice(notice_of(row), self.terms)

    def write_ledger(self, stream: BinaryIO) -> None:
        """Write the ledger."""
        from clustercheck.reports.notices.ledger import Sent, render_ledger

        sent = (Sent(row, name) for row, name in zip(self.rows(), self.names, strict=True))
        render_ledger(sent, self.terms, stream)


def notices_of(rows: Callable[[], Iterator[Row]], terms: Terms) -> Notices:
    """The notices for these rows; no applicant who has nothing to mend gets one."""
    ledger = f"{_('Ledger')}.xlsx"
    return Notices(rows, terms, ledger, list(_notice_names(rows(), ledger)))


def _notice_names(rows: Iterable[Row], ledger: str) -> Iterator[str]:
    from clustercheck.reports.notices.notice import notice_of

    taken = {ledger.casefold(): 1}
    for row in rows:
        yield "" if notice_of(row).is_empty else numbered(f"{_stem(row)}.docx", taken)


def _stem(row: Row) -> str:
    return safe_name(row.cluster, PurePath(row.file).stem)
