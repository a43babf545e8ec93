"""The shapes of tables that statistical offices publish, with the vocabulary's indicators and invented figures."""

import pytest
from workbooks import codes, excel, reading, readings, text, values

from clustercheck.model.problems import UnreadableFile

N = None


def clusters(content: bytes) -> dict[str, dict[str, dict[int, str | None]]]:
    return {found.cluster.text("name"): values(found) for found in readings(content)}


def cells(content: bytes) -> dict[str, dict[str, dict[int, str]]]:
    return {
        found.cluster.text("name"): {
            id: {year: seen.cell.ref for year, seen in series.items()}
            for id, series in found.cluster.observations.items()
        }
        for found in readings(content)
    }


def test_a_list_with_a_side_table_bounds_totals_and_footnotes() -> None:
    """01: header in the first row, 超N figures, a total with a formula, a table aside, merged footnotes."""
    rows = [
        ["集群名称", "2022年", "2023年", "2024年", N, "湾区汇总"],
        ["甲集群", 115, 191, 1000, N, 1035],
        ["乙集群", N, 55, "超200*", N, "NA"],
        ["丙集群", 19, 41, "超23", N, "NA"],
        ["汇总", 134, 287, "超1223*", N, N],
        ["*《某报》，2022年3月4日，https：//example.org，最后检索时间：2022年6月30日。"],
        ["资料来源：某统计年鉴。"],
    ]
    content = excel({"企业总数": rows}, merged=["A6:D6", "A7:D7"])
    assert clusters(content) == {
        "甲集群": {"enterprises": {2022: "115", 2023: "191", 2024: "1000"}},
        "乙集群": {"enterprises": {2022: N, 2023: "55", 2024: N}},
        "丙集群": {"enterprises": {2022: "19", 2023: "41", 2024: N}},
    }
    found = readings(content)
    assert [each.cluster.row for each in found] == [2, 3, 4]
    assert found[1].cluster.observations["enterprises"][2022].is_blank
    assert found[1].cluster.observations["enterprises"][2024].doubt is not None
    assert [line.text for line in found[0].ignored] == ["湾区汇总", "汇总"]


def test_dashes_are_missing_and_shares_below_are_no_clusters() -> None:
    """02: — for missing; the last rows are shares in %, in the same columns."""
    rows = [["名称", "2022年", "2023年"], ["甲集群", "—", 12], ["乙集群", 7, "—"], ["合计", 7, 12],
            ["平均", 7, 12], ["甲集群/全省", 80.3, 80.1], ["乙集群占比", 19.7, 19.9]]  # fmt: skip
    assert clusters(excel({"企业总数": rows})) == {
        "甲集群": {"enterprises": {2022: N, 2023: "12"}},
        "乙集群": {"enterprises": {2022: "7", 2023: N}},
    }


ANNUAL = [
    ["数据库：年度数据"],
    ["时间：最近4年"],
    ["指标", "2024年", "2023年", "2022年", "2021年"],
    ["总产值(亿元)", 36, 33, 31.5, 30],
    ["二氧化碳排放量(万吨)", N, N, 4.5, 4.6],
    ["能源消费总量(万吨标准煤)", 59, 57, 54, 52],
    [],
    ["企业数量(家)", 201, 201, 193, 184],
    ["注：二氧化碳排放量自2023年起不再统计。"],
    ["数据来源：某统计局"],
]


def test_an_export_with_lines_above_and_below_and_the_newest_year_first() -> None:
    """05, 06: 数据库, 时间; units in the labels; years descending, recent ones blank; notes below."""
    found = reading(excel({"年度数据": ANNUAL}))
    assert values(found) == {
        "total_output": {2024: "36", 2023: "33", 2022: "31.5", 2021: "30"},
        "co2_emissions": {2024: N, 2023: N, 2022: "45000", 2021: "46000"},
        "enterprises": {2024: "201", 2023: "201", 2022: "193", 2021: "184"},
    }
    assert codes(found) == []
    assert [line.text for line in found.ignored] == ["能源消费总量(万吨标准煤)"]
    assert str(found.cluster.observations["enterprises"][2021].cell) == "年度数据!E8"


CITY = [["数据库：主要集群年度数据"], ["指标：总产值(万元)"], ["时间：最近5年"], ["地区", "2024年", "2023年", "2022年"],
        ["甲集群", 360000, 330000, 315000], ["乙集群", N, 430000, 415000], ["数据来源：某统计局"]]  # fmt: skip


def test_indicator_and_unit_above_the_table() -> None:
    """08: 指标：…(单位) above, one row each, one column a year."""
    assert clusters(excel({"a": CITY})) == {
        "甲集群": {"total_output": {2024: "36", 2023: "33", 2022: "31.5"}},
        "乙集群": {"total_output": {2024: N, 2023: "43", 2022: "41.5"}},
    }
    assert cells(excel({"a": CITY}))["乙集群"]["total_output"] == {2024: "B6", 2023: "C6", 2022: "D6"}


def test_places_are_no_clusters() -> None:
    """The same of cities: the output of a city must not be judged as a cluster's."""
    rows = [["数据库：主要城市年度数据"], *CITY[1:4], ["北京", 1, 2, 3], ["天津", 4, 5, 6]]
    with pytest.raises(UnreadableFile) as refused:
        readings(excel({"a": rows}))
    assert [problem.code for problem in refused.value.problems] == ["C110", "C142"]
    assert refused.value.problems[1].facts["heading"] == "地区"


