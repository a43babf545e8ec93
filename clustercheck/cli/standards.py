"""`clustercheck standards`: list the standards, show one, compare two, draft one, and run its cases."""

from __future__ import annotations

import re
from functools import partial

from clustercheck.catalogue import Shelf, find_standard, load
from clustercheck.cli import options
from clustercheck.cli.console import COLOURS, note, report, screen, write
from clustercheck.cli.declared import Annotated, Argument, Command, Group, Option, Path
from clustercheck.cli.exits import Exit
from clustercheck.cli.limits import SECONDS, limited
from clustercheck.cli.one_cluster import Row
from clustercheck.model import shipped
from clustercheck.model.hints import TYPE_CHECKING
from clustercheck.model.lean import date
from clustercheck.model.patterns import pattern
from clustercheck.model.problems import Problem, UnreadableFile, UsageFault, Where, error, reason_of
from clustercheck.texts.messages import _

if TYPE_CHECKING:
    from clustercheck.model.findings import Assessment
    from clustercheck.model.standard import Standard

HELP = _("List the standards, show one with its clauses, or run the cases beside it.")

FORMATS = ("text", "json", "md")
_PLAIN = pattern(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}", re.ASCII)


def list_all(
    as_of: options.AsOf = None,
    format: options.TextOrJson = "text",
    standards: options.Standards = None,
    color: options.Colour = "auto",
    lang: options.Lang = None,
) -> int:
    """Print one line for each standard; returns the exit code."""
    options.one_of(format, "-f", ("text", "json"))
    options.one_of(color, "--color", COLOURS)
    day = options.day(as_of)
    found = [standard for editions in load(standards).values() for standard in editions]
    if format == "json":
        from clustercheck.reports.standards.json import render_list

        write(render_list(found, day))
    else:
        from clustercheck.reports.standards.text import print_standards

        print_standards(found, day, screen(color))
    return int(Exit.MET)


def show(
    name: Annotated[
        str,
        Argument(metavar="NAME", completion="standards", help=_("An id, a place or NAME@EDITION.")),
    ],
    as_of: options.AsOf = None,
    format: Annotated[str, options.format_option(*FORMATS)] = "text",
    standards: options.Standards = None,
    color: options.Colour = "auto",
    lang: options.Lang = None,
) -> int:
    """Print a standard; returns the exit code."""
    options.one_of(format, "-f", FORMATS)
    options.one_of(color, "--color", COLOURS)
    day = options.day(as_of)
    standard = find_standard(name, as_of=day, own=standards)
    if format == "text":
        from clustercheck.reports.standards.text import print_standard

        print_standard(standard, day, screen(color))
    elif format == "md":
        from clustercheck.reports.standards import markdown

        write(markdown.render_standard(standard, day))
    else:
        from clustercheck.reports.standards import json

        write(json.render_standard(standard, day))
    return int(Exit.MET)


def diff(
    first: Annotated[str, Argument(metavar="A", completion="standards", help=_("NAME or NAME@EDITION."))],
    second: Annotated[str, Argument(metavar="B", completion="standards", help=_("NAME or NAME@EDITION."))],
    on: Annotated[
        str | None,
        Option("--on", metavar="FILE", help=_("A workbook: what each of the two makes of it.")),
    ] = None,
    row: Row = None,
    as_of: options.AsOf = None,
    format: Annotated[str, options.format_option(*FORMATS)] = "text",
    timeout: options.Timeout = SECONDS,
    standards: options.Standards = None,
    color: options.Colour = "auto",
    lang: options.Lang = None,
) -> int:
    """Print the differences between two standards; returns the exit code."""
    from clustercheck.engine.differences import differences

    options.one_of(format, "-f", FORMATS)
    options.one_of(color, "--color", COLOURS)
    day = options.day(as_of)
    shelf = Shelf(standards)
    pair = [find_standard(name, as_of=day, shelf=shelf) for name in (first, second)]
    assessed = [] if on is None else _assessed(on, (first, second), row, day, shelf, timeout)
    found = differences(*pair)
    if format == "text":
        from clustercheck.reports.standards.text import print_difference

        print_difference(pair[0], pair[1], found, day, screen(color), assessed)
    elif format == "md":
        from clustercheck.reports.standards import markdown

        write(markdown.render_difference(pair[0], pair[1], found, day, assessed))
    else:
        from clustercheck.reports.standards import json

        write(json.render_difference(pair[0], pair[1], found, day, assessed))
    return int(Exit.MET)


