"""What `batch` writes once the work is done: the files of -o, and what is printed."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from clustercheck.batch.journal import Journal
from clustercheck.batch.overview import Batch, Counts, Overview
from clustercheck.cli.batch_folder import FOLDER, write_folder
from clustercheck.cli.batch_notices import Notices, write_notices
from clustercheck.cli.console import note, report, screen
from clustercheck.cli.exits import Exit
from clustercheck.cli.files import SEALED, whole
from clustercheck.cli.overwrites import may_write_all
from clustercheck.formats.seals import seal_text
from clustercheck.model.problems import UsageFault
from clustercheck.reports import BATCH_FORMATS, batch_renderer
from clustercheck.reports.wording.words import verdict_counts

LINES = "jsonl"
WRITTEN = (LINES, *BATCH_FORMATS)
# What shows the details of each cluster, so that they have to be kept.
DETAILED = ("xlsx",)


def deliver(
    journal: Journal,
    outputs: Sequence[tuple[Path, str]],
    force: bool,
    found: Batch | None,
    notices: Notices | None,
) -> Exit | None:
    """Write what was asked for, the first .jsonl last: while it is not there, --resume has only this to do.

    `found` is None where lines alone are written.
    """
    try:
        # An hour later something else may be there.
        may_write_all([path for path, name in outputs if name != FOLDER], force=force)
        _put_all(journal, outputs, found, force=force)
        if notices is not None and found is not None:
            write_notices(notices, found.applicants)
        journal.finish()
    except UsageFault as fault:
        report(fault.problems)
    except sqlite3.Error as fault:
        report(journal.not_kept(fault).problems)
    else:
        journal.forget()
        return None
    return Exit.COULD_NOT_RUN


def _put_all(
    journal: Journal, outputs: Sequence[tuple[Path, str]], found: Batch | None, *, force: bool
) -> None:
    """Write what was asked for beside the journal's own .jsonl."""
    for path, name in outputs:
        if path == journal.target:
            continue
        if name == FOLDER and found is not None:
            write_folder(path, found, force=force)
            continue
        with whole(path) as stream:
            if found is None or name == LINES:
                stream.writelines(journal.lines())
            else:
                batch_renderer(name)(found, stream)
                if name in SEALED:
                    seal_text(stream)


def show(found: Overview | Counts, color: str) -> None:
    """Print the overview; of counts alone, which stand beside lines that are printed, only the verdicts."""
    if isinstance(found, Counts):
        note(verdict_counts(found.verdicts, of_clusters=found.lists_clusters))
        return
    from clustercheck.reports.batch.text import print_overview

    print_overview(found, screen(color))
