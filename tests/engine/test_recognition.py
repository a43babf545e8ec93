"""Recognition by the nation or the province: which counts, from which day to which."""

from datetime import date, timedelta

import pytest
from at_hand import CASES, STANDARDS, each_standard, passing

from clustercheck.engine.assessment import assess
from clustercheck.engine.recognition import last_day_of_term
from clustercheck.model.cluster import Answer, Cell, Cluster, Days, ProfileEntry, ProfileValue
from clustercheck.model.findings import Assessment, Recognition, Route, Status, Verdict
from clustercheck.model.standard import Standard

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
    standard: Standard,
    level: str | None,
    on: ProfileValue,
    as_of: date,
    veto: bool | None = True,
    until: ProfileValue = None,
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
        "recognised_level": ProfileEntry(level, Cell("基本信息", "C8")),
        "recognised_on": ProfileEntry(on, Cell("基本信息", "C9")),
        "recognised_until": ProfileEntry(until, Cell("基本信息", "C10")),
    }
    if level is None:
        del profile["recognised_level"]
    cluster = Cluster(
        "x", {**good.profile, **profile}, {**good.observations, "total_output": output}, answers
    )
    return assess(cluster, standard, as_of=as_of)


def codes(assessment: Assessment) -> set[str]:
    return {p.code for p in assessment.problems if p.code.startswith("A31") and p.code != "A310"}


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
        ("国家级", date(2024, 1, 1), True, {"A316"}),
        ("省级", date(2024, 1, 1), True, {"A316"}),
        ("省级", None, True, {"A311"}),
        ("省级", date(2022, 6, 30), False, {"A312", "A316"}),
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
    lapsed = Verdict.INCOMPLETE if "A312" in said else Verdict.MISSED
    assert made.verdict is (Verdict.MET if counts else lapsed)
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


DAY = date(2025, 6, 30)
MONTH = Days(date(2022, 6, 1), date(2022, 6, 30))
TERM = Days(date(2023, 1, 1), date(2025, 12, 31), True)


@pytest.mark.parametrize(
    ("on", "until", "day", "worth", "said"),
    [
        (None, DAY, DAY, Recognition.COUNTS, set()),
        (date(2019, 1, 1), DAY, DAY, Recognition.COUNTS, set()),
        (date(2024, 1, 1), date(2025, 6, 29), DAY, Recognition.LAPSED, {"A312"}),
        (None, date(2025, 6, 29), DAY, Recognition.LAPSED, {"A312"}),
        (DAY, DAY, DAY, Recognition.COUNTS, set()),
        (date(2025, 7, 1), date(2028, 6, 30), DAY, Recognition.NONE, {"A313"}),
        (date(2024, 1, 2), date(2024, 1, 1), DAY, Recognition.OPEN, {"A319"}),
        # The batch of 2022 runs over whole years, whatever the day of its notice.
        (date(2022, 12, 1), TERM, date(2025, 12, 31), Recognition.COUNTS, set()),
        (None, TERM, date(2025, 12, 31), Recognition.COUNTS, set()),
        (None, TERM, date(2026, 1, 1), Recognition.LAPSED, {"A312"}),
        (None, TERM, date(2022, 12, 31), Recognition.NONE, {"A313"}),
        (TERM, None, date(2025, 12, 31), Recognition.COUNTS, set()),
        (TERM, None, date(2026, 1, 1), Recognition.LAPSED, {"A312"}),
        (TERM, None, date(2022, 12, 31), Recognition.NONE, {"A313"}),
        (TERM, date(2028, 12, 31), date(2026, 1, 1), Recognition.COUNTS, set()),
        (None, Days(date(2025, 6, 1), DAY), DAY, Recognition.COUNTS, set()),
        (None, Days(date(2025, 6, 1), DAY), date(2025, 7, 1), Recognition.LAPSED, {"A312"}),
        # 2022年6月 and three years: over after any day of June 2022, open while it hangs on the day.
        (MONTH, None, date(2025, 5, 31), Recognition.COUNTS, {"A316"}),
        (MONTH, None, date(2025, 6, 1), Recognition.OPEN, {"A316", "A317"}),
        (MONTH, None, date(2025, 6, 29), Recognition.OPEN, {"A316", "A317"}),
        (MONTH, None, DAY, Recognition.LAPSED, {"A312", "A316"}),
        (MONTH, None, date(2022, 6, 15), Recognition.OPEN, {"A316", "A317"}),
        (MONTH, None, date(2022, 5, 31), Recognition.NONE, {"A313"}),
        (MONTH, date(2022, 6, 15), date(2022, 6, 15), Recognition.OPEN, {"A317"}),
    ],
)
def test_the_term_that_is_stated_decides_and_one_worked_out_is_said_to_be(
    on: ProfileValue, until: ProfileValue, day: date, worth: Recognition, said: set[str]
) -> None:
    made = recognised(ZHUHAI, "国家级", on, day, until=until)
    assert (made.recognition, codes(made)) == (worth, said)
    assert made.verdict is {
        Recognition.COUNTS: Verdict.MET,
        Recognition.NONE: Verdict.MISSED if day.year == 2025 else made.verdict,
    }.get(worth, Verdict.INCOMPLETE)


