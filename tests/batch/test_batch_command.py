"""`clustercheck batch` as it is called: the same lines as `assess`, whatever the number of processes and whatever comes between."""

from __future__ import annotations

import csv
import io
import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import unquote
from xml.etree.ElementTree import fromstring

import openpyxl
import pytest
from forms import AS_OF, DISCRETIONARY, MET, MISSED, OPEN, Run, form, run
from sessions import none_left

from clustercheck.use_cases.file_judge import FileJudge

pytestmark = pytest.mark.slow

Capsys = pytest.CaptureFixture[str]
ROOT = Path(__file__).parents[2]
OUTCOMES = (MET, MISSED, OPEN, DISCRETIONARY)
DAMAGED = b"PK\x03\x04 and no more"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to stand in, with a folder of workbooks: every outcome, one damaged, one that is nothing."""
    monkeypatch.chdir(tmp_path)
    given = tmp_path / "given"
    (given / "deeper").mkdir(parents=True)
    for number in range(11):
        name = form("zhuhai", name=f"集群{number}", land_area=str(50 + number))
        (given / f"c{number:02}.csv").write_bytes(name if number % 2 else OUTCOMES[number // 2 % 4])
    (given / "deeper" / "damaged.xlsx").write_bytes(DAMAGED)
    (given / "deeper" / "nothing.csv").write_bytes(b"a,b\n1,2\n")
    return tmp_path


def batch(capsys: Capsys, *arguments: object) -> Run:
    return run(capsys, "batch", *arguments, *AS_OF)


def start(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "clustercheck", "batch", *arguments, *AS_OF],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "LANG": "en"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        start_new_session=True,
        preexec_fn=_take_interrupts if os.name == "posix" else None,
    )


def _take_interrupts() -> None:
    """A shell lets its background jobs, and what they start, ignore interrupts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


# -- the lines


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_lines_are_those_of_assess(folder: Path, capsys: Capsys, language: str) -> None:
    assessed = run(capsys, "assess", "given", "nowhere.csv", "-f", "jsonl", "--lang", language, *AS_OF)
    for jobs in (1, 3):
        ended = batch(
            capsys, "given", "nowhere.csv", "--jobs", jobs, "-o", f"{jobs}.jsonl", "--lang", language
        )
        assert ended.code == assessed.code == 2
        assert (folder / f"{jobs}.jsonl").read_text(encoding="utf-8") == assessed.out
    streamed = batch(capsys, "given", "nowhere.csv", "-f", "jsonl", "--lang", language)
    assert streamed.out == assessed.out
    assert "13" in streamed.err or "14" in streamed.err
    assert sorted(path.name for path in folder.iterdir()) == ["1.jsonl", "3.jsonl", "given"]


def test_more_files_than_a_chunk_holds(folder: Path, capsys: Capsys) -> None:
    many = [f"given/c{number % 11:02}.csv" for number in range(130)]
    one = batch(capsys, *many, "--jobs", 1, "-f", "jsonl").out
    assert one == batch(capsys, *many, "--jobs", 2, "-f", "jsonl").out
    assert [json.loads(line)["file"] for line in one.splitlines()] == many


def test_the_reading_and_the_city_reach_the_workers(folder: Path, capsys: Capsys) -> None:
    options = ("--city", "guangzhou", "--reading", "strict")
    assessed = run(capsys, "assess", "given/c01.csv", "-f", "jsonl", *options, *AS_OF)
    assert batch(capsys, "given/c01.csv", "-f", "jsonl", *options).out == assessed.out


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with a name here")
def test_a_pipe_costs_itself_alone(folder: Path, capsys: Capsys) -> None:
    os.mkfifo(folder / "given" / "c05b.csv")
    ended = batch(capsys, "given", "-f", "jsonl")
    found = [json.loads(line) for line in ended.out.splitlines()]
    assert ended.code == 2
    assert len(found) == 14
    pipe = found[6]
    assert (pipe["file"], pipe["verdict"], pipe["problems"][0]["code"]) == ("given/c05b.csv", "error", "C115")
    assert [one["verdict"] for one in found].count("error") == 3


