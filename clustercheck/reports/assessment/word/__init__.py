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

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from clustercheck.model.findings import Result, Unread
from clustercheck.model.records import NamedTuple
from clustercheck.reports import Document, Material
from clustercheck.reports.assessment.overview import overview_columns, overview_fields
from clustercheck.reports.assessment.word.blocks import Paper
from clustercheck.reports.assessment.word.front import write_front
from clustercheck.reports.assessment.word.package import file_of, file_of_several
from clustercheck.reports.assessment.word.parts import write_parts
from clustercheck.reports.assessment.word.sources import blank_for
from clustercheck.reports.wording.heading import cluster_words
from clustercheck.texts.messages import _

__all__ = ["render_docx"]


class WordPiece(NamedTuple):
    """One file of several: its row in the table of all, and its report as text of the body; of no report, no name and day."""

    row: tuple[str, ...]
    body: str = ""
    name: str = ""
    day: date | None = None


def render_docx(results: Sequence[Result], material: Material) -> Document:
    """One cluster's report; of several files a table of all, then each one's report."""
    first = results[0] if len(results) == 1 else None
    if first is not None and not isinstance(first, Unread):
        paper = Paper(blank_for(material.template))
        write_front(paper, first)
        write_parts(paper, first)
        return Document(file_of(paper.blank, paper.body, [first]))
    pieces = [piece_docx(result, material.template) for result in results]
    return Document(whole_docx(pieces, material.template))


def piece_docx(result: Result, template: tuple[str, bytes] | None) -> WordPiece:
    """One file's part of a document of several."""
    row = overview_fields(result)
    if isinstance(result, Unread):
        return WordPiece(row)
    paper = Paper(blank_for(template), goes_on=True)
    write_front(paper, result)
    write_parts(paper, result)
    return WordPiece(row, paper.taken(), cluster_words(result), result.as_of)


def whole_docx(pieces: Iterable[WordPiece], template: tuple[str, bytes] | None) -> bytes:
    """The document of several files, which are asked for three times."""
    paper = Paper(blank_for(template))
    paper.title(_("Self-assessments of SME characteristic industrial clusters"))
    paper.table(overview_columns(), [piece.row for piece in pieces], (34, 36, 36, 22, 28))
    named = [(piece.name, piece.day) for piece in pieces if piece.day is not None]
    return file_of_several(
        paper.blank, _body(paper, pieces), [name for name, _day in named], [day for _name, day in named]
    )


def _body(paper: Paper, pieces: Iterable[WordPiece]) -> Iterator[str]:
    """The body behind what the paper begins with, each report on pages of its own."""
    for piece in pieces:
        if piece.body:
            paper.new_page_section()
            yield paper.taken()
            yield piece.body
    yield paper.taken()
    yield paper.last_section
