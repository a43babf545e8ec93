"""Two sheets of the form: 基本信息 and 指标."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from clustercheck.form import style
from clustercheck.form.notes import Need, needs_of, profile_note
from clustercheck.form.sheet_frame import (
    CODE_WIDTH,
    COLOURS,
    FIRST_YEAR,
    YES_NO,
    finish_sheet,
    standard_words,
    write_head,
)
from clustercheck.form.values import FigureValue, FormValues
from clustercheck.model.indicators import (
    ALWAYS_ASKED,
    INDICATORS,
    MAY_STAY_BLANK,
    PROFILE,
    Indicator,
    ProfileKind,
)
from clustercheck.model.standard import Standard

_BLANK = "没有数据的留空，不要填0。"
# The columns of 基本信息, what a program reads last.
_ITEMS = ("项目", "内容", "说明", "编码")


def write_profile(sheet: Worksheet, standard: Standard, values: FormValues) -> None:
    """基本信息: who and where the cluster is, and what decides which requirements bind it."""
    style.set_widths(sheet, [20, 38, 50, CODE_WIDTH])
    row = write_head(sheet, standard, values, COLOURS, _ITEMS)
    sheet.freeze_panes = f"B{row + 1}"
    style.set_up_print(sheet, f"{row}:{row}", standard.label, landscape=False)
    filled = {"standard": standard_words(standard)} | dict(values.profile)
    if standard.level in ("city", "province"):
        filled.setdefault("jurisdiction", standard.jurisdiction.zh)
    for item in dict.fromkeys((*ALWAYS_ASKED, *standard.profile_items(), *values.profile)):
        row += 1
        _write_item(sheet, row, standard, item, filled.get(item))
    finish_sheet(sheet, row, _ITEMS)


def write_indicators(sheet: Worksheet, standard: Standard, years: Sequence[int], values: FormValues) -> None:
    """指标: a row a figure, a column a year; the cells that decide something are coloured."""
    columns = ["指标", "单位", *(f"{year}年" for year in years), "数据来源", "说明", "编码"]
    style.set_widths(sheet, [25, 8, *([11.5] * len(years)), 26, 58, CODE_WIDTH])
    how_to = (
        f"{COLOURS}{_BLANK}按“单位”栏的单位填，只填数；百分数填 15 或 15% 都可以。"
        "“数据来源”写这一行的数出自哪里：报表、名单或证书的名称、文号或页码。"
    )
    if years[-1] - 3 in years:
        how_to += "“基期”是近三年的前一年，用来计算近三年的年均增速。"
    row = header = write_head(sheet, standard, values, how_to, columns, years)
    sheet.freeze_panes = f"C{row + 1}"
    style.set_up_print(sheet, f"{row - 1}:{row}", standard.label, landscape=True)
    needs = needs_of(standard, years)
    for id in dict.fromkeys((*needs, *values.figures)):
        row += 1
        _write_indicator(sheet, row, INDICATORS[id], years, needs.get(id), values)
    column = get_column_letter(FIRST_YEAR + len(years))
    if row > header:  # a text without any number asks for none
        sources = f"{column}{header + 1}:{column}{row}"
        style.add_prompt(
            sheet, sources, "数据来源", "这一行的数出自哪里：报表、名单或证书的名称、文号或页码。"
        )
    finish_sheet(sheet, row, columns)


def _write_item(
    sheet: Worksheet, row: int, standard: Standard, id: str, value: str | bool | date | None
) -> None:
    item = PROFILE[id]
    note = profile_note(standard, id)
    fill = style.OPTIONAL if id in MAY_STAY_BLANK else style.REQUIRED
    if id == "standard":
        fill = style.FIXED
    elif id not in (*ALWAYS_ASKED, *standard.profile_items()):
        fill = style.OPTIONAL
    style.put(sheet, row, 1, item.name.zh, font=style.BOLD)
    shown = YES_NO[not value] if isinstance(value, bool) else value
    cell = style.put(sheet, row, 2, shown, fill=fill)
    style.put(sheet, row, 3, note, font=style.SMALL)
    style.put(sheet, row, 4, id, font=style.CODE, fill=style.FIXED)
    if id != "standard":
        style.open_for_filling(cell)
    style.fit_height(sheet, row)
    place = cell.coordinate
    if item.kind is ProfileKind.DATE:
        cell.number_format = "yyyy-mm-dd"
        style.add_date(sheet, place, item.name.zh, f"格式：年-月-日，如 2024-05-31。{note}")
    elif item.kind is ProfileKind.TEXT:
        style.add_prompt(sheet, place, item.name.zh, note)
    else:
        choices = YES_NO if item.kind is ProfileKind.YES_NO else item.choices
        style.add_choices(sheet, place, choices, item.name.zh, note)


def _write_indicator(
    sheet: Worksheet,
    row: int,
    indicator: Indicator,
    years: Sequence[int],
    need: Need | None,
    values: FormValues,
) -> None:
    given = values.figures.get(indicator.id, {})
    strange = sorted(set(given) - set(years))
    if strange:
        raise ValueError(f"{indicator.id}: {strange} are no years of the form")
    lines = ["本标准不要求，供对照其他标准" if need is None else need.note]
    lines += [values.notes[indicator.id]] if indicator.id in values.notes else []
    style.put(sheet, row, 1, indicator.name.zh, font=style.BOLD)
    style.put(sheet, row, 2, indicator.unit.name, centred=True)
    for column, year in enumerate(years, start=FIRST_YEAR):
        _write_figure(
            sheet, row, column, given.get(year), indicator.id in values.percent, _colour(need, year)
        )
    behind = FIRST_YEAR + len(years)
    fill = style.REQUIRED if need is not None and need.required else style.OPTIONAL
    source = style.put(sheet, row, behind, values.sources.get(indicator.id, ""), font=style.SMALL, fill=fill)
    style.put(sheet, row, behind + 1, "\n".join(lines), font=style.SMALL)
    style.put(sheet, row, behind + 2, indicator.id, font=style.CODE, fill=style.FIXED)
    style.open_for_filling(source)
    style.fit_height(sheet, row)
    cells = f"{get_column_letter(FIRST_YEAR)}{row}:{get_column_letter(behind - 1)}{row}"
    _guide(sheet, cells, indicator)
    style.add_prompt(
        sheet, source.coordinate, "数据来源", "这一行的数出自哪里：报表、名单或证书的名称、文号或页码。"
    )


def _colour(need: Need | None, year: int) -> PatternFill:
    if need is not None and year in need.required:
        return style.REQUIRED
    return style.OPTIONAL if need is None or year in need.optional else style.FIXED


def _write_figure(
    sheet: Worksheet, row: int, column: int, value: FigureValue | None, percent: bool, fill: PatternFill
) -> None:
    as_percentage = percent and value is not None and not isinstance(value, str)
    if as_percentage:
        value = Decimal(str(value)).scaleb(-2)
    cell = style.put(sheet, row, column, value, fill=fill)
    cell.alignment = style.FIGURE
    style.open_for_filling(cell)
    if as_percentage:
        cell.number_format = "0.00%"


def _guide(sheet: Worksheet, cells: str, indicator: Indicator) -> None:
    """The hint and the check on an indicator's cells."""
    rate = indicator.unit.dimension == "rate"
    prompt = f"单位：{indicator.unit.name}。"
    if rate:
        prompt += "填 15 或 15% 都表示百分之十五。"
    elif indicator.is_count:
        prompt += "填整数。"
    if indicator.once:
        prompt += "只填最近的数，一格即可。"
    kind: style.NumberKind = "whole" if indicator.is_count else "decimal"
    style.add_numbers(sheet, cells, kind, 100 if rate else None, indicator.name.zh, prompt + _BLANK)
