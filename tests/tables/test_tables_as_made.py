"""Tables in the words of those who make them: what is read, and what beside it must never be taken."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from workbooks import codes, excel, reading, readings, text, values

from clustercheck.model.problems import UnreadableFile
from clustercheck.tables.reader import explained, passed_over
from clustercheck.texts.messages import message

pytestmark = pytest.mark.slow

N = None
Rows = Sequence[Sequence[object]]
YEARS = (2022, 2023, 2024)
HEAD = ["指标", "单位", "2022年", "2023年", "2024年"]
BODY = [
    ["集群总产值", "亿元", 33.5, 37.2, 41],
    ["中小企业产值", "亿元", 25, 28.1, 31],
    ["从业人员", "人", 12000, 12500, 13000],
]
IDS = ("total_output", "sme_output", "employees")
SERIES = {
    id: {year: f"{row[2 + n]}" for n, year in enumerate(YEARS)} for id, row in zip(IDS, BODY, strict=True)
}


def taken(content: bytes) -> dict[str, dict[str, dict[int, str]]]:
    """The figures that would be judged, by cluster, indicator and year; every problem has words."""
    try:
        found = readings(content)
    except UnreadableFile as fault:
        refused = fault
    else:
        refused = UnreadableFile()
    assert all(message(problem) for problem in refused.problems)
    if refused.problems:
        return {}
    for each in found:
        assert all(message(problem) for problem in each.cluster.problems)
    return {
        each.cluster.text("name"): {
            id: figures
            for id, series in each.cluster.observations.items()
            if (
                figures := {
                    year: f"{seen.value.normalize():f}"
                    for year, seen in series.items()
                    if seen.value is not None and seen.doubt is None
                }
            )
        }
        for each in found
    }


def of_one(rows: Rows, merged: Sequence[str] = (), sheet: str = "表") -> dict[str, dict[int, str]]:
    found = taken(excel({sheet: rows}, merged=merged))
    assert len(found) < 2
    return next(iter(found.values()), {})


# -- years ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("heading", ["{}年", "{}年度", "{}年末", "{}年（实际）", "{}年1-12月"])
def test_years_of_two_digits(heading: str) -> None:
    rows = [[*HEAD[:2], *(heading.format(year % 100) for year in YEARS)], *BODY]
    assert of_one(rows) == SERIES
    tabs = {
        f"{year % 100}年": [[*HEAD[:2], "完成数"], *([*row[:2], row[2 + n]] for row in BODY)]
        for n, year in enumerate(YEARS)
    }
    assert taken(excel(tabs)) == {"": SERIES}


@pytest.mark.parametrize(
    "heading",
    [
        "24年1-9月",
        "24年目标",
        "24年上半年",
        "22-24年",
        "24年3月",
        "2024-1-12",
        "2024.1-9",
        "近20年",
        "2024年累计",
    ],
)
def test_headings_that_are_no_whole_year(heading: str) -> None:
    rows = [[*HEAD[:4], heading], *BODY]
    assert {tuple(series) for series in of_one(rows).values()} == {(2022, 2023)}


@pytest.mark.parametrize(
    "heading",
    ["{}年实绩", "{}年度完成值", "{}年核定数", "{}年（年报）", "{}年报", "截至{}年12月底", "截止{}年末", "{}年1～12月", "（{}年度）",
     "{}年（全年）", "{}（年）", "{}年。", "{}年12月31日", "{}年（报告期）", "{}年填报值", "{} 年\n实际"],
)  # fmt: skip
def test_years_in_other_words(heading: str) -> None:
    rows = [[*HEAD[:2], *(heading.format(year) for year in YEARS)], *BODY]
    assert of_one(rows) == SERIES


@pytest.mark.parametrize(
    "heading",
    ["2025年计划", "2025年力争", "2025年初步数", "2025年1-9月", "2025年前三季度", "2025年6月底", "2024年同比增长（%）", "占全省比重",
     "2024年位次", "自评得分", "2024年规上", "2024年横琴新区", "2024年某公司", "三年平均", "比上年增加", "达标要求", "2025E", "2024年珠海"],
)  # fmt: skip
@pytest.mark.parametrize("place", [2, 5])
def test_columns_of_another_kind_beside_the_years(heading: str, place: int) -> None:
    rows = [list(row) for row in (HEAD, *BODY)]
    for row in rows:
        row.insert(place, heading if row[0] == "指标" else 77)
    assert of_one(rows) == SERIES


@pytest.mark.parametrize(
    "over", ["近三年发展情况", "2022—2024年完成值", "报告期数据", "年度", "本集群", "申报前三年", "基础数据"]
)
def test_words_over_the_years_that_only_sort(over: str) -> None:
    rows = [[*HEAD[:2], over, N, N], [N, N, *HEAD[2:]], *BODY]
    assert of_one(rows, ["A1:A2", "B1:B2", "C1:E1"]) == SERIES
    assert next(iter(taken(text(rows)).values())) == SERIES


@pytest.mark.parametrize("over", ["年度", "年份", "近三年"])
@pytest.mark.parametrize("year", ["{}年", "{}"])
def test_words_merged_over_the_years_with_others_below_them(over: str, year: str) -> None:
    rows = [
        [*HEAD[:2], over, N, N], [N, N, *map(year.format, YEARS)], [N, N, "实绩", "实绩", "实绩"], *BODY
    ]  # fmt: skip
    assert of_one(rows, ["A1:A3", "B1:B3", "C1:E1"]) == SERIES


@pytest.mark.parametrize("head", ["指标解释", "指标说明", "计算依据", "备注"])
@pytest.mark.parametrize("remark", ["指2024年末全部企业之和", "第{}项，截至2024年末"])
def test_years_in_explanations_before_the_figures_are_not_those_of_the_lines(head: str, remark: str) -> None:
    rows = [
        [*HEAD[:1], head, *HEAD[1:]],
        *([row[0], remark.format(n), *row[1:]] for n, row in enumerate(BODY)),
    ]
    assert of_one(rows) == SERIES


@pytest.mark.parametrize("own", ["近三年实绩", "实际", "集群数据", "已完成"])
@pytest.mark.parametrize(
    "other", ["今后三年打算达到的目标", "预期", "全市", "斗门区", "规上企业", "增速", "某集团公司"]
)
def test_what_stands_beside_the_clusters_results(own: str, other: str) -> None:
    for heads, first in (((own, other), 2), ((other, own), 5)):
        years = [N, N, *HEAD[2:], *HEAD[2:]]
        rows = [[*HEAD[:2], heads[0], N, N, heads[1], N, N], years]
        rows += [
            [*row[:2], *(row[2:] if first == 2 else [7, 8, 9]), *([7, 8, 9] if first == 2 else row[2:])]
            for row in BODY
        ]
        assert of_one(rows, ["A1:A2", "B1:B2", "C1:E1", "F1:H1"]) == SERIES


@pytest.mark.parametrize("line", [["统计年度：2024年"], ["2024年度"], ["2024年集群主要指标统计表"]])
def test_this_year_and_last_where_the_year_is_stated(line: list[object]) -> None:
    assert of_one([line, [*HEAD[:2], "前年", "上年", "本年"], *BODY]) == SERIES
    assert of_one([line, [*HEAD[:2], "前年", "上年同期", "本期"], *BODY]) == SERIES


@pytest.mark.parametrize("line", [["2025年集群申报表"], ["2024年目标任务"], []])
def test_this_year_where_no_year_is_stated(line: list[object]) -> None:
    assert of_one([line, [*HEAD[:2], "前年", "上年", "本年"], *BODY]) == {}


# -- whose ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "title",
    [
        "全市主要经济指标",
        "规上工业企业指标表",
        "斗门区国民经济主要指标",
        "某有限公司主要指标",
        "2025—2027年发展目标",
        "2024年上半年指标表",
        "2022—2024年主要指标增速表",
        "行业平均主要指标情况表",
    ],
)
def test_titles_of_somebody_else_or_of_no_results(title: str) -> None:
    assert of_one([[title], HEAD, *BODY]) == {}
    below = [["某集群主要指标"], HEAD, *BODY, [], [title], HEAD, *[[*row[:2], 7, 8, 9] for row in BODY]]
    assert of_one(below) == SERIES


@pytest.mark.parametrize(
    ("line", "is_ours"),
    [(["企业名称：某有限公司"], False), (["统计范围", "规上工业企业"], False), (["填报单位：某运营有限公司"], True),
     (["统计范围：集群内全部企业"], True), (["制表日期", "2025年4月"], True), (["联系电话", 13800000000, N, "2025.4.8"], True)],
)  # fmt: skip
def test_lines_above_a_table(line: list[object], is_ours: bool) -> None:
    assert of_one([line, HEAD, *BODY]) == (SERIES if is_ours else {})


@pytest.mark.parametrize(
    "group", ["全市", "所在园区概况", "斗门区", "规上企业情况", "2025年目标", "县域经济"]
)
def test_groups_of_somebody_else(group: str) -> None:
    rows = [
        ["类别", *HEAD],
        [group, "工业总产值", "亿元", 7, 8, 9],
        ["集群产出", *BODY[1]],
        [N, *BODY[2]],
    ]
    own = {id: SERIES[id] for id in IDS[1:]}
    assert of_one(rows, ["A3:A4"]) == own
    assert of_one([HEAD, [group], ["工业总产值", "亿元", 7, 8, 9], ["本集群"], *BODY[1:]]) == own


@pytest.mark.parametrize("word", ["计划", "全市", "上半年", "规上"])
def test_words_in_a_row_that_make_its_figures_others(word: str) -> None:
    rows = [["指标", "性质", *HEAD[1:]]]
    for row in BODY:
        rows += [[row[0], "集群" if word == "全市" else "实际", *row[1:]], [row[0], word, row[1], 7, 8, 9]]
    assert of_one(rows) == SERIES


@pytest.mark.parametrize(
    "row",
    [
        "小计",
        "斗门区小计",
        "一、斗门区",
        "斗门区（2个）",
        "高新区",
        "全市平均",
        "其他",
        "规上企业",
        "示例集群",
        "甲集群占比",
        "较上年增长",
    ],
)
def test_rows_of_a_list_that_are_no_cluster(row: str) -> None:
    head = ["集群名称", "2023年集群总产值（亿元）", "2024年集群总产值（亿元）"]
    listed = taken(
        excel({"表": [head, [row, 7, 8], ["甲集群", 37.2, 41], [row, 7, 8], ["乙集群", 37.2, 41]]})
    )
    assert listed == {name: {"total_output": {2023: "37.2", 2024: "41"}} for name in ("甲集群", "乙集群")}


def test_firms_of_clusters_are_no_clusters() -> None:
    rows = [
        ["集群名称", "企业名称", "2024年总产值（亿元）"],
        ["甲集群", "A", 4],
        [N, "B", 5],
        ["乙集群", "C", 6],
    ]
    assert all(not series for series in taken(excel({"表": rows}, merged=["A2:A3"])).values())


def test_examples_are_not_taken_for_the_form() -> None:
    blank = [HEAD, *[row[:2] for row in BODY]]
    assert taken(excel({"填报表": blank, "填写样例": [HEAD, *BODY]})) in ({}, {"": {}})
    assert of_one([HEAD, *BODY], sheet="样表") == SERIES, "where it is all there is"


# -- shapes ---------------------------------------------------------------------------------------------------------

TIDY = [(row[0], year, row[2 + n], row[1]) for row in BODY for n, year in enumerate(YEARS)]


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (1, 0, 3, 2), (0, 3, 1, 2)])
@pytest.mark.parametrize("is_merged", [True, False])
def test_tidy_tables(order: tuple[int, ...], is_merged: bool) -> None:
    heads = ("指标名称", "年度", "指标值", "计量单位")
    rows = [[heads[n] for n in order], *([line[n] for n in order] for line in TIDY)]
    assert of_one(rows) == SERIES
    named = order[0] == 0
    if is_merged and named:
        for row in rows[1:]:
            row[0] = row[0] if row[order.index(1)] == 2022 else N
        assert of_one(rows, ["A2:A4", "A5:A7", "A8:A10"]) == SERIES
    of_two = [
        ["集群名称", *rows[0]],
        *([c, *[line[n] for n in order]] for c in ("甲集群", "乙集群") for line in TIDY),
    ]
    assert taken(excel({"表": of_two})) == {"甲集群": SERIES, "乙集群": SERIES}


@pytest.mark.parametrize("tab", ["规划目标", "2026年计划", "未来三年预期"])
def test_a_tab_of_plans_beside_one_of_results(tab: str) -> None:
    plans = [[*HEAD[:2], "2025年", "2026年"], *([*row[:2], row[4], row[4]] for row in BODY)]
    (found,) = readings(excel({"实际": [HEAD, *BODY], tab: plans}))
    assert values(found) == SERIES
    assert [problem.code for problem in found.cluster.problems] == ["C154"]


@pytest.mark.parametrize("tab", ["{}年", "{}", "{}年度"])
@pytest.mark.parametrize("heading", ["数值", "本年实际", "指标值"])
def test_a_sheet_a_year(tab: str, heading: str) -> None:
    sheets = {
        tab.format(year): [[*HEAD[:2], heading], *([*row[:2], row[2 + n]] for row in BODY)]
        for n, year in enumerate(YEARS)
    }
    assert taken(excel(sheets)) == {"": SERIES}


@pytest.mark.parametrize("numbered", ["{}、{}", "{}.{}", "{} {}", "{}{}", "（{}）{}", "1.{} {}", "{}）{}"])
def test_numbered_indicators_across(numbered: str) -> None:
    rows = [
        ["年份", *[numbered.format(n, row[0]) for n, row in enumerate(BODY, 9)]],
        ["", *[row[1] for row in BODY]],
        *[[f"{year}年", *[row[2 + n] for row in BODY]] for n, year in enumerate(YEARS)],
    ]
    assert of_one(rows) == SERIES


def test_clusters_side_by_side() -> None:
    rows = [
        [*HEAD[:2], "甲集群", N, "乙集群", N, "合计", N],
        [N, N, *HEAD[3:], *HEAD[3:], *HEAD[3:]],
        *[[*row[:2], *row[3:], *row[3:], 7, 8] for row in BODY],
    ]
    both = {id: {year: series[year] for year in (2023, 2024)} for id, series in SERIES.items()}
    content = excel({"表": rows}, merged=["A1:A2", "B1:B2", "C1:D1", "E1:F1", "G1:H1"])
    assert taken(content) == {"甲集群": both, "乙集群": both}


def test_clusters_one_below_the_other() -> None:
    rows = [["集群名称", "甲集群"], HEAD, *BODY, [], ["集群名称", "乙集群"], HEAD, *BODY]
    assert taken(excel({"表": rows})) == {"甲集群": SERIES, "乙集群": SERIES}
    titled = [["甲集群主要指标"], HEAD, BODY[0], [], ["乙集群主要指标"], HEAD, BODY[2]]
    assert of_one(titled) == {}


def test_years_in_turn_behind_a_name() -> None:
    across = [
        [row[0], row[1], *[each for n, y in enumerate(YEARS) for each in (f"{y}年", row[2 + n])]]
        for row in BODY
    ]
    assert of_one(across) == SERIES
    down = [
        [f"{row[0]}（{row[1]}）" if n == 0 else N, f"{y}年", row[2 + n]]
        for row in BODY
        for n, y in enumerate(YEARS)
    ]
    assert of_one(down, ["A1:A3", "A4:A6", "A7:A9"]) == SERIES


def test_names_in_three_levels_and_merged_over_them() -> None:
    rows = [
        ["一级指标", "二级指标", "三级指标", *HEAD[1:]],
        ["发展质量", "规模", *BODY[0]],
        [N, N, *BODY[1]],
        ["从业人员", N, N, *BODY[2][1:]],
    ]
    assert of_one(rows, ["A2:A3", "B2:B3", "A4:C4"]) == SERIES


# -- names and characters --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "form",
    ["集群内{}", "产业集群{}", "年末{}", "近三年{}", "全部{}", "累计{}", "{}情况", "{}（现价，{u}）", "{}【{u}】", "{} {u}",
     "{}\n单位：{u}",
     "★{}（{u}）", "{}*（{u}）", "（二）{}（{u}）", "{}（全口径，{u}）", "{}（必填）", "{}（选填，{u}）", "集群年度{}", "年{}"],
)  # fmt: skip
def test_what_changes_nothing_of_a_name(form: str) -> None:
    rows = [
        HEAD,
        *[[form.format(row[0], u=row[1]), row[1] if "{u}" not in form else N, *row[2:]] for row in BODY],
    ]
    assert of_one(rows) == SERIES


@pytest.mark.parametrize(
    "form",
    [
        "{}增速",
        "{}占比",
        "规上{}",
        "全市{}",
        "{}（2025年目标）",
        "{}（规上）",
        "新增{}",
        "平均{}",
        "年均{}",
        "年增{}",
        "龙头企业{}",
        "{}排名",
        "计划{}",
        "{}同比",
    ],
)
def test_what_makes_another_name(form: str) -> None:
    rows = [HEAD, BODY[1], *[[form.format(row[0]), row[1], 7, 8, 9] for row in (BODY[0], BODY[2])]]
    assert of_one(rows) == {"sme_output": SERIES["sme_output"]}


def test_a_rate_or_growth_suggests_no_count() -> None:
    found = reading(
        excel({"表": [HEAD, *BODY, ["从业人员增速", "%", 7, 8, 9], ["高新技术企业占比", "%", 7, 8, 9]]})
    )
    assert "C123" not in codes(found)
    assert [line.nearest for line in found.ignored] == ["", ""]


def test_the_new_title_of_innovative_firms() -> None:
    rows = [HEAD, ["科技和创新型中小企业", "家", 11, 12, 13]]
    found = reading(excel({"表": rows, "又": rows}))
    assert values(found) == {"innovative_smes": {2022: "11", 2023: "12", 2024: "13"}}
    assert codes(found).count("C156") == 1
    both = reading(excel({"表": [*rows, ["创新型中小企业", "家", 21, 22, 23]]}))
    assert {seen.doubt for seen in both.cluster.observations["innovative_smes"].values()} == {"C206"}


@pytest.mark.parametrize("mark", "\u200b\u200c\u200e\u200f\u202d\u2060\ufeff\xad\xa0\u3000\t")
def test_characters_that_nobody_sees(mark: str) -> None:
    rows = [[f"{mark}{cell}{mark}" for cell in row] for row in (HEAD, *BODY)]
    assert of_one(rows) == SERIES


def test_csv_as_systems_write_it() -> None:
    plain = "\n".join(",".join(f'"=""{cell}"""' for cell in row) for row in (HEAD, *BODY))
    tabs = "\n".join("".join(f"{cell}\t," for cell in row) for row in (HEAD, *BODY))
    quoted = "\n".join(
        ",".join(f"'{cell}" if not isinstance(cell, str) else cell for cell in row) for row in (HEAD, *BODY)
    )
    for content in (plain, tabs, quoted, "sep=,\n" + quoted):
        assert taken(content.encode()) == {"": SERIES}


