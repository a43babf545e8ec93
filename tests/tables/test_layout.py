"""Which cell is which indicator and year, in the form and in plain tables."""

import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from workbooks import HEADER, OUTPUT, SME_OUTPUT, codes, excel, parts, reading, text, values, zipped

from clustercheck.model.problems import UnreadableFile
from clustercheck.tables.reading import ReadCluster
from clustercheck.texts.messages import message

OUTPUTS = {"total_output": {2022: "31.5", 2023: "33", 2024: "36"}}


def table(*rows: Sequence[object]) -> ReadCluster:
    found = reading(text(rows))
    for problem in found.cluster.problems:
        assert message(problem)
    return found


PROFILE_ROWS = [["编码", "项目", "内容"], ["standard", "适用标准", "zhuhai@2024"], ["name", "集群名称", "甲"],
                ["energy_intensive", "属于高耗能行业", "否"], ["operator", "运营管理机构", None]]  # fmt: skip
ANSWER_ROWS = [["编码", "条件", "是否符合", "佐证材料"], ["no_major_incidents", "无事故", "是", "证明"],
               ["pillar_industry", "支柱", "×", "无"], ["brand_awareness", "品牌", None, None]]  # fmt: skip


def check_form(found: ReadCluster) -> None:
    cluster = found.cluster
    assert values(found) == OUTPUTS
    assert cluster.stated("standard") == "zhuhai@2024"
    assert cluster.stated("energy_intensive") is False
    assert cluster.profile["operator"].value is None
    assert {id: answer.value for id, answer in cluster.answers.items()} == {
        "no_major_incidents": True, "pillar_industry": False, "brand_awareness": None,
    }  # fmt: skip
    assert cluster.answers["no_major_incidents"].evidence == "证明"
    assert cluster.answers["pillar_industry"].evidence == ""
    assert codes(found) == []
    assert found.years == (2022, 2023, 2024)


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1), (1, 2, 0)])
def test_the_form_in_any_order_of_sheets_whatever_their_names(order: tuple[int, ...]) -> None:
    blocks = [PROFILE_ROWS, [HEADER, OUTPUT], ANSWER_ROWS]
    found = reading(excel({f"Sheet{i}": blocks[i] for i in order}))
    check_form(found)
    assert found.sheets == tuple(f"Sheet{i}" for i in order)
    assert str(found.cluster.observations["total_output"][2023].cell) == "Sheet1!E2"
    assert str(found.cluster.answers["brand_awareness"].evidence_cell) == "Sheet2!D4"


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1), (1, 2, 0)])
@pytest.mark.parametrize("gap", [[], [[None]]])
def test_the_three_blocks_on_one_sheet_below_titles(order: tuple[int, ...], gap: list[list[None]]) -> None:
    blocks = [PROFILE_ROWS, [HEADER, OUTPUT], ANSWER_ROWS]
    rows: list[Sequence[object]] = [["自评表（2024年）"], ["注：单位见表"], *gap]
    for i in order:
        rows += [*blocks[i], *gap]
    check_form(reading(excel({"a": rows})))


def test_two_blocks_side_by_side() -> None:
    rows = [[*HEADER, None, *PROFILE_ROWS[0]], [*OUTPUT, None, None, *PROFILE_ROWS[2]]]
    found = reading(excel({"a": rows}))
    assert values(found) == OUTPUTS
    assert found.cluster.text("name") == "甲"


@pytest.mark.parametrize(
    "years",
    [
        ["2022年", "2023年", "2024年"],
        [2022, 2023, 2024],
        ["２０２２年度", "2023 年", "2024年度"],
        ["2022", "2023", "2024"],
    ],
)
@pytest.mark.parametrize("name", ["指标", "指标名称", "项目", "名称", "统计指标", "内容提要", None])
def test_plain_tables(years: list[object], name: str | None) -> None:
    found = table([name, "单位", *years], ["集群总产值", "亿元", 31.5, 33, 36])
    assert values(found) == OUTPUTS
    assert codes(found) == []


def test_a_bare_header_of_years_and_units_in_labels() -> None:
    found = table([None, 2024, 2022, 2023], ["总产值（亿元）", 36, 31.5, 33], ["企业数量", 2010, 2011, 2009])
    assert values(found) == {**OUTPUTS, "enterprises": {2024: "2010", 2022: "2011", 2023: "2009"}}


