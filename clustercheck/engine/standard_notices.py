"""The notices of whether a standard fits: the day, the place, the form that was filled in."""

from __future__ import annotations

from collections.abc import Iterator

from clustercheck.engine.standard_facts import asked_by, is_named
from clustercheck.model.cluster import Cluster
from clustercheck.model.lean import date
from clustercheck.model.problems import Name, Problem, Where, warning
from clustercheck.model.standard import Standard, StandardStatus


def is_made_for(cluster: Cluster, standard: Standard) -> bool:
    """Whether the form was made for this standard or names none. Only then do its answers fit this standard."""
    made_for = cluster.text("standard")
    return not made_for or is_named(asked_by(standard), made_for)


def of_the_standard(standard: Standard, where: Where, as_of: date) -> Iterator[Problem]:
    """Notices about the standard itself on a day: a draft, an edition out of force, a partial text."""
    name, day = standard.name, as_of.isoformat()
    status = standard.status_on(as_of)
    if status is StandardStatus.DRAFT:
        yield warning("A321", where, name=name)
    elif status is StandardStatus.SUPERSEDED:
        yield warning("A322", where, name=name)
    elif status is StandardStatus.EXPIRED:
        last = standard.expires.isoformat() if standard.expires else "-"
        yield warning("A323", where, name=name, last=last, day=day)
    elif status is StandardStatus.NOT_YET_IN_FORCE:
        yield warning("A324", where, name=name, first=_first_day(standard), day=day)
    if standard.partial:
        yield warning("A325", where, name=name, points=[point.text for point in standard.unknown])


def _first_day(standard: Standard) -> str | Name:
    """The day a text comes into force, or the year if the text gives no day."""
    if standard.effective is not None:
        return standard.effective.isoformat()
    year = standard.effective_year
    return Name(f"{year}年（文本未载日期）", f"{year} (the text gives no day)")


def of_the_place(cluster: Cluster, standard: Standard) -> Iterator[Problem]:
    """The notice that the workbook's place lies outside the standard's area. The caller decides what follows."""
    entry = cluster.profile["jurisdiction"]
    yield warning("A346", cluster.where(entry.cell), place=cluster.text("jurisdiction"), name=standard.name)


def of_the_form(cluster: Cluster, standard: Standard) -> Iterator[Problem]:
    """The notice that a form was made for another standard.

    It is part of a check but not of an assessment, where naming another standard is deliberate.
    """
    if not is_made_for(cluster, standard):
        entry = cluster.profile["standard"]
        yield warning(
            "A347", cluster.where(entry.cell), made_for=cluster.text("standard"), judged=standard.label
        )
