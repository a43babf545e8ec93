"""A waiver is claimed by 是 and its reason in the next line; a denial is no claim."""

import pytest
from at_hand import AS_OF, cluster, found, passing, row, threshold_of

from clustercheck.engine.assessment import assess
from clustercheck.engine.claims import Claim, claim_of
from clustercheck.model.cluster import Cell, ProfileEntry
from clustercheck.model.findings import Status, Verdict

# Each denies, or may: none of them waives anything.
DENIALS = [
    "无", "没有", "不涉及", "未受影响", "无影响", "没有受到影响", "不适用", "未受疫情影响", "无特殊影响", "不存在特殊影响",
    "本集群未受到疫情等特殊影响", "近三年均未发生", "影响不大", "没有明显影响", "否", "未申请", "无此情况", "不主张",
    "疫情对本集群没有影响", "n/a", "No impact", "none",
]  # fmt: skip


@pytest.mark.parametrize("reason", DENIALS)
@pytest.mark.parametrize("stated", [True, False, None])
def test_a_denial_waives_nothing(reason: str, stated: bool | None) -> None:
    standard, threshold = threshold_of("hainan", "output_growth")
    figures = {"total_output": row(100, 100, 100, 100)}
    finding, made = found(standard, threshold, figures, special_impact=stated, special_impact_reason=reason)
    assert finding.status is Status.MISSED
    assert made.verdict is Verdict.MISSED
    codes = {problem.code for problem in made.problems} & {"A352", "A353", "A354"}
    assert codes == (set() if stated is False else {"A354"})


@pytest.mark.parametrize(
    ("stated", "reason", "claim"),
    [
        (True, "2023年台风停产三个月", Claim.CLAIMED),
        (True, "疫情封控", Claim.CLAIMED),
        (True, "非洲猪瘟疫情", Claim.CLAIMED),
        (True, None, Claim.WITHOUT_REASON),
        (True, " ", Claim.WITHOUT_REASON),
        (None, "2023年台风", Claim.REASON_ALONE),
        (False, "2023年台风", Claim.REASON_ALONE),
        (False, None, Claim.NONE),
        (None, None, Claim.NONE),
    ],
)
def test_what_two_lines_claim(stated: bool | None, reason: str | None, claim: Claim) -> None:
    made = cluster({}, {"special_impact": stated, "special_impact_reason": reason})
    assert claim_of("special_impact", made) is claim


def test_the_words_of_an_older_form_waive_nothing() -> None:
    """They stand in the line of 是 and 否, which the reader does not understand."""
    made = cluster({})._replace(
        profile={"special_impact": ProfileEntry(None, Cell("基本信息", "C9"), "2023年台风")}
    )
    assert claim_of("special_impact", made) is Claim.NONE


def test_a_waiver_is_at_the_authority_s_discretion() -> None:
    standard, _ = threshold_of("hainan", "output_growth")
    good = passing(standard)
    flat = {
        year: seen._replace(value=good.observations["total_output"][2024].value)
        for year, seen in good.observations["total_output"].items()
    }
    claimed = {
        "special_impact": ProfileEntry(True, Cell("", "a")),
        "special_impact_reason": ProfileEntry("台风", Cell("", "b")),
    }
    made = good._replace(
        profile={**good.profile, **claimed}, observations={**good.observations, "total_output": flat}
    )
    one = assess(made, standard, as_of=AS_OF)
    assert [f.criterion.id for f in one.findings if f.status is Status.WAIVED] == ["output_growth"]
    assert one.verdict is Verdict.DISCRETIONARY