def test_folders_that_are_empty_or_none(folder: Path, capsys: Capsys) -> None:
    (folder / "empty").mkdir()
    assessed = run(capsys, "assess", "empty", "given/c00.csv", "-f", "jsonl", *AS_OF)
    assert batch(capsys, "empty", "given/c00.csv", "-f", "jsonl").out == assessed.out


@pytest.mark.skipif(sys.platform != "linux", reason="names that are no text")
def test_a_name_that_is_no_text(folder: Path, capsys: Capsys) -> None:
    odd = os.fsencode(folder / "given") + b"/\xff\n=1.csv"
    with open(odd, "wb") as stream:
        stream.write(MET)
    ended = batch(capsys, "given", "-o", "all.jsonl", "-o", "all.csv", "-o", "all.xlsx", "-o", "all.md")
    assert ended.code == 2
    found = [json.loads(line)["file"] for line in (folder / "all.jsonl").read_bytes().splitlines()]
    assert os.fsdecode(odd).removeprefix(f"{folder}/") in found


def test_a_file_that_lists_several_clusters_has_a_line_for_each(folder: Path, capsys: Capsys) -> None:
    rows = ["集群名称,所在地,集群总产值2022年（亿元）,集群总产值2023年（亿元）,集群总产值2024年（亿元）"]
    rows += [f"集群{number},珠海市,{30 + number},{33 + number},{36 + number}" for number in range(3)]
    (folder / "list.csv").write_text("\n".join([*rows, "集群9,杭州市,1,2,3"]), "utf-8")
    assessed = run(capsys, "assess", "list.csv", "given/c01.csv", "-f", "jsonl", *AS_OF)
    ended = batch(capsys, "list.csv", "given/c01.csv", "-o", "all.jsonl", "-o", "all.csv", "--lang", "zh")
    assert (folder / "all.jsonl").read_text(encoding="utf-8") == assessed.out
    assert [json.loads(line).get("row") for line in assessed.out.splitlines()] == [2, 3, 4, 5, None]
    assert "list.csv:3" in ended.out
    assert "A361" not in ended.out
    table = csv.DictReader(io.StringIO((folder / "all.csv").read_text(encoding="utf-8-sig")))
    assert [row["row"] for row in table] == ["2", "3", "4", "5", ""]
    assert "5 个集群：" in ended.out


BESIDE = """\
指标,单位,甲集群,,,乙集群,,
,,2022年,2023年,2024年,2022年,2023年,2024年
集群总产值,亿元,8,9,10,33.5,37.2,41
中小企业产值,亿元,7,8,9,25,28.1,31
"""


def test_clusters_beside_each_other_are_not_taken_for_one_another(folder: Path, capsys: Capsys) -> None:
    """They stand in one row, so the row alone does not tell which is which."""
    (folder / "two.csv").write_text(BESIDE, "utf-8")
    batch(capsys, "two.csv", "--city", "zhuhai", "-o", "pages/", "-o", "all.html", "--lang", "zh")
    for name, cell in (("甲集群", "C3"), ("乙集群", "F3")):
        page = (folder / "pages" / f"{name}.html").read_text(encoding="utf-8")
        assert [each for each in ("C3", "F3") if f">{each}<" in page] == [cell]


ALIKE = BESIDE.replace("8,9,10,", "33.5,37.2,41,").replace("7,8,9,", "25,28.1,31,")


