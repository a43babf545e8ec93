"""The layouts that people use: years down, indicators across, lists of clusters, headers of several rows."""

import random
from collections.abc import Callable, Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from workbooks import codes, excel, reading, readings, text, values

from clustercheck.model.problems import UnreadableFile
from clustercheck.tables.reader import read_all
from clustercheck.texts.messages import message

pytestmark = pytest.mark.slow

N = None
Rows = Sequence[Sequence[object]]
THREE = {"total_output": {2022: "30", 2023: "33", 2024: "36"}}
PEOPLE = {"employees": {2022: "500", 2023: "510", 2024: "520"}}


def read(rows: Rows, merged: Sequence[str] = ()) -> dict[str, dict[int, str | None]]:
    found = reading(excel({"a": rows}, merged=merged))
    for problem in found.cluster.problems:
        assert message(problem)
    return values(found)


def listed(content: bytes) -> dict[str, dict[str, dict[int, str | None]]]:
    return {found.cluster.text("name"): values(found) for found in readings(content)}


def refusal(rows: Rows, merged: Sequence[str] = ()) -> list[str]:
    with pytest.raises(UnreadableFile) as refused:
        readings(excel({"a": rows}, merged=merged))
    for problem in refused.value.problems:
        assert message(problem)
    return [problem.code for problem in refused.value.problems]


def doubts(rows: Rows) -> list[str]:
    return codes(reading(excel({"a": rows})))


# -- headings of years and units ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "heading",
    [
        "2024年末",
        "2024年底",
        "2024年（亿元）",
        "２０２４年",
        "二〇二四年",
        "二零二四年度",
        "2024年\n(亿元)",
        "2024 (亿元)",
    ],
)
def test_headings_of_a_year(heading: str) -> None:
    assert read([["指标", "2023年", heading], ["总产值（亿元）", 33, 36]]) == {
        "total_output": {2023: "33", 2024: "36"}
    }


@pytest.mark.parametrize(
    "heading",
    ["2024年计划", "2024年目标", "2024年预计", "2024年1-6月", "2024年上半年", "2024年同比", "2024年（预计）", "2024年增速（%）", "增长%",
     "2024年占比", "2023-2024年", "2024/2023", "比2023年增长", "合计", "2024年\n预计"],
)  # fmt: skip
def test_headings_of_something_else_are_not_taken(heading: str) -> None:
    found = reading(excel({"a": [["指标", "单位", "2023年", heading], ["总产值", "亿元", 33, 36]]}))
    assert values(found) == {"total_output": {2023: "33"}}
    assert found.ignored, "and it is said"


def test_units_in_headings() -> None:
    rows = [["指标", "2023年（亿元）", "2024年（万元）"], ["总产值", 33, 360000], ["企业总数", 10, 11]]
    assert read(rows) == {"total_output": {2023: "33", 2024: "36"}, "enterprises": {2023: "10", 2024: "11"}}


def test_a_heading_and_a_row_of_different_units() -> None:
    assert doubts([["指标", "单位", "2024年（万元）"], ["总产值", "亿元", 36]]) == ["C208"]


@pytest.mark.parametrize(
    "line",
    [["单位：万元"], ["（单位：万元）"], ["计量单位：万元、人"], ["金额单位：人民币万元"], [N, N, "单位：万元 (10 000 yuan)"],
     ["单位：", "万元"],
     ["2024年集群情况（单位：万元）"], ["填表人：张三", "单位：万元"]],
)  # fmt: skip
def test_a_unit_above_the_table(line: list[object]) -> None:
    rows = [["某表"], line, ["指标", "2023年", "2024年"], ["总产值", 330000, 360000], ["企业总数", 10, 11],
            ["中小企业产值（亿元）", 22, 24]]  # fmt: skip
    assert read(rows) == {
        "total_output": {2023: "33", 2024: "36"}, "enterprises": {2023: "10", 2024: "11"},
        "sme_output": {2023: "22", 2024: "24"},
    }  # fmt: skip


@pytest.mark.parametrize(
    "line", [["填报单位：珠海市万元局"], ["单位：珠海市工信局"], ["单位：台"], ["总数据"]]
)
def test_what_is_no_unit_above_the_table(line: list[object]) -> None:
    assert doubts([line, ["指标", "2024年"], ["总产值", 36], ["企业总数", 10]]) == ["C207"]


def test_the_unit_of_one_table_is_not_that_of_the_next() -> None:
    rows = [
        ["单位：亿元"],
        ["指标", "2024年"],
        ["总产值", 36],
        [],
        ["二、"],
        ["指标", "2024年"],
        ["中小企业产值", 24],
    ]
    found = reading(excel({"a": rows}))
    assert values(found) == {"total_output": {2024: "36"}, "sme_output": {2024: N}}
    assert codes(found) == ["C207"]


# -- headers of several rows --------------------------------------------------------------------------------------


