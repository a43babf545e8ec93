"""Numbers by kind of area or industry: exactly one applies; where it is not answered which, only what all agree on holds."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import pytest
from at_hand import AS_OF, YEARS, anchored, cluster, row
from hypothesis import given
from hypothesis import strategies as st
from own_standards import faults_of, own_standard

from clustercheck.cases.coverage import Coverage
from clustercheck.cases.runner import cluster_of_rows
from clustercheck.engine.assessment import assess
from clustercheck.engine.gaps import gap_of
from clustercheck.form.notes import needs_of
from clustercheck.model.cluster import Answer, Cell, Cluster
from clustercheck.model.findings import Assessment
from clustercheck.reports.wording.gaps import lacking_words

HEAD = """\
conditions:
  - {id: mountain_area, clause: 第二条, text: {zh: 山区县, en: A mountain county}}
  - {id: special_area, clause: 第二条, text: {zh: 特殊类型地区, en: A special area}}
"""
OWN = own_standard(
    """
    - id: total_output
      by_kind:
        - {id: in_mountains, when: mountain_area, every_year: ">= 10 亿元", wording: 山区县近三年产值均在10亿元以上}
        - {id: in_special_areas, when: special_area and not mountain_area, every_year: ">= 20 亿元", wording: 均在20亿元以上}
        - {id: elsewhere, when: not special_area and not mountain_area, every_year: ">= 40 亿元", wording: 均在40亿元以上}
    - {id: zoning, attest: {zh: 有园区, en: A park}, when: not mountain_area}
    - {id: efficiency, attest: {zh: 能效达标, en: Efficient}, when: not energy_intensive}
    """,
    HEAD,
)
LIMITS = {"in_mountains": 10, "in_special_areas": 20, "elsewhere": 40}


def made(output: int | None, mountain: bool | None, special: bool | None) -> Assessment:
    answers = {"no_major_incidents": True, "mountain_area": mountain, "special_area": special}
    figures = anchored({"total_output": row(*[output or "-"] * 4)})
    return assess(cluster(figures, answers=answers), OWN, as_of=AS_OF)


@pytest.mark.parametrize(
    ("output", "mountain", "special", "status"),
    [
        (10, True, None, "met"),
        (9, True, False, "missed"),
        (20, False, True, "met"),
        (19, False, True, "missed"),
        (39, False, False, "missed"),
        (40, False, False, "met"),
        (40, None, None, "met"),
        (9, None, None, "missed"),
        (20, None, None, "unknown"),
        (20, None, True, "met"),
        (25, False, None, "unknown"),
        (None, True, True, "unknown"),
    ],
)
def test_one_number_applies(
    output: int | None, mountain: bool | None, special: bool | None, status: str
) -> None:
    assert made(output, mountain, special).findings[1].status.value == status


answer = st.sampled_from([True, False, None])


@given(st.integers(1, 50), answer, answer)
def test_it_is_what_every_way_of_answering_comes_to(
    output: int, mountain: bool | None, special: bool | None
) -> None:
    ways = product(*[(True, False) if one is None else (one,) for one in (mountain, special)])
    limits = {10 if m else 20 if s else 40 for m, s in ways}
    outcomes = {output >= limit for limit in limits}
    wanted = "unknown" if len(outcomes) == 2 else "met" if True in outcomes else "missed"
    finding = made(output, mountain, special).findings[1]
    assert finding.status.value == wanted
    may_apply = {b.criterion.id for b in finding.branches if b.status.value != "not_applicable"}
    assert {LIMITS[id] for id in may_apply} == limits


def test_the_gap_is_that_of_the_number_that_applies() -> None:
    one = made(19, False, True)
    gap = gap_of(one.findings[1], one)
    assert gap is not None
    assert (gap.branch, gap.amount) == ("in_special_areas", Decimal(1))


def test_what_is_to_be_answered_is_named() -> None:
    one = made(20, None, False)
    words = lacking_words(one.findings[1], one)
    assert "山区县" in words or "A mountain county" in words
    assert "mountain_area" in words  # the cell


@pytest.mark.parametrize(
    ("mountain", "status"), [(True, "not_applicable"), (False, "missed"), (None, "unknown")]
)
def test_a_requirement_may_apply_where_something_is_not_so(mountain: bool | None, status: str) -> None:
    answers = {"no_major_incidents": True, "mountain_area": mountain, "zoning": False}
    one = assess(cluster({}, answers=answers), OWN, as_of=AS_OF)
    assert one.findings[2].status.value == status


@pytest.mark.parametrize(
    ("intensive", "status"), [(True, "not_applicable"), (False, "missed"), (None, "unknown")]
)
def test_lines_of_the_profile_too(intensive: bool | None, status: str) -> None:
    answers = {"no_major_incidents": True, "efficiency": False}
    one = assess(cluster({}, {"energy_intensive": intensive}, answers), OWN, as_of=AS_OF)
    assert one.findings[3].status.value == status


def test_its_own_conditions_are_known_by_their_words_too() -> None:
    one = Cluster("x", answers={"山区县": Answer(True, Cell("定性条件", "C4"))})
    made_of_words = assess(one, OWN, as_of=AS_OF)
    assert made_of_words.findings[2].status.value == "not_applicable"
    assert "A331" not in {problem.code for problem in made_of_words.problems}


def test_another_forms_line_under_the_same_code_is_not_taken() -> None:
    one = Cluster("x", answers={"mountain_area": Answer(True, Cell("", "C4"), question="山区发展规划")})
    assert assess(one, OWN, as_of=AS_OF).findings[2].status.value == "unknown"


def test_the_form_names_each_kind_beside_its_number() -> None:
    note = needs_of(OWN, YEARS)["total_output"].note
    assert "仅限山区县" in note
    assert "仅限非特殊类型地区、非山区县" in note
    assert OWN.criteria[1].branches[2].name.zh == "近三年产值（非特殊类型地区、非山区县）"  # type: ignore[union-attr]
    assert "energy_intensive" in OWN.profile_items()


def test_cases_have_to_show_each_kind_and_that_none_is_known() -> None:
    wanted = set(Coverage(OWN).lacking())
    assert {"total_output as in_mountains", "total_output not known which", "elsewhere just below"} <= wanted
    one = cluster_of_rows(
        OWN, YEARS, {"answers": ["是"], "mountain_area": ["是"], "total_output": ["10"] * 4}
    )
    coverage = Coverage(OWN)
    coverage.add(assess(one, OWN, as_of=AS_OF))
    assert "total_output as in_mountains" not in coverage.lacking()


_BRANCH = '{{id: {0}, when: {1}, every_year: ">= {2} 亿元", wording: 均在{2}亿元以上}}'


@pytest.mark.parametrize(
    ("first", "second", "code", "text"),
    [
        ("mountain_area", "special_area", "S147", "[{id: a"),
        ("mountain_area", "not mountain_area and special_area", "S147", "[{id: a"),
        ("mountain_area", "not montain_area", "S108", "not montain_area"),
        ("mountain_area", "mountain_area or special_area", "S108", "mountain_area or"),
        ("energy_intensive", "not energy_intensive", "", ""),
    ],
)
def test_exactly_one_must_apply(first: str, second: str, code: str, text: str) -> None:
    branches = f"[{_BRANCH.format('a', first, 10)}, {_BRANCH.format('b', second, 40)}]"
    found = faults_of(f"- {{id: total_output, by_kind: {branches}}}", HEAD)
    codes = [one for one, _ in found]
    assert codes[:1] == ([code] if code else [])
    if text:
        assert found[0][1].startswith(text)


def test_a_kind_without_its_condition_is_a_fault() -> None:
    found = faults_of(
        '- {id: total_output, by_kind: [{id: a, every_year: ">= 10 亿元", wording: 均在10亿元以上}]}'
    )
    assert "S105" in {code for code, _ in found}
