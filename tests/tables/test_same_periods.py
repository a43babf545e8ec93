"""上年同期 is as long as the time of the column before it: the year before beside a year, else no year."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from workbooks import excel, reading, values

from clustercheck.model.problems import UnreadableFile

OUTPUT, SME = ["集群总产值", "亿元", 33, 31], ["中小企业产值", "亿元", 23, 21]
REPORTED = ["报告年度：2025年"]


def taken(*rows: Sequence[object]) -> dict[int, str | None]:
    """The years of the output with its figures."""
    try:
        found = reading(excel({"表": [list(row) for row in rows]}))
    except UnreadableFile:
        return {}
    return values(found).get("total_output", {})


@pytest.mark.parametrize(
    "this", ["2025年1-9月", "1-9月累计", "9月", "第三季度", "上半年", "2025年9月", "2025年目标", "全市"]
)
@pytest.mark.parametrize("last", ["上年同期", "去年同期"])
@pytest.mark.parametrize("title", ["报告年度：2025年", "2025年集群主要指标"])
def test_beside_what_is_no_year_it_is_none(this: str, last: str, title: str) -> None:
    assert not taken([title], ["指标", "单位", this, last], OUTPUT, SME)
    assert not taken([title], ["指标", "单位", last, this], OUTPUT, SME)
    with_year = [[*OUTPUT[:2], 40, *OUTPUT[2:]], [*SME[:2], 30, *SME[2:]]]
    assert taken([title], ["指标", "单位", "2025年", this, last], *with_year) == {2025: "40"}


@pytest.mark.parametrize("this", ["本期", "本年", "2025年", "2025年1-12月", "本年实际"])
def test_beside_a_year_it_is_the_one_before(this: str) -> None:
    found = reading(excel({"表": [REPORTED, ["指标", "单位", this, "上年同期"], OUTPUT, SME]}))
    assert values(found)["total_output"] == {2025: "33", 2024: "31"}
    assert not found.ignored


def test_years_that_are_taken_are_not_listed_as_passed_over() -> None:
    rows = [REPORTED, ["指标", "单位", "2023年", "本年", "上年"], [*OUTPUT, 32], [*SME, 22]]
    found = reading(excel({"表": rows}))
    assert values(found)["total_output"] == {2023: "33", 2024: "32", 2025: "31"}
    assert not found.ignored


def test_the_last_year_of_an_unknown_year_is_not_that_of_the_line() -> None:
    head = ["年份", "指标", "单位", "上年"]
    assert not taken(head, ["2024年", *OUTPUT[:3]], ["2024年", *SME[:3]])
