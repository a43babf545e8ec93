"""Colour, width and characters: what a stream can carry, and who decides."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from clustercheck.cli.console import printable, wants_colour
from clustercheck.cli.exits import Exit, exit_of
from clustercheck.model.findings import Verdict

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "clustercheck", "assess", "--as-of", "2026-11-21"]


class Stream(io.StringIO):
    def __init__(self, terminal: bool) -> None:
        super().__init__()
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal


@pytest.mark.parametrize(
    ("choice", "environment", "terminal", "coloured"),
    [
        ("auto", {}, True, True),
        ("auto", {}, False, False),
        ("auto", {"NO_COLOR": "1"}, True, False),
        ("auto", {"NO_COLOR": ""}, True, True),
        ("auto", {"FORCE_COLOR": "1"}, False, True),
        ("auto", {"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False),
        ("auto", {"TERM": "dumb"}, True, False),
        ("always", {"NO_COLOR": "1"}, False, True),
        ("never", {"FORCE_COLOR": "1"}, True, False),
    ],
)
def test_the_flag_then_no_color_then_force_color_then_the_terminal(
    choice: str, environment: dict[str, str], terminal: bool, coloured: bool
) -> None:
    assert wants_colour(choice, Stream(terminal), environment) is coloured


@pytest.mark.parametrize(
    ("verdicts", "fail_on", "code"),
    [
        ([Verdict.MET], "open", Exit.MET),
        ([Verdict.MET, Verdict.MISSED, Verdict.INCOMPLETE], "open", Exit.MISSED),
        ([Verdict.MISSED, None], "open", Exit.COULD_NOT_RUN),
        ([Verdict.DISCRETIONARY, Verdict.MET], "open", Exit.OPEN),
        ([Verdict.INCOMPLETE], "missed", Exit.MET),
        ([Verdict.INCOMPLETE, Verdict.MISSED], "missed", Exit.MISSED),
        ([Verdict.MISSED, Verdict.INCOMPLETE], "never", Exit.MET),
        ([Verdict.MISSED, None], "never", Exit.COULD_NOT_RUN),
    ],
)
def test_the_code_of_several_files(verdicts: list[Verdict | None], fail_on: str, code: Exit) -> None:
    assert exit_of(verdicts, fail_on) is code


def test_what_a_cell_holds_cannot_steer_a_terminal() -> None:
    assert printable("甲\x1b[31m乙\x07\u202e丙[red]\n") == "甲\ufffd[31m乙\ufffd\ufffd丙[red]\n"


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-8", "ascii", "cp1252"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_encoding_of_a_console_makes_the_report_fail(encoding: str, language: str) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    done = subprocess.run(
        [*COMMAND, "--lang", language, "sample_data/sichuan_tea.xlsx"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
    )
    assert done.returncode == Exit.OPEN
    text = done.stdout.decode(encoding)
    assert ("酌定" if language == "zh" and encoding not in ("ascii", "cp1252") else "6") in text


def test_a_gbk_console_loses_nothing_but_the_unusual() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "gbk", "PYTHONUTF8": "0"}
    arguments = [*COMMAND, "--lang", "zh", "sample_data/zhuhai_printing.xlsx"]
    done = subprocess.run(arguments, cwd=ROOT, env=environment, capture_output=True)
    assert "?" not in done.stdout.decode("gbk")


def test_lines_of_a_batch_are_in_the_encoding_of_the_console() -> None:
    batch = [*COMMAND[:3], "batch", "sample_data/zhuhai_printing.xlsx", "-f", "jsonl", *COMMAND[4:]]
    found = {}
    for encoding in ("utf-8", "gbk"):
        environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
        done = subprocess.run(batch, cwd=ROOT, env=environment, capture_output=True)
        found[encoding] = done.stdout.decode(encoding)
    assert '"criteria"' in found["utf-8"]
    assert "?" not in found["gbk"]
    assert found["gbk"] == found["utf-8"]
