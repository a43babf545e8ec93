"""What the three sheets of the form share: the lines above a table, its header, and what is locked and printed."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from clustercheck.form import style
from clustercheck.form.values import FormValues
from clustercheck.model.standard import Standard

YES_NO = ("是", "否")
COLOURS = "浅黄格必填，浅蓝格选填，灰格不用填。"
# The column of the first year in 指标.
FIRST_YEAR = 3
CODE_WIDTH = 22.0


def write_head(
    sheet: Worksheet,
    standard: Standard,
    values: FormValues,
    how_to: str,
    columns: Sequence[str],
    years: Sequence[int] = (),
) -> int:
    """The lines above a table and its header; returns the header's row."""
    row = 0
    last = len(columns)
    title = f"{standard.name.zh}填报表：{sheet.title}"
    for text, font in ((values.title, style.BANNER), (title, style.TITLE), (how_to, style.SMALL)):
        if text:
            row += 1
            style.put_across(sheet, row, text, font, last)
    if years:
        row += 1
        _mark_years(sheet, row, years)
    row += 1
    for column, text in enumerate(columns, start=1):
        style.put(sheet, row, column, text, font=style.BOLD, fill=style.HEADING, centred=True)
    sheet.row_dimensions[row].height = 24
    return row


def _mark_years(sheet: Worksheet, row: int, years: Sequence[int]) -> None:
    """Over each year what it is: one of the three that are judged, or the base of their growth."""
    for column, year in enumerate(years, start=FIRST_YEAR):
        back = years[-1] - year
        mark = "近三年" if back < 3 else "基期" if back == 3 else "备查"
        style.put(sheet, row, column, mark, font=style.SMALL, centred=True, framed=False)
    sheet.row_dimensions[row].height = 18


def finish_sheet(sheet: Worksheet, last_row: int, columns: Sequence[str]) -> None:
    """Lock what is not filled in, and print no codes."""
    style.lock(sheet)
    sheet.print_area = f"A1:{get_column_letter(len(columns) - 1)}{last_row}"


def standard_words(standard: Standard) -> str:
    """A standard by its name, and behind it by the label that the reader goes by."""
    return f"{standard.name.zh}　{standard.label}"