def test_clusters_beside_each_other_are_named_where_they_are_alike(folder: Path, capsys: Capsys) -> None:
    (folder / "two.csv").write_text(ALIKE, "utf-8")
    call = ("two.csv", "--city", "zhuhai", "--lang", "zh", "-o", "all.md", "-o", "all.json")
    assert "two.csv:1 甲集群、two.csv:1 乙集群" in batch(capsys, *call).out
    (group,) = json.loads((folder / "all.json").read_text("utf-8"))["repeated"]["same_figures"]["groups"]
    assert (group["files"], group["clusters"]) == (["two.csv:1"] * 2, ["甲集群", "乙集群"])
    assert "| 结论 | 集群数 | 占比 |" in (folder / "all.md").read_text("utf-8")


def test_a_column_counts_what_its_head_says(folder: Path, capsys: Capsys) -> None:
    (folder / "two.csv").write_text(BESIDE, "utf-8")
    assert "涉及集群" in batch(capsys, "two.csv", "--city", "zhuhai", "--lang", "zh").out
    assert "涉及文件" in batch(capsys, "given", "--lang", "zh").out


def test_a_log_tells_clusters_of_one_row_apart(folder: Path, capsys: Capsys) -> None:
    """By the cell of the name, for a log holds nothing of what a cell holds."""
    (folder / "two.csv").write_text(ALIKE, "utf-8")
    call = ("assess", "two.csv", *AS_OF, "-f")
    for city in (("--city", "zhuhai"), ()):
        suites = fromstring(run(capsys, *call, "junit", *city).out)
        assert [suite.get("name") for suite in suites] == ["two.csv!C1", "two.csv!F1"]
    results = run(capsys, *call, "sarif", "--city", "zhuhai").json["runs"][0]["results"]
    prints = [str(each["partialFingerprints"]) for each in results]
    assert len(set(prints)) == len(prints)
    assert all("logicalLocations" in each["locations"][0] for each in results)


def test_what_it_writes_is_not_taken_for_a_workbook(folder: Path, capsys: Capsys) -> None:
    for _time in range(2):
        batch(capsys, ".", "-o", "given/all.csv", "-o", "given/all.xlsx", "-o", "all.jsonl")
        assert len((folder / "all.jsonl").read_bytes().splitlines()) == 13


# -- exit codes


@pytest.mark.parametrize(
    ("code", "line", "said"),
    [
        (0, "batch m", ""),
        (1, "batch m x o", ""),
        (3, "batch m o d", ""),
        (0, "batch m o d --fail-on missed", ""),
        (0, "batch m x --fail-on never", ""),
        (2, "batch m x damaged.xlsx", ""),
        (2, "batch m --fail-on never nowhere", ""),
        (2, "batch", "U410"),
        (2, "batch m --resume", "U463"),
        (2, "batch -", "U464"),
        (2, "batch m -o all.pdf", "U408"),
        (2, "batch m -o nowhere/all.jsonl", "U407"),
        (2, "batch m -f xml", "U411"),
        (2, "batch m --rank merit", "U411"),
        (2, "batch m --city atlantis", "U401"),
        (2, "batch m --jobs 0", "--jobs"),
        (2, "batch --manifest nowhere.csv", "C101"),
        (2, "batch --manifest picture.txt", "U460"),
        (2, "batch --manifest blank.txt", "U461"),
        (2, "batch --manifest lacking.csv", "U462"),
        (2, "batch --manifest unknown.csv", "U401"),
        (0, "batch --manifest sound.csv", ""),
        (0, "batch --manifest sound.txt", ""),
    ],
)
def test_exit_codes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capsys, code: int, line: str, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, content in {"m": MET, "x": MISSED, "o": OPEN, "d": DISCRETIONARY}.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "damaged.xlsx").write_bytes(DAMAGED)
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\0\1\2\xff")
    (tmp_path / "blank.txt").write_text("\n \n")
    (tmp_path / "lacking.csv").write_text("path,city\nm,zhuhai\n,hainan\n")
    (tmp_path / "unknown.csv").write_text("路径,城市\nm,zhuhai\nm,atlantis\n")
    (tmp_path / "sound.csv").write_text("序号,城市,文件\n1,珠海,m\n2,,m\n")
    (tmp_path / "sound.txt").write_text("m\n\nm\tzhuhai\n")
    for language in ("zh", "en"):
        ended = run(capsys, *line.split(), *(AS_OF if line != "batch" else ()), "--lang", language)
        assert ended.code == code
        assert said in ended.err
        assert ended.out if code != 2 or not said else ended.err
    assert not list(tmp_path.glob("*.state"))


