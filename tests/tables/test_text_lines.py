"""Lines with words in the places of figures, as against headers of another table."""

import pytest
from workbooks import codes, excel, reading, values

from clustercheck.model.problems import UnreadableFile

HEADER = ["指标", "单位", "2022年", "2023年", "2024年"]
OUTPUT, FIRMS = ["集群总产值", "亿元", 30, 33, 36], ["企业总数", "家", 180, 190, 201]
BOTH = {
    "total_output": {2022: "30", 2023: "33", 2024: "36"},
    "enterprises": {2022: "180", 2023: "190", 2024: "201"},
}
LINES = [
    ["发展情况", "—", "良好", "良好", "良好"],
    ["发展情况", None, "良好", "良好", "良好"],
    ["发展阶段", "—", "起步期", "成长期", "成熟期"],
    ["安全生产情况", None, "基本达标", "达标", "达标"],
    ["评审是否通过", None, "是", "否", "是"],
    ["产值/税收", "亿元", "33.5/25", "33.5/25", "33.5/25"],
    ["产值/税收", "亿元", "33/25", "35.5/26", "38/27"],
]
HEADERS = [
    ["各镇情况", "亿元", "平沙", "南水", "三灶"],
    ["各镇情况", None, "平沙镇", "平沙镇", "平沙镇"],
    ["分季情况", "—", "一季度", "二季度", "三季度"],
    ["分月情况", "—", "2024/1", "2024/2", "2024/3"],
    ["数据性质", "—", "快报", "快报", "快报"],
    ["说明", "—", "计划", "计划", "计划"],
    ["重点企业", "—", "甲", "甲", "甲"],
    ["发展情况", "—", "实际", "实际", "预计"],
    [None, None, "初步", "初步", "初步"],
    ["发展情况", "计量", "良好", "良好", "良好"],
    ["标准", "—", "珠海", "国家", "省级"],
    ["参考目标", "—", "底线", "基准", "进取"],
    ["其中：园区", "—", "优", "优", "优"],
    ["全市情况", "—", "良好", "良好", "良好"],
    ["情景", "—", "乐观", "中性", "悲观"],
    ["片区", "—", "北片", "中片", "南片"],
]


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("place", [1, 2])
def test_a_line_of_words_leaves_the_table_as_it_is(line: list[object], place: int) -> None:
    rows = [HEADER, OUTPUT, FIRMS]
    rows.insert(place, line)
    found = reading(excel({"a": rows}))
    assert values(found) == BOTH
    assert [str(each.cell) for each in found.ignored] == [f"a!A{place + 1}"]


def test_a_line_of_words_in_a_table_with_codes() -> None:
    rows = [["编码", *HEADER], [None, *LINES[0]], ["total_output", *OUTPUT], ["enterprises", *FIRMS]]
    found = reading(excel({"a": rows}))
    assert values(found) == BOTH
    assert [each.cell.ref for each in found.ignored] == ["B2"]


@pytest.mark.parametrize("unit", [None, "—"])
@pytest.mark.parametrize("place", [1, 2])
def test_a_line_of_basic_information_under_years_is_no_header(unit: str | None, place: int) -> None:
    rows = [HEADER, OUTPUT, FIRMS]
    rows.insert(place, ["主导产业", unit, "打印设备", "打印设备", "打印设备"])
    found = reading(excel({"a": rows}))
    assert values(found) == BOTH
    assert found.cluster.text("dominant_industry") == ("" if unit else "打印设备")


@pytest.mark.parametrize("line", HEADERS)
def test_words_that_tell_figures_apart_end_the_table(line: list[object]) -> None:
    """What stands below them is not taken, and that is said at the line."""
    found = reading(excel({"a": [HEADER, OUTPUT, line, FIRMS]}))
    assert values(found) == {"total_output": BOTH["total_output"]}
    assert [problem.where.cell[1:] for problem in found.cluster.problems if problem.code == "C157"] == ["3"]
    with pytest.raises(UnreadableFile) as refused:
        reading(excel({"a": [HEADER, line, OUTPUT, FIRMS]}))
    assert {problem.code for problem in refused.value.problems} & {"C157", "C127"}


def test_a_header_of_things_that_are_not_asked_for_is_listed_only() -> None:
    rows = [HEADER, OUTPUT, ["各镇情况", "亿元", "平沙", "南水", "三灶"], ["农业产值", "亿元", 1, 2, 3]]
    found = reading(excel({"a": rows}))
    assert "C157" not in codes(found)
    assert [str(each.cell) for each in found.ignored] == ["a!A3"]
