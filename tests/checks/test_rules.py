"""Every problem that a check can come upon has its rule, and every rule's example really is one."""

from __future__ import annotations

import io
import json
import os
import re
import string
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from formats import contained, ods_content, ods_file

from clustercheck.cli import main
from clustercheck.model.problems import Name, UsageFault, Where, error
from clustercheck.tables.reader import read
from clustercheck.texts.messages import message, use_language
from clustercheck.texts.problem_files import LOGGED, codes, message_of
from clustercheck.texts.rules import codes_under, documented, find_rule, rule_of

AS_OF = "2026-11-21"
# Faults of a workbook; a standard's file and the call have their messages, which `rule` shows.
FAULTS_OF_WORKBOOKS = [code for code in codes() if code[0] in "CA"]
# A standard's name in a workbook, and a folder given to check, come to a problem of these.
OTHERS = ["U401", "U403", "U413"]
# Said of many files together, or of one that a worker died of: `batch` says them, and is tested for that.
OF_A_BATCH = ("A361", "A362", "A363", "C265", "C266", "C267")
OF_A_CHECK = [code for code in documented() if code not in OF_A_BATCH]
_TABLE = [["指标", "单位", "2023年", "2024年", "2025年"], ["集群总产值", "亿元", 31, 33, 36]]


