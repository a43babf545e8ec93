"""`--notices`: a Word page for each applicant that has something to mend, and the ledger of them, into a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from errno import ENOTDIR
from pathlib import Path

from clustercheck.batch.results import Row
from clustercheck.cli.console import note, printable
from clustercheck.cli.files import put, whole
from clustercheck.cli.overwrites import may_write
from clustercheck.model.problems import UsageFault, Where, error, reason_of
from clustercheck.model.records import NamedTuple
from clustercheck.texts.messages import _
from clustercheck.use_cases.file_names import numbered, safe_name


class Notices(NamedTuple):
    """Where notices go, for which day, by when and to whom an applicant answers."""

    folder: Path
    day: date
    reply_by: date | None
    contact: str
    force: bool


def make_folder(folder: Path) -> None:
    """Make the folder, and see that something can be written there; raises `UsageFault`."""
    from tempfile import TemporaryFile

    try:
        if folder.exists() and not folder.is_dir():
            raise NotADirectoryError(ENOTDIR, "")
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=folder):
            return
    except OSError as fault:
        raise UsageFault(error("U407", Where(), file=str(folder), reason=reason_of(fault))) from fault


def write_notices(notices: Notices, rows: Callable[[], Iterator[Row]]) -> None:
    """Write all of them, in the order handed in; nothing is written where a file of others is in the way."""
    from clustercheck.reports.notices.ledger import Sent, render_ledger
    from clustercheck.reports.notices.notice import Terms, notice_of
    from clustercheck.reports.notices.word import render_notice

    ledger = notices.folder / f"{_('Ledger')}.xlsx"
    terms = Terms(notices.day, notices.reply_by, notices.contact)
    names = list(_names(rows(), ledger.name))
    for path in (ledger, *(notices.folder / name for name in names if name)):
        may_write(path, force=notices.force)
    for row, name in zip(rows(), names, strict=True):
        if name:
            put(notices.folder / name, render_notice(notice_of(row), terms))
    with whole(ledger) as stream:
        sent = (Sent(row, name) for row, name in zip(rows(), names, strict=True))
        render_ledger(sent, terms, stream)
    text = _("Notices: {n}, and the ledger {file}")
    note(text.format(n=sum(map(bool, names)), file=printable(str(ledger))))


def _names(rows: Iterator[Row], ledger: str) -> Iterator[str]:
    """The name of each row's notice; empty where nothing is to be mended."""
    from clustercheck.reports.notices.notice import notice_of

    taken = {ledger.casefold()}
    for row in rows:
        stem = safe_name(row.cluster, Path(row.file).stem)
        yield "" if notice_of(row).is_empty else numbered(f"{stem}.docx", taken)
