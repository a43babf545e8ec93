"""A usual figure gives the same value, the same doubt and the same problem as the plain way."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest
from ways import plain_way

from clustercheck.formats.cells import GridCell, Shown
from clustercheck.model.cluster import Cell
from clustercheck.model.indicators import INDICATORS
from clustercheck.tables.collection import Found
from clustercheck.tables.labels import Label
from clustercheck.tables.observations import take, unit_of
from clustercheck.tables.quick import usual_figures as usual_figures_module
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


@pytest.mark.parametrize("row", [CELLS, CELLS[::-1], (None,), (CELLS[4], None, CELLS[4])])
@pytest.mark.parametrize(
    "id", ["enterprises", "employees", "total_output", "iiot_adoption_rate", "invention_patents"]
)
def test_the_figures_of_a_row_are_as_the_plain_way_takes_them(
    id: str, row: Sequence[GridCell | None]
) -> None:
    indicator = INDICATORS[id]
    cells = {column: cell for column, cell in enumerate(row, 1) if cell is not None}
    # The second half stands in the years of the first.
    places = [
        (column, f"L{column}C", 2000 + (column % (len(row) // 2 + 1))) for column in range(1, len(row) + 1)
    ]
    for unit in (indicator.unit.name, "", "万人", "吨"):
        same, usual = usual_figures(Label(indicator), unit, "", ())
        assert same == unit
        plain, quick = Found("x.xlsx"), Found("x.xlsx")
        plain.table = quick.table = "一!A1"
        for column, letters, year in places:
            take(plain, indicator, year, cells.get(column), Cell("指标", f"{letters}7"), unit)
        take_usual(quick, (places, unit, usual), cells, "指标", "7")
        assert quick.observations == plain.observations
        assert quick.problems == plain.problems
        assert quick.used == plain.used
        for _, _, year in places:
            assert quick._origin(id, year) == plain._origin(id, year) == "一!A1"


def test_usual_figures_are_not_read_by_the_plain_way(monkeypatch: pytest.MonkeyPatch) -> None:
    indicator = INDICATORS["total_output"]
    unit, usual = usual_figures(Label(indicator), "亿元", "", ())
    taken: list[GridCell | None] = []
    monkeypatch.setattr(usual_figures_module, "take", lambda *given: taken.append(given[3]))
    cells = dict(enumerate(map(number, NUMBERS), 1))
    take_usual(Found("x.xlsx"), ([(each, "A", each) for each in cells], unit, usual), cells, "指标", "7")
    assert {cell.text for cell in taken if cell is not None} == {"0", "1e16", "-3"}


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


def test_without_the_quick_ways_no_figure_is_usual(monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[object] = []
    monkeypatch.setattr(usual_figures_module, "take", lambda *given: taken.append(given))
    with plain_way():
        unit, usual = usual_figures(Label(INDICATORS["enterprises"]), "家", "", ())
        take_usual(Found("x.xlsx"), ([(1, "A", 2024)], unit, usual), {1: number("7")}, "指标", "7")
    assert unit == "家"
    assert len(taken) == 1
