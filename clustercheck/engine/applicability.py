"""Decide whether a requirement applies to a cluster, by its 基本信息 and the conditions of the standard."""

from __future__ import annotations

from clustercheck.engine.standard_facts import letters
from clustercheck.model.cluster import Answer, Cell, Cluster
from clustercheck.model.conditions import conditions_of
from clustercheck.model.indicators import PROFILE
from clustercheck.model.standard import Standard


def applies(when: str, cluster: Cluster, standard: Standard) -> bool | None:
    """Whether all items of `when` are answered as it says; None if that is open."""
    is_open = False
    for item, wanted in conditions_of(when):
        said = stated(item, cluster, standard)
        if said is None:
            is_open = True
        elif said is not wanted:
            return False
    return None if is_open else True


def stated(item: str, cluster: Cluster, standard: Standard) -> bool | None:
    """The cluster's answer to an item about its area or industry: 是 (True), 否 (False), or None if there is none."""
    if item in PROFILE:
        said = cluster.stated(item)
        return said if isinstance(said, bool) else None
    answer = answer_of(item, cluster, standard)
    return None if answer is None else answer.value


def open_items(when: str, cluster: Cluster, standard: Standard) -> tuple[str, ...]:
    """The unanswered items that decide whether a requirement applies."""
    if not when or applies(when, cluster, standard) is not None:
        return ()
    return tuple(item for item, _ in conditions_of(when) if stated(item, cluster, standard) is None)


def cell_of(item: str, cluster: Cluster, standard: Standard) -> Cell | None:
    """The cell of an item's answer, also if that cell is blank."""
    if item in PROFILE:
        entry = cluster.profile.get(item)
        return None if entry is None else entry.cell
    answer = answer_of(item, cluster, standard)
    return None if answer is None else answer.cell


def text_of(item: str, cluster: Cluster, standard: Standard) -> str:
    """The text of an item's answer."""
    entry = cluster.profile.get(item) if item in PROFILE else answer_of(item, cluster, standard)
    return "" if entry is None else entry.text


def answer_of(item: str, cluster: Cluster, standard: Standard) -> Answer | None:
    """Find the answer to a condition by its code if it asks the same question, else by its words."""
    words = letters(standard.condition_name(item).zh)
    answer = cluster.answers.get(item)
    if answer is not None and (not answer.question or letters(answer.question) == words):
        return answer
    return next(
        (one for key, one in cluster.answers.items() if not key.isascii() and letters(key) == words), None
    )
