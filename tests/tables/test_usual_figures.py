"""A usual figure gives the same value, the same doubt and the same problem as the plain way."""

from __future__ import annotations

from decimal import Decimal

import pytest
from ways import plain_way

from clustercheck.formats.cells import GridCell, Shown
from clustercheck.model.cluster import Cell
from clustercheck.model.indicators import INDICATORS
from clustercheck.tables.collection import Found
from clustercheck.tables.labels import Label
from clustercheck.tables.observations import take, unit_of
from clustercheck.tables.quick.usual_figures import take_usual, usual_figures

NUMBERS = (
    "0", "0.4", "1", "7", "12.5", "16.0", "99.9", "100", "100.25", "1e3", "1234567.5", "1e16", "-3", "0.1234567890123456",
)  # fmt: skip
PLACE = Cell("指标", "C7")


def number(text: str, percent: bool = False, shown: Shown | None = None) -> GridCell:
    return GridCell("number", text, Decimal(text), percent, None, shown)


CELLS = (
    *map(number, NUMBERS),
    *(number(text, True) for text in NUMBERS),
    number("2.5", shown=Shown("3", "2.5")),
    GridCell("text", "2.5"),
    GridCell("error", "#N/A"),
)


@pytest.mark.parametrize("doubt", ["", "C121"])
@pytest.mark.parametrize(
    "id", ["enterprises", "employees", "total_output", "iiot_adoption_rate", "invention_patents"]
)
def test_a_usual_figure_is_as_the_plain_way_takes_it(id: str, doubt: str) -> None:
    indicator, took = INDICATORS[id], set()
    for unit in (indicator.unit.name, "", "万人", "吨"):
        for cell in CELLS:
            plain, quick = Found("x.xlsx"), Found("x.xlsx")
            take(plain, indicator, 2024, cell, PLACE, unit, doubt)
            same, usual = usual_figures(Label(indicator), unit, "", ())
            assert same == unit
            if take_usual(quick, indicator, 2024, cell, PLACE, usual, doubt):
                took.add(cell.text)
                assert quick.observations == plain.observations
                assert quick.problems == plain.problems
                assert quick.origins == plain.origins
    assert "12.5" in took


@pytest.mark.parametrize("mapped", [False, True])
@pytest.mark.parametrize("row", ["", " ", "亿元", "万元", "人"])
@pytest.mark.parametrize("own", ["", "亿元", "吨"])
@pytest.mark.parametrize("column", ["", "亿元", "人"])
@pytest.mark.parametrize("general", [(), ("万元", "亿元"), ("人",)])
def test_the_unit_of_a_row_is_the_same(
    row: str, own: str, column: str, general: tuple[str, ...], mapped: bool
) -> None:
    label = Label(INDICATORS["total_output"], own, None, mapped)
    for _ in range(2):
        assert usual_figures(label, row, column, general)[0] == unit_of(label, row, column, general)


def test_without_the_quick_ways_no_figure_is_usual() -> None:
    with plain_way():
        assert usual_figures(Label(INDICATORS["enterprises"]), "家", "", ()) == ("家", None)
