"""The year of a single column of values: what a title gives, and what it does not."""

import pytest
from workbooks import codes, excel, reading, readings, values

from clustercheck.model.problems import UnreadableFile

Rows = list[list[object]]
LINES: Rows = [["集群总产值", "亿元", 36], ["企业总数", "家", 120]]
HEADER: list[object] = ["指标", "单位", "数值"]
READ = {"total_output": {2025: "36"}, "enterprises": {2025: "120"}}


def refusal(sheets: dict[str, Rows]) -> list[str]:
    with pytest.raises(UnreadableFile) as refused:
        readings(excel(sheets))
    return [problem.code for problem in refused.value.problems]


@pytest.mark.parametrize(
    "title",
    [
        "2025年集群主要指标", "2025年度主要指标表", "珠海市打印设备产业集群2025年度主要指标表", "二〇二五年集群主要经济指标",
        "2025年珠海市打印设备产业集群基本情况", "集群主要指标（2025年）", "2025年集群主要指标完成情况", "一、2025年集群主要指标",
        "附件1：2025年集群统计表", "2025年集群主要指标（单位：亿元）", "2025年", "（2025年度）",
    ],
)  # fmt: skip
def test_a_title_with_the_year_of_its_figures(title: str) -> None:
    assert values(reading(excel({"Sheet1": [[title], HEADER, *LINES]}))) == READ


@pytest.mark.parametrize(
    "heading",
    ["数值", "数额", "数据", "完成数", "实际数", "指标值", "金额", "数量", "数值（亿元）", "实际完成"],
)
def test_a_column_that_says_only_that_it_holds_the_values(heading: str) -> None:
    rows: Rows = [["2025年集群主要指标"], ["指标", "单位", heading], ["集群总产值", "亿元", 36]]
    assert values(reading(excel({"Sheet1": rows}))) == {"total_output": {2025: "36"}}


def test_such_tables_one_below_the_other_and_on_a_sheet_each() -> None:
    both = {"total_output": {2024: "33", 2025: "36"}}
    old: Rows = [["2024年集群主要指标"], HEADER, ["集群总产值", "亿元", 33]]
    new: Rows = [["2025年集群主要指标"], HEADER, ["集群总产值", "亿元", 36]]
    assert values(reading(excel({"Sheet1": [*old, [], *new]}))) == both
    assert values(reading(excel({"Sheet1": [*old, *new]}))) == both
    assert values(reading(excel({"表1": old, "表2": new}))) == both
    below = reading(excel({"Sheet1": [*new, [], HEADER, ["企业总数", "家", 120]]}))
    assert values(below) == {"total_output": {2025: "36"}}
    assert "C127" in codes(below)


@pytest.mark.parametrize(
    "beside", [["编制单位：某管委会"], ["填报日期：2026年3月5日"], ["制表时间", "2026-03-05"], ["珠海市打印设备产业集群"],
               ["单位：亿元"]]
)  # fmt: skip
def test_lines_beside_the_title_that_say_nothing_of_the_year(beside: list[object]) -> None:
    title = ["2025年集群主要指标"]
    assert values(reading(excel({"Sheet1": [title, beside, HEADER, *LINES]}))) == READ
    assert values(reading(excel({"Sheet1": [beside, title, HEADER, *LINES]}))) == READ


def test_columns_beside_the_values_that_are_of_another_kind() -> None:
    rows: Rows = [
        ["2025年集群主要指标", None, "单位：亿元"],
        ["指标", "单位", "数值", "同比增长%"],
        ["集群总产值", "亿元", 36, 9],
    ]
    assert values(reading(excel({"Sheet1": rows}))) == {"total_output": {2025: "36"}}


@pytest.mark.parametrize(
    "title",
    [
        "2025年集群主要指标计划", "2025年集群目标", "2025年集群预计情况", "2025年上半年集群主要指标", "2025年1-9月集群主要指标",
        "2023-2025年集群主要指标", "2024年、2025年集群主要指标", "2026年申报表", "2026年集群申报表", "2025年度集群申报指标表",
        "关于2025年申报集群的基本情况", "2025年推荐集群主要指标", "2025年第二批集群基本情况", "2025年集群评价指标",
        "2025年集群数据填报表", "2025年度中小企业特色产业集群基本情况表", "2025年省级中小企业特色产业集群主要指标",
        "2025年9月集群主要指标", "2025年12月31日", "集群主要指标", "2025年集群规上企业主要指标", "2025年集群主要指标快报",
        "2025年集群主要指标增速",
    ],
)  # fmt: skip
def test_a_title_that_is_not_the_year_of_the_figures(title: str) -> None:
    codes = refusal({"Sheet1": [[title], HEADER, *LINES]})
    assert {"C127", "C154"} & set(codes)


