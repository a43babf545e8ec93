"""The first page: whose report it is, the verdict, by which standard, and room for signature and seal."""

from __future__ import annotations

from datetime import date

from clustercheck.model.findings import Assessment
from clustercheck.model.indicators import PROFILE
from clustercheck.reports.assessment.word.blocks import Paper
from clustercheck.reports.assessment.word.finding import write_finding
from clustercheck.reports.wording.heading import cluster_words
from clustercheck.texts.messages import _, language, said

_WIDTHS = (56.0, 94.0)


def write_front(paper: Paper, assessment: Assessment) -> None:
    """All of the page; what comes after it begins a new one."""
    cluster, standard = assessment.cluster, assessment.standard
    paper.title(_("Self-assessment report of an SME characteristic industrial cluster"))
    paper.fields(
        [
            (said(PROFILE["name"].name), cluster_words(assessment)),
            (said(PROFILE["jurisdiction"].name), cluster.text("jurisdiction")),
            (said(PROFILE["operator"].name), cluster.text("operator")),
            (said(PROFILE["standard"].name), said(standard.name)),
            (_("Judged for"), day_words(assessment.as_of)),
        ],
        _WIDTHS,
    )
    write_finding(paper, assessment, day_words(assessment.as_of))
    paper.lines(1)
    paper.fields(
        [
            (_("Applicant (seal)"), ""),
            (_("Filled in by (signature)"), ""),
            (_("Responsible (signature)"), ""),
            (_("Date"), _("(year) (month) (day)")),
        ],
        _WIDTHS,
    )


def day_words(day: date) -> str:
    """`2026年11月21日`."""
    return f"{day.year}年{day.month}月{day.day}日" if language() == "zh" else day.isoformat()
