"""Several files in one sheet: a row a file with its verdict, its counts and the status of each criterion."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter

from clustercheck.form.style import BOLD, HEADING, PLAIN, put, set_up_print, set_widths
from clustercheck.model.findings import Result, Status, Unread, Verdict
from clustercheck.reports.assessment.excel.gap_sheet import page_numbers
from clustercheck.reports.assessment.excel.marks import FILLS
from clustercheck.reports.assessment.overview import overview_columns, overview_fields
from clustercheck.reports.wording import words
from clustercheck.texts.messages import _, harmless, said

_WIDTHS = [34.0, 34, 34, 24, 40, 14]
_STATUS_OF = {
    Verdict.MET: Status.MET,
    Verdict.MISSED: Status.MISSED,
    Verdict.INCOMPLETE: Status.UNKNOWN,
    Verdict.DISCRETIONARY: Status.DISCRETIONARY,
}


def write_overview(book: Workbook, results: Sequence[Result]) -> None:
    """Add the sheet."""
    sheet = book.create_sheet(_("Overview"))
    criteria = {
        finding.criterion.id: said(finding.criterion.name)
        for result in results
        if not isinstance(result, Unread)
        for finding in result.findings
    }
    headings = [
        *overview_columns(),
        _("route"),
        *(words.status_word(status) for status in Status),
        *criteria.values(),
    ]
    set_widths(sheet, [*_WIDTHS, *[8.0] * len(Status), *[11.0] * len(criteria)])
    for column, heading in enumerate(headings, 1):
        put(sheet, 1, column, _plain(heading), font=BOLD, fill=HEADING, centred=True)
    for row, result in enumerate(results, 2):
        for column, text in enumerate(overview_fields(result), 1):
            put(sheet, row, column, _plain(text), fill=_fill(result) if column == 4 else PLAIN)
        if isinstance(result, Unread):
            continue
        put(sheet, row, len(_WIDTHS), words.route_word(result.route.value), centred=True)
        first = len(_WIDTHS) + 1
        for column, count in enumerate(result.counts.values(), first):
            put(sheet, row, column, count, centred=True)
        status_of = {finding.criterion.id: finding.status for finding in result.findings}
        for column, id in enumerate(criteria, first + len(Status)):
            status = status_of.get(id)
            if status is not None:
                put(sheet, row, column, words.status_word(status), fill=FILLS[status], centred=True)
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(headings))}{len(results) + 1}"
    set_up_print(sheet, "1:1", "", landscape=True)
    # As many pages across as it takes; on one, nothing could be read.
    sheet.page_setup.fitToWidth = 0
    sheet.sheet_properties.pageSetUpPr = None
    sheet.print_title_cols = "A:A"
    sheet.oddFooter = page_numbers()


def _fill(result: Result) -> PatternFill:
    return PLAIN if isinstance(result, Unread) else FILLS[_STATUS_OF[result.verdict]]


def _plain(text: str) -> str:
    return harmless(text, keep="\n")