# -- properties -------------------------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=False), st.booleans(), st.booleans())
def test_the_order_of_rows_and_columns_and_noise_about_change_nothing(
    chance: random.Random, down: bool, noisy: bool
) -> None:
    rows: list[list[object]] = [list(row) for row in (HEAD, *BODY)]
    if down:
        rows = [["年份", *(f"{row[0]}（{row[1]}）" for row in BODY)]]
        rows += [[f"{year}年", *(row[2 + n] for row in BODY)] for n, year in enumerate(YEARS)]
    head, *body = rows
    chance.shuffle(body)
    last = list(range(1, len(head)))
    chance.shuffle(last)
    rows = [[row[0], *(row[n] for n in last)] for row in (head, *body)]
    if noisy:
        for row, extra in zip(rows, ["备注", "年报", "快报转年报", "—", "x"], strict=False):
            row.append(extra)
        rows.insert(chance.randint(1, len(rows)), ["降水（毫米）" if not down else "合计", 1, 2, 3])
        rows[:0] = [["某集群主要指标"], ["填报单位：某局", N, "2025年3月"]]
        rows.append(["注：从业人员为年末数。"])
    assert of_one(rows) == SERIES


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(["近三年", "实际", "计划", "全市", "增速", "甲公司", "口径一", "集群", "2025年", "1-6月", N]),
        min_size=3, max_size=3,
    ),
    st.lists(st.sampled_from(["完成", "目标", "", "同比（%）", "规上", "其中：中小企业", "全年"]), min_size=3, max_size=3),
)  # fmt: skip
def test_no_figure_is_taken_under_words_of_another_kind(over: list[object], under: list[str]) -> None:
    rows = [[*HEAD[:2], *over], [N, N, *(f"{y}年{w}" for y, w in zip(YEARS, under, strict=True))], *BODY]
    harmful = ("计划", "全市", "增速", "甲公司", "1-6月", "目标", "同比（%）", "规上", "其中：中小企业")
    found = of_one(rows, ["A1:A2", "B1:B2"])
    for n, year in enumerate(YEARS):
        if over[n] in harmful or under[n] in harmful:
            assert all(year not in series for series in found.values())


