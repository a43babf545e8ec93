"""Whether a requirement applies to a cluster: by the lines of 基本信息 and the standard's own conditions."""

from __future__ import annotations

from clustercheck.engine.standard_facts import letters
from clustercheck.model.cluster import Answer, Cell, Cluster
from clustercheck.model.conditions import conditions_of
from clustercheck.model.indicators import PROFILE
from clustercheck.model.standard import Standard


def applies(when: str, cluster: Cluster, standard: Standard) -> bool | None:
    """Whether all that `when` names is answered so; None where it is open."""
    is_open = False
    for item, wanted in conditions_of(when):
        said = stated(item, cluster, standard)
        if said is None:
            is_open = True
        elif said is not wanted:
            return False
    return None if is_open else True


def stated(item: str, cluster: Cluster, standard: Standard) -> bool | None:
    """What the workbook says of an area or an industry: 是 (True), 否 or nothing."""
    if item in PROFILE:
        said = cluster.stated(item)
        return said if isinstance(said, bool) else None
    answer = _answer(item, cluster, standard)
    return None if answer is None else answer.value


def open_items(when: str, cluster: Cluster, standard: Standard) -> tuple[str, ...]:
    """The items on which it hangs whether a requirement applies."""
    if not when or applies(when, cluster, standard) is not None:
        return ()
    return tuple(item for item, _ in conditions_of(when) if stated(item, cluster, standard) is None)


def cell_of(item: str, cluster: Cluster, standard: Standard) -> Cell | None:
    """Where the workbook says it, or has the line for it."""
    if item in PROFILE:
        entry = cluster.profile.get(item)
        return None if entry is None else entry.cell
    answer = _answer(item, cluster, standard)
    return None if answer is None else answer.cell


def text_of(item: str, cluster: Cluster, standard: Standard) -> str:
    """What stands there."""
    entry = cluster.profile.get(item) if item in PROFILE else _answer(item, cluster, standard)
    return "" if entry is None else entry.text


def _answer(item: str, cluster: Cluster, standard: Standard) -> Answer | None:
    """By its code, if it asks for the same; else by its words."""
    words = letters(standard.condition_name(item).zh)
    answer = cluster.answers.get(item)
    if answer is not None and (not answer.question or letters(answer.question) == words):
        return answer
    return next(
        (one for key, one in cluster.answers.items() if not key.isascii() and letters(key) == words), None
    )