def test_delimited_with_tabs_in_cells_and_a_comma_at_the_end() -> None:
    """10: UTF-8 with a mark, a tab in each cell, one comma too many, no indicator in the table."""
    head = "﻿数据库：分省年度数据 \n时间：2022年-2024年 \n地区\t,2024年\t,2023年\t,2022年\t,\n"
    body = "甲省\t,\t,33.26\t,31.5\t,\n乙省\t,\t,43\t,41\t,\n数据来源：国家统计局\n"
    with pytest.raises(UnreadableFile) as refused:
        readings((head + body).encode())
    assert [problem.code for problem in refused.value.problems] == ["C110", "C142"]
    named = head.replace("时间", "指标：集群总产值(亿元)\n时间").replace("地区", "集群名称")
    assert clusters((named + body).encode()) == {
        "甲省": {"total_output": {2024: N, 2023: "33.26", 2022: "31.5"}},
        "乙省": {"total_output": {2024: N, 2023: "43", 2022: "41"}},
    }


YEARBOOK = [
    ["2-14  各集群中小企业R&D经费情况(2024年)"],
    ["Intramural Expenditure on R&D by Cluster(2024)"],
    ["年份：2024年"],
    ["单位：万元 ", N, N, N, N, N, "(10 000 yuan)"],
    ["集    群", "Cluster", "中小企业", N, N, N, N],
    [N, N, "R&D经费", "#试验发展", "日常性支出", N, "资产性支出"],
    [N, N, "Intramural", "支出", N, "#人员劳务费", N],
    [N, N, "Expenditure", "Experimental", "Routine", "Labor Cost", "Assets"],
    [N, N, "on R&D", "Development", "Expenses"],
    [],
    ["全    国", " National Total", 1527, 1481, 1412, 485, 114],
    [N, "   "],
    ["甲 集 群", " A", 996.5, 969, 924, 349, 72],
    ["乙 集 群", " B", 310, 299, 284, 77, 26],
]


def test_a_header_of_five_rows_in_two_languages_with_words_broken_over_rows() -> None:
    """12: R&D经费/内部支出 in successive rows, translations below, #parts, spaces within names, blank rows."""
    content = excel({"a": YEARBOOK}, merged=["A1:G1", "A2:G2", "A5:A9", "B5:B9"])
    assert clusters(content) == {
        "甲 集 群": {"sme_rd_spending": {2024: "996.5"}},
        "乙 集 群": {"sme_rd_spending": {2024: "310"}},
    }
    ignored = {line.text for line in readings(content)[0].ignored}
    assert "全    国" in ignored
    assert any("试验发展" in text for text in ignored)


def test_years_as_numbers_below_a_header_merged_over_two_rows() -> None:
    """14: numbers as years, merged over two rows; 单位：% above; notes in two languages below."""
    rows = [
        ["1-8  集群工业互联网平台应用"], ["Adoption of Platforms"], [], ["单位：%", N, N, N, "(%)"],
        ["指    标", "Item", 2022, 2023, 2024], [], [],
        ["工业互联网平台应用普及率", "  Adoption", 14.905817520314897, 15.9978639399544524, 16.43],
        [N, "   "],
        ["工 业 软 件 应 用 率", "  Software", 50.5, 51.2, 52],
        ["注：普及率已修订。"], ["Note: revised."],
    ]  # fmt: skip
    found = reading(excel({"a": rows}, merged=["A5:A6", "B5:B6", "C5:C6", "D5:D6", "E5:E6", "A1:E1"]))
    assert values(found) == {
        "iiot_adoption_rate": {2022: "14.9058175203149", 2023: "15.9978639399544", 2024: "16.43"},
        "industrial_software_rate": {2022: "50.5", 2023: "51.2", 2024: "52"},
    }


def test_figures_as_text_under_a_bilingual_header_of_two_rows() -> None:
    """18: 合 计\\nTotal over the first of three kinds, all figures text."""
    rows = [
        ["8-9 有效专利按集群分布(2024年)"], ["Patents in Force"], ["单位:件"], ["(piece)"], ["时间：2024"],
        ["集 群", "Cluster", "合 计\nTotal"],
        [N, N, N, "有效发明\n专利数\nInvention", "实用新型\nUtility Model", "外观设计\nDesign"],
        ["全 国", "National Total", "168", "33", "107", "27"],
        ["甲集群", "A", "104", "47", "45", "11"], ["乙集群", "B", "33", "5", "26", "2"],
    ]  # fmt: skip
    assert cells(excel({"1": rows})) == {
        "甲集群": {"invention_patents": {2024: "D9"}}, "乙集群": {"invention_patents": {2024: "D10"}},
    }  # fmt: skip


def test_the_year_of_a_title_is_not_taken_for_that_of_the_figures() -> None:
    rows = [["2024年集群汇总表"], ["集群名称", "总产值（亿元）"], ["甲集群", 36], ["乙集群", 46]]
    with pytest.raises(UnreadableFile) as refused:
        readings(text(rows))
    assert [problem.code for problem in refused.value.problems] == ["C110", "C149"]