def test_rows_of_figures_that_look_like_years_are_no_headers() -> None:
    found = table(
        ["城市", 2022, 2023], ["别的", 2010, 2011], ["从业人员（人）", 2012, 2013], ["企业总数", 2014, 2015]
    )
    assert values(found) == {
        "employees": {2022: "2012", 2023: "2013"}, "enterprises": {2022: "2014", 2023: "2015"},
    }  # fmt: skip


@pytest.mark.parametrize(
    "label",
    ["集群总产值", "总产值（亿元）", "工业总产值 (亿元)", "“集群总产值”", "一、总产值（亿元）", "1.总产值(亿元)", "（一）集 群 总 产 值",
     "Total output", "总产值（人民币亿元）", "其中：总产值"],
)  # fmt: skip
def test_names_and_aliases(label: str) -> None:
    assert values(table(["指标", "单位", 2022, 2023, 2024], [label, "亿元", 31.5, 33, 36])) == OUTPUTS


def test_brackets_that_are_part_of_a_name() -> None:
    found = table(["指标", 2024], ["优质企业总数(去重)", 12], ["小巨人企业（家）", 3])
    assert values(found) == {"quality_enterprises": {2024: "12"}, "little_giants": {2024: "3"}}


def test_two_units_that_differ_are_none() -> None:
    found = table(["指标", "单位", 2024], ["总产值（万元）", "亿元", 12])
    assert codes(found) == ["C208"]


def test_running_numbers_are_no_codes() -> None:
    found = table(["代码", "指标", "单位", 2022, 2023, 2024], ["101", "总产值", "亿元", 31.5, 33, 36])
    assert values(found) == OUTPUTS


def test_codes_go_before_names() -> None:
    found = table([*HEADER[:6]], ["total_output", "中小企业产值", "亿元", 31.5, 33, 36])
    assert values(found) == OUTPUTS
    assert codes(found) == ["C128"]


def test_unknown_codes() -> None:
    found = table(HEADER, OUTPUT, ["totl_output", "x", "亿元", 1, 1, 1], ["zzzzzz", "y", "", 1, 1, 1])
    assert codes(found) == ["C122", "C126"]
    assert found.cluster.problems[0].facts["nearest"] == "total_output"
    assert values(found) == OUTPUTS
    assert [(str(i.cell), i.text) for i in found.ignored] == [("A3", "totl_output"), ("A4", "zzzzzz")]


@pytest.mark.parametrize(
    ("label", "nearest"),
    [("中小企业研发费用", "sme_rd_spending"), ("研发费用", "sme_rd_spending"), ("规划面积", "land_area"),
     ("集群总产直", "total_output"), ("总产值（万美元）", "total_output"), ("中小微企业产值", "sme_output"),
     ("员工人数", "employees"), ("高企数", "high_tech_enterprises")],
)  # fmt: skip
def test_near_misses_are_suggested_and_never_taken(label: str, nearest: str) -> None:
    found = table(["指标", "单位", 2022, 2023, 2024], OUTPUT[1:], [label, "亿元", 1, 2, 3])
    assert values(found) == OUTPUTS
    (problem,) = found.cluster.problems
    assert (problem.code, problem.facts["id"]) == ("C123", nearest)


def test_other_labels_are_only_listed() -> None:
    found = table(
        ["指标", "单位", 2022, 2023, 2024],
        OUTPUT[1:],
        ["降水", "毫米", 1, 2, 3],
        ["资料来源", "", "", "", ""],
    )
    assert codes(found) == []
    assert [i.text for i in found.ignored] == ["降水"]


def test_blank_cells_are_observed() -> None:
    found = table(HEADER, ["total_output", "", "亿元", 31.5, "", "—"])
    series = found.cluster.observations["total_output"]
    assert [o.is_blank for o in series.values()] == [False, True, True]
    assert str(series[2023].cell) == "E2"


def test_formulas_and_errors_in_the_form() -> None:
    sheet = (
        '<row>{}</row><row><c t="str"><v>total_output</v></c><c t="str"><v>亿元</v></c>'
        '<c><f>A1</f></c><c t="e"><v>#REF!</v></c></row>'
    ).format("".join(f'<c t="str"><v>{h}</v></c>' for h in ("编码", "单位", "2023年", "2024年")))
    found = reading(zipped(parts(sheet)))
    assert codes(found) == ["C210", "C209"]