# -- said ---------------------------------------------------------------------------------------------------------------


def lines(rows: Rows, ref: str) -> str:
    (account,) = explained("x", ref, content=excel({"表": rows}))
    return "".join(line.zh for line in account.lines)


def test_why_a_cell_was_taken_or_not() -> None:
    rows = [[*HEAD, "2025年目标"], *[[*row, 77] for row in BODY]]
    assert "用作集群总产值（total_output）2023年 = 37.2 亿元" in lines(rows, "D2")
    assert "没有采用" in lines(rows, "F2")
    assert "是计划、目标或预计的数" in lines(rows, "表!F2")
    assert "该格是空的" in lines(rows, "J9")
    with pytest.raises(ValueError, match="5D"):
        explained("x", "5D", content=excel({"表": rows}))


@pytest.mark.parametrize(
    "rows",
    [
        [["指标", "单位", "数值"], *[row[:3] for row in BODY]],
        [["指标", "单位", "2024年珠海"], *[row[:3] for row in BODY]],
    ],
)
def test_a_refusal_names_a_cell_and_leaves_something_to_map(rows: Rows) -> None:

    content = excel({"表": rows})
    with pytest.raises(UnreadableFile) as refused:
        readings(content)
    assert any(problem.where.cell for problem in refused.value.problems)
    assert any(one.label and one.is_year for one in passed_over("x", content=content))


