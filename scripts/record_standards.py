"""Hold each standard against its record in `tests/catalogue/record`; `--write` writes the records anew, on purpose.

A record is the whole of a standard as the program understands it, in words that can be read beside the document: a
change of any of them shows as a line of its own. Whoever changes a standard runs this with `--write` and reads the diff.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from difflib import unified_diff
from pathlib import Path
from typing import Any

from clustercheck.catalogue import load
from clustercheck.model.criteria import AnyOf, Attestation, Reading, Threshold
from clustercheck.model.enums import StrEnum
from clustercheck.model.problems import Name
from clustercheck.model.quantities import plain
from clustercheck.model.standard import Standard
from clustercheck.model.subjects import Basis, Subject

RECORD = Path(__file__).parent.parent / "tests" / "catalogue" / "record"
_WORDS = {
    "id": "编码", "edition": "版本", "name": "名称", "jurisdiction": "地区", "also_called": "又称", "places": "辖区",
    "level": "级别", "under": "上级", "authority": "主管部门", "document": "文件", "number": "文号", "status": "状态",
    "partial": "不全", "effective": "施行", "effective_note": "施行说明", "expires": "失效", "checked": "核对日期",
    "source": "来源", "sections": "小节", "criteria": "条件", "clause": "条款", "clause_inferred": "条款系推定", "wording": "原文",
    "from_above": "上级认定", "levels": "认定级别", "validity_years": "年限", "relaxation": "放宽", "areas": "地区",
    "cultivation": "培育任务", "procedure": "程序", "cautions": "须知", "unknown": "未得", "cycle": "认定后",
    "validity_clause": "年限条款", "review": "复核", "report_clause": "年报条款", "report_due": "年报截止（月、日）",
    "report_binds": "年报约束", "change_months": "变更报备月数", "public_notice": "公示", "working_days": "工作日",
    "report_text": "年报", "report_before": "年报从前", "change_notice": "变更报备", "revocation": "撤销情形",
    "section": "小节", "over": "看哪些年", "requirement": "要求", "readings": "读法",
    "counted": "计数", "given": "去重家数", "kinds": "各类", "part_of_kinds": "只计主导产业", "task": "培育任务",
    "guideline": "一般、原则上", "relaxable": "可放宽", "waiver": "可免", "when": "适用于", "note": "说明",
    "branches": "任一即可", "veto": "一票否决", "text": "内容", "subject": "对象", "mode": "算法", "basis": "依据",
    "contact": "咨询", "scoring": "计分", "full": "满分", "items": "各项", "bands": "档次",
    "criterion": "条件", "most": "最多", "steps": "分段", "points": "分", "op": "比较", "limit": "数", "least": "至少",
    "terms": "各批有效期",
    "round": "批次", "first": "起", "last": "止", "more_reports": "其他年报",
    "due": "截止（月、日）", "either": "可代用", "span": "看几年", "at_least": "至少几项", "by_kind": "按适用的一项",
    "conditions": "适用情形", "sourced": "数字来源",
    "figures": "自有指标", "aliases": "别名", "unit": "单位", "part_of": "包含于", "dimension": "量纲",
    "interpretation": "解释", "interpreted_by": "解释机关",
}  # fmt: skip
# What a plain text in YAML cannot begin with.
_SIGNS = "-?:,[]{}#&*!|>'\"%@`"
_KINDS = {Threshold: "门槛", AnyOf: "任一即可", Attestation: "定性条件"}
# Where the file lies, what is worked out from the limit, and the criteria a second time.
_LEFT_OUT = {Standard: {"file", "criteria"}, Threshold: {"grown"}}


def main(arguments: list[str]) -> int:
    """Compare, or write anew."""
    standards = [one for editions in load().values() for one in editions]
    records = {f"{one.label}.yaml": rendered(one) for one in standards}
    if "--write" in arguments:
        RECORD.mkdir(exist_ok=True)
        for path in RECORD.glob("*.yaml"):
            path.unlink()
        for name, text in records.items():
            (RECORD / name).write_text(text, encoding="utf-8", newline="\n")
        return 0
    found = differences(records)
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


def differences(records: dict[str, str], every: bool = True) -> list[str]:
    """The lines in which the records that are checked in differ from those of the standards as they are.

    With `every` false only those given are looked at.
    """
    kept = {path.name: path.read_text(encoding="utf-8") for path in RECORD.glob("*.yaml")}
    lines: list[str] = []
    for name in sorted(kept.keys() | records.keys() if every else records.keys()):
        old, new = kept.get(name, "").splitlines(), records.get(name, "").splitlines()
        lines += unified_diff(old, new, f"record/{name}", f"standards/{name}", n=1, lineterm="")
    return lines


def rendered(standard: Standard) -> str:
    """A standard's record: every field that says something, each with its word, one on a line."""
    heading = f"# {standard.name.zh}：程序所理解的全文。由 scripts/record_standards.py --write 写成，请勿手改；改动须与原文核对。\n"
    return heading + "\n".join(_lines(standard, "")) + "\n"


