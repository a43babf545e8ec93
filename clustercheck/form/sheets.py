"""The three sheets of the form: 基本信息, 指标 and 定性条件."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from clustercheck.form import style
from clustercheck.form.notes import Need, alternatives_note, needs_of, only_for, profile_note
from clustercheck.form.values import FigureValue, FormValues
from clustercheck.model.criteria import AnyOf, Attestation, each_of
from clustercheck.model.indicators import (
    ALWAYS_ASKED,
    INDICATORS,
    MAY_STAY_BLANK,
    MEANING_OF_VETO,
    PROFILE,
    Indicator,
    ProfileKind,
)
from clustercheck.model.standard import Section, Standard

_YES_NO = ("是", "否")
_COLOURS = "浅黄格必填，浅蓝格选填，灰格不用填。"
_BLANK = "没有数据的留空，不要填0。"
# The columns of 基本信息 and 定性条件, and those of 指标 before its years. What a program goes by stands last.
_ITEMS = ("项目", "内容", "说明", "编码")
_CONDITIONS = ("条件", "是否符合", "佐证材料", "说明", "编码")
_FIRST_YEAR = 3
_CODE_WIDTH = 22.0


def write_profile(sheet: Worksheet, standard: Standard, values: FormValues) -> None:
    """基本信息: who and where the cluster is, and what decides which requirements bind it."""
    style.set_widths(sheet, [20, 38, 50, _CODE_WIDTH])
    row = _head(sheet, standard, values, _COLOURS, _ITEMS)
    sheet.freeze_panes = f"B{row + 1}"
    style.set_up_print(sheet, f"{row}:{row}", standard.label, landscape=False)
    filled = {"standard": standard_words(standard)} | dict(values.profile)
    if standard.level in ("city", "province"):
        filled.setdefault("jurisdiction", standard.jurisdiction.zh)
    for item in dict.fromkeys((*ALWAYS_ASKED, *standard.profile_items(), *values.profile)):
        row += 1
        _write_item(sheet, row, standard, item, filled.get(item))
    _finish(sheet, row, _ITEMS)


def write_indicators(sheet: Worksheet, standard: Standard, years: Sequence[int], values: FormValues) -> None:
    """指标: a row a figure, a column a year; the cells that decide something are coloured."""
    columns = ["指标", "单位", *(f"{year}年" for year in years), "数据来源", "说明", "编码"]
    style.set_widths(sheet, [25, 8, *([11.5] * len(years)), 26, 58, _CODE_WIDTH])
    how_to = (
        f"{_COLOURS}{_BLANK}按“单位”栏的单位填，只填数；百分数填 15 或 15% 都可以。"
        "“数据来源”写这一行的数出自哪里：报表、名单或证书的名称、文号或页码。"
    )
    if years[-1] - 3 in years:
        how_to += "“基期”是近三年的前一年，用来计算近三年的年均增速。"
    row = header = _head(sheet, standard, values, how_to, columns, years)
    sheet.freeze_panes = f"C{row + 1}"
    style.set_up_print(sheet, f"{row - 1}:{row}", standard.label, landscape=True)
    needs = needs_of(standard, years)
    for id in dict.fromkeys((*needs, *values.figures)):
        row += 1
        _write_indicator(sheet, row, INDICATORS[id], years, needs.get(id), values)
    column = get_column_letter(_FIRST_YEAR + len(years))
    sources = f"{column}{header + 1}:{column}{row}"
    style.add_prompt(sheet, sources, "数据来源", "这一行的数出自哪里：报表、名单或证书的名称、文号或页码。")
    _finish(sheet, row, columns)


def write_conditions(sheet: Worksheet, standard: Standard, values: FormValues) -> None:
    """定性条件: the qualitative requirements under their headings, in the document's order."""
    style.set_widths(sheet, [46, 11, 34, 30, _CODE_WIDTH])
    how_to = (
        "“是否符合”从下拉框选“是”或“否”，没有核实的留空；选“是”的，在“佐证材料”写明文件的名称、文号或页码。"
        f"{_COLOURS}"
    )
    if not any(standard.attestations()) and not standard.conditions:
        why = "所得的标准文本不全，没有" if standard.partial else "这一标准没有"
        how_to = f"{why}列出定性条件，本表不用填。"
    row = header = _head(sheet, standard, values, how_to, _CONDITIONS)
    sheet.freeze_panes = f"B{row + 1}"
    style.set_up_print(sheet, f"{row}:{row}", standard.label, landscape=False)
    asked = {point.id for point in standard.conditions}
    row = _write_kinds(sheet, row, standard, values)
    for section in standard.sections:
        attestations = [
            (one, criterion)
            for criterion in section.criteria
            for one in each_of(criterion)
            if isinstance(one, Attestation)
        ]
        if attestations:
            row += 1
            _write_heading(sheet, row, section)
        for attestation, criterion in attestations:
            row += 1
            asked.add(attestation.id)
            note = alternatives_note(criterion) if isinstance(criterion, AnyOf) else ""
            _write_attestation(sheet, row, attestation, standard, values, note)
    for id in values.answers:
        if id not in asked:
            row += 1
            _write_answer(sheet, row, id, "", "本标准不要求，供对照其他标准", False, values)
    if row > header:
        proofs = f"C{header + 1}:C{row}"
        style.add_prompt(sheet, proofs, "佐证材料", "能证明符合的文件：名称、文号或页码。")
    _finish(sheet, row, _CONDITIONS)