# -- disagreement ---------------------------------------------------------------------------------------------


def test_two_cells_that_differ() -> None:
    found = table(HEADER, OUTPUT, ["total_output", "", "亿元", 31.5, 34, ""])
    assert codes(found) == ["C216", "C206"]
    series = found.cluster.observations["total_output"]
    assert [o.doubt for o in series.values()] == [None, "C206", None]
    said = message(found.cluster.problems[1])
    assert "E2" in said
    assert "E3" in said
    assert found.cluster.problems[1].where.cell == "E2"


def test_two_cells_that_agree_in_other_units() -> None:
    found = table(HEADER, OUTPUT, ["", "总产值（万元）", "", 315000, 330000, 360000])
    assert codes(found) == ["C216", "C216", "C216"]
    assert values(found) == OUTPUTS


def test_a_second_cell_that_is_not_understood_doubts_the_first() -> None:
    found = table(HEADER, ["total_output", "", "亿元", 1, "", ""], ["total_output", "", "亿元", "二", "", ""])
    assert found.cluster.observations["total_output"][2022].doubt == "C225"


@pytest.mark.parametrize(
    ("first", "second", "code", "bound"),
    [
        (31, "超30", "C227", "30"),  # both may be true: the one that claims less counts
        ("超30", 31, "C227", "30"),
        (1, "约2", "C227", "2"),
        (30, "超30", "C206", None),
        ("超30", "超31", "C206", "30"),
        ("超30", "300000万元以上", "C206", "30"),
        ("超30", "多于300000万元", "C216", "30"),
    ],
)
def test_two_cells_of_which_one_is_a_bound(
    first: object, second: object, code: str, bound: str | None
) -> None:
    rows = (["total_output", "", "亿元", each, "", ""] for each in (first, second))
    found = table(HEADER, *rows)
    assert code in codes(found)
    seen = found.cluster.observations["total_output"][2022]
    assert seen.doubt == (code if code == "C206" else None)
    assert (None if seen.bounds is None else f"{seen.bounds.figure:f}") == bound


def test_a_header_repeated_with_other_years() -> None:
    found = table(HEADER, OUTPUT, ["编码", "指标", "单位", "2021年", "2022年", "2023年"], SME_OUTPUT)
    assert codes(found) == ["C120"]
    assert values(found) == OUTPUTS
    assert [str(i.cell) for i in found.ignored] == ["A4"]


def test_a_header_repeated_with_the_same_years() -> None:
    found = table(HEADER, OUTPUT, HEADER, SME_OUTPUT)
    assert codes(found) == []
    assert set(values(found)) == {"total_output", "sme_output"}


@pytest.mark.parametrize("between", [[None], ["二、中小企业"]])
def test_two_tables_with_headers_of_their_own(between: list[object]) -> None:
    other = ["编码", "指标", "单位", "2021年", "2022年", "2023年"]
    found = reading(excel({"a": [HEADER, OUTPUT, between, other, SME_OUTPUT]}))
    assert codes(found) == []
    assert values(found)["sme_output"] == {2021: "22", 2022: "24", 2023: "26"}


def test_a_year_over_two_columns() -> None:
    found = table(
        ["编码", "单位", 2022, 2023, 2023],
        ["total_output", "亿元", 1, 2, 3],
        ["sme_output", "亿元", 1, "", ""],
    )
    assert codes(found) == ["C121"]
    assert found.cluster.problems[0].facts["cells"] == ["D1", "E1"]
    doubts = {id: [o.doubt for o in series.values()] for id, series in found.cluster.observations.items()}
    # The second column may be the next year, which must not be lost by the slip.
    assert doubts == {"total_output": [None, "C121", "C121"], "sme_output": [None, None, None]}


def test_columns_that_are_no_plain_year() -> None:
    found = table(["编码", "单位", "2023年", "2024年预计"], ["total_output", "亿元", 1, 2])
    assert values(found) == {"total_output": {2023: "1"}}
    assert [i.text for i in found.ignored] == ["2024年预计"]


