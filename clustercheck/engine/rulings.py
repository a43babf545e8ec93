"""Readings that the bureau has settled: they replace the standard's own and are cited with every result.

A ruling is used only if it says who gave it and when, and from that day on. It selects one of the readings that the
standard's file admits and cannot add another. It holds for the standard that the form was made for and for no other, and two rulings that
name different readings of one criterion settle nothing.
"""

from __future__ import annotations

from datetime import date

from clustercheck.engine.standard_notices import is_made_for
from clustercheck.model.cluster import Cluster, Ruling
from clustercheck.model.criteria import AnyOf, Criterion, Threshold
from clustercheck.model.problems import Name, Problem, warning
from clustercheck.model.standard import Standard

_NO_OFFICE = Name("没有写答复单位", "it does not say who answered")
_NO_DAY = Name("没有写答复日期", "it does not say when")
_NOT_YET = Name("答复日期在评判日之后", "it was given after the day of the assessment")
_NO_SUCH = Name("这一条不存在，或只有一种读法", "there is no such criterion, or it has one reading only")
_OF_ANOTHER = Name(
    "本表是为另一个标准填的，答复的是那个标准", "the form is for another standard, and so is the answer"
)
_DISAGREE = Name("同一条有两个不同的答复", "another line answers the same criterion otherwise")


def settled(cluster: Cluster, standard: Standard, as_of: date) -> tuple[Standard, tuple[Problem, ...]]:
    """The standard with the readings that the workbook's rulings settle on a day, and a notice for each ruling."""
    known = {one.id: one for one in standard.thresholds() if len(one.readings) > 1}
    if not is_made_for(cluster, standard):
        return standard, tuple(
            warning("A381", cluster.where(one.cell), criterion=one.criterion, why=_OF_ANOTHER)
            for one in cluster.rulings
            if one.criterion in known
        )
    disputed = _disputed(cluster.rulings, as_of)
    used: dict[str, Ruling] = {}
    said: list[Problem] = []
    for ruling in cluster.rulings:
        threshold = known.get(ruling.criterion)
        where = cluster.where(ruling.cell)
        if threshold is None:
            said.append(warning("A381", where, criterion=ruling.criterion, why=_NO_SUCH))
        elif not _holds(ruling, as_of):
            why = _NO_OFFICE if not ruling.office else _NO_DAY if ruling.day is None else _NOT_YET
            said.append(warning("A381", where, criterion=ruling.criterion, why=why))
        elif ruling.reading not in (ids := [one.id for one in threshold.readings]):
            said.append(warning("A382", where, criterion=ruling.criterion, value=ruling.reading, known=ids))
        elif ruling.criterion in disputed:
            said.append(warning("A381", where, criterion=ruling.criterion, why=_DISAGREE))
        else:
            used[ruling.criterion] = ruling
            said.append(
                warning(
                    "A380",
                    where,
                    name=threshold.name,
                    reading=ruling.reading,
                    office=ruling.office,
                    day=str(ruling.day),
                )
            )
    if not used:
        return standard, tuple(said)
    sections = tuple(
        [
            section._replace(criteria=tuple([_by_rulings(one, used) for one in section.criteria]))
            for section in standard.sections
        ]
    )
    criteria = tuple([one for section in sections for one in section.criteria])
    return standard._replace(sections=sections, criteria=criteria), tuple(said)


def _holds(ruling: Ruling, as_of: date) -> bool:
    """Whether it says who gave it and when, and was given by that day."""
    return bool(ruling.office) and ruling.day is not None and ruling.day <= as_of


def _disputed(rulings: tuple[Ruling, ...], as_of: date) -> set[str]:
    """The criteria of which two answers name different readings."""
    readings: dict[str, set[str]] = {}
    for one in rulings:
        if _holds(one, as_of):
            readings.setdefault(one.criterion, set()).add(one.reading)
    return {id for id, named in readings.items() if len(named) > 1}


def _by_rulings(criterion: Criterion, used: dict[str, Ruling]) -> Criterion:
    if isinstance(criterion, AnyOf):
        return criterion._replace(branches=tuple([_by_rulings(one, used) for one in criterion.branches]))
    if not isinstance(criterion, Threshold) or criterion.id not in used:
        return criterion
    meant = used[criterion.id].reading
    return criterion._replace(readings=tuple([one for one in criterion.readings if one.id == meant]))
