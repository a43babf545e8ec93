"""A blank base figure is named and leaves its criterion open strictly; a base of 0 is said."""

from decimal import Decimal

import pytest
from at_hand import AS_OF, cluster, found, row, threshold_of

from clustercheck.engine.assessment import assess
from clustercheck.engine.base_year import base_year_used
from clustercheck.model.cluster import Bounds, Qualifier
from clustercheck.model.findings import Status


def test_a_base_figure_left_out_is_no_quiet_pass() -> None:
    """With the base of 100 growth misses 8 %; without, the three years pass."""
    standard, threshold = threshold_of("zhuhai", "sme_rd_growth")
    whole, _ = found(standard, threshold, {"sme_rd_spending": row(100, 100, 109, 119)})
    assert whole.status is Status.MISSED
    finding, made = found(standard, threshold, {"sme_rd_spending": row("-", 100, 109, 119)})
    assert (finding.status, finding.sensitive) == (Status.MET, True)
    said = [problem for problem in made.problems if problem.code == "A350"]
    assert [str(problem.where.within_file) for problem in said] == ["指标!sme_rd_spending.2021"]
    strict, _ = found(standard, threshold, {"sme_rd_spending": row("-", 100, 109, 119)}, "strict")
    assert (strict.status, strict.sensitive) == (Status.UNKNOWN, True)


def test_a_miss_of_the_three_years_stays_one_strictly() -> None:
    standard, threshold = threshold_of("zhuhai", "sme_rd_growth")
    strict, _ = found(standard, threshold, {"sme_rd_spending": row("-", 100, 100, 100)}, "strict")
    assert strict.status is Status.MISSED


def test_a_workbook_without_a_base_year_lacks_no_cell() -> None:
    standard, threshold = threshold_of("zhuhai", "sme_rd_growth")
    alone = standard._replace(criteria=(threshold,))
    made = cluster({"sme_rd_spending": row("-", 100, 109, 119)})
    one = assess(made, alone, as_of=AS_OF, reading="strict")
    assert (one.findings[0].status, one.findings[0].sensitive) == (Status.MET, False)
    assert "A350" not in {problem.code for problem in one.problems}
    assert base_year_used(one) is None


def test_a_base_year_is_named_where_a_row_rests_on_it() -> None:
    standard, threshold = threshold_of("zhuhai", "sme_rd_growth")
    _, made = found(standard, threshold, {"sme_rd_spending": row("-", 100, 109, 119)})
    assert (made.window.base_year, base_year_used(made)) == (2021, None)
    _, made = found(standard, threshold, {"sme_rd_spending": row(90, 100, 109, 119)})
    assert base_year_used(made) == 2021


def test_a_base_of_zero_is_said_and_the_three_years_decide() -> None:
    standard, threshold = threshold_of("zhuhai", "sme_rd_growth")
    for reading in ("default", "strict"):
        finding, made = found(standard, threshold, {"sme_rd_spending": row(0, 100, 109, 119)}, reading)
        assert (finding.status, finding.sensitive) == (Status.MET, False)
        assert [problem.code for problem in made.problems if problem.code in ("A350", "A351")] == ["A351"]


@pytest.mark.parametrize("reading", ["default", "strict"])
def test_the_growth_of_the_dominant_industry_goes_by_its_own_row(reading: str) -> None:
    standard, threshold = threshold_of("zhuhai", "output_growth")
    figures = {"total_output": row(100, 110, 121, "133.1"), "dominant_output": row(50, 51, 52, 53)}
    finding, _ = found(standard, threshold, figures, reading)
    assert finding.sensitive
    assert finding.status is (Status.MET if reading == "default" else Status.MISSED)


@pytest.mark.parametrize(
    ("base", "reading", "status", "said"),
    [
        # About 90 may be anything, and is no 0: what grows from it is open.
        (Bounds(Qualifier.ABOUT, Decimal(90), Decimal(0), None), "geometric_base", "unknown", []),
        (Bounds(Qualifier.AT_MOST, Decimal(90), Decimal(0), Decimal(90)), "geometric_base", "met", []),
        # At most 0 is 0.
        (Bounds(Qualifier.AT_MOST, Decimal(0), Decimal(0), Decimal(0)), "geometric_three", "met", ["A351"]),
    ],
)
def test_an_inexact_base_figure_is_a_base_figure_unless_it_can_only_be_zero(
    base: Bounds, reading: str, status: str, said: list[str]
) -> None:
    standard, threshold = threshold_of("zhuhai", "sme_rd_growth")
    figures = {"sme_rd_spending": [base, Decimal(100), Decimal(109), Decimal(119)]}
    finding, made = found(standard, threshold, figures)
    assert finding.outcome is not None
    assert (finding.outcome.reading, finding.status) == (reading, status)
    assert [problem.code for problem in made.problems if problem.code in ("A350", "A351")] == said
