"""`clustercheck explain`: explain one criterion from the verdict to its clause and its cells."""

from __future__ import annotations

from difflib import get_close_matches
from functools import partial

from clustercheck.catalogue import Shelf
from clustercheck.cli import options
from clustercheck.cli.console import COLOURS, screen, write
from clustercheck.cli.declared import Annotated, Argument, Command
from clustercheck.cli.exits import Exit
from clustercheck.cli.limits import SECONDS, limited
from clustercheck.cli.one_cluster import Row, cluster_of
from clustercheck.engine.assessment import READINGS
from clustercheck.model.findings import Assessment, Finding
from clustercheck.model.problems import UsageFault, Where, error
from clustercheck.texts.messages import _
from clustercheck.use_cases.run import Run
from clustercheck.use_cases.workbooks import workbook_named

HELP = _(
    "Explain one criterion: clause, formula with the figures put in, every reading, the cells, the gap.\n\n"
    "Example: clustercheck explain data.xlsx sme_output_share"
)
FORMATS = ("text", "json")


def explain(
    file: options.File,
    criterion: Annotated[
        str,
        Argument(
            metavar="CRITERION",
            completion="criteria",
            help=_("Its id or its Chinese name."),
        ),
    ],
    city: options.City = None,
    as_of: options.AsOf = None,
    reading: options.Reading = "default",
    row: Row = None,
    map: options.Map = None,
    format: options.TextOrJson = "text",
    stdin_name: options.StdinName = None,
    timeout: options.Timeout = SECONDS,
    standards: options.Standards = None,
    color: options.Colour = "auto",
    lang: options.Lang = None,
) -> int:
    """Explain one criterion of one workbook; returns the exit code."""
    options.one_of(format, "-f", FORMATS)
    options.one_of(reading, "--reading", READINGS)
    options.one_of(color, "--color", COLOURS)
    day = options.day(as_of)
    name, content = workbook_named(file, stdin_name=stdin_name)
    limit = partial(limited, seconds=timeout)
    run = Run(day, Shelf(standards), city, reading, label_map=options.label_map(map), limit=limit)
    cluster = cluster_of(run.clusters(name, content), row)
    with limit(name):
        assessment = run.assess(cluster)
    finding = _finding(criterion, assessment)
    if format == "json":
        from clustercheck.reports.explanation.json import render

        write(render(finding, assessment))
    else:
        from clustercheck.reports.explanation.text import print_explanation

        print_explanation(finding, assessment, screen(color))
    return int(Exit.MET)


def _finding(wanted: str, assessment: Assessment) -> Finding:
    """The finding of a criterion by id or Chinese name. Raises `UsageFault` with the nearest."""
    known: dict[str, Finding] = {}
    for finding in assessment.each_finding():
        known[finding.criterion.id] = finding
        known.setdefault(finding.criterion.name.zh, finding)
    if wanted in known:
        return known[wanted]
    near = get_close_matches(wanted, known, 3, 0.4) or ["-"]
    standard = assessment.standard
    raise UsageFault(error("U412", Where(), standard=standard.name, value=wanted, near=near, id=standard.id))


command = Command(explain, HELP)
