"""What cannot be true together."""

import pytest
from workbooks import HEADER, codes, excel, reading, text

from clustercheck.tables.reading import ReadCluster
from clustercheck.texts.messages import message


def given(*rows: list[object]) -> ReadCluster:
    found = reading(excel({"指标": [HEADER, *rows]}))
    for problem in found.cluster.problems:
        assert message(problem)
    return found


def test_a_part_over_its_whole_doubts_both() -> None:
    found = given(
        ["sme_output", "", "亿元", 30, 32, 33], ["total_output", "", "万元", 300001, 319999.9, 330000]
    )
    assert codes(found) == ["C201"]
    (problem,) = found.cluster.problems
    assert (problem.where.cell, problem.facts["year"]) == ("E2", 2023)
    assert "指标!E2" in message(problem)
    assert "指标!E3" in message(problem)
    doubts = {id: [o.doubt for o in series.values()] for id, series in found.cluster.observations.items()}
    assert doubts == {"sme_output": [None, "C201", None], "total_output": [None, "C201", None]}


def test_a_whole_is_held_against_each_of_its_parts() -> None:
    found = given(
        ["enterprises", "", "家", 10, 10, 10],
        ["sme_enterprises", "", "家", 11, 9, 9],
        ["little_giants", "", "家", 12, 1, 1],
    )
    assert codes(found) == ["C201", "C201"]


def test_blank_and_doubtful_figures_contradict_nothing() -> None:
    found = given(["sme_output", "", "亿元", 30, "约3", -1], ["total_output", "", "亿元", None, 1, -2])
    assert codes(found) == ["C226", "C204", "C204"]


@pytest.mark.parametrize(
    ("part", "whole", "contradict"),
    [
        ("超40", 30, True),
        ("超30", 30, True),
        ("30以上", 30, False),
        ("超20", 30, False),
        (30, "不足30", True),
        (30, "30以下", False),
        (30, "超20", False),
        ("超30", "不足30", True),
        ("30-40", "20-30", False),
        ("30-40", "20-29", True),
        ("约40", 30, False),
        ("不足40", 30, False),
    ],
)
def test_bounds_contradict_each_other_only_where_it_is_certain(
    part: object, whole: object, contradict: bool
) -> None:
    found = given(["sme_output", "", "亿元", part, "", ""], ["total_output", "", "亿元", whole, "", ""])
    assert ("C201" in codes(found)) is contradict
    doubts = {series[2022].doubt for series in found.cluster.observations.values()}
    assert doubts == ({"C201"} if contradict else {None})


def test_bounds_are_no_jump_and_no_quotient() -> None:
    found = given(
        ["total_output", "", "亿元", 30, "超3000", "不足3"],
        ["iiot_adoption_rate", "", "%", "超90", 15, 15],
        ["iiot_enterprises", "", "家", 15, 15, "约90"],
        ["enterprises", "", "家", 100, 100, 100],
        ["employees", "", "人", 9000, 9100, 9200],
    )
    assert set(codes(found)) == {"C214", "C226"}


RATE = "iiot_adoption_rate"


@pytest.mark.parametrize(
    ("rate", "users", "firms", "smes", "expected"),
    [
        (15, 30, 200, None, []),
        (15.4, 31, 200, None, ["C202"]),  # 15.5
        (15.5, 31, 200, None, []),
        (15, 31, 200, None, []),  # the last digit shown is a whole percent
        (16, 31, 200, None, []),
        (14, 31, 200, None, ["C202"]),
        (15.54, 31, 200, None, []),  # within 0.05 points
        (15.56, 31, 200, None, ["C202"]),
        (31, 31, 200, 100, []),  # over the SMEs
        (25.1, 31, 200, 100, ["C202"]),
        (25, 0, 0, None, ["C251"]),
        (25, None, 200, None, []),
    ],
)
def test_a_rate_against_its_parts(
    rate: float, users: object, firms: object, smes: object, expected: list[str]
) -> None:
    found = given(
        [RATE, "", "%", rate, None, None],
        ["iiot_enterprises", "", "家", users, None, None],
        ["enterprises", "", "家", firms, None, None],
        ["sme_enterprises", "", "家", smes, None, None],
    )
    assert codes(found) == expected
    assert found.cluster.observations[RATE][2022].doubt is None


@pytest.mark.parametrize(
    ("intensity", "expected"), [(0.32, []), (0.3175, []), (0.35, ["C202"]), (3000, ["C202", "C233"])]
)
def test_an_intensity_against_its_parts(intensity: float, expected: list[str]) -> None:
    found = given(
        ["co2_intensity", "", "吨/万元", intensity, None, None],
        ["co2_emissions", "", "万吨", 10, None, None],
        ["total_output", "", "亿元", 31.5, None, None],
    )
    assert codes(found) == expected
    for problem in found.cluster.problems:
        assert problem.code != "C202" or problem.facts["derived"] == "0.3175 吨/万元"


def test_places_without_sheets() -> None:
    found = reading(
        text([HEADER, ["sme_output", "", "亿元", 3, "", ""], ["total_output", "", "亿元", 2, "", ""]])
    )
    assert "D3" in message(found.cluster.problems[0])
    assert found.cluster.problems[0].where.within_file == "D2"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (["total_output", "", "亿元", 33, 33, 33], ["C242"]),
        (["total_output", "", "亿元", 33, 33.1, 33], []),
        (["total_output", "", "亿元", 33, None, 33], []),
        (["total_output", "", "亿元", None, 33, 33], []),
        (["employees", "", "万人", 2.6, 2.6, 2.6], []),
        (["employees", "", "万人", 2.61, 2.61, 2.61], ["C242"]),
        (["little_giants", "", "家", 3, 3, 3], []),
        (["co2_emissions", "", "吨", 0, 0, 0], ["C251"] * 3),
    ],
)
def test_figures_that_stand_still(row: list[object], expected: list[str]) -> None:
    assert codes(given(row)) == expected


def test_four_years_that_stand_still_are_told_once_at_the_last() -> None:
    header = [*HEADER[:3], "2021年", "2022年", "2023年", "2024年", "2025年"]
    found = reading(excel({"指标": [header, ["total_output", "", "亿元", 31, 33, 33, 33, 33]]}))
    (problem,) = found.cluster.problems
    assert problem.where.cell == "H2"
    assert problem.facts["years"] == ["2022", "2023", "2024", "2025"]


def test_a_sheet_named_after_targets() -> None:
    row = ["total_output", "", "亿元", 31, 33, 36]
    assert codes(reading(excel({"2024年目标完成情况": [HEADER, row]}))) == ["C243"]
    assert codes(reading(excel({"指标": [HEADER, row], "目标": [["说明"]]}))) == []
