"""The targets of a plan: what each figure is to be in each year, and which criteria look at it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from clustercheck.model.criteria import indicators_of
from clustercheck.model.indicators import INDICATORS, in_vocabulary_order
from clustercheck.model.records import NamedTuple
from clustercheck.model.standard import Standard
from clustercheck.planning.figures import FigureTable


class Target(NamedTuple):
    """The value that a figure is to reach in a year. `criteria` look at it; `over` tells that the year has ended.

    `goal` is False for figures that only go along, such as the people that patents are divided by.
    """

    indicator: str
    year: int
    value: Decimal
    unit: str
    criteria: tuple[str, ...]
    over: bool = False
    goal: bool = True


def targets_of(table: FigureTable, standard: Standard, last: int, as_of: date) -> tuple[Target, ...]:
    """The targets in the order of the vocabulary, each with the criteria that look at it."""
    looking: dict[str, list[str]] = {}
    goals = _goals(standard, table)
    for threshold in standard.thresholds():
        for name in indicators_of(threshold):
            looking.setdefault(name, []).append(threshold.id)
    return tuple(
        [
            Target(
                id,
                year,
                value,
                INDICATORS[id].unit.name,
                tuple(looking.get(id, ())),
                year < as_of.year,
                id in goals and value > 0,
            )
            for id in in_vocabulary_order(table.targets)
            for year, value in sorted(table.targets[id].items())
            if year > last
        ]
    )


def _goals(standard: Standard, table: FigureTable) -> frozenset[str]:
    """The figures that criteria measure: not what they are divided by, and a count rather than its kinds."""
    found: set[str] = set()
    for threshold in standard.thresholds():
        count = threshold.counted
        if count is not None:
            found.update((count.given,) if count.given in table.targets else count.kinds)
        else:
            bases = [one.basis for one in threshold.readings if one.basis is not None]
            found.update(basis.part for basis in (*list(threshold.subject.bases.values())[:1], *bases))
    return frozenset(found)