@pytest.mark.parametrize("merged", [["C1:D1", "E1:F1", "A1:A2", "B1:B2"], []])
def test_a_growth_beside_each_figure(merged: list[str]) -> None:
    rows = [
        ["指标", "单位", "2023年", N, "2024年", N],
        [N, N, "增速", "数值", "增速", "数值"],
        ["总产值", "亿元", 8, 33, 9, 36],
    ]
    found = reading(excel({"a": rows}, merged=merged))
    assert values(found) == {"total_output": {2023: "33", 2024: "36"}}
    assert str(found.cluster.observations["total_output"][2024].cell) == "a!F3"
    assert codes(found) == []


@pytest.mark.parametrize("group", ["计划", "目标", "同比增长", "全市", "占全市比重", "规上企业"])
@pytest.mark.parametrize("merged", [["C1:D1", "A1:A2", "B1:B2"], []])
def test_a_heading_over_years_that_are_not_the_clusters(group: str, merged: list[str]) -> None:
    rows = [
        ["指标", "单位", "实际", N, group],
        [N, N, "2022年", "2023年", "2024年"],
        ["总产值", "亿元", 30, 33, 36],
    ]
    found = reading(excel({"a": rows}, merged=merged))
    assert values(found) == {"total_output": {2022: "30", 2023: "33"}}
    assert "C129" in codes(found)


def test_plans_above_a_header_that_is_whole_by_itself() -> None:
    rows = [
        ["某集群统计表", N, N, N, "计划"],
        ["指标", "单位", 2022, 2023, 2024],
        ["总产值", "亿元", 30, 33, 36],
    ]
    assert read(rows) == {"total_output": {2022: "30", 2023: "33"}}


def test_titles_agencies_and_pages_above_a_header_are_no_headings() -> None:
    for line in (["某市产业集群情况统计表"], [N, N, "某市产业集群情况统计表"], ["表号：工信1表", N, N, "制定机关：某局"],
                 [N, N, N, "附件1"],
                 ["基期", N, "近三年"], [N, N, "近三年数据"]):  # fmt: skip
        assert read([line, ["指标", "单位", 2022, 2023, 2024], ["总产值", "亿元", 30, 33, 36]]) == THREE


def test_one_entity_of_two() -> None:
    rows = [["指标", N, "全市", N, "本集群", N], [N, N, "2023年", "2024年", "2023年", "2024年"],
            ["总产值（亿元）", N, 300, 330, 33, 36]]  # fmt: skip
    assert read(rows, ["C1:D1", "E1:F1", "A1:B2"]) == {"total_output": {2023: "33", 2024: "36"}}


# -- years down ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("head", ["年份", "年度", N, "指标", "统计年度", "年份\\指标"])
@pytest.mark.parametrize(
    "years", [["2022年", "2023年", "2024年"], [2022, 2023, 2024], ["2022", "2023年度", "２０２４"]]
)
def test_years_down(head: object, years: list[object]) -> None:
    rows = [["某集群"], [head, "总产值（亿元）", "同比（%）", "从业人员（人）", "备注"],
            *([y, o, 8, p, "x"] for y, o, p in zip(years, (30, 33, 36), (500, 510, 520), strict=True)),
            ["合计", 99, N, 1530], ["2025年计划", 40, N, 530], ["注：来自统计局"]]  # fmt: skip
    assert read(rows) == {**THREE, **PEOPLE}


def test_a_row_of_units_below_the_header() -> None:
    rows = [
        ["年份", "总产值", "从业人员"],
        ["单位", "万元", "万人"],
        [2024, 360000, 0.052],
        [2023, 330000, 0.051],
    ]
    assert read(rows) == {"total_output": {2024: "36", 2023: "33"}, "employees": {2024: "520", 2023: "510"}}


@pytest.mark.parametrize("merged", [["A1:A2", "B1:C1", "D1:E1"], []])
def test_parts_beside_their_wholes(merged: list[str]) -> None:
    rows = [["年份", "总产值（亿元）", N, "从业人员（人）", N], [N, "合计", "其中：中小企业", "合计", "中小企业"],
            ["2023年", 33, 22, 500, 400], ["2024年", 36, 24, 510, 410]]  # fmt: skip
    assert read(rows, merged) == {
        "total_output": {2023: "33", 2024: "36"}, "sme_output": {2023: "22", 2024: "24"},
        "employees": {2023: "500", 2024: "510"}, "sme_employees": {2023: "400", 2024: "410"},
    }  # fmt: skip


def test_a_part_in_the_next_column() -> None:
    rows = [
        ["年份", "总产值（亿元）", "其中：中小企业", "#大中型", "利润", "#从业人员（人）"],
        ["2024年", 36, 24, 20, 9, 300],
    ]
    assert read(rows) == {"total_output": {2024: "36"}, "sme_output": {2024: "24"}}


@pytest.mark.parametrize("group", ["规上企业", "主导产业", "香洲区", "同比增长（%）", "2025年计划", "A公司"])
def test_an_indicator_under_a_heading_that_is_not_understood(group: str) -> None:
    rows = [["年份", "总产值（亿元）", group], [N, N, "企业总数"], ["2024年", 36, 10]]
    assert read(rows, ["A1:A2", "B1:B2"]) == {"total_output": {2024: "36"}}