# -- two that come near ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("pair", [("2024年申报数", "2024年审定数"), ("2024年", "2024年（调整后）")])
def test_of_two_columns_that_may_mean_the_same_neither_is_taken(pair: tuple[str, str]) -> None:
    rows = [[*HEAD[:4], *pair], *[[*row, float(str(row[4])) * 1.2] for row in BODY]]
    assert of_one(rows) == {
        id: {year: value for year, value in series.items() if year < 2024} for id, series in SERIES.items()
    }


def test_a_rate_of_fulfilment_beside_a_year_is_none_of_its_figures() -> None:
    assert of_one([[*HEAD, "2024年完成率"], *[[*row, 103] for row in BODY]]) == SERIES


def test_lines_of_a_tidy_table_that_are_targets_by_a_column_behind_are_not_taken() -> None:
    lines = [[row[0], year, row[2 + n], row[1], "实际"] for row in BODY for n, year in enumerate(YEARS)]
    plans = [[row[0], year + 1, 99, row[1], "目标"] for row in BODY for year in YEARS]
    assert of_one([["指标", "年份", "数值", "单位", "类型"], *lines, *plans]) == SERIES


def test_a_list_of_clusters_may_say_in_which_district_each_lies() -> None:
    head = ["集群名称", "所在区", "2024年集群总产值（亿元）"]
    rows = [head, ["甲打印集群", "香洲区", 35], ["乙家电集群", "斗门区", 45]]
    assert taken(excel({"S": rows})) == {
        "甲打印集群": {"total_output": {2024: "35"}}, "乙家电集群": {"total_output": {2024: "45"}},
    }  # fmt: skip
