"""Several files on the page, laid side by side by what `clustercheck batch` makes of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from clustercheck.formats.seals import seal_text
from clustercheck.model.records import NamedTuple
from clustercheck.reports import SEALED, batch_renderer
from clustercheck.reports.batch.record import JudgedFile, batch_of
from clustercheck.texts.messages import _

# What of several files is the batch's; the rest is what `assess` writes of them.
FORMATS = ("html", "xlsx", "csv")
_ARCHIVE_DAY = (1980, 1, 1, 0, 0, 0)


class Together(NamedTuple):
    """How files are ranked, how many may be recommended, and by when and to whom applicants answer a notice."""

    rank: str = "verdict"
    quota: int | None = None
    reply_by: date | None = None
    contact: str = ""


def together_from(given: Mapping[str, Any]) -> Together:
    """The choices as the page has them, empty where none was made."""
    quota, day = given.get("quota"), given.get("reply_by")
    return Together(
        given.get("rank") or "verdict",
        int(quota) if quota else None,
        date.fromisoformat(day) if day else None,
        given.get("contact") or "",
    )


def written_together(format: str, files: Sequence[JudgedFile], day: date, how: Together) -> bytes:
    """What `batch -o` writes of these files in one of `FORMATS`."""
    stream = BytesIO()
    with batch_of(files, day, how.rank, how.quota) as batch:
        batch_renderer(format)(batch, stream)
    if format in SEALED:
        seal_text(stream)
    return stream.getvalue()


def archive_of(files: Sequence[JudgedFile], day: date, how: Together) -> bytes:
    """The table, the folder of reports and the notices of a batch as .zip; the same bytes for the same files."""
    from clustercheck.reports.notices.notice import Terms
    from clustercheck.use_cases.batch_files import notices_of, report_names, reports

    stream = BytesIO()
    overview, of_reports, of_notices = _("Overview"), _("Reports"), _("Notices")
    with ZipFile(stream, "w") as archive, batch_of(files, day, how.rank, how.quota) as batch:
        table = BytesIO()
        batch_renderer("xlsx")(batch, table)
        _add(archive, f"{overview}.xlsx", table)
        for name, page in reports(batch, report_names(batch)):
            sealed = BytesIO()
            sealed.write(page)
            seal_text(sealed)
            _add(archive, f"{of_reports}/{name}", sealed)
        notices = notices_of(batch.applicants, Terms(day, how.reply_by, how.contact))
        for name, page in notices.pages():
            _add(archive, f"{of_notices}/{name}", BytesIO(page))
        ledger = BytesIO()
        notices.write_ledger(ledger)
        _add(archive, f"{of_notices}/{notices.ledger}", ledger)
    return stream.getvalue()


def _add(archive: ZipFile, name: str, content: BytesIO) -> None:
    entry = ZipInfo(name, _ARCHIVE_DAY)
    # A package is compressed already.
    entry.compress_type = ZIP_DEFLATED if name.endswith(".html") else 0
    archive.writestr(entry, content.getvalue())