def test_an_indicator_under_a_heading_that_only_sorts() -> None:
    rows = [
        ["年份", "主要指标", N, "创新能力"],
        [N, "总产值（亿元）", "从业人员（人）", "有效发明专利数"],
        [2024, 36, 520, 7],
    ]
    assert read(rows, ["A1:A2", "B1:C1"]) == {
        "total_output": {2024: "36"}, "employees": {2024: "520"}, "invention_patents": {2024: "7"},
    }  # fmt: skip


def test_running_numbers_that_look_like_years() -> None:
    rows = [["编号", "总产值（亿元）", "从业人员（人）"], [2001, 36, 520], [2002, 46, 620]]
    assert refusal(rows) == ["C110", "C144"]


# -- clusters down ------------------------------------------------------------------------------------------------

LIST = [["2024年某市产业集群汇总表"], [N, N, N, N, N, N, N, N, N, "单位：亿元、人"],
        ["序号", "集群名称", "所在地", "总产值", N, N, "从业人员", N, N, "占地面积（平方公里）"],
        [N, N, N, "2022年", "2023年", "2024年", "2022年", "2023年", "2024年"],
        [1, "甲集群", "珠海市", 30, 33, 36, 500, 510, 520, 12], [2, "乙集群", "清远市", 40, 43, 46, 600, 610, 620, 22],
        [N, "合计", N, 70, 76, 82, 1100, 1120, 1140, 34], ["填表人：张三", N, N, "审核：李四"]]  # fmt: skip
LISTED = {
    "甲集群": {**THREE, **PEOPLE, "land_area": {2024: "12"}},
    "乙集群": {"total_output": {2022: "40", 2023: "43", 2024: "46"}, "land_area": {2024: "22"},
            "employees": {2022: "600", 2023: "610", 2024: "620"}},
}  # fmt: skip


@pytest.mark.parametrize("merged", [["A1:J1", "A3:A4", "B3:B4", "C3:C4", "D3:F3", "G3:I3", "J3:J4"], []])
def test_a_list_of_clusters(merged: list[str]) -> None:
    content = excel({"a": LIST}, merged=merged)
    assert listed(content) == LISTED
    found = readings(content)
    assert [each.cluster.row for each in found] == [5, 6]
    assert [each.cluster.text("jurisdiction") for each in found] == ["珠海市", "清远市"]
    assert all(codes(each) == [] for each in found)
    assert found[0].years == (2022, 2023, 2024)
    with pytest.raises(UnreadableFile) as refused:
        reading(content)
    assert [problem.code for problem in refused.value.problems] == ["C143"]


def test_a_list_with_year_and_indicator_in_one_heading() -> None:
    rows = [["集群名称", "2023年总产值（亿元）", "总产值（2024年）（亿元）", "2024年总产值增速", "2024年预计总产值（亿元）"],
            ["甲", 33, 36, 9, 40], ["乙", 43, 46, 8, 50]]  # fmt: skip
    assert listed(excel({"a": rows})) == {
        "甲": {"total_output": {2023: "33", 2024: "36"}}, "乙": {"total_output": {2023: "43", 2024: "46"}},
    }  # fmt: skip


def test_a_list_with_years_over_indicators() -> None:
    rows = [
        ["集群名称", "2024年", N, N],
        [N, "总产值（亿元）", "同比增长（%）", "企业总数（家）"],
        ["甲", 33, 8, 100],
        ["乙", 43, 9, 120],
    ]
    assert listed(excel({"a": rows}, merged=["A1:A2", "B1:D1"])) == {
        "甲": {"total_output": {2024: "33"}, "enterprises": {2024: "100"}},
        "乙": {"total_output": {2024: "43"}, "enterprises": {2024: "120"}},
    }


LONG = {"甲": {"total_output": {2023: "33", 2024: "36"}, "employees": {2023: "500", 2024: "510"}},
        "乙": {"total_output": {2023: "43", 2024: "46"}, "employees": {2023: "600", 2024: "610"}}}  # fmt: skip


@pytest.mark.parametrize(
    "rows",
    [
        [["集群名称", "指标", "单位", "2023年", "2024年"], ["甲", "总产值", "亿元", 33, 36], [N, "从业人员", "人", 500, 510],
         ["乙", "总产值", "亿元", 43, 46], [N, "从业人员", "人", 600, 610]],
        [["集群名称", "年份", "总产值（亿元）", "从业人员（人）"], ["甲", "2023年", 33, 500], ["甲", "2024年", 36, 510],
         ["乙", "2023年", 43, 600], [N, "2024年", 46, 610]],
    ],
)  # fmt: skip
def test_several_lines_a_cluster(rows: Rows) -> None:
    assert listed(excel({"a": rows})) == LONG


def test_an_indicator_a_sheet() -> None:
    content = excel({
        "总产值": [["单位：亿元"], ["集群名称", "2023年", "2024年"], ["甲", 33, 36], ["乙", 43, 46]],
        "从业人员": [["单位：人"], ["集群名称", "2024年", "2023年"], ["乙", 610, 600], ["甲", 510, 500]],
    })  # fmt: skip
    assert listed(content) == LONG


