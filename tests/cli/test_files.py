"""Which workbooks are meant: below folders, by patterns, and only what is a file."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from forms import AS_OF, MET, run

from clustercheck.use_cases.workbooks import SUFFIXES, workbooks

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("named", [".", "./", "in", "./in", "in/", "in//deep", "in/../in", "absolute"])
def test_a_path_below_a_folder_is_as_short_as_the_folder_allows(
    named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in" / "deep").mkdir(parents=True)
    for name in ("b.xlsx", "a.csv", "a.txt", "~$b.xlsx"):
        (tmp_path / "in" / "deep" / name).touch()
    folder = str(tmp_path) if named == "absolute" else named
    found = [one[0] for one in workbooks([folder]) if isinstance(one, tuple)]
    assert found == sorted(
        str(path) for path in Path(folder).rglob("*.*") if path.name in ("a.csv", "b.xlsx")
    )


def names(*named: str, platform: str = sys.platform) -> list[str]:
    return [
        one[0] if isinstance(one, tuple) else one.problems[0].code
        for one in workbooks(named, platform=platform)
    ]


def test_a_suffix_may_be_written_in_any_case(tmp_path: Path) -> None:
    for number, suffix in enumerate(SUFFIXES):
        (tmp_path / f"{number}{suffix.upper()}").touch()
        (tmp_path / f"{number}{suffix.title()}").touch()
    assert len(names(str(tmp_path))) == 2 * len(SUFFIXES)
    for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")):
        for suffix in SUFFIXES:
            for name in (f"上报/a{suffix}", f"A{suffix.upper()}"):
                assert re.search(hook["files"], name)
        assert not re.search(hook["files"], "a.xlsx.txt")


# -- patterns, which the shells of Windows leave to the program


@pytest.fixture
def some(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    for name in (
        "b.xlsx",
        "a.xlsx",
        "~$a.xlsx",
        ".c.xlsx",
        "a.txt",
        "copy [1].xlsx",
        "copy [2].xlsx",
        "in/d.xlsx",
    ):
        (tmp_path / name).touch()


@pytest.mark.parametrize(
    ("named", "found"),
    [
        ("*.xlsx", ["a.xlsx", "b.xlsx", "copy [1].xlsx", "copy [2].xlsx"]),
        ("?.xlsx", ["a.xlsx", "b.xlsx"]),
        ("copy [1].*", ["copy [1].xlsx"]),
        ("copy ?1].xlsx", ["copy [1].xlsx"]),
        ("*/*.xlsx", [os.path.join("in", "d.xlsx")]),
        ("i*", [os.path.join("in", "d.xlsx")]),
        ("none*.xlsx", ["none*.xlsx"]),
        ("a.xlsx", ["a.xlsx"]),
    ],
)
@pytest.mark.usefixtures("some")
def test_a_pattern_is_expanded_on_windows_alone(named: str, found: list[str]) -> None:
    assert names(named, platform="win32") == found
    if "*" in named or "?" in named:
        assert names(named, platform="linux") == [named]


@pytest.mark.skipif(sys.platform == "win32", reason="no file has such a name there")
@pytest.mark.usefixtures("some")
def test_a_file_of_that_very_name_is_meant() -> None:
    Path("*.xlsx").touch()
    assert names("*.xlsx", platform="win32") == ["*.xlsx"]


# -- what is no regular file


def start(*arguments: str, stdin: bytes = b"") -> tuple[int, str]:
    """A call in a process of its own: one that waits for ever must not take the tests with it."""
    done = subprocess.run(
        [sys.executable, "-m", "clustercheck", *arguments], input=stdin, capture_output=True, timeout=60
    )
    return done.returncode, (done.stdout + done.stderr).decode()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with a name here")
@pytest.mark.parametrize("command", ["assess", "check", "batch", "read", "explain"])
def test_a_pipe_is_said_and_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.csv").write_bytes(MET)
    os.mkfifo(tmp_path / "in" / "b.csv")
    named = ["in/b.csv"] if command in ("read", "explain") else ["in"]
    rest = ["land_area"] if command == "explain" else []
    code, said = start(command, *named, *rest)
    assert (code, "C115" in said, "in/b.csv" in said) == (2, True, True)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such devices here")
def test_a_device_is_said_and_not_read() -> None:
    code, said = start("assess", "/dev/zero")
    assert (code, "C115" in said) == (2, True)


def test_what_comes_by_a_pipe_is_read_from_the_standard_input() -> None:
    assert start("assess", "-", *AS_OF, stdin=MET)[0] == 0


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="no process substitution here")
def test_a_manifest_may_come_by_a_pipe(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "m.csv").write_bytes(MET)
    reading, writing = os.pipe()
    os.write(writing, os.fsencode(tmp_path / "m.csv"))
    os.close(writing)
    assert run(capsys, "batch", "--manifest", f"/dev/fd/{reading}", *AS_OF).code == 0
    os.close(reading)
