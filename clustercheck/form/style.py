"""How a form looks: fonts, colours, heights, prompts and print set-up. What it says is `sheets`' business."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from math import ceil
from typing import Literal, TypeAlias

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from clustercheck.model.findings import Status
from clustercheck.model.speed import cached
from clustercheck.texts.messages import is_active

NumberKind: TypeAlias = Literal["whole", "decimal"]
CellValue: TypeAlias = str | int | float | Decimal | date | None

# Windows, macOS and WPS have it; LibreOffice elsewhere falls back to a Chinese sans-serif.
_FACE = "微软雅黑"
_SIZE = 10
TITLE = Font(name=_FACE, size=14, bold=True)
BANNER = Font(name=_FACE, size=12, bold=True, color="C00000")
BODY = Font(name=_FACE, size=_SIZE)
BOLD = Font(name=_FACE, size=_SIZE, bold=True)
SMALL = Font(name=_FACE, size=9, color="404040")
CODE = Font(name=_FACE, size=8, color="7F7F7F")
STEP = Font(name=_FACE, size=12, bold=True, color="1F4E8C", underline="single")
LINK = Font(name=_FACE, size=_SIZE, color="0563C1", underline="single")


def _fill(colour: str) -> PatternFill:
    return PatternFill("solid", start_color=colour, end_color=colour)


REQUIRED = _fill("FFF2CC")
OPTIONAL = _fill("DDEBF7")
FIXED = _fill("EDEDED")
HEADING = _fill("D9E2EC")
SECTION = _fill("F3F6F9")
PLAIN = PatternFill()
# Four hues that stay apart from each other and from those of the form for readers who see no red, no green or no blue;
# every one has its word in a comment or beside it too.
MET_HUE, MISSED_HUE, OPEN_HUE, OWED_HUE = map(_fill, ("84C4EE", "E56B3F", "FFD426", "8062B4"))
# Worst first. What is at the reviewer's discretion is open, what is waived is settled.
STATUS_FILLS = {
    Status.MISSED: MISSED_HUE,
    Status.UNKNOWN: OPEN_HUE,
    Status.DISCRETIONARY: OPEN_HUE,
    Status.WAIVED: MET_HUE,
    Status.MET: MET_HUE,
    Status.NOT_APPLICABLE: FIXED,
}
FIGURE = Alignment("right", "center", indent=1)
_OPEN = Protection(locked=False)

_LINE = Side(style="thin", color="BFBFBF")
_FRAME = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)

_POINTS_PER_LINE = 1.7
# Excel refuses a file with a higher row.
_HIGHEST = 409.0
_WIDEST_PROMPT, _LONGEST_PROMPT = 32, 255


def put(
    sheet: Worksheet,
    row: int,
    column: int,
    value: CellValue,
    *,
    font: Font = BODY,
    fill: PatternFill = PLAIN,
    centred: bool = False,
    framed: bool = True,
) -> Cell:
    """Write a cell. A text stays a text, whatever sign it begins with."""
    cell = sheet.cell(row, column)
    if not isinstance(cell, Cell):
        raise TypeError(f"{sheet.title}: {row}, {column} is inside a merged cell")
    if isinstance(value, str):
        keep_text(cell, ILLEGAL_CHARACTERS_RE.sub("", value))
    else:
        cell.value = value
        if isinstance(value, date):
            cell.number_format = "yyyy-mm-dd"
    dress(cell, font=font, fill=fill, centred=centred, framed=framed)
    return cell


def keep_text(cell: Cell, text: str) -> None:
    """Give a cell a text that stays one, whatever sign it begins with: the guard of every workbook."""
    cell.value = text or None
    if text:
        cell.data_type = "s"
        # Else it becomes a formula once someone edits the cell.
        cell.quotePrefix = is_active(text)


def dress(cell: Cell, *, font: Font, fill: PatternFill, centred: bool, framed: bool = True) -> None:
    """Give a cell its look."""
    cell.font, cell.fill = font, fill
    if framed:
        cell.border = _FRAME
    across = "center" if centred else "left"
    cell.alignment = Alignment(across, "center", wrap_text=True, indent=int(framed and not centred))


def put_across(sheet: Worksheet, row: int, text: str, font: Font, last_column: int) -> None:
    """A line of text over the whole width of a table."""
    put(sheet, row, 1, text, font=font, framed=False)
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=last_column)
    width = sum(_width(sheet, column) for column in range(1, last_column + 1))
    sheet.row_dimensions[row].height = _height(text, width, float(font.size or _SIZE)) + 4


def fit_height(sheet: Worksheet, row: int) -> None:
    """Make a row as high as its wrapped texts need; no program does so for a file it did not write."""
    heights = [
        _height(str(cell.value), _width(sheet, cell.column), float(cell.font.size or _SIZE))
        for cell in sheet[row]
        if isinstance(cell, Cell) and cell.value is not None
    ]
    sheet.row_dimensions[row].height = min(_HIGHEST, max([20.0, *(height + 4 for height in heights)]))


def height_for(texts: Sequence[tuple[str, float]]) -> float:
    """The height of a row in points for wrapped texts with the widths of their columns."""
    return min(_HIGHEST, max([20.0, *(_height(text, width, float(_SIZE)) + 4 for text, width in texts)]))


def set_widths(sheet: Worksheet, widths: list[float]) -> None:
    """The widths of the columns from the left."""
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width


def add_choices(sheet: Worksheet, cells: str, choices: tuple[str, ...], title: str, prompt: str) -> None:
    """A drop-down; nothing else can be typed."""
    rule = DataValidation(type="list", formula1=f'"{",".join(choices)}"', allow_blank=True)
    _explain(rule, title, prompt, f"请从下拉框选取：{'、'.join(choices)}；没有核实的留空。")
    _attach(sheet, rule, cells)


def add_numbers(
    sheet: Worksheet, cells: str, kind: NumberKind, most: int | None, title: str, prompt: str
) -> None:
    """Figures from zero up to `most`."""
    rule = DataValidation(
        type=kind,
        operator="greaterThanOrEqual" if most is None else "between",
        formula1="0",
        formula2=None if most is None else str(most),
        allow_blank=True,
    )
    sort = "整数" if kind == "whole" else "数"
    bounds = "不小于0" if most is None else f"0到{most}之间"
    _explain(rule, title, prompt, f"请填{bounds}的{sort}，不带单位和文字；没有数据的留空。")
    _attach(sheet, rule, cells)


def add_date(sheet: Worksheet, cell: str, title: str, prompt: str) -> None:
    """A day of this century; months and terms are let through after a question."""
    # 36526 is 1 January 2000: a written date would be read by the rules of the clerk's own country.
    rule = DataValidation(
        type="date", operator="greaterThanOrEqual", formula1="36526", allow_blank=True, errorStyle="warning"
    )
    _explain(
        rule,
        title,
        prompt,
        "不是完整的日期。知道日期的，请填如 2024-05-31；公告只写年月或起止年的，可照公告填写。",
    )
    _attach(sheet, rule, cell)


def add_prompt(sheet: Worksheet, cell: str, title: str, prompt: str) -> None:
    """A hint that shows while the cell is being filled; anything can be typed."""
    rule = DataValidation(allow_blank=True)
    _explain(rule, title, prompt, "")
    _attach(sheet, rule, cell)


def open_for_filling(*cells: Cell) -> None:
    """Let these cells be filled in once the sheet is locked."""
    for cell in cells:
        cell.protection = _OPEN


def lock(sheet: Worksheet) -> None:
    """Lock all other cells, without a password: against slips, not against anybody. Widths and looks may be changed."""
    protection = sheet.protection
    protection.sheet = True
    protection.formatCells = protection.formatColumns = protection.formatRows = False
    protection.insertHyperlinks = protection.autoFilter = False


def set_up_print(sheet: Worksheet, heading_rows: str, label: str, *, landscape: bool) -> None:
    """A4, as wide as the page, the header repeated, page number and standard in the footer."""
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = heading_rows
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.header, margins.footer = 0.5, 0.6, 0.25, 0.3
    escaped = label.replace("&", "&&")
    footer = HeaderFooterItem()
    footer.left.text = f"适用标准 {escaped}"
    footer.center.text = sheet.title
    footer.right.text = "第 &P 页，共 &N 页"
    sheet.oddFooter = footer


def page_numbers() -> HeaderFooterItem:
    """A footer with the page and the pages."""
    footer = HeaderFooterItem()
    footer.center.text = "&P / &N"
    return footer


def _explain(rule: DataValidation, title: str, prompt: str, refusal: str) -> None:
    rule.promptTitle = title[:_WIDEST_PROMPT]
    rule.prompt = prompt if len(prompt) <= _LONGEST_PROMPT else prompt[: _LONGEST_PROMPT - 1] + "…"
    rule.showInputMessage = True
    if refusal:
        rule.errorTitle, rule.error = title[:_WIDEST_PROMPT], refusal[:_LONGEST_PROMPT]
        rule.showErrorMessage = True


def _attach(sheet: Worksheet, rule: DataValidation, cells: str) -> None:
    for each in cells.split():
        rule.add(each)
    sheet.add_data_validation(rule)


def _width(sheet: Worksheet, column: int) -> float:
    return sheet.column_dimensions[get_column_letter(column)].width


def _height(text: str, width: float, size: float) -> float:
    # A column's unit is a digit of the 11-point standard font, seven pixels; edges and indent take fourteen.
    room = (width * 7 - 14) * 0.75
    lines = sum(max(1, ceil(_length(line) * size / room)) for line in text.split("\n"))
    return lines * size * _POINTS_PER_LINE


@cached(4096, 64)
def _length(text: str) -> float:
    """The length of a line in the heights of its letters."""
    return sum(1.0 if unicodedata.east_asian_width(letter) in "WFA" else 0.52 for letter in text)