def test_a_list_and_the_form_of_one_of_its_clusters() -> None:
    form = [
        ["编码", "项目", "内容"],
        ["standard", "适用标准", "zhuhai"],
        ["name", "集群名称", "甲"],
        ["district", "所在区县", "香洲区"],
    ]
    figures = [["编码", "指标", "单位", "2024年"], ["employees", "", "人", 5]]
    rows = [["集群名称", "2024年总产值（亿元）"], ["甲", 36], ["乙", 46]]
    first, second = readings(excel({"基本信息": form, "指标": figures, "汇总": rows}))
    assert values(first) == {"total_output": {2024: "36"}, "employees": {2024: "5"}}
    assert (first.cluster.text("district"), second.cluster.text("district")) == ("香洲区", "")
    assert values(second) == {"total_output": {2024: "46"}}


def test_a_list_and_the_form_of_another_cluster() -> None:
    form = [["集群名称", "丙"], ["编码", "指标", "单位", "2024年"], ["employees", "", "人", 5]]
    content = excel({"指标": form, "汇总": [["集群名称", "2024年总产值（亿元）"], ["甲", 36], ["乙", 46]]})
    assert set(listed(content)) == {"甲", "乙", "丙"}
    assert [found.cluster.row for found in readings(content)] == [N, 2, 3]


def test_what_is_said_above_a_list_holds_for_all_of_it() -> None:
    rows = [
        ["适用标准", "zhuhai"],
        ["主导产业", "家电"],
        [],
        ["集群名称", "2024年总产值（亿元）"],
        ["甲", 36],
        ["乙", 46],
    ]
    found = readings(excel({"a": rows}))
    assert [each.cluster.text("standard") for each in found] == ["zhuhai", "zhuhai"]
    assert [each.cluster.text("dominant_industry") for each in found] == ["", ""]
    assert "家电" in [line.text for line in found[0].ignored]


def test_a_cluster_given_twice() -> None:
    rows = [["集群名称", "2024年总产值（亿元）"], ["甲", 36], ["甲 ", 46], ["乙", 56]]
    found = readings(excel({"a": rows}))
    assert [codes(each) for each in found] == [["C206"], []]
    assert found[0].cluster.observations["total_output"][2024].doubt == "C206"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["企业名称", "2024年总产值（亿元）"], ["A公司", 1], ["B公司", 2]], ["C110", "C142"]),
        ([["地区", "2024年总产值（亿元）"], ["甲市", 1], ["乙市", 2]], ["C110", "C142"]),
        ([["集群名称", "2023年", "2024年"], ["甲", 33, 36]], ["C110", "C150"]),
        ([["集群名称", "总产值（亿元）"], ["甲", 33]], ["C110", "C149"]),
        ([[N, "总产值（亿元）", "从业人员（人）"], ["甲集群", 33, 500]], ["C110", "C144"]),
        ([["集群名称", "年产值", "人数"], ["甲集群", 33, 500]], ["C110", "C149"]),
        ([["集群名称", "年税收", "人数"], ["甲集群", 33, 500]], ["C110", "C146"]),
    ],
)  # fmt: skip
def test_what_cannot_be_placed_is_said(rows: Rows, said: list[str]) -> None:
    assert refusal(rows) == said


def test_figures_without_a_cluster() -> None:
    found = readings(
        excel({"a": [["序号", "集群名称", "2024年总产值（亿元）"], [1, "甲", 36], [2, N, 46], [3, "乙", 56]]})
    )
    assert [each.cluster.text("name") for each in found] == ["甲", "乙"]
    assert codes(found[0]) == ["C147"]


def test_a_table_of_other_things_below_a_list() -> None:
    rows = [
        ["集群名称", "2024年总产值（亿元）", "2024年企业总数"],
        ["甲", 33, 100],
        [],
        ["重点企业", "产值", "人数"],
        ["A公司", 3, 4],
    ]
    assert listed(excel({"a": rows})) == {"甲": {"total_output": {2024: "33"}, "enterprises": {2024: "100"}}}


def test_too_many_rows_are_no_list_of_clusters() -> None:
    rows = [["集群名称", "2024年总产值（亿元）"], *([f"集群{n}", n] for n in range(1001))]
    with pytest.raises(UnreadableFile) as refused:
        readings(text(rows))
    assert [problem.code for problem in refused.value.problems] == ["C152"]


@pytest.mark.parametrize("column", ["月份", "季度", "口径", "统计范围", "企业类型"])
def test_a_column_that_divides_the_rows(column: str) -> None:
    rows = [
        ["年份", column, "总产值（亿元）"],
        ["2023年", "合计", 33],
        ["2024年", "第一部分", 9],
        [N, "第二部分", 9],
    ]
    found = reading(excel({"a": rows}, merged=["A3:A4"]))
    assert values(found) == {"total_output": {2023: "33"}}
    assert set(codes(found)) == {"C151"}


@pytest.mark.parametrize("column", ["地区", "企业名称", "口径"])
def test_a_column_that_divides_indicators(column: str) -> None:
    rows = [
        ["指标", column, "单位", "2024年"],
        ["总产值", "全部", "亿元", 36],
        ["从业人员", "珠海市", "人", 9000],
    ]
    assert read(rows) == {"total_output": {2024: "36"}}


