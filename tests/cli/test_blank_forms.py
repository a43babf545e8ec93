"""The first thing a clerk tries: a form fresh from `template`, or barely begun, through every command and format."""

from __future__ import annotations

from pathlib import Path

import pytest
from forms import run

from clustercheck.catalogue import load
from clustercheck.form import render_form
from clustercheck.form.values import FormValues
from clustercheck.model.standard import Standard
from clustercheck.texts.messages import use_language

pytestmark = pytest.mark.slow

DAY = ("--as-of", "2026-01-31")
YEARS = (2022, 2023, 2024, 2025)
_PROFILE = {"name": "甲集群", "district": "某区", "dominant_industry": "某业", "operator": "某管委会"}
BEGUN = {
    "blank": FormValues(),
    "profile": FormValues(profile=_PROFILE),
    "figure": FormValues(figures={"total_output": {2025: 36}}),
    "year": FormValues(
        figures={
            "total_output": {2025: 36},
            "sme_output": {2025: 30},
            "dominant_output": {2025: 30},
            "invention_patents": {2025: 200},
            "employees": {2025: 20000},
        }
    ),
}
STANDARDS = {editions[-1].id: editions[-1] for editions in load().values()}
REPORTS = ("json", "jsonl", "csv", "md", "html", "xlsx", "docx", "xml", "sarif")
Capsys = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _put(standard: Standard, begun: str) -> str:
    name = f"{standard.id}_{begun}.xlsx"
    Path(name).write_bytes(render_form(standard, YEARS, BEGUN[begun]))
    return name


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("begun", BEGUN)
@pytest.mark.parametrize("id", STANDARDS)
def test_every_report(id: str, begun: str, language: str, capsys: Capsys) -> None:
    form = _put(STANDARDS[id], begun)
    outputs = [argument for suffix in REPORTS for argument in ("-o", f"made.{suffix}")]
    use_language(language)
    text = run(capsys, "assess", form, "--lang", language, *DAY, *outputs)
    assert text.code in (1, 3)
    assert all(Path(f"made.{suffix}").stat().st_size for suffix in REPORTS)
    assert ("结论：" if language == "zh" else "Verdict: ") in text.out
    assert run(capsys, "assess", form, "--reading", "strict", *DAY).code in (1, 3)


@pytest.mark.parametrize("begun", BEGUN)
@pytest.mark.parametrize("id", STANDARDS)
def test_every_other_command(id: str, begun: str, capsys: Capsys) -> None:
    standard = STANDARDS[id]
    form = _put(standard, begun)
    for format in ("text", "json", "github", "junit", "sarif"):
        assert run(capsys, "check", form, *DAY, "-f", format).code in (0, 1)
    for format in ("text", "json"):
        assert run(capsys, "read", form, "-f", format).code == 0
    kinds = {(type(each), getattr(each, "over", None)): each.id for each in standard.criteria}
    for criterion in kinds.values():
        for format in ("text", "json"):
            assert run(capsys, "explain", form, criterion, *DAY, "-f", format).code == 0


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_batch_of_them(language: str, capsys: Capsys) -> None:
    forms = [_put(standard, begun) for standard in STANDARDS.values() for begun in BEGUN]
    outputs = [
        argument for suffix in ("jsonl", "csv", "xlsx", "md", "html") for argument in ("-o", f"all.{suffix}")
    ]
    use_language(language)
    found = run(capsys, "batch", *forms, "--lang", language, "--jobs", 1, *DAY, *outputs)
    assert found.code in (1, 3)
    assert run(capsys, "batch", *forms, "-f", "jsonl", "--jobs", 1, *DAY).out.count("\n") == len(forms)


@pytest.mark.parametrize("id", STANDARDS)
def test_a_blank_form_names_what_is_to_be_filled_in(id: str, capsys: Capsys) -> None:
    form = _put(STANDARDS[id], "blank")
    found = run(capsys, "assess", form, *DAY, "-f", "json").json
    assert found["verdict"] == "incomplete"
    assert [one["id"] for one in found["criteria"] if not one["cells"]] == []
    text = run(capsys, "assess", form, *DAY).out
    for wrong in ("算不出来", "没有填", "缺一年", "0+"):
        assert wrong not in text
    assert "请填指标!" in text


@pytest.mark.parametrize("id", STANDARDS)
def test_needed_lines_left_blank_are_named_with_their_cells(id: str, capsys: Capsys) -> None:
    form = _put(STANDARDS[id], "blank")
    found = run(capsys, "check", form, *DAY, "-f", "json")
    problems = found.json["files"][0]["problems"]
    name = next(one for one in problems if one["code"] == "A348")
    assert (name["severity"], name["cell"].partition("!")[0]) == ("error", "基本信息")
    assert found.code == 1
    blank = " ".join(one["message"] for one in problems if one["code"] == "A349")
    assert "主导产业未填" in blank
    assert "运营管理机构未填" in blank
    assert "认定日期" not in blank
    begun = run(capsys, "check", _put(STANDARDS[id], "profile"), *DAY, "-f", "json").json["files"][0]
    left = [one["message"] for one in begun["problems"] if one["code"] in ("A348", "A349")]
    asked = STANDARDS[id].profile_items()
    assert any("已认定级别" in text for text in left) == ("recognised_level" in asked)
    assert not any(text.startswith(("集群名称", "主导产业", "运营管理机构")) for text in left)


def test_a_table_without_such_lines_is_no_form(here: Path, capsys: Capsys) -> None:
    (here / "a.csv").write_text(
        "指标,单位,2023年,2024年,2025年\n集群总产值,亿元,33,34,36\n", encoding="utf-8"
    )
    found = run(capsys, "check", "a.csv", "--city", "zhuhai", *DAY, "-f", "json").json["files"][0]
    assert not [one for one in found["problems"] if one["code"] in ("A348", "A349")]
