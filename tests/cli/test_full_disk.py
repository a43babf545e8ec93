"""A disk that takes no more, wherever it is written to: exit 2, what stands is kept, and no half file."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from forms import AS_OF, MET, MISSED, form

pytestmark = pytest.mark.slow

resource = pytest.importorskip("resource")

SAMPLE = Path(__file__).parents[2] / "sample_data" / "zhuhai_printing.xlsx"
FORMATS = ("json", "jsonl", "csv", "md", "html", "xml", "sarif", "docx", "xlsx")


def call(
    folder: Path, *arguments: str, room: int | None = None, shell: str = ""
) -> subprocess.CompletedProcess[str]:
    """A call in a process that can make no file larger than `room` bytes; one that tries is told so as by a full disk."""
    command = [sys.executable, "-m", "clustercheck", *arguments]
    if shell:
        command = ["bash", "-c", f'"$@" {shell}', "bash", *command]
    before = None if room is None else lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
    return subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "LANG": "en"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        preexec_fn=before,
    )


@pytest.mark.parametrize("format", FORMATS)
def test_a_report_is_there_whole_or_not_at_all(tmp_path: Path, format: str) -> None:
    shutil.copy(SAMPLE, tmp_path / "a.xlsx")
    done = call(tmp_path, "assess", "a.xlsx", "-o", f"r.{format}", room=300)
    assert (done.returncode, "U407" in done.stderr, "Traceback" in done.stderr) == (2, True, False)
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]


@pytest.mark.parametrize("arguments", ["check a.csv -o c.json", "template --city zhuhai -o form.xlsx"])
def test_so_are_the_files_of_other_commands(tmp_path: Path, arguments: str) -> None:
    (tmp_path / "a.csv").write_bytes(MISSED)
    done = call(tmp_path, *arguments.split(), room=10)
    assert (done.returncode, "U407" in done.stderr or "U415" in done.stderr) == (2, True)
    assert "Traceback" not in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_a_batch_keeps_what_it_has_and_goes_on(tmp_path: Path) -> None:
    for number in range(4):
        (tmp_path / f"{number}.csv").write_bytes(form("zhuhai", name=f"集群{number}"))
    (tmp_path / "list.txt").write_text("\n".join(f"{number % 4}.csv" for number in range(150)))
    arguments = ("batch", "--manifest", "list.txt", "-o", "all.jsonl", "-o", "all.csv", *AS_OF)
    full = call(tmp_path, *arguments, room=1_500_000)
    assert (full.returncode, "U473" in full.stderr, "Traceback" in full.stderr) == (2, True, False)
    assert "--resume" in full.stderr
    assert "of 150" in full.stdout
    assert sorted(path.name for path in tmp_path.glob("all.*")) == ["all.jsonl.partial", "all.jsonl.state"]
    ended = call(tmp_path, *arguments, "--resume")
    assert (ended.returncode, "150" in ended.stdout) == (0, True)
    assert sorted(path.name for path in tmp_path.glob("all.*")) == ["all.csv", "all.jsonl"]
    assert call(tmp_path, *arguments[:4], "new.jsonl", *AS_OF).returncode == 0
    assert (tmp_path / "all.jsonl").read_bytes() == (tmp_path / "new.jsonl").read_bytes()


def test_a_batch_whose_tables_find_no_room_has_only_them_left_to_do(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(MET)
    # The lines of one file are shorter than its page.
    arguments = ("batch", "a.csv", "-o", "all.jsonl", "-o", "all.html", *AS_OF)
    whole = call(tmp_path, *arguments)
    assert whole.returncode == 0
    sizes = {name: (tmp_path / name).stat().st_size for name in ("all.jsonl", "all.html")}
    room = max(sizes["all.jsonl"], 64 * 1024) + 1
    (tmp_path / "list.txt").write_text("a.csv\n" * 60)
    arguments = ("batch", "--manifest", "list.txt", "-o", "all.html", *AS_OF)
    full = call(tmp_path, *arguments, room=min(room, sizes["all.html"] - 1))
    assert full.returncode == 2
    assert "Traceback" not in full.stderr
    assert (tmp_path / "all.html").stat().st_size == sizes["all.html"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize(
    "arguments",
    [
        "assess a.csv", "assess a.csv -f json", "assess a.csv -f csv", "check a.csv", "check a.csv -f sarif", "read a.csv",
        "read a.csv -f json", "explain a.csv land_area", "explain a.csv land_area -f json", "batch a.csv",
        "batch a.csv -f jsonl", "standards list", "standards show zhuhai", "rule", "rule C101", "schema", "--help",
        "assess --help", "--version",
    ],
)  # fmt: skip
def test_an_output_that_takes_nothing(tmp_path: Path, arguments: str) -> None:
    (tmp_path / "a.csv").write_bytes(MET)
    full = call(tmp_path, *arguments.split(), shell="> /dev/full")
    assert (full.returncode, "Traceback" in full.stderr) == (2, False)
    assert arguments == "--version" or "U415" in full.stderr
    plain = call(tmp_path, *arguments.split())
    # What is said beside the result has no say in the exit code.
    beside = call(tmp_path, *arguments.split(), shell="2> /dev/full")
    assert (beside.returncode, beside.stdout) == (plain.returncode, plain.stdout)
