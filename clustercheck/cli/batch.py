"""`clustercheck batch`: thousands of workbooks, and what they come to together."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor
from contextlib import contextmanager
from datetime import date
from errno import EISDIR
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import Annotated, Any, NamedTuple
from zlib import crc32

import typer

from clustercheck import __version__
from clustercheck.batch import Entry
from clustercheck.batch.crew import Crew
from clustercheck.batch.journal import PARTIAL, Journal, NotKept
from clustercheck.batch.overview import RANKS, Batch, Overview, headings, overview, rows
from clustercheck.batch.queue import Task, chunk_size, work_through, workers_for
from clustercheck.catalogue import Shelf, find_standard, shipped_folder, standard_files
from clustercheck.cli import completion, options
from clustercheck.cli.console import COLOURS, console, note, report, write
from clustercheck.cli.exits import FAIL_ON, Exit, exit_of
from clustercheck.cli.files import SEALED, note_passed_over, whole
from clustercheck.cli.interrupts import BrokenOff
from clustercheck.cli.limits import SECONDS
from clustercheck.cli.manifest import read_manifest
from clustercheck.cli.overwrites import inode_of, may_write, may_write_all
from clustercheck.cli.progress import Progress
from clustercheck.engine.assessment import READINGS
from clustercheck.formats.seals import seal_text
from clustercheck.model.problems import UnreadableFile, UsageFault, Where, error, reason_of
from clustercheck.model.speed import is_quick
from clustercheck.reports import BATCH_FORMATS, batch_renderer
from clustercheck.reports.wording.words import verdict_counts
from clustercheck.texts.messages import _, language
from clustercheck.use_cases.file_judge import MODULES, FileJudge
from clustercheck.use_cases.workbooks import STDIN, workbooks

HELP = _(
    "Hold thousands of workbooks against their standards, and lay them side by side.\n\n"
    "Example: clustercheck batch submissions/ -o all.jsonl -o all.xlsx"
)
FORMATS = ("text", "jsonl")
_LINES = "jsonl"
_WRITTEN = (_LINES, *BATCH_FORMATS)
# Seconds until a Dask scheduler is taken for absent.
DASK_PATIENCE = 10.0


def batch(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="[PATH]...", help=_("Workbooks, and folders of them."))
    ] = None,
    city: options.City = None,
    as_of: options.AsOf = None,
    reading: options.Reading = "default",
    in_force: options.InForce = False,
    map: options.Map = None,
    manifest: Annotated[
        str | None,
        typer.Option(
            "--manifest",
            metavar="FILE",
            help=_(
                "A list of paths, one a line; a .csv may have a column city, the standard for each. - for stdin."
            ),
        ),
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs", metavar="N", min=1, help=_("How many processes. Left out: one for each processor.")
        ),
    ] = None,
    timeout: options.Timeout = SECONDS,
    resume: Annotated[
        bool, typer.Option("--resume", help=_("Go on where an interrupted run with the same -o stopped."))
    ] = False,
    rank: Annotated[
        str,
        typer.Option(
            "--rank",
            metavar="|".join(RANKS),
            autocompletion=completion.words(*RANKS),
            help=_("The order in which clusters are listed."),
        ),
    ] = "verdict",
    format: Annotated[str, options.format_option(*FORMATS)] = "text",
    output: options.Output = None,
    force: options.Force = False,
    fail_on: options.FailOn = "open",
    standards: options.Standards = None,
    dask: Annotated[
        str | None,
        typer.Option(
            "--dask", metavar="ADDRESS", help=_("Let the workers of a Dask cluster do it (tcp://host:8786).")
        ),
    ] = None,
    color: options.Colour = "auto",
    lang: options.Lang = None,
) -> int:
    """Judge each file, keep the results in order and print the overview; returns the exit code."""
    options.one_of(format, "-f", FORMATS)
    options.one_of(reading, "--reading", READINGS)
    options.one_of(fail_on, "--fail-on", FAIL_ON)
    options.one_of(rank, "--rank", tuple(RANKS))
    options.one_of(color, "--color", COLOURS)
    outputs = [(path, _format_of(path)) for path in output or []]
    sources = [*(paths or []), manifest, map]
    may_write_all([path for path, _format in outputs], force=force, sources=sources)
    target = next((path for path, name in outputs if name == _LINES), None)
    if target is not None:
        # It grows under another name, which may be taken too.
        may_write(target.with_name(target.name + PARTIAL), force=force, sources=sources)
    if resume and target is None:
        raise UsageFault(error("U463", Where()))
    day = options.day(as_of)
    shelf = Shelf(standards)
    if city is not None:
        find_standard(city, as_of=day, shelf=shelf)
    listed = [] if manifest is None else read_manifest(manifest, as_of=day, shelf=shelf)
    passed_over: list[str] = []
    entries = _entries(paths or [], listed, [path for path, _format in outputs], passed_over)
    with Journal(target) as journal:
        if not journal.plan(entries):
            raise UsageFault(error("U410", Where()))
        note_passed_over(passed_over)
        if resume and as_of is None:
            day = date.fromisoformat(journal.settings.get("--as-of", day.isoformat()))
        judge = FileJudge(
            day,
            reading,
            city,
            standards,
            options.label_map(map),
            language(),
            os.getcwd(),
            target is not None or format == _LINES,
            in_force,
            is_quick(),
        )
        _begin(journal, judge, resume)
        ended = _run(journal, Task(judge, timeout), _Staff(jobs or _processors(), dask), format, color)
        try:
            found = Batch(overview(journal, rank), headings(journal), lambda: rows(journal, rank))
        except sqlite3.Error as fault:
            if ended is Exit.COULD_NOT_RUN:
                return int(ended)  # a full disk that has been said has no room for sorting either
            raise journal.not_kept(fault) from fault
        if ended is None:
            ended = _deliver(journal, outputs, force, found)
        _show(found.overview, format, color)
    return int(_exit(found.overview, fail_on) if ended is None else ended)


class _Staff(NamedTuple):
    """Who does the work: processes of this machine, or the workers of a Dask cluster."""

    jobs: int
    dask: str | None


def _format_of(path: Path) -> str:
    """The format a suffix picks; raises `UsageFault` for another, and where nothing can be written."""
    name = options.format_of(path, _WRITTEN)
    from tempfile import TemporaryFile

    try:
        if path.is_dir():
            raise IsADirectoryError(EISDIR, "")
        # Better tried now than after an hour's work.
        with TemporaryFile(dir=path.parent):
            return name
    except OSError as fault:
        raise UsageFault(error("U407", Where(), file=str(path), reason=reason_of(fault))) from fault


def _entries(
    paths: Sequence[str], listed: Sequence[Entry], outputs: Sequence[Path], passed_over: list[str]
) -> Iterator[Entry]:
    """What is to be judged, in order: the paths, then what the manifest names; folders are gone into.

    Raises `UsageFault` where one of them is to be written over, whatever it is called there.
    """
    written = {inode: path for path in outputs if (inode := inode_of(path)) is not None}
    for path, city in chain(((path, None) for path in paths), listed):
        if path == STDIN:
            raise UsageFault(error("U464", Where()))
        for found in workbooks([path], passed_over):
            if isinstance(found, UnreadableFile):
                yield Entry(found.problems[0].where.file or path, city)
                continue
            if written and inode_of(found[0]) in written:
                raise UsageFault(error("U445", Where(), file=str(written[inode_of(found[0])])))  # type: ignore[index]
            yield Entry(found[0], city)


def _begin(journal: Journal, judge: FileJudge, resume: bool) -> None:
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
    }
    resume = resume and journal.is_unfinished
    if resume:
        before = journal.settings
        differ = [name for name, value in settings.items() if before.get(name) != value]
        if differ:
            raise UsageFault(error("U467", Where(), options=differ))
    elif journal.is_unfinished:
        note(_("An unfinished run was found and is not gone on with, for --resume was not given."))
    journal.start(settings, resume=resume)
    if resume:
        note(_("Going on after {done} of {all} files.").format(done=journal.done, all=journal.planned))


def _standards_key(own: Path | None) -> str:
    """What stands for the standards as they are: an edited one gives other results."""
    folders = [shipped_folder()] if own is None else [shipped_folder(), own]
    key = 0
    for path in standard_files(folders).values():
        key = crc32(path.read_bytes(), key)
    return f"{key:08x}"


def _run(journal: Journal, task: Task, staff: _Staff, format: str, color: str) -> Exit | None:
    """Do what is left to do; what it ended with where it was broken off, by an interrupt or a full disk."""
    left = journal.planned - journal.done
    streams = format == _LINES
    try:
        if streams:
            for piece in journal.lines():
                write(piece.decode("utf-8"))
        with (
            BrokenOff() as broken_off,
            _executor(staff, left) as (executor, workers, lost),
            Progress(journal, color) as progress,
        ):
            broken_off.raise_again()
            chunks = journal.chunks(chunk_size(left, workers))
            for files in work_through(chunks, task, executor, workers, lost):
                journal.add(files)
                if streams:
                    write(b"".join([result.line for results in files for result in results]).decode("utf-8"))
                progress.show()
                broken_off.raise_again()
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except NotKept as fault:
        report(fault.problems)
        return Exit.COULD_NOT_RUN
    return None


@contextmanager
def _executor(staff: _Staff, files: int) -> Iterator[tuple[Executor, int, tuple[type[Exception], ...]]]:
    """Who works, how many they are, and the exceptions that tell of a dead worker."""
    if staff.dask is None:
        workers = workers_for(files, staff.jobs)
        with Crew(workers, MODULES) as crew:
            yield crew, workers, (BrokenExecutor,)
        return
    try:
        distributed: Any = import_module("distributed")
    except ImportError as missing:
        raise UsageFault(error("U468", Where())) from missing
    try:
        client = distributed.Client(staff.dask, timeout=DASK_PATIENCE)
    except (OSError, ValueError) as fault:
        raise UsageFault(error("U469", Where(), address=staff.dask)) from fault
    with client, client.get_executor(pure=False) as executor:
        yield executor, max(1, sum(client.nthreads().values())), (Exception,)


def _processors() -> int:
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def _deliver(journal: Journal, outputs: Sequence[tuple[Path, str]], force: bool, found: Batch) -> Exit | None:
    """Write what was asked for, the first .jsonl last: while it is not there, --resume has only this to do."""
    try:
        # An hour later something else may be there.
        may_write_all([path for path, _format in outputs], force=force)
        _put_all(journal, outputs, found)
        journal.finish()
    except UsageFault as fault:
        report(fault.problems)
    except sqlite3.Error as fault:
        report(journal.not_kept(fault).problems)
    else:
        journal.forget()
        return None
    return Exit.COULD_NOT_RUN


def _put_all(journal: Journal, outputs: Sequence[tuple[Path, str]], found: Batch) -> None:
    """Write what was asked for beside the journal's own .jsonl."""
    for path, name in outputs:
        if path == journal.target:
            continue
        with whole(path) as stream:
            if name == _LINES:
                stream.writelines(journal.lines())
            else:
                batch_renderer(name)(found, stream)
                if name in SEALED:
                    seal_text(stream)


def _show(found: Overview, format: str, color: str) -> None:
    if format == _LINES:
        note(verdict_counts(found.verdicts))
        return
    from clustercheck.reports.batch.text import print_overview

    print_overview(found, console(color))


def _exit(found: Overview, fail_on: str) -> Exit:
    if found.faults:
        note(_("Files at which clustercheck itself failed: {n}. Please report it.").format(n=found.faults))
        return Exit.FAULT
    return exit_of(found.verdicts, fail_on)


app = options.command(batch, HELP)