def _lines(record: Any, indent: str) -> Iterator[str]:
    if type(record) in _KINDS:
        yield f"{indent}类别: {_KINDS[type(record)]}"
    left_out = _LEFT_OUT.get(type(record), set())
    for field, value in _fields(record):
        if field in left_out or value in ("", None, False, ()):
            continue
        word = f"{indent}{_WORDS.get(field, field)}:"
        plain_value = _plain(value)
        if plain_value is not None:
            yield f"{word} {plain_value if plain_value.startswith('[') else _quoted(plain_value)}"
        elif isinstance(value, tuple) and not hasattr(value, "_fields"):
            yield word
            for one in value:
                first, *rest = _lines(one, indent + "    ")
                yield f"{indent}  - {first.lstrip()}"
                yield from rest
        else:
            yield word
            yield from _lines(value, indent + "  ")


def _fields(record: Any) -> Iterator[tuple[str, Any]]:
    """The fields of a record in their order; a threshold's number with its comparison and unit as one."""
    for field in record._fields:
        if field == "op" and isinstance(record, Threshold):
            said = record.op or record.limit or record.unit
            yield "requirement", f"{record.op} {plain(record.limit)} {record.unit}".strip() if said else ""
        elif isinstance(record, Threshold) and field == "span":
            yield field, record.span if record.span != 3 else ""
        elif isinstance(record, AnyOf) and field == "at_least":
            yield field, record.at_least if record.at_least > 1 else ""
        elif not (isinstance(record, Threshold) and field in ("limit", "unit")):
            yield field, getattr(record, field)


def _quoted(text: str) -> str:
    """A text as YAML takes it: in quotes where it would be read as something else."""
    return json.dumps(text, ensure_ascii=False) if text[0] in _SIGNS or ": " in text or " #" in text else text


def _plain(value: Any) -> str | None:
    """A value that stands on one line; None for a record and for a row of records."""
    if isinstance(value, Name):
        return f"{value.zh} / {value.en}"
    if isinstance(value, Reading):
        basis = "" if value.basis is None else f"（{_plain(value.basis)}）"
        return value.id if value.mode.value == value.id else f"{value.id}（{value.mode.value}）{basis}"
    if isinstance(value, Subject):
        return value.id
    if isinstance(value, Basis):
        return value.part if value.whole is None else f"{value.part} / {value.whole} × {plain(value.factor)}"
    if isinstance(value, bool):
        return "是"
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, StrEnum):
        return str(value.value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str | int):
        return str(value)
    if isinstance(value, tuple) and not hasattr(value, "_fields") and all(_plain(one) for one in value):
        return "[" + ", ".join(_quoted(str(_plain(one))) for one in value) + "]"
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
