"""Slips of unit: what is unlikely is said and judged, what nothing real comes near is not judged."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clustercheck.checks.usual_bounds import PROPORTIONS, SIZES
from clustercheck.tables.reader import read
from clustercheck.tables.reading import ReadCluster
from clustercheck.texts.messages import message

HEADER = "指标,单位,2022年,2023年,2024年"


def reading(*rows: str) -> ReadCluster:
    found = read("x.csv", content="\n".join([HEADER, *rows]).encode())
    for problem in found.cluster.problems:
        assert message(problem)
    return found


def found(*rows: str) -> list[tuple[str, str | None]]:
    return [(problem.code, problem.where.cell) for problem in reading(*rows).cluster.problems]


def doubts(*rows: str) -> dict[str, list[str | None]]:
    observations = reading(*rows).cluster.observations
    return {
        indicator: [series[year].doubt for year in sorted(series)]
        for indicator, series in observations.items()
    }


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("中小企业研发经费,万元,5000,6150,1.2", [("C230", "E2")]),
        ("中小企业研发经费,万元,5000,6150,7.69", [("C203", "E2")]),
        ("中小企业研发经费,万元,5000,6150,7.6875", [("C230", "E2")]),
        ("二氧化碳排放量,吨,12,120000,13", [("C230", "D2"), ("C230", "E2")]),
        ("集群总产值,亿元,10,79.9,80", []),
        ("集群总产值,亿元,10,80,81", [("C203", "D2")]),
        ("创新型中小企业,家,1,12,14", []),
        ("有效发明专利拥有量,件,1,120,130", [("C203", "D2")]),
        ("中小企业研发经费,万元,6600,6600,100", [("C230", "E2")]),
        ("中小企业研发经费,万元,6599,6599,100", [("C203", "E2")]),
        ("中小企业研发经费,万元,100,15000,15001", [("C230", "D2")]),
        ("中小企业研发经费,万元,100,15001,15002", [("C203", "D2")]),
        ("有效发明专利拥有量,件,10,1000,1030", [("C230", "D2")]),
        ("有效发明专利拥有量,件,9,900,930", [("C203", "D2")]),
        ("集群总产值,亿元,0,35,36", [("C251", "C2")]),
    ],
)
def test_a_jump_between_neighbouring_years(row: str, expected: list[tuple[str, str]]) -> None:
    assert found(row) == expected


def test_a_jump_beyond_thinking_doubts_both_years_and_no_other() -> None:
    assert doubts("中小企业研发经费,万元,5000,6150,1.2") == {"sme_rd_spending": [None, "C230", "C230"]}
    assert doubts("中小企业研发经费,万元,5000,6150,600") == {"sme_rd_spending": [None, None, None]}


@pytest.mark.parametrize(
    ("row", "expected", "doubted"),
    [
        ("集群总产值,亿元,33,35,354000", [("C232", "E2")], [None, None, "C232"]),
        ("集群总产值,亿元,330000,35,36", [("C232", "C2")], ["C232", None, None]),
        ("集群总产值,亿元,33,,354000", [("C232", "E2")], [None, None, "C232"]),
        ("集群总产值,亿元,9998,9999,10000", [], [None, None, None]),
        ("集群总产值,亿元,9999,10000,10001", [("C233", "E2")], [None, None, None]),
        ("集群总产值,亿元,99998,99999,100000.1", [("C233", "C2"), ("C233", "D2"), ("C232", "E2")],
         [None, None, "C232"]),
        ("集群总产值,亿元,0.1,0.11,0.12", [], [None, None, None]),
        ("集群总产值,亿元,,0.009,0.011", [("C232", "D2"), ("C233", "E2")], [None, "C232", None]),
        ("占地面积,平方公里,,,3000", [("C233", "E2")], [None, None, None]),
        ("占地面积,平方公里,,,2000000", [("C232", "E2")], [None, None, "C232"]),
        ("占地面积,平方公里,,,0", [("C251", "E2")], [None, None, "C251"]),
    ],
)  # fmt: skip
def test_a_size_is_unusual_or_beyond_thinking(
    row: str, expected: list[tuple[str, str]], doubted: list[str | None]
) -> None:
    assert found(row) == expected
    assert list(doubts(row).values()) == [doubted]


@pytest.mark.parametrize(
    ("output", "people", "expected"),
    [
        ("46,53,61", "27000,28000,29000", []),
        ("46,53,61", "0,,29000", [("C251", "C3")]),
        ("460,530,2900", "27000,28000,29000", []),
        ("460,530,2900.01", "27000,28000,29000", [("C222", "E2")]),
        ("4600,5300,6100", "27000,28000,29000", [("C222", "C2"), ("C222", "D2"), ("C222", "E2")]),
        ("46000,53000,61000", "27000,28000,29000",
         [("C233", "C2"), ("C233", "D2"), ("C233", "E2"), ("C231", "C2"), ("C231", "D2"), ("C231", "E2")]),
        ("2.9,2.9,2.9", "29000,29000,29001", [("C242", "E2"), ("C222", "E2")]),
    ],
)  # fmt: skip
def test_output_out_of_proportion_to_the_people(
    output: str, people: str, expected: list[tuple[str, str]]
) -> None:
    rows = f"集群总产值,亿元,{output}", f"从业人员,人,{people}"
    assert sorted(found(*rows)) == sorted(expected)


def test_a_proportion_beyond_thinking_doubts_both_and_is_not_held_against_a_third() -> None:
    rows = "集群总产值,亿元,460,530,30000", "从业人员,人,27000,28000,29000", "企业总数,家,100,110,120"
    assert [code for code, _cell in found(*rows)] == ["C233", "C203", "C231"]
    assert doubts(*rows) == {
        "total_output": [None, None, "C231"],
        "employees": [None, None, "C231"],
        "enterprises": [None, None, None],
    }


def test_what_is_asked_once_is_held_against_the_latest_figure() -> None:
    rows = "集群总产值,亿元,46,53,", "占地面积,平方公里,,,0.06"
    assert found(*rows) == [("C235", "D2")]
    assert doubts("集群总产值,亿元,5300,5400,", "占地面积,平方公里,,,0.0999") == {
        "total_output": [None, "C231", None],
        "land_area": [None, None, "C231"],
    }


def test_bounds_lie_in_one_another() -> None:
    for bounds in (*SIZES.values(), *(proportion.bounds for proportion in PROPORTIONS)):
        inner = [bound for bound in (bounds.least, bounds.most) if bound is not None]
        assert inner == sorted(inner)
        assert bounds.most_thinkable >= 10 * bounds.most
        if bounds.least is not None and bounds.least_thinkable is not None:
            assert bounds.least >= 10 * bounds.least_thinkable


@given(st.decimals("0.01", "100000", places=3), st.integers(100, 10**8))
def test_an_output_a_head_is_never_rounded_to_its_bound(output: Decimal, people: int) -> None:
    rows = f"集群总产值,亿元,,,{output}", f"从业人员,人,,,{people}"
    each = output * 10_000
    codes = {code for code, _cell in found(*rows)} & {"C222", "C231"}
    if people <= each <= 1000 * people:
        assert codes == set()
    else:
        thinkable = Decimal("0.1") * people <= each <= 10_000 * people
        assert codes == {"C222" if thinkable else "C231"}
