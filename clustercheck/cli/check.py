"""`clustercheck check`: report what is wrong with the data of workbooks, before any judgement."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, islice

from clustercheck.catalogue import Shelf, find_standard
from clustercheck.cli import options
from clustercheck.cli.console import COLOURS, note, report, screen, write
from clustercheck.cli.declared import Annotated, Command, Option
from clustercheck.cli.exits import exit_of_check
from clustercheck.cli.file_notes import exit_of_faults, note_passed_over
from clustercheck.cli.limits import MANY, SECONDS, limited
from clustercheck.cli.overwrites import may_write_all
from clustercheck.model.hints import IO, TYPE_CHECKING
from clustercheck.model.problems import UnreadableFile, UsageFault, Where, error, reason_of
from clustercheck.reports.check.check import (
    FAIL_ON,
    MACHINE_FORMATS,
    WRITTEN,
    Check,
    Checked,
    check_line,
    renderer,
    selected,
)
from clustercheck.texts.messages import _
from clustercheck.texts.rules import codes_under
from clustercheck.use_cases.check import checked_files
from clustercheck.use_cases.run import Run
from clustercheck.use_cases.workbooks import Source, workbooks

if TYPE_CHECKING:
    from pathlib import Path

HELP = _(
    "Find what is wrong with the data of workbooks, before any judgement.\n\n"
    "Example: clustercheck check data.xlsx --city zhuhai\n\n"
    "Exit codes: 0 no error; 1 an error; 2 could not be read"
)
FORMATS = ("text", *MACHINE_FORMATS)


def check(
    files: options.Files,
    city: options.City = None,
    as_of: options.AsOf = None,
    map: options.Map = None,
    select: Annotated[
        list[str] | None,
        Option(
            "--select", metavar="CODES", help=_("Only these codes, such as C201,A3. Left out: all of them.")
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None, Option("--ignore", metavar="CODES", help=_("All but these codes."))
    ] = None,
    fail_on: Annotated[
        str,
        Option(
            "--fail-on",
            metavar="error|warning|never",
            words=FAIL_ON,
            help=_("What ends with exit code 1: errors, warnings too, nothing."),
        ),
    ] = "error",
    format: Annotated[
        str | None,
        Option(
            "-f",
            "--format",
            metavar="text|json|github|junit|sarif",
            words=FORMATS,
            help=_("The format. Left out: text, and github in the log of a GitHub Actions run."),
        ),
    ] = None,
    baseline: Annotated[
        Path | None,
        Option(
            "--baseline",
            metavar="FILE",
            help=_("The JSON of an earlier check that was accepted: only what is new since is reported."),
        ),
    ] = None,
    show_figures: Annotated[
        bool, Option("--show-figures", help=_("With github: also show what the cells hold."))
    ] = False,
    statistics: Annotated[
        bool, Option("--statistics", help=_("Also list each code: how often, in how many files."))
    ] = False,
    output: options.Output = None,
    force: options.Force = False,
    stdin_name: options.StdinName = None,
    timeout: options.Timeout = SECONDS,
    jobs: options.Jobs = None,
    standards: options.Standards = None,
    color: options.Colour = "auto",
    lang: options.Lang = None,
) -> int:
    """Check each file and print what was found; returns the exit code."""
    chosen = options.one_of(format or _usual_format(sys.stdout, os.environ), "-f", FORMATS)
    options.one_of(fail_on, "--fail-on", FAIL_ON)
    options.one_of(color, "--color", COLOURS)
    formats = [options.format_of(path, WRITTEN) for path in output or []]
    may_write_all(output or [], force=force, sources=[*files, baseline, map])
    wanted, unwanted = _codes(select), _codes(ignore)
    known = frozenset() if baseline is None else _known(baseline)
    day = options.day(as_of)
    shelf = Shelf(standards)
    if city is not None:
        find_standard(city, as_of=day, shelf=shelf)  # better reported now than for every file
    judging = Run(day, shelf, city, label_map=options.label_map(map), limit=partial(limited, seconds=timeout))
    passed_over: list[str] = []
    sources = workbooks(files, passed_over, stdin_name=stdin_name)
    found = [
        one if one.unread else one._replace(problems=selected(one.problems, wanted or None, unwanted))
        for one in _checked(judging, sources, standards, timeout, jobs, color)
    ]
    note_passed_over(passed_over)
    _note_ignored(ignore or [])
    if known:
        found = [_without(one, known) for one in found]
    run = Check(tuple(found), fail_on, show_figures)
    may_write_all(output or [], force=force, sources=[*(one.file for one in run.files), baseline, map])
    if output:
        _write(output, formats, run)
    _show(run, chosen, color, statistics)
    if chosen == "github" and os.environ.get("GITHUB_STEP_SUMMARY"):
        _summarise(run, os.environ["GITHUB_STEP_SUMMARY"])
    faults = sum(problem.code == "C267" for one in run.files if one.unread for problem in one.problems)
    return int(exit_of_faults(faults) or exit_of_check(run))


def _checked(
    run: Run,
    found: Iterable[Source | UnreadableFile],
    own: Path | None,
    timeout: float,
    jobs: int | None,
    color: str,
) -> Iterator[Checked]:
    """Each file with its problems: many by the workers, few in this process."""
    sources = list(islice(found, MANY))
    if len(sources) < MANY:
        return checked_files(run, sources)
    from clustercheck.cli.many_files import Work, checked_by_workers

    return checked_by_workers(run, chain(sources, found), Work(own, timeout, jobs), color)


def _write(paths: Sequence[Path], formats: Sequence[str], run: Check) -> None:
    from clustercheck.cli.files import SEALED, put  # most runs write no file

    for path, name in zip(paths, formats, strict=True):
        put(path, renderer(name)(run), is_sealed=name in SEALED)


def _note_ignored(codes: list[str]) -> None:
    """Name the codes that a settings file leaves out, and the file: nothing is left out silently."""
    if not codes:
        return
    from clustercheck.cli.commands import settings_of_run

    reasons = settings_of_run().for_command("check").get("ignore", {})
    for code in codes:
        if code in reasons:
            note(_("Left out by the settings: {code} ({reason})").format(code=code, reason=reasons[code]))


def _known(baseline: Path) -> frozenset[str]:
    from clustercheck.reports.check.baseline import read_baseline

    return read_baseline(baseline)


def _without(checked: Checked, known: frozenset[str]) -> Checked:
    from clustercheck.reports.check.baseline import without_known

    return without_known(checked, known)


def _summarise(run: Check, summary: str) -> None:
    """Append to the run's summary on GitHub; other steps write into the same file."""
    from clustercheck.reports.check.markdown import render

    try:
        with open(summary, "a", encoding="utf-8", errors="backslashreplace") as stream:
            stream.write(render(run))
    except OSError as fault:
        raise UsageFault(error("U407", Where(), file=summary, reason=reason_of(fault))) from fault


def _usual_format(stream: IO[str], environment: Mapping[str, str]) -> str:
    """The format if none is given: text, but github if GitHub alone will read it."""
    in_a_run = environment.get("GITHUB_ACTIONS") == "true" and not stream.isatty()
    return "github" if in_a_run else "text"


def _codes(given: list[str] | None) -> frozenset[str]:
    prefixes = [part for text in given or [] for part in text.split(",") if part.strip()]
    return frozenset(code for prefix in prefixes for code in codes_under(prefix))


def _show(run: Check, format: str, color: str, statistics: bool) -> None:
    if format == "text":
        from clustercheck.reports.check.text import print_check

        print_check(run, screen(color), has_statistics=statistics)
    else:
        write(renderer(format)(run))
        note(check_line(run))
    if format != "github":
        for one in run.files:
            if one.unread:
                report(one.problems)


command = Command(check, HELP)
