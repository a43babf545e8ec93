"""What is said of years with hardly anything in them, and of what is asked once beside or behind the years that count."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest
from at_hand import AS_OF

from clustercheck.model.cluster import Bounds, Cell, Cluster, Observation, Qualifier
from clustercheck.model.problems import Problem
from clustercheck.model.speed import use_quick_ways
from clustercheck.model.window import Window, latest_filled, look_at

D = Decimal
# Of a row: the years that have a figure, then those whose cell is blank.
Columns = tuple[tuple[int, ...], tuple[int, ...]]
THREE = (2022, 2023, 2024)


def table(rows: Mapping[str, Columns]) -> Cluster:
    """A workbook whose rows have 40 in these years and blank cells in those."""
    return Cluster(
        "x.xlsx",
        {},
        {
            id: {
                year: Observation(id, year, D(40) if year in filled else None, "", Cell("", f"{id}.{year}"))
                for year in (*filled, *blank)
            }
            for id, (filled, blank) in rows.items()
        },
    )


def said(window: Window, *codes: str) -> list[Problem]:
    return [problem for problem in window.problems if problem.code in codes]


OUTPUTS = (
    "total_output",
    "sme_output",
    "dominant_output",
    "sme_rd_spending",
    "employees",
    "invention_patents",
)


def rows_through(count: int, years: tuple[int, ...], more: int, year: int) -> dict[str, Columns]:
    """So many rows with figures in these years, and so many of them in one year more."""
    return {
        id: ((*years, year) if number < more else years, () if number < more else (year,))
        for number, id in enumerate(OUTPUTS[:count])
    }


@pytest.mark.parametrize(
    ("rows", "year", "n", "of"),
    [
        # The newest year, one of three rows begun.
        (rows_through(3, (2021, 2022, 2023), 1, 2024), 2024, 1, 3),
        (rows_through(3, (2022, 2023), 1, 2024), 2024, 1, 3),
        (rows_through(6, (2021, 2022, 2023), 2, 2024), 2024, 2, 6),
        # A year amid the others, and the base year.
        (rows_through(3, (2022, 2024), 1, 2023), 2023, 1, 3),
        (rows_through(3, THREE, 1, 2021), 2021, 1, 3),
    ],
)
def test_a_year_in_which_few_rows_have_a_figure_is_said(
    rows: dict[str, Columns], year: int, n: int, of: int
) -> None:
    (problem,) = said(look_at(table(rows), AS_OF), "A309")
    assert dict(problem.facts) == {"year": year, "n": n, "rows": of}
    assert problem.where.cell == f"total_output.{year}"


@pytest.mark.parametrize(
    "rows",
    [
        rows_through(3, (2021, 2022, 2023), 2, 2024),
        rows_through(6, (2021, 2022, 2023), 3, 2024),
        rows_through(4, (2021, 2022, 2023), 2, 2024),
        # Of two rows nobody can tell.
        rows_through(2, (2021, 2022, 2023), 1, 2024),
        # A year before the base year is shown and not assessed.
        rows_through(3, (2021, *THREE), 1, 2020),
        # No row goes through: each has one other year only.
        rows_through(3, (2023,), 1, 2024),
        # What is asked once has one figure by its nature.
        {**rows_through(2, (2021, 2022, 2023), 1, 2024), "land_area": ((2023,), ())},
        {**rows_through(2, (2021, 2022, 2023), 1, 2024), "land_area": ((2021, 2022, 2023), (2024,))},
    ],
)
def test_any_other_is_not(rows: dict[str, Columns]) -> None:
    assert said(look_at(table(rows), AS_OF), "A309") == []


@pytest.mark.parametrize("first", ["doubted", "inexact"])
def test_a_figure_that_is_not_judged_fills_its_year_all_the_same(first: str) -> None:
    one = table(rows_through(3, (2021, 2022, 2023), 1, 2024))
    series = one.observations["sme_output"]
    cell = series[2024]
    about = Bounds(Qualifier.ABOUT, D(40), D(0), None)
    cell = cell._replace(doubt="C201") if first == "doubted" else cell._replace(bounds=about)
    more = {**one.observations, "sme_output": {**series, 2024: cell}}
    assert said(look_at(one._replace(observations=more), AS_OF), "A309") == []


def output_and_area(area: Columns, output: Columns = ((2021, 2022, 2023), ())) -> Cluster:
    return table({"total_output": output, "land_area": area})


def test_an_area_alone_in_the_year_behind_those_that_count_looks_like_a_year_of_its_own() -> None:
    window = look_at(output_and_area(((2024,), ())), AS_OF)
    assert window.three == (2021, 2022, 2023)
    (problem,) = said(window, "A304", "A307", "A308")
    assert (problem.code, problem.where.cell) == ("A308", "land_area.2024")
    assert problem.facts["year"] == 2024


@pytest.mark.parametrize(
    ("area", "output", "codes"),
    [
        # A blank cell of the area says no more than any other blank column.
        (((), (2024,)), ((2021, 2022, 2023), ()), ["A307"]),
        (((2023,), ()), ((2021, 2022, 2023), ()), []),
        # Beside the years that count it is a state, wherever it stands.
        (((2020,), ()), ((2021, 2022, 2023), ()), []),
        # In the current year's column it counts; in one to come it is a target.
        (((2025,), ()), ((2022, 2023, 2024), ()), []),
        (((2026,), ()), ((2022, 2023, 2024), ()), ["A304"]),
        (((2024,), ()), ((2021, 2022, 2023, 2024), ()), []),
    ],
)
def test_what_is_said_of_an_area(area: Columns, output: Columns, codes: list[str]) -> None:
    found = said(look_at(output_and_area(area, output), AS_OF), "A304", "A307", "A308")
    assert [problem.code for problem in found] == codes


@pytest.mark.parametrize(
    ("filled", "counts"),
    [((2022, 2025), 2025), ((2022, 2026), 2022), ((2026,), None), ((), None), ((2019,), 2019)],
)
def test_of_what_is_asked_once_the_latest_counts_that_is_not_to_come(
    filled: tuple[int, ...], counts: int | None
) -> None:
    one = output_and_area((filled, (2023,)), ((2022, 2023, 2024), ()))
    seen = latest_filled(one.observations["land_area"], AS_OF)
    assert (None if seen is None else seen.year) == counts
    figures = look_at(one, AS_OF).figures["land_area"]
    assert figures == (None, None, None, None if counts is None else D(40))


@pytest.mark.parametrize(
    ("day", "years"), [(date(2025, 1, 1), (2021, 2024)), (date(2026, 12, 31), (2022, 2025))]
)
def test_an_area_alone_is_judged_where_no_year_has_a_figure(day: date, years: tuple[int, int]) -> None:
    window = look_at(table({"land_area": ((2023,), ())}), day)
    assert (window.years[0], window.years[-1]) == years
    assert (window.three, window.base_year, window.counting) == ((), None, ())
    assert window.figures["land_area"] == (None, None, None, D(40))
    assert [problem.code for problem in window.problems if problem.code != "A308"] == ["A306"]


def test_what_is_inexact_or_doubted_is_noted_at_its_position() -> None:
    one = table({"total_output": ((2021, 2022, 2023, 2024), ()), "land_area": ((2024,), ())})
    series, about = dict(one.observations["total_output"]), Bounds(Qualifier.ABOUT, D(40), D(0), None)
    series[2021] = series[2021]._replace(value=None, bounds=about)
    series[2022] = series[2022]._replace(doubt="C201")
    # A doubt outweighs the bounds.
    series[2023] = series[2023]._replace(value=None, bounds=about, doubt="C201")
    window = look_at(one._replace(observations={**one.observations, "total_output": series}), AS_OF)
    assert window.figures["total_output"] == (None, None, None, D(40))
    assert window.doubted == {("total_output", 1), ("total_output", 2)}
    assert window.inexact == {("total_output", 0): about}
    assert window.base_year == 2021


FULL = (2021, 2022, 2023, 2024)


@pytest.mark.parametrize(
    "others",
    [
        {},
        {"land_area": ((2024,), (2021, 2022, 2023))},
        {"land_area": (FULL, ())},
        {"land_area": ((), FULL)},
        {"land_area": ((2022,), ())},
        {"employees": (THREE, (2021,))},
        {"employees": (THREE, ())},
        {"employees": ((2024, 2023, 2022, 2021), ())},
        {"employees": ((2020, *FULL), ())},
        {"employees": (FULL, (2025,))},
        {"employees": ((*THREE, 2025), ())},
    ],
)
@pytest.mark.parametrize("doubt", [None, "C230"])
@pytest.mark.parametrize("bounds", [None, Bounds(Qualifier.AT_LEAST, D(30), D(30), None)])
def test_full_rows_are_looked_at_as_all_others(
    others: Mapping[str, Columns], doubt: str | None, bounds: Bounds | None
) -> None:
    for rows in (others, {"total_output": (FULL, ()), **others, "sme_output": (FULL, ())}):
        cluster = table(rows)
        for id, series in cluster.observations.items():
            if id in others and 2024 in series:
                value = series[2024].value if bounds is None else None
                changed = series[2024]._replace(value=value, doubt=doubt, bounds=bounds)
                cluster.observations[id][2024] = changed  # type: ignore[index]
        quick = look_at(cluster, AS_OF)
        use_quick_ways(False)
        try:
            assert look_at(cluster, AS_OF) == quick
            assert list(look_at(cluster, AS_OF).figures) == list(quick.figures)
        finally:
            use_quick_ways(True)
