"""`--paper brief -o x.docx`: one page a cluster for whoever decides, with room for two signatures."""

from __future__ import annotations

from collections.abc import Sequence

from clustercheck.model.findings import Assessment, Result, Unread
from clustercheck.reports import Document, Material
from clustercheck.reports.assessment.overview import overview_columns, overview_fields
from clustercheck.reports.assessment.word.blocks import Paper
from clustercheck.reports.assessment.word.package import file_of
from clustercheck.reports.assessment.word.sources import blank_for
from clustercheck.reports.wording.brief import brief_of, key_columns, owed_columns, signature_words
from clustercheck.texts.messages import _

_KEY = (38.0, 34, 38, 16, 30)
_OWED = (48.0, 74, 34)
# Room for one page, in mm; the margins of a template are its own.
_TOP, _BOTTOM = 24.0, 20.0


def render_brief_docx(results: Sequence[Result], material: Material) -> Document:
    """A page for each cluster; a file that could not be read is named on a page before them."""
    blank = blank_for(material.template)
    paper = Paper(blank if material.template is not None else blank.with_margins(_TOP, _BOTTOM))
    assessments = [result for result in results if not isinstance(result, Unread)]
    unread = [result for result in results if isinstance(result, Unread)]
    if unread:
        paper.table(overview_columns(), [overview_fields(result) for result in unread], (34, 36, 36, 22, 28))
    for number, assessment in enumerate(assessments):
        _write(paper, assessment, new_page=bool(number or unread))
    return Document(file_of(paper.blank, paper.body, assessments))


def _write(paper: Paper, assessment: Assessment, *, new_page: bool) -> None:
    brief = brief_of(assessment)
    paper.title(_("Brief: {name}").format(name=brief.name), new_page=new_page)
    paper.verdict(_("Verdict: {verdict}").format(verdict=brief.verdict_words))
    paper.note(
        _("{counts} {standard}; {judged}").format(
            counts=brief.counts, standard=brief.standard, judged=brief.judged
        )
    )
    paper.caption(_("Key figures against the thresholds"))
    figures = [
        (each.name, each.requirement, each.figure, each.status_word, each.remark)
        for each in brief.key_figures
    ]
    paper.table(key_columns(), figures, _KEY, centred=(3,))
    paper.caption(_("What is owed"))
    if brief.owed:
        by_hand = _("(year) (month) (day)")
        owed = [(each.what, each.how, each.when or by_hand) for each in brief.owed]
        paper.table(owed_columns(), owed, _OWED)
    paper.note(brief.more or ("" if brief.owed else _("Nothing is owed.")))
    paper.boxes(signature_words())
