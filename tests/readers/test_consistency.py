"""What cannot be true together."""

import pytest
from making import HEADER, codes, excel, reading, text

from clustercheck.messages import message
from clustercheck.readers import Reading


def given(*rows: list[object]) -> Reading:
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
    assert codes(found) == ["C214", "C204", "C204"]


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
        (25, 0, 0, None, []),
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
    ("intensity", "expected"), [(0.32, []), (0.3175, []), (0.35, ["C202"]), (3200, ["C202"])]
)
def test_an_intensity_against_its_parts(intensity: float, expected: list[str]) -> None:
    found = given(
        ["co2_intensity", "", "吨/万元", intensity, None, None],
        ["co2_emissions", "", "万吨", 10, None, None],
        ["total_output", "", "亿元", 31.5, None, None],
    )
    assert codes(found) == expected
    for problem in found.cluster.problems:
        assert problem.facts["derived"] == "0.3175 吨/万元"


def test_places_without_sheets() -> None:
    found = reading(
        text([HEADER, ["sme_output", "", "亿元", 3, "", ""], ["total_output", "", "亿元", 2, "", ""]])
    )
    assert "D3" in message(found.cluster.problems[0])
    assert found.cluster.problems[0].where.within_file == "D2"
