"""Sheets of many rows: a frozen head with a filter, A3 across, texts that stay texts, values in the colour of a status."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter

from clustercheck.form.style import (
    BODY,
    BOLD,
    HEADING,
    PLAIN,
    STATUS_FILLS,
    dress,
    height_for,
    keep_text,
    page_numbers,
    set_up_print,
    set_widths,
)
from clustercheck.model.speed import cached
from clustercheck.reports.table.columns import Shaded, Value
from clustercheck.texts.messages import _, harmless, is_active

# Excel opens no cell with more, and no sheet with more rows.
_LONGEST = 32_000
MOST_ROWS = 1_048_576
_A3 = 8


class Sheet:
    """A sheet being written from top to bottom, beside others of its workbook."""

    def __init__(
        self,
        book: Workbook,
        title: str,
        columns: Sequence[tuple[str, float]],
        *,
        frozen: int,
        is_wide: bool = False,
    ) -> None:
        """`columns` are titles with widths; so many of them, `frozen`, stay while one scrolls."""
        sheet: Any = book.create_sheet(title)
        self._sheet, self._columns, self._lines, self._left_out = sheet, len(columns), 1, 0
        self._styles: dict[tuple[int, bool, bool], Any] = {}
        sheet.freeze_panes = f"{get_column_letter(frozen + 1)}2"
        self._widths = [width for _title, width in columns]
        set_widths(sheet, self._widths)
        set_up_print(sheet, "1:1", "", landscape=True)
        sheet.page_setup.paperSize = _A3
        if is_wide:
            # As many pages across as it takes; on one, nothing could be read.
            sheet.page_setup.fitToWidth = 0
            sheet.sheet_properties.pageSetUpPr = None
        sheet.print_title_cols = f"A:{get_column_letter(frozen)}"
        sheet.oddFooter = page_numbers()
        sheet.append([self._cell(title, HEADING, is_head=True) for title, _width in columns])

    def add(self, values: Sequence[Value]) -> None:
        """Write a row; one that the sheet has no room for is counted."""
        # The last row is kept for what is to be said of the others.
        if self._lines >= MOST_ROWS - 1:
            self._left_out += 1
            return
        self._lines += 1
        texts = [
            (each, width) for each, width in zip(values, self._widths, strict=True) if isinstance(each, str)
        ]
        # No program makes a row high enough that it did not write itself. The dimension goes once the row is written.
        self._sheet.row_dimensions[self._lines].height = height_for(texts)
        self._sheet.append([self._shaded(value) for value in values])
        del self._sheet.row_dimensions[self._lines]

    def close(self) -> None:
        """Set the filter, and say what had no room."""
        self._sheet.auto_filter.ref = f"A1:{get_column_letter(self._columns)}{self._lines}"
        if self._left_out:
            text = _("{n} more rows have no room on a sheet; -o FILE.jsonl has all of them.")
            self.note(text.format(n=self._left_out))

    def note(self, text: str) -> None:
        """Write a remark beneath the table."""
        self._sheet.append([self._cell(text, PLAIN, is_note=True)])

    def _shaded(self, value: Value) -> Any:
        if isinstance(value, Shaded):
            return self._cell(value.value, STATUS_FILLS[value.status])
        return self._cell(value, PLAIN)

    def _cell(self, value: Any, fill: PatternFill, *, is_head: bool = False, is_note: bool = False) -> Any:
        """A cell; a text stays one, whatever it begins with."""
        if value is None:
            return None
        is_text = isinstance(value, str)
        look = id(fill), is_head or is_note, is_text
        if look not in self._styles:
            model: Any = WriteOnlyCell(self._sheet)
            dress(model, font=BOLD if is_head else BODY, fill=fill, centred=is_head or not is_text)
            self._styles[look] = model._style
        cell: Any = WriteOnlyCell(self._sheet, None if is_text else value)
        cell._style = self._styles[look]
        if is_note:
            dress(cell, font=BODY, fill=fill, centred=False, framed=False)
            cell.alignment = None
        if isinstance(value, str):
            text = _shown(value)
            if is_active(text):
                cell._style = copy(cell._style)  # a look of its own
                keep_text(cell, text)
            elif text:
                # What `keep_text` comes to, without asking again what kind of value it is.
                cell._value, cell.data_type = text, "s"
        return cell


@cached(4096, 64)
def _shown(text: str) -> str:
    return harmless(text, keep="\n")[:_LONGEST]
