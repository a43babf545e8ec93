"""`plan` on the command line: its formats, what it writes, what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from docx import Document
from forms import AS_OF, form, put, run
from own_standards import own_text

from clustercheck.reports.schemas import SCHEMAS

WEAK = form(
    "zhuhai", total_output=[29, 31, 36, 40], sme_output=[21, 22, 26, 29], dominant_output=[22, 23, 27, 30]
)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    put(tmp_path, weak=WEAK, good=form("zhuhai"), incident=form("zhuhai", no_major_incidents="否"))


def test_the_json_is_what_its_schema_says(capsys: pytest.CaptureFixture[str]) -> None:
    for name, code, year in (("weak", 0, 2026), ("good", 0, 2025), ("incident", 1, None)):
        done = run(capsys, "plan", f"{name}.csv", *AS_OF, "-f", "json")
        jsonschema.validate(done.json, SCHEMAS["plan"])
        assert (done.code, done.json["apply_in"]) == (code, year)
    assert done.json["impossible"][0]["criterion"] == "no_major_incidents"


OWN = """\
figures:
  - {id: own_tax, name: {zh: 税收, en: Tax}, unit: 万元, kind: amount}
conditions:
  - {id: special_area, clause: 第二条, text: {zh: 特殊类型地区, en: A special area}}
"""
OWN_CRITERIA = """\
- {id: own_tax, latest: ">= 1000 万元", wording: 税收1000万元以上}
- id: total_output
  by_kind:
    - {id: special, when: special_area, every_year: ">= 20 亿元", wording: 特殊类型地区均在20亿元以上}
    - {id: elsewhere, when: not special_area, every_year: ">= 40 亿元", wording: 均在40亿元以上}
- {id: reserve, stage: application, attest: {zh: 有储备项目, en: Reserve projects}}
- id: basis
  name: {zh: 基础, en: Basis}
  any_of:
    - {id: brand, attest: {zh: 有品牌, en: A brand}}
    - {id: park, attest: {zh: 有园区, en: A park}}
"""
OWN_WORKBOOK = """\
编码,项目,内容
standard,适用标准,own@2024
name,集群名称,甲集群

编码,指标,单位,2021年,2022年,2023年,2024年
total_output,集群总产值,亿元,24,25,26,28
own_tax,税收,万元,600,700,800,{tax}

