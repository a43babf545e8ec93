"""A notice as a page of Word."""

from __future__ import annotations

import os

from clustercheck.reports.assessment.word.blocks import Paper
from clustercheck.reports.assessment.word.front import day_words
from clustercheck.reports.assessment.word.package import saved
from clustercheck.reports.assessment.word.sources import own_blank
from clustercheck.reports.notices import notice as notices
from clustercheck.reports.notices.notice import Notice, Terms
from clustercheck.texts.messages import _

_LINES = (34.0, 74.0, 54.0)
_OWED = (92.0, 70.0)
# Room for one page, in mm.
_TOP, _BOTTOM = 22.0, 18.0


def render_notice(notice: Notice, terms: Terms) -> bytes:
    """The file; its dates are the day that was judged for, never today's."""
    paper = Paper(own_blank().with_margins(_TOP, _BOTTOM))
    title = _("Notice of what is to be mended")
    paper.title(title)
    if notice.operator:
        paper.caption(_("To {operator}:").format(operator=notice.operator))
    first = _("In the form handed in for {cluster} ({file}) the following is to be mended.")
    paper.note(first.format(cluster=notice.cluster, file=os.path.basename(notice.file)))
    correct, fill_in, explain, evidence = notices.list_titles()
    for name, lines in ((correct, notice.correct), (explain, notice.explain)):
        if lines:
            paper.caption(name)
            paper.table(notices.line_columns(), lines, _LINES)
        if name == correct and notice.fill_in:
            paper.caption(fill_in)
            paper.table(notices.owed_columns(), notice.fill_in, _OWED)
    if notice.evidence:
        paper.caption(evidence)
        paper.table(notices.owed_columns(), notice.evidence, _OWED)
    by_hand = _("(year) (month) (day)")
    day = by_hand if terms.reply_by is None else day_words(terms.reply_by)
    paper.caption(_("Please reply by: {day}").format(day=day))
    paper.caption(_("Contact: {contact}").format(contact=terms.contact or "＿" * 12))
    paper.note(
        _("This page is about the form alone and says nothing of whether the cluster will be recognised.")
    )
    name = _("{title}: {name}").format(title=title, name=notice.cluster)
    return saved(paper.blank, paper.body, name, terms.day)
