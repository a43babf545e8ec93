"""Recognition by the nation or the province: which counts, from which day to which."""

from datetime import date, timedelta

import pytest
from at_hand import CASES, STANDARDS, each_standard, passing

from clustercheck.assessment import assess
from clustercheck.cluster import Answer, Cell, Cluster, Entry
from clustercheck.findings import Assessment, Route, Status, Verdict
from clustercheck.recognition import last_day_of_term
from clustercheck.standard import Standard

ZHUHAI = STANDARDS["zhuhai@2024"]
TAKING_OVER = [label for label, standard in STANDARDS.items() if standard.from_above is not None]


@pytest.mark.parametrize(
    ("start", "years", "last"),
    [
        (date(2022, 7, 1), 3, date(2025, 6, 30)),
        (date(2022, 1, 1), 3, date(2024, 12, 31)),
        (date(2021, 3, 1), 3, date(2024, 2, 29)),
        (date(2022, 3, 1), 3, date(2025, 2, 28)),
        (date(2024, 2, 29), 3, date(2027, 2, 28)),
        (date(2024, 2, 29), 4, date(2028, 2, 28)),
        (date(2023, 2, 28), 1, date(2024, 2, 27)),
    ],
)
def test_the_last_day_of_a_term(start: date, years: int, last: date) -> None:
    assert last_day_of_term(start, years) == last


def recognised(
    standard: Standard, level: str | None, on: date | None, as_of: date, veto: bool | None = True
) -> Assessment:
    """Missed in its output, so that the route decides the verdict."""
    good = passing(standard)
    output = {
        year: seen._replace(value=seen.value / 100)
        for year, seen in good.observations["total_output"].items()
    }
    vetoes = {a.id for a in standard.attestations() if a.veto}
    answers = {
        id: Answer(veto, Cell("", id), "凭证") if id in vetoes else answer
        for id, answer in good.answers.items()
    }
    profile = {
        "recognised_level": Entry(level, Cell("基本信息", "C8")),
        "recognised_on": Entry(on, Cell("基本信息", "C9")),
    }
    if level is None:
        del profile["recognised_level"]
    cluster = Cluster(
        "x", {**good.profile, **profile}, {**good.observations, "total_output": output}, answers
    )
    return assess(cluster, standard, as_of=as_of)


def codes(assessment: Assessment) -> set[str]:
    return {p.code for p in assessment.problems if p.code in ("A311", "A312", "A313")}


@pytest.mark.parametrize("start", [date(2022, 7, 1), date(2024, 2, 29), date(2021, 3, 1), date(2023, 12, 31)])
def test_day_by_day_around_both_ends_of_the_term(start: date) -> None:
    end = last_day_of_term(start, 3)
    for n in range(-3, 4):
        assert recognised(ZHUHAI, "国家级", start, start + timedelta(n)).route == (
            Route.RECOGNISED_FROM_ABOVE if n >= 0 else Route.THRESHOLDS
        )
        assert recognised(ZHUHAI, "国家级", start, end + timedelta(n)).route == (
            Route.RECOGNISED_FROM_ABOVE if n <= 0 else Route.THRESHOLDS
        )


@pytest.mark.parametrize("label", TAKING_OVER)
@pytest.mark.parametrize(
    ("level", "on", "counts", "said"),
    [
        ("国家级", date(2024, 1, 1), True, set()),
        ("省级", date(2024, 1, 1), True, set()),
        ("省级", None, True, {"A311"}),
        ("省级", date(2022, 6, 30), False, {"A312"}),
        ("国家级", date(2025, 7, 1), False, {"A313"}),
        ("市级", date(2024, 1, 1), False, set()),
        ("无", date(2024, 1, 1), False, set()),
        (None, date(2024, 1, 1), False, set()),
    ],
)
def test_what_counts_on_30_june_2025(
    label: str, level: str | None, on: date | None, counts: bool, said: set[str]
) -> None:
    made = recognised(STANDARDS[label], level, on, date(2025, 6, 30))
    assert made.route is (Route.RECOGNISED_FROM_ABOVE if counts else Route.THRESHOLDS)
    assert made.verdict is (Verdict.MET if counts else Verdict.MISSED)
    # The thresholds are still listed as they are.
    listed = made.finding("total_output")
    assert listed is not None
    assert listed.status is Status.MISSED
    assert codes(made) == said


@pytest.mark.parametrize("label", TAKING_OVER)
@pytest.mark.parametrize(
    ("veto", "verdict", "route"),
    [
        (True, Verdict.MET, Route.RECOGNISED_FROM_ABOVE),
        (False, Verdict.MISSED, Route.THRESHOLDS),
        (None, Verdict.INCOMPLETE, Route.RECOGNISED_FROM_ABOVE),
    ],
)
def test_the_veto_comes_before_recognition(
    label: str, veto: bool | None, verdict: Verdict, route: Route
) -> None:
    made = recognised(STANDARDS[label], "国家级", date(2024, 1, 1), date(2025, 6, 30), veto)
    assert (made.verdict, made.route) == (verdict, route)


@each_standard
def test_a_standard_that_does_not_say_so_takes_nothing_over(standard: Standard) -> None:
    made = recognised(standard, "国家级", date(2024, 1, 1), date(2025, 6, 30))
    takes_over = standard.id in ("zhuhai", "guangzhou", "qingyuan")
    assert (made.route is Route.RECOGNISED_FROM_ABOVE) is takes_over
    assert CASES[standard.label].cases


def test_a_date_at_the_end_of_the_calendar_does_not_break_the_program() -> None:
    """认定日期 9999-12-31 is what some systems write for “without end”."""
    made = recognised(ZHUHAI, "国家级", date(9999, 12, 31), date(2025, 6, 30))
    assert made.route is Route.THRESHOLDS
    assert codes(made) == {"A313"}
