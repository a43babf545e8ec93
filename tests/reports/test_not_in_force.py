"""A text that is not law on the day: every report says so beside what it finds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from forms import run

Capsys = pytest.CaptureFixture[str]
# What is superseded by its own word, and what has expired by the day.
TEXTS = [("beijing", "2026-11-28", "已被取代"), ("zhuhai", "2028-01-31", "2027-10-20")]


def form_of(id: str, day: str, folder: Path, capsys: Capsys) -> Path:
    form = folder / "form.xlsx"
    assert run(capsys, "template", "--city", id, "-o", form, "--as-of", day).code == 0
    return form


@pytest.mark.parametrize(("id", "day", "words"), TEXTS)
@pytest.mark.parametrize("format", ["text", "md", "html", "junit", "sarif", "csv", "json", "jsonl"])
def test_each_format_of_assess(
    id: str, day: str, words: str, format: str, tmp_path: Path, capsys: Capsys
) -> None:
    out = run(capsys, "assess", form_of(id, day, tmp_path, capsys), "-f", format, "--as-of", day).out
    assert words in out or "not_in_force" in out


@pytest.mark.parametrize(("id", "day", "words"), TEXTS)
def test_the_other_commands(id: str, day: str, words: str, tmp_path: Path, capsys: Capsys) -> None:
    form = form_of(id, day, tmp_path, capsys)
    for arguments in (
        ("explain", form, "total_output"),
        ("assess", form, "-q"),
        ("compare", form, "--with", f"{id},national"),
        ("standards", "diff", id, "national"),
        ("standards", "diff", id, "national", "-f", "md"),
    ):
        assert words in run(capsys, *arguments, "--as-of", day).out.replace("\n", ""), arguments
    made = json.loads(run(capsys, "standards", "diff", id, "national", "-f", "json", "--as-of", day).out)
    assert made["statuses"] == ["superseded" if id == "beijing" else "expired", "in_force"]


def test_nothing_is_said_of_a_text_in_force(tmp_path: Path, capsys: Capsys) -> None:
    form = form_of("zhuhai", "2026-11-28", tmp_path, capsys)
    for format in ("junit", "sarif"):
        out = run(capsys, "assess", form, "-f", format, "--as-of", "2026-11-28").out
        assert "not_in_force" not in out
        assert "文本" not in out