def test_a_column_that_groups_indicators() -> None:
    rows = [["类别", "指标", "单位", "2024年"], ["经济", "总产值", "亿元", 36], ["中小企业", "从业人员", "人", 410],
            [N, "高新技术企业", "家", 3],
            ["创新", "有效发明专利数", "件", 7]]  # fmt: skip
    assert read(rows) == {
        "total_output": {2024: "36"}, "sme_employees": {2024: "410"}, "invention_patents": {2024: "7"},
    }  # fmt: skip
    levels = [["一级指标", "二级指标", "单位", "2024年"], *rows[1:]]
    assert read(levels) == read(rows)


def test_another_cluster_further_down() -> None:
    rows = [
        ["指标", "单位", "2024年"],
        ["一、甲集群基本情况"],
        ["总产值", "亿元", 36],
        ["二、乙集群基本情况"],
        ["从业人员", "人", 9000],
    ]
    found = reading(excel({"a": rows}))
    assert values(found) == {"total_output": {2024: "36"}}
    assert codes(found) == ["C145"]


@pytest.mark.parametrize("heading", ["名称", "地区", "name"])
def test_rows_that_are_clusters_by_a_title_or_their_own_names(heading: str) -> None:
    head = [heading, "2024年总产值（亿元）"]
    both = {"甲": {"total_output": {2024: "36"}}, "乙": {"total_output": {2024: "46"}}}
    assert listed(excel({"a": [["某市产业集群汇总表"], head, ["甲", 36], ["乙", 46]]})) == both
    assert set(listed(excel({"a": [head, ["甲集群", 36], ["乙集群", 46]]}))) == {"甲集群", "乙集群"}
    assert refusal([head, ["甲公司", 36], ["乙公司", 46]]) == ["C110", "C142"]


@pytest.mark.parametrize(
    "below",
    [
        "　其中：规上企业",
        "  规上企业",
        "#规上企业",
        "合 计",
        "上年同期",
        "同比增长",
        "全市",
        "甲/全市",
        "平均",
    ],
)
def test_lines_of_a_list_that_are_no_clusters(below: str) -> None:
    rows = [["集群名称", "2024年总产值（亿元）"], ["甲", 36], [below, 30], ["乙", 46]]
    found = readings(excel({"a": rows}))
    assert [each.cluster.text("name") for each in found] == ["甲", "乙"]
    assert [line.text for line in found[0].ignored] == [below]


def test_an_indicator_above_that_is_not_known() -> None:
    rows = [["指标：研发费用(万元)"], ["集群名称", "2023年", "2024年"], ["甲", 1, 2]]
    with pytest.raises(UnreadableFile) as refused:
        readings(excel({"a": rows}))
    assert [problem.code for problem in refused.value.problems] == ["C110", "C146", "C123"]
    assert refused.value.problems[2].facts["id"] == "sme_rd_spending"


def test_a_name_beside_its_value_heads_nothing() -> None:
    rows = [["集群名称", "甲集群"], ["2024年总产值（亿元）", 36], ["企业家数", 9]]
    found = reading(excel({"a": rows}))
    assert found.cluster.text("name") == "甲集群"
    assert values(found) == {"total_output": {2024: "36"}}


def test_years_and_clusters_merged_over_their_rows() -> None:
    rows = [
        ["年份", "集群名称", "总产值（亿元）"],
        [2024, "甲", 36],
        [N, "乙", 46],
        [2023, "甲", 33],
        [N, "乙", 43],
    ]
    both = {
        "甲": {"total_output": {2024: "36", 2023: "33"}},
        "乙": {"total_output": {2024: "46", 2023: "43"}},
    }
    assert listed(excel({"a": rows}, merged=["A2:A3", "A4:A5"])) == both
    lost = readings(excel({"a": rows}))
    assert values(lost[1]) == {}
    assert codes(lost[0]) == ["C149", "C149"]


def test_a_year_merged_over_two_columns_with_figures() -> None:
    rows = [["指标", "2023年", N, "2024年", N], ["总产值（亿元）", 33, N, N, 36]]
    found = reading(excel({"a": rows}, merged=["B1:C1", "D1:E1"]))
    # The second column under 2024 may be the next year's.
    doubts = {year: o.doubt for year, o in found.cluster.observations["total_output"].items()}
    assert doubts == {2023: N, 2024: "C121", 2025: "C121"}


# -- parts and sections -------------------------------------------------------------------------------------------


