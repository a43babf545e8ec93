"""Many clusters as .xlsx: one row a cluster, for people, in their language, statuses in colour."""

from __future__ import annotations

from copy import copy
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter

from clustercheck.batch.overview import Batch
from clustercheck.form.package import save_sealed
from clustercheck.form.style import (
    BODY,
    BOLD,
    HEADING,
    PLAIN,
    STATUS_FILLS,
    dress,
    keep_text,
    page_numbers,
    set_up_print,
    set_widths,
)
from clustercheck.model.findings import Status, Verdict
from clustercheck.reports.table.columns import Column, Table, Value, table_of_batch
from clustercheck.reports.wording.words import status_word
from clustercheck.texts.messages import _, harmless, is_active

# Excel opens no cell with more.
_LONGEST = 32_000
_STATUS_OF = {
    Verdict.MET: Status.MET,
    Verdict.MISSED: Status.MISSED,
    Verdict.INCOMPLETE: Status.UNKNOWN,
    Verdict.DISCRETIONARY: Status.DISCRETIONARY,
}


def render(batch: Batch, stream: BinaryIO) -> None:
    """Write a batch row by row; openpyxl keeps none of them in memory."""
    save_sealed(book_of(table_of_batch(batch.headings, batch.rows)), stream)


def book_of(table: Table) -> Workbook:
    """A workbook with the table in its one sheet."""
    columns = [column for column in table.columns if column.title]
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet(_("Overview"))
    sheet.freeze_panes = "D2"
    set_widths(sheet, [column.width for column in columns])
    set_up_print(sheet, "1:1", "", landscape=True)
    # As many pages across as it takes; on one, nothing could be read.
    sheet.page_setup.fitToWidth = 0
    sheet.sheet_properties.pageSetUpPr = None
    sheet.print_title_cols = "A:A"
    sheet.oddFooter = page_numbers()
    looks = _Looks(sheet)
    sheet.append([looks.cell(column.title, HEADING, is_head=True) for column in columns])
    lines = 1
    for row in table.rows():
        lines += 1
        verdict = PLAIN if row.verdict is None else STATUS_FILLS[_STATUS_OF[row.verdict]]
        sheet.append([_cell(looks, column, column.worded(row), verdict) for column in columns])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{lines}"
    return book


def _cell(looks: _Looks, column: Column, value: Value, verdict: PatternFill) -> Any:
    if isinstance(value, Status):
        return looks.cell(status_word(value), STATUS_FILLS[value])
    return looks.cell(value, verdict if column.key == "verdict" else PLAIN)


class _Looks:
    """Cells of a few looks, each of which openpyxl is told once."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet
        self._styles: dict[tuple[int, bool, bool], Any] = {}

    def cell(self, value: Value, fill: PatternFill, *, is_head: bool = False) -> Any:
        """A cell; a text stays one, whatever it begins with."""
        if value is None:
            return None
        is_text = isinstance(value, str)
        look = id(fill), is_head, is_text
        if look not in self._styles:
            model: Any = WriteOnlyCell(self._sheet)
            dress(model, font=BOLD if is_head else BODY, fill=fill, centred=is_head or not is_text)
            self._styles[look] = model._style
        cell: Any = WriteOnlyCell(self._sheet, None if is_text else value)
        cell._style = self._styles[look]
        if isinstance(value, str):
            text = harmless(value, keep="\n")[:_LONGEST]
            if is_active(text):
                cell._style = copy(cell._style)  # a look of its own
            keep_text(cell, text)
        return cell
