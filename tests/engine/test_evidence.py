"""What a finding rests on: the cells it was read from, the value and the bounds that each reading saw."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest
from at_hand import AS_OF, STANDARDS, LooseFigures, altered, cluster, found, row, threshold_of
from test_inexact import about, above, below, between, loose

from clustercheck.engine.assessment import assess
from clustercheck.engine.evidence import (
    Observed,
    cells_of,
    decisive_observations,
    fraction,
    inexact_of,
    observed,
    positions_of,
    series_of,
)
from clustercheck.model.cluster import Bounds, Cell, Cluster, Observation
from clustercheck.model.criteria import Threshold
from clustercheck.model.findings import Assessment, Finding, Measure, Status

D = Decimal
ZHUHAI = STANDARDS["zhuhai@2024"]


def of(id: str, figures: LooseFigures, reading: str = "", label: str = "zhuhai") -> Observed:
    """What one reading of a criterion saw; the one that decides where none is named."""
    finding, made = found(*threshold_of(label, id), figures)
    outcome = next((one for one in finding.outcomes if one.reading == reading), finding.outcome)
    assert outcome is not None
    assert reading in ("", outcome.reading)
    return observed(outcome, finding, made)


def cells(finding: Finding, made: Assessment) -> list[str]:
    return [str(cell) for cell in cells_of(finding, made)]


def condition(
    id: str, answers: Mapping[str, bool | None], profile: Mapping[str, bool | None]
) -> tuple[Finding, Assessment]:
    made = assess(cluster({}, profile, answers), ZHUHAI, as_of=AS_OF)
    finding = made.finding(id)
    assert finding is not None
    return finding, made


# -- the cells


@pytest.mark.parametrize(
    ("id", "answers", "profile", "read_from"),
    [
        ("management_body", {"management_body": True}, {}, ["定性条件!management_body"]),
        ("management_body", {"management_body": None}, {}, ["定性条件!management_body"]),
        ("management_body", {}, {}, []),
        # What binds only an energy-intensive cluster rests on that line as well, answered or not.
        ("energy_efficiency", {"energy_efficiency": True}, {"energy_intensive": True},
         ["基本信息!energy_intensive", "定性条件!energy_efficiency"]),
        ("energy_efficiency", {"energy_efficiency": True}, {"energy_intensive": False},
         ["基本信息!energy_intensive", "定性条件!energy_efficiency"]),
        ("energy_efficiency", {}, {"energy_intensive": None}, ["基本信息!energy_intensive"]),
        ("energy_efficiency", {"energy_efficiency": False}, {}, ["定性条件!energy_efficiency"]),
    ],
)  # fmt: skip
def test_a_condition_is_read_from_its_answer(
    id: str, answers: Mapping[str, bool], profile: Mapping[str, bool], read_from: list[str]
) -> None:
    assert cells(*condition(id, answers, profile)) == read_from


def test_growth_that_may_be_waived_is_read_from_the_claim_and_its_reason_too() -> None:
    figures = {"total_output": row(100, 100, 100, 100)}
    finding, made = found(
        *threshold_of("hainan", "output_growth"), figures, special_impact=True, special_impact_reason="疫情"
    )
    assert cells(finding, made) == [
        "基本信息!special_impact",
        "基本信息!special_impact_reason",
        *(f"指标!total_output.{year}" for year in (2021, 2022, 2023, 2024)),
    ]
    finding, made = found(*threshold_of("hainan", "output_growth"), figures)
    assert cells(finding, made) == [f"指标!total_output.{year}" for year in (2021, 2022, 2023, 2024)]


def test_alternatives_are_read_from_the_cells_of_each_of_them_once() -> None:
    figures = {
        "total_output": row(40, 46, 53, 61),
        "invention_patents": row(10, 20, 30, 40),
        "employees": row(10000, 10000, 10000, 10000),
    }
    made = assess(cluster(figures), STANDARDS["qingyuan@2025"], as_of=AS_OF)
    finding = made.finding("patent_strength")
    assert finding is not None
    assert cells(finding, made) == [
        *(f"指标!invention_patents.{year}" for year in (2021, 2022, 2023, 2024)),
        "指标!employees.2024",
    ]


def test_what_is_not_judged_was_read_from_no_figure() -> None:
    """A threshold that binds only an energy-intensive cluster, before one that is none."""
    bound = altered(ZHUHAI, "total_output", lambda one: one._replace(when="energy_intensive"))
    figures = {"total_output": row(40, 46, 53, 61)}
    for stated, status in ((False, Status.NOT_APPLICABLE), (True, Status.MET)):
        made = assess(cluster(figures, {"energy_intensive": stated}), bound, as_of=AS_OF)
        finding = made.finding("total_output")
        assert finding is not None
        assert finding.status is status
        years = [seen.year for seen in decisive_observations(finding, made)]
        assert years == ([2022, 2023, 2024] if stated else [])
        figures_read = [f"指标!total_output.{year}" for year in (years or ())]
        assert cells(finding, made) == ["基本信息!energy_intensive", *figures_read]


def test_a_condition_and_alternatives_look_at_no_figures_themselves() -> None:
    finding, made = condition("management_body", {"management_body": True}, {})
    assert decisive_observations(finding, made) == ()
    gradient = made.finding("enterprise_gradient")
    assert gradient is not None
    assert decisive_observations(gradient, made) == ()


def area(*years: int, value: Decimal | None = None) -> Cluster:
    """Cells of the area in these years beside outputs of three years."""
    seen = {
        year: Observation("land_area", year, value, "平方公里", Cell("指标", f"A{year}")) for year in years
    }
    plain = cluster({"total_output": row(40, 46, 53, 61)})
    return plain._replace(observations={**plain.observations, "land_area": seen})


@pytest.mark.parametrize(
    ("years", "place"),
    [
        # Blank in every year: the cell to be filled in is that of the newest year that is over.
        ((2022, 2023, 2024), ["指标!A2024"]),
        ((2022, 2023, 2024, 2025), ["指标!A2024"]),
        ((2025, 2026), ["指标!A2026"]),
        ((), []),
    ],
)
def test_an_area_left_blank_is_read_from_the_newest_year_that_is_over(
    years: tuple[int, ...], place: list[str]
) -> None:
    made = assess(area(*years), ZHUHAI, as_of=AS_OF)
    finding = made.finding("land_area")
    assert finding is not None
    assert finding.status is Status.UNKNOWN
    assert cells(finding, made) == place


def test_of_an_area_the_latest_filled_cell_counts() -> None:
    plain = area(2022, 2023, value=D(60))
    blank = plain.observations["land_area"][2023]._replace(year=2024, value=None)
    series = {**plain.observations["land_area"], 2024: blank}
    made = assess(
        plain._replace(observations={**plain.observations, "land_area": series}), ZHUHAI, as_of=AS_OF
    )
    finding = made.finding("land_area")
    assert finding is not None
    assert finding.outcome is not None
    assert cells(finding, made) == ["指标!A2023"]
    assert observed(finding.outcome, finding, made).series == {2023: D(60)}


def test_where_no_year_has_a_figure_the_blank_cells_of_the_newest_four_are_named() -> None:
    blank = {
        year: Observation("total_output", year, None, "亿元", Cell("指标", f"B{year}"))
        for year in range(2019, 2028)
    }
    made = assess(Cluster("x", {}, {"total_output": blank}), ZHUHAI, as_of=AS_OF)
    assert made.window.years == ()
    finding, growth = made.finding("total_output"), made.finding("output_growth")
    assert finding is not None
    assert growth is not None
    assert cells(finding, made) == ["指标!B2022", "指标!B2023", "指标!B2024"]
    assert finding.outcome is not None
    assert observed(finding.outcome, finding, made) == Observed(None, None, {})
    ahead = {year: seen for year, seen in blank.items() if year > 2024}
    made = assess(Cluster("x", {}, {"total_output": ahead}), ZHUHAI, as_of=AS_OF)
    finding = made.finding("total_output")
    assert finding is not None
    assert cells(finding, made) == []


def test_a_count_looks_at_the_last_year_of_each_of_its_kinds() -> None:
    figures = {"quality_enterprises": row(1, 2, 3, "-"), "specialised_smes": row(4, 5, 6, 7)}
    finding, made = found(*threshold_of("hainan", "quality_enterprises"), figures)
    assert cells(finding, made) == ["指标!quality_enterprises.2024", "指标!specialised_smes.2024"]


# -- the values


def test_of_a_trend_the_value_of_the_last_year_is_shown() -> None:
    seen = of("industrial_software_trend", {"industrial_software_rate": row(48, 52, 55, 61)})
    assert (seen.value, seen.bounds) == (D(61), None)
    assert seen.series == {2022: D(52), 2023: D(55), 2024: D(61)}
    from_base = of(
        "industrial_software_trend", {"industrial_software_rate": row(48, 52, 55, 61)}, "from_base"
    )
    assert from_base.series == {2021: D(48), 2022: D(52), 2023: D(55), 2024: D(61)}


def test_of_a_trend_without_its_last_year_none_is() -> None:
    seen = of("industrial_software_trend", {"industrial_software_rate": row(48, 52, 55, "-")})
    assert (seen.value, seen.series) == (None, {2022: D(52), 2023: D(55)})


def test_a_share_that_does_not_end_is_shown_at_15_digits() -> None:
    seen = of("sme_output_share", {"sme_output": row(200), "total_output": row(300)})
    assert (seen.value, seen.bounds, seen.inexact) == (D("66.6666666666667"), None, ())
    assert seen.series == {2024: D("66.6666666666667")}


def test_growth_is_shown_in_percent_a_year_beside_the_figures_that_grew() -> None:
    seen = of("output_growth", {"total_output": row(100, 1, 2, "133.1")})
    assert seen.value == D(10)
    assert seen.series == {2021: D(100), 2022: D(1), 2023: D(2), 2024: D("133.1")}


def test_an_area_that_the_workbook_has_no_row_for_saw_nothing() -> None:
    assert of("land_area", {}) == Observed(None, None, {})


def test_growth_over_a_blank_year_has_no_value_though_the_last_year_has() -> None:
    seen = of("output_growth", {"total_output": row(100, "-", 105, 110)})
    assert (seen.value, seen.bounds) == (None, None)
    assert seen.series == {2021: D(100), 2023: D(105), 2024: D(110)}


def test_a_threshold_of_a_blank_row_saw_nothing() -> None:
    assert of("total_output", {"total_output": row("-")}) == Observed(None, None, {})


@pytest.mark.parametrize(
    ("figure", "bounds"),
    [
        (between(70, 80), (D(70), D(80))),
        (above(70), (D(70), None)),
        (below(60), (D(0), D(60))),
    ],
)
def test_an_inexact_figure_is_shown_by_its_bounds_and_its_cell(
    figure: Bounds, bounds: tuple[Decimal, Decimal | None]
) -> None:
    seen = of("land_area", {"land_area": loose(figure)})
    assert (seen.value, seen.bounds, seen.series) == (None, bounds, {})
    assert [str(one.cell) for one in seen.inexact] == ["指标!land_area.2024"]


def test_bounds_that_leave_one_figure_are_shown_as_it() -> None:
    seen = of("land_area", {"land_area": loose(between(70, 70))})
    assert (seen.value, seen.bounds) == (D(70), None)
    assert len(seen.inexact) == 1


def test_a_reading_names_the_inexact_figures_it_looks_at_and_no_others() -> None:
    figures = {"sme_output": loose(about(20), 75, 80), "total_output": row(100, 100, 100)}
    assert of("sme_output_share", figures, "latest").inexact == ()
    totals = of("sme_output_share", figures, "totals").inexact
    assert [str(one.cell) for one in totals] == ["指标!sme_output.2022"]


def test_where_it_is_open_what_stands_in_for_a_blank_row_no_figure_was_read() -> None:
    """Neither intensity nor, for the last year, emissions are there, and those of the other years are estimates."""
    figures = {"co2_emissions": loose(about(100), about(90), "-"), "total_output": row(40, 41, 42)}
    finding, made = found(*threshold_of("zhuhai", "co2_intensity_trend"), figures)
    assert finding.outcome is not None
    assert (finding.status, finding.outcome.basis) == (Status.UNKNOWN, None)
    assert cells(finding, made) == []
    seen = observed(finding.outcome, finding, made)
    assert (seen.value, seen.series, seen.inexact) == (None, {}, ())


def test_a_doubted_estimate_is_no_bound_that_is_judged() -> None:
    one = cluster({"land_area": loose(about(70)), "total_output": loose(40, 46, 53, about(61))})
    series = one.observations["land_area"]
    doubted = {**series, 2024: series[2024]._replace(doubt="C201")}
    made = assess(one._replace(observations={**one.observations, "land_area": doubted}), ZHUHAI, as_of=AS_OF)
    finding = made.finding("land_area")
    assert finding is not None
    assert finding.outcome is not None
    assert isinstance(finding.criterion, Threshold)
    assert finding.status is Status.UNKNOWN
    assert inexact_of(finding.outcome, finding.criterion, made) == ()
    assert series_of(finding.outcome, finding.criterion, made) == {}
    # Its cell is one the finding rests on all the same.
    assert cells(finding, made) == ["指标!land_area.2024"]


def test_the_positions_of_a_reading() -> None:
    finding, _ = found(
        *threshold_of("zhuhai", "sme_output_share"), {"sme_output": row(1), "total_output": row(2)}
    )
    assert {one.reading: positions_of(one) for one in finding.outcomes} == {
        "latest": (3,),
        "every_year": (1, 2, 3),
        "totals": (1, 2, 3),
    }
    finding, _ = found(*threshold_of("zhuhai", "output_growth"), {"total_output": row(1, 2, 3, 4)})
    assert finding.outcome is not None
    assert positions_of(finding.outcome) == (0, 1, 2, 3)


def test_a_measure_is_its_quotient() -> None:
    assert fraction(Measure(D(1), D(4))) * 4 == 1