def test_parts_below_their_wholes() -> None:
    rows = [["指标", "单位", "2024年"], ["1.总 产 值", "亿元", 36], ["  其中：中小企业", "亿元", 24], ["       主导产业", "亿元", 25],
            ["#大中型", "亿元", 3], ["2.增加值", "亿元", 9], ["  其中：从业人员", "人", 300], ["（三）从业人员", "人", 520],
            ["　　中小企业", "人", 410], ["① 企业总数", "家", 110], ["其中：高新技术企业", "家", 11]]  # fmt: skip
    found = reading(excel({"a": rows}))
    assert values(found) == {
        "total_output": {2024: "36"}, "sme_output": {2024: "24"}, "dominant_output": {2024: "25"},
        "employees": {2024: "520"}, "sme_employees": {2024: "410"}, "enterprises": {2024: "110"},
        "high_tech_enterprises": {2024: "11"},
    }  # fmt: skip
    assert codes(found) == ["C145"]
    assert [line.text.strip() for line in found.ignored] == ["#大中型", "2.增加值", "其中：从业人员"]


@pytest.mark.parametrize(
    "part", ["其中：大中型", "#大中型", "其中：中小", "中小企业", "　规上企业", "# 总产值增速"]
)
def test_a_part_is_never_its_whole(part: str) -> None:
    rows = [["指标", "单位", "2024年"], ["从业人员", "人", 520], ["总产值", "亿元", N], [part, "亿元", 36]]
    found = read(rows)
    assert found["total_output"] == {2024: N}


def test_a_line_under_the_heading_of_a_part() -> None:
    rows = [["指标", "单位", "2024年"], ["一、经济指标"], ["总产值", "亿元", 36], ["二、中小企业情况"], ["从业人员", "人", 410],
            ["高新技术企业", "家", 3], ["三、全市"], ["常住人口", "万人", 240], ["四、企业"], ["企业总数", "家", 110]]  # fmt: skip
    found = reading(excel({"a": rows}))
    assert values(found) == {
        "total_output": {2024: "36"}, "sme_employees": {2024: "410"}, "enterprises": {2024: "110"},
    }  # fmt: skip
    assert codes(found) == ["C145", "C145"]


def test_a_figure_beside_a_profile_label_is_no_profile_line() -> None:
    found = reading(
        excel(
            {
                "a": [
                    ["指标", "单位", "2024年"],
                    ["增加值", "亿元", 9],
                    ["主导产业", "亿元", 25],
                    ["总产值", "亿元", 36],
                ]
            }
        )
    )
    assert found.cluster.profile == {}


@pytest.mark.parametrize(
    "label",
    ["有效发明\n专利数", "有效发明专利数\nValid Patents", "有效发明专利\n拥有量（件）", "1.2 有效发明专利数", "有效发明专利数/件",
     "有效发明专利数，件",
     "② 有效发明专利数", "3、“有效发明专利”拥有量"],
)  # fmt: skip
def test_names_however_written(label: str) -> None:
    assert read([["指标", "2024年"], [label, 7]]) == {"invention_patents": {2024: "7"}}


@pytest.mark.parametrize(
    "label",
    [
        "从业人员\nR&D",
        "规上从业人员",
        "从业人员增长",
        "从业人员（女）",
        "从业人员占比",
        "人均从业人员",
    ],
)
def test_names_that_are_another_thing(label: str) -> None:
    rows = [["指标", "单位", "2024年"], ["总产值", "亿元", 36], [label, "人", 7]]
    assert read(rows) == {"total_output": {2024: "36"}}


# -- labels with a year, without a table ---------------------------------------------------------------------------


def test_labels_that_name_the_year() -> None:
    for rows in (
        [["指标", "内容"], ["2024年总产值（亿元）", 36], ["总产值（2023年）（亿元）", 33]],
        [["2024年总产值（亿元）：", 36], ["二、", "2023年总产值（亿元）", 33]],
        [["2024年总产值（亿元）", 36, "2023年总产值（亿元）", 33]],
    ):
        assert read(rows) == {"total_output": {2024: "36", 2023: "33"}}


# -- several tables -------------------------------------------------------------------------------------------------


def test_tables_side_by_side() -> None:
    rows = [["指标", 2023, 2024, N, "指标", 2023, 2024, N, "全市", 2023, 2024],
            ["总产值（亿元）", 33, 36, N, "企业总数", 10, 11, N, "常住人口（人）", 9, 9]]  # fmt: skip
    found = reading(excel({"a": rows}))
    assert values(found) == {
        "total_output": {2023: "33", 2024: "36"},
        "enterprises": {2023: "10", 2024: "11"},
    }
    assert codes(found) == ["C142"]


def test_a_header_below_that_is_not_understood() -> None:
    rows = [
        ["指标", "2023年", "2024年"],
        ["总产值（亿元）", 33, 36],
        [],
        ["指标", "数值", "增速"],
        ["企业总数", 36, 9],
    ]
    found = reading(excel({"a": rows}))
    assert values(found) == {"total_output": {2023: "33", 2024: "36"}}
    assert len(found.ignored) == 1


def copies(second: Callable[[int], object]) -> bytes:
    header = ["指标", "单位", *(f"{year}年" for year in range(2015, 2025))]
    rows = [["总产值", "亿元", *range(30, 40)], ["企业总数", "家", *range(10, 20)]]
    other = [[*row[:2], *(second(n) for n in row[2:] if isinstance(n, int))] for row in rows]
    return excel({"a": [header, *rows], "b": [header, *other]})