@pytest.mark.parametrize(
    "beside",
    [
        ["2024年集群主要指标"], ["2024年"], ["2026年申报表"], ["2025年度申报"], ["申报年度", "2025"], ["申报年度：2026"],
        ["1-9月"], ["2025年1-9月"], ["2024年1-9月"], ["上半年"], ["计划数"], ["数据时期：2025年上半年"], ["填报日期：2025年10月12日"],
        ["填报日期", "2025年10月"], ["填报日期：2024年3月1日"],
    ],
)  # fmt: skip
def test_lines_beside_the_title_that_leave_the_year_open(beside: list[object]) -> None:
    title = ["2025年集群主要指标"]
    assert {"C127", "C154"} & set(refusal({"Sheet1": [title, beside, HEADER, *LINES]}))
    assert {"C127", "C154"} & set(refusal({"Sheet1": [beside, title, HEADER, *LINES]}))


@pytest.mark.parametrize("tab", ["2024年", "2025年申报", "2025年上半年", "2025年9月"])
def test_a_sheets_name_that_says_another_year_or_only_a_part(tab: str) -> None:
    rows: Rows = [["2025年集群主要指标"], HEADER, *LINES]
    assert "C127" in refusal({tab: rows})


def test_a_bare_year_on_a_sheet_of_an_application() -> None:
    assert "C127" in refusal({"Sheet1": [["珠海市打印设备产业集群申报表"], ["2025年度"], HEADER, *LINES]})


@pytest.mark.parametrize(
    "headings", [["数值", "金额"], ["数值", "2024年"], ["数值", "其他数"], ["上年", "数值"]]
)
def test_several_columns_of_values(headings: list[object]) -> None:
    rows: Rows = [["2025年集群主要指标"], ["指标", "单位", *headings], ["集群总产值", "亿元", 36, 33]]
    try:
        found = values(reading(excel({"Sheet1": rows})))
    except UnreadableFile:
        return
    assert 2025 not in found.get("total_output", {})


def test_a_title_over_the_table_beside() -> None:
    rows: Rows = [
        [None, None, None, None, "2025年集群主要指标"],
        [*HEADER, None, *HEADER],
        ["企业总数", "家", 120, None, "集群总产值", "亿元", 36],
    ]
    assert "C127" in refusal({"Sheet1": rows})


def test_lists_of_clusters_or_places_get_no_year_of_a_title() -> None:
    rows: Rows = [["2025年集群主要指标"], ["集群名称", "集群总产值"], ["甲集群", 36], ["乙集群", 30]]
    assert refusal({"Sheet1": rows})


@pytest.mark.parametrize("line", ["报告期：2025年上半年", "数据时期：2025年1-9月", "年度：2025年预计"])
def test_a_stated_part_of_a_year_is_no_year(line: str) -> None:
    assert "C127" in refusal({"2025年": [["集群主要指标"], [line], HEADER, *LINES]})


def test_the_title_of_a_sheet_named_by_another_year() -> None:
    assert "C127" in refusal({"2024年": [["2025年集群主要指标"], HEADER, *LINES]})
    assert values(reading(excel({"2025年": [["2025年集群主要指标"], HEADER, *LINES]}))) == READ


@pytest.mark.parametrize(
    "title",
    [
        "2015年成立的甲集群指标", "2015年建成甲产业集群主要指标", "2020年以来集群指标", "2024年底前集群指标", "2023年起甲集群指标",
        "2024年版集群指标表", "2024年修订集群指标表", "2024年入库集群指标", "2024年挂牌集群数据", "2024年年中集群指标",
    ],
)  # fmt: skip
def test_a_title_whose_year_is_that_of_something_else(title: str) -> None:
    assert refusal({"Sheet1": [[title], HEADER, *LINES]})


@pytest.mark.parametrize("place", ["中山市", "前海", "内蒙古"])
def test_places_that_begin_like_such_words(place: str) -> None:
    assert values(reading(excel({"a": [[f"2025年{place}打印产业集群主要指标"], HEADER, *LINES]}))) == READ


def test_a_value_of_the_base_year_is_not_of_the_title() -> None:
    assert refusal({"Sheet1": [["2025年集群主要指标"], ["指标", "单位", "基期值"], *LINES]})


@pytest.mark.parametrize("foot", ["填报日期：2025年8月1日", "注：数据截至2025年9月", "填表时间：2025-08-01"])
def test_a_line_below_that_says_the_year_was_not_over(foot: str) -> None:
    assert refusal({"Sheet1": [["2025年集群主要指标"], HEADER, *LINES, [], [foot]]})
    below: Rows = [["2025年集群主要指标"], HEADER, *LINES, ["填报日期：2026年3月1日"]]
    assert values(reading(excel({"Sheet1": below}))) == READ
