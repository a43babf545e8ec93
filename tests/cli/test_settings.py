"""Settings from a file and the environment: which counts, what a fault says, and that nothing is left out in silence."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from forms import MET, run

from clustercheck.cli import dropped, main
from clustercheck.cli.commands import COMMANDS
from clustercheck.cli.declared import Group, parameters_of
from clustercheck.cli.setting_values import CHOICES, choices_of

Capsys = pytest.CaptureFixture[str]
ROOT = Path(__file__).parents[2]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "a.csv").write_bytes(MET)
    (tmp_path / "below").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def standard_of(out: str) -> str:
    found: str = json.loads(out)["standard"]["id"]
    return found


def assess(capsys: Capsys, *words: str) -> str:
    return run(capsys, "assess", "a.csv", "-f", "json", *words).out


def test_a_file_gives_what_is_not_typed(here: Path, capsys: Capsys) -> None:
    (here / "clustercheck.toml").write_text('city = "guangzhou"\n', encoding="utf-8")
    assert standard_of(assess(capsys)) == "guangzhou"
    assert standard_of(assess(capsys, "--city", "zhuhai")) == "zhuhai"


def test_the_environment_comes_between(here: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "clustercheck.toml").write_text('city = "zhuhai"\n', encoding="utf-8")
    monkeypatch.setenv("CLUSTERCHECK_CITY", "guangzhou")
    assert standard_of(assess(capsys)) == "guangzhou"
    assert standard_of(assess(capsys, "--city", "zhuhai")) == "zhuhai"
    assert standard_of(assess(capsys, "--isolated")) == "zhuhai"


def test_the_nearest_file_upwards_counts(here: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "pyproject.toml").write_text('[tool.clustercheck]\ncity = "guangzhou"\n', encoding="utf-8")
    monkeypatch.chdir(here / "below")
    Path("a.csv").write_bytes(MET)
    assert standard_of(assess(capsys)) == "guangzhou"
    Path("clustercheck.toml").write_text("", encoding="utf-8")
    assert standard_of(assess(capsys)) == "zhuhai"


def test_a_project_without_our_table_is_passed_over(here: Path, capsys: Capsys) -> None:
    (here / "pyproject.toml").write_text("[tool.other]\nx = 1\n", encoding="utf-8")
    assert standard_of(assess(capsys)) == "zhuhai"
    (here / "pyproject.toml").write_text("no toml", encoding="utf-8")
    assert standard_of(assess(capsys)) == "zhuhai"


def test_a_table_of_a_command_is_for_that_command(here: Path, capsys: Capsys) -> None:
    (here / "clustercheck.toml").write_text('[check]\nfail_on = "warning"\n', encoding="utf-8")
    assert standard_of(assess(capsys)) == "zhuhai"
    is_warned = "A3" in run(capsys, "check", "a.csv", "--isolated").out
    assert run(capsys, "check", "a.csv").code == (1 if is_warned else 0)
    assert is_warned


@pytest.mark.parametrize(
    ("text", "code", "word"),
    [
        ("city = ", "U490", "--isolated"),
        ('citty = "zhuhai"', "U491", "citty"),
        ("city = 5", "U492", "city"),
        ("timeout = true", "U492", "timeout"),
        ('[ignore]\nA330 = ""', "U492", "ignore"),
        ("[assess]\nquotta = 5", "U491", "quotta"),
        ("quota = 1.5", "U492", "quota"),
        ("quota = 0", "U492", "quota"),
        ("jobs = true", "U492", "jobs"),
        ("timeout = 0", "U492", "timeout"),
        ("timeout = inf", "U492", "timeout"),
        ("timeout = nan", "U492", "timeout"),
        ('color = "red"', "U411", "always"),
        ('city = "zhuhai"\n\n[check]\nfail-on = "missed"', "U411", "toml:4"),
        ('fail_on = "errors"', "U411", "warning"),
        ('reading = "lax"\n', "U411", "toml:1"),
        ('[ignore]\nA330 = "x"\nC9999 = "no such"', "U425", "toml:3"),
    ],
)
def test_a_fault_of_the_file_is_said_with_its_name(
    text: str, code: str, word: str, here: Path, capsys: Capsys
) -> None:
    (here / "clustercheck.toml").write_text(text, encoding="utf-8")
    for language in ("zh", "en"):
        with pytest.raises(SystemExit) as ended:
            main(["assess", "a.csv", "--lang", language])
        said = capsys.readouterr().err
        assert ended.value.code == 2
        assert code in said
        assert word in said
        assert "clustercheck.toml" in said


def test_a_project_whose_table_is_none_is_told(here: Path, capsys: Capsys) -> None:
    (here / "pyproject.toml").write_text("[tool]\nclustercheck = 5\n", encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        main(["assess", "a.csv", "--lang", "en"])
    assert ended.value.code == 2
    assert "U492" in (said := capsys.readouterr().err)
    assert "pyproject.toml:2" in said


def test_the_choices_of_a_setting_are_those_of_the_options() -> None:
    found = 0
    for name in COMMANDS:
        command = import_module(f"clustercheck.cli.{name}").command
        for part in command.commands.values() if isinstance(command, Group) else [command]:
            for parameter in parameters_of(part.function):
                if parameter.name in CHOICES:
                    found += 1
                    written = (parameter.declaration.metavar or "").split("|")
                    assert set(written) == set(choices_of(parameter.name, name)), (name, parameter)
    assert found > 20


def test_a_path_is_taken_from_the_folder_of_the_file(
    here: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "clustercheck.toml").write_text('standards = "own"\n', encoding="utf-8")
    monkeypatch.chdir(here / "below")
    with pytest.raises(SystemExit) as ended:
        main(["standards", "list", "--lang", "en"])
    assert ended.value.code == 2
    assert str(here / "own") in capsys.readouterr().err


def test_what_is_ignored_is_said_with_its_reason(here: Path, capsys: Capsys) -> None:
    (here / "a.csv").write_bytes(MET.replace("所在区县,示例区".encode(), "所在区县,".encode()))
    before = run(capsys, "check", "a.csv").out
    codes = [line.split()[0] for line in before.splitlines() if line.strip().startswith(("A3", "C2"))]
    assert codes
    ignored = "".join(f'{code} = "另行报送"\n' for code in set(codes))
    (here / "clustercheck.toml").write_text("[ignore]\n" + ignored, encoding="utf-8")
    after = run(capsys, "check", "a.csv")
    assert not any(code in after.out for code in codes)
    assert all(code in after.err and "另行报送" in after.err for code in codes)


def test_config_show_says_where_each_comes_from(
    here: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "clustercheck.toml").write_text('city = "珠海"\n[check]\nfail_on = "warning"\n', encoding="utf-8")
    monkeypatch.setenv("CLUSTERCHECK_READING", "strict")
    shown = run(capsys, "config", "show").out
    assert "city = 珠海" in shown
    assert "check.fail_on = warning" in shown
    assert "CLUSTERCHECK_READING" in shown
    made = json.loads(run(capsys, "config", "show", "-f", "json").out)
    assert {each["name"]: each["source"] for each in made["settings"]} == {
        "city": str(here / "clustercheck.toml"),
        "reading": "CLUSTERCHECK_READING",
        "fail_on": str(here / "clustercheck.toml"),
    }
    assert json.loads(run(capsys, "config", "show", "-f", "json", "--isolated").out)["settings"] == []


def test_a_workbook_from_stdin_goes_by_a_name(
    here: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stdin:
        buffer = io.BytesIO(MET)

    monkeypatch.setattr(sys, "stdin", Stdin())
    made = json.loads(run(capsys, "assess", "-", "--stdin-name", "甲.csv", "-f", "json").out)
    assert made["file"] == "甲.csv"


def test_a_path_alone_is_assessed(here: Path, capsys: Capsys) -> None:
    assert run(capsys, "a.csv", "-q").out.startswith("a.csv  ")
    with pytest.raises(SystemExit) as ended:
        main(["nothing.csv"])
    assert ended.value.code == 2


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="a desktop of another kind")
def test_a_file_dropped_on_the_program_is_a_page_that_opens(here: Path) -> None:
    browser = here / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {here}/opened\n', encoding="utf-8")
    browser.chmod(0o755)
    environment = {**os.environ, "BROWSER": str(browser)}
    subprocess.run(
        [sys.executable, "-m", "clustercheck", "a.csv"],
        cwd=here, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        check=False,
    )  # fmt: skip
    page = here / "a.clustercheck.html"
    assert page.read_text(encoding="utf-8").startswith("<!")
    assert (here / "opened").read_text().strip() == page.resolve().as_uri()


def test_a_script_gets_no_page(here: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "clustercheck", "a.csv"],
        cwd=here, stdin=subprocess.DEVNULL, capture_output=True, check=False,
    )  # fmt: skip
    assert done.stdout
    assert not (here / "a.clustercheck.html").exists()


def test_the_page_of_a_folder_stands_beside_it() -> None:
    assert dropped.page_beside("in/data.xlsx") == "in/data.clustercheck.html"


def test_a_template_of_the_settings_waits_for_a_word_report(here: Path, capsys: Capsys) -> None:
    (here / "clustercheck.toml").write_text('template = "head.docx"\n', encoding="utf-8")
    assert run(capsys, "assess", "a.csv").code == run(capsys, "assess", "a.csv", "--isolated").code
    assert run(capsys, "assess", "a.csv", "-o", "r.json", "-q").code in (0, 1, 3)
    asked = run(capsys, "assess", "a.csv", "-o", "r.docx", "-q")
    assert asked.code == 2
    assert "head.docx" in asked.err
    typed = run(capsys, "assess", "a.csv", "--template", "other.docx")
    assert typed.code == 2


@pytest.mark.parametrize("command", ["assess", "batch"])
def test_help_names_the_variables_in_the_language_in_use(command: str) -> None:
    def shown(lang: str) -> str:
        words = [sys.executable, "-m", "clustercheck", command, "--help", "--lang", lang]
        wide = {**os.environ, "COLUMNS": "160"}
        return subprocess.run(words, capture_output=True, check=True, encoding="utf-8", env=wide).stdout

    assert "[环境变量：CLUSTERCHECK_AS_OF]" in shown("zh")
    assert "env var" not in shown("zh")
    assert "环境变量" not in shown("en")
