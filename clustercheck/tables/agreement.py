"""Whether two things that a workbook says agree: figures, lines of 基本信息, names of clusters."""

from __future__ import annotations

from collections.abc import Iterable

from clustercheck.model.cluster import Observation, ProfileEntry, admits
from clustercheck.model.words import name_key


def may_name_several(tabs: Iterable[str]) -> bool:
    """Whether tabs may name different clusters."""
    return len([tab for tab in tabs if "集群" in tab]) > 1


def may_name_one(one: str, other: str) -> bool:
    """Whether two titles may name one cluster: 香洲区打印耗材产业集群 and 打印耗材集群."""
    for word in ("中小企业", "特色", "产业"):
        one, other = one.replace(word, ""), other.replace(word, "")
    return one.endswith(other) or other.endswith(one)


def say_the_same(first: ProfileEntry, second: ProfileEntry) -> bool:
    """Whether two lines say the same; texts are compared without spaces and brackets."""
    if isinstance(first.value, str) and isinstance(second.value, str):
        return name_key(first.value) == name_key(second.value)
    return first.value == second.value


def are_equal(first: Observation, second: Observation) -> bool:
    """Whether two figures are the same, exact or not."""
    return first.value == second.value and first.bounds == second.bounds


def looser_of(first: Observation, second: Observation) -> Observation | None:
    """The weaker of two figures that can both be true; None if they contradict each other."""
    if are_equal(first, second):
        return first
    if first.bounds is None and second.bounds is None:
        return None
    for inexact, exact in ((first, second), (second, first)):
        if inexact.bounds is not None and exact.value is not None and admits(inexact.bounds, exact.value):
            return inexact
    return None
