"""The quick ways and the caches change no result: whole readings, assessments and JSON lines are equal, to the byte.

Each workbook is read and judged the plain way, and then quickly: with empty caches, with caches that the other files
have filled in any order, and with caches of one entry. The workbooks are the samples, one of every format, changed ones
as the fuzzing has them, and those that the tests of tables read.
"""

from __future__ import annotations

import os
import pickle
import random
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from ways import plain_way, small_caches
from writers import WRITERS

from clustercheck.batch import Entry
from clustercheck.catalogue import Shelf, find_standard
from clustercheck.form import FormValues, render_form
from clustercheck.formats import xlsx, xlsx_sheet
from clustercheck.formats.detect import read_workbook
from clustercheck.model.findings import Assessment
from clustercheck.model.problems import UnreadableFile
from clustercheck.model.speed import CACHES, is_quick, use_quick_ways
from clustercheck.reports.assessment.jsonl import piece_jsonl
from clustercheck.tables.reader import read_all
from clustercheck.texts.messages import language, use_language
from clustercheck.use_cases.file_judge import FileJudge
from clustercheck.use_cases.run import Run

sys.path.append(str(Path(__file__).parent / "fuzz"))
from fuzz_readers import corpus, thrown

YEARS = (2021, 2022, 2023, 2024)
SAMPLES = Path(__file__).parent.parent / "sample_data"
RUNS = [Run(date(2025, 6, 1), Shelf(), city) for city in (None, "guangzhou", "zhuhai")]


def outcome(content: bytes, run: Run) -> list[object]:
    """All that a workbook comes to, and its JSON lines; or the problems for which it is refused."""
    try:
        readings = read_all("x", content=content)
    except UnreadableFile as refused:
        return [refused.problems]
    results = [run.result(reading.cluster) for reading in readings]
    judged = [result for result in results if isinstance(result, Assessment)]
    return [*readings, *judged, *map(piece_jsonl, results)]


@contextmanager
def in_english() -> Iterator[None]:
    before = language()
    use_language("en")
    try:
        yield
    finally:
        use_language(before)


def hold_equal(contents: Sequence[bytes], seed: int = 1) -> None:
    chance = random.Random(seed)
    runs = [chance.choice(RUNS) for _ in contents]

    def same(number: int) -> bool:
        return outcome(contents[number], runs[number]) == plain[number]

    with in_english():
        with plain_way():
            plain = [outcome(content, run) for content, run in zip(contents, runs, strict=True)]
            assert not any(CACHES)
        numbers = list(range(len(contents)))
        different = {}
        for name in ("warm", "in another order"):
            different[name] = [number for number in numbers if not same(number)]
            chance.shuffle(numbers)
        with small_caches(1):
            different["one entry"] = [number for number in numbers if not same(number)]
        for number in numbers:
            use_quick_ways(True)
            if not same(number):
                different.setdefault("cold", []).append(number)
    assert not any(different.values()), different


def recorded(tmp_path: Path, tests: Sequence[str]) -> list[bytes]:
    """The workbooks that some tests of tables read."""
    here, kept = Path(__file__).parent, tmp_path / "read"
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "recorded",
        "-p",
        "no:cacheprovider",
        "--record",
        kept,
    ]
    done = subprocess.run(
        [*command, *(here / test for test in tests)],
        env=os.environ | {"PYTHONPATH": str(here / "makers"), "PYTEST_ADDOPTS": ""},
        cwd=here.parent,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-2000:]
    found: list[bytes] = pickle.loads(kept.read_bytes())
    return found


def forms_of_three_standards() -> list[bytes]:
    """Filled forms as our own writer has them: with texts in their cells, not in a table."""
    found = []
    for place, name in enumerate(("zhuhai", "guangzhou", "hainan")):
        standard = find_standard(name, as_of=date(2025, 6, 1))
        figures = {id: {year: 20 + year % 7 + place for year in YEARS} for id in standard.indicators()}
        profile: dict[str, str | bool] = {"name": f"甲{place}集群", "operator": "A&B 公司"}
        found.append(render_form(standard, YEARS, FormValues(profile=profile, figures=figures, answers={})))
    return found


