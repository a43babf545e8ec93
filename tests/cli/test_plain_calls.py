"""Plain calls are read as Typer reads them, or left to it; and they import none of it."""

import os
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.exceptions import TyperException

from clustercheck.cli.commands import COMMANDS
from clustercheck.cli.declared import Argument, Command, Group, Option, parameters_of
from clustercheck.cli.plain_calls import _KINDS, plain_values
from clustercheck.cli.run import _may_have_settings
from clustercheck.cli.typer_commands import typer_command
from clustercheck.model.problems import UsageFault

SAMPLE = Path(__file__).parents[2] / "sample_data" / "zhuhai_printing.xlsx"
# Importing any of these takes a part of a short run that is felt. A checkout parses its standards, and needs some of them.
NEVER = (
    "typer",
    "rich.console",
    "gettext",
    "threading",
    "inspect",
    "dataclasses",
    "signal",
    "xml.parsers.expat",
)
NOT_FROM_A_WHEEL = ("typing", "pathlib", "urllib", "contextlib", "importlib", "json", "datetime")


def all_commands() -> dict[str, Command]:
    found = {}
    for name in COMMANDS:
        declared = import_module(f"clustercheck.cli.{name}").command
        if isinstance(declared, Group):
            found |= {f"{name} {each}": command for each, command in declared.commands.items()}
        else:
            found[name] = declared
    return found


def recorder(function: Callable[..., int], record: Callable[[dict[str, Any]], int]) -> Callable[..., int]:
    """A function with the same declaration that records its values."""
    names = [each.name for each in parameters_of(function)]
    space = {**function.__globals__, "_record": record}
    exec(f"def made({', '.join(names)}):\n    return _record(dict(locals()))", space)
    made: Any = space["made"]
    made.__defaults__, made.__annotations__ = function.__defaults__, function.__annotations__
    return made  # type: ignore[no-any-return]


def by_typer(function: Callable[..., int], words: list[str]) -> dict[str, Any] | None:
    found: list[dict[str, Any]] = []

    def record(values: dict[str, Any]) -> int:
        found.append(values)
        return 0

    command = typer_command(Command(recorder(function, record), "help"))
    for parameter in command.params:
        parameter.envvar = None
    try:
        command.main(words, standalone_mode=False)
    except (TyperException, UsageFault):
        return None
    return found[0] if found else None


def plainly(function: Callable[..., int], words: list[str]) -> dict[str, Any] | None:
    values = plain_values(words, parameters_of(function))
    if values is None:
        return None
    found: list[dict[str, Any]] = []

    def record(all_values: dict[str, Any]) -> int:
        found.append(all_values)
        return 0

    recorder(function, record)(**values)
    return found[0]


COMMANDS_BY_NAME = all_commands()
VALUES = [
    "zhuhai", "珠海", "2026-01-31", "json", "text", "5", "0", "0.05", "007", "x.xlsx", str(SAMPLE), "", "-", "--", "-x",
    "zh", "en", "fr", "never", "x y", "a=b", "٣", "1e3", "+4", " 7", "/root", "不",
]  # fmt: skip


def words_for(function: Callable[..., int]) -> st.SearchStrategy[list[str]]:
    names = [
        name
        for each in parameters_of(function)
        if isinstance(each.declaration, Option)
        for name in each.declaration.names
    ]
    spoiled = (
        [f"{name}=zh" for name in names] + [name[:-1] for name in names] + ["-qf", "-fjson", "-h", "--help"]
    )
    option = st.tuples(st.sampled_from(names), st.sampled_from(VALUES)).map(list)
    single = st.sampled_from([*names, *VALUES, *spoiled]).map(lambda word: [word])
    return st.lists(st.one_of(option, option, single), max_size=5).map(
        lambda parts: [word for part in parts for word in part]
    )


