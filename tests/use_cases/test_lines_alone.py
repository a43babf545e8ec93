"""A run that gives lines and nothing else makes no more of a file than its line and its verdict."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from forms import AS_OF, MET, MISSED, OPEN, put, run

from clustercheck.batch import Entry
from clustercheck.batch.results import Done
from clustercheck.cli import batch as command
from clustercheck.use_cases.file_judge import FileJudge


def judged(folder: Path, wants_overview: bool) -> list[Done]:
    judge = FileJudge(
        date(2025, 6, 1), "strict", None, None, None, "zh", str(folder), True, wants_overview=wants_overview
    )
    names = ("met.csv", "missed.csv", "open.csv", "nothing.csv", "absent.xlsx")
    return [record for name in names for record in judge(Entry(name))]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    put(tmp_path, met=MET, missed=MISSED, open=OPEN, nothing=b"a,b\n1,2\n")
    return tmp_path


def test_line_and_verdict_are_those_of_a_whole_record(folder: Path) -> None:
    whole, alone = judged(folder, True), judged(folder, False)
    assert [one.verdict for one in whole] == ["met", "missed", "incomplete", None, None]
    for one, other in zip(whole, alone, strict=True):
        assert other[:5] == one[:5]
        assert (other.code, other.problem, other.row) == (one.code, one.problem, one.row)
        if one.verdict is not None:
            assert one.figures is not None
            assert (other.digest, other.figures, other.statuses) == (None, None, "")


@pytest.mark.parametrize(
    ("more", "is_whole"), [([], False), (["-o", "all.jsonl"], True), (["-o", "all.csv"], True)]
)
def test_what_lays_files_side_by_side_has_whole_records(
    more: list[str],
    is_whole: bool,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    asked: list[bool] = []

    def judge(*given: Any) -> FileJudge:
        made = FileJudge(*given)
        asked.append(made.wants_overview)
        return made

    monkeypatch.setattr(command, "FileJudge", judge)
    plain = run(capsys, "batch", ".", "--jobs", 1, *AS_OF, "-f", "jsonl", *more)
    assert plain.code == 2  # one file cannot be read
    assert asked == [is_whole]
    assert plain.out.count('"verdict": ') == 4
