"""Two standards side by side: what is stricter is never met where the laxer one is missed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from at_hand import STANDARDS

from clustercheck.engine.differences import Change, differences
from clustercheck.model.criteria import Over, Threshold
from clustercheck.model.standard import Standard

BASE = next(each for each in STANDARDS.values() if each.id == "zhuhai")


def with_threshold(id: str, **changes: object) -> Standard:
    """The standard with one threshold of it changed."""
    criteria = tuple(
        one._replace(**changes) if isinstance(one, Threshold) and one.id == id else one
        for one in BASE.criteria
    )
    return BASE._replace(criteria=criteria)


@pytest.mark.parametrize("standard", STANDARDS.values(), ids=lambda each: each.label)
def test_a_standard_is_the_same_as_itself(standard: Standard) -> None:
    assert {each.change for each in differences(standard, standard)} == {Change.SAME}


@pytest.mark.parametrize(
    ("id", "changes", "wanted"),
    [
        ("total_output", {"limit": Decimal(33)}, Change.STRICTER),
        ("total_output", {"limit": Decimal(31)}, Change.LAXER),
        ("total_output", {"op": ">"}, Change.STRICTER),
        ("total_output", {"guideline": True}, Change.LAXER),
        ("total_output", {"over": Over.AVERAGE}, Change.LAXER),
        ("total_output", {"over": Over.AVERAGE, "limit": Decimal(30)}, Change.LAXER),
        ("total_output", {"over": Over.AVERAGE, "limit": Decimal(40)}, Change.OTHER),
        ("sme_output_share", {"over": Over.EVERY_YEAR}, Change.STRICTER),
        ("land_area", {"limit": Decimal(90)}, Change.STRICTER),
        ("land_area", {"limit": Decimal(110)}, Change.LAXER),
        ("land_area", {"op": "<"}, Change.STRICTER),
        ("land_area", {"op": ">="}, Change.OTHER),
        ("total_output", {"when": "energy_intensive"}, Change.OTHER),
        ("total_output", {"waiver": "special_impact"}, Change.OTHER),
    ],
)
def test_what_a_changed_threshold_is(id: str, changes: dict[str, object], wanted: Change) -> None:
    found = {each.id: each.change for each in differences(BASE, with_threshold(id, **changes))}
    assert found.pop(id) is wanted
    assert set(found.values()) == {Change.SAME}


@pytest.mark.parametrize("id", ["total_output", "land_area", "sme_output_share"])
@pytest.mark.parametrize("step", [Decimal("-0.01"), Decimal("0.01")])
def test_the_other_way_round_is_the_opposite(id: str, step: Decimal) -> None:
    threshold = next(one for one in BASE.thresholds() if one.id == id)
    other = with_threshold(id, limit=threshold.limit + step)
    there = next(each.change for each in differences(BASE, other) if each.id == id)
    back = next(each.change for each in differences(other, BASE) if each.id == id)
    assert {there, back} == {Change.STRICTER, Change.LAXER}


def test_what_one_alone_asks_is_new_or_gone() -> None:
    less = BASE._replace(criteria=BASE.criteria[1:])
    gone = BASE.criteria[0].id
    assert {each.id for each in differences(BASE, less) if each.change is Change.GONE} == {gone}
    assert {each.id for each in differences(less, BASE) if each.change is Change.NEW} == {gone}
