"""The base year by its honest spellings, and the newest year, which no odd heading may lose."""

from __future__ import annotations

from datetime import date

import pytest
from formats import Page, delimited, fods, html_page, ods, spreadsheetml, xls, xlsb, xlsx
from workbooks import codes, reading, readings, values

from clustercheck.catalogue import find_standard
from clustercheck.engine.assessment import assess
from clustercheck.formats.cells import GridCell
from clustercheck.tables.meanings import cell_meaning, meaning_of, year_in
from clustercheck.tables.reading import ReadCluster
from clustercheck.tables.suspects import suspected_year

FORMATS = [xlsx, xls, xlsb, ods, fods, html_page, spreadsheetml, delimited]
each_format = pytest.mark.parametrize("make", FORMATS, ids=lambda make: make.__name__)


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("2021年（基期）", (2021, "")),
        ("2021年（基年）", (2021, "")),
        ("基期2021年", (2021, "")),
        ("基期（2021年）", (2021, "")),
        ("基年：2021", (2021, "")),
        ("2021（基期）", (2021, "")),
        ("2021年基期", (2021, "")),
        ("2021年（上年同期基数）", (2021, "")),
        ("2021年（基期）（亿元）", (2021, "亿元")),
        ("二〇二一年（基期）", (2021, "")),
        ("2021 (base year)", (2021, "")),
        ("2024年（全年）", (2024, "")),
        ("2024年实际", (2024, "")),
        ("2024年1-12月", (2024, "")),
        ("2024年1-11月", None),
        ("2024年快报", None),
        ("2024年基础", None),
        ("基期", None),
        ("12021年（基期）", None),
    ],
)
def test_a_year_with_words_that_leave_it_that_year(heading: str, expected: tuple[int, str] | None) -> None:
    cell = GridCell("text", heading)
    year = year_in(cell)
    assert (None if year is None else (year, cell_meaning(cell).unit)) == expected


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("2025年快报", 2025),
        ("2025年（初步）", 2025),
        ("2025年*", 2025),
        ("2025年①", 2025),
        ("二〇二五年（快报）", 2025),
        ("25年", 2025),
        ("2025年12月31日", 2025),
        ("2025-12-31", 2025),
        ("2025年3月 / 2025年", 2025),
        ("本年", 2025),
        ("最新年度", 2025),
        ("2025年3月", None),
        ("2025-03-10", None),
        ("2025年预计", None),
        ("2025年计划", None),
        ("2025年1-6月", None),
        ("2025年同比", None),
        ("2024年快报", None),
        ("2025年版标准", None),
        ("备注", None),
        ("2025" * 40, None),
    ],
)
def test_what_may_be_a_year(heading: str, expected: int | None) -> None:
    assert suspected_year(heading, {2022, 2023, 2024}) == expected


def judged(found: ReadCluster) -> dict[str, str]:
    day = date(2026, 1, 5)
    zhuhai = find_standard("zhuhai", as_of=day)
    return {one.criterion.id: one.status.value for one in assess(found.cluster, zhuhai, as_of=day).findings}


@each_format
def test_the_base_year_in_brackets(make) -> None:  # type: ignore[no-untyped-def]
    rows = [
        ["指标", "单位", "2021年（基期）", "2022年", "2023年", "2024年"],
        ["集群总产值", "亿元", 38, 33.5, 37.2, 41],
    ]
    found = reading(make(Page(rows)))
    assert codes(found) == []
    assert values(found) == {"total_output": {2021: "38", 2022: "33.5", 2023: "37.2", 2024: "41"}}
    assert judged(found)["output_growth"] == "missed"


@pytest.mark.parametrize(
    "above", ["2025年3月", "2025年3月10日", "2025.3", "二〇二五年三月十日", "填报日期2025年3月10日"]
)
@pytest.mark.parametrize("column", [2, 3, 5])
def test_a_date_above_the_years_takes_none_of_them(above: str, column: int) -> None:
    line: list[object] = ["填报单位：某区工信局", *[None] * 5]
    line[column] = above
    rows = [["某集群主要指标"], line, ["指标", "单位", "2021年", "2022年", "2023年", "2024年"]]
    found = reading(xlsx(Page([*rows, ["集群总产值", "亿元", 40, 41, 42, 20]])))
    assert codes(found) == []
    assert values(found) == {"total_output": {2021: "40", 2022: "41", 2023: "42", 2024: "20"}}


@each_format
@pytest.mark.parametrize("heading", ["2025年快报", "2025年（初步）", "2025年*", "本年", None])
def test_the_newest_year_is_not_lost(make, heading: str | None) -> None:  # type: ignore[no-untyped-def]
    rows = [
        ["指标", "单位", "2022年", "2023年", "2024年", heading],
        ["集群总产值", "亿元", 33, 36, 39, 20],
        ["中小企业产值", "亿元", 30, 31, 32, 18],
    ]
    found = reading(make(Page(rows)))
    assert codes(found) == ["C257"]
    (problem,) = found.cluster.problems
    assert problem.where.cell == "F1"
    statuses = judged(found)
    for id in ("total_output", "sme_output_share", "output_growth"):
        assert statuses[id] == "unknown"


