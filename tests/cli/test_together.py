"""`assess --together` and `read --explain`: what is said on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from forms import put, run

Capsys = pytest.CaptureFixture[str]


def of_year(year: int) -> bytes:
    return f"指标,单位,{year}年\n集群总产值,亿元,{year - 1990}\n中小企业产值,亿元,{year - 1995}\n".encode()


def test_a_file_a_year_is_one_cluster(tmp_path: Path, capsys: Capsys) -> None:
    put(tmp_path, **{f"a{year}": of_year(year) for year in (2022, 2023, 2024)})
    names = [str(tmp_path / f"a{year}.csv") for year in (2022, 2023, 2024)]
    found = run(
        capsys, "assess", *names, "--together", "--city", "zhuhai", "-f", "json", "--as-of", "2026-01-31"
    ).json
    by_id = {one["id"]: one for one in found["criteria"]}
    assert by_id["total_output"]["observed"]["series"] == {"2022": "32", "2023": "33", "2024": "34"}
    assert "a2023.csv" in found["file"]


def test_one_file_is_none_together(tmp_path: Path, capsys: Capsys) -> None:
    put(tmp_path, a=of_year(2024))
    found = run(capsys, "assess", tmp_path / "a.csv", "--together", "--city", "zhuhai")
    assert found.code == 2
    assert "U481" in found.err


def test_a_file_that_is_missing_is_said(tmp_path: Path, capsys: Capsys) -> None:
    put(tmp_path, a=of_year(2024))
    found = run(capsys, "assess", tmp_path / "a.csv", tmp_path / "b.csv", "--together", "--city", "zhuhai")
    assert found.code == 2
    assert "C101" in found.err


@pytest.mark.parametrize("format", ["text", "json"])
def test_a_cell_is_explained(tmp_path: Path, capsys: Capsys, format: str) -> None:
    put(tmp_path, a=of_year(2024))
    found = run(capsys, "read", tmp_path / "a.csv", "--explain", "C2", "-f", format)
    assert found.code == 0
    assert "total_output" in found.out
    assert run(capsys, "read", tmp_path / "a.csv", "--explain", "2C").code == 2
    assert "U480" in run(capsys, "read", tmp_path / "a.csv", "--explain", "没有!C2").err
