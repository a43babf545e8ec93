"""`clustercheck review`: after three years, compare the plan's targets with the results, and judge the thresholds again."""

from __future__ import annotations

import re
from functools import partial

from clustercheck.catalogue import Shelf, in_force
from clustercheck.cli import options
from clustercheck.cli.console import COLOURS
from clustercheck.cli.declared import Annotated, Command, Option
from clustercheck.cli.document_output import FORMATS, WRITTEN, outputs_of, show_document, write_document
from clustercheck.cli.exits import exit_of
from clustercheck.cli.limits import SECONDS, limited
from clustercheck.cli.one_cluster import Row, cluster_of
from clustercheck.engine.assessment import READINGS
from clustercheck.model.problems import UsageFault, Where, error
from clustercheck.planning.review import Term, make_review, term_from
from clustercheck.reports.documents import Block
from clustercheck.texts.messages import _
from clustercheck.use_cases.run import Run
from clustercheck.use_cases.targets import targets_in
from clustercheck.use_cases.workbooks import workbook_named

HELP = _(
    "Review a recognised cluster: its plan's targets beside the results, the thresholds, grounds for revocation.\n\n"
    "Example: clustercheck review data.xlsx --plan plan.xlsx --recognised-on 2024-06-30"
)


def review(
    file: options.File,
    plan: Annotated[
        str,
        Option("--plan", metavar="PLAN", help=_("The plan: what `plan -o` wrote, or a table of targets.")),
    ],
    recognised_on: Annotated[
        str | None,
        Option("--recognised-on", metavar="DATE", help=_("Left out: 认定日期 of the workbook.")),
    ] = None,
    term: Annotated[
        str | None,
        Option("--term", metavar="FROM..UNTIL", help=_("The term, as the notice states it.")),
    ] = None,
    reported: Annotated[
        str | None,
        Option("--reported", metavar="YEAR,…", help=_("The years in which the annual report was handed in.")),
    ] = None,
    city: options.City = None,
    as_of: options.AsOf = None,
    reading: options.Reading = "default",
    row: Row = None,
    map: options.Map = None,
    format: Annotated[str, options.format_option(*FORMATS)] = "text",
    output: options.Output = None,
    force: options.Force = False,
    timeout: options.Timeout = SECONDS,
    fail_on: options.FailOn = "open",
    standards: options.Standards = None,
    color: options.Colour = "auto",
    lang: options.Lang = None,
) -> int:
    """Review and print; returns the exit code."""
    options.one_of(format, "-f", FORMATS)
    options.one_of(reading, "--reading", READINGS)
    options.one_of(color, "--color", COLOURS)
    outputs = outputs_of(output or [], WRITTEN, force=force, sources=[file, plan, map])
    day = options.day(as_of)
    name, content = workbook_named(file)
    limit = partial(limited, seconds=timeout)
    run = Run(day, Shelf(standards), city, reading, label_map=options.label_map(map), limit=limit)
    cluster = cluster_of(run.clusters(name, content), row)
    standard = run.standard_of(cluster)
    with limit(plan):
        targets = targets_in(plan, cluster.text("name"))
    known = _term(term) or term_from(
        cluster, standard, None if recognised_on is None else options.day(recognised_on)
    )
    before = None
    if known is not None:
        first = in_force(run.shelf.standards(standard.id)[standard.id], known.first)
        before = first if first.edition != standard.edition else None
    years = (
        None
        if reported is None
        else frozenset(int(year) for year in re.findall(r"\d{4}", reported, re.ASCII))
    )
    with limit(name):
        found = make_review(
            cluster, standard, targets, as_of=day, reading=reading, term=known, before=before, reported=years
        )

    def blocks() -> list[Block]:
        from clustercheck.reports.review.blocks import blocks_of

        return list(blocks_of(found, plan))

    def as_json() -> str:
        from clustercheck.reports.review.json import render_json

        return render_json(found, plan)

    for path, kind in outputs:
        write_document(path, kind, blocks, as_json, day=day, name=_("Review"))
    show_document(blocks, as_json, format, color)
    return int(exit_of([found.verdict], fail_on))


def _term(text: str | None) -> Term | None:
    """The term of `--term FROM..UNTIL`; raises `UsageFault`."""
    if text is None:
        return None
    first, dots, last = text.partition("..")
    if not dots:
        raise UsageFault(error("U516", Where(), value=text))
    begin, end = options.day(first.strip()), options.day(last.strip())
    if end < begin:
        raise UsageFault(error("U516", Where(), value=text))
    return Term(begin, end, False)


command = Command(review, HELP)
