"""`clustercheck batch`: thousands of workbooks, and what they come to together."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date
from errno import EISDIR
from itertools import chain
from pathlib import Path

from clustercheck.batch import Entry
from clustercheck.batch.journal import PARTIAL, Journal
from clustercheck.batch.overview import Counts, batch_in, counts_in
from clustercheck.batch.queue import Task
from clustercheck.batch.quota import NO_MERIT
from clustercheck.batch.rows import RANKS
from clustercheck.catalogue import Shelf, find_standard
from clustercheck.cli import options
from clustercheck.cli.batch_folder import FOLDER
from clustercheck.cli.batch_notices import Notices, make_folder
from clustercheck.cli.batch_outputs import DETAILED, LINES, WRITTEN, deliver, show
from clustercheck.cli.batch_work import begin, run
from clustercheck.cli.console import COLOURS
from clustercheck.cli.declared import Annotated, Argument, Command, Option
from clustercheck.cli.exits import FAIL_ON, Exit, exit_of
from clustercheck.cli.file_notes import exit_of_faults, note_passed_over
from clustercheck.cli.limits import SECONDS
from clustercheck.cli.overwrites import inode_of, may_write, may_write_all
from clustercheck.cli.settings import working_folder
from clustercheck.cli.staff import Staff, processors
from clustercheck.engine.assessment import READINGS
from clustercheck.model.problems import UnreadableFile, UsageFault, Where, error, reason_of
from clustercheck.model.speed import is_quick
from clustercheck.texts.messages import _, language
from clustercheck.use_cases.file_judge import FileJudge
from clustercheck.use_cases.workbooks import STDIN, workbooks

HELP = _(
    "Hold thousands of workbooks against their standards, and lay them side by side.\n\n"
    "Example: clustercheck batch submissions/ -o all.jsonl -o all.xlsx"
)
FORMATS = ("text", "jsonl")
# Kept as it was written, for a slash at the end says that a folder is meant.
Outputs = Annotated[
    list[str] | None,
    Option(
        "-o",
        "--output",
        metavar="FILE",
        help=_(
            "Write to a file; its suffix picks the format. A folder gets the page and the report of each. Repeatable."
        ),
    ),
]


def batch(
    paths: Annotated[
        list[str] | None, Argument(metavar="[PATH]...", help=_("Workbooks, and folders of them."))
    ] = None,
    city: options.City = None,
    as_of: options.AsOf = None,
    reading: options.Reading = "default",
    in_force: options.InForce = False,
    map: options.Map = None,
    manifest: Annotated[
        str | None,
        Option(
            "--manifest",
            metavar="FILE",
            help=_(
                "A list of paths, one a line; a .csv may have a column city, the standard for each. - for stdin."
            ),
        ),
    ] = None,
    jobs: options.Jobs = None,
    timeout: options.Timeout = SECONDS,
    resume: Annotated[
        bool, Option("--resume", help=_("Go on where an interrupted run with the same -o stopped."))
    ] = False,
    rank: Annotated[
        str,
        Option(
            "--rank",
            metavar="|".join(RANKS),
            words=RANKS,
            help=_("The order in which clusters are listed."),
        ),
    ] = "verdict",
    quota: Annotated[
        int | None,
        Option(
            "--quota",
            metavar="N",
            least=1,
            help=_("How many may be recommended: who is above the line, and why the next is not."),
        ),
    ] = None,
    notices: Annotated[
        Path | None,
        Option(
            "--notices",
            metavar="DIR",
            help=_(
                "A Word page for each applicant that has something to mend, and a ledger, without verdict or rank."
            ),
        ),
    ] = None,
    contact: Annotated[
        str, Option("--contact", metavar="TEXT", help=_("To whom applicants answer, for --notices."))
    ] = "",
    reply_by: Annotated[
        str | None, Option("--reply-by", metavar="DATE", help=_("By when they answer, for --notices."))
    ] = None,
    format: Annotated[str, options.format_option(*FORMATS)] = "text",
    output: Outputs = None,
    force: options.Force = False,
    fail_on: options.FailOn = "open",
    standards: options.Standards = None,
    dask: Annotated[
        str | None,
        Option(
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
    if quota is not None and rank in NO_MERIT:
        raise UsageFault(
            error("U541", Where(), value=rank, choices=tuple(r for r in RANKS if r not in NO_MERIT))
        )
    outputs = [_output(text) for text in output or []]
    target = _target(outputs, force, [*(paths or []), manifest, map])
    if resume and target is None:
        raise UsageFault(error("U463", Where()))
    day = options.day(as_of)
    answer_by = None if reply_by is None else options.day(reply_by)
    if notices is not None:
        make_folder(notices)
    shelf = Shelf(standards)
    if city is not None:
        find_standard(city, as_of=day, shelf=shelf)
    listed: Sequence[Entry] = ()
    if manifest is not None:
        from clustercheck.cli.manifest import read_manifest

        listed = read_manifest(manifest, as_of=day, shelf=shelf)
    passed_over: list[str] = []
    entries = _entries(paths or [], listed, [path for path, _format in outputs], passed_over)
    with Journal(target) as journal:
        if not journal.plan(entries):
            raise UsageFault(error("U410", Where()))
        note_passed_over(passed_over)
        if resume and as_of is None:
            day = date.fromisoformat(journal.settings.get("--as-of", day.isoformat()))
        wants_more = format != LINES or notices is not None or any(name != LINES for _path, name in outputs)
        judge = FileJudge(
            day,
            reading,
            city,
            standards,
            options.label_map(map),
            language(),
            working_folder(),
            target is not None or format == LINES,
            in_force,
            is_quick(),
            notices is not None or any(name in DETAILED for _path, name in outputs),
            # A later run may go on with what a .jsonl has beside it, and ask for more.
            wants_more or target is not None,
        )
        begin(journal, judge, resume)
        ended = run(
            journal, Task(judge, timeout), Staff(jobs or processors(), dask), color, streams=format == LINES
        )
        try:
            counts = counts_in(journal)
            found = batch_in(journal, judge.again, day, rank, quota) if wants_more else None
        except sqlite3.Error as fault:
            if ended is Exit.COULD_NOT_RUN:
                return int(ended)  # a full disk that has been said has no room for sorting either
            raise journal.not_kept(fault) from fault
        if ended is None:
            asked = None if notices is None else Notices(notices, day, answer_by, contact, force)
            ended = deliver(journal, outputs, force, found, asked)
        show(counts if found is None or format == LINES else found.overview, color)
    return int(_exit(counts, fail_on) if ended is None else ended)


def _target(
    outputs: Sequence[tuple[Path, str]], force: bool, sources: Sequence[str | Path | None]
) -> Path | None:
    """The .jsonl among the outputs, which grows while the batch runs. Raises `UsageFault` if one must not be written."""
    may_write_all([path for path, name in outputs if name != FOLDER], force=force, sources=sources)
    target = next((path for path, name in outputs if name == LINES), None)
    if target is not None:
        # It grows under another name, which may be taken too.
        may_write(target.with_name(target.name + PARTIAL), force=force, sources=sources)
    return target


def _output(text: str) -> tuple[Path, str]:
    """Where an -o goes, and its format: a slash at the end, or a folder that is there, says a folder."""
    path = Path(text)
    if text.endswith(("/", os.sep)) or (path.is_dir() and not path.suffix):
        make_folder(path)
        return path, FOLDER
    return path, _format_of(path)


def _format_of(path: Path) -> str:
    """The format a suffix picks; raises `UsageFault` for another, and where nothing can be written."""
    name = options.format_of(path, WRITTEN)
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


def _exit(counts: Counts, fail_on: str) -> Exit:
    return exit_of_faults(counts.faults) or exit_of(counts.verdicts, fail_on)


command = Command(batch, HELP)
