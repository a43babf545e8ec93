"""`clustercheck plan`: from the gap to the year in which a cluster can apply, with the figures it needs by then."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from clustercheck.catalogue import Shelf
from clustercheck.cli import options
from clustercheck.cli.console import COLOURS, note, screen, write
from clustercheck.cli.declared import Annotated, Command, Option
from clustercheck.cli.document_output import FORMATS, outputs_of
from clustercheck.cli.exits import Exit
from clustercheck.cli.limits import SECONDS, limited
from clustercheck.cli.one_cluster import Row, cluster_of
from clustercheck.engine.assessment import assess
from clustercheck.model.findings import DEFAULT, STRICT
from clustercheck.model.problems import UsageFault, Where, error
from clustercheck.planning import suppositions
from clustercheck.planning.assumptions import HORIZON, Assumptions
from clustercheck.planning.plan import Plan, make_plan
from clustercheck.planning.what_if import WhatIf, what_if, with_figures
from clustercheck.reports.plan import Beside
from clustercheck.texts.messages import _
from clustercheck.use_cases.run import Run
from clustercheck.use_cases.workbooks import workbook_named

if TYPE_CHECKING:
    from pathlib import Path

HELP = _(
    "Plan what would make it pass: the earliest year, targets for every figure, what no plan can mend.\n\n"
    "Example: clustercheck plan data.xlsx --city zhuhai -o next.xlsx"
)
WRITTEN = ("xlsx", "docx", "html", "json", "md")
_READINGS = (STRICT, DEFAULT)
_LONGEST_HORIZON = 30


def plan(
    file: options.File,
    city: options.City = None,
    as_of: options.AsOf = None,
    set_: Annotated[
        list[str] | None,
        Option(
            "--set",
            metavar="ID[.YEAR]=VALUE",
            help=_("What if: a figure is another. Of a year to come it is a given of the plan. Repeatable."),
        ),
    ] = None,
    growth: Annotated[
        str | None,
        Option(
            "--growth",
            metavar="PERCENT",
            help=_("How much output grows a year. Left out: the least that is enough."),
        ),
    ] = None,
    fix: Annotated[
        list[str] | None,
        Option("--fix", metavar="ID", help=_("A figure that stays as it is. Repeatable.")),
    ] = None,
    horizon: Annotated[
        int, Option("--horizon", metavar="YEARS", help=_("How many years ahead to look."))
    ] = HORIZON,
    reading: Annotated[
        str,
        Option(
            "--reading",
            metavar="strict|default",
            words=_READINGS,
            help=_("Which readings have to pass: all of them, or each criterion's first."),
        ),
    ] = STRICT,
    row: Row = None,
    map: options.Map = None,
    format: Annotated[str, options.format_option(*FORMATS)] = "text",
    output: Annotated[
        list[Path] | None,
        Option(
            "-o",
            "--output",
            metavar="FILE",
            help=_(
                "Write to a file: .xlsx is the next form filled with the targets, .docx the three-year development "
                "plan, .html, .json, .md. Repeatable."
            ),
        ),
    ] = None,
    force: options.Force = False,
    timeout: options.Timeout = SECONDS,
    standards: options.Standards = None,
    color: options.Colour = "auto",
    lang: options.Lang = None,
) -> int:
    """Plan one cluster's way to its standard; returns the exit code."""
    options.one_of(format, "-f", FORMATS)
    options.one_of(reading, "--reading", _READINGS)
    options.one_of(color, "--color", COLOURS)
    outputs = outputs_of(output or [], WRITTEN, force=force, sources=[file, map])
    if not 0 <= horizon <= _LONGEST_HORIZON:
        raise UsageFault(
            error(
                "U514", Where(), option="--horizon", value=str(horizon), least="0", most=str(_LONGEST_HORIZON)
            )
        )
    day = options.day(as_of)
    name, content = workbook_named(file)
    limit = partial(limited, seconds=timeout)
    run = Run(day, Shelf(standards), city, reading, label_map=options.label_map(map), limit=limit)
    cluster = cluster_of(run.clusters(name, content), row)
    standard = run.standard_of(cluster)
    fixed = frozenset([suppositions.indicator_named(name, standard.figures) for name in fix or ()])
    rate = suppositions.growth(growth)
    with limit(name):
        supposed: WhatIf | None = None
        given: suppositions.Figures = {}
        if set_:
            before = assess(cluster, standard, as_of=day, reading=DEFAULT)
            newest = before.window.counting[-1] if before.window.counting else day.year - 1
            figures = suppositions.settings(set_, cluster, newest, standard.figures)
            given = {id: {y: v for y, v in one.items() if y > newest} for id, one in figures.items()}
            given = {id: one for id, one in given.items() if one}
            past = {id: {y: v for y, v in one.items() if y <= newest} for id, one in figures.items()}
            past = {id: one for id, one in past.items() if one}
            if past:
                if any(kind in ("xlsx", "docx") for _path, kind in outputs):
                    years = sorted({str(year) for one in past.values() for year in one})
                    raise UsageFault(error("U512", Where(), years=years))
                cluster = with_figures(cluster, past)
                supposed = what_if(before, cluster, past)
        assumptions = Assumptions(rate, fixed, horizon, reading, given)
        found = make_plan(cluster, standard, as_of=day, assumptions=assumptions)
        beside = Beside(_year_by_default(found, assumptions), _year_without(found, assumptions))
    for path, kind in outputs:
        _write(path, kind, found, supposed, beside)
    _show(found, supposed, beside, format, color)
    return int(Exit.MISSED if found.apply_in is None else Exit.MET)


