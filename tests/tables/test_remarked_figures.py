"""Remarks and notes that say that figures are not what the cluster reached."""

from __future__ import annotations

import pytest
from workbooks import codes, excel, reading

HEAD = ["指标", "单位", "2022年", "2023年", "2024年", "备注"]
EMPLOYEES = ["从业人员", "人", 12000, 12500, 13000]


def doubted(remark: object, note: object = None) -> dict[str, list[int]]:
    """The years of each indicator that a remark in the first row, or a note below, keeps from being judged."""
    rows = [HEAD, ["集群总产值", "亿元", 33.5, 37.2, 41, remark], EMPLOYEES, [], [note]]
    found = reading(excel({"表": rows}))
    by_indicator = {
        id: [year for year, seen in series.items() if seen.doubt == "C276"]
        for id, series in found.cluster.observations.items()
    }
    assert ("C276" in codes(found)) is any(by_indicator.values())
    return {id: years for id, years in by_indicator.items() if years}


@pytest.mark.parametrize(
    "remark",
    [
        "2024年为预计数",
        "2024年数据为预计数",
        "24年预计",
        "2024年系估算",
        "按现价计算，2024年为目标值",
        "（2024年为暂估数）",
        "2024年为1-9月数",
        "2024年数据为前三季度",
        "2024年上半年",
        "数据截至2024年9月底",
        "截至2024年11月30日",
    ],
)
def test_a_remark_of_one_year(remark: str) -> None:
    assert doubted(remark) == {"total_output": [2024]}


@pytest.mark.parametrize(
    "remark",
    [
        "预计数",
        "规上企业数据",
        "仅含规上工业企业",
        "不含规下企业",
        "均为估算数",
        "规模以上工业企业口径",
        "1-9月",
        "1至11月累计数",
        "截至三季度末",
        "上半年数据",
    ],
)
def test_a_remark_of_the_whole_row(remark: str) -> None:
    assert doubted(remark) == {"total_output": [2022, 2023, 2024]}


@pytest.mark.parametrize(
    "note",
    [
        "注：2024年数据为预计数",
        "备注：1.产值为现价；2024年数据为预计。",
        "说明：2024年为目标数",
        "注：数据截至2024年9月",
        "备注：2024年为1-10月数",
    ],
)
def test_a_note_below_the_table(note: str) -> None:
    assert doubted(None, note) == {"total_output": [2024], "employees": [2024]}


@pytest.mark.parametrize(
    "remark",
    ["2026年预计投产", "已超额完成目标", "其中规上企业30亿元", "含规下企业", "较上年增长10%", "2023年为实际数", "2024年目标40亿元",
     "预计2025年达到50亿元", "统计局核定", "见规划第3页", "2021年为预计数", "非预计数", "目标已完成",
     "1-12月", "2024年1-12月数据", "截至2024年12月31日", "截至2024年12月底", "每月报送",
     "四季度", "9月投产", "占全市数据的10%", "全市第一", "全市领先", "2021年1-9月", "截至2025年3月"],
)  # fmt: skip
def test_remarks_that_say_nothing_of_the_kind(remark: str) -> None:
    assert doubted(remark) == {}
    assert doubted(None, f"注：{remark}") == {}


def test_a_line_below_that_is_no_note() -> None:
    assert doubted(None, "2024年目标") == {}


def test_firms_above_the_size_lines_are_counted_as_such() -> None:
    line = ["四上企业", "家", 50, 55, 60, "规上企业数据"]
    assert codes(reading(excel({"表": [HEAD, line, EMPLOYEES]}))) == []
    assert codes(reading(excel({"表": [HEAD, [*line[:5], "预计数"], EMPLOYEES]}))) == ["C276"]


def test_what_is_of_a_place_is_counted_as_such() -> None:
    line = ["常住人口", "人", 43000, 43100, 43200, "全区数据"]
    assert "C276" not in codes(reading(excel({"表": [HEAD, line, EMPLOYEES]})))
    assert "C276" in codes(reading(excel({"表": [HEAD, [*line[:5], "2024年为预计数"], EMPLOYEES]})))


@pytest.mark.parametrize(
    "tab",
    [
        "2024年1-9月",
        "2024年前三季度",
        "2024年9月",
        "运行监测2024年上半年",
        "2024.9月报",
        "2024年三季度末数据",
    ],
)
def test_a_tab_of_a_part_of_a_year(tab: str) -> None:
    found = reading(excel({tab: [HEAD[:5], EMPLOYEES]}))
    doubted = {year for year, seen in found.cluster.observations["employees"].items() if seen.doubt == "C276"}
    assert doubted == {2024}
    assert codes(found) == ["C276"]


@pytest.mark.parametrize(
    "tab",
    [
        "2024年",
        "2024年12月",
        "2024年1-12月",
        "2025年1-9月",
        "2024年12月底",
        "2024年四季度",
        "表9",
        "2022-2024年",
    ],
)
def test_a_tab_of_a_year_or_of_another_one(tab: str) -> None:
    assert "C276" not in codes(reading(excel({tab: [HEAD[:5], EMPLOYEES]})))
