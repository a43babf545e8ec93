"""The work of `batch`: begun or gone on with, done by processes or a Dask cluster, and broken off without loss."""

from __future__ import annotations

from zlib import crc32

from clustercheck import __version__
from clustercheck.batch import Done
from clustercheck.batch.journal import Journal, NotKept
from clustercheck.batch.queue import Task, chunk_size, work_through
from clustercheck.catalogue import Folder, shipped_folder, standard_files
from clustercheck.cli.console import note, report, write_lines
from clustercheck.cli.exits import Exit
from clustercheck.cli.interrupts import BrokenOff
from clustercheck.cli.progress import Progress
from clustercheck.cli.staff import Staff, executor_for
from clustercheck.model import shipped
from clustercheck.model.hints import TYPE_CHECKING
from clustercheck.model.problems import UsageFault, Where, error
from clustercheck.texts.messages import _
from clustercheck.use_cases.file_judge import MODULES, FileJudge

if TYPE_CHECKING:
    from pathlib import Path

# Of the files done before, these have to have been asked for then.
_DETAILS = "-o .xlsx, --notices"


def begin(journal: Journal, judge: FileJudge, resume: bool) -> None:
    """Begin the run, after an unfinished one where that is asked for; raises `UsageFault` where the two differ."""
    settings = {
        "version": __version__,
        "--city": judge.city or "",
        "--as-of": judge.as_of.isoformat(),
        "--reading": judge.reading,
        "--in-force": "yes" if judge.in_force else "",
        "--lang": judge.language,
        "--map": "" if judge.label_map is None else f"{crc32(repr(judge.label_map).encode()):08x}",
        "--standards": _standards_key(judge.own),
        _DETAILS: "yes" if judge.wants_details else "",
    }
    resume = resume and journal.is_unfinished
    if resume:
        before = journal.settings
        differ = [name for name, value in settings.items() if before.get(name) != value]
        if _DETAILS in differ and not judge.wants_details:
            differ.remove(_DETAILS)  # more was kept than is asked for
        if differ:
            raise UsageFault(error("U467", Where(), options=differ))
    elif journal.is_unfinished:
        note(_("An unfinished run was found and is not gone on with, for --resume was not given."))
    journal.start(settings, resume=resume)
    if resume:
        note(_("Going on after {done} of {all} files.").format(done=journal.done, all=journal.planned))


def _standards_key(own: Path | None) -> str:
    """What stands for the standards as they are: an edited one gives other results."""
    folders: list[Folder] = [shipped_folder()] if own is None else [shipped_folder(), own]
    key = 0
    for path in standard_files(folders).values():
        key = crc32(shipped.content(path), key)
    return f"{key:08x}"


def run(journal: Journal, task: Task[Done], staff: Staff, color: str, *, streams: bool) -> Exit | None:
    """Do what is left to do; what it ended with where it was broken off, by an interrupt or a full disk."""
    left = journal.planned - journal.done
    try:
        if streams:
            for piece in journal.lines():
                write_lines(piece)
        with (
            BrokenOff() as broken_off,
            executor_for(staff, MODULES, left) as (executor, workers, lost),
            Progress(journal, color) as progress,
        ):
            broken_off.raise_again()
            chunks = journal.chunks(chunk_size(left, workers))
            for files in work_through(chunks, task, executor, workers, lost):
                journal.add(files)
                if streams:
                    write_lines(b"".join([result.line for results in files for result in results]))
                progress.show()
                broken_off.raise_again()
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except NotKept as fault:
        report(fault.problems)
        return Exit.COULD_NOT_RUN
    return None