def test_a_fault_of_the_program_is_not_hidden(
    folder: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(judge: FileJudge, entry: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("clustercheck.cli.batch.FileJudge.__call__", failing)
    # In this very process, for a worker imports the judge anew.
    from concurrent.futures import ThreadPoolExecutor

    class Here(ThreadPoolExecutor):
        def __init__(self, workers: int, _modules: object) -> None:
            super().__init__(workers)

    monkeypatch.setattr("clustercheck.cli.staff.Crew", Here)
    ended = batch(capsys, "given")
    assert ended.code == 70
    assert "C267" in ended.out


# -- manifests


def test_a_manifest_says_which_standard(folder: Path, capsys: Capsys) -> None:
    (folder / "list.csv").write_text(
        "城市,路径\n广州,given/c01.csv\n,given/c03.csv\nhainan,given/c01.csv\n", "utf-8"
    )
    found = [
        json.loads(line) for line in batch(capsys, "--manifest", "list.csv", "-f", "jsonl").out.splitlines()
    ]
    assert [(one["file"], one["standard"]["id"]) for one in found] == [
        ("given/c01.csv", "guangzhou"),
        ("given/c03.csv", "zhuhai"),
        ("given/c01.csv", "hainan"),
    ]


def test_a_manifest_in_gb18030_and_from_stdin(
    folder: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "一.csv").write_bytes(MET)
    lines = "一.csv\n一.csv\t珠海\n".encode("gb18030")
    (folder / "list.txt").write_bytes(lines)
    assert batch(capsys, "--manifest", "list.txt", "-f", "jsonl").out.count('"一.csv"') == 2
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines)))
    assert batch(capsys, "--manifest", "-", "-f", "jsonl").out.count('"一.csv"') == 2


def test_every_fault_of_a_manifest_is_said_at_once(folder: Path, capsys: Capsys) -> None:
    (folder / "list.csv").write_text("path,city\n,zhuhai\nm,atlantis\nm,atlantis\n,\nm,elysium\n")
    ended = batch(capsys, "--manifest", "list.csv", "--lang", "en")
    assert ended.code == 2
    assert [part in ended.err for part in ("list.csv:2:1", "list.csv:3:1", "list.csv:6:1")] == [True] * 3
    assert "list.csv:4" not in ended.err


# -- broken off, gone on with


