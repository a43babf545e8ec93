"""The sheet 差距: every criterion with its gap, the worst first, each linked to its cells; then the doubts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from clustercheck.form.style import (
    BOLD,
    HEADING,
    LINK,
    SMALL,
    STATUS_FILLS,
    TITLE,
    fit_height,
    page_numbers,
    put,
    set_up_print,
    set_widths,
)
from clustercheck.model.cluster import Cell
from clustercheck.model.findings import Assessment, is_vetoed
from clustercheck.reports.assessment.excel.marks import WORST_FIRST, legend
from clustercheck.reports.wording import gaps as gap_words
from clustercheck.reports.wording import heading as heading_words
from clustercheck.reports.wording import words
from clustercheck.reports.wording.criterion_rows import CriterionRow, all_rows
from clustercheck.texts.messages import _, harmless, message

# A line that runs on over its neighbours.
_ACROSS = Alignment(vertical="center")
_WIDTHS = [6.0, 34, 20, 28, 10, 32, 44, 18]
_CELL_WIDTH = 18.0
# By which a workbook that was marked before and filled in since is known: its old sheet goes.
_CODE_NAME = "clustercheck_gaps"
# More than so many links on a row help nobody; the comments are on every cell.
_MOST_LINKS = 12


def write_gaps(book: Workbook, assessments: Sequence[Assessment], *, linked: bool) -> None:
    """Put the sheet in front of all others, and show it first."""
    for each in [each for each in book.worksheets if each.sheet_properties.codeName == _CODE_NAME]:
        book.remove(each)
    sheet = book.create_sheet(_free_title(book, _("Gaps")), 0)
    sheet.sheet_properties.codeName = _CODE_NAME
    # A sheet that stays selected would be written to together with this one.
    for each in book.worksheets:
        each.sheet_view.tabSelected = False
    book.active = 0
    titles = {each.title for each in book.worksheets} if linked else set()
    set_widths(sheet, [*_WIDTHS, *[_CELL_WIDTH] * _MOST_LINKS])
    row = header = 1
    for assessment in assessments:
        header = row = _write_head(sheet, row, assessment, linked)
        row = _write_rows(sheet, row, assessment, titles)
        row = _write_doubts(sheet, row, assessment, titles) + 1
    set_up_print(sheet, f"{header}:{header}" if len(assessments) == 1 else "1:1", "", landscape=True)
    sheet.oddFooter = page_numbers()
    sheet.print_area = f"A1:{get_column_letter(len(_WIDTHS) + 1)}{row}"


def _write_head(sheet: Worksheet, row: int, assessment: Assessment, linked: bool) -> int:
    verdict = _("Verdict: {verdict}").format(verdict=words.verdict_words(assessment))
    lines = [
        (heading_words.cluster_words(assessment), TITLE),
        (verdict, BOLD),
        (heading_words.standard_words(assessment), SMALL),
        (heading_words.judged_words(assessment), SMALL),
    ]
    if linked:
        hint = _(
            "The cell that decides has the colour of its result; all that were looked at have a comment; a link leads to each."
        )
        lines.append((hint, SMALL))
    for text, font in lines:
        cell = put(sheet, row, 1, _plain(text), font=font, framed=False)
        cell.alignment = _ACROSS
        row += 1
    if linked:
        for column, (fill, meaning) in enumerate(legend(), 2):
            put(sheet, row, column, meaning, fill=fill, centred=True)
        fit_height(sheet, row)
        row += 1
    return row


def _write_rows(sheet: Worksheet, row: int, assessment: Assessment, titles: set[str]) -> int:
    headings = (
        _("No."), _("Condition"), _("Requirement"), _("Data"), _("Result"), _("Gap"), _("What to do"), _("Clause"),
        _("Cells"),
    )  # fmt: skip
    for column, heading in enumerate(headings, 1):
        put(sheet, row, column, heading, font=BOLD, fill=HEADING, centred=True)
    for each in sorted(all_rows(assessment), key=_weight):
        row += 1
        _write_row(sheet, row, each, assessment, titles)
    return row + 2


def _weight(row: CriterionRow) -> tuple[bool, int]:
    """The veto first, then the worst."""
    return not is_vetoed(row.finding), WORST_FIRST.index(row.finding.status)


def _write_row(
    sheet: Worksheet, row: int, each: CriterionRow, assessment: Assessment, titles: set[str]
) -> None:
    finding = each.finding
    found = None if finding.branches else gap_words.gap_of_branch(finding, assessment)
    fields = (
        each.number or "-",
        each.name,
        each.requirement,
        each.data_words,
        each.status,
        each.detail,
        gap_words.remedy_words(*found) if found else "",
        each.clause,
    )
    for column, text in enumerate(fields, 1):
        cell = put(sheet, row, column, _plain(text))
        if text == each.status and column == 5:
            cell.fill = STATUS_FILLS[finding.status]
    for column, place in enumerate(each.cells[:_MOST_LINKS], len(fields) + 1):
        _link(put(sheet, row, column, _plain(str(place))), place, titles)
    fit_height(sheet, row)


def _write_doubts(sheet: Worksheet, row: int, assessment: Assessment, titles: set[str]) -> int:
    problems = assessment.all_problems
    if problems:
        put(sheet, row, 1, _("Doubts about the data"), font=BOLD, framed=False).alignment = _ACROSS
    for problem in problems:
        row += 1
        put(sheet, row, 1, problem.code)
        where = problem.where
        place = put(sheet, row, 2, _plain(where.within_file or ""))
        if where.cell is not None:
            _link(place, Cell(where.sheet or "", where.cell), titles)
        put(sheet, row, 3, _plain(message(problem)))
        sheet.merge_cells(start_row=row, start_column=3, end_row=row, end_column=len(_WIDTHS))
        sheet.row_dimensions[row].height = 18.0 * (1 + len(message(problem)) // 80)
    return row + 1


def _link(cell: SheetCell, place: Cell, titles: set[str]) -> None:
    """A link within the workbook, where the sheet is there."""
    if place.sheet in titles:
        quoted = place.sheet.replace("'", "''")
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{quoted}'!{place.ref}")
        cell.font = LINK


def _free_title(book: Workbook, title: str) -> str:
    taken = {each.casefold() for each in book.sheetnames}
    return next(each for each in _titles(title) if each.casefold() not in taken)


def _titles(title: str) -> Iterator[str]:
    yield title
    number = 2
    while True:
        yield f"{title} ({number})"
        number += 1


def _plain(text: str) -> str:
    return harmless(text, keep="\n")
