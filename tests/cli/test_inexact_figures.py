"""Bounds and estimates from a workbook to every report: shown as what they are, never as exact figures."""

from pathlib import Path

import pytest
from forms import AS_OF, form, put, run
from test_json import schema

Capsys = pytest.CaptureFixture[str]

# Met, missed and open by bounds alone.
LOOSE = form(
    "zhuhai",
    total_output=[30, "不足30亿元", "40", "超50"],
    dominant_output=[20, 21, 30, 48],
    sme_output=["-", "-", "-", "约40"],
    land_area="不足90",
    iiot_adoption_rate=["-", "-", "-", "16-18%"],
    industrial_software_rate=[40, 50, "约55", 60],
)


@pytest.fixture
def loose(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    put(tmp_path, loose=LOOSE)
    return "loose.csv"


def test_the_assessment(loose: str, capsys: Capsys) -> None:
    found = run(capsys, "assess", loose, "-f", "json", *AS_OF).json
    schema(capsys).validate(found)
    by_id = {one["id"]: one for one in found["criteria"]}
    output = by_id["total_output"]
    assert output["status"] == "missed"
    assert output["observed"]["value"] is None
    assert output["observed"]["bounds"] == ["0", "30"]
    assert output["observed"]["excluded"] == [False, True]
    assert output["observed"]["series"] == {"2023": "40"}
    assert [(one["text"], one["qualifier"], one["year"]) for one in output["observed"]["inexact"]] == [
        ("不足30亿元", "at_most", 2022),
        ("超50", "at_least", 2024),
    ]
    assert output["gap"] == {
        "amount": "2", "unit": "亿元", "strict": True, "at_least": True, "equivalents": [],
        "next": {"op": ">=", "unit": "亿元", "value": "32", "year": 2025},
    }  # fmt: skip
    assert by_id["sme_output_share"]["status"] == "unknown"
    assert "gap" not in by_id["sme_output_share"]
    assert (by_id["land_area"]["status"], by_id["land_area"]["observed"]["value"]) == ("met", None)
    assert by_id["iiot_adoption"]["observed"]["bounds"] == ["16", "18"]
    assert by_id["industrial_software_trend"]["status"] == "unknown"
    problems = {(one["code"], one["severity"]) for one in found["problems"]}
    assert {("C214", "warning"), ("C226", "warning")} <= problems


def test_the_reading(loose: str, capsys: Capsys) -> None:
    found = run(capsys, "read", loose, "-f", "json").json
    schema(capsys, "reading").validate(found)
    seen = {(one["indicator"], one["year"]): one for one in found["observations"]}
    first = seen["total_output", 2022]
    assert (first["value"], first["qualifier"], first["bounds"]) == ("30", "at_most", ["0", "30"])
    assert first["excluded"] == [False, True]
    estimate = seen["sme_output", 2024]
    assert (estimate["value"], estimate["qualifier"], estimate["bounds"]) == ("40", "about", ["0", None])
    between = seen["iiot_adoption_rate", 2024]
    assert (between["value"], between["qualifier"], between["bounds"]) == ("16", "at_least", ["16", "18"])
    exact = seen["total_output", 2023]
    assert (exact["value"], exact["qualifier"]) == ("40", None)
    assert "bounds" not in exact


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh", ("<30", ">50", "16-18", "差额大于 2 亿元", "填写准确数", "只是一个界限：少于 30 亿元")),
        ("en", ("<30", ">50", "16-18", "lacks more than 2", "write the exact figure", "less than 30 亿元")),
    ],
)
def test_the_gap_report(
    loose: str, capsys: Capsys, monkeypatch: pytest.MonkeyPatch, language: str, words: tuple[str, ...]
) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    said = run(capsys, "assess", loose, "--lang", language, *AS_OF).out
    for word in words:
        assert word in said


def test_the_explanation(loose: str, capsys: Capsys) -> None:
    said = run(capsys, "explain", loose, "sme_output_share", "--lang", "zh", *AS_OF).out
    assert "~40 / >50 x 100" in said
    assert "大约 40 亿元（原文“约40”）" in said
    assert "填写准确数" in said
    found = run(capsys, "explain", loose, "total_output", "-f", "json", *AS_OF).json["criterion"]
    assert [(one["value"], one["qualifier"]) for one in found["observations"]] == [
        ("30", "at_most"),
        ("40", None),
        ("50", "at_least"),
    ]
    assert found["readings"][0]["formula"]["figured"] == "<30; 40; >50"


def test_an_open_reading_is_said(tmp_path: Path, capsys: Capsys) -> None:
    put(tmp_path, growing=form("zhuhai", sme_rd_spending=[100, "约200", 300, 400]))
    found = run(capsys, "assess", tmp_path / "growing.csv", "-f", "json", "--lang", "en", *AS_OF).json
    (open_,) = [one["message"] for one in found["problems"] if one["code"] == "A340"]
    assert "another reading of it stays open" in open_
