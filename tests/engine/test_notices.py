"""What an assessment says beside its findings: of the standard, of blank lines, of claims, answers and figures."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from at_hand import AS_OF, STANDARDS, LooseFigures, cluster, found, passing, row, threshold_of
from test_inexact import about, loose

from clustercheck.engine.assessment import assess
from clustercheck.engine.standard_notices import is_made_for, of_the_form, of_the_place, of_the_standard
from clustercheck.model.cluster import Answer, Cell, Cluster, ProfileEntry, ProfileValue
from clustercheck.model.findings import Status, Verdict
from clustercheck.model.problems import Name, Problem, Where
from clustercheck.model.standard import Point, Standard, StandardStatus

D = Decimal
ZHUHAI, SICHUAN = STANDARDS["zhuhai@2024"], STANDARDS["sichuan@2023-draft"]
HAINAN, NATION = STANDARDS["hainan@2023"], STANDARDS["national@2022"]
QINGYUAN = STANDARDS["qingyuan@2025"]
HERE = Where("data.xlsx")


def said(standard: Standard, one: Cluster, *codes: str) -> list[Problem]:
    return [problem for problem in assess(one, standard, as_of=AS_OF).problems if problem.code in codes]


def places(problems: list[Problem]) -> list[str | None]:
    return [problem.where.within_file for problem in problems]


def names_of(standard: Standard, *ids: str) -> list[Name]:
    by_id = {one.id: one.name for one in (*standard.criteria, *standard.thresholds())}
    return [by_id[id] for id in ids]


# -- the standard itself

IN_FORCE = ZHUHAI._replace(
    status=StandardStatus.IN_FORCE, effective=date(2024, 7, 1), effective_year=None, expires=date(2027, 6, 30)
)
NO_DAY = IN_FORCE._replace(effective=None, effective_year=2024)
OF_STANDARDS = ("A321", "A322", "A323", "A324", "A325")
POINTS = (Point(Name("甲", "a")), Point(Name("乙", "b"))) if len(Point._fields) == 1 else ZHUHAI.cautions[:2]


@pytest.mark.parametrize(
    ("standard", "day", "facts"),
    [
        (IN_FORCE, date(2024, 7, 1), {}),
        (IN_FORCE, date(2027, 6, 30), {}),
        (IN_FORCE, date(2024, 6, 30), {"A324": {"first": "2024-07-01", "day": "2024-06-30"}}),
        (IN_FORCE, date(2027, 7, 1), {"A323": {"last": "2027-06-30", "day": "2027-07-01"}}),
        (NO_DAY, date(2024, 1, 1), {}),
        (
            NO_DAY,
            date(2023, 12, 31),
            {
                "A324": {
                    "first": Name("2024年（文本未载日期）", "2024 (the text gives no day)"),
                    "day": "2023-12-31",
                }
            },
        ),
        (IN_FORCE._replace(expires=None), date(2099, 1, 1), {}),
        (IN_FORCE._replace(status=StandardStatus.DRAFT), date(2025, 1, 1), {"A321": {}}),
        (IN_FORCE._replace(status=StandardStatus.SUPERSEDED), date(2025, 1, 1), {"A322": {}}),
        (
            IN_FORCE._replace(status=StandardStatus.EXPIRED, expires=None),
            date(2025, 1, 1),
            {"A323": {"last": "-", "day": "2025-01-01"}},
        ),
        (
            IN_FORCE._replace(partial=True, unknown=POINTS),
            date(2025, 1, 1),
            {"A325": {"points": [point.text for point in POINTS]}},
        ),
    ],
)
def test_what_a_standard_is_on_a_day(standard: Standard, day: date, facts: dict[str, dict[str, Any]]) -> None:
    standard = standard._replace(partial=standard.unknown == POINTS, cautions=())
    found_ = list(of_the_standard(standard, HERE, day))
    assert {p.code: dict(p.facts) for p in found_} == {
        code: {"name": standard.name, **its} for code, its in facts.items()
    }
    assert all(problem.where == HERE for problem in found_)
    in_all = assess(passing(standard), standard, as_of=day).problems
    assert [(p.code, p.facts) for p in in_all if p.code in OF_STANDARDS] == [
        (p.code, p.facts) for p in found_
    ]


# -- lines of 基本信息


def filled(standard: Standard, **entries: ProfileEntry) -> Cluster:
    good = passing(standard)
    return good._replace(profile={**good.profile, **entries})


def blank(item: str, text: str = "") -> ProfileEntry:
    return ProfileEntry(None, Cell("基本信息", item), text)


def test_a_line_that_is_there_and_needed_and_blank_is_named() -> None:
    one = filled(ZHUHAI, name=blank("name"), district=blank("district", " "), operator=blank("operator"))
    found_ = said(ZHUHAI, one, "A348", "A349")
    assert [(p.code, p.where.cell) for p in found_] == [
        ("A348", "name"), ("A349", "district"), ("A349", "operator"),
    ]  # fmt: skip
    assert "area" not in found_[0].facts
    assert isinstance(found_[1].facts["area"], Name)


@pytest.mark.parametrize(
    "entry",
    [
        # Something stands there: the reader says what is wrong with it.
        blank("energy_intensive", "也许"),
        ProfileEntry(False, Cell("基本信息", "energy_intensive")),
    ],
)
def test_a_line_in_which_something_stands_is_not_blank(entry: ProfileEntry) -> None:
    assert said(ZHUHAI, filled(ZHUHAI, energy_intensive=entry), "A348", "A349") == []


def test_what_may_stay_blank_and_what_the_standard_does_not_ask_for_is_not_asked_about() -> None:
    blanks = {item: blank(item) for item in ("recognised_on", "recognised_until", "special_impact")}
    assert said(ZHUHAI, filled(ZHUHAI, **blanks, ethnic_area=blank("ethnic_area")), "A349") == []
    asked_by_zhuhai = filled(ZHUHAI, recognised_level=blank("recognised_level"))
    assert places(said(ZHUHAI, asked_by_zhuhai, "A349")) == ["基本信息!recognised_level"]
    assert said(HAINAN, filled(HAINAN, recognised_level=blank("recognised_level")), "A349") == []


@pytest.mark.parametrize(
    ("profile", "open_areas"),
    [
        ({}, [None, None]),
        ({"ethnic_area": None}, ["基本信息!ethnic_area", None]),
        ({"ethnic_area": False, "old_revolutionary_area": False}, []),
        ({"ethnic_area": True, "old_revolutionary_area": None}, ["基本信息!old_revolutionary_area"]),
    ],
)
def test_an_easing_neither_claimed_nor_declined_is_asked_about(
    profile: Mapping[str, ProfileValue], open_areas: list[str | None]
) -> None:
    assert SICHUAN.relaxation is not None
    assert SICHUAN.relaxation.areas == ("ethnic_area", "old_revolutionary_area")
    found_ = said(SICHUAN, cluster({}, profile), "A326")
    assert places(found_) == open_areas
    assert {p.facts["clause"] for p in found_} <= {SICHUAN.relaxation.clause}
    assert said(ZHUHAI, cluster({}, profile), "A326") == []


@pytest.mark.parametrize(
    ("place", "output", "said_so"),
    [
        ("四川省成都市", row(100, 100, 100, 100), True),
        ("四川省成都市", row(100, 120, 140, 160), False),
        ("广东省珠海市", row(100, 100, 100, 100), False),
        (None, row(100, 100, 100, 100), False),
    ],
)
def test_an_easing_that_follows_from_the_place_is_said_where_it_counts(
    place: str | None, output: list[Decimal | None], said_so: bool
) -> None:
    growth = next(one for one in NATION.criteria if one.id == "output_growth")
    alone = NATION._replace(criteria=(growth,))
    profile = {} if place is None else {"jurisdiction": place}
    made = assess(cluster({"total_output": output}, profile), alone, as_of=AS_OF)
    assert (made.findings[0].status is Status.DISCRETIONARY) is said_so
    found_ = [problem for problem in made.problems if problem.code == "A327"]
    assert len(found_) == said_so
    easing = NATION.relaxation
    assert easing is not None
    for problem in found_:
        assert problem.where.within_file == "基本信息!jurisdiction"
        assert dict(problem.facts) == {
            "place": place,
            "region": easing.region,
            "clause": easing.clause,
            "wording": easing.wording,
            "years": [str(year) for year in easing.years],
        }


@pytest.mark.parametrize(
    ("stated", "reason", "code", "place"),
    [
        (True, None, "A352", "基本信息!special_impact"),
        (None, "2023年台风", "A353", "基本信息!special_impact_reason"),
        (True, "未受影响", "A354", "基本信息!special_impact_reason"),
        (True, "2023年台风", None, None),
        (False, None, None, None),
    ],
)
def test_a_claim_that_waives_nothing_is_asked_about(
    stated: bool | None, reason: str | None, code: str | None, place: str | None
) -> None:
    one = cluster({}, {"special_impact": stated, "special_impact_reason": reason})
    found_ = said(HAINAN, one, "A352", "A353", "A354")
    assert [(p.code, p.where.within_file) for p in found_] == ([(code, place)] if code else [])
    assert [p.facts.get("text") for p in found_] == ([reason] if code == "A354" else [None] * len(found_))
    # No other text knows that waiver.
    assert said(ZHUHAI, one, "A352", "A353", "A354") == []


def test_a_claim_without_a_line_for_its_reason_is_asked_about_at_the_claim() -> None:
    one = cluster({}, {"special_impact": True})
    assert places(said(HAINAN, one, "A352")) == ["基本信息!special_impact"]


# -- figures


@pytest.mark.parametrize(
    ("figures", "cells"),
    [
        ({"operating_revenue": row(40, 41, 42, 43)}, ["指标!operating_revenue.2024"]),
        ({"operating_revenue": row(40, 41, 42, "-")}, ["指标!operating_revenue.2023"]),
        ({"operating_revenue": row("-")}, []),
        ({"operating_revenue": row(43), "total_output": row("-")}, ["指标!operating_revenue.2024"]),
        ({"operating_revenue": row(43), "total_output": row(33, "-", "-")}, []),
        ({"sme_revenue": row(30), "total_output": row(43)}, ["指标!sme_revenue.2024"]),
        (
            {"dominant_revenue": row(30), "sme_revenue": row(30), "total_output": row(43)},
            ["指标!sme_revenue.2024", "指标!dominant_revenue.2024"],
        ),
        ({"total_output": row(43)}, []),
    ],
)
def test_revenue_in_place_of_output_is_said(figures: LooseFigures, cells: list[str]) -> None:
    assert places(said(ZHUHAI, cluster(figures), "A328")) == cells


@pytest.mark.parametrize(
    ("given", "kinds", "place"),
    [
        (row(1), {"specialised_smes": row(2)}, "指标!quality_enterprises.2024"),
        (row(9), {"specialised_smes": row(2), "little_giants": row(0)}, None),
        (row(2), {"specialised_smes": row(2)}, None),
    ],
)
def test_a_count_that_its_kinds_contradict_is_named_with_their_cells(
    given: list[Decimal | None], kinds: dict[str, list[Decimal | None]], place: str | None
) -> None:
    one = cluster({"quality_enterprises": given, "total_output": row(40, 41, 42, 43), **kinds})
    found_ = said(HAINAN, one, "A310")
    assert places(found_) == ([] if place is None else [place])
    for problem in found_:
        assert problem.facts["cells"] == ["指标!specialised_smes.2024"]


def test_a_contradicted_count_is_named_where_it_is_one_of_two_alternatives() -> None:
    one = cluster({"quality_enterprises": row(1), "specialised_smes": row(2), "total_output": row(40)})
    found_ = said(QINGYUAN, one, "A310")
    assert places(found_) == ["指标!quality_enterprises.2024"]


def test_a_doubted_count_is_the_reader_s_to_name() -> None:
    one = cluster({"quality_enterprises": row(1), "specialised_smes": row(2), "total_output": row(40)})
    series = one.observations["quality_enterprises"]
    doubted = {**series, 2024: series[2024]._replace(doubt="C201")}
    assert (
        said(HAINAN, one._replace(observations={**one.observations, "quality_enterprises": doubted}), "A310")
        == []
    )


def test_a_reading_that_inexact_figures_leave_open_is_named_with_their_cells() -> None:
    figures = {"sme_output": loose(about(20), 75, 80), "total_output": row(100, 100, 100)}
    _, made = found(*threshold_of("zhuhai", "sme_output_share"), figures)
    (problem,) = (p for p in made.problems if p.code == "A340")
    assert problem.where.within_file == "指标!sme_output.2022"
    assert dict(problem.facts) == {
        "name": names_of(ZHUHAI, "sme_output_share")[0],
        "status": Name("达标", "met"),
        "cells": ["指标!sme_output.2022"],
    }


@pytest.mark.parametrize(
    ("label", "id", "row_", "status"),
    [
        ("zhuhai", "output_growth", "total_output", Name("未达标", "missed")),
        ("sichuan", "dominant_output_growth", "dominant_output", Name("酌定", "discretionary")),
    ],
)
def test_so_is_one_beside_a_miss(label: str, id: str, row_: str, status: Name) -> None:
    """100 in the base year and in the last, which is no growth; what 2022 was is an estimate."""
    _, made = found(*threshold_of(label, id), {row_: loose(100, about(100), 100, 100)})
    (problem,) = (p for p in made.problems if p.code == "A340")
    assert (problem.facts["status"], problem.facts["cells"]) == (status, [f"指标!{row_}.2022"])


def test_of_a_branch_and_of_firms_too() -> None:
    """Ten champions of any level settle the second list; of the national ones, the other reading, about five are."""
    figures = {
        **{
            kind: row(0)
            for kind in ("high_tech_enterprises", "specialised_smes", "innovative_smes", "chain_leaders")
        },
        "manufacturing_champions": row(10),
        "national_champions": loose(about(5)),
        "total_output": row(40, 46, 53, 61),
    }
    found_ = said(ZHUHAI, cluster(figures), "A340")
    assert [(p.facts["name"], p.facts["cells"]) for p in found_] == [
        (names_of(ZHUHAI, "quality_enterprises")[0], ["指标!national_champions.2024"])
    ]


# -- the base year

BASES = {"sme_rd_spending": row("-", 100, 109, 119), "total_output": row(40, 46, 53, 61)}


def of_base(figures: LooseFigures, standard: Standard = ZHUHAI) -> list[tuple[str, str | None, list[str]]]:
    found_ = said(standard, cluster(figures), "A350", "A351")
    return [(p.code, p.where.within_file, [one.zh for one in p.facts["names"]]) for p in found_]  # type: ignore[union-attr]


def test_a_blank_base_figure_is_named_once_with_all_that_look_for_it() -> None:
    growth = next(one for one in ZHUHAI.thresholds() if one.id == "output_growth")
    twice = ZHUHAI._replace(
        criteria=(growth, *ZHUHAI.criteria, growth._replace(name=Name("又一增速", "another growth")))
    )
    figures = {"total_output": row("-", 100, 120, 140), "sme_output": row(30, 35, 40, 45)}
    assert of_base(figures, twice) == [
        ("A350", "指标!total_output.2021", [growth.name.zh, "又一增速"]),
    ]


def test_a_row_without_that_column_is_named_by_the_file() -> None:
    one = cluster(BASES)
    series = {year: seen for year, seen in one.observations["sme_rd_spending"].items() if year > 2021}
    found_ = said(ZHUHAI, one._replace(observations={**one.observations, "sme_rd_spending": series}), "A350")
    assert [(problem.where, problem.facts["year"]) for problem in found_] == [(Where("data.xlsx"), 2021)]


def test_of_alternatives_the_branch_is_named() -> None:
    figures = {
        "invention_patents": row("-", 100, 120, 140),
        "employees": row(*[200000] * 4),
        "total_output": row(40, 46, 53, 61),
    }
    ((code, place, names),) = of_base(figures, QINGYUAN)
    assert (code, place) == ("A350", "指标!invention_patents.2021")
    assert names == [names_of(QINGYUAN, "patent_growth")[0].zh]


@pytest.mark.parametrize(
    ("figures", "codes"),
    [
        (BASES, ["A350"]),
        # Open by another blank anyway: the base figure alone would settle nothing.
        ({**BASES, "sme_rd_spending": row("-", 100, "-", 119)}, []),
        # No row has a base year: nothing is lacking.
        ({"sme_rd_spending": row("-", 100, 109, 119), "total_output": row(46, 53, 61)}, []),
        ({**BASES, "sme_rd_spending": row(0, 100, 109, 119)}, ["A351"]),
        ({**BASES, "sme_rd_spending": row(90, 100, 109, 119)}, []),
    ],
)
def test_what_is_said_of_base_figures(figures: LooseFigures, codes: list[str]) -> None:
    found_ = of_base({**figures})
    growth = names_of(ZHUHAI, "sme_rd_growth")[0].zh
    mine = [code for code, place, names in found_ if growth in names]
    assert mine == codes


# -- answers and forms


def answered(standard: Standard, made_for: str = "", **answers: Answer) -> Cluster:
    good = passing(standard)
    profile = {**good.profile, "standard": ProfileEntry(made_for, Cell("基本信息", "standard"))}
    return good._replace(answers={**good.answers, **answers}, profile=profile)


def answer(value: bool | None, evidence: str = "", place: str = "C9", beside: str = "") -> Answer:
    return Answer(value, Cell("定性条件", place), evidence, Cell("定性条件", beside) if beside else None)


@pytest.mark.parametrize(
    ("given", "place"),
    [
        (answer(True), "定性条件!C9"),
        (answer(True, beside="D9"), "定性条件!D9"),
        (answer(True, "批文"), None),
        (answer(False), None),
        (answer(None), None),
    ],
)
def test_a_yes_without_evidence_is_met_with_a_warning(given: Answer, place: str | None) -> None:
    found_ = said(ZHUHAI, answered(ZHUHAI, management_body=given), "A330")
    assert places(found_) == ([] if place is None else [place])
    assert [p.facts["name"] for p in found_] == names_of(ZHUHAI, "management_body")[: len(found_)]


def test_what_does_not_bind_needs_no_evidence() -> None:
    good = answered(ZHUHAI, energy_efficiency=answer(True))
    profile = {**good.profile, "energy_intensive": ProfileEntry(False, Cell("", "a"))}
    assert said(ZHUHAI, good._replace(profile=profile), "A330") == []


WORDS = names_of(ZHUHAI, "management_body")[0].zh


@pytest.mark.parametrize(
    ("code", "made_for", "near"),
    [
        # A code that this form's own standard does not have is a slip; another form may ask for more.
        ("managment_body", "zhuhai@2024", "management_body"),
        ("qqqq", "zhuhai@2024", "-"),
        ("managment_body", "guangzhou@2024", None),
        ("managment_body", "", None),
        ("management_body", "zhuhai@2024", None),
        # Without a code it goes by the condition's own words, in whatever form.
        (WORDS, "zhuhai@2024", None),
        (f"{WORDS}。", "", None),
        ("建有篮球场", "", "-"),
        ("建有篮球场", "guangzhou@2024", "-"),
    ],
)
def test_an_answer_that_no_condition_asks_for_is_said(code: str, made_for: str, near: str | None) -> None:
    one = answered(ZHUHAI, made_for, **{code: answer(True, "批文", "C77")})
    found_ = [p for p in said(ZHUHAI, one, "A331") if p.facts["id"] == code]
    assert [(p.where.cell, p.facts["near"]) for p in found_] == ([] if near is None else [("C77", near)])


@pytest.mark.parametrize(
    ("by_code", "by_words", "status"),
    [
        (None, answer(True, "批文"), "met"),
        (None, answer(False), "missed"),
        (None, None, "unknown"),
        # The line with the code is the one that was asked for.
        (answer(False), answer(True, "批文"), "missed"),
        (answer(True, "批文"), answer(False), "met"),
    ],
)
@pytest.mark.parametrize("id", ["management_body", "energy_efficiency"])
def test_a_condition_without_a_code_goes_by_its_words(
    id: str, by_code: Answer | None, by_words: Answer | None, status: str
) -> None:
    words = f"{names_of(ZHUHAI, id)[0].zh}。"
    given = {key: one for key, one in ((id, by_code), (words, by_words)) if one is not None}
    one = Cluster("x.xlsx", {"energy_intensive": ProfileEntry(True, Cell("", "a"))}, {}, given)
    finding = assess(one, ZHUHAI, as_of=AS_OF).finding(id)
    assert finding is not None
    assert finding.status == status
    assert finding.answer == (by_code or by_words)


@pytest.mark.parametrize("stated", [False, None])
def test_the_answer_is_kept_of_what_may_not_bind(stated: bool | None) -> None:
    words = names_of(ZHUHAI, "energy_efficiency")[0].zh
    given = answer(False)
    one = Cluster("x.xlsx", {"energy_intensive": ProfileEntry(stated, Cell("", "a"))}, {}, {words: given})
    finding = assess(one, ZHUHAI, as_of=AS_OF).finding("energy_efficiency")
    assert finding is not None
    assert finding.status is (Status.UNKNOWN if stated is None else Status.NOT_APPLICABLE)
    assert finding.answer == given


@pytest.mark.parametrize(
    ("made_for", "ours"),
    [
        ("zhuhai@2024", True), ("珠海", True), (" 珠海市 ", True), ("zhuhai", True), ("zhuhai@ 2024", True),
        ("zhuhai@2023", False), ("guangzhou@2024", False), ("广州", False), ("", True),
    ],
)  # fmt: skip
def test_whose_form_it_is(made_for: str, ours: bool) -> None:
    one = answered(ZHUHAI, made_for)
    assert is_made_for(one, ZHUHAI) is ours
    found_ = list(of_the_form(one, ZHUHAI))
    assert [(p.code, p.where.within_file) for p in found_] == (
        [] if ours else [("A347", "基本信息!standard")]
    )
    assert [dict(p.facts) for p in found_] == (
        [] if ours else [{"made_for": made_for, "judged": "zhuhai@2024"}]
    )


def test_a_place_of_another_jurisdiction_is_said_at_its_cell() -> None:
    one = filled(ZHUHAI, jurisdiction=ProfileEntry("广州市", Cell("基本信息", "C4")))
    (problem,) = of_the_place(one, ZHUHAI)
    assert (problem.code, problem.where.within_file) == ("A346", "基本信息!C4")
    assert dict(problem.facts) == {"place": "广州市", "name": ZHUHAI.name}


# -- the assessment as a whole


def test_the_veto_is_named_where_it_settles_the_verdict_and_nowhere_else() -> None:
    vetoes = [one.id for one in ZHUHAI.attestations() if one.veto]
    assert vetoes == ["no_major_incidents"]
    admitted = assess(answered(ZHUHAI, no_major_incidents=answer(False)), ZHUHAI, as_of=AS_OF)
    assert admitted.veto is not None
    assert admitted.veto.criterion.id == "no_major_incidents"
    assert assess(passing(ZHUHAI), ZHUHAI, as_of=AS_OF).veto is None
    missed = assess(answered(ZHUHAI, management_body=answer(False)), ZHUHAI, as_of=AS_OF)
    assert (missed.verdict, missed.veto) == (Verdict.MISSED, None)
    small = assess(cluster({"total_output": row(1, 1, 1)}), ZHUHAI, as_of=AS_OF)
    assert (small.verdict, small.veto) == (Verdict.MISSED, None)


def test_a_reading_of_no_such_name_is_refused() -> None:
    with pytest.raises(ValueError, match="lenient"):
        assess(passing(ZHUHAI), ZHUHAI, as_of=AS_OF, reading="lenient")


@pytest.mark.parametrize("standard", [ZHUHAI, SICHUAN], ids=["in force", "draft"])
def test_what_is_not_law_is_at_best_incomplete_where_law_is_asked_for(standard: Standard) -> None:
    good = passing(standard)
    plain = assess(good, standard, as_of=AS_OF)
    by_law = assess(good, standard, as_of=AS_OF, in_force=True)
    if standard is ZHUHAI:
        assert by_law.verdict is plain.verdict
        return
    assert plain.verdict is not Verdict.INCOMPLETE
    assert by_law.verdict is Verdict.INCOMPLETE
    missed = good._replace(
        observations={
            **good.observations,
            "total_output": cluster({"total_output": row(1, 1, 1, 1)}).observations["total_output"],
        }
    )
    assert (
        assess(missed, standard, as_of=AS_OF, in_force=True).verdict
        is assess(missed, standard, as_of=AS_OF).verdict
    )


def test_counts_are_of_every_status_alternatives_as_one() -> None:
    made = assess(passing(ZHUHAI), ZHUHAI, as_of=AS_OF)
    assert set(made.counts) == set(Status)
    assert sum(made.counts.values()) == len(ZHUHAI.criteria)
    assert made.counts[Status.MISSED] == 0
