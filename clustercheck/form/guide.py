"""The first sheet of the form, 填报说明: what to do, in three steps. Nothing on it is read."""

from __future__ import annotations

from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from clustercheck.form import style
from clustercheck.form.values import FormValues
from clustercheck.model.indicators import ALWAYS_ASKED
from clustercheck.model.standard import Standard

_COLUMNS = 2
_LEGEND = (
    (style.REQUIRED, "浅黄格：必填"),
    (style.OPTIONAL, "浅蓝格：选填"),
    (style.FIXED, "灰格：不用填"),
)


def write_guide(sheet: Worksheet, standard: Standard, values: FormValues) -> None:
    """The three steps with a link to each sheet, what the colours mean, and how the form is checked.

    A text a row and no more: a row of several could be the header of a table.
    """
    style.set_widths(sheet, [10, 96])
    number = f"（{standard.number}）" if standard.number else ""
    row = 0
    for text, font in (
        (values.title, style.BANNER),
        (f"{standard.name.zh}填报表", style.TITLE),
        (f"依据：{standard.document.zh}{number}。本表供申报前自评，分三步填写。", style.BODY),
    ):
        if text:
            row += 1
            style.put_across(sheet, row, text, font, _COLUMNS)
    for step, (name, what) in zip("一二三", _steps(standard), strict=True):
        row += 2
        style.put_across(sheet, row, f"第{step}步　填“{name}”表", style.STEP, _COLUMNS)
        head = sheet.cell(row, 1)
        head.hyperlink = Hyperlink(ref=head.coordinate, location=f"'{name}'!A1")
        row += 1
        style.put_across(sheet, row, what, style.BODY, _COLUMNS)
    row += 1
    for fill, text in _LEGEND:
        row += 1
        style.put(sheet, row, 1, None, fill=fill)
        style.put(sheet, row, 2, text)
        sheet.row_dimensions[row].height = 20
    row += 1
    for text in _after(standard):
        row += 1
        style.put_across(sheet, row, text, style.BODY, _COLUMNS)
    style.lock(sheet)
    style.set_up_print(sheet, "1:1", standard.label, landscape=False)


def _steps(standard: Standard) -> tuple[tuple[str, str], ...]:
    items = len({*ALWAYS_ASKED, *standard.profile_items()}) - 1
    figures, conditions = len(standard.indicators()), sum(1 for _ in standard.attestations())
    asked = f"共 {conditions} 项。逐项选“是”或“否”，没有核实的留空。选“是”的，在“佐证材料”写明文件的名称、文号或页码。"
    if not conditions:
        asked = "这一标准（或所得的文本）没有列出定性条件，这张表不用填。"
    return (
        ("基本信息", f"共 {items} 项：集群是谁、在哪里，以及决定哪些要求适用的几项。有下拉框的从中选。"),
        (
            "指标",
            f"共 {figures} 项。按“单位”栏的单位填，只填数；没有数据的留空，不要填0。"
            "“数据来源”写明数出自哪里：报表、名单或证书的名称、文号或页码。",
        ),
        ("定性条件", asked),
    )


def _after(standard: Standard) -> tuple[str, ...]:
    found = (
        "填好后存盘，运行 clustercheck assess 本文件，逐条看到达标、差多少、还缺什么。",
        "每一行为什么要填、依据哪一条，见各表的“说明”。最后一栏“编码”供程序识别。",
        "名称、单位和编码已锁定以防误改，没有设密码：要调整版式，在“审阅”里撤销工作表保护即可。",
    )
    return (*found, "这一标准的全文未得，本表只问已知的门槛。") if standard.partial else found
