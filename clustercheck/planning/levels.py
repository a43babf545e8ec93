"""Levels and trends: how a share, a rate or a state reaches a threshold in the years to come."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from clustercheck.model.criteria import Over, Threshold
from clustercheck.model.indicators import INDICATORS
from clustercheck.model.quantities import EXACT, HUNDRED, quotient
from clustercheck.model.subjects import Basis, Kind
from clustercheck.planning.context import PlanContext
from clustercheck.planning.figures import FigureTable, round_figure

_STEP_OF_RATES = Decimal("0.5")
_FALL = Decimal("0.98")
_times = EXACT.multiply


def reach_level(
    context: PlanContext,
    table: FigureTable,
    threshold: Threshold,
    basis: Basis,
    passes: Callable[[FigureTable], bool],
) -> bool:
    """Find the least level of a share, a rate or a state that passes; it is reached as late as possible, in even steps."""
    years = context.years(table)
    limit = int(-(-threshold.limit * 10 // 1)) if threshold.is_floor else int(threshold.limit * 10 // 1)
    sign = 1 if threshold.is_floor else -1
    lowest = limit + (sign if threshold.is_strict else 0)
    in_percent = threshold.subject.kind in (Kind.SHARE, Kind.RATE)
    farthest = 1000 if in_percent else lowest * 4 + 10
    for tenths in _tries(lowest, farthest if threshold.is_floor else lowest):
        for reached in reversed(years):
            changed = _at_level(
                context, table, basis, Decimal(tenths).scaleb(-1), reached, threshold.is_floor
            )
            if changed is not None and passes(changed):
                table.take(changed)
                return True
    return False


def _tries(lowest: int, highest: int) -> Iterator[int]:
    """The threshold, then levels above it in growing steps, because a mean over past years may ask for more."""
    step = 1
    while lowest <= highest:
        yield lowest
        lowest += step
        step = min(step * 2, 16)


def _at_level(
    context: PlanContext, table: FigureTable, basis: Basis, level: Decimal, reached: int, is_floor: bool
) -> FigureTable | None:
    last, part, whole = table.facts.last, basis.part, basis.whole
    changed = table.copy()
    before = _ratio(table, basis, last)
    if INDICATORS[part].once:
        context.put(changed, part, last + 1, level)
        return changed
    for year in context.years(table):
        ratio = level
        if before is not None and year < reached:
            way = quotient(Decimal(year - last), Decimal(reached - last))
            ratio = before + (level - before) * way
        elif before is None and year < reached:
            continue
        value = ratio
        if whole is not None:
            over = table.value(whole, year)
            if over is None:
                return None
            value = quotient(_times(ratio, over), basis.factor, up=is_floor)
        value = round_figure(part, value, down=not is_floor)
        stands = table.value(part, year)
        if stands is not None:
            value = max(value, stands) if is_floor else min(value, stands)
        context.put(changed, part, year, value)
    return changed


def _ratio(table: FigureTable, basis: Basis, year: int) -> Decimal | None:
    part = table.value(basis.part, year)
    if part is None or basis.whole is None:
        return part
    whole = table.value(basis.whole, year)
    return quotient(_times(basis.factor, part), whole) if whole else None


def trends(
    context: PlanContext, table: FigureTable, threshold: Threshold, basis: Basis
) -> Iterator[FigureTable]:
    """A step in the right direction every year: half a percentage point up, or 2 % down."""
    rising = threshold.over is Over.RISING
    changed = table.copy()
    before = _ratio(table, basis, table.facts.last)
    if before is None:
        return
    for year in context.years(table):
        stands = _ratio(table, basis, year)
        if rising:
            value = min(HUNDRED, before + _STEP_OF_RATES)
            value = value if stands is None else max(value, stands)
        else:
            value = _times(before, _FALL)
            value = value if stands is None else min(value, stands)
        if basis.whole is not None:
            over = table.value(basis.whole, year)
            if over is None:
                return
            value = quotient(_times(value, over), basis.factor, up=rising)
        context.put(changed, basis.part, year, round_figure(basis.part, value, down=not rising))
        # Whole firms may come to more than was asked; the next step starts from there.
        before = _ratio(changed, basis, year) or value
    yield changed
