"""`plan -o plan.docx`: the draft of the three-year development plan (三年发展规划) that the documents ask for.

What the figures say is filled in. Measures, who answers for them and until when are the cluster's own to say, and are
left open under the document's own tasks.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from clustercheck.model.criteria import Criterion
from clustercheck.planning.plan import Plan
from clustercheck.planning.targets import Target
from clustercheck.reports.documents import Block, DocumentHeading, DocumentTable, Items, Text, Title
from clustercheck.reports.documents.word import render_word
from clustercheck.reports.plan import wording
from clustercheck.reports.plan.blocks import open_ends, targets_grid
from clustercheck.reports.wording.heading import cluster_words, standard_words
from clustercheck.texts.messages import _, said


def render_docx(plan: Plan) -> bytes:
    """The draft as a Word file."""
    return render_word(list(development_plan(plan)), plan.as_of or date(plan.today.as_of.year, 1, 1))


def development_plan(plan: Plan) -> Iterator[Block]:
    """The draft as a document: where it stands, goals, tasks, how it is checked, what it rests on."""
    today, standard = plan.today, plan.standard
    years = sorted({one.year for one in plan.three_years})
    span = f"{years[0]}-{years[-1]}" if years else ""
    yield Title(
        _("{name}: three-year development plan {years} (draft)").format(
            name=cluster_words(today), years=span
        ),
        standard_words(today),
    )
    yield DocumentHeading(_("Where the cluster stands"))
    yield Text(wording.year_words(plan))
    gaps = wording.gap_rows(today)
    if gaps:
        yield DocumentTable((_("criterion"), _("status"), _("least change")), gaps)
    yield DocumentHeading(_("Goals"))
    if plan.targets:
        yield _goals(_("Until the application"), plan.targets, plan)
    if plan.three_years:
        yield Text(wording.three_years_words(plan))
        yield _goals(_("The three years of the plan"), plan.three_years, plan)
    if not plan.targets and not plan.three_years:
        yield Text(_("No targets could be set."))
    yield DocumentHeading(_("Tasks and measures"))
    yield Text(
        _(
            "The tasks are those of {document}. Measures, who answers for them and until when are for the cluster to fill in."
        ).format(document=said(standard.document))
    )
    yield DocumentTable(
        (_("task"), _("criteria it serves"), _("measures"), _("responsible"), _("until")),
        tuple(
            [
                (f"{said(point.text)}（{point.clause}）", _task_state(plan, point.id), "", "", "")
                for point in standard.cultivation
            ]
        )
        or ((_("(the document as known here names no tasks)"), "", "", "", ""),),
    )
    yield DocumentHeading(_("How it is checked"))
    reviews = standard.cycle.review if standard.cycle is not None else ()
    yield Items(
        tuple([_("{text} ({clause})").format(text=said(one.text), clause=one.clause) for one in reviews])
        or (_("The document as known here says nothing of the review."),)
    )
    yield from open_ends(plan)
    yield DocumentHeading(_("Assumptions"))
    yield Items(tuple(wording.assumption_lines(plan)))


def _goals(title: str, targets: tuple[Target, ...], plan: Plan) -> DocumentTable:
    """The table without what each figure is for, which a page has no room for."""
    grid = targets_grid(tuple([one for one in targets if one.goal]), plan)
    rows = tuple([row[:-1] for row in grid.rows])
    return DocumentTable(grid.head[:-1], rows, grid.right, title)


def _task_state(plan: Plan, task: str) -> str:
    """The thresholds of a task that lack something today, else how many criteria it has."""
    short = {finding.criterion.id for finding, _words in wording.gap_lines(plan.today)}
    of_task = [one for one in plan.standard.criteria if one.task == task]
    named: list[Criterion] = [one for one in of_task if one.id in short]
    if named:
        return "、".join(said(one.name) for one in named)
    return _("{n} criteria, none lacking").format(n=len(of_task))
