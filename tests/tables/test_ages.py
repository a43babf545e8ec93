"""15年 behind the name of a line is a number of years, and heads no columns."""

from __future__ import annotations

import pytest
from workbooks import excel, reading, values

from clustercheck.model.problems import UnreadableFile

HEAD = ["指标", "单位", "2022年", "2023年", "2024年"]
OUTPUT = ["集群总产值", "亿元", 33.5, 37.2, 41]
EMPLOYEES = ["从业人员", "人", 12000, 12500, 13000]
READ = {2022: "33.5", 2023: "37.2", 2024: "41"}


def years_taken(*rows: list[object]) -> set[int]:
    try:
        found = reading(excel({"表": [list(row) for row in rows]}))
    except UnreadableFile:
        return set()
    return {year for series in found.cluster.observations.values() for year in series}


@pytest.mark.parametrize(
    "ages", [("15年", "16年", "17年"), ("22年", "23年", "24年"), ("２３年", "24年", "25年")]
)
@pytest.mark.parametrize("unit", [None, "年"])
def test_ages_of_a_line_give_no_year_to_the_lines_below(ages: tuple[str, ...], unit: str | None) -> None:
    line = ["企业平均存续年限", unit, *ages]
    assert years_taken(HEAD, line, OUTPUT, EMPLOYEES) <= {2022, 2023, 2024}
    assert years_taken(HEAD, OUTPUT, line, EMPLOYEES) <= {2022, 2023, 2024}
    assert years_taken([line[0], *ages], OUTPUT, EMPLOYEES) == set()


@pytest.mark.parametrize("head", [["指标", "单位"], ["", "计量单位"]])
def test_short_years_head_columns_beside_words_of_a_header(head: list[str]) -> None:
    found = reading(excel({"表": [[*head, "22年", "23年", "24年"], OUTPUT, EMPLOYEES]}))
    assert values(found)["total_output"] == READ


@pytest.mark.parametrize("heading", ["24年企业总数", "企业总数（24年）", "2024年企业总数"])
def test_a_year_of_two_digits_before_a_name_is_no_number_of_the_line(heading: str) -> None:
    """Taken for one, the figures beside other years were that year's and not the heading's."""
    head = ["年份", heading, "3集群总产值(亿元)", "4、中小企业产值(亿元)"]
    found = reading(excel({"表": [head, [2022, 30, 33, 20], [2023, 33, 35, 23], [2024, 36, 38, 26]]}))
    assert values(found)["enterprises"] == {2024: "36"}
    assert values(found)["total_output"] == {2022: "33", 2023: "35", 2024: "38"}


@pytest.mark.parametrize("label", ["15年末从业人员（人）", "2015年末从业人员（人）"])
def test_a_line_of_a_year_that_no_column_has_is_listed(label: str) -> None:
    found = reading(excel({"表": [HEAD, OUTPUT, [label, "人", 100, 110, 120]]}))
    assert "employees" not in values(found)
    assert label in [line.text for line in found.ignored]


def test_ages_beside_the_word_for_indicators_head_nothing() -> None:
    assert years_taken(["指标", "单位", "15年", "20年", "25年"], OUTPUT, EMPLOYEES) == set()
