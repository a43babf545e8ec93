"""The limit on time: processor time, the same everywhere, and no honest file fails on a busy machine."""

from __future__ import annotations

import re
import threading
import time
from pathlib import Path

import pytest
from forms import AS_OF, MET, run

from clustercheck.cli import limits
from clustercheck.cli.limits import SECONDS, limited
from clustercheck.model.problems import UnreadableFile

Capsys = pytest.CaptureFixture[str]


def spin(*_: object, **__: object) -> None:
    """Work without end, which takes no exception for an answer."""
    while True:
        try:
            sum(range(1000))
        except Exception:
            continue


def refused(seconds: float = 0.2) -> list[str]:
    with pytest.raises(UnreadableFile) as refusal, limited("x.csv", seconds):
        spin()
    return [
        f"{problem.code} {problem.where} {problem.facts['seconds']}" for problem in refusal.value.problems
    ]


@pytest.fixture(params=["timer", "watch"])
def _either_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "watch":
        monkeypatch.setattr(limits, "_has_timer", lambda: False)
    elif not limits._has_timer():
        pytest.skip("no such timer here")


@pytest.mark.usefixtures("_either_way")
def test_work_without_end_is_broken_off() -> None:
    assert refused() == ["C266 x.csv 0.2"]
    assert refused() == ["C266 x.csv 0.2"]


@pytest.mark.usefixtures("_either_way")
def test_waiting_for_ones_turn_counts_for_nothing() -> None:
    with limited("x.csv", 0.2):
        time.sleep(0.5)


@pytest.mark.usefixtures("_either_way")
def test_nothing_of_a_limit_is_left_behind() -> None:
    with limited("x.csv", 0.1):
        pass
    ends = time.process_time() + 0.4
    while time.process_time() < ends:
        pass
    with pytest.raises(ZeroDivisionError), limited("x.csv", 30):
        raise ZeroDivisionError


@pytest.mark.skipif(not limits._has_timer(), reason="no such timer here")
def test_a_regular_expression_is_broken_off() -> None:
    with pytest.raises(UnreadableFile), limited("x.csv", 0.2):
        re.match(r"(a|a)*b", "a" * 28)


def test_it_holds_in_a_thread_too() -> None:
    found: list[list[str]] = []
    thread = threading.Thread(target=lambda: found.append(refused()))
    thread.start()
    thread.join()
    assert found == [["C266 x.csv 0.2"]]


@pytest.mark.parametrize(
    ("command", "module", "name"),
    [
        ("assess m.csv n.csv", "run", "read_all"),
        ("assess m.csv n.csv", "run", "assess"),
        ("check m.csv n.csv", "run", "read_all"),
        ("check m.csv n.csv", "check", "assess"),
        ("explain m.csv land_area", "run", "read_all"),
        ("explain m.csv land_area", "run", "assess"),
    ],
)
def test_every_command_that_reads_has_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capsys, command: str, module: str, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    for file in ("m.csv", "n.csv"):
        (tmp_path / file).write_bytes(MET)
    monkeypatch.setattr(f"clustercheck.use_cases.{module}.{name}", spin)
    found = run(capsys, *command.split(), "--timeout", "0.2", *AS_OF)
    assert (found.code, found.err.count("C266")) == (2, len(re.findall("csv", command)))
    assert "m.csv" in found.err


def test_so_has_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capsys) -> None:
    monkeypatch.setattr("clustercheck.tables.whole_files.laid_out", spin)
    (tmp_path / "m.csv").write_bytes(MET)
    for more in ([], ["--draft-map", str(tmp_path / "m.yaml")]):
        found = run(capsys, "read", tmp_path / "m.csv", "--timeout", "0.2", *more)
        assert (found.code, "C266" in found.err) == (2, True)


@pytest.mark.parametrize("command", ["assess", "check", "read", "explain", "batch"])
def test_the_limit_is_one(capsys: Capsys, command: str) -> None:
    found = run(capsys, command, "--help").out
    assert "--timeout SECONDS" in found
    assert "30" in found.split("--timeout SECONDS")[1].split("--")[0]
    assert SECONDS == 30
