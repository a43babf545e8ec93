"""产值或营业收入: chosen once for the whole cluster, the more favourable of the two, never mixed."""

from __future__ import annotations

import operator
from decimal import Decimal
from fractions import Fraction

import pytest
from at_hand import AS_OF, YEARS, Row, anchored, cluster, row
from hypothesis import given
from hypothesis import strategies as st
from own_standards import faults_of, own_standard

from clustercheck.cases.coverage import Coverage
from clustercheck.engine.assessment import assess
from clustercheck.form.notes import needs_of
from clustercheck.model.findings import Assessment, Status, Verdict
from clustercheck.reports.assessment.json import as_object
from clustercheck.reports.assessment.jsonl import piece_jsonl
from clustercheck.reports.wording.remarks import remarks_of

OWN = own_standard(
    """
    - id: total_output
      every_year: ">= 40 亿元"
      either: [output, revenue]
      wording: 近三年产值或营业收入在40亿元以上
    - id: sme_output_share
      latest: "> 70 %"
      either: [output, revenue]
      readings: [latest, every_year]
      wording: 中小企业产值（或营业收入）占比高于70%
    - id: dominant_output_share
      latest: "> 60 %"
      wording: 主导产业产值占比高于60%
    """
)
OUTPUT = {"total_output": row(40, 41, 42, 43), "sme_output": row(30, 30, 30, 31)}
REVENUE = {"operating_revenue": row(50, 51, 52, 53), "sme_revenue": row(40, 40, 40, 41)}
DOMINANT = {"dominant_output": row(30, 30, 30, 30)}


def made(figures: dict[str, Row], reading: str = "default") -> Assessment:
    one = cluster(anchored(figures), answers={"no_major_incidents": True})
    return assess(one, OWN, as_of=AS_OF, reading=reading)


def statuses(assessment: Assessment) -> list[str]:
    return [finding.status.value for finding in assessment.findings[1:]]


def test_either_is_enough_and_the_report_says_which() -> None:
    by_output = made({**OUTPUT, **DOMINANT})
    assert (by_output.verdict, by_output.chosen and by_output.chosen.id) == (Verdict.MET, "output")
    figures = {**OUTPUT, **REVENUE, **DOMINANT, "total_output": row(39, 39, 39, 39)}
    by_revenue = made(figures)
    assert (by_revenue.verdict, by_revenue.chosen and by_revenue.chosen.id) == (Verdict.MET, "revenue")
    assert by_revenue.findings[1].criterion.name.zh == "近三年产值（按营业收入）"
    assert [remark.id for remark in remarks_of(by_revenue)] == ["chosen"]
    assert as_object(by_revenue)["chosen"] == {
        "id": "revenue",
        "others": [{"id": "output", "missed": 1, "unknown": 0}],
    }
    assert '"chosen": {"id": "revenue", "others": [{"id": "output"' in piece_jsonl(by_revenue).decode()


def test_the_two_are_never_mixed() -> None:
    """Output passes one threshold and revenue the other: neither passes both."""
    figures = {
        **OUTPUT,
        **REVENUE,
        **DOMINANT,
        "total_output": row(39, 39, 39, 39),
        "sme_revenue": row(1, 1, 1, 1),
    }
    found = made(figures)
    assert found.verdict is Verdict.MISSED
    assert Status.MISSED in {finding.status for finding in found.findings[1:3]}


def test_years_are_never_mixed() -> None:
    figures = {
        **OUTPUT,
        **DOMINANT,
        "total_output": row(41, "-", 42, 43),
        "operating_revenue": row("-", 99, "-", "-"),
    }
    assert statuses(made(figures))[0] == "unknown"


def test_a_miss_by_one_leaves_open_what_the_other_does_not_give() -> None:
    found = made({**OUTPUT, **DOMINANT, "total_output": row(39, 39, 39, 39)})
    assert (found.verdict, found.chosen and found.chosen.id) == (Verdict.INCOMPLETE, "revenue")
    assert found.chosen is not None
    assert [tuple(other) for other in found.chosen.others] == [("output", 1, 0)]


def test_what_has_no_choice_goes_by_its_own_figures() -> None:
    figures = {**OUTPUT, **REVENUE, "dominant_output": row("-"), "dominant_revenue": row(50, 50, 50, 50)}
    found = made({**figures, "total_output": row(39, 39, 39, 39)})
    assert statuses(found)[2] == "unknown"


@pytest.mark.parametrize("reading", ["default", "strict"])
def test_strict_chooses_by_what_it_finds(reading: str) -> None:
    """Output is short in an earlier year, by the other reading alone: strictly revenue decides."""
    figures = {**OUTPUT, **REVENUE, **DOMINANT, "sme_output": row(20, 20, 20, 31)}
    found = made(figures, reading)
    assert found.verdict is Verdict.MET
    assert found.chosen is not None
    assert found.chosen.id == ("output" if reading == "default" else "revenue")


figure = st.one_of(st.none(), st.integers(0, 600).map(lambda n: Decimal(n) / 10))
series = st.lists(figure, min_size=3, max_size=3).map(lambda three: [None, *three])


def naive(total: Row, sme: Row) -> str:
    """Met, missed or unknown by one choice alone."""
    found = [None if one is None else operator.ge(one, 40) for one in total[1:]]
    output = "missed" if False in found else "unknown" if None in found else "met"
    if total[3] is None or sme[3] is None or not total[3]:
        share = "unknown"
    else:
        share = "met" if Fraction(sme[3]) / Fraction(total[3]) > Fraction(7, 10) else "missed"
    both = {output, share}
    return "missed" if "missed" in both else "unknown" if "unknown" in both else "met"


@given(series, series, series, series)
def test_the_verdict_is_that_of_the_better_choice(
    total: Row, sme: Row, revenue: Row, sme_revenue: Row
) -> None:
    figures = {
        "total_output": total,
        "sme_output": sme,
        "operating_revenue": revenue,
        "sme_revenue": sme_revenue,
    }
    found = {finding.status.value for finding in made(figures).findings[1:3]}
    came_to = "missed" if "missed" in found else "unknown" if "unknown" in found else "met"
    choices = {naive(total, sme), naive(revenue, sme_revenue)}
    assert came_to == next(each for each in ("met", "unknown", "missed") if each in choices)


def test_the_form_asks_for_both() -> None:
    needs = needs_of(OWN, YEARS)
    assert {"total_output", "sme_output", "operating_revenue", "sme_revenue"} <= needs.keys()
    assert "不能混用" in needs["operating_revenue"].note
    assert not needs["operating_revenue"].required


def test_cases_have_to_show_each_choice() -> None:
    coverage = Coverage(OWN)
    assert {"choice of output", "choice of revenue"} <= set(coverage.lacking())
    coverage.add(made({**OUTPUT, **REVENUE, **DOMINANT, "total_output": row(39, 39, 39, 39)}))
    assert "choice of revenue" not in coverage.lacking()


@pytest.mark.parametrize(
    "lines",
    [
        'id: total_output\n  every_year: ">= 40 亿元"\n  either: [revenue, output]\n  wording: 产值在40亿元以上',
        'id: patent_growth\n  growth: ">= 5 %"\n  either: [output, revenue]\n  wording: 年均增长率不低于5%',
        'id: total_output\n  every_year: ">= 40 亿元"\n  readings: [every_year, revenue]\n  either: [output, revenue]\n'
        "  wording: 产值在40亿元以上",
    ],
)
def test_what_cannot_be_chosen_is_a_fault(lines: str) -> None:
    found = faults_of(f"- {lines}\n")
    assert [code for code, _ in found] == ["S145"]
    assert found[0][1].startswith("[")
