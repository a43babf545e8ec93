"""What a hard first user did, and what came of it."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from rich.cells import cell_len

from clustercheck.catalogue import find_standard
from clustercheck.engine.assessment import assess
from clustercheck.model.cluster import Cell, Cluster, ProfileEntry
from clustercheck.model.findings import Verdict
from clustercheck.model.problems import UnknownStandard
from clustercheck.reports.terminal.text import wrapped
from clustercheck.tables.reader import read

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
SAMPLE = "sample_data/zhuhai_printing.xlsx"
AS_OF = date(2026, 11, 21)


def run(*arguments: str, shell: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "clustercheck", *arguments]
    if shell:
        command = ["bash", "-c", f'"$@" {shell}', "bash", *command]
    return subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, encoding="utf-8"
    )


@pytest.mark.parametrize("columns", ["1", "7", "15", "40", "0", "abc"])
@pytest.mark.parametrize(
    "arguments", [("assess", SAMPLE), ("assess", "sample_data"), ("explain", SAMPLE, "land_area")]
)
def test_no_terminal_is_too_narrow(columns: str, arguments: tuple[str, ...]) -> None:
    done = run(*arguments, "--as-of", "2026-11-21", COLUMNS=columns)
    assert done.returncode in (0, 1)
    assert "clustercheck 0" not in done.stderr


@pytest.mark.parametrize(("shell", "code"), [(">&-", 1), (">&- 2>&-", 1), ("> /dev/full", 2)])
def test_an_output_that_takes_nothing(shell: str, code: int) -> None:
    done = run("assess", SAMPLE, "--as-of", "2026-11-21", shell=shell)
    assert done.returncode == code
    assert "Traceback" not in done.stderr


def test_a_standard_nested_beyond_reason_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "deep"
    folder.mkdir()
    (folder / "2026.yaml").write_text("[" * 200, encoding="utf-8")
    done = run("standards", "test", str(folder))
    assert (done.returncode, "S101" in done.stderr) == (2, True)


def test_a_filled_column_without_a_plain_year_is_said() -> None:
    text = "指标,单位,2023年,2024年,2025年1-6月\n集群总产值,亿元,33,35,20\n"
    codes = {p.code: p.where.within_file for p in read("x.csv", content=text.encode()).cluster.problems}
    assert codes == {"C129": "E1"}


def test_few_people_in_parts_are_a_slip_of_unit() -> None:
    text = "指标,单位,2023年,2024年,2025年\n从业人员,人,2.7,2.8,2.9\n"
    cluster = read("x.csv", content=text.encode()).cluster
    assert {(p.code, p.severity.value) for p in cluster.problems} == {("C215", "error")}
    assert all(seen.doubt == "C215" for seen in cluster.observations["employees"].values())


@pytest.mark.parametrize(
    "profile",
    [
        {"recognised_level": ("省级", "省级"), "recognised_on": (None, "2025年3月")},
        {"recognised_level": (None, "省级集群")},
    ],
)
def test_a_recognition_that_cannot_be_read_leaves_the_route_open(profile: dict[str, tuple]) -> None:
    entries = {
        item: ProfileEntry(value, Cell("基本信息", "C8"), text) for item, (value, text) in profile.items()
    }
    cluster = read(ROOT / SAMPLE).cluster
    judged = Cluster(cluster.file, {**cluster.profile, **entries}, cluster.observations, cluster.answers)
    assessment = assess(judged, find_standard("zhuhai", as_of=AS_OF), as_of=AS_OF)
    assert assessment.verdict is Verdict.INCOMPLETE
    assert {"A314", "A315"} & {p.code for p in assessment.problems}


def test_two_places_are_asked_about() -> None:
    with pytest.raises(UnknownStandard) as refused:
        find_standard("广州、珠海", as_of=AS_OF)
    assert refused.value.problems[0].code == "U414"


@pytest.mark.parametrize("width", range(12, 40))
def test_a_cell_and_a_clause_are_never_cut(width: int) -> None:
    lines = wrapped("请填指标!F13、定性条件!C46，依据第十二条（三）和附件 二", width)
    assert all(cell_len(line) <= width or "!" in line or "条" in line for line in lines)
    for whole in ("指标!F13", "定性条件!C46", "第十二条（三）", "附件 二"):
        if cell_len(whole) <= width:
            assert any(whole in line for line in lines)


@pytest.mark.parametrize("column", ["cleared", "deleted"])
def test_conditions_without_codes_are_known_by_their_words(tmp_path: Path, column: str) -> None:
    book = load_workbook(ROOT / SAMPLE)
    sheet = book["定性条件"]
    if column == "deleted":
        for merged in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(merged))
        sheet.delete_cols(1)
    else:
        for row in range(6, sheet.max_row + 1):
            if str(sheet.cell(row, 1).value or "").isascii():
                sheet.cell(row, 1).value = None
    book.save(tmp_path / "nocode.xlsx")
    standard = find_standard("zhuhai", as_of=AS_OF)
    known, unknown = (
        assess(read(path).cluster, standard, as_of=AS_OF)
        for path in (ROOT / SAMPLE, tmp_path / "nocode.xlsx")
    )
    assert [f.status for f in unknown.findings] == [f.status for f in known.findings]
    assert {p.code for p in unknown.problems} == {p.code for p in known.problems}


def test_a_condition_of_no_standard_is_said() -> None:
    text = "条件,是否符合,佐证材料\n有较高的集群品牌知名度,是,附件1\n有食堂,是,附件2\n"
    cluster = read("x.csv", content=text.encode()).cluster
    assessment = assess(cluster, find_standard("zhuhai", as_of=AS_OF), as_of=AS_OF)
    found = assessment.finding("brand_awareness")
    assert found is not None
    assert found.status.value == "met"
    assert [(p.code, p.where.cell) for p in assessment.problems if p.code == "A331"] == [("A331", "B3")]
