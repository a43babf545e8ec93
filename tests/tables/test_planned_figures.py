"""The targets of a plan are told from what was reached, by the words of its titles, headings and rows."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from formats import Page, xlsx

from clustercheck.model.problems import Severity
from clustercheck.tables.reader import read_cluster, read_targets

OUTPUT, SMES = ["集群总产值", "亿元"], ["中小企业产值", "亿元"]
NAMES = ["指标", "单位"]
# Two headings over two columns each, and what stands beside them over both rows.
MERGED = ((1, 3, 1, 4), (1, 5, 1, 6), (1, 1, 2, 1), (1, 2, 2, 2))


def table(heads: Sequence[object], *above: list[object]) -> list[list[object]]:
    """A table of both outputs, whose figures are those of its columns: 1, 2, 3 … and 10 times that."""
    count = range(1, len(heads) + 1)
    return [
        *above,
        [*NAMES, *heads],
        [*OUTPUT, *[10 * each for each in count]],
        [*SMES, *count],
    ]


def targets(*pages: Page) -> dict[int, str]:
    """The targets of the SMEs' output by year; those of the whole output are ten times as much."""
    (read,) = read_targets("plan.xlsx", content=xlsx(*pages))
    found = read.cluster.observations
    assert {year: str(10 * int(seen.text)) for year, seen in found["sme_output"].items()} == {
        year: seen.text for year, seen in found["total_output"].items()
    }
    assert not [seen for row in found.values() for seen in row.values() if seen.doubt]
    return {year: seen.text for year, seen in found["sme_output"].items()}


def questions(*pages: Page) -> list[tuple[str, str, Severity]]:
    (read,) = read_targets("plan.xlsx", content=xlsx(*pages))
    return [
        (each.code, f"{each.where.sheet}!{each.where.cell}", each.severity)
        for each in read.cluster.problems
        if each.code == "U556"
    ]


THREE = {2025: "1", 2026: "2", 2027: "3"}
BEHIND_ONE = {2025: "2", 2026: "3"}


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        (table(["2025年", "2026年", "2027年"]), THREE),
        (table(["2025年目标", "2026年目标", "2027年目标"], ["三年发展规划目标表"]), THREE),
        (table(["2025年", "2026年", "2027年"], ["甲集群三年发展规划（2025-2027年）"]), THREE),
        (table(["2025年目标值", "到2026年目标", "2027目标"]), THREE),
        (table(["2024年实际", "2025年目标", "2026年目标"]), BEHIND_ONE),
        (table(["2024 actual", "2025 target", "2026 target"]), BEHIND_ONE),
        (table(["2024年", "2025年规划目标", "2026年计划"]), BEHIND_ONE),
        (table(["2024年预计完成", "2025年目标", "2026年目标"]), BEHIND_ONE),
        (table(["2024年（基期）", "2025年", "2026年"], ["发展规划目标表"]), BEHIND_ONE),
        (table(["2024年现状", "2025年", "2026年"], ["发展规划目标表"]), BEHIND_ONE),
    ],
)
def test_columns_and_titles_say_what_is_a_target(rows: list[list[object]], wanted: dict[int, str]) -> None:
    assert targets(Page(rows)) == wanted
    assert not questions(Page(rows))


def test_results_of_the_same_years_are_no_targets() -> None:
    heads = [*NAMES, "2025年", None, "2026年", None], [None, None, "实际", "目标", "实际", "目标"]
    body = table(["", "", "", ""])[1:]
    assert targets(Page([*heads, *body], merged=MERGED)) == {2025: "2", 2026: "4"}


@pytest.mark.parametrize("merged", [MERGED, ()])
@pytest.mark.parametrize("words", [("实际", "目标"), ("历史数据", "规划目标")])
def test_what_stands_over_the_years_counts(
    merged: tuple[tuple[int, int, int, int], ...], words: tuple[str, str]
) -> None:
    heads = [*NAMES, words[0], None, words[1], None], [None, None, "2023年", "2024年", "2025年", "2026年"]
    body = table(["", "", "", ""])[1:]
    assert targets(Page([*heads, *body], merged=merged)) == {2025: "3", 2026: "4"}


@pytest.mark.parametrize("tab", ["规划目标", "发展目标", "目标"])
@pytest.mark.parametrize("years", [["2025年", "2026年"], ["2023年", "2024年"]])
def test_a_sheet_of_targets_counts_and_one_of_results_does_not(tab: str, years: list[object]) -> None:
    results = Page(table([*years, "2022年"]), name="现状")
    assert targets(results, Page(table(["2025年", "2026年"]), name=tab)) == {2025: "1", 2026: "2"}
    assert not questions(results, Page(table(["2025年", "2026年"]), name=tab))


