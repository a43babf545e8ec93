"""A repository of submissions under its gate: the real hook, the script of the action, the baseline, the summary."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml

from clustercheck.cli import main

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CALL = ["--city", "zhuhai", "--as-of", "2026-11-21", "--lang", "en"]
WRONG = "part over whole.csv"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the sample repository, and the working directory in it."""
    shutil.copytree(HERE / "submissions", tmp_path / "submissions")
    shutil.copy(HERE / ".pre-commit-config.yaml", tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def check(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["check", "submissions", *CALL, *arguments])
    assert isinstance(ended.value.code, int)
    return ended.value.code


def test_what_was_accepted_is_not_reported_again(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check("-o", "accepted.json") == 1
    capsys.readouterr()
    assert check("--baseline", "accepted.json") == 0
    assert "in the baseline already: " in capsys.readouterr().out
    # Another language, and a call from elsewhere, know it too.
    assert check("--baseline", "accepted.json", "--lang", "zh") == 0
    assert check("--baseline", "accepted.json", "--fail-on", "warning") == 0


def test_a_figure_that_was_changed_is_new(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check("-o", "accepted.json") == 1
    wrong = repository / "submissions" / "香洲区" / WRONG
    wrong.write_text(wrong.read_text(encoding="utf-8").replace("41.7", "41.8"), encoding="utf-8")
    capsys.readouterr()
    assert check("--baseline", "accepted.json", "-f", "json") == 1
    files = json.loads(capsys.readouterr().out)["files"]
    assert [problem["code"] for one in files for problem in one["problems"]] == ["C201"]


def test_an_unreadable_file_is_always_reported(repository: Path) -> None:
    (repository / "submissions" / "z.xlsx").write_bytes(b"PK\x03\x04")
    assert check("-o", "accepted.json") == 2
    assert check("--baseline", "accepted.json") == 2


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"{}", "U426"), (b"[1]", "U426"), (b"no json", "U426"), (b"\xff\xff", "U427"), (None, "U427")],
)
def test_a_baseline_that_is_none(
    repository: Path, capsys: pytest.CaptureFixture[str], content: bytes | None, code: str
) -> None:
    if content is not None:
        (repository / "b.json").write_bytes(content)
    assert check("--baseline", "b.json") == 2
    assert code in capsys.readouterr().err


def test_the_summary_of_a_run_holds_no_figure(
    repository: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = repository / "summary"
    summary.write_text("of another step\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    assert check() == 1
    assert capsys.readouterr().out.count("::error ") == 1
    text = summary.read_text(encoding="utf-8")
    assert text.startswith("of another step\n## clustercheck\n")
    assert "| submissions/香洲区/part over whole.csv | F6 | C201 | **error** A part over its whole" in text
    assert "41.7" not in text


def test_the_script_of_the_action(repository: Path) -> None:
    script = f"#!/bin/sh\nexec '{sys.executable}' -m clustercheck \"$@\"\n"
    program = repository / "clustercheck"
    program.write_text(script, encoding="utf-8")
    program.chmod(0o755)
    ended = subprocess.run(
        ["bash", str(ROOT / "scripts" / "gate.sh"), str(program)],
        cwd=repository,
        env={
            **os.environ, "PYTHONPATH": str(ROOT), "PATHS": f"submissions/sound.csv 'submissions/香洲区/{WRONG}'",
            "CITY": "zhuhai", "CHECK_LANG": "en", "GITHUB_ACTIONS": "true", "RESULTS": "out put",
            "GITHUB_STEP_SUMMARY": "", "LC_ALL": "C.UTF-8",
        },
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )  # fmt: skip
    assert ended.returncode == 1, ended.stderr
    assert f"::error file=submissions/香洲区/{WRONG}" in ended.stdout
    results = repository / "out put"
    suites = ElementTree.parse(results / "clustercheck.xml").getroot()
    assert [suite.get("failures") for suite in suites] == ["0", "1"]
    assert json.loads((results / "clustercheck.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert len(json.loads((results / "clustercheck.json").read_text(encoding="utf-8"))["files"]) == 2


def test_the_action_hands_every_input_to_its_script() -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    handed = action["runs"]["steps"][1]["env"]
    assert sorted(f"${{{{ inputs.{name} }}}}" for name in action["inputs"]) == sorted(handed.values())
    script = (ROOT / "scripts" / "gate.sh").read_text(encoding="utf-8")
    assert [name for name in handed if f"${{{name}" not in script] == []
    # What an input holds must not be run: it reaches the shell as a variable only.
    assert all("inputs." not in step["run"] for step in action["runs"]["steps"])


def test_the_hook_in_real_pre_commit(repository: Path) -> None:
    """Installed from this checkout as it stands, into an environment of its own."""
    source = repository.parent / "source"
    source.mkdir()
    listed = subprocess.run(
        ["git", "ls-files", "-z", "-co", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.split("\0")
    if len(listed) < 2:
        pytest.skip("no checkout")
    for name in filter(None, listed):
        if not name.startswith("tests/") and (ROOT / name).is_file():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, source / name)
    git = ["git", "-c", "user.name=t", "-c", "user.email=t@t", "-c", "commit.gpgsign=false"]
    for folder in (source, repository):
        subprocess.run([*git, "init", "-q"], cwd=folder, check=True)
        subprocess.run([*git, "add", "-A"], cwd=folder, check=True)
        subprocess.run([*git, "commit", "-qm", "all"], cwd=folder, check=True)
    head = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=source, capture_output=True, text=True, check=True
    ).stdout.strip()
    settings = repository / ".pre-commit-config.yaml"
    text = (
        settings.read_text(encoding="utf-8")
        .replace("CLUSTERCHECK", str(source))
        .replace("rev: HEAD", f"rev: {head}")
    )
    settings.write_text(text, encoding="utf-8")
    ended = subprocess.run(
        [sys.executable, "-m", "pre_commit", "run", "--all-files"],
        cwd=repository,
        env={**os.environ, "PRE_COMMIT_HOME": str(repository.parent / "home"), "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert ended.returncode == 1, ended.stdout + ended.stderr
    assert "exit code: 1" in ended.stdout
    assert "C201" in ended.stdout
    assert "Files checked: 2" in ended.stdout