def workbook(
    title: str = "指标",
    *,
    hidden: bool = False,
    hidden_row: bool = False,
    formula: bool = False,
    last: float = 36,
    code: str = "General",
    merged: str = "",
    sheets: int = 1,
) -> bytes:
    book = openpyxl.Workbook()
    for _extra in range(sheets - 1):
        book.create_sheet()
    sheet = book.active
    sheet.title = title
    for row in _TABLE:
        sheet.append(row)
    sheet.row_dimensions[2].hidden = hidden_row
    sheet["E2"], sheet["E2"].number_format = last, code
    if merged:
        # `merge_cells` would clear what is covered.
        sheet.merged_cells.add(merged)
    if formula:
        sheet["E2"] = "=SUM(C2:D2)"
    if hidden:
        book.create_sheet("封面")
        sheet.sheet_state = "hidden"
        book.active = book["封面"]
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def two_forms() -> bytes:
    book = openpyxl.Workbook()
    for number, name in enumerate(("甲集群", "乙集群")):
        sheet = book.create_sheet(name, number)
        for row in [*_TABLE[:1], [["集群总产值", "中小企业产值"][number], "亿元", 31, 33, 36]]:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def beside_a_form(name: str, *, form: str = "blank") -> bytes:
    """A workbook with a sheet of this name and what stands beside it: a blank form, a filled one, or words."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = name
    for row in _TABLE:
        sheet.append(row)
    beside = book.create_sheet("填报表")
    rows = {"blank": [_TABLE[0], ["集群总产值", "亿元"]], "filled": _TABLE, "words": [["填报说明"]]}
    for row in rows[form]:
        beside.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def repacked(content: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            part = change(name, old.read(name))
            if part is not None:
                new.writestr(name, part)
    return stream.getvalue()


def _without_sheet(name: str, part: bytes) -> bytes | None:
    return None if name.startswith("xl/worksheets/") else part


def _with_document_type(name: str, part: bytes) -> bytes:
    return b"<!DOCTYPE a>" + part if name.startswith("xl/worksheets/") else part


def with_an_answer(reading: str, office: str) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(workbook()))
    sheet = book.create_sheet("读法答复")
    sheet.append(["编码", "条件", "读法", "答复单位", "答复日期"])
    sheet.append(["output_growth", "产值年均增速", reading, office, "2025-03-04"])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


# What is shown by words in a rule, made for the test: the file's content.
MADE: dict[str, bytes] = {
    "C103": workbook()[:3000],
    "C104": bytes(range(256)) * 8,
    "C105": repacked(workbook(), _without_sheet),
    "C106": contained(b"", "EncryptedPackage"),
    "C107": workbook(sheets=301),
    "C108": b"\x1f\x8b\x08\x00" + bytes(60),
    "C131": b"%PDF-1.7\n",
    "C132": b"<html><body><form>login</form></body></html>",
    "C130": workbook(hidden_row=True),
    "C153": two_forms(),
    "C114": ("指标,单位,2025年\n集群总产值,亿元,31\n" + "甲" * 32_768).encode(),
    "C152": ("集群名称,2025年集群总产值（亿元）\n" + "".join(f"集群{n},31\n" for n in range(1001))).encode(),
    "C109": b"",
    "C112": repacked(workbook(), _with_document_type),
    "C124": workbook(hidden=True),
    "C258": beside_a_form("填报示例", form="filled"),
    "C259": beside_a_form("填报示例"),
    "C260": beside_a_form("样表", form="words"),
    "C210": workbook(formula=True),
    "C271": workbook(last=360000, code="0!.0,"),
    "C272": workbook(last=0, code="0;-0;;"),
    "C273": workbook(merged="D2:E2"),
    "C275": workbook(merged="D2:E2"),
    "C243": workbook("2025年目标完成情况"),
    "A380": with_an_answer("geometric_three", "某市工信局"),
    "A381": with_an_answer("geometric_three", ""),
    "A382": with_an_answer("水平", "某市工信局"),
}


def zero_of_a_formula() -> bytes:
    def cell(value: object) -> str:
        kind = "string" if isinstance(value, str) else f'float" office:value="{value}'
        formula = ' table:formula="of:=[.A9]"' if value == 0 else ""
        return f'<table:table-cell{formula} office:value-type="{kind}"><text:p>{value}</text:p></table:table-cell>'

    rows = (_TABLE[0], [*_TABLE[1][:-1], 0])
    body = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    return ods_file(ods_content(f"<table:table>{body}</table:table>"))


MADE["C274"] = zero_of_a_formula()
DAYS = {"A323": "2030-01-01", "A324": "2010-01-01"}


def checked(folder: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, list[str]]:
    """The messages of a check by their code."""
    capsys.readouterr()
    with pytest.raises(SystemExit):
        main(["check", *arguments, "-f", "json", "--lang", "zh"])
    made = json.loads(capsys.readouterr().out)
    found: dict[str, list[str]] = {}
    for file in made["files"]:
        for problem in file["problems"]:
            found.setdefault(problem["code"], []).append(problem["message"])
    return found


def arguments_for(code: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A call of `check` by which a code comes up: that of its rule's example."""
    rule = rule_of(code)
    arguments = ["--as-of", DAYS.get(code, AS_OF)]
    if code in DAYS:
        arguments += ["--city", "zhuhai"]
    if rule.example is not None:
        (folder / "x.csv").write_text(rule.example.workbook, encoding="utf-8")
        return ["x.csv", *arguments, *(["--city", rule.example.city] if rule.example.city else [])]
    if code in MADE:
        (folder / "x.xlsx").write_bytes(MADE[code])
        return ["x.xlsx", *arguments, *(["--city", "zhuhai"] if code.startswith("A38") else [])]
    if code == "C143":  # of the library's call for one cluster; the commands take each of a list
        monkeypatch.setattr("clustercheck.use_cases.run.read_all", lambda *a, **b: (read(*a, **b),))
        (folder / "x.csv").write_text(
            "集群名称,2025年集群总产值（亿元）\n甲集群,31\n乙集群,41\n", encoding="utf-8"
        )
        return ["x.csv", *arguments]
    if code == "C148":
        (folder / "map.yaml").write_text(
            "labels:\n  - {label: 工业产值, indicator: total_output}\n", encoding="utf-8"
        )
        arguments += ["--map", "map.yaml"]
    if code == "C101":
        return ["不存在.xlsx", *arguments]
    if code == "C102":
        _refuse_to_open(folder, monkeypatch)
    if code == "C111":
        _call_a_folder_a_file(folder, monkeypatch)
        return ["x.xlsx", *arguments]
    if code == "C115":
        os.mkfifo(folder / "x.xlsx")
        return ["x.xlsx", *arguments]
    if code == "U413":
        (folder / "空").mkdir()
        return ["空", *arguments]
    if code == "A322":
        _own_standard(folder)
        arguments += ["--standards", "own", "--city", "zhuhai"]
    (folder / "x.xlsx").write_bytes(workbook())
    return ["x.xlsx", *arguments]


