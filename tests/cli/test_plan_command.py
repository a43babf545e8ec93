"""`plan` on the command line: its formats, what it writes, what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from docx import Document
from forms import AS_OF, form, put, run

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
        capsys, "plan", "weak.csv", *AS_OF, "--lang", language, "-o", "p.docx", "-o", "p.md", "-o", "p.json"
    )
    assert "2026" in done.out
    text = "\n".join(one.text for one in Document("p.docx").paragraphs)
    assert ("三年发展规划" if language == "zh" else "three-year development plan") in text
    assert "2026" in Path("p.md").read_text("utf-8")
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
