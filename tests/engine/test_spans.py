"""Windows of two years, the newest year's growth alone, and a rise of so many points a year, against a naive oracle."""

from __future__ import annotations

import operator
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

import pytest
from at_hand import AS_OF, Row, anchored, cluster, row
from hypothesis import given
from hypothesis import strategies as st
from own_standards import faults_of, own_standard

from clustercheck.cases.coverage import Coverage
from clustercheck.engine.assessment import assess
from clustercheck.engine.gaps import Gap, gap_of
from clustercheck.model.cluster import Bounds, Qualifier
from clustercheck.model.findings import Assessment, Finding
from clustercheck.reports.wording.words import requirement_words
from clustercheck.texts.messages import use_language

OWN = own_standard(
    """
    - id: iiot_adoption
      rise: ">= 0.5 个百分点"
      readings: [each_rise, last_rise, mean_rise]
      wording: 普及率年度提升不低于0.5个百分点
    - {id: total_output, every_year: ">= 40 亿元", years: 2, wording: 近两年产值均在40亿元以上}
    - {id: two_years, subject: sme_rd_growth, name: {zh: 近两年研发增长, en: R&D of two years}, growth: ">= 5 %", years: 2,
       readings: [geometric_three, arithmetic_three, last_growth], wording: 近两年年均增长不低于5%}
    - {id: newest, subject: sme_rd_growth, name: {zh: 上年研发增长, en: R&D of the last year}, growth: "> 5 %", years: 1,
       wording: 上年增长高于5%}
    - {id: mean_share, subject: sme_output_share, name: {zh: 近两年占比, en: Share of two years}, average: "> 60 %", years: 2,
       readings: [mean_of_two, each_of_two, latest], wording: 近两年平均高于60%}
    """
)


def made(reading: str = "default", **figures: Row) -> Assessment:
    return assess(
        cluster(anchored(figures), answers={"no_major_incidents": True}), OWN, as_of=AS_OF, reading=reading
    )


def found(id: str, **figures: Row) -> Finding:
    finding = made(**figures).finding(id)
    assert finding is not None
    return finding


def gap(id: str, **figures: Row) -> Gap:
    one = made(**figures)
    finding = one.finding(id)
    assert finding is not None
    lacking = gap_of(finding, one)
    assert lacking is not None
    return lacking


@pytest.mark.parametrize(
    ("rates", "status"),
    [
        (row(10, "10.5", 11), "met"),
        (row(10, "10.49", 11), "missed"),
        (row(10, "-", 11), "unknown"),
        (row(10, "-", "10.99"), "missed"),
        (row("-", 10, "10.4"), "missed"),
        (row("99.8", 100, 100), "met"),
        (row(100, "99.9", 100), "missed"),
    ],
)
def test_a_rate_rises_by_so_many_points_every_year(rates: Row, status: str) -> None:
    assert found("iiot_adoption", iiot_adoption_rate=rates).status.value == status


def test_what_a_rise_lacks_and_when_it_is_behind() -> None:
    lacking = gap("iiot_adoption", iiot_adoption_rate=row(10, "10.2", 11))
    assert (str(lacking.amount), lacking.unit, lacking.year, lacking.equivalents) == (
        "0.3",
        "个百分点",
        2023,
        (),
    )
    assert lacking.free_from == 2026
    assert lacking.target is not None
    assert (lacking.target.op, str(lacking.target.value), lacking.target.unit) == (">=", "11.5", "%")


@pytest.mark.parametrize(
    ("rates", "free_from", "asked"),
    [
        # The short step is the last one: behind when 2023 has left the window.
        (row(10, 11, "11.2"), 2027, "11.7"),
        (row(10, "10.2", "10.4"), 2027, "10.9"),
        # Over a blank year, two steps in one.
        (row(10, "-", "10.9"), 2027, "11.4"),
        (row(99, "99.1", "99.8"), 2026, "100"),
    ],
)
def test_from_when_a_short_rise_is_behind(rates: Row, free_from: int, asked: str) -> None:
    lacking = gap("iiot_adoption", iiot_adoption_rate=rates)
    assert lacking.target is not None
    assert (lacking.free_from, str(lacking.target.value)) == (free_from, asked)


@pytest.mark.parametrize(
    ("output", "status"),
    [(row(1, 1, 40, 40), "met"), (row(99, 99, 39, 40), "missed"), (row(99, 99, "-", 41), "unknown")],
)
def test_two_years_look_at_two(output: Row, status: str) -> None:
    assert found("total_output", total_output=output).status.value == status


def test_a_missed_year_of_two_is_behind_a_year_sooner() -> None:
    lacking = gap("total_output", total_output=row(99, 99, 39, 41))
    assert (lacking.year, lacking.free_from) == (2023, 2026)


@pytest.mark.parametrize(
    ("spending", "two_years", "newest"),
    [
        (row(1, 100, 100, "110.25"), "met", "met"),
        (row(1, 100, 110, "110.25"), "met", "missed"),
        (row(1, 100, 100, "110.24"), "missed", "met"),
        (row(1, 100, 100, 105), "missed", "missed"),
        (row(1, "-", 100, 106), "unknown", "met"),
    ],
)
def test_growth_of_two_years_and_of_the_newest(spending: Row, two_years: str, newest: str) -> None:
    assert found("two_years", sme_rd_spending=spending).status.value == two_years
    assert found("newest", sme_rd_spending=spending).status.value == newest


