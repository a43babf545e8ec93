"""`assess` and `check` of many files, by the workers of `batch`: the same as of few, in one process."""

from __future__ import annotations

import os
import pickle
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from forms import AS_OF, MET, MISSED, put, run
from sessions import none_left, processes_of

from clustercheck.batch.spool import Spool
from clustercheck.cli import assess, check, staff
from clustercheck.use_cases.file_names import numbered

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "sample_data"
DAMAGED = b"PK\x03\x04 and no more"
# An exit code, both streams, and the files.
Found = tuple[int, str, str, dict[str, bytes]]
Capsys = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Forms that pass and that do not, two with the same name, one damaged, and the samples."""
    monkeypatch.chdir(tmp_path)
    given = tmp_path / "given"
    given.mkdir()
    put(given, a=MET, b=MISSED, c=MET)
    (given / "damaged.xlsx").write_bytes(DAMAGED)
    (given / "nothing.csv").write_bytes(b"a,b\n1,2\n")
    for path in SAMPLES.glob("*.xlsx"):
        shutil.copy(path, given)
    return tmp_path


def both(folder: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch, *call: str) -> tuple[Found, Found]:
    """What a call prints and writes in one process, and by workers."""
    found = []
    for many in (10**6, 2):
        monkeypatch.setattr(assess, "MANY", many)
        monkeypatch.setattr(check, "MANY", many)
        out = folder / "out"
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir()
        ended = run(capsys, *call, *AS_OF)
        written = {path.name: path.read_bytes() for path in sorted(out.iterdir())}
        found.append((ended.code, ended.out, ended.err, written))
    return found[0], found[1]


CALLS = [
    "assess given",
    "assess given -q --color always --lang en",
    "assess given -f json",
    "assess given nope.csv -f jsonl --fail-on never",
    "assess nope.csv given -f csv -o out/a.json -o out/a.jsonl -o out/a.csv -o out/a.md -o out/a.xml -o out/a.sarif",
    "assess given -f md --lang en -o out/{name}.md -o out/all.docx",
    "assess given -f junit -o out/ -o out/{name}.html -o out/{name}.xlsx",
    "assess given -f sarif --city hainan -o out/{name}.docx --paper brief",
    "assess given -f html -o out/all.html",
    "assess given -o out/all.xlsx --margins",
    "assess given -o out/{name}.docx --template given/a.csv",
    "assess given -o given/{name}.xlsx",
    "assess given -f jsonl --jobs 1",
    "check given nope.csv",
    "check given --jobs 3",
    "check given -f json --lang en --city hainan",
    "check given -f github -o out/a.json -o out/a.xml -o out/a.sarif",
    "check given --statistics --color always --select C,A3 --fail-on never",
]


@pytest.mark.slow
@pytest.mark.parametrize("call", CALLS)
def test_workers_give_the_same(
    call: str, folder: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_one, by_workers = both(folder, capsys, monkeypatch, *call.split())
    assert by_workers == in_one


@pytest.mark.slow
@pytest.mark.parametrize("command", ["assess", "check"])
def test_as_many_processes_as_are_asked_for(
    command: str, folder: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def workers_for(files: int, jobs: int) -> int:
        asked.append(jobs)
        return 1

    monkeypatch.setattr(assess, "MANY", 2)
    monkeypatch.setattr(check, "MANY", 2)
    monkeypatch.setattr(staff, "workers_for", workers_for)
    for jobs in ((), ("--jobs", "3")):
        run(capsys, command, "given", *jobs, *AS_OF)
    assert asked == [staff.processors(), 3]
    assert run(capsys, command, "given", "--jobs", "0").code == 2


@pytest.mark.slow
def test_the_quick_ways_reach_the_workers(
    folder: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLUSTERCHECK_QUICK", "0")
    in_one, by_workers = both(folder, capsys, monkeypatch, "assess", "given", "-f", "jsonl")
    assert by_workers == in_one


@pytest.mark.slow
def test_a_broken_standard_ends_a_check_as_in_one_process(
    folder: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "own" / "zhuhai").mkdir(parents=True)
    (folder / "own" / "zhuhai" / "2030.yaml").write_text("id: zhuhai\n", encoding="utf-8")
    in_one, by_workers = both(folder, capsys, monkeypatch, "check", "given", "--standards", "own")
    assert by_workers == in_one
    assert by_workers[0] == 2


@pytest.mark.slow
@pytest.mark.parametrize("command", ["assess", "check"])
def test_a_file_that_takes_too_long_is_said_and_the_others_are_done(
    command: str, folder: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Some seconds, and not more cells than are read.
    rows = "\n".join(f"指标{number},亿元,1,2,3" for number in range(30_000))
    (folder / "given" / "long.csv").write_text(f"指标,单位,2023年,2024年,2025年\n{rows}\n", encoding="utf-8")
    monkeypatch.setattr(assess, "MANY", 2)
    monkeypatch.setattr(check, "MANY", 2)
    ended = run(capsys, command, "given", "--timeout", "0.4", "--lang", "en", *AS_OF)
    assert ended.code == 2
    assert "C266" in ended.err
    assert "香洲示例打印耗材集群" in ended.out or command == "check"


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "killpg"), reason="no groups of processes here")
@pytest.mark.parametrize("command", ["assess", "check"])
def test_an_interrupt_ends_all_processes(command: str, tmp_path: Path) -> None:
    for number in range(1500):
        (tmp_path / f"c{number:04}.csv").write_bytes(MISSED)
    running = subprocess.Popen(
        [sys.executable, "-m", "clustercheck", command, ".", "-o", "all.json", "--lang", "en", *AS_OF],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    deadline = time.monotonic() + 60
    while len(processes_of(running.pid)) < 3 and running.poll() is None and time.monotonic() < deadline:
        time.sleep(0.02)
    os.killpg(running.pid, signal.SIGINT)
    out, err = running.communicate(timeout=60)
    assert (running.returncode, out) == (130, "")
    assert "Interrupted." in err
    assert "Traceback" not in err
    assert not (tmp_path / "all.json").exists()
    assert none_left(running.pid)


def test_a_spool_gives_its_values_as_often_as_asked() -> None:
    values = [("a" * 600_000, 1), None, ("b" * 600_000, 2), b""]
    with Spool() as spool:
        assert list(spool) == []
        for value in values:
            spool.append(pickle.dumps(value))
        assert [list(spool), list(spool)] == [values, values]
        assert next(iter(spool)) == values[0]


def test_a_thousand_equal_names_are_numbered_in_as_many_steps() -> None:
    taken: dict[str, int] = {}
    names = [numbered("甲.md", taken) for _number in range(20_000)]
    assert (names[0], names[1], names[-1]) == ("甲.md", "甲 (2).md", "甲 (20000).md")
    assert len(set(names)) == len(names)
