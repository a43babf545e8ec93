"""Slips of unit: said as warnings at their cells, judged all the same."""

from __future__ import annotations

import pytest

from clustercheck.readers import read

HEADER = "指标,单位,2022年,2023年,2024年"


def found(*rows: str) -> list[tuple[str, str | None]]:
    cluster = read("x.csv", content="\n".join([HEADER, *rows]).encode()).cluster
    assert all(seen.doubt is None for series in cluster.observations.values() for seen in series.values())
    return [(problem.code, problem.where.cell) for problem in cluster.problems]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("集群总产值,亿元,33,35,354000", [("C203", "E2")]),
        ("集群总产值,亿元,330000,35,36", [("C203", "D2")]),
        ("中小企业研发经费,万元,5000,6150,1.2", [("C203", "E2")]),
        ("集群总产值,亿元,10,79.9,80", []),
        ("集群总产值,亿元,10,80,81", [("C203", "D2")]),
        ("创新型中小企业,家,1,12,14", []),
        ("有效发明专利拥有量,件,1,120,130", [("C203", "D2")]),
        ("集群总产值,亿元,33,,354000", []),
        ("集群总产值,亿元,0,35,36", []),
    ],
)
def test_a_jump_between_neighbouring_years(row: str, expected: list[tuple[str, str]]) -> None:
    assert found(row) == expected


@pytest.mark.parametrize(
    ("output", "people", "expected"),
    [
        ("4600,5300,6100", "27000,28000,29000", [("C222", "C2"), ("C222", "D2"), ("C222", "E2")]),
        ("46,53,61", "27000,28000,29000", []),
        ("46,53,2900", "27000,28000,29000", [("C203", "E2")]),
        ("46,53,2900.01", "27000,28000,29000", [("C203", "E2"), ("C222", "E2")]),
        ("46,53,61", "0,,29000", []),
    ],
)
def test_output_out_of_proportion_to_the_people(
    output: str, people: str, expected: list[tuple[str, str]]
) -> None:
    assert found(f"集群总产值,亿元,{output}", f"从业人员,人,{people}") == expected
