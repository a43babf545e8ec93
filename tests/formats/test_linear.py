"""What cells may hold over and over, as long as a cell can be: read soon, and without a recursion that ends.

`benchmarks/linear.py` measures how the time grows; here a grossly generous bound catches what takes minutes.
"""

from __future__ import annotations

import time

import pytest
from formats import EVERY, FULL, Page, Runs, html_page
from workbooks import text

from clustercheck.formats import limits
from clustercheck.model.problems import UnreadableFile
from clustercheck.tables.reader import read, read_all
from clustercheck.texts.messages import message

pytestmark = pytest.mark.slow

MOST_SECONDS = 10
LENGTH = 32_000
HEAD = ["指标", "单位", "2022年", "2023年", "2024年"]
PIECES = (
    "(", "(1)", "[注1]", "1", "1,", "-", "一、", "#", "*", "¹,", "m²", "2024年", "单位,", "占比", "/省", "区", " ", "\n", "a!",
)  # fmt: skip


def seconds(content: bytes) -> float:
    """The processor's time for a file and for all that is said of it."""
    began = time.process_time()
    try:
        problems = [
            problem for reading in read_all("x", content=content) for problem in reading.cluster.problems
        ]
    except UnreadableFile as refused:
        problems = list(refused.problems)
    for problem in problems:
        assert len(message(problem)) < 3_000
    return time.process_time() - began


@pytest.mark.parametrize("piece", PIECES)
def test_a_text_of_one_thing_over_and_over(piece: str) -> None:
    whole = (piece * LENGTH)[:LENGTH]
    rows = [
        [whole], ["单位：" + whole], ["（" + whole + "）单位：亿元"], [*HEAD[:2], "2022年" + whole, whole + "2023年", "2024年"],
        ["集群总产值", "亿元", 31, 33, 36], [whole + "集群总产值", "亿元", "3" + whole, whole + "3", 3], [whole, whole, 1, 2, 3],
        ["集群总产值（" + whole + "）", "（" + whole, 1, 2, 3], [], ["集群名称", "集群总产值（亿元）" + whole], [whole + "集群", 3], [],
        ["编码", "项目", "内容"], ["name", "集群名称", whole], ["jurisdiction", "所在地", "珠海市" + whole],
    ]  # fmt: skip
    assert seconds(text(rows)) < MOST_SECONDS


def test_numbers_of_items_without_end_are_no_recursion() -> None:
    for numbering in ("(1)", "一、", "其中:", "1.1.", "#(一)"):
        assert seconds(text([HEAD, [numbering * 10_000 + "集群总产值", "亿元", 1, 2, 3]])) < MOST_SECONDS


@pytest.mark.parametrize("format", [*FULL, "html"])
def test_many_runs_of_one_text(format: str) -> None:
    make = {**FULL, "html": html_page}[format]
    runs = Runs([("1", ""), ("2", "super")] * 2_000)
    assert (
        seconds(make(Page([HEAD, ["集群总产值", "亿元", 1, runs, 3], [runs, "亿元", 1, 2, 3]])))
        < MOST_SECONDS
    )


@pytest.mark.parametrize("format", ["xlsx", "xml"])
def test_many_merged_cells_and_columns(format: str) -> None:
    half = 2_000
    odd = [
        ["指标", "单位", *["2024年"] * half, *[f"列{n}" for n in range(half)]],
        *[["x", "亿元", *[1] * 9]] * 1_000,
    ]
    assert seconds(FULL[format](Page(odd))) < MOST_SECONDS
    down = [
        ["集群名称", "年份", "集群总产值（亿元）"],
        *(["甲集群" if n % 2 == 0 else None, 2024, 5] for n in range(2 * half)),
    ]
    assert (
        seconds(FULL[format](Page(down, merged=[(n, 1, n + 1, 1) for n in range(2, 2 * half, 2)])))
        < MOST_SECONDS
    )


@pytest.mark.parametrize("format", EVERY)
def test_more_than_a_cell_of_excel_holds_is_cut_and_said(
    format: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of most programs' cells; the bound is set low, for Excel would not open a longer one."""
    monkeypatch.setattr(limits, "LIMITS", limits.LIMITS._replace(cell_text=40))
    long, short = "甲" * 41, "乙" * 40
    cluster = read(
        "x", content=EVERY[format](Page([HEAD, ["集群总产值", "亿元", 31, long, 36], [short]]))
    ).cluster
    (said,) = (problem for problem in cluster.problems if problem.code == "C114")
    assert (said.where.cell, said.facts["count"], said.facts["most"]) == ("D2", 41, 40)
    row = cluster.observations["total_output"]
    assert (row[2022].value, row[2023].value, row[2023].text, row[2024].value) == (31, None, "甲" * 40, 36)


def test_a_workbook_with_many_such_cells_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LIMITS", limits.LIMITS._replace(cell_text=40))
    rows = [HEAD, ["集群总产值", "亿元", 31, 33, 36], *[["甲" * 41]] * 11]
    with pytest.raises(UnreadableFile) as refused:
        read("x", content=text(rows))
    assert [problem.code for problem in refused.value.problems] == ["C107"]


def test_a_field_longer_than_csv_takes_by_itself() -> None:
    problems = read(
        "x", content=text([HEAD, ["集群总产值", "亿元", 31, 33, 36], ["x" * 140_000]])
    ).cluster.problems
    assert [(problem.code, problem.where.cell) for problem in problems] == [("C114", "A3")]