def test_a_row_that_may_be_the_newest_year_is_not_lost() -> None:
    rows = [["年份", "总产值（亿元）"], ["2022年", 33], ["2023年", 36], ["2024年", 39], ["2025年快报", 20]]
    found = reading(xlsx(Page(rows)))
    assert codes(found) == ["C257"]
    assert judged(found)["total_output"] == "unknown"


@pytest.mark.parametrize("heading", ["2025年计划", "2025年预计", "2025年1-6月", "说明", "比上年增长"])
def test_what_is_plainly_of_another_kind_leaves_the_years_alone(heading: str) -> None:
    rows = [
        ["指标", "单位", "2022年", "2023年", "2024年", heading],
        ["集群总产值", "亿元", 33, 36, 39, 20],
    ]
    found = reading(xlsx(Page(rows)))
    assert "C257" not in codes(found)
    assert judged(found)["total_output"] == "met"


@pytest.mark.parametrize(
    "heading",
    [
        "2022年【基期】",
        "2022年—基期",
        "2022年/基期",
        "2022年（作为基期）",
        "2022年（增速基期）",
        "2022年1—12月（基期）",
        "2022 (base)",
    ],
)
def test_the_base_year_in_other_words(heading: str) -> None:
    found = meaning_of(heading)
    assert (found.year, found.unit, found.kind, found.words) == (2022, "", "", "")


@pytest.mark.parametrize("heading", ["’22", "FY22", "2022年（上年）", "2022年（计算增速用）"])
@each_format
def test_a_base_year_that_is_not_understood_is_asked_about(make, heading: str) -> None:  # type: ignore[no-untyped-def]
    rows = [["指标", "单位", heading, "2023年", "2024年", "2025年"], ["集群总产值", "亿元", 45, 33, 39, 43]]
    found = reading(make(Page(rows)))
    assert codes(found) == ["C257"]
    assert sorted(values(found)["total_output"]) == [2022, 2023, 2024, 2025]
    assert found.cluster.observations["total_output"][2022].doubt == "C257"
    assert judged(found)["output_growth"] == "unknown"


@pytest.mark.parametrize("heading", ["本年", "’25", "2025年快报", None])
@each_format
def test_the_newest_year_on_the_left_is_not_lost(make, heading: str | None) -> None:  # type: ignore[no-untyped-def]
    rows = [
        ["指标", "单位", heading, "2024年", "2023年", "2022年"],
        ["集群总产值", "亿元", 20, 39, 36, 33],
        ["中小企业产值", "亿元", 18, 32, 31, 30],
    ]
    found = reading(make(Page(rows)))
    assert codes(found) == ["C257"]
    assert judged(found)["total_output"] == "unknown"


@pytest.mark.parametrize(
    "heading",
    [
        "2025年12月",
        "2025/12",
        "上年度",
        "末年",
        "第三年",
        "20225年",
        "2025年（含新增企业）",
        "申报上年（2025年）",
        "贰零贰伍年",
    ],
)
def test_the_newest_year_in_other_words_is_not_lost(heading: str) -> None:
    rows = [["指标", "单位", "2022年", "2023年", "2024年", heading], ["集群总产值", "亿元", 33, 36, 39, 20]]
    found = reading(xlsx(Page(rows)))
    assert codes(found) == ["C257"]
    assert judged(found)["total_output"] == "unknown"


@pytest.mark.parametrize(
    "header",
    [
        [
            [
                "集群名称",
                *[f"{year}年总产值（亿元）" for year in (2022, 2023, 2024)],
                "2025年快报总产值（亿元）",
            ]
        ],
        [["指标：集群总产值（亿元）"], ["集群名称", "2022年", "2023年", "2024年", "2025年快报"]],
        [
            ["集群名称", "总产值（亿元）", None, None, None],
            [None, "2022年", "2023年", "2024年", "2025年快报"],
        ],
    ],
)
def test_the_newest_year_of_a_list_of_clusters_is_not_lost(header: list[list[str | None]]) -> None:
    found = readings(xlsx(Page([*header, ["甲集群", 33, 36, 39, 20], ["乙集群", 43, 46, 49, 20]])))
    assert [one.cluster.observations["total_output"][2025].doubt for one in found] == ["C257", "C257"]
    assert [judged(one)["total_output"] for one in found] == ["unknown", "unknown"]


def test_a_row_without_its_year_may_be_the_newest() -> None:
    rows = [
        ["年份", "总产值（亿元）", "中小企业产值（亿元）"],
        ["2022年", 33, 20],
        ["2023年", 36, 21],
        ["2024年", 39, 22],
    ]
    found = reading(xlsx(Page([*rows, [None, 20, 15]])))
    assert codes(found) == ["C257"]
    assert judged(found)["total_output"] == "unknown"


@pytest.mark.parametrize("above", ["2025年度", "2025年", 2026])
@pytest.mark.parametrize("column", [2, 3, 5])
def test_a_year_above_the_years_takes_none_of_them(above: object, column: int) -> None:
    line: list[object] = [None] * 6
    line[column] = above
    rows = [["某集群主要指标"], line, ["指标", "单位", "2022年", "2023年", "2024年", "2025年"]]
    found = reading(xlsx(Page([*rows, ["集群总产值", "亿元", 40, 41, 42, 20]])))
    assert codes(found) == []
    assert values(found) == {"total_output": {2022: "40", 2023: "41", 2024: "42", 2025: "20"}}