def test_one_that_has_lapsed_settles_nothing_whatever_the_list_comes_to() -> None:
    good = passing(ZHUHAI)
    profile = {
        "recognised_level": ProfileEntry("国家级", Cell("", "C8")),
        "recognised_until": ProfileEntry(date(2025, 6, 29), Cell("", "C9")),
    }
    made = assess(good._replace(profile={**good.profile, **profile}), ZHUHAI, as_of=DAY)
    assert not [f for f in made.findings if f.status is Status.MISSED]
    assert (made.verdict, made.route) == (Verdict.INCOMPLETE, Route.THRESHOLDS)
    vetoed = recognised(ZHUHAI, "国家级", None, DAY, veto=False, until=date(2025, 6, 29))
    assert vetoed.verdict is Verdict.MISSED


@pytest.mark.parametrize(
    ("on", "until", "worth"),
    [
        (ProfileEntry(None, Cell("", "C9"), "去年"), None, Recognition.OPEN),
        (ProfileEntry(None, Cell("", "C9"), "去年"), ProfileEntry(DAY, Cell("", "C10")), Recognition.COUNTS),
        (None, ProfileEntry(None, Cell("", "C10"), "三年"), Recognition.OPEN),
        (
            ProfileEntry(date(2024, 1, 1), Cell("", "C9")),
            ProfileEntry(None, Cell("", "C10"), "三年"),
            Recognition.OPEN,
        ),
        (
            ProfileEntry(None, Cell("", "C9"), " "),
            ProfileEntry(None, Cell("", "C10"), ""),
            Recognition.COUNTS,
        ),
    ],
)
def test_a_date_that_cannot_be_read_leaves_open_what_hangs_on_it(
    on: ProfileEntry | None, until: ProfileEntry | None, worth: Recognition
) -> None:
    given = {"recognised_on": on, "recognised_until": until}
    profile = {"recognised_level": ProfileEntry("国家级", Cell("", "C8"))} | {
        k: v for k, v in given.items() if v
    }
    good = passing(ZHUHAI)
    made = assess(good._replace(profile={**good.profile, **profile}), ZHUHAI, as_of=DAY)
    assert made.recognition is worth
    unread = [(p.where.cell, p.facts["text"]) for p in made.problems if p.code == "A314"]
    open_one = until if until is not None and until.text.strip() else on
    wanted = [(open_one.cell.ref, open_one.text)] if worth is Recognition.OPEN and open_one else []
    assert unread == wanted


def test_the_term_is_that_of_the_standard_and_what_is_said_names_it() -> None:
    rule = ZHUHAI.from_above
    assert rule is not None
    other = ZHUHAI._replace(from_above=rule._replace(validity_years=5, levels=("nation",)))
    made = recognised(other, "国家级", date(2021, 1, 1), DAY)
    (said,) = (p for p in made.problems if p.code == "A316")
    assert made.recognition is Recognition.COUNTS
    assert said.facts == {"years": 5, "last": "2025-12-31", "clause": rule.clause, "on": "2021-01-01"}
    assert recognised(other, "省级", date(2024, 1, 1), DAY).recognition is Recognition.NONE
    vague = recognised(ZHUHAI, "国家级", MONTH, date(2025, 6, 1))
    facts = {p.code: p.facts for p in vague.problems}
    assert facts["A317"] == {
        "on": "2022-06-01/2022-06-30",
        "last": "2025-05-31/2025-06-29",
        "day": "2025-06-01",
    }


def test_what_is_not_known_of_a_text_leaves_its_list_open_and_not_the_route() -> None:
    partial = ZHUHAI._replace(partial=True)
    assert assess(passing(ZHUHAI), ZHUHAI, as_of=DAY).verdict is Verdict.MET
    assert assess(passing(ZHUHAI), partial, as_of=DAY).verdict is Verdict.INCOMPLETE
    made = recognised(partial, "国家级", date(2024, 1, 1), DAY)
    assert (made.verdict, made.route) == (Verdict.MET, Route.RECOGNISED_FROM_ABOVE)


@pytest.mark.parametrize(
    ("on", "until", "place"),
    [
        (None, None, "C8"),
        (date(2024, 1, 1), None, "C9"),
        (date(2019, 1, 1), date(2020, 1, 1), "C10"),
        (None, date(2020, 1, 1), "C10"),
    ],
)
def test_what_is_said_of_a_term_stands_where_it_was_read(
    on: date | None, until: date | None, place: str
) -> None:
    made = recognised(ZHUHAI, "国家级", on, DAY, until=until)
    assert [p.where.cell for p in made.problems if p.code.startswith("A31")] == [place]


@pytest.mark.parametrize(("text", "worth"), [("国家级？", Recognition.OPEN), (" ", Recognition.NONE)])
def test_a_level_that_cannot_be_read_leaves_it_open(text: str, worth: Recognition) -> None:
    good = passing(ZHUHAI)
    level = ProfileEntry(None, Cell("", "C8"), text)
    made = assess(good._replace(profile={**good.profile, "recognised_level": level}), ZHUHAI, as_of=DAY)
    assert made.recognition is worth
    said = [(p.where.cell, p.facts["text"]) for p in made.problems if p.code == "A315"]
    assert said == ([("C8", text)] if worth is Recognition.OPEN else [])
