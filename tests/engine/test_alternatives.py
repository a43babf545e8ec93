"""Alternatives with ids of their own, answers and further alternatives among them, and so many of several."""

from __future__ import annotations

from itertools import product

import pytest
from at_hand import AS_OF, anchored, cluster, row
from hypothesis import given
from hypothesis import strategies as st
from own_standards import faults_of, own_standard

from clustercheck.cases.coverage import Coverage
from clustercheck.catalogue.compiled import compiled, read_compiled
from clustercheck.engine.assessment import assess
from clustercheck.engine.gaps import gap_of
from clustercheck.engine.several import at_least
from clustercheck.model.criteria import AnyOf, Attestation, Criterion
from clustercheck.model.findings import Assessment, Finding, Status
from clustercheck.model.problems import Name
from clustercheck.reports.assessment.criterion_json import criterion_as_object
from clustercheck.reports.wording.criterion_rows import all_rows, fields_of

OWN = own_standard(
    """
    - id: industrial_base
      name: {zh: 产业基础, en: Industrial base}
      any_of:
        - {id: share_of_county, attest: {zh: 产值占全县工业10%以上, en: A tenth of the county's industry}}
        - id: size
          name: {zh: 规模, en: Size}
          at_least: 2
          any_of:
            - id: newest_output
              subject: total_output
              name: {zh: 上年产值, en: Output of the last year}
              latest: ">= 50 亿元"
              wording: 上年产值50亿元以上
            - id: total_output
              every_year: ">= 40 亿元"
              wording: 近三年产值均在40亿元以上
            - {id: brand, attest: {zh: 有区域品牌, en: A regional brand}}
    """
)


def made(output: object, **answers: bool | None) -> Assessment:
    one = cluster(anchored({"total_output": output}), answers={"no_major_incidents": True, **answers})  # type: ignore[dict-item]
    return assess(one, OWN, as_of=AS_OF)


def found(assessment: Assessment, id: str) -> str:
    finding = assessment.finding(id)
    assert finding is not None
    return finding.status.value


@pytest.mark.parametrize(
    ("output", "share", "brand", "size", "whole"),
    [
        (row(40, 41, 42, 50), False, False, "met", "met"),
        (row(40, 41, 42, 49), False, False, "missed", "missed"),
        (row(40, 41, 42, 49), False, True, "met", "met"),
        (row(40, 41, 42, 49), False, None, "unknown", "unknown"),
        (row(30, 30, 30, 30), False, None, "missed", "missed"),
        (row(30, 30, 30, 30), None, None, "missed", "unknown"),
        (row(30, 30, 30, 30), True, False, "missed", "met"),
        (row("-", "-", "-"), False, True, "unknown", "unknown"),
    ],
)
def test_one_of_them_or_two_of_three(
    output: object, share: bool | None, brand: bool | None, size: str, whole: str
) -> None:
    one = made(output, share_of_county=share, brand=brand)
    assert (found(one, "size"), found(one, "industrial_base")) == (size, whole)


def test_the_same_subject_is_judged_twice() -> None:
    one = made(row(40, 41, 42, 43))
    assert (found(one, "newest_output"), found(one, "total_output")) == ("missed", "met")
    finding = one.finding("newest_output")
    assert finding is not None
    gap = gap_of(finding, one)
    assert gap is not None
    assert str(gap.amount) == "7"


def test_the_nearest_number_is_named_however_deep() -> None:
    one = made(row(40, 41, 42, 43), share_of_county=False, brand=False)
    gap = gap_of(one.findings[1], one)
    assert gap is not None
    assert (gap.branch, str(gap.amount)) == ("newest_output", "7")
    answers_alone = made(row(40, 41, 42, 50), share_of_county=False, brand=False)
    assert gap_of(answers_alone.findings[1], answers_alone) is None


def test_every_row_has_its_depth_and_its_words() -> None:
    one = made(row(40, 41, 42, 43), share_of_county=False, brand=None)
    names = [fields_of(each)[1] for each in all_rows(one)]
    assert names[1:] == [
        "产业基础",
        "- 产值占全县工业10%以上",
        "- 规模",
        "- - 上年产值",
        "- - 近三年产值",
        "- - 有区域品牌",
    ]
    shown = criterion_as_object(one.findings[1], one)
    assert shown["branches"][1]["at_least"] == 2
    assert [each["kind"] for each in shown["branches"][1]["branches"]] == [
        "threshold",
        "threshold",
        "attestation",
    ]


def test_the_form_and_the_cases_ask_for_the_answers_among_them() -> None:
    assert [one.id for one in OWN.attestations()] == ["no_major_incidents", "share_of_county", "brand"]
    wanted = Coverage(OWN).lacking()
    assert {"size one short", "size by brand with 1 more", "industrial_base by share_of_county alone"} <= set(
        wanted
    )
    assert {"brand unknown", "newest_output exactly on"} <= set(wanted)


def test_a_compiled_standard_is_the_same(tmp_path: object) -> None:
    path = tmp_path / "2024.yaml"  # type: ignore[operator]
    path.write_bytes(b"x")
    path.with_suffix(".json").write_text(compiled(OWN, b"x"), encoding="utf-8")
    assert read_compiled(path) == OWN._replace(file=str(path))


def leaf(id: str) -> Attestation:
    return Attestation(id, Name(id, id), "all", "第一条", id)


