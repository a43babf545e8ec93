"""`clustercheck standards`: which there are, what one says, whether its cases hold."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from clustercheck.catalogue import find_standard, load
from clustercheck.catalogue.build import read_standard
from clustercheck.catalogue.cases import cases_beside, read_cases
from clustercheck.cli import completion, options
from clustercheck.cli.console import COLOURS, console, note, report, write
from clustercheck.cli.exits import Exit
from clustercheck.cli.help import Command, Group
from clustercheck.model.problems import Problem, UnreadableFile, Where, error
from clustercheck.model.standard import Standard
from clustercheck.texts.messages import _

HELP = _("List the standards, show one with its clauses, or run the cases beside it.")

app = typer.Typer(
    cls=Group,
    help=HELP,
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings=options.HELP_NAMES,
)


@app.callback()
def common(lang: options.Lang = None) -> None:
    """What may stand before the sub-command; the language is chosen before Typer sees it."""


@app.command("list", cls=Command, help=_("All standards with edition, status and dates."))
def list_all(
    as_of: options.AsOf = None,
    standards: options.Standards = None,
    color: options.Colour = "auto",
    lang: options.Lang = None,
) -> int:
    """Print one line a standard; returns the exit code."""
    from clustercheck.reports.standards.text import print_standards

    options.one_of(color, "--color", COLOURS)
    found = [standard for editions in load(standards).values() for standard in editions]
    print_standards(found, options.day(as_of), console(color))
    return int(Exit.MET)


@app.command("show", cls=Command, help=_("One standard, clause by clause, as the program reads it."))
def show(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME", autocompletion=completion.standards, help=_("An id, a place or NAME@EDITION.")
        ),
    ],
    as_of: options.AsOf = None,
    standards: options.Standards = None,
    color: options.Colour = "auto",
    lang: options.Lang = None,
) -> int:
    """Print a standard; returns the exit code."""
    from clustercheck.reports.standards.text import print_standard

    options.one_of(color, "--color", COLOURS)
    day = options.day(as_of)
    print_standard(find_standard(name, as_of=day, own=standards), day, console(color))
    return int(Exit.MET)


@app.command(
    "test", cls=Command, help=_("Run the cases beside each standard and say what none of them covers.")
)
def run_tests(
    path: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH]", help=_("Files or folders; left out: all standards.")),
    ] = None,
    standards: options.Standards = None,
    lang: options.Lang = None,
) -> int:
    """Run cases; 0 if all hold and nothing is left uncovered, 1 otherwise, 2 if a file is broken."""
    wanted = _standards(path, standards)
    failed = False
    for standard in wanted:
        count, problems = _tested(standard)
        report(problems)
        failed = failed or bool(problems)
        line = _("{label}: {n} cases, {bad} faults").format(label=standard.label, n=count, bad=len(problems))
        write(line + "\n")
    if failed:
        note(_("Not every case holds, or not everything is covered."))
    return int(Exit.MISSED if failed else Exit.MET)


def _standards(paths: list[Path] | None, own: Path | None) -> list[Standard]:
    if not paths:
        return [standard for editions in load(own).values() for standard in editions]
    found = []
    for path in paths:
        files = sorted(path.rglob("*.yaml")) if path.is_dir() else [path]
        found += [read_standard(file) for file in files if not file.stem.endswith(".cases")]
    if not found:
        raise UnreadableFile(error("S131", Where(str(paths[0]))))
    return found


def _tested(standard: Standard) -> tuple[int, list[Problem]]:
    from clustercheck.cases.runner import miscounted, run_cases, uncovered

    path = cases_beside(standard.file)
    if not path.is_file():
        return 0, [error("S140", Where(standard.file), name=standard.label, file=path.name)]
    cases = read_cases(path)
    runs = run_cases(standard, cases.years, cases.cases)
    problems = [problem for run in runs for problem in run.problems]
    problems += miscounted(standard, cases.attestations, cases.file)
    return len(runs), problems + uncovered(standard, runs, cases.file)
