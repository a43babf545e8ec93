"""A workbook's cluster held against the standard that the call or the workbook names."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path

from clustercheck.catalogue import Shelf, standard_for
from clustercheck.catalogue.places import lies_outside
from clustercheck.engine.assessment import assess
from clustercheck.engine.notices import of_the_place
from clustercheck.model.cluster import Cluster
from clustercheck.model.findings import Assessment
from clustercheck.model.standard import Standard


def hold(
    cluster: Cluster,
    standard: Standard | None,
    *,
    as_of: date,
    reading: str = "default",
    in_force: bool = False,
    own: Path | None = None,
) -> Assessment:
    """The assessment by `standard`; where that is None, by the one that the workbook asks for.

    Of a standard that the workbook names it is said if its place lies outside; whoever names one in the call means it.
    Raises `UnknownStandard`.
    """
    chosen = standard or standard_for(cluster, as_of=as_of, own=own, shelf=shelf(own))
    found = assess(cluster, chosen, as_of=as_of, reading=reading, in_force=in_force)
    if standard is None and is_outside(cluster, chosen, own):
        return found._replace(problems=(*found.problems, *of_the_place(cluster, chosen)))
    return found


def is_outside(cluster: Cluster, standard: Standard, own: Path | None) -> bool:
    """Whether a workbook's 所在地 is known to lie outside a standard's area."""
    place = cluster.text("jurisdiction")
    if not place or standard.is_called(place):
        return False
    return _is_outside(place, standard.label, own)


@lru_cache(maxsize=1024)
def _is_outside(place: str, label: str, own: Path | None) -> bool:
    id, _, edition = label.partition("@")
    editions = shelf(own).standards(id)[id]
    standard = next(one for one in editions if one.edition == edition)
    return lies_outside(place, standard, shelf(own).standards)


@lru_cache(maxsize=4)
def shelf(own: Path | None) -> Shelf:
    """The standards of this process; `own` are the user's, laid over the others."""
    return Shelf(own)