def test_killed_at_any_moment_and_gone_on_with(folder: Path, capsys: Capsys) -> None:
    chance = random.Random(20)
    listed = "\n".join(f"given/c{number % 11:02}.csv" for number in range(400))
    (folder / "list.txt").write_text(listed)
    whole = batch(capsys, "--manifest", "list.txt", "-f", "jsonl", "--lang", "en").out
    arguments = ("--manifest", "list.txt", "-o", "all.jsonl", "--resume", "--jobs", "2", "--lang", "en")
    killed = 0
    for _attempt in range(6):
        running = start(folder, *arguments)
        time.sleep(chance.uniform(0.2, 1.5))
        if running.poll() is None:
            killed += 1
            running.send_signal(signal.SIGKILL)
        running.communicate()
        assert none_left(running.pid)
        written = [path for path in folder.glob("all.jsonl*") if path.suffix in (".jsonl", ".partial")]
        for path in written:
            text = path.read_text(encoding="utf-8")
            assert whole.startswith(text[: text.rfind("\n") + 1])
    last = start(folder, *arguments)
    out, err = last.communicate()
    assert (last.returncode, "Traceback" in err) == (1, False)
    assert killed
    assert (folder / "all.jsonl").read_text(encoding="utf-8") == whole
    assert "400 files" in out
    assert [path.name for path in folder.glob("all.jsonl*")] == ["all.jsonl"]


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="no groups of processes here")
def test_an_interrupt_shows_what_is_done(folder: Path, capsys: Capsys) -> None:
    """As Ctrl-C sends it: to the master and to its workers alike."""
    listed = [f"given/c{number % 11:02}.csv" for number in range(1500)]
    (folder / "list.txt").write_text("\n".join(listed))
    running = start(
        folder, "--manifest", "list.txt", "-o", "all.jsonl", "-o", "all.csv", "--jobs", "2", "--lang", "en"
    )
    partial = folder / "all.jsonl.partial"
    deadline = time.monotonic() + 60
    while (
        running.poll() is None
        and time.monotonic() < deadline
        and not (partial.exists() and partial.stat().st_size > 1_000_000)
    ):
        time.sleep(0.05)
    os.killpg(running.pid, signal.SIGINT)
    out, err = running.communicate(timeout=30)
    assert running.returncode == 130, (out[-500:], err[-500:])
    assert "Interrupted" in out
    assert "Interrupted." in err
    assert "Traceback" not in err
    assert "leaked" not in err
    assert none_left(running.pid)
    assert not (folder / "all.csv").exists()
    ended = batch(
        capsys, "--manifest", "list.txt", "-o", "all.jsonl", "-o", "all.csv", "--resume", "--lang", "en"
    )
    assert "1500" in ended.out
    again = batch(capsys, "--manifest", "list.txt", "-o", "again.jsonl", "-o", "again.csv", "--lang", "en")
    assert (folder / "all.jsonl").read_bytes() == (folder / "again.jsonl").read_bytes()
    assert (folder / "all.csv").read_bytes() == (folder / "again.csv").read_bytes()
    assert ended.out == again.out


def test_other_settings_are_not_mixed(folder: Path, capsys: Capsys) -> None:
    stopped(folder)
    other = batch(capsys, "given", "-o", "all.jsonl", "--resume", "--reading", "strict", "--city", "hainan")
    assert other.code == 2
    assert "U467" in other.err
    assert "--reading" in other.err
    assert "--city" in other.err
    assert (folder / "all.jsonl.partial").exists()
    anew = batch(capsys, "given", "-o", "all.jsonl", "--reading", "strict", "--lang", "en")
    assert "--resume" in anew.err
    assert len((folder / "all.jsonl").read_bytes().splitlines()) == 13


def test_a_run_of_another_day_keeps_its_day(folder: Path, capsys: Capsys) -> None:
    """Left out, the day is today; gone on with tomorrow, it is still the day on which the run began."""
    stopped(folder)
    ended = run(capsys, "batch", "given", "-o", "all.jsonl", "--resume")
    assert ended.code == 2
    days = {json.loads(line).get("as_of") for line in (folder / "all.jsonl").read_bytes().splitlines()}
    assert days == {AS_OF[1], None}


def stopped(folder: Path) -> None:
    """An unfinished run over `given`."""
    from clustercheck.batch import Entry
    from clustercheck.batch.journal import Journal
    from clustercheck.cli.batch_work import begin
    from clustercheck.cli.options import day
    from clustercheck.use_cases.file_judge import FileJudge
    from clustercheck.use_cases.workbooks import workbooks

    judge = FileJudge(day(AS_OF[1]), "default", None, None, None, "zh", str(folder), True)
    with Journal(folder / "all.jsonl") as journal:
        journal.plan(Entry(name) for name, _ in workbooks(["given"]))  # type: ignore[misc]
        begin(journal, judge, False)
        journal.add([judge(piece) for piece in next(journal.chunks(4)) if isinstance(piece, Entry)])


# -- what is written of it