def changed(count: int, seed: int) -> list[bytes]:
    chance = random.Random(seed)
    names = corpus()
    return [thrown(content, chance) for content in names.values() for _ in range(count)]


def test_of_samples_and_every_format() -> None:
    hold_equal([*(path.read_bytes() for path in sorted(SAMPLES.glob("*.xlsx"))), *corpus().values()])


def test_of_changed_workbooks() -> None:
    hold_equal(changed(12, 1))


def test_of_other_writers() -> None:
    hold_equal([write(form) for form in forms_of_three_standards() for write in WRITERS])


def test_of_changed_workbooks_of_other_writers() -> None:
    chance = random.Random(3)
    form = forms_of_three_standards()[0]
    hold_equal([thrown(write(form), chance) for write in WRITERS for _ in range(8)])


def test_no_writer_sends_a_whole_part_the_plain_way(monkeypatch: pytest.MonkeyPatch) -> None:
    contents = [write(forms_of_three_standards()[0]) for write in WRITERS]
    books = [read_workbook("x", content) for content in contents]
    for module, name in ((xlsx_sheet, "SheetWalk"), (xlsx, "StringsWalk")):
        monkeypatch.setattr(module, name, lambda *_: pytest.fail("a whole part was walked"))
    use_quick_ways(True)
    assert [read_workbook("x", content) for content in contents] == books
    assert len({book.sheets[0].rows[1] for book in books}) == 2  # one writer marks every text


def test_of_layouts(tmp_path: Path) -> None:
    hold_equal(recorded(tmp_path, ["tables/test_layouts.py"])[::3])


def test_the_switch_reaches_the_workers() -> None:
    lines = []
    for name in ("0", "1"):
        command = [sys.executable, "-m", "clustercheck", "batch", str(SAMPLES), "--jobs", "2", "-f", "jsonl"]
        done = subprocess.run(
            [*command, "--as-of", "2025-06-01"],
            env=os.environ | {"CLUSTERCHECK_QUICK": name},
            capture_output=True,
        )
        lines.append(done.stdout)
    assert lines[0] == lines[1]
    assert lines[0].count(b"\n") >= 8
    judge = FileJudge(date(2025, 6, 1), "default", None, None, None, "zh", str(SAMPLES), True, quick=False)
    try:
        judge(Entry("sichuan_tea.xlsx"))
        assert not is_quick()
        assert not any(CACHES)
    finally:
        use_quick_ways(True)


@pytest.mark.parametrize(("quick", "said"), [("0", b"taken down\n"), ("1", b"")])
def test_the_switch_decides_whether_the_interpreter_is_taken_down(quick: str, said: bytes) -> None:
    program = (
        "import os, sys, clustercheck.cli\n"
        "class Watched:\n"
        "    def __del__(self, write=os.write): write(2, b'taken down\\n')\n"
        "watched, sys.argv[1:] = Watched(), ['--version']\n"
        "clustercheck.cli.main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], env=os.environ | {"CLUSTERCHECK_QUICK": quick}, capture_output=True
    )
    assert (done.returncode, done.stderr) == (0, said)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10 if "CLUSTERCHECK_LONG" in os.environ else 2))
def test_of_many_changed_workbooks(seed: int) -> None:
    hold_equal(changed(30, 100 + seed))


@pytest.mark.slow
@pytest.mark.skipif("CLUSTERCHECK_LONG" not in os.environ, reason="takes minutes: CLUSTERCHECK_LONG=1")
def test_of_everything_that_the_tests_of_tables_read(tmp_path: Path) -> None:
    hold_equal(recorded(tmp_path, ["tables"]))
