"""The executable where there is nothing else: no environment, no Python, nothing of ours that can be written to.

It takes most of a minute to build, so it is built only with `CLUSTERCHECK_LONG=1`; `CLUSTERCHECK_EXECUTABLE` names the
folder of one that `scripts/build_executable` has made already.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pytest
from forms import form

from clustercheck import render
from clustercheck.batch.queue import FILES_A_WORKER
from clustercheck.catalogue import Shelf
from clustercheck.model.findings import Assessment
from clustercheck.use_cases.run import Run

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not {"CLUSTERCHECK_LONG", "CLUSTERCHECK_EXECUTABLE"} & set(os.environ),
        reason="takes most of a minute to build: CLUSTERCHECK_LONG=1",
    ),
    pytest.mark.skipif(sys.platform != "linux", reason="the rights of others are those of Linux"),
]

ROOT = Path(__file__).parents[2]
SAMPLES = sorted((ROOT / "sample_data").glob("*.xlsx"))
DAY = "2026-01-31"
AS_OF = ("--as-of", DAY)
SHAPES = ("clustercheck", "clustercheck-folder/clustercheck")
NOBODY = 65534
REGISTER = "集群名称,认定日期,适用标准\n甲集群,2024-03-01,zhuhai\n".encode()


class Place:
    """A folder with the executable and the workbooks that nobody may change, and one to write results into."""

    def __init__(self, folder: Path, built: Path) -> None:
        self.data, self.results = folder / "data", folder / "results"
        shutil.copytree(built, folder / "program", symlinks=True)
        self.data.mkdir()
        for path in SAMPLES:
            shutil.copy(path, self.data)
        (self.data / "甲.csv").write_bytes(form("zhuhai"))
        (self.data / "名单.csv").write_bytes(REGISTER)
        self.results.mkdir()
        self.program = folder / "program"
        for path in (folder, self.data, *self.program.rglob("*"), self.program):
            path.chmod(0o555 if path.is_dir() or os.access(path, os.X_OK) else 0o444)
        self.results.chmod(0o777)

    def call(
        self, shape: str, *arguments: str | Path, ends: int = 0, **environment: str
    ) -> subprocess.CompletedProcess[bytes]:
        """Call it with this environment and no other, without rights where the tests have all of them."""
        without_rights = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
        done = subprocess.run(
            [self.program / shape, *arguments],
            cwd=self.data,
            env=environment,
            capture_output=True,
            check=False,
            **without_rights,  # type: ignore[call-overload]
        )
        assert done.returncode == ends, (done.returncode, done.stderr.decode())
        return done

    def written(self, name: str) -> bytes:
        return (self.results / name).read_bytes()


@pytest.fixture(scope="module")
def built() -> Iterator[Path]:
    if "CLUSTERCHECK_EXECUTABLE" in os.environ:
        yield Path(os.environ["CLUSTERCHECK_EXECUTABLE"])
        return
    with TemporaryDirectory() as folder:
        subprocess.run(
            [ROOT / "scripts" / "build_executable", "--out", folder],
            env={**os.environ, "PYTHON": sys.executable},
            check=True,
        )
        yield Path(folder)


@pytest.fixture(scope="module")
def place(built: Path) -> Iterator[Place]:
    # Others may not look into the folders of pytest.
    with TemporaryDirectory() as folder:
        yield Place(Path(folder), built)
        for path in Path(folder).rglob("*"):
            if path.is_dir():
                path.chmod(0o755)


def judged(path: Path) -> list[Assessment]:
    """What the library says of a file under its bare name."""
    found = list(Run(date.fromisoformat(DAY), Shelf()).results([(path.name, path.read_bytes())]))
    assert all(isinstance(each, Assessment) for each in found)
    return found  # type: ignore[return-value]


ENDS = {"met": 0, "missed": 1, "incomplete": 3, "discretionary": 3}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_each_sample_comes_to_what_the_library_says(place: Place, shape: str, path: Path) -> None:
    found = judged(path)
    said = place.call(shape, "assess", path.name, *AS_OF, "-f", "json", ends=ENDS[found[0].verdict.value])
    assert said.stdout.decode() == render(found, "json")


@pytest.mark.parametrize("shape", SHAPES)
def test_a_batch_has_its_workers(place: Place, shape: str) -> None:
    times = -(-2 * FILES_A_WORKER // len(SAMPLES))
    names = [path.name for path in SAMPLES] * times
    for jobs in ("1", "2"):
        target = place.results / f"{jobs}.jsonl"
        place.call(
            shape,
            *("batch", *names, *AS_OF, "--jobs", jobs, "--force"),
            *("-o", target, "-o", target.with_suffix(".xlsx"), "--fail-on", "never"),
        )
    assert place.written("1.jsonl") == place.written("2.jsonl")
    lines = [json.loads(line) for line in place.written("2.jsonl").splitlines()]
    expected = [each.verdict.value for path in SAMPLES for each in judged(path)] * times
    assert [line["verdict"] for line in lines] == expected
    assert zipfile.is_zipfile(io.BytesIO(place.written("2.xlsx")))
    # So many files go to workers of `assess` too.
    said = place.call(shape, "assess", *names, *AS_OF, "-f", "jsonl", "--fail-on", "never")
    assert said.stdout == place.written("2.jsonl")


@pytest.mark.parametrize("shape", SHAPES)
def test_everything_it_writes_is_there(place: Place, shape: str) -> None:
    (assessment,) = judged(place.data / "甲.csv")
    outputs = [place.results / f"报告.{suffix}" for suffix in ("html", "docx", "xlsx", "md")]
    place.call(
        shape,
        "assess",
        "甲.csv",
        *AS_OF,
        "--force",
        *(word for path in outputs for word in ("-o", path)),
        ends=ENDS[assessment.verdict.value],
    )
    html, docx, xlsx, _md = (path.read_bytes() for path in outputs)
    assert "甲集群" in html.decode()
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        assert "甲集群" in archive.read("word/document.xml").decode()
    assert "差距" in openpyxl.load_workbook(io.BytesIO(xlsx)).sheetnames
    place.call(shape, "template", "--city", "zhuhai", "-o", place.results / "表.xlsx", "--force")
    assert "指标" in openpyxl.load_workbook(io.BytesIO(place.written("表.xlsx"))).sheetnames
    place.call(shape, "calendar", "名单.csv", *AS_OF, "-o", place.results / "日历.ics", "--force")
    assert "甲集群" in place.written("日历.ics").decode()
    said = place.call(shape, "plan", "zhuhai_printing.xlsx", *AS_OF)
    assert "近三年产值" in said.stdout.decode()
    said = place.call(shape, "compare", "zhuhai_printing.xlsx", "--with", "guangzhou", *AS_OF, ends=3)
    assert "广州" in said.stdout.decode()
    assert "A330" in place.call(shape, "rule", "A330").stdout.decode()
    assert place.call(shape, "check", "zhuhai_printing.xlsx").stdout
    assert json.loads(place.call(shape, "schema", "assessment").stdout)


@pytest.mark.parametrize("shape", SHAPES)
def test_a_shell_gets_its_proposals(place: Place, shape: str) -> None:
    said = place.call(
        shape,
        _CLUSTERCHECK_COMPLETE="complete_bash",
        COMP_WORDS="clustercheck assess --city zh",
        COMP_CWORD="3",
    )
    assert said.stdout.split() == [b"zhuhai", b"zhuhai@2024"]
    # The shell is known by being the parent of the program.
    script = f"{place.program / shape} --show-completion; true"
    assert b"_clustercheck_completion" in place.call("/bin/bash", "-c", script).stdout
    assert b"--lang" in place.call(shape, "--help", LANG="en_US.UTF-8").stdout


def test_the_file_leaves_nothing_behind(place: Place) -> None:
    """It unpacks itself into the temporary folder, and takes that away again."""
    temporary = place.results / "temporary"
    temporary.mkdir()
    temporary.chmod(0o777)
    place.call(SHAPES[0], "--version", TMPDIR=str(temporary))
    assert list(temporary.iterdir()) == []
