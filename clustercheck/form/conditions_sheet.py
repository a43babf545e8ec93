"""The sheet 定性条件 of the form: the qualitative requirements, each with an answer and its evidence."""

from __future__ import annotations

from openpyxl.worksheet.worksheet import Worksheet

from clustercheck.form import style
from clustercheck.form.notes import alternatives_note, only_for
from clustercheck.form.sheet_frame import CODE_WIDTH, COLOURS, YES_NO, finish_sheet, write_head
from clustercheck.form.values import FormValues
from clustercheck.model.criteria import AnyOf, Attestation, each_of
from clustercheck.model.indicators import MEANING_OF_VETO
from clustercheck.model.standard import Section, Standard

# The columns, what a program reads last.
_CONDITIONS = ("条件", "是否符合", "佐证材料", "说明", "编码")


def write_conditions(sheet: Worksheet, standard: Standard, values: FormValues) -> None:
    """定性条件: the qualitative requirements under their headings, in the document's order."""
    style.set_widths(sheet, [46, 11, 34, 30, CODE_WIDTH])
    how_to = (
        "“是否符合”从下拉框选“是”或“否”，没有核实的留空；选“是”的，在“佐证材料”写明文件的名称、文号或页码。"
        f"{COLOURS}"
    )
    if not any(standard.attestations()) and not standard.conditions:
        why = "所得的标准文本不全，没有" if standard.partial else "这一标准没有"
        how_to = f"{why}列出定性条件，本表不用填。"
    row = header = write_head(sheet, standard, values, how_to, _CONDITIONS)
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
            note = ""
            if isinstance(criterion, AnyOf) and not criterion.by_kind:
                note = alternatives_note(criterion)
            _write_attestation(sheet, row, attestation, standard, values, note)
    for id in values.answers:
        if id not in asked:
            row += 1
            _write_answer(sheet, row, id, "", "本标准不要求，供对照其他标准", False, values)
    if row > header:
        proofs = f"C{header + 1}:C{row}"
        style.add_prompt(sheet, proofs, "佐证材料", "能证明符合的文件：名称、文号或页码。")
    finish_sheet(sheet, row, _CONDITIONS)


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
    shown = None if answer is None else YES_NO[not answer]
    cell = style.put(sheet, row, 2, shown, fill=fill, centred=True)
    proof = style.put(sheet, row, 3, evidence, fill=fill)
    style.put(sheet, row, 4, note, font=style.SMALL)
    style.put(sheet, row, 5, id, font=style.CODE, fill=style.FIXED)
    style.open_for_filling(cell, proof)
    style.fit_height(sheet, row)
    style.add_choices(sheet, cell.coordinate, YES_NO, "是否符合", f"{note}。没有核实的留空。")
