"""Lines of 基本信息 that stand in one cell with their label."""

from __future__ import annotations

import pytest
from workbooks import excel, reading, readings, text

HEAD = ["指标", "单位", "2022年", "2023年", "2024年"]
TABLE = [HEAD, ["集群总产值", "亿元", 33.5, 37.2, 41]]


@pytest.mark.parametrize(
    "line",
    [
        ["集群名称：甲产业集群"],
        ["集群名称: 甲产业集群；所在地: 珠海市"],
        ["集群名称：甲产业集群（盖章）  所在地：珠海市（加盖公章处）"],
        ["填报单位：某区工信局    集群名称：甲产业集群   填报日期：2025年3月"],
        ["填报单位（盖章）：某局", None, "集群名称：甲产业集群", None, "所在地：珠海市"],
        ["所在地：珠海市\n集群名称：甲产业集群"],
    ],
)
def test_a_label_and_its_value_in_one_cell(line: list[object]) -> None:
    found = reading(excel({"表": [line, *TABLE]}))
    assert found.cluster.text("name") == "甲产业集群"
    assert found.cluster.text("jurisdiction") == ("珠海市" if "珠海" in str(line) else "")
    assert not found.cluster.problems


@pytest.mark.parametrize(
    "line",
    ["集群名称：", "集群名称：______", "集群名称：填写全称", "说明：集群名称填全称", "请写明集群名称：全称", "集群名称：（全称）",
     "集群名称：　　　（签章）", "填表说明 集群名称：填全称；所在地：填到市"],
)  # fmt: skip
def test_a_label_without_value_and_what_tells_how_to_fill_it_in(line: str) -> None:
    found = reading(excel({"表": [[line], *TABLE]}))
    assert (found.cluster.text("name"), found.cluster.text("jurisdiction")) == ("", "")


def test_sheets_and_blocks_of_clusters_named_in_one_cell() -> None:
    names = ["甲产业集群", "乙产业集群"]
    sheets = {str(n): [[f"集群名称：{name}"], *TABLE] for n, name in enumerate(names)}
    stacked = [row for name in names for row in ([f"集群名称：{name}"], *TABLE, [])]
    for content in (excel(sheets), excel({"表": stacked})):
        found = readings(content)
        assert [each.cluster.text("name") for each in found] == names
        assert all(len(each.cluster.observations["total_output"]) == 3 for each in found)


def test_a_pair_in_a_text_file() -> None:
    assert reading(text([["集群名称：甲产业集群"], *TABLE])).cluster.text("name") == "甲产业集群"