def test_a_copied_sheet_is_said_once() -> None:
    found = reading(copies(lambda n: n))
    assert codes(found) == ["C140"]
    assert found.cluster.problems[0].facts["count"] == 20
    assert all(o.doubt is None for series in found.cluster.observations.values() for o in series.values())


def test_a_copied_sheet_that_differs_is_said_once_and_judged_nowhere() -> None:
    found = reading(copies(lambda n: n + 1))
    assert codes(found) == ["C141"]
    assert {o.doubt for series in found.cluster.observations.values() for o in series.values()} == {"C141"}
    few = reading(copies(lambda n: n + 1 if n in (33, 12) else n))
    assert sorted(codes(few)) == ["C140", "C206", "C206"]


# -- properties -----------------------------------------------------------------------------------------------------

NAMES = {"total_output": ("总产值", "亿元"), "sme_output": ("中小企业产值", "亿元"), "employees": ("从业人员", "人"),
         "enterprises": ("企业总数", "家"), "invention_patents": ("有效发明专利数", "件")}  # fmt: skip
YEARS = (2021, 2022, 2023, 2024)
NOISE = [
    ["某集群统计表"],
    [N],
    ["注：以上均为年报数。"],
    ["资料来源：统计局", N, N],
    ["降水（毫米）", 1, 2, 3],
    ["填表人：张三", "审核人：李四"],
]
Figures = Mapping[str, Mapping[int, int]]
FIGURES = st.fixed_dictionaries(
    {id: st.fixed_dictionaries({y: st.integers(1, 99_999) for y in YEARS}) for id in NAMES}
)


def expected(figures: Figures) -> dict[str, dict[int, str]]:
    return {id: {year: str(value) for year, value in by_year.items()} for id, by_year in figures.items()}


def label(id: str, chance: random.Random) -> str:
    name, unit = NAMES[id]
    spaced = (" " * chance.randint(0, 2)).join(name)
    return chance.choice([f"{name}（{unit}）", f"{spaced}({unit})", f"{chance.randint(1, 9)}.{name}({unit})"])


def year_label(year: int, chance: random.Random) -> object:
    return chance.choice([year, f"{year}年", f"{year}年度", f"{year} 年"])


def noisy(rows: list[list[object]], chance: random.Random) -> list[list[object]]:
    above = [list(line) for line in chance.sample([*NOISE[:4], NOISE[5]], chance.randint(0, 3))]
    below = [list(line) for line in chance.sample([NOISE[2], NOISE[3]], chance.randint(0, 2))]
    return [*above, *rows, *below]


@settings(max_examples=60, deadline=None)
@given(FIGURES, st.randoms(use_true_random=False), st.booleans())
def test_across_or_down_in_any_order_with_noise_about(
    figures: Figures, chance: random.Random, down: bool
) -> None:
    ids, years = list(figures), list(YEARS)
    chance.shuffle(ids)
    chance.shuffle(years)
    heads = [label(id, chance) for id in ids]
    if down:
        rows: list[list[object]] = [["年份", *heads, "增速（%）"]]
        rows += [[year_label(year, chance), *(figures[id][year] for id in ids), 8] for year in years]
    else:
        rows = [["指标", *(f"{year}年" for year in years), "增长%"]]
        rows += [
            [head, *(figures[id][year] for year in years), 8] for head, id in zip(heads, ids, strict=True)
        ]
    found = reading(excel({"a": noisy(rows, chance)}))
    assert values(found) == expected(figures)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(FIGURES, min_size=1, max_size=4), st.randoms(use_true_random=False), st.booleans(), st.booleans()
)
def test_a_list_of_clusters_however_its_header_is_made(
    of_each: list[Figures], chance: random.Random, merged: bool, one_row: bool
) -> None:
    ids = list(NAMES)
    chance.shuffle(ids)
    heads: list[list[object]]
    blocks: list[str] = []
    if one_row:
        heads = [["集群名称", *(f"{year}年{NAMES[id][0]}（{NAMES[id][1]}）" for id in ids for year in YEARS)]]
    else:
        heads = [["集群名称"], [N]]
        for n, id in enumerate(ids):
            heads[0] += [label(id, chance), N, N, N]
            heads[1] += [f"{year}年" for year in YEARS]
            if merged:
                first, last = (_letters(2 + 4 * n), _letters(5 + 4 * n))
                blocks.append(f"{first}1:{last}1")
        if merged:
            blocks.append("A1:A2")
    rows = [[f"集群{n}", *(of[id][year] for id in ids for year in YEARS)] for n, of in enumerate(of_each)]
    total = ["合计", *(sum(of[id][year] for of in of_each) for id in ids for year in YEARS)]
    found = listed(excel({"a": [*heads, *rows, total]}, merged=blocks))
    assert found == {f"集群{n}": expected(of) for n, of in enumerate(of_each)}


def _letters(column: int) -> str:
    return chr(64 + column) if column <= 26 else "A" + chr(64 + column - 26)


