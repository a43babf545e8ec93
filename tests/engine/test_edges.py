"""What lies beside the thresholds: doubts, years, forms of other standards, and what is said of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from at_hand import (
    AS_OF,
    STANDARDS,
    THRESHOLDS,
    LooseFigures,
    cluster,
    each_standard,
    found,
    passing,
    row,
)

from clustercheck.engine.assessment import assess
from clustercheck.engine.evidence import observations_of, series_of
from clustercheck.engine.gaps import gap_of, relative_gap
from clustercheck.engine.measures import is_doubted
from clustercheck.model.cluster import Answer, Bounds, Cell, Cluster, Observation, ProfileEntry, Qualifier
from clustercheck.model.criteria import AnyOf, Over, Threshold, indicators_of
from clustercheck.model.findings import Assessment, Range, Status
from clustercheck.model.indicators import INDICATORS, PARTS
from clustercheck.model.standard import Standard
from clustercheck.model.subjects import Basis
from clustercheck.model.window import FIRST, LAST, MIDDLE, Window, look_at

D = Decimal
ZHUHAI = STANDARDS["zhuhai@2024"]


def doubted(good: Cluster, indicator: str, year: int) -> Cluster:
    series = good.observations[indicator]
    changed = {**series, year: series[year]._replace(doubt="C201")}
    return good._replace(observations={**good.observations, indicator: changed})


def statuses(assessment: Assessment) -> dict[str, str]:
    return {one.criterion.id: one.status.value for one in assessment.each_finding()}


@pytest.mark.parametrize(
    ("whole", "doubt", "is_so"),
    [
        ("employees", ("invention_patents", LAST), True),
        ("employees", ("employees", LAST), True),
        ("employees", ("employees", FIRST), True),
        ("employees", ("employees", MIDDLE), False),
        ("employees", ("total_output", LAST), False),
        (None, ("invention_patents", FIRST), True),
        (None, ("employees", LAST), False),
    ],
)
def test_a_basis_is_doubted_by_its_part_and_by_its_whole_in_the_years_asked(
    whole: str | None, doubt: tuple[str, int], is_so: bool
) -> None:
    window = Window((2021, 2022, 2023, 2024), doubted=frozenset({doubt}))
    assert is_doubted(Basis("invention_patents", whole), window, FIRST, LAST) is is_so


@each_standard
def test_a_doubt_in_one_row_leaves_alone_what_does_not_ask_for_it(standard: Standard) -> None:
    good = passing(standard)
    before = statuses(assess(good, standard, as_of=AS_OF))
    asking = {t.id: set(indicators_of(t)) for t in standard.thresholds()}
    for one in standard.criteria:
        if isinstance(one, AnyOf):
            asking[one.id] = set().union(*(asking[branch.id] for branch in one.branches))
    beside = {
        name: {w for p, w in PARTS if p == name} | {p for p, w in PARTS if w == name} for name in INDICATORS
    }
    newest = max(year for series in good.observations.values() for year in series)
    for indicator, series in good.observations.items():
        if series[newest].value is None:
            continue
        after = statuses(assess(doubted(good, indicator, newest), standard, as_of=AS_OF))
        for id, status in after.items():
            asks = {indicator, *beside.get(indicator, ())} & asking.get(id, set())
            assert status == before[id] or (asks and status in ("unknown", "met")), (indicator, id)


@each_standard
def test_what_rests_on_a_doubt_alone_is_open(standard: Standard) -> None:
    good = passing(standard)
    newest = max(year for series in good.observations.values() for year in series)
    made = assess(doubted(good, "total_output", newest), standard, as_of=AS_OF)
    found = made.finding("total_output")
    assert found is not None
    # A mean that the other two years reach is reached; so is output or revenue by revenue.
    is_met = standard.id == "guangzhou" or made.chosen is not None
    assert found.status is (Status.MET if is_met else Status.UNKNOWN)
    assert made.window.doubted == {("total_output", 3)}


def test_a_doubt_in_a_year_before_the_window_changes_nothing() -> None:
    good = passing(ZHUHAI)
    years = sorted(good.observations["total_output"])
    old = years[0] - 1
    seen = Observation("total_output", old, D(1), "亿元", Cell("", "C1"), doubt="C201")
    series = {**good.observations["total_output"], old: seen}
    older = good._replace(observations={**good.observations, "total_output": series})
    made = assess(older, ZHUHAI, as_of=AS_OF)
    assert made.window.doubted == frozenset()
    assert statuses(made) == statuses(assess(good, ZHUHAI, as_of=AS_OF))


def test_growth_from_a_doubted_base_figure_is_open_and_that_of_the_three_years_is_not() -> None:
    """20 to 25 % a year, where more than 8 % is wanted."""
    one = doubted(cluster({"total_output": row(100, 120, 150, 180)}), "total_output", 2021)
    finding = assess(one, ZHUHAI, as_of=AS_OF).finding("output_growth")
    assert finding is not None
    assert {o.reading: o.status.value for o in finding.outcomes if o.reading != "dominant"} == {
        "geometric_base": "unknown",
        "geometric_three": "met",
        "arithmetic_base": "unknown",
        "arithmetic_three": "met",
    }
    assert finding.status is Status.UNKNOWN


@pytest.mark.parametrize(("year", "status"), [(2022, "met"), (2023, "met"), (2024, "unknown")])
def test_a_rate_of_an_older_year_that_is_doubted_does_not_keep_its_parts_from_standing_in(
    year: int, status: str
) -> None:
    """20 of 100 enterprises, at least 15 %; the rate itself is blank in the last year."""
    figures = {"iiot_adoption_rate": row("-"), "iiot_enterprises": row(20), "enterprises": row(100)}
    one = doubted(cluster({"total_output": row(40, 46, 53, 61), **figures}), "iiot_adoption_rate", year)
    assert statuses(assess(one, ZHUHAI, as_of=AS_OF))["iiot_adoption"] == status


@pytest.mark.parametrize(
    ("year", "status"), [(2021, "met"), (2022, "unknown"), (2023, "unknown"), (2024, "unknown")]
)
def test_of_a_trend_a_doubt_in_any_of_the_three_years_does(year: int, status: str) -> None:
    """Emissions over output fall in each year; the intensity itself is blank."""
    figures = {
        "co2_intensity": row("-"),
        "co2_emissions": row(400, 390, 380, 370),
        "total_output": row(40, 46, 53, 61),
    }
    one = doubted(cluster(figures), "co2_intensity", year)
    assert statuses(assess(one, ZHUHAI, as_of=AS_OF))["co2_intensity_trend"] == status


@pytest.mark.parametrize(
    ("figures", "floor", "ceiling"),
    [
        # At least 15 patents on 10,000 people, for the SMEs' are among all.
        ({"sme_invention_patents": 30, "employees": 20000}, "met", "missed"),
        # At most 5, for the SMEs' people are among all.
        ({"invention_patents": 10, "sme_employees": 20000}, "missed", "met"),
        ({"sme_invention_patents": 20, "employees": 20000}, "unknown", "unknown"),
        ({"invention_patents": 30, "sme_employees": 20000}, "unknown", "unknown"),
        ({"sme_invention_patents": 24, "employees": 20000}, "met", "unknown"),
        ({"invention_patents": 24, "sme_employees": 20000}, "unknown", "met"),
        ({"invention_patents": 24}, "unknown", "unknown"),
    ],
)
def test_parts_and_wholes_settle_patents_on_12_per_10_000_of_which_a_figure_is_blank(
    figures: dict[str, int], floor: str, ceiling: str
) -> None:
    threshold = next(one for one in ZHUHAI.thresholds() if one.id == "patents_per_10k")
    assert (threshold.op, threshold.limit) == (">=", 12)
    rows = {**{id: row(figure) for id, figure in figures.items()}, "total_output": row(40, 46, 53, 61)}
    for op, status in ((">=", floor), ("<=", ceiling)):
        alone = ZHUHAI._replace(criteria=(threshold._replace(op=op),))
        assert assess(cluster(rows), alone, as_of=AS_OF).findings[0].status == status


# -- forms of other standards


def foreign(good: Cluster, **answers: Answer) -> Cluster:
    profile = {**good.profile, "standard": ProfileEntry("guangzhou@2024", Cell("基本信息", "C5"))}
    return good._replace(profile=profile, answers={**good.answers, **answers})


NAMES = {one.id: one.name.zh for one in ZHUHAI.attestations()}


@pytest.mark.parametrize(
    ("id", "value", "question", "status", "said"),
    [
        ("brand_awareness", True, NAMES["brand_awareness"], "met", False),
        ("brand_awareness", False, NAMES["brand_awareness"], "missed", False),
        ("brand_awareness", True, f" {NAMES['brand_awareness']}。", "met", False),
        ("brand_awareness", True, "", "met", False),
        ("brand_awareness", True, "有国际品牌", "unknown", True),
        ("brand_awareness", False, "有国际品牌", "unknown", True),
        ("brand_awareness", None, "有国际品牌", "unknown", False),
        ("no_major_incidents", True, "没有事故", "unknown", True),
        ("no_major_incidents", False, "没有事故", "missed", False),
    ],
)
def test_answers_of_another_form_count_where_they_were_asked_in_the_same_words(
    id: str, value: bool | None, question: str, status: str, said: bool
) -> None:
    answer = Answer(value, Cell("定性条件", "C9"), "凭证", question=question)
    made = assess(foreign(passing(ZHUHAI), **{id: answer}), ZHUHAI, as_of=AS_OF)
    assert statuses(made)[id] == status
    facts = [p.facts for p in made.problems if p.code == "A332"]
    assert facts == (
        [{"asked": question, "name": next(a.name for a in ZHUHAI.attestations() if a.id == id)}]
        if said
        else []
    )


def test_a_condition_that_was_not_asked_hides_none_that_was_asked_otherwise() -> None:
    answer = Answer(True, Cell("定性条件", "C9"), "凭证", question="有国际品牌")
    profile = {"standard": ProfileEntry("guangzhou@2024", Cell("基本信息", "C5"))}
    made = assess(Cluster("x", profile, {}, {"brand_awareness": answer}), ZHUHAI, as_of=AS_OF)
    assert [p.where.cell for p in made.problems if p.code == "A332"] == ["C9"]


def test_a_form_of_ones_own_is_not_asked_for_its_words() -> None:
    answer = Answer(True, Cell("定性条件", "C9"), "凭证", question="有国际品牌")
    good = passing(ZHUHAI)
    made = assess(good._replace(answers={**good.answers, "brand_awareness": answer}), ZHUHAI, as_of=AS_OF)
    assert statuses(made)["brand_awareness"] == "met"
    assert "A332" not in {p.code for p in made.problems}


KINDS = (
    "high_tech_enterprises",
    "specialised_smes",
    "innovative_smes",
    "chain_leaders",
    "manufacturing_champions",
)


@pytest.mark.parametrize(
    ("made_for", "each", "given", "doubt", "status"),
    [
        ("zhuhai@2024", 2, 10, None, "met"),
        ("zhuhai@2024", 2, 9, None, "missed"),
        ("zhuhai@2024", 10, 10, "C201", "unknown"),
        ("zhuhai@2024", 1, 6, None, "unknown"),  # more than its kinds together
        # Of another form it counts other kinds: neither it nor its doubt matters.
        ("guangzhou@2024", 10, 10, "C201", "met"),
        ("guangzhou@2024", 1, 50, "C201", "missed"),
        ("guangzhou@2024", 1, 50, None, "missed"),
        ("guangzhou@2024", 2, 9, None, "unknown"),
    ],
)
def test_a_count_of_each_firm_once_is_of_the_form_it_was_asked_in(
    made_for: str, each: int, given: int, doubt: str | None, status: str
) -> None:
    figures = {
        **{kind: row(each) for kind in KINDS},
        "national_champions": row(0),
        "quality_enterprises": row(given),
    }
    one = cluster({"total_output": row(40, 46, 53, 61), **figures}, {"standard": made_for})
    if doubt is not None:
        one = doubted(one, "quality_enterprises", 2024)
    found = assess(one, ZHUHAI, as_of=AS_OF).finding("quality_enterprises")
    assert found is not None
    assert found.status.value == status


@pytest.mark.parametrize(
    ("indicator", "national", "any_level"),
    [
        ("dominant_national_champions_and_giants", "unknown", "unknown"),
        # Of any level it is another count, and one national firm is one of any level.
        ("dominant_champions_and_giants", "met", "unknown"),
        ("little_giants", "met", "met"),
    ],
)
def test_a_doubt_in_the_count_of_either_level_leaves_open_what_rests_on_it(
    indicator: str, national: str, any_level: str
) -> None:
    hainan = STANDARDS["hainan@2023"]
    threshold = next(one for one in hainan.thresholds() if one.id == "champions_and_giants")
    counts = ("dominant_national_champions_and_giants", "dominant_champions_and_giants", "little_giants")
    one = doubted(cluster({id: row(40, 46, 53, 2) for id in counts}), indicator, 2024)
    (finding,) = assess(one, hainan._replace(criteria=(threshold,)), as_of=AS_OF).findings
    assert [(o.reading, o.status.value) for o in finding.outcomes] == [
        ("national", national), ("any_level", any_level),
    ]  # fmt: skip


def test_bounds_that_meet_are_not_the_count_of_a_blank_cell() -> None:
    """Two of any level, and all champions are national ones: two national ones, though that cell is blank."""
    hainan = STANDARDS["hainan@2023"]
    threshold = next(one for one in hainan.thresholds() if one.id == "champions_and_giants")
    figures = {
        "dominant_champions_and_giants": row(2),
        "manufacturing_champions": row(3),
        "national_champions": row(3),
        "little_giants": row(1),
    }
    alone = hainan._replace(criteria=(threshold,))
    (finding,) = assess(cluster({"total_output": row(40), **figures}), alone, as_of=AS_OF).findings
    assert [(o.reading, o.measure) for o in finding.outcomes] == [
        ("national", Range(D(2), D(2))),
        ("any_level", Range(D(2), D(2), given=True)),
    ]


def test_a_count_that_leaves_one_figure_at_the_other_level_is_that_figure() -> None:
    """All champions are national ones, so 12 firms with any are 12 with national ones."""
    figures = {
        **{kind: row(3) for kind in KINDS},
        "national_champions": row(3),
        "quality_enterprises": row(12),
    }
    made = assess(cluster({"total_output": row(40), **figures}), ZHUHAI, as_of=AS_OF)
    found = made.finding("quality_enterprises")
    assert found is not None
    assert {o.reading: o.measure for o in found.outcomes} == dict.fromkeys(
        ("any_level", "national"), Range(D(12), D(12), given=True)
    )


# -- years


def years(*filled: int, blank: tuple[int, ...] = ()) -> Cluster:
    cells = {year: Observation("total_output", year, D(40), "亿元", Cell("", f"C{year}")) for year in filled}
    cells |= {year: Observation("total_output", year, None, "亿元", Cell("", f"C{year}")) for year in blank}
    return Cluster("x.xlsx", {}, {"total_output": cells})


@pytest.mark.parametrize(
    ("filled", "blank", "said"),
    [
        ((2021, 2022, 2023, 2024), (), {}),
        ((2022, 2023, 2024), (), {}),
        ((2022, 2023, 2024), (2021,), {"A303": {"year": 2021}}),
        ((2020, 2022, 2023, 2024), (), {"A303": {"year": 2021}}),
        ((2022, 2023, 2024), (2020,), {"A307": {"years": ["2020"]}}),
        ((2021, 2022, 2023, 2024, 2025), (), {"A304": {"years": ["2025"], "day": "2025-06-30"}}),
        ((2021, 2022, 2023, 2024), (2025,), {}),
        ((2021, 2022, 2024), (), {"A301": {"years": ["2023"]}}),
        ((2021, 2022, 2024), (2023,), {"A301": {"years": ["2023"]}}),
        ((2023, 2024), (), {"A302": {"years": ["2022"]}}),
        ((2024,), (), {"A302": {"years": ["2022", "2023"]}}),
        ((2022, 2024), (), {"A301": {"years": ["2023"]}}),
        ((2020, 2022, 2024), (), {"A301": {"years": ["2023"]}}),
        ((2022, 2024), (2021,), {"A301": {"years": ["2023"]}}),
        ((2021, 2024), (), {"A301": {"years": ["2022", "2023"]}}),
        ((2020, 2021, 2022, 2023), (), {"A305": {"year": 2023, "expected": 2024}}),
        (
            (2020, 2021, 2022, 2023),
            (2024,),
            {"A305": {"year": 2023, "expected": 2024}, "A307": {"years": ["2024"]}},
        ),
        ((2025, 2026), (), {"A304": {"years": ["2025", "2026"], "day": "2025-06-30"}, "A306": {}}),
        ((), (2024,), {"A306": {}}),
    ],
)
def test_what_is_said_of_the_years(
    filled: tuple[int, ...], blank: tuple[int, ...], said: dict[str, dict]
) -> None:
    window = look_at(years(*filled, blank=blank), AS_OF)
    assert {p.code: dict(p.facts) for p in window.problems} == said


def area(**by_year: object) -> Cluster:
    cells = {
        int(year[1:]): Observation(
            "land_area",
            int(year[1:]),
            None if value is None else D(str(value)),
            "平方公里",
            Cell("", f"D{year}"),
        )
        for year, value in by_year.items()
    }
    good = passing(ZHUHAI)
    return good._replace(observations={**good.observations, "land_area": cells})


@pytest.mark.parametrize(
    ("cells", "status"),
    [
        ({"y2022": 99, "y2023": None, "y2024": None}, "met"),
        ({"y2022": 99, "y2023": 101, "y2024": None}, "missed"),
        ({"y2022": 101, "y2024": 99}, "met"),
        ({"y2022": None, "y2024": None}, "unknown"),
        ({"y2019": 101}, "missed"),
        ({"y2024": 99, "y2026": 101}, "met"),
    ],
)
def test_what_is_asked_once_stands_in_any_year_that_is_over(cells: dict[str, object], status: str) -> None:
    assert statuses(assess(area(**cells), ZHUHAI, as_of=AS_OF))["land_area"] == status


def test_the_three_years_and_the_base_year() -> None:
    window = look_at(years(2019, 2020, 2021, 2022, 2023, 2024), AS_OF)
    assert (window.years, window.three, window.base_year) == (
        (2021, 2022, 2023, 2024),
        (2022, 2023, 2024),
        2021,
    )
    short = look_at(years(2023, 2024), AS_OF)
    assert (short.three, short.base_year) == ((2023, 2024), None)
    empty = look_at(years(), AS_OF)
    assert (empty.years, empty.three, empty.base_year) == ((), (), None)
    assert look_at(years(2022, 2023, 2024), date(2025, 1, 1)).years[-1] == 2024
    assert look_at(years(2022, 2023, 2024), date(2024, 12, 31)).years[-1] == 2023


# -- which miss is the larger


def gradient(champions: int, kinds: tuple[int, ...], standard: Standard = ZHUHAI) -> Assessment:
    """A cluster whose counts are known between bounds: no count of each firm once."""
    figures = {kind: row(n) for kind, n in zip(KINDS, kinds, strict=True)}
    figures |= {
        "national_champions": row(0),
        "little_giants": row(champions),
        "total_output": row(40, 46, 53, 61),
    }
    return assess(cluster(figures), standard, as_of=AS_OF)


def test_of_misses_known_between_bounds_the_least_that_is_lacking_orders() -> None:
    far, near = gradient(0, (1, 1, 1, 0, 0)), gradient(0, (3, 3, 3, 0, 0))
    gaps = []
    for made in (far, near):
        found = made.finding("quality_enterprises")
        assert found is not None
        assert found.outcome is not None
        assert isinstance(found.outcome.measure, Range)
        gap = gap_of(found, made)
        assert gap is not None
        gaps.append((gap.amount, gap.most, relative_gap(found)))
    # 1 to 3 firms of 10: 7 to 9 are lacking; 3 to 9 firms: 1 to 7.
    assert [(amount, most) for amount, most, _ in gaps] == [(7, 9), (1, 7)]
    assert gaps[0][2] > gaps[1][2] > 0


def test_the_nearest_alternative_is_that_of_the_least_relative_gap() -> None:
    made = gradient(0, (3, 3, 3, 0, 0))
    found = made.finding("enterprise_gradient")
    assert found is not None
    assert found.status is Status.MISSED
    gap = gap_of(found, made)
    assert gap is not None
    # One firm of one is lacking there, one of ten here.
    assert (gap.branch, gap.amount) == ("quality_enterprises", 1)
    assert relative_gap(found) == min(relative_gap(branch) for branch in found.branches)


# -- what a reading rests on


@pytest.mark.parametrize(
    ("id", "reading", "looked_at", "shown"),
    [
        ("land_area", "once", [2024], [2024]),
        ("total_output", "every_year", [2022, 2023, 2024], [2022, 2023, 2024]),
        ("sme_output_share", "latest", [2024, 2024], [2022, 2023, 2024]),
        ("sme_output_share", "totals", [2022, 2022, 2023, 2023, 2024, 2024], [2022, 2023, 2024]),
        ("output_growth", "geometric_base", [2021, 2022, 2023, 2024], [2021, 2022, 2023, 2024]),
        ("output_growth", "geometric_three", [2022, 2023, 2024], [2021, 2022, 2023, 2024]),
        ("industrial_software_trend", "each_step", [2022, 2023, 2024], [2022, 2023, 2024]),
        ("industrial_software_trend", "from_base", [2021, 2022, 2023, 2024], [2021, 2022, 2023, 2024]),
    ],
)
def test_the_years_a_reading_looks_at_and_shows(
    id: str, reading: str, looked_at: list[int], shown: list[int]
) -> None:
    figures = {
        "land_area": row(60),
        "total_output": row(40, 46, 53, 61),
        "sme_output": row(32, 37, 43, 50),
        "industrial_software_rate": row(48, 52, 55, 61),
    }
    made = assess(cluster(figures), ZHUHAI, as_of=AS_OF)
    found = made.finding(id)
    assert found is not None
    outcome = next(one for one in found.outcomes if one.reading == reading)
    threshold = found.criterion
    assert isinstance(threshold, Threshold)
    rests_on = sorted(seen.year for seen in observations_of(outcome, threshold, made))
    assert rests_on == looked_at
    assert sorted(series_of(outcome, threshold, made)) == shown


GROWTHS = [(standard, one) for standard, one in THRESHOLDS if one.over is Over.GROWTH]


@pytest.mark.parametrize(
    "before", [D(30), Bounds(Qualifier.ABOUT, D(30), D(1), D(60))], ids=["exact", "inexact"]
)
@pytest.mark.parametrize(("standard", "threshold"), GROWTHS, ids=[f"{s.label}-{t.id}" for s, t in GROWTHS])
def test_no_growth_comes_of_a_figure_below_zero(
    standard: Standard, threshold: Threshold, before: Decimal | Bounds
) -> None:
    figures: LooseFigures = {id: [D(20), D(25), before, D(-5)] for id in indicators_of(threshold)}
    finding, _ = found(standard, threshold, figures)
    assert finding.status is Status.UNKNOWN
