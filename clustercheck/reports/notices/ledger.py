"""The ledger of a batch's notices: a row an applicant in the order handed in, with room for what comes back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from openpyxl import Workbook

from clustercheck.batch.results import Row
from clustercheck.form.package import save_sealed
from clustercheck.model.records import NamedTuple
from clustercheck.reports.notices.notice import Terms, counts_of, list_titles, notice_of
from clustercheck.reports.table.columns import district_words
from clustercheck.reports.table.sheets import Sheet
from clustercheck.texts.messages import _


class Sent(NamedTuple):
    """An applicant's row and the name of its notice's file, empty where nothing is to be mended."""

    row: Row
    name: str


def render_ledger(sent: Iterable[Sent], terms: Terms, stream: BinaryIO) -> None:
    """Write the ledger."""
    book = Workbook(write_only=True)
    sheet = Sheet(book, _("Ledger"), _columns(), frozen=2)
    for number, (row, name) in enumerate(sent, 1):
        notice = notice_of(row)
        sheet.add(
            [
                number,
                notice.cluster,
                district_words(row),
                notice.operator,
                *counts_of(notice),
                name or (row.problem if row.verdict is None else _("nothing to mend")),
                terms.reply_by.isoformat() if terms.reply_by and name else None,
                None,
                None,
                row.file,
            ]
        )
    sheet.close()
    save_sealed(book, stream, terms.day)


def _columns() -> list[tuple[str, float]]:
    return [
        (_("No."), 6),
        (_("Cluster"), 30),
        (_("District"), 18),
        (_("Operating body"), 24),
        *((title, 10.0) for title in list_titles()),
        (_("Notice"), 34),
        (_("Reply by"), 12),
        (_("Came back on"), 14),
        (_("Remarks"), 30),
        (_("File"), 36),
    ]
