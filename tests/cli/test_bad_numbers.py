"""A number that an option cannot take: what it takes is said in the language of the call, not in Typer's words."""

from __future__ import annotations

from pathlib import Path

import pytest
from forms import run

CASES = [
    (["batch", ".", "--jobs", "0"], "--jobs 要写整数，至少 1。", "--jobs takes a whole number, 1 or more."),
    (
        ["check", "x.xlsx", "--jobs", "1.5"],
        "--jobs 要写整数，至少 1。",
        "--jobs takes a whole number, 1 or more.",
    ),
    (
        ["assess", "x.xlsx", "--jobs", "三"],
        "--jobs 要写整数，至少 1。",
        "--jobs takes a whole number, 1 or more.",
    ),
    (
        ["batch", ".", "--timeout", "0"],
        "--timeout 要写一个数，至少 0.1。",
        "--timeout takes a number, 0.1 or more.",
    ),
]


@pytest.mark.parametrize(("call", "chinese", "english"), CASES)
def test_in_both_languages(
    call: list[str],
    chinese: str,
    english: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    for language, expected in (("zh", chinese), ("en", english)):
        said = run(capsys, "--lang", language, *call)
        assert said.code == 2
        assert said.err.startswith(expected)


def test_a_setting_from_the_environment_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CLUSTERCHECK_JOBS", "0")
    said = run(capsys, "--lang", "en", "check", "x.xlsx")
    assert said.code == 2
    assert said.err.startswith("--jobs (CLUSTERCHECK_JOBS) takes a whole number, 1 or more.")