def new(
    id: Annotated[str, Argument(metavar="ID", help=_("Its id, such as foshan."))],
    source: Annotated[
        str,
        Option("--from", metavar="NAME", completion="standards", help=_("A standard like it.")),
    ],
    edition: Annotated[
        str | None, Option("--edition", metavar="2026", help=_("Left out: this year."))
    ] = None,
    output: Annotated[
        Path, Option("-o", "--output", metavar="DIR", help=_("Where the folder is made."))
    ] = "standards",  # type: ignore[assignment]  # a path here would import pathlib in every call
    as_of: options.AsOf = None,
    standards: options.Standards = None,
    lang: options.Lang = None,
) -> int:
    """Write the two files of a draft without overwriting any file; returns the exit code."""
    from pathlib import Path

    from clustercheck.catalogue.drafts import draft, draft_of_cases
    from clustercheck.cli.files import put

    day = options.day(as_of)
    named = edition or str(day.year)
    for option, text in (("ID", id), ("--edition", named)):
        if not _PLAIN.fullmatch(text):
            raise UsageFault(error("U493", Where(), option=option, value=text))
    like = find_standard(source, as_of=day, own=standards)
    folder = Path(output, id)
    file, cases = folder / f"{named}.yaml", folder / f"{named}.cases.yaml"
    for path in (file, cases):
        if path.exists():
            raise UsageFault(error("U494", Where(str(path)), file=str(path)))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise UsageFault(error("U407", Where(), file=str(file), reason=reason_of(fault))) from fault
    put(file, draft(like, id, named))
    put(cases, draft_of_cases(like, id, range(day.year - 4, day.year)))
    note(
        _("{file}: to be filled in. `clustercheck standards test {folder}` says what is lacking.").format(
            file=file, folder=folder
        )
    )
    return int(Exit.MET)


def _assessed(
    file: str, names: tuple[str, ...], row: str | None, day: date, shelf: Shelf, timeout: float
) -> list[Assessment]:
    """The assessment of a workbook's one cluster by each standard."""
    from clustercheck.cli.one_cluster import cluster_of
    from clustercheck.use_cases.run import Run
    from clustercheck.use_cases.workbooks import workbook_named

    name, content = workbook_named(file)
    runs = [Run(day, shelf, city, limit=partial(limited, seconds=timeout)) for city in names]
    return [run.assess(cluster_of(run.clusters(name, content), row)) for run in runs]


def run_tests(
    path: Annotated[
        list[Path] | None,
        Argument(metavar="[PATH]", help=_("Files or folders; left out: all standards.")),
    ] = None,
    standards: options.Standards = None,
    lang: options.Lang = None,
) -> int:
    """Run cases. Returns 0 if all hold and cover everything, 1 otherwise, 2 if a file is broken."""
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
    from clustercheck.catalogue.build import read_standard

    found = []
    for path in paths:
        files = sorted(path.rglob("*.yaml")) if path.is_dir() else [path]
        found += [read_standard(file) for file in files if not file.stem.endswith(".cases")]
    if not found:
        raise UnreadableFile(error("S131", Where(str(paths[0]))))
    return found


def _tested(standard: Standard) -> tuple[int, list[Problem]]:
    from clustercheck.cases.runner import miscounted, run_cases, uncovered
    from clustercheck.catalogue.cases import cases_beside, read_cases

    path = cases_beside(standard.file)
    if not shipped.is_file(path):
        return 0, [error("S140", Where(standard.file), name=standard.label, file=path.name)]
    cases = read_cases(path)
    runs = run_cases(standard, cases.years, cases.cases)
    problems = [problem for run in runs for problem in run.problems]
    problems += miscounted(standard, cases.attestations, cases.file)
    return len(runs), problems + uncovered(standard, runs, cases.file)


command = Group(
    HELP,
    {
        "list": Command(list_all, _("All standards with edition, status and dates.")),
        "show": Command(show, _("One standard, clause by clause, as the program reads it.")),
        "diff": Command(diff, _("Two standards or editions side by side: stricter, laxer, new, gone.")),
        "new": Command(new, _("Draft the folder of a new standard, which only lacks its facts.")),
        "test": Command(run_tests, _("Run the cases beside each standard and say what none of them covers.")),
    },
)