LEAVES = [f"a{number}" for number in range(6)]


def trees(names: list[str]) -> st.SearchStrategy[Criterion]:
    """Alternatives over some of these answers, each answer once."""
    if len(names) < 2:
        return st.just(leaf(names[0]))
    return st.integers(1, len(names) - 1).flatmap(
        lambda at: st.tuples(trees(names[:at]), trees(names[at:]), st.integers(1, 2)).map(
            lambda made: AnyOf(
                f"n{names[0]}{at}", Name("", ""), "all", "第一条", "", made[:2], at_least=made[2]
            )
        )
    )


def holds(criterion: Criterion, answers: dict[str, bool]) -> bool:
    if isinstance(criterion, AnyOf):
        return sum(holds(branch, answers) for branch in criterion.branches) >= criterion.at_least
    return answers[criterion.id]


@given(trees(LEAVES), st.lists(st.sampled_from([True, False, None]), min_size=6, max_size=6))
def test_a_tree_comes_to_what_every_way_of_filling_it_in_comes_to(
    tree: Criterion, given: list[bool | None]
) -> None:
    ways = product(*[(True, False) if one is None else (one,) for one in given])
    outcomes = {holds(tree, dict(zip(LEAVES, way, strict=True))) for way in ways}
    wanted = "unknown" if len(outcomes) == 2 else "met" if True in outcomes else "missed"
    one = cluster({}, answers=dict(zip(LEAVES, given, strict=True)))
    alone = OWN._replace(criteria=(tree,))
    assert assess(one, alone, as_of=AS_OF).findings[0].status.value == wanted


_WORST = {"met": 0, "discretionary": 1, "missed": 2}


@given(
    st.lists(st.sampled_from(["met", "missed", "unknown", "discretionary"]), min_size=2, max_size=5),
    st.data(),
)
def test_what_is_eased_counts_for_discretion(statuses: list[str], data: st.DataObject) -> None:
    """With everything open filled in every way: the k-th best of the branches is what the whole comes to."""
    wanted = data.draw(st.integers(1, len(statuses)))
    ways = product(*[("met", "missed") if one == "unknown" else (one,) for one in statuses])
    outcomes = {sorted(way, key=_WORST.__getitem__)[wanted - 1] for way in ways}
    found, _ = at_least(wanted, [Finding(leaf("a"), Status(one)) for one in statuses])
    if len(outcomes) == 1:
        # What is open may yet make of discretion a pass, so that is left open as well.
        assert found.value in outcomes
    else:
        assert found is Status.UNKNOWN


@pytest.mark.parametrize(
    ("wanted", "steady", "sensitive", "depends"),
    [
        # What is met in every reading is enough, or what is missed in every reading too much.
        (2, ("met", "met"), ("met",), False),
        (2, ("missed", "missed"), ("missed",), False),
        # One that depends on the reading decides.
        (2, ("met", "missed"), ("met",), True),
        (2, ("met", "missed"), ("missed",), True),
        (1, ("missed", "missed"), ("met",), True),
        (2, ("met", "missed"), (), False),
    ],
)
def test_whether_so_many_of_several_depend_on_the_reading(
    wanted: int, steady: tuple[str, ...], sensitive: tuple[str, ...], depends: bool
) -> None:
    branches = [Finding(leaf("a"), Status(one)) for one in steady]
    branches += [Finding(leaf("b"), Status(one), sensitive=True) for one in sensitive]
    assert at_least(wanted, branches)[1] is depends


@pytest.mark.parametrize(
    ("criteria", "code", "text"),
    [
        ("- {id: x, name: {zh: 甲, en: A}, at_least: 3, any_of: [{id: p, attest: {zh: 甲, en: A}}, "
         "{id: q, attest: {zh: 乙, en: B}}]}", "S146", "3"),
        ("- {id: x, at_least: 2, attest: {zh: 甲, en: A}}", "S134", "2"),
        ("- {id: x, subject: total_output, latest: '>= 5 亿元', wording: 5亿元以上}", "S105", "x, subject"),
        ("- {id: x, subject: nothing, name: {zh: 甲, en: A}, latest: '>= 5 亿元', wording: 5亿元以上}", "S109", "nothing"),
        ("- {id: x, name: {zh: 甲, en: A}, any_of: [{id: p, attest: {zh: 甲, en: A}}, {id: p, attest: {zh: 乙, en: B}}]}",
         "S114", "p, attest"),
        ("- {id: x, name: {zh: 甲, en: A}, any_of: [{id: p, veto: true, attest: {zh: 甲, en: A}}, "
         "{id: q, attest: {zh: 乙, en: B}}]}", "S103", "veto"),
    ],
)  # fmt: skip
def test_a_fault_is_found_where_it_stands(criteria: str, code: str, text: str) -> None:
    found = faults_of(criteria)
    assert [one for one, _ in found] == [code]
    assert found[0][1].startswith(text)


@pytest.mark.parametrize("branches", ["[*x, *x]", "[{id: a, any_of: [*x]}, *x]"])
def test_a_branch_within_itself_is_refused(branches: str) -> None:
    found = faults_of(f"- &x\n  id: x\n  name: {{zh: 甲, en: A}}\n  any_of: {branches}\n")
    assert "S101" in {code for code, _ in found}
