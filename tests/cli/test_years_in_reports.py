"""Which years count, what is asked once, and a text of many years."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from forms import put, run

AS_OF = ("--city", "zhuhai", "--as-of", "2026-01-05")


def assessed(rows: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    put(folder, a=rows.encode())
    return json.loads(run(capsys, "assess", "a.csv", "-f", "json", *AS_OF).out)


@pytest.mark.parametrize(
    ("head", "output", "area", "years", "judged", "codes"),
    [
        ("2022年,2023年,2024年,2025年", "33,36,39,", ",,,46.5", [2022, 2023, 2024], "met", ["A308", "A305"]),
        ("2022年,2023年,2024年,2025年", "33,36,39,43", "46.5,,,", [2023, 2024, 2025], "met", []),
        ("2022年,2023年,2024年,2025年,2026年", "33,36,39,43,", ",,,,46.5", [2023, 2024, 2025], "met", []),
        ("2022年,2023年,2024年,2025年,2026年", "33,36,39,43,", ",,,46.5,146.5", [2023, 2024, 2025], "missed", []),
        (
            "2022年,2023年,2024年,2025年,2027年", "33,36,39,43,", ",,,,46.5",
            [2023, 2024, 2025], "unknown", ["A304"],
        ),
        (
            "2022年,2023年,2024年,2025年,2026年目标", "33,36,39,43,50", ",,,,46.5",
            [2023, 2024, 2025], "unknown", ["C129"],
        ),
        ("2025年,2026年", ",", "46.5,", [], "met", ["A306"]),
        ("2025年,2026年", ",", ",146.5", [], "missed", ["A306"]),
    ],
)  # fmt: skip
def test_what_is_asked_once_makes_no_year_and_counts_from_the_current_one(
    head: str,
    output: str,
    area: str,
    years: list[int],
    judged: str,
    codes: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    rows = f"指标,单位,{head}\n集群总产值,亿元,{output}\n占地面积,平方公里,{area}\n"
    found = assessed(rows, tmp_path, capsys)
    assert found["years"] == years
    assert {one["id"]: one["status"] for one in found["criteria"]}["land_area"] == judged
    assert [problem["code"] for problem in found["problems"]] == codes


@pytest.mark.parametrize(
    ("newest", "said"),
    [(["43", "", "", ""], True), (["43", "38", "", ""], False), (["", "", "", ""], False)],
)
def test_a_nearly_empty_year_is_said(
    newest: list[str],
    said: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    names = ("集群总产值", "中小企业产值", "主导产业产值", "营业收入")
    lines = [f"{name},亿元,40,41,42,{figure}" for name, figure in zip(names, newest, strict=True)]
    found = assessed("\n".join(["指标,单位,2022年,2023年,2024年,2025年", *lines]), tmp_path, capsys)
    thin = [problem for problem in found["problems"] if problem["code"] == "A309"]
    assert [problem["cell"] for problem in thin] == (["F2"] if said else [])


@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_ten_years_are_read_with_names_and_figures_whole(
    width: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", str(width))
    years = range(2015, 2025)
    head = ",".join(f"{year}年" for year in years)
    figures = {
        name: [f"{start + n}.{n}13725" for n in range(10)]
        for name, start in (("集群总产值", 33), ("中小企业研发经费", 5000))
    }
    rows = [
        f"{name},{'亿元' if name == '集群总产值' else '万元'},{','.join(row)}"
        for name, row in figures.items()
    ]
    put(tmp_path, a="\n".join([f"指标,单位,{head}", *rows]).encode())
    shown = run(capsys, "read", "a.csv", "--lang", "zh").out
    assert "…" not in shown
    left_out = [year for year in years if f"{year}、" in shown or f"{year}（全部" in shown]
    for name, row in figures.items():
        assert name in shown
        for year, figure in zip(years, row, strict=True):
            assert (figure in shown) is (year not in left_out)
    assert left_out == list(years)[: len(left_out)]
    assert len(left_out) <= 5
    assert bool(left_out) is (width < 200)