def _year_by_default(plan: Plan, assumptions: Assumptions) -> int | None:
    """The year by the first readings alone, if it differs: the cost of the open wording."""
    if assumptions.reading == DEFAULT or not any(one.sensitive for one in plan.today.findings):
        return None
    today = plan.today
    other = make_plan(
        today.cluster, today.standard, as_of=today.as_of, assumptions=assumptions._replace(reading=DEFAULT)
    )
    return other.apply_in if other.apply_in != plan.apply_in else None


def _year_without(plan: Plan, assumptions: Assumptions) -> tuple[int | None] | None:
    """The year without the future figures that --set gives; None if it gives none."""
    if not assumptions.given:
        return None
    today = plan.today
    free = assumptions._replace(given={})
    return (make_plan(today.cluster, today.standard, as_of=today.as_of, assumptions=free).apply_in,)


def _write(path: Path, kind: str, plan: Plan, supposed: WhatIf | None, beside: Beside) -> None:
    from clustercheck.cli.files import SEALED, put

    content: str | bytes
    if kind == "xlsx":
        from clustercheck.reports.plan.excel import render_xlsx

        if plan.planned_for is None:
            note(_("{file} is not written: there is nothing to plan from.").format(file=path))
            return
        content = render_xlsx(plan)
    elif kind == "docx":
        from clustercheck.reports.plan.word import render_docx

        content = render_docx(plan)
    elif kind == "html":
        from clustercheck.reports.documents.html import render_html
        from clustercheck.reports.plan.blocks import blocks_of

        content = render_html(blocks_of(plan, supposed, beside))
    else:
        content = _rendered(plan, supposed, beside, kind)
    put(path, content, is_sealed=kind in SEALED)


def _rendered(plan: Plan, supposed: WhatIf | None, beside: Beside, format: str) -> str:
    if format == "json":
        from clustercheck.reports.plan.json import render_json

        return render_json(plan, supposed, beside)
    from clustercheck.reports.documents.markdown import render_markdown
    from clustercheck.reports.plan.blocks import blocks_of

    return render_markdown(blocks_of(plan, supposed, beside))


def _show(plan: Plan, supposed: WhatIf | None, beside: Beside, format: str, color: str) -> None:
    if format != "text":
        write(_rendered(plan, supposed, beside, format))
        return
    from clustercheck.reports.documents.text import print_document
    from clustercheck.reports.plan.blocks import blocks_of

    print_document(blocks_of(plan, supposed, beside), screen(color))


command = Command(plan, HELP)
