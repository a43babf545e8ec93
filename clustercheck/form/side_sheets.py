"""读法答复 and 专家意见: the sheets behind the form for what the bureau answers and what experts judge."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from clustercheck.form import style
from clustercheck.model.cluster import Ruling
from clustercheck.model.standard import Standard
from clustercheck.tables.side_sheets import JUDGEMENTS, RULINGS

_YES_NO = ("是", "否")


def add_side_sheets(book: Workbook, standard: Standard) -> None:
    """Add both sheets, blank."""
    _rulings(book.create_sheet(RULINGS), standard)
    _judgements(book.create_sheet(JUDGEMENTS), standard)


def add_rulings(book: Workbook, rulings: Sequence[Ruling]) -> None:
    """Add 读法答复 with answers that were given already."""
    sheet = book.create_sheet(RULINGS)
    row = _head(sheet, "主管部门已答复的读法。", ["编码", "条件", "读法", "答复单位", "答复日期"])
    for one in rulings:
        row += 1
        for column, value in ((1, one.criterion), (3, one.reading), (4, one.office), (5, one.day)):
            cell = style.put(sheet, row, column, value)
            if value is one.day:
                cell.number_format = "yyyy-mm-dd"


def _head(sheet: Worksheet, how_to: str, columns: list[str]) -> int:
    style.set_widths(sheet, [24.0, 36, 22, 28, 16, 60][: len(columns)])
    style.put_across(sheet, 1, how_to, style.SMALL, len(columns))
    for column, text in enumerate(columns, start=1):
        style.put(sheet, 2, column, text, font=style.BOLD, fill=style.HEADING, centred=True)
    return 2


def _rulings(sheet: Worksheet, standard: Standard) -> None:
    how_to = (
        "原文有几种读法的，主管部门答复了用哪一种，就选在“读法”栏，并写明答复单位和日期；没有答复的留空。"
    )
    row = _head(sheet, how_to, ["编码", "条件", "读法", "答复单位", "答复日期", "可选的读法与条款"])
    for threshold in standard.thresholds():
        ids = tuple([one.id for one in threshold.readings])
        if len(ids) < 2:
            continue
        row += 1
        style.put(sheet, row, 1, threshold.id, font=style.CODE, fill=style.FIXED)
        style.put(sheet, row, 2, threshold.name.zh)
        cell = style.put(sheet, row, 3, None, fill=style.OPTIONAL)
        style.put(sheet, row, 4, None, fill=style.OPTIONAL)
        day = style.put(sheet, row, 5, None, fill=style.OPTIONAL)
        day.number_format = "yyyy-mm-dd"
        note = f"{threshold.clause}：{threshold.wording}。可选：{'、'.join(ids)}"
        style.put(sheet, row, 6, note, font=style.SMALL)
        style.fit_height(sheet, row)
        style.add_choices(sheet, cell.coordinate, ids, "读法", note[:200])


def _judgements(sheet: Worksheet, standard: Standard) -> None:
    how_to = "复核时由评审单位填写：判断与申报单位不同的，以这里的为准，两者都在报告中列出。"
    row = _head(sheet, how_to, ["编码", "条件", "判断", "评审单位", "评审日期"])
    for attestation in standard.attestations():
        row += 1
        style.put(sheet, row, 1, attestation.id, font=style.CODE, fill=style.FIXED)
        style.put(sheet, row, 2, attestation.name.zh)
        cell = style.put(sheet, row, 3, None, fill=style.OPTIONAL, centred=True)
        style.put(sheet, row, 4, None, fill=style.OPTIONAL)
        day = style.put(sheet, row, 5, None, fill=style.OPTIONAL)
        day.number_format = "yyyy-mm-dd"
        style.fit_height(sheet, row)
        style.add_choices(sheet, cell.coordinate, _YES_NO, "判断", attestation.clause)