@pytest.mark.parametrize("id", ["two_years", "newest"])
def test_the_target_of_the_next_year_passes(id: str) -> None:
    figures = [Decimal(n) for n in (1, 100, 101, 102)]
    lacking = gap(id, sme_rd_spending=list(figures))
    assert lacking.target is not None
    for more, status in ((Decimal("0.01"), "met"), (Decimal("-0.01"), "missed")):
        later = [*figures[1:], lacking.target.value + more]
        assert found(id, sme_rd_spending=list(later)).status.value == status


def test_a_mean_of_two_years_in_its_readings() -> None:
    finding = found("mean_share", sme_output=row(0, 0, 59, 62), total_output=row(100, 100, 100, 100))
    assert [(one.reading, one.status.value) for one in finding.outcomes] == [
        ("mean_of_two", "met"),
        ("each_of_two", "missed"),
        ("latest", "met"),
    ]
    assert finding.sensitive


figure = st.one_of(st.none(), st.integers(1, 900).map(lambda n: Decimal(n) / 10))
rows = st.lists(figure, min_size=4, max_size=4)
whole_rows = st.lists(st.integers(1, 900).map(lambda n: Decimal(n) / 10), min_size=4, max_size=4)
Fractions = list[Fraction | None]


def _rise(values: Fractions) -> bool | None:
    known = [(at, one) for at, one in enumerate(values) if at and one is not None]
    short = any(b - a < Fraction(1, 2) * (j - i) for (i, a), (j, b) in combinations(known, 2) if b < 100)
    return False if short else True if len(known) == 3 else None


def _two(values: Fractions) -> bool | None:
    held = [None if one is None else one >= 40 for one in values[2:]]
    return False if False in held else None if None in held else True


def _grown(
    values: Fractions, first: int, rate: str, compare: Callable[[Fraction, Fraction], bool]
) -> bool | None:
    looked_at = values[first:]
    if None in looked_at:
        return None
    start, last = looked_at[0], looked_at[-1]
    assert start is not None
    assert last is not None
    return compare(last / start, Fraction(rate) ** (len(looked_at) - 1))


WORDS = {True: "met", False: "missed", None: "unknown"}


@given(rows)
def test_each_is_what_a_naive_reckoning_comes_to(figures: Row) -> None:
    values = [None if one is None else Fraction(one) for one in figures]
    one = made(iiot_adoption_rate=figures, total_output=figures, sme_rd_spending=figures)
    statuses = {finding.criterion.id: finding.status.value for finding in one.findings}
    assert statuses["iiot_adoption"] == WORDS[_rise(values)]
    assert statuses["total_output"] == WORDS[_two(values)]
    assert statuses["two_years"] == WORDS[_grown(values, 1, "1.05", operator.ge)]
    assert statuses["newest"] == WORDS[_grown(values, 2, "1.05", operator.gt)]


@given(whole_rows, st.integers(1, 3), st.integers(0, 5))
def test_bounds_never_say_what_one_of_their_figures_denies(figures: Row, at: int, width: int) -> None:
    low = figures[at]
    assert low is not None
    bounds = Bounds(Qualifier.ABOUT, low, low, low + width)
    loose = [bounds if number == at else one for number, one in enumerate(figures)]
    names = ("iiot_adoption_rate", "total_output", "sme_rd_spending")
    inexact = made(**dict.fromkeys(names, loose))  # type: ignore[arg-type]
    for value in (low, low + width, low + Decimal(width) / 2):
        exact = made(**{name: [value if n == at else one for n, one in enumerate(figures)] for name in names})
        for open_one, sure in zip(inexact.findings, exact.findings, strict=True):
            assert open_one.status.value in ("unknown", sure.status.value)


def test_the_words() -> None:
    use_language("en")
    said = [requirement_words(one) for one in OWN.thresholds()]
    assert said == [
        "rising by at least 0.5 points a year",
        "at least 40 x 100m yuan in each of the last two years",
        "at least 5% a year over the last two years",
        "more than 5% over the year before",
        "more than 60% on average of the last two years",
    ]


def test_cases_have_to_show_them() -> None:
    wanted = set(Coverage(OWN).lacking())
    assert {"iiot_adoption just below", "iiot_adoption differing by mean_rise", "newest exactly on"} <= wanted


@pytest.mark.parametrize(
    ("criterion", "code", "text"),
    [
        ('{id: total_output, latest: ">= 4 亿元", years: 2, wording: 4亿元以上}', "S148", "2"),
        ('{id: total_output, every_year: ">= 4 亿元", years: 5, wording: 4亿元以上}', "S148", "5"),
        ('{id: iiot_adoption, rise: ">= 4 %", wording: 提升4%以上}', "S111", '">= 4 %"'),
        ('{id: iiot_adoption, rise: "<= 4 个百分点", wording: 提升不超过4个百分点}', "S110", '"<= 4'),
        ('{id: output_growth, rise: ">= 4 个百分点", wording: 提升4个百分点以上}', "", ""),
        ("{id: x, years: 2, attest: {zh: 甲, en: A}}", "S134", "2"),
    ],
)
def test_a_fault_is_found_where_it_stands(criterion: str, code: str, text: str) -> None:
    faults = faults_of(f"- {criterion}")
    if code:
        assert [one for one, _ in faults] == [code]
        assert faults[0][1].startswith(text)
    else:
        assert [one for one, _ in faults] == ["S126"]