def test_of_two_tables_the_one_under_the_title_counts() -> None:
    rows = [*table(["2023年", "2024年"], ["一、发展现状"]), *table(["2025年", "2026年"], ["二、发展目标"])]
    assert targets(Page(rows)) == {2025: "1", 2026: "2"}


def test_tables_beside_each_other_have_titles_of_their_own() -> None:
    left, right = table(["2023年", "2024年"], ["现状"]), table(["2025年", "2026年"], ["规划目标"])
    rows = [[*row, *[None] * (5 - len(row)), *other] for row, other in zip(left, right, strict=True)]
    assert targets(Page(rows)) == {2025: "1", 2026: "2"}


def test_whether_a_target_binds_is_no_part() -> None:
    rows = table(["2025年", "2026年", "属性"], ["三年发展主要目标"])
    rows[2][-1], rows[3][-1] = "预期性", "约束性"
    assert targets(Page(rows)) == {2025: "1", 2026: "2"}


def test_the_term_of_the_plan_may_stand_over_its_years() -> None:
    heads = [*NAMES, "规划期", None], [None, None, "2025年", "2026年"]
    rows = [["规划目标表"], *heads, *table(["", ""])[1:]]
    assert targets(Page(rows, merged=((2, 3, 2, 4), (2, 1, 3, 1), (2, 2, 3, 2)))) == {2025: "1", 2026: "2"}


def test_rows_may_say_what_is_a_target() -> None:
    heads = ["指标", "单位", "类别", "2025年"]
    rows = [[*OUTPUT, "目标", 20], [*OUTPUT, "实际", 30], [*SMES, "目标", 2], [*SMES, "实际", 3]]
    assert targets(Page([heads, *rows])) == {2025: "2"}
    down = [
        ["年份", "集群总产值（亿元）", "中小企业产值（亿元）"],
        ["2024年（实际）", 10, 1],
        ["2025年（目标）", 20, 2],
    ]
    assert targets(Page(down)) == {2025: "2"}


def test_a_group_of_lines_named_after_targets_leaves_out_no_other() -> None:
    heads = ["一级指标", "指标", "单位", "2025年目标"]
    assert targets(Page([heads, ["发展目标", *OUTPUT, 10], ["经济规模", *SMES, 1]])) == {2025: "1"}


def test_a_figure_named_after_a_plan_is_none_of_the_target() -> None:
    (read,) = read_targets(
        "plan.xlsx", content=xlsx(Page([[*NAMES, "2025年目标"], ["规划面积", "亩", 35], [*SMES, 1]]))
    )
    assert set(read.cluster.observations) == {"sme_output"}


def test_remarks_of_a_plan_doubt_no_target() -> None:
    rows = table(["2025年目标", "2026年目标", "备注"])
    rows[1][-1], rows[2][-1] = "预计数", "力争达到"
    assert targets(Page(rows)) == {2025: "1", 2026: "2"}


@pytest.mark.parametrize("head", ["2027年", "2027年达到", "2027年预计", "“十四五”末目标（2027年）"])
def test_a_column_that_may_be_a_target_is_said(head: str) -> None:
    page = Page(table(["2024年", "2025年目标", "2026年目标", head]), name="表")
    assert targets(page) == {2025: "2", 2026: "3"}
    assert questions(page) == [("U556", "表!F1", Severity.ERROR)]


def test_a_row_that_may_be_a_target_is_said() -> None:
    heads = ["年份", "集群总产值（亿元）", "中小企业产值（亿元）"]
    page = Page([heads, ["2024年", 10, 1], ["2025年（目标）", 20, 2], ["2026年", 30, 3]], name="表")
    assert targets(page) == {2025: "2"}
    assert questions(page) == [("U556", "表!A4", Severity.ERROR)]


def test_a_table_that_may_be_of_targets_is_said() -> None:
    pages = [Page(table(["2025年", "2026年"]), name="分年"), Page(table(["2025年", "2026年"]), name="目标")]
    assert targets(*pages) == {2025: "1", 2026: "2"}
    assert questions(*pages) == [("U556", "分年!A1", Severity.ERROR)]
    undated = Page([["企业名称", "产值（亿元）"], ["甲公司", 3], ["乙公司", 4]], name="分年")
    assert {severity for _, _, severity in questions(undated, pages[1])} <= {Severity.WARNING}


def test_targets_beside_results_are_no_results() -> None:
    left, right = table(["2023年", "2024年"], ["现状"]), table(["2025年", "2026年"], ["规划目标"])
    rows = [[*row, *[None] * (5 - len(row)), *other] for row, other in zip(left, right, strict=True)]
    found = read_cluster("both.xlsx", content=xlsx(Page(rows)))
    assert {year: seen.text for year, seen in found.observations["sme_output"].items()} == {
        2023: "1",
        2024: "2",
    }
    assert "C154" in [each.code for each in found.problems]
