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
from clustercheck.use_cases.batch_files import notices_of


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


def write_notices(asked: Notices, rows: Callable[[], Iterator[Row]]) -> None:
    """Write all of them, in the order handed in; nothing is written where a file of others is in the way."""
    from clustercheck.reports.notices.notice import Terms

    made = notices_of(rows, Terms(asked.day, asked.reply_by, asked.contact))
    ledger = asked.folder / made.ledger
    for path in (ledger, *(asked.folder / name for name in made.names if name)):
        may_write(path, force=asked.force)
    for name, page in made.pages():
        put(asked.folder / name, page)
    with whole(ledger) as stream:
        made.write_ledger(stream)
    text = _("Notices: {n}, and the ledger {file}")
    note(text.format(n=sum(map(bool, made.names)), file=printable(str(ledger))))