def test_a_table_has_a_row_a_file(folder: Path, capsys: Capsys) -> None:
    assert batch(capsys, "given", "-o", "all.csv", "-o", "all.xlsx", "-o", "all.jsonl").code == 2
    rows = list(csv.DictReader(io.StringIO((folder / "all.csv").read_text(encoding="utf-8-sig"))))
    lines = [json.loads(line) for line in (folder / "all.jsonl").read_bytes().splitlines()]
    assert len(rows) == len(lines) == 13
    for row, line in zip(rows, lines, strict=True):
        assert (row["file"], row["verdict"]) == (line["file"], line["verdict"])
        if line["verdict"] == "error":
            assert (row["met"], row["code"]) == ("", line["problems"][0]["code"])
            continue
        assert row["standard"] == f"{line['standard']['id']}@{line['standard']['edition']}"
        assert {status: int(row[status]) for status in line["counts"]} == line["counts"]
        for criterion in line["criteria"]:
            assert row[criterion["id"]] == criterion["status"]
    sheet = openpyxl.load_workbook(folder / "all.xlsx").active
    head, *body = sheet.iter_rows(values_only=True)
    files = [row[head.index("数据文件")] for row in body]
    assert len(files) == 13
    assert set(files) == {line["file"] for line in lines}


@pytest.mark.parametrize("name", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "＝1+1", "  =1"])
def test_no_cell_of_a_table_is_a_formula(folder: Path, capsys: Capsys, name: str) -> None:
    (folder / "one.csv").write_bytes(form("zhuhai", name=name))
    batch(capsys, "one.csv", "-o", "all.csv", "-o", "all.xlsx")
    text = (folder / "all.csv").read_text(encoding="utf-8-sig")
    cluster = next(csv.DictReader(io.StringIO(text)))["cluster"]
    assert cluster.startswith("'")
    cell = openpyxl.load_workbook(folder / "all.xlsx").active.cell(2, 2)
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_what_comes_twice_is_said(folder: Path, capsys: Capsys) -> None:
    for name, content in {
        "a.csv": form("zhuhai", name="甲 集群"),
        "b.csv": form("zhuhai", name="甲 集群"),
        "c.csv": form("zhuhai", name="甲集群", land_area="55"),
        "d.csv": form("zhuhai", name="乙集群", land_area="55.0"),
    }.items():
        (folder / name).write_bytes(content)
    said = batch(capsys, "a.csv", "b.csv", "c.csv", "d.csv", "--lang", "en").out
    flat = " ".join(said.split())
    assert "The same file was handed in 2 times: a.csv, b.csv." in flat
    assert "handed in 3 times in different files: a.csv, b.csv, c.csv." in flat
    assert "2 clusters of different names state the same figures: c.csv, d.csv." in flat
    apart = batch(capsys, "a.csv", "d.csv", "--lang", "en").out
    assert "Handed in twice" not in apart


def test_the_same_file_against_two_standards_is_no_repetition(folder: Path, capsys: Capsys) -> None:
    (folder / "list.csv").write_text("path,city\ngiven/c01.csv,zhuhai\ngiven/c01.csv,guangzhou\n")
    assert "A361" not in batch(capsys, "--manifest", "list.csv").out


@pytest.mark.parametrize("rank", ["verdict", "thresholds", "margin", "name", "input"])
def test_the_order_is_said_and_kept(folder: Path, capsys: Capsys, rank: str) -> None:
    ended = batch(capsys, "given", "--rank", rank, "-o", "all.csv", "--lang", "en")
    rows = [
        row
        for row in csv.DictReader(io.StringIO((folder / "all.csv").read_text(encoding="utf-8-sig")))
        if row["place"]
    ]
    assert len(rows) == 11
    rows.sort(key=lambda row: int(row["place"]))
    if rank == "verdict":
        order = ["met", "discretionary", "incomplete", "missed"]
        assert [order.index(row["verdict"]) for row in rows] == sorted(
            order.index(row["verdict"]) for row in rows
        )
    elif rank == "margin":
        assert [float(row["margin_percent"]) for row in rows] == sorted(
            (float(row["margin_percent"]) for row in rows), reverse=True
        )
    elif rank == "input":
        assert [row["file"] for row in rows] == sorted(row["file"] for row in rows)
    assert "Clusters in order" in ended.out