def standard_words(standard: Standard) -> str:
    """A standard by its name, and behind it by the label that the reader goes by."""
    return f"{standard.name.zh}　{standard.label}"


def _finish(sheet: Worksheet, last_row: int, columns: Sequence[str]) -> None:
    """Lock what is not filled in, and print no codes."""
    style.lock(sheet)
    sheet.print_area = f"A1:{get_column_letter(len(columns) - 1)}{last_row}"


def _head(
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
    for column, year in enumerate(years, start=_FIRST_YEAR):
        back = years[-1] - year
        mark = "近三年" if back < 3 else "基期" if back == 3 else "备查"
        style.put(sheet, row, column, mark, font=style.SMALL, centred=True, framed=False)
    sheet.row_dimensions[row].height = 18


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
    shown = _YES_NO[not value] if isinstance(value, bool) else value
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
        choices = _YES_NO if item.kind is ProfileKind.YES_NO else item.choices
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
    for column, year in enumerate(years, start=_FIRST_YEAR):
        _write_figure(
            sheet, row, column, given.get(year), indicator.id in values.percent, _colour(need, year)
        )
    behind = _FIRST_YEAR + len(years)
    fill = style.REQUIRED if need is not None and need.required else style.OPTIONAL
    source = style.put(sheet, row, behind, values.sources.get(indicator.id, ""), font=style.SMALL, fill=fill)
    style.put(sheet, row, behind + 1, "\n".join(lines), font=style.SMALL)
    style.put(sheet, row, behind + 2, indicator.id, font=style.CODE, fill=style.FIXED)
    style.open_for_filling(source)
    style.fit_height(sheet, row)
    cells = f"{get_column_letter(_FIRST_YEAR)}{row}:{get_column_letter(behind - 1)}{row}"
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


def _write_heading(sheet: Worksheet, row: int, section: Section) -> None:
    inferred = "（序号系推定）" if section.clause_inferred else ""
    for column in range(1, len(_CONDITIONS) + 1):
        style.put(sheet, row, column, None, fill=style.SECTION)
    text = f"{section.clause}{inferred}　{section.name.zh}"
    style.put(sheet, row, 1, text, font=style.BOLD, fill=style.SECTION)
    style.fit_height(sheet, row)


def _write_kinds(sheet: Worksheet, row: int, standard: Standard, values: FormValues) -> int:
    """The kinds of area and industry by which requirements apply; returns the last row."""
    if not standard.conditions:
        return row
    row += 1
    for column in range(1, 6):
        style.put(sheet, row, column, None, fill=style.SECTION)
    style.put(sheet, row, 2, "适用情形", font=style.BOLD, fill=style.SECTION)
    for point in standard.conditions:
        row += 1
        note = f"{point.clause}\n据此确定适用哪些条件，不是认定条件；“佐证材料”可不填"
        _write_answer(sheet, row, point.id, point.text.zh, note, True, values)
    return row


def _write_attestation(
    sheet: Worksheet,
    row: int,
    attestation: Attestation,
    standard: Standard,
    values: FormValues,
    alternatives: str = "",
) -> None:
    notes = [attestation.clause]
    if attestation.wording != attestation.name.zh:
        notes.append(attestation.wording)
    if attestation.veto:
        notes.append(f"一票否决，不符合的不予认定：{MEANING_OF_VETO}")
    if attestation.when:
        notes.append(only_for(attestation.when, standard))
    text = "\n".join(notes) + alternatives
    name = f"{attestation.name.zh}（{MEANING_OF_VETO}）" if attestation.veto else attestation.name.zh
    _write_answer(sheet, row, attestation.id, name, text, not attestation.when, values)


def _write_answer(
    sheet: Worksheet, row: int, id: str, name: str, note: str, required: bool, values: FormValues
) -> None:
    answer, evidence = values.answers.get(id, (None, ""))
    fill = style.REQUIRED if required else style.OPTIONAL
    style.put(sheet, row, 1, name)
    shown = None if answer is None else _YES_NO[not answer]
    cell = style.put(sheet, row, 2, shown, fill=fill, centred=True)
    proof = style.put(sheet, row, 3, evidence, fill=fill)
    style.put(sheet, row, 4, note, font=style.SMALL)
    style.put(sheet, row, 5, id, font=style.CODE, fill=style.FIXED)
    style.open_for_filling(cell, proof)
    style.fit_height(sheet, row)
    style.add_choices(sheet, cell.coordinate, _YES_NO, "是否符合", f"{note}。没有核实的留空。")
