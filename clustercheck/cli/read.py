"""`clustercheck read`: show how a workbook is understood, before any judgement."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from clustercheck.catalogue import Shelf, find_standard
from clustercheck.cli import options
from clustercheck.cli.console import COLOURS, note, report, screen, write
from clustercheck.cli.declared import Annotated, Command, Option
from clustercheck.cli.exits import Exit
from clustercheck.cli.files import put
from clustercheck.cli.limits import SECONDS, limited
from clustercheck.cli.overwrites import may_write
from clustercheck.model.hints import TYPE_CHECKING
from clustercheck.model.problems import Problem, UsageFault, Where, error
from clustercheck.tables import reader as readers
from clustercheck.tables.reading import Ignored, ReadCluster
from clustercheck.texts.messages import _, said
from clustercheck.use_cases.run import Run
from clustercheck.use_cases.workbooks import workbook_named

if TYPE_CHECKING:
    from pathlib import Path

    from clustercheck.model.label_map import LabelMap

HELP = _(
    "Show how a workbook is understood: which cell is which figure, and what is passed over.\n\n"
    "Example: clustercheck read data.xlsx"
)
FORMATS = ("text", "json")


def read(
    file: options.File,
    city: options.City = None,
    as_of: options.AsOf = None,
    format: options.TextOrJson = "text",
    map: options.Map = None,
    draft_map: Annotated[
        Path | None,
        Option(
            "--draft-map",
            metavar="FILE",
            help=_(
                "Write the labels that are not known into a new file, for you to say what they mean (--map)."
            ),
        ),
    ] = None,
    force: options.Force = False,
    stdin_name: options.StdinName = None,
    timeout: options.Timeout = SECONDS,
    explain: Annotated[
        str | None,
        Option(
            "--explain",
            metavar="CELL",
            help=_("Say of one cell (D5, or 指标!D5) why it was taken or not."),
        ),
    ] = None,
    standards: options.Standards = None,
    color: options.Colour = "auto",
    lang: options.Lang = None,
) -> int:
    """Read one workbook and show what was made of it; returns the exit code."""
    options.one_of(format, "-f", FORMATS)
    options.one_of(color, "--color", COLOURS)
    name, content = workbook_named(file, stdin_name=stdin_name)
    limit = partial(limited, seconds=timeout)
    day, shelf = options.day(as_of), Shelf(standards)
    if city is not None:
        find_standard(city, as_of=day, shelf=shelf)  # an unknown one is reported before the file is read
    run = Run(day, shelf, city, label_map=options.label_map(map), limit=limit)
    if draft_map is not None:
        labels = run.labels_for(name, content)
        with limit(name):
            ignored = readers.passed_over(name, content=content, label_map=labels)
        return _draft(draft_map, ignored, force, sources=[file, map])
    if explain is not None:
        labels = run.labels_for(name, content)
        with limit(name):
            return _explain(explain, name, content, labels, format)
    readings = run.readings(name, content)
    if format == "json":
        from clustercheck.reports.reading.json import render

        write(render(readings))
    else:
        from clustercheck.reports.reading.text import print_readings

        print_readings(readings, screen(color))
        report(_different(readings))
    return int(Exit.MET)


def _explain(ref: str, name: str, content: bytes | None, label_map: LabelMap | None, format: str) -> int:
    """Explain why a cell was taken, or what prevented it."""
    try:
        accounts = readers.explained(name, ref, content=content, label_map=label_map)
    except ValueError as fault:
        raise UsageFault(error("U480", Where(), value=ref)) from fault
    if not accounts:
        raise UsageFault(error("U480", Where(name), value=ref))
    if format == "json":
        from clustercheck.reports.reading.accounts_json import render

        write(render(accounts))
        return int(Exit.MET)
    for account in accounts:
        write(
            "\n".join([f"{account.cell}  {account.text}", *(f"  {said(line)}" for line in account.lines), ""])
        )
    report([problem for account in accounts for problem in account.problems])
    return int(Exit.MET)


def _different(readings: Sequence[ReadCluster]) -> list[Problem]:
    """The problems of all clusters; a problem of the whole file only once."""
    found = {repr(problem): problem for reading in readings for problem in reading.cluster.problems}
    return list(found.values())


def _draft(path: Path, ignored: Sequence[Ignored], force: bool, sources: Sequence[str | Path | None]) -> int:
    """Write the draft of a map into a new file. A map that the user has filled in is not overwritten."""
    from clustercheck.reports.reading.draft_map import render

    may_write(path, force=True, sources=sources)
    if path.exists() and not force:
        raise UsageFault(error("U422", Where(), file=str(path)))
    draft = render(ignored)
    if draft:
        put(path, draft)
        note(_("Drafted {file}. Say in it what each label means, and use it with --map.").format(file=path))
    else:
        note(_("There is no unknown label with figures; nothing was written."))
    return int(Exit.MET)


command = Command(read, HELP)
