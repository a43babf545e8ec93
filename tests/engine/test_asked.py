"""What is worked out once of a standard is that standard's, and no other's of the same name."""

from __future__ import annotations

import pytest
from at_hand import AS_OF, STANDARDS, cluster, each_standard

from clustercheck.engine.assessment import assess
from clustercheck.engine.standard_facts import asked_by, is_named
from clustercheck.model.findings import Verdict
from clustercheck.model.standard import Standard


@each_standard
def test_it_is_worked_out_once(standard: Standard) -> None:
    asked = asked_by(standard)
    assert asked_by(standard) is asked
    assert asked.codes == [one.id for one in standard.attestations()]
    vetoes = [standard.criteria[number] for number in asked.vetoes]
    assert vetoes == [one for one in standard.attestations() if one.veto]


def test_a_changed_standard_of_the_same_name_is_asked_anew() -> None:
    standard = STANDARDS["zhuhai@2024"]
    first = asked_by(standard)
    for number in range(200):
        changed = standard._replace(criteria=standard.criteria[number % 7 :], edition=str(number))
        assert asked_by(changed).codes == [one.id for one in changed.attestations()]
        assert is_named(asked_by(changed), f"zhuhai@{number}")
        assert not is_named(asked_by(changed), "zhuhai@2024")
    assert asked_by(standard).codes == first.codes


def test_a_veto_counts_in_the_standard_that_has_it() -> None:
    standard = STANDARDS["zhuhai@2024"]
    conditions = tuple(standard.attestations())
    veto = next(one for one in conditions if one.veto)
    alone = standard._replace(criteria=(veto,), partial=False)
    without = standard._replace(criteria=(veto._replace(veto=False),), partial=False)
    spoiled = cluster({}, answers={veto.id: False})
    assert assess(spoiled, alone, as_of=AS_OF).verdict is Verdict.MISSED
    from_above = cluster({}, {"recognised_level": "国家级"}, {veto.id: False})
    assert assess(from_above, alone, as_of=AS_OF).verdict is Verdict.MISSED
    assert assess(from_above, without, as_of=AS_OF).verdict is Verdict.MET


@pytest.mark.parametrize(
    ("made_for", "expected"),
    [
        ("zhuhai", True),
        ("zhuhai@2024", True),
        (" 珠海市 @ 2024 ", True),
        ("zhuhai@2020", False),
        ("guangzhou@2024", False),
        ("@2024", False),
    ],
)
def test_a_form_names_the_standard_it_was_made_for(made_for: str, expected: bool) -> None:
    assert is_named(asked_by(STANDARDS["zhuhai@2024"]), made_for) is expected