def _refuse_to_open(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the system's own word: root, whom no permission keeps out, may run these tests too."""
    real = os.open

    def refusing(file: object, *rest: Any, **options: Any) -> int:
        if str(file) == "x.xlsx":
            raise PermissionError(13, "Permission denied")
        return real(file, *rest, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", refusing)


def _call_a_folder_a_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What `check` would look through as a folder is handed to the reader as a file."""
    real = os.path.isdir
    (folder / "x.xlsx").mkdir()
    monkeypatch.setattr(os.path, "isdir", lambda path: path != "x.xlsx" and real(path))


def _own_standard(folder: Path) -> None:
    from clustercheck.catalogue import shipped_folder

    text = (Path(shipped_folder()) / "zhuhai" / "2024.yaml").read_text(encoding="utf-8")
    (folder / "own" / "zhuhai").mkdir(parents=True)
    changed = re.sub(r"^status: in_force", "status: superseded", text, flags=re.M)
    assert changed != text
    (folder / "own" / "zhuhai" / "2024.yaml").write_text(changed, encoding="utf-8")


def test_every_problem_of_a_workbook_has_a_rule_and_no_rule_lacks_its_problem() -> None:
    assert sorted(documented()) == sorted([*FAULTS_OF_WORKBOOKS, *OTHERS])


@pytest.mark.parametrize("code", documented())
def test_a_rule_is_whole_in_both_languages(code: str) -> None:
    rule = rule_of(code)
    assert re.fullmatch("[a-z][a-z0-9_]*", rule.name)
    for text in (rule.title, rule.about, rule.why, rule.remedy):
        assert re.search("[\u4e00-\u9fff]", text.zh)
        assert text.en
        assert not re.search("[\u3002\uff0c]", text.en)
    assert len(rule.title.zh) <= 30
    assert len(rule.title.en) <= 60
    for text in (rule.about, rule.why, rule.remedy):
        assert text.zh.endswith("。")
        assert text.en.endswith(".")
    assert rule.example is not None or (rule.shown.zh and rule.shown.en)


def test_names_of_rules_differ() -> None:
    names = [rule_of(code).name for code in documented()]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("code", OF_A_CHECK)
def test_the_example_of_a_rule_brings_it_up(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    found = checked(tmp_path, capsys, *arguments_for(code, tmp_path, monkeypatch))
    assert code in found


@pytest.mark.parametrize("code", OF_A_CHECK)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_log_shows_no_figure_of_the_example(
    code: str,
    language: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    with pytest.raises(SystemExit):
        main(["check", *arguments_for(code, tmp_path, monkeypatch), "--lang", language])
    written = capsys.readouterr()
    lines = [line for line in written.out.splitlines() if f"title={code}" in line]
    assert lines
    example = rule_of(code).example
    if example is not None:
        for figure in figures_in(example.workbook):
            assert not any(
                re.search(rf"(?<![\d.]){re.escape(figure)}(?![\d.])", said(line)) for line in lines
            )
    assert "不存在" not in written.err


def said(line: str) -> str:
    """A command's message, without the usual bounds that it names: those are the program's, not the workbook's."""
    text = line.split("::", 2)[2]
    return re.sub(r"[\d.]+到[\d.]+|[\d.]+ to [\d.]+", "", text)


def figures_in(workbook: str) -> list[str]:
    """What stands in the cells of an example, but for headers, names, codes and years."""
    found: list[str] = []
    for line in workbook.splitlines():
        cells = line.split(",")
        if cells[0] not in ("指标", "编码", "水果") and "standard" not in cells[0]:
            found += [cell for cell in cells[1:] if re.search(r"\d", cell)]
    return found


@pytest.mark.parametrize("code", [code for code in codes() if code[0] in "CAU"])
def test_what_is_not_known_to_be_harmless_is_withheld(code: str) -> None:
    keys = [
        key for _text, key, _format, _conversion in string.Formatter().parse(message_of(code, "en")) if key
    ]
    facts = {key: f"SECRET{number}" for number, key in enumerate(keys)}
    text = message(error(code, Where(), **facts), figures=False)
    for key, value in facts.items():
        assert (value in text) is (key in LOGGED)


def test_only_places_years_and_names_of_ours_may_be_logged() -> None:
    values = {"value", "before", "text", "one", "other", "each", "derived", "meant", "name", "item", "label"}
    assert not LOGGED & values
    assert not {key for key in LOGGED if key.endswith("_value")}


def test_a_line_of_the_workbook_is_withheld_though_it_is_a_name() -> None:
    problem = error("C220", Where("x.csv"), item=Name("甲公司", "A"), first="C2", second="C3")
    assert "甲公司" in message(problem)
    assert "甲公司" not in message(problem, figures=False)


def test_a_code_or_a_name_finds_its_rule() -> None:
    assert find_rule("c201 ").code == find_rule("Part_Over_Whole").code == "C201"
    with pytest.raises(UsageFault) as fault:
        find_rule("C2O1")
    assert set(fault.value.problems[0].facts["near"]) <= set(codes())
    with pytest.raises(UsageFault) as fault:
        find_rule("part_over_hole")
    assert "part_over_whole" in fault.value.problems[0].facts["near"]


def test_codes_go_by_what_they_begin_with() -> None:
    assert codes_under("c201") == ("C201",)
    assert set(codes_under("A3")) == {code for code in codes() if code.startswith("A3")}
    for wrong in ("", "X9"):
        with pytest.raises(UsageFault):
            codes_under(wrong)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_fault_without_a_rule_has_its_message(language: str) -> None:
    use_language(language)
    for code in codes():
        rule = rule_of(code)
        text = rule.title.zh if language == "zh" else rule.title.en
        assert text
        assert not re.search(r"{\w+}", text)