def test_nothing_of_a_name_steers_the_terminal(folder: Path, capsys: Capsys) -> None:
    (folder / "\x1b[31mred.csv").write_bytes(form("zhuhai", name="[red]甲\u202e集群"))
    ended = batch(capsys, "\x1b[31mred.csv", "-o", "all.md")
    assert "\x1b" not in ended.out
    assert "\u202e" not in ended.out
    assert "[red]甲" in ended.out
    assert "\\[red\\]甲" in (folder / "all.md").read_text(encoding="utf-8")


def test_a_table_that_cannot_be_written_is_said_before_the_work(folder: Path, capsys: Capsys) -> None:
    (folder / "taken.csv").mkdir()
    ended = batch(capsys, "given", "-o", "all.jsonl", "-o", "taken.csv")
    assert (ended.code, ended.out) == (2, "")
    assert not list(folder.glob("all.jsonl*"))


def test_a_page_shows_every_file_and_each_status(folder: Path, capsys: Capsys) -> None:
    (folder / "given" / "z.csv").write_bytes(form("zhuhai", name="<script>alert(1)</script>"))
    batch(capsys, "given", "-o", "all.html", "-o", "all.csv")
    page = (folder / "all.html").read_text(encoding="utf-8")
    table = list(csv.DictReader((folder / "all.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert len(table) == 14
    for row in table:
        assert f"<bdi>{row['file']}</bdi>" in page
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert page.count('class="h missed"') >= sum(
        list(row.values()).count("missed") - (row["verdict"] == "missed") for row in table
    )


def test_a_page_of_too_many_files_says_so(
    folder: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clustercheck.reports.batch.html.MOST_LINES", 3)
    batch(capsys, "given", "-o", "all.html", "--lang", "en")
    page = (folder / "all.html").read_text(encoding="utf-8")
    assert "The first 3 of 13 files are shown" in page
    assert page.count("<tr data-status") == 3


def test_without_the_extra_dask_is_said_to_be_lacking(
    folder: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    ended = batch(capsys, "given", "--dask", "tcp://127.0.0.1:8786")
    assert ended.code == 2
    assert "U468" in ended.err
    assert "clustercheck[dask]" in ended.err


def test_the_page_has_a_report_of_each_and_beyond_two_hundred_a_file(
    folder: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch(capsys, "given", "-o", "all.html", "--lang", "en")
    page = (folder / "all.html").read_text(encoding="utf-8")
    assert page.count('-report"') >= 11
    targets = set(re.findall(r'href="#(c\d+-report)"', page))
    assert len(targets) == 11
    assert all(f'id="{target}"' in page for target in targets)
    monkeypatch.setattr("clustercheck.reports.batch.html.MOST_PAGES", 10)
    batch(capsys, "given", "-o", "all.html", "-o", "pages/", "--lang", "en")
    page = (folder / "all.html").read_text(encoding="utf-8")
    assert "-o FOLDER/" in page
    assert "-report" not in page
    index = (folder / "pages" / "index.html").read_text(encoding="utf-8")
    links = [unquote(link) for link in re.findall(r'<th scope="row"><bdi><a href="([^"]+)"', index)]
    assert len(set(links)) == 11
    assert {path.name for path in (folder / "pages").iterdir()} == {"index.html", *links}
    own = run(capsys, "assess", "given/c01.csv", "-o", "one.html", "--lang", "en", *AS_OF)
    assert own.code in (0, 1, 3)
    assert (folder / "one.html").read_bytes() in [(folder / "pages" / link).read_bytes() for link in links]


def test_what_was_not_kept_cannot_be_shown_by_resuming(
    folder: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("clustercheck.cli.progress.Progress.show", interrupted)
        assert batch(capsys, "given", "-o", "all.jsonl").code == 130
    refused = batch(capsys, "given", "-o", "all.jsonl", "-o", "all.xlsx", "--resume")
    assert refused.code == 2
    assert "--notices" in refused.err
    assert batch(capsys, "given", "-o", "all.jsonl", "-o", "all.json", "--resume").code == 2
    assert json.loads((folder / "all.json").read_text(encoding="utf-8"))["clusters"] == 13


def test_a_file_that_is_another_by_now_has_no_report(
    folder: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is shown beside a verdict is what the verdict was made of."""
    from clustercheck.batch.overview import batch_in

    def changed(*arguments: object, **options: object) -> object:
        (folder / "given" / "c00.csv").write_bytes(form("zhuhai", name="另一个"))
        return batch_in(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr("clustercheck.cli.batch.batch_in", changed)
    batch(capsys, "given/c00.csv", "given/c01.csv", "-o", "all.html", "-o", "pages/")
    assert "另一个" not in (folder / "all.html").read_text(encoding="utf-8")
    assert len(list((folder / "pages").iterdir())) == 2


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_for_terminals_and_for_long_work(
    folder: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    from clustercheck.batch import Done, Entry
    from clustercheck.batch.journal import Journal
    from clustercheck.cli import progress

    def shown(stream: io.StringIO, patience: float) -> str:
        monkeypatch.setattr(sys, "stderr", stream)
        monkeypatch.setattr(progress, "_PATIENCE", patience)
        with Journal() as journal:
            journal.plan([Entry("a"), Entry("b")])
            journal.start({}, resume=False)
            with progress.Progress(journal, "never") as bar:
                journal.add([(Done(Entry("a"), None, None, b""),)])
                bar.show()
        return stream.getvalue()

    assert "1/2" in shown(_Terminal(), 0)
    assert shown(_Terminal(), 60) == ""
    assert shown(io.StringIO(), 0) == ""


def test_memory_does_not_grow_with_the_files(tmp_path: Path) -> None:
    """What Python holds of ten times as many files is no more; SQLite's share has a bound of its own."""
    import tracemalloc

    from clustercheck.batch import Done, Entry
    from clustercheck.batch.journal import Journal
    from clustercheck.batch.overview import overview

    def peak(files: int) -> int:
        tracemalloc.start()
        with Journal(tmp_path / "all.jsonl") as journal:
            journal.plan(Entry(f"folder/file{number:06}.xlsx") for number in range(files))
            journal.start({}, resume=False)
            for chunk in journal.chunks(25):
                journal.add(
                    [
                        (
                            Done(
                                piece,
                                1,
                                1,
                                bytes(1000),
                                "met",
                                piece.path,
                                piece.path,
                                "s",
                                (("a", "a", "a"),),
                                "m",
                            ),
                        )
                        for piece in chunk
                        if isinstance(piece, Entry)
                    ]
                )
            overview(journal)
            journal.finish()
            journal.forget()
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    peak(400)
    assert peak(8000) - peak(800) < 50_000


@pytest.mark.parametrize("quick", ["0", "1"])
def test_nothing_is_imported_from_the_folder_that_one_stands_in(folder: Path, quick: str) -> None:
    """It may hold the files of those who apply; `multiprocessing` starts a Python that would look there first."""
    for name in ("decimal", "selectors", "socket", "tempfile"):
        (folder / f"{name}.py").write_text("open('taken', 'a').close()\nraise SystemExit\n")
    command = Path(sys.executable).with_name("clustercheck")
    done = subprocess.run(
        [command, "batch", "given", "--jobs", "2", "-f", "jsonl", *AS_OF],
        cwd=folder,
        env={**os.environ, "CLUSTERCHECK_QUICK": quick},
        capture_output=True,
        check=False,
    )
    assert done.stdout.count(b"\n") == 13
    assert not (folder / "taken").exists()
