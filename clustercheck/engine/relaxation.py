"""Whether a standard's thresholds may be eased for a cluster: it claims so, or its place lies in the named region."""

from __future__ import annotations

from clustercheck.model.cluster import Cell, Cluster
from clustercheck.model.standard import Relaxation, Standard

# After a region's name these words name another place: 西安区 is no part of 西安.
_OF_ANOTHER_PLACE = ("区", "县", "镇", "乡")
_COUNTRY = ("中华人民共和国", "中国")


def is_relaxed(cluster: Cluster, standard: Standard) -> bool:
    """Whether a miss of a relaxable criterion is at the reviewers' discretion."""
    relaxation = standard.relaxation
    if relaxation is None:
        return False
    claimed = any(cluster.stated(area) is True for area in relaxation.areas)
    return claimed or place_within(cluster, relaxation) is not None


def place_within(cluster: Cluster, relaxation: Relaxation) -> tuple[str, Cell] | None:
    """The cluster's place inside the region and its cell; None if it lies elsewhere or is unknown."""
    entry = cluster.profile.get("jurisdiction")
    if entry is None or not relaxation.places:
        return None
    place = cluster.text("jurisdiction")
    name = "".join(place.split())
    for country in _COUNTRY:
        if name != country:
            name = name.removeprefix(country)
    for begin in relaxation.places:
        if name.startswith(begin) and name[len(begin) : len(begin) + 1] not in _OF_ANOTHER_PLACE:
            return place, entry.cell
    return None