@settings(max_examples=40, deadline=None)
@given(FIGURES, st.randoms(use_true_random=False))
def test_indicators_over_sheets_in_any_order(figures: Figures, chance: random.Random) -> None:
    ids = list(figures)
    chance.shuffle(ids)
    cut = chance.randint(1, len(ids) - 1)
    sheets = {}
    for name, some in (("甲表", ids[:cut]), ("乙表", ids[cut:])):
        years = list(YEARS)
        chance.shuffle(years)
        rows = [
            ["指标", *(f"{y}年" for y in years)],
            *([label(id, chance), *(figures[id][y] for y in years)] for id in some),
        ]
        sheets[name] = noisy(rows, chance)
    assert values(reading(excel(sheets))) == expected(figures)


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 10**9), st.sampled_from(["label", "column", "above", "heading"]))
def test_the_same_figure_in_any_unit_wherever_it_is_written(yuan: int, place: str) -> None:
    found = set()
    for unit, times in (("元", 1), ("万元", 10**4), ("亿元", 10**8)):
        figure = f"{yuan * 10**8 // times}" if yuan * 10**8 % times == 0 else str(yuan * 10**8 / times)
        above = [[f"单位：{unit}"]] if place == "above" else []
        head = ["指标", "单位", f"2024年（{unit}）" if place == "heading" else "2024年"]
        row = [
            f"总产值（{unit}）" if place == "label" else "总产值",
            unit if place == "column" else N,
            figure,
        ]
        found.add(read([*above, head, row])["total_output"][2024])
    assert len(found) == 1


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.lists(
            st.sampled_from([N, "集群名称", "年份", "指标", "单位", "总产值（亿元）", "从业人员（人）", "2023年", 2024,
                             "其中：中小企业", "计划",
                             "甲", 36, "—", "合计", "地区", "亿元", "Total", "2024年总产值（亿元）", "数值", "名称"]),
            max_size=6,
        ),
        max_size=7,
    ),
    st.lists(st.sampled_from(["A1:B1", "A1:A2", "C1:D1", "B2:D2", "A3:F3", "B1:B3"]), max_size=3, unique=True),
)  # fmt: skip
def test_whatever_stands_in_a_sheet_is_read_or_refused(rows: Rows, merged: list[str]) -> None:
    try:
        found = read_all("x", content=excel({"总产值": rows}, merged=merged))
    except UnreadableFile as fault:
        refused = fault
    else:
        refused = UnreadableFile()
    assert all(message(problem) for problem in refused.problems)
    if refused.problems:
        return
    for each in found:
        assert all(message(problem) for problem in each.cluster.problems)
        for series in each.cluster.observations.values():
            assert set(series) <= {2023, 2024}


def forms_of_two(*, named: bool) -> dict[str, Rows]:
    return {
        f"{name}集群": [
            *([["集群名称", f"{name}集群"], []] if named else []),
            ["指标", "单位", "2023年", "2024年", "2025年"],
            [label, "亿元", 31, 33, 36],
        ]
        for name, label in (("甲", "集群总产值"), ("乙", "中小企业产值"))
    }


def test_two_clusters_that_are_named_on_their_sheets() -> None:
    """Refused before the sheets' own names were read: each sheet says whose its figures are."""
    found = listed(excel(forms_of_two(named=True)))
    series = {2023: "31", 2024: "33", 2025: "36"}
    assert found == {"甲集群": {"total_output": series}, "乙集群": {"sme_output": series}}


def test_two_clusters_that_only_the_tabs_name_are_not_put_together() -> None:
    found = reading(excel(forms_of_two(named=False)))
    assert "C153" in codes(found)
    assert {seen.doubt for years in found.cluster.observations.values() for seen in years.values()} == {
        "C153"
    }


def test_one_cluster_named_with_other_spaces_is_one() -> None:
    found = reading(
        excel(
            {
                "封面": [["集群名称", "香洲区 打印耗材集群（示例）"]],
                "甲": [
                    ["集群名称", "香洲区打印耗材集群(示例)"],
                    [],
                    ["指标", "单位", "2025年"],
                    ["集群总产值", "亿元", 36],
                ],
                "乙": [["指标", "单位", "2025年"], ["中小企业产值", "亿元", 27]],
            }
        )
    )
    assert "C153" not in codes(found)
    assert {seen.doubt for years in found.cluster.observations.values() for seen in years.values()} == {None}


@pytest.mark.parametrize("group", ["近三年", "年度", "指标值", "数值（亿元）", "", None])
@pytest.mark.parametrize("is_merged", [True, False])
def test_the_names_of_the_columns_beside_a_row_of_years(group: str | None, is_merged: bool) -> None:
    rows = [
        ["指标", "单位", group, None, None],
        [None, None, "2023年", "2024年", "2025年"],
        ["集群总产值", "亿元", 31.5, 33.4, 35.4],
        ["中小企业产值", "亿元", 22, 23, 25],
    ]
    found = reading(excel({"a": rows}, merged=["A1:A2", "B1:B2", "C1:E1"] if is_merged else []))
    assert codes(found) == []
    assert [str(s.value) for s in found.cluster.observations["total_output"].values()] == [
        "31.5",
        "33.4",
        "35.4",
    ]
    assert all(seen.doubt is None for seen in found.cluster.observations["sme_output"].values())