def test_a_header_without_any_plain_year() -> None:
    with pytest.raises(UnreadableFile) as refused:
        table(["编码", "指标", "单位", "2024年预计"], ["total_output", "", "亿元", 1])
    assert [p.code for p in refused.value.problems] == ["C110", "C127"]


def test_hidden_sheets_are_used_and_said() -> None:
    rows = "".join(
        "<row>" + "".join(f'<c t="str"><v>{v}</v></c>' for v in row) + "</row>" for row in (HEADER, OUTPUT)
    )
    hidden = reading(zipped(parts(rows, sheets='<sheet name="藏" state="hidden" r:id="r1"/>')))
    assert codes(hidden) == ["C124"]
    assert values(hidden) == OUTPUTS
    assert hidden.cluster.problems[0].where.within_file == "藏"


# -- lines ------------------------------------------------------------------------------------------------------


def test_profile_lines_anywhere() -> None:
    found = reading(
        excel({
            "a": [["集群名称：", None, "甲"], ["所在地", "珠海市", "主导产业", "家电"], [None, *HEADER], [None, *OUTPUT],
                  [None, None, "民族地区", "是"]],
            "b": [["认定日期", "2023年5月10日"], ["所在地", "主导产业"]],
        })
    )  # fmt: skip
    cluster = found.cluster
    assert (cluster.text("name"), cluster.text("jurisdiction"), cluster.text("dominant_industry")) == (
        "甲",
        "珠海市",
        "家电",
    )
    assert cluster.stated("ethnic_area") is True
    assert str(cluster.stated("recognised_on")) == "2023-05-10"
    assert cluster.profile["name"].cell.ref == "C1"
    assert values(found) == OUTPUTS


def test_profile_lines_that_differ() -> None:
    found = reading(excel({"a": PROFILE_ROWS, "b": [["集群名称", "乙"], ["集群名称", "丙"]]}))
    assert codes(found) == ["C220"]
    assert found.cluster.stated("name") is None


def test_unknown_profile_codes() -> None:
    found = table(*PROFILE_ROWS, ["nam", "x", "y"], ["", "别的", "z"])
    assert codes(found) == ["C122"]
    assert [i.text for i in found.ignored] == ["nam", "别的"]


def test_answers_that_differ_or_have_no_code() -> None:
    found = table(
        *ANSWER_ROWS, ["pillar_industry", "", "是", ""], ["", "无码", "是", ""], ["a_b", "", "也许", "#REF!"]
    )
    assert codes(found) == ["C220", "C217", "C209"]
    assert found.cluster.answers["无码"].value is True
    assert found.cluster.answers["pillar_industry"].value is None
    assert found.cluster.answers["a_b"].value is None


# -- properties -------------------------------------------------------------------------------------------------

ROWS = [OUTPUT, SME_OUTPUT, ["iiot_adoption_rate", "普及率", "%", "15", 16, None], ["enterprises", "", "家", 3, 4, "约5"],
        ["", "从业人员（万人）", "", 1.2, 1.3, -1]]  # fmt: skip


def facts(found: ReadCluster) -> tuple[object, ...]:
    doubts = {
        id: {y: o.doubt for y, o in by_year.items()} for id, by_year in found.cluster.observations.items()
    }
    return values(found), doubts, sorted(codes(found))


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=False))
def test_order_of_rows_and_columns_does_not_matter(chance: random.Random) -> None:
    rows = [list(row) + [None] * (7 - len(row)) for row in ROWS]
    chance.shuffle(rows)
    columns = list(range(7))
    chance.shuffle(columns)
    mixed = [[row[c] for c in columns] for row in [HEADER, *rows]]
    assert facts(table(*mixed)) == facts(table(HEADER, *ROWS))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.lists(
            st.sampled_from([None, 1, 2.5, "15%", "约3", "—", "1,200", -4, 0.3]), min_size=3, max_size=3
        ),
        max_size=4,
    )
)
def test_excel_and_text_read_alike(figures: list[list[object]]) -> None:
    names = ["total_output", "iiot_adoption_rate", "enterprises", "employees"]
    units = ["亿元", "%", "家", "人"]
    rows = [HEADER, OUTPUT, *([n, "", u, *f] for n, u, f in zip(names, units, figures, strict=False))]
    for row in rows:
        row += [None] * (7 - len(row))
    assert facts(reading(excel({"a": rows}))) == facts(reading(text(rows)))
