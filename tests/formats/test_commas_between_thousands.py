"""Text files whose figures have commas between their thousands, without quotes."""

from __future__ import annotations

import pytest
from workbooks import codes, reading

HEAD = "指标,单位,2022年,2023年,2024年\n集群总产值,亿元,33,34,35\n"


def judged(line: str) -> tuple[dict[str, dict[int, str]], list[str]]:
    found = reading((HEAD + line).encode())
    figures = {
        id: {year: str(seen.value) for year, seen in series.items() if seen.value is not None}
        for id, series in found.cluster.observations.items()
    }
    return {id: series for id, series in figures.items() if series}, codes(found)


@pytest.mark.parametrize(
    "line",
    ["从业人员,人,12,500,12,800,13,100", "从业人员,人,980,1,100,1,250", "从业人员,人,12,500.5,12,800,13,100",
     "从业人员,人,12,500,12,800,13,100,备注"],
)  # fmt: skip
def test_figures_split_by_them_are_not_taken_for_others(line: str) -> None:
    assert judged(line) == ({"total_output": {2022: "33", 2023: "34", 2024: "35"}}, ["C205"])


@pytest.mark.parametrize(
    "line",
    [
        "从业人员,人,300,360,430",
        "从业人员,人,300,360,430,备注",
        '从业人员,人,"12,300","12,360","12,430"',
        "从业人员,人,300",
    ],
)
def test_other_figures_are_taken(line: str) -> None:
    figures, said = judged(line)
    assert "employees" in figures
    assert "C205" not in said


def test_words_behind_figures_do_not_hide_that_they_are_split() -> None:
    """A column of remarks in the header is as wide as two figures that are split."""
    head = "指标,单位,2022年,2023年,2024年,备注\n集群总产值,亿元,33,34,35,\n"
    split = codes(reading((head + "从业人员,人,12,500,13,100,无\n").encode()))
    assert "C205" in split
    assert "C205" not in codes(reading((head + "从业人员,人,300,360,430,现价,无\n").encode()))
