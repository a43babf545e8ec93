"""Counts of firms, each counted once, raised together with the kinds that they are made of."""

from __future__ import annotations

from decimal import Decimal

from clustercheck.model.criteria import Count, Threshold, at_level
from clustercheck.planning.choosing import take_least
from clustercheck.planning.context import PlanContext
from clustercheck.planning.figures import FigureTable

_ZERO = Decimal(0)
_MOST_FIRMS_MORE = 60
# Of titles the easiest to gain comes first; the kind with the largest count goes before that.
_EASIEST = ("innovative_smes", "specialised_smes", "high_tech_enterprises", "little_giants")


def raise_count(context: PlanContext, table: FigureTable, threshold: Threshold, count: Count) -> bool:
    """Find the least number of firms, each counted once, that passes, and raise the kinds so that they can hold them."""
    years = context.years(table)
    start = int(table.last(count.given) or 0)

    def at(number: int) -> FigureTable:
        changed = table.copy()
        for place, year in enumerate(years, start=1):
            value = Decimal(start + -(-(number - start) * place // len(years)))
            context.put(changed, count.given, year, max(value, changed.value(count.given, year) or value))
            for reading in threshold.readings:
                _hold(context, changed, at_level(count, reading.id), year, value)
        return changed

    lowest = int(threshold.limit) + (1 if threshold.is_strict else 0)
    if not len(years):
        return False
    return take_least(
        table,
        max(lowest, start),
        max(lowest, start) + _MOST_FIRMS_MORE,
        at,
        lambda one: context.passes(threshold, one),
    )


def _hold(context: PlanContext, table: FigureTable, count: Count, year: int, number: Decimal) -> None:
    """Raise the largest kind of a count until the kinds can hold so many firms."""
    values = [table.value(kind, year) for kind in count.kinds]
    if None in values:
        return
    known = [value for value in values if value is not None]
    lacking = number - sum(known, _ZERO)
    if lacking > 0:
        kind = max(count.kinds, key=lambda one: (table.value(one, year) or _ZERO, _ease(one)))
        context.put(table, kind, year, (table.value(kind, year) or _ZERO) + lacking)


def _ease(kind: str) -> int:
    return -_EASIEST.index(kind) if kind in _EASIEST else -len(_EASIEST)
