"""What a review asks besides or instead: by 申请复核, which the form asks; where it is blank, what hangs on it is open."""

from __future__ import annotations

import pytest
from at_hand import AS_OF, anchored, cluster, row
from own_standards import faults_of, own_standard, own_text

from clustercheck.catalogue.compiled import compiled
from clustercheck.engine.assessment import assess
from clustercheck.form import render_form
from clustercheck.model.findings import Verdict

OWN = own_standard(
    """
    - {id: plan_targets, stage: review, clause: 第九条, attest: {zh: 完成规划目标, en: Targets reached}}
    - {id: reserve, stage: application, attest: {zh: 有储备项目, en: Projects in reserve}}
    - id: total_output
      by_kind:
        - {id: at_first, stage: application, every_year: ">= 40 亿元", wording: 均在40亿元以上}
        - {id: at_review, stage: review, every_year: ">= 50 亿元", wording: 均在50亿元以上}
    - {id: saving, stage: review, when: energy_intensive, attest: {zh: 能效提升, en: Saves energy}}
    """
)


@pytest.mark.parametrize(
    ("review", "statuses"),
    [
        (True, ["missed", "not_applicable", "missed", "missed"]),
        (False, ["not_applicable", "missed", "met", "not_applicable"]),
        (None, ["unknown", "unknown", "unknown", "unknown"]),
    ],
)
def test_each_stage_asks_its_own(review: bool | None, statuses: list[str]) -> None:
    denied = dict.fromkeys(("plan_targets", "reserve", "saving"), False)
    answers = {"no_major_incidents": True, "under_review": review, **denied}
    figures = anchored({"total_output": row(45, 45, 45, 45)})
    one = assess(cluster(figures, {"energy_intensive": True}, answers), OWN, as_of=AS_OF)
    assert [finding.status.value for finding in one.findings[1:]] == statuses
    assert one.verdict is (Verdict.INCOMPLETE if review is None else Verdict.MISSED)


def test_what_holds_at_either_stage_needs_no_answer() -> None:
    answers = dict.fromkeys(("no_major_incidents", "plan_targets", "reserve", "saving"), True)
    figures = anchored({"total_output": row(55, 55, 55, 55)})
    one = assess(cluster(figures, {"energy_intensive": True}, answers), OWN, as_of=AS_OF)
    assert one.verdict is Verdict.MET


def test_the_form_asks_which_stage_it_is() -> None:
    assert [(point.id, point.clause, point.text.zh) for point in OWN.conditions] == [
        ("under_review", "第九条", "申请复核")
    ]
    assert render_form(OWN, (2021, 2022, 2023, 2024))
    assert "under_review" in compiled(OWN, b"")


def test_a_file_may_word_it_itself() -> None:
    head = "conditions: [{id: under_review, clause: 第八条, text: {zh: 期满复核, en: Review}}]\n"
    one = own_standard("- {id: a, stage: review, attest: {zh: 甲, en: A}}", head)
    assert [point.text.zh for point in one.conditions] == ["期满复核"]


def test_a_standard_without_stages_asks_nothing_of_them() -> None:
    assert own_standard("- {id: a, attest: {zh: 甲, en: A}}").conditions == ()
    assert "under_review" not in own_text("- {id: a, attest: {zh: 甲, en: A}}")


@pytest.mark.parametrize(
    ("criterion", "code", "text"),
    [
        ("{id: a, stage: renewal, attest: {zh: 甲, en: A}}", "S108", "renewal"),
        ('{id: total_output, by_kind: [{id: a, stage: review, every_year: ">= 4 亿元", wording: 4亿元以上}, '
         '{id: b, every_year: ">= 5 亿元", wording: 5亿元以上}]}', "S147", "[{id: a"),
        ('{id: a, name: {zh: 甲, en: A}, any_of: [{id: p, stage: review, attest: {zh: 甲, en: A}}, '
         "{id: q, attest: {zh: 乙, en: B}}]}", "S103", "stage"),
    ],
)  # fmt: skip
def test_a_fault_is_found_where_it_stands(criterion: str, code: str, text: str) -> None:
    found = dict(faults_of(f"- {criterion}"))
    assert code in found
    assert found[code].startswith(text)