编码,条件,是否符合,佐证材料
special_area,特殊类型地区,是,
under_review,申请复核,否,
no_major_incidents,无重大事故,是,证
reserve,有储备项目,是,证
brand,有品牌,是,证
"""


def put_own(folder: Path) -> None:
    (folder / "standards" / "own").mkdir(parents=True)
    text = own_text(OWN_CRITERIA, OWN)
    (folder / "standards" / "own" / "2024.yaml").write_text(text, encoding="utf-8")
    for name, tax in (("own", 900), ("newer", 950)):
        (folder / f"{name}.csv").write_text(OWN_WORKBOOK.format(tax=tax), encoding="utf-8")


def test_a_standard_s_own_figures_and_conditions_are_planned_with(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put_own(tmp_path)
    own = (*AS_OF, "--standards", "standards")
    made = run(capsys, "plan", "own.csv", *own, "-f", "json", "-o", "next.xlsx").json
    assert {one["indicator"] for one in made["targets"]} >= {"own_tax", "total_output"}
    assert made["impossible"] == []
    day = f"{made['apply_in']}-06-30"
    found = run(capsys, "assess", "next.xlsx", "--as-of", day, *own[2:], "-f", "json").json
    assert found["verdict"] == "met"
    supposed = run(capsys, "plan", "own.csv", *own, "-f", "json", "--set", "own_tax.2024=1000").json
    assert supposed["apply_in"] == 2025
    assert run(capsys, "plan", "own.csv", *own, "--fix", "税收").code in (0, 1)


def test_what_to_suppose_may_stand_in_the_environment(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = run(capsys, "plan", "weak.csv", *AS_OF, "-f", "json").json
    monkeypatch.setenv("CLUSTERCHECK_SET", "total_output.2024=41")
    supposed = run(capsys, "plan", "weak.csv", *AS_OF, "-f", "json").json
    assert "what_if" not in bare
    assert "what_if" in supposed


def test_a_standard_s_own_figures_are_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put_own(tmp_path)
    said = run(
        capsys, "compare", "own.csv", "newer.csv", *AS_OF, "--standards", "standards", "--lang", "zh"
    ).out
    assert "税收" in said
    assert "950" in said


def test_the_next_form_is_assessed_without_a_miss(capsys: pytest.CaptureFixture[str]) -> None:
    plan = run(capsys, "plan", "weak.csv", *AS_OF, "-f", "json", "-o", "next.xlsx").json
    for reading in ("strict", "default"):
        done = run(
            capsys, "assess", "next.xlsx", "--as-of", f"{plan['apply_in']}-06-30", "--reading", reading
        )
        assert done.code == 0
    assert run(capsys, "assess", "weak.csv", *AS_OF).code == 1
    assert run(capsys, "check", "next.xlsx", "--as-of", "2026-06-30").code == 0
    # It is nobody's work yet, so it may be made anew; once something is typed into it, it may not.
    assert run(capsys, "plan", "weak.csv", *AS_OF, "-o", "next.xlsx").code == 0


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_reports_say_the_year(capsys: pytest.CaptureFixture[str], language: str) -> None:
    done = run(
        capsys,
        "plan",
        "weak.csv",
        *AS_OF,
        "--lang",
        language,
        "-o",
        "p.docx",
        "-o",
        "p.md",
        "-o",
        "p.json",
        "-o",
        "p.html",
    )
    assert "2026" in done.out
    text = "\n".join(one.text for one in Document("p.docx").paragraphs)
    assert ("三年发展规划" if language == "zh" else "three-year development plan") in text
    assert "2026" in Path("p.md").read_text("utf-8")
    assert "2026" in Path("p.html").read_text("utf-8")
    assert json.loads(Path("p.json").read_text("utf-8"))["apply_in"] == 2026


def test_what_if(capsys: pytest.CaptureFixture[str]) -> None:
    done = run(
        capsys,
        "plan",
        "weak.csv",
        *AS_OF,
        "--set",
        "total_output.2022=32",
        "--reading",
        "default",
        "-f",
        "json",
    )
    assert done.json["apply_in"] == 2025
    changed = {one["criterion"]: one for one in done.json["what_if"]["changes"]}
    assert changed["total_output"]["tips"]
    assert (changed["total_output"]["before"]["status"], changed["total_output"]["after"]["status"]) == (
        "missed",
        "met",
    )
    ahead = run(capsys, "plan", "weak.csv", *AS_OF, "--set", "集群总产值.2025=45", "-f", "json").json
    assert [one["value"] for one in ahead["targets"] if one["indicator"] == "total_output"] == ["45"]
    assert ahead["apply_in_without_set"] == 2026


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (("--set", "total_output"), "total_output.2026=38.5"),
        (("--set", "total_outptu.2026=3"), "total_output"),
        (("--set", "total_output.2026=-3"), "--set"),
        (("--fix", "employes"), "employees"),
        (("--growth", "1000"), "--growth"),
        (("--horizon", "99"), "--horizon"),
        (("--set", "total_output.2022=32", "-o", "next.xlsx"), "2022"),
        (("-o", "next.pdf"), ".xlsx"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    capsys: pytest.CaptureFixture[str], given: tuple[str, ...], says: str
) -> None:
    done = run(capsys, "plan", "weak.csv", *AS_OF, *given, "--lang", "en")
    assert done.code == 2
    assert says in done.err
    assert not Path("next.xlsx").exists()
