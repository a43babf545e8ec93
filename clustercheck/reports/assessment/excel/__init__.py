"""`-o x.xlsx`: the applicant's own workbook with its cells marked, and the gaps on a sheet in front.

    package     what of a workbook openpyxl would lose, and the results its formulas had
    marks       a colour and a comment on each cell that decides something
    gap_sheet   the sheet of findings

A workbook that could not be given back whole is left alone, and the findings are in a workbook of their own.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from datetime import date
from io import BytesIO

from openpyxl import Workbook, load_workbook

from clustercheck.form.package import parts_of, stamp
from clustercheck.formats.packages import packed
from clustercheck.formats.seals import SealedKind
from clustercheck.model.findings import Assessment, Result, Unread
from clustercheck.model.problems import Name, Problem, Where, warning
from clustercheck.reports import Document, Material
from clustercheck.reports.assessment.excel.gap_sheet import write_gaps
from clustercheck.reports.assessment.excel.marks import mark
from clustercheck.reports.assessment.excel.package import Package, Unmarkable, with_results
from clustercheck.reports.table.xlsx import book_of
from clustercheck.texts.messages import _


def render_xlsx(results: Sequence[Result], material: Material) -> Document:
    """One file's workbook marked, or a table of several files."""
    assessments = [result for result in results if not isinstance(result, Unread)]
    files = {assessment.cluster.file for assessment in assessments}
    if len(assessments) < len(results) or len(files) != 1:
        book = book_of(results)
        return Document(_file(book, assessments))
    return _marked(assessments, material.contents.get(files.pop(), b""))


def _marked(assessments: Sequence[Assessment], content: bytes) -> Document:
    where = Where(assessments[0].cluster.file)
    try:
        package = Package(content)
        book = _opened(content)
    except Unmarkable as reason:
        return Document(_own(assessments), (_problem_of(reason, where),))
    for assessment in assessments:
        mark(book, assessment)
    write_gaps(book, assessments, linked=True)
    parts = with_results(parts_of(book), book, package.results)
    return Document(packed(parts, squeezed=True, kind=SealedKind.MARKED))


def _opened(content: bytes) -> Workbook:
    """The workbook in openpyxl's hands; whatever it warns of would be lost."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            book = load_workbook(BytesIO(content), rich_text=True)
        except Exception as fault:  # openpyxl promises no kind: KeyError, ValueError, ParseError and more
            raise Unmarkable("U451") from fault
    if caught:
        texts = dict.fromkeys(str(each.message) for each in caught)
        raise Unmarkable("U449", *(Name(text, text) for text in texts))
    return book


def _problem_of(reason: Unmarkable, where: Where) -> Problem:
    if reason.what:
        return warning(reason.code, where, what=reason.what)
    return warning(reason.code, where)


def _own(assessments: Sequence[Assessment]) -> bytes:
    book = _new()
    write_gaps(book, assessments, linked=False)
    return _file(book, assessments)


def _new() -> Workbook:
    book = Workbook()
    book.remove(book.worksheets[0])
    return book


def _file(book: Workbook, assessments: Sequence[Assessment]) -> bytes:
    """A workbook of the program's own; its dates are the day that was judged for, never today's."""
    book.properties.title = _("Self-assessment")
    day = max((assessment.as_of for assessment in assessments), default=date(2000, 1, 1))
    stamp(book, day)
    return packed(parts_of(book), squeezed=True, kind=SealedKind.REPORT)