@pytest.mark.parametrize("name", COMMANDS_BY_NAME)
def test_a_plain_call_is_read_as_typer_reads_it(name: str) -> None:
    function = COMMANDS_BY_NAME[name].function

    @given(words_for(function))
    @settings(max_examples=60, deadline=None, database=None)
    def held(words: list[str]) -> None:
        values = plainly(function, words)
        assert values is None or values == by_typer(function, words)

    held()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (
            "assess",
            ["a.xlsx", "-f", "json", "--city", "zhuhai", "--force", "b.xlsx", "-o", "x.md", "-o", "y.md"],
        ),
        ("check", ["a.xlsx", "--select", "C2", "--timeout", "5", "--lang", "en", "-"]),
        ("explain", ["a.xlsx", "total_output", "--standards", "own"]),
        ("rule", []),
        ("standards list", ["-f", "json"]),
        ("batch", ["folder", "--jobs", "2"]),
    ],
)
def test_usual_calls_are_plain(name: str, words: list[str]) -> None:
    function = COMMANDS_BY_NAME[name].function
    values = plainly(function, words)
    assert values is not None
    assert values == by_typer(function, words)


@pytest.mark.parametrize(
    "words",
    [[], ["--help"], ["a", "-h"], ["a", "--forc"], ["a", "--city=x"], ["a", "-qf", "json"], ["a", "--city"],
     ["a", "--city", ""], ["a", "--city", "x", "--city", "y"], ["a", "--timeout", "x"], ["a", "--timeout", "0"],
     ["a", "--lang", "fr"], ["--", "a"], ["a", "--quiet=1"], ["a", "--city", "--force"]],
)  # fmt: skip
def test_what_is_not_plain_is_left_to_typer(words: list[str]) -> None:
    assert plainly(COMMANDS_BY_NAME["assess"].function, words) is None


def test_a_path_that_may_not_be_read_is_left_to_typer(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    function = COMMANDS_BY_NAME["assess"].function
    (tmp_path / "map.yaml").write_text("")
    words = ["a.xlsx", "--map", str(tmp_path / "map.yaml")]
    assert plainly(function, words) is not None
    monkeypatch.setattr("os.access", lambda *_: False)
    assert plainly(function, words) is None


def test_every_type_of_a_declaration_is_known_to_plain_calls() -> None:
    for command in COMMANDS_BY_NAME.values():
        for each in parameters_of(command.function):
            assert each.type in _KINDS, each
            assert isinstance(each.declaration, Option | Argument)


@pytest.mark.parametrize(
    "words",
    [
        ["assess", str(SAMPLE), "-f", "json"],
        ["assess", str(SAMPLE), "--color", "always"],
        ["check", str(SAMPLE)],
        ["check", str(SAMPLE), "-f", "json"],
    ],
)
def test_a_plain_call_imports_no_typer(words: list[str], tmp_path: Path) -> None:
    code = (
        "import sys; from clustercheck.cli import main\n"
        f"try: main({words!r})\n"
        "except SystemExit: pass\n"
        f"sys.stderr.write(repr(sorted(set({NEVER!r}) & set(sys.modules))))"
    )
    made = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, check=True
    )
    assert made.stderr.endswith("[]"), made.stderr


def test_the_modules_of_a_plain_call_import_little() -> None:
    modules = (
        "cli.plain_calls", "cli.assess", "cli.check", "use_cases.run", "tables.layout", "formats.xlsx", "checks.consistency",
        "catalogue.compiled", "engine.gaps", "engine.evidence", "reports.assessment.json", "reports.assessment.text",
    )  # fmt: skip
    absent = NEVER + NOT_FROM_A_WHEEL
    code = (
        "import sys\n"
        + "".join(f"import clustercheck.{name}\n" for name in modules)
        + f"print(sorted(set({absent!r}) & set(sys.modules)))"
    )
    made = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True)
    assert made.stdout == "[]\n"


@pytest.fixture
def plain_surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    for name in os.environ:
        if name.startswith("CLUSTERCHECK_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("variable", ["CLUSTERCHECK_CITY", "_CLUSTERCHECK_COMPLETE"])
def test_a_variable_leaves_the_call_to_typer(
    variable: str, plain_surroundings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not _may_have_settings()
    monkeypatch.setenv(variable, "zhuhai")
    assert _may_have_settings()


@pytest.mark.parametrize("content", ["nonsense = 1\n", 'city = "zhuhai"\n'])
def test_a_file_of_settings_leaves_the_call_to_typer(content: str, plain_surroundings: Path) -> None:
    assert not _may_have_settings()
    (plain_surroundings / "clustercheck.toml").write_text(content)
    assert _may_have_settings()
