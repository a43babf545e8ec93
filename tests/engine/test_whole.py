"""Clusters drawn at random, judged whole by the engine and anew by `whole`; `whole.py --count 20000` tries more."""

import pytest
from at_hand import STANDARDS, WITHOUT_CHOICE
from whole import difference

pytestmark = pytest.mark.slow

FEW = 120


@pytest.mark.parametrize("label", WITHOUT_CHOICE)
def test_drawn_clusters_come_out_as_judged_anew(label: str) -> None:
    standard = WITHOUT_CHOICE[label]
    assert [said for n in range(FEW) if (said := difference(standard, f"sample {n}"))] == []


@pytest.mark.parametrize(
    ("label", "seed"), [("hainan@2023", "129"), ("national@2022", "241"), ("national@2022", "261")]
)
def test_a_count_that_its_own_kinds_contradict_settles_none_of_another_level(label: str, seed: str) -> None:
    assert difference(STANDARDS[label], seed) == ""
