"""`-o x.docx`: a self-assessment report (自评报告) in the form in which Chinese offices hand papers in.

style       the names of the styles
blank       a file without its text
blocks      headings, paragraphs, tables with three lines, sections
front       the first page: whose report, the verdict, room for signature and seal
finding     what the self-assessment comes to
parts       the six parts of the report
brief       one page for whoever decides (`--paper brief`)
package     the file's bytes, free of the clock
template    page, fonts and footers of the program's own blank, or a blank of a user's template, by python-docx
"""

from __future__ import annotations

from collections.abc import Sequence

from clustercheck.model.findings import Result, Unread
from clustercheck.reports import Document, Material
from clustercheck.reports.assessment.overview import overview_columns, overview_fields
from clustercheck.reports.assessment.word.blocks import Paper
from clustercheck.reports.assessment.word.front import write_front
from clustercheck.reports.assessment.word.package import file_of
from clustercheck.reports.assessment.word.parts import write_parts
from clustercheck.reports.assessment.word.sources import blank_for
from clustercheck.texts.messages import _

__all__ = ["render_docx"]


def render_docx(results: Sequence[Result], material: Material) -> Document:
    """One cluster's report; of several files a table of all, then each one's report."""
    paper = Paper(blank_for(material.template))
    assessments = [result for result in results if not isinstance(result, Unread)]
    if len(results) != 1 or not assessments:
        _write_overview(paper, results)
    for number, assessment in enumerate(assessments):
        if number or len(results) != 1:
            paper.new_page_section()
        write_front(paper, assessment)
        write_parts(paper, assessment)
    return Document(file_of(paper.blank, paper.body, assessments))


def _write_overview(paper: Paper, results: Sequence[Result]) -> None:
    paper.title(_("Self-assessments of SME characteristic industrial clusters"))
    paper.table(overview_columns(), [overview_fields(result) for result in results], (34, 36, 36, 22, 28))
