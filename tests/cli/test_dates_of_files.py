"""Every workbook and paper that is written bears the day that was judged for, and never the clock."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from forms import MET, MISSED, run

DAY = "2026-06-30"
CALLS = {
    "several": ("assess", "a.csv", "b.csv", "-o", "x.xlsx", "-o", "x.docx"),
    "one": ("assess", "a.csv", "-o", "x.xlsx", "-o", "x.docx"),
    "brief": ("assess", "a.csv", "--paper", "brief", "-o", "x.docx"),
    "batch": ("batch", "a.csv", "b.csv", "-o", "x.xlsx", "--notices", "notices"),
    "plan": ("plan", "b.csv", "-o", "x.docx"),
    "compare": ("compare", "b.csv", "-o", "x.xlsx", "-o", "x.docx"),
    "calendar": (
        "calendar",
        "--city",
        "zhuhai",
        "--recognised-on",
        "2025-01-10",
        "-o",
        "x.xlsx",
        "-o",
        "x.docx",
    ),
    "review": ("review", "b.csv", "--plan", "next.xlsx", "-o", "x.xlsx", "-o", "x.docx"),
}


@pytest.mark.parametrize("name", CALLS)
def test_the_dates_are_those_of_the_day(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.csv").write_bytes(MET)
    (tmp_path / "b.csv").write_bytes(MISSED)
    monkeypatch.chdir(tmp_path)
    if name == "review":
        run(capsys, "plan", "b.csv", "--as-of", DAY, "-o", "next.xlsx")
    run(capsys, *CALLS[name], "--as-of", DAY)
    written = [
        path for path in tmp_path.rglob("*") if path.suffix in (".xlsx", ".docx") and path.stem != "next"
    ]
    assert written
    for path in written:
        with zipfile.ZipFile(path) as archive:
            core = archive.read("docProps/core.xml").decode()
            days = re.findall(r"<dcterms:(?:created|modified)[^>]*>([^<T]+)", core)
            assert (path.name, set(days), "openpyxl" in core) == (path.name, {DAY}, False)
            assert {info.date_time[0] for info in archive.infolist()} == {1980}
