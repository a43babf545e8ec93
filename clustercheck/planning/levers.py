"""How one criterion is made to pass in the coming years: by growth, a level, a yearly step or a count of firms.

Each lever asks the engine and looks for the least change that is enough, in steps a person would write (tenths of a
percent, whole firms). A lever that finds none returns False; a later year or higher growth may then do.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from clustercheck.model.criteria import AnyOf, Criterion, Over, Threshold
from clustercheck.model.findings import STRICT, Finding, Outcome, Status
from clustercheck.model.indicators import INDICATORS
from clustercheck.model.quantities import HUNDRED
from clustercheck.model.subjects import Kind
from clustercheck.planning.assumptions import MOST_OWN_GROWTH
from clustercheck.planning.choosing import take_first, take_least
from clustercheck.planning.context import PASSES, PlanContext
from clustercheck.planning.figures import FigureTable, compound, round_figure
from clustercheck.planning.firm_counts import raise_count
from clustercheck.planning.levels import reach_level, trends

# Money grows with the cluster's output unless a criterion asks for more; these never grow on their own.
SCALE = ("total_output", "operating_revenue")
_ZERO, _ONE = Decimal(0), Decimal(1)
_MOST_PULLS = 12


def make_pass(context: PlanContext, table: FigureTable, criterion: Criterion) -> FigureTable | None:
    """A table of figures with which a criterion passes; None if no lever is enough.

    The same table is returned if the criterion passes already. If a figure is missing, so that it cannot pass, the
    readings that can be computed are kept from being missed.
    """
    if context.passes(criterion, table):
        return table
    if isinstance(criterion, AnyOf):
        return _any_of(context, table, criterion)
    if not isinstance(criterion, Threshold):
        return None
    changed = table.copy()
    bare = criterion._replace(when="")
    for _ in range(_MOST_PULLS):
        finding = context.finding(bare, changed)
        if finding.status in PASSES:
            return changed
        if not _pull(context, changed, bare, finding):
            return changed if finding.status is Status.UNKNOWN else None
    return None


def _any_of(context: PlanContext, table: FigureTable, criterion: AnyOf) -> FigureTable | None:
    """Change as many branches as have to be met, those with the least change first."""
    changed = table
    for _ in range(criterion.at_least):
        tries = [
            one
            for branch in criterion.branches
            if not context.passes(branch, changed)
            and (one := make_pass(context, changed, branch)) is not None
            and context.passes(branch, one)
        ]
        if not tries:
            return None
        changed = min(tries, key=lambda one: _cost(context, table, one))
        if context.passes(criterion, changed):
            return changed
    return None


def _cost(context: PlanContext, before: FigureTable, after: FigureTable) -> Decimal:
    """The sum of the relative changes in the targets of the last year."""
    cost, year = _ZERO, context.apply_in - 1
    for id in after.targets:
        one, other = before.value(id, year), after.value(id, year)
        if other is not None and one != other:
            cost += abs(other - (one or _ZERO)) / max(abs(one or _ZERO), _ONE)
    return cost


def _pull(context: PlanContext, table: FigureTable, threshold: Threshold, finding: Finding) -> bool:
    if threshold.counted is not None:
        return raise_count(context, table, threshold, threshold.counted)
    if context.assumptions.reading == STRICT:
        short = [one for one in finding.outcomes if one.status is not Status.MET]
    else:
        short = [finding.outcome] if finding.outcome is not None else []
    return any(_pulled(context, table, threshold, outcome) for outcome in short)


def _pulled(context: PlanContext, table: FigureTable, threshold: Threshold, outcome: Outcome) -> bool:
    basis = outcome.basis
    # What is asked once is a fact of the cluster: a known one may be changed, an unknown one is not made up.
    if basis is None or (outcome.status is Status.UNKNOWN and INDICATORS[basis.part].once):
        return False

    def passes(changed: FigureTable) -> bool:
        found = context.finding(threshold, changed)
        same = [one for one in found.outcomes if one.reading == outcome.reading]
        return all(one.status is Status.MET for one in same) if same else found.status in PASSES

    if threshold.over in (Over.RISING, Over.FALLING):
        return take_first(table, trends(context, table, threshold, basis), passes)
    is_amount = basis.whole is None and threshold.subject.kind in (Kind.FIGURE, Kind.GROWTH)
    if is_amount and threshold.over is not Over.ONCE:
        return threshold.is_floor and _grow(context, table, basis.part, passes)
    return reach_level(context, table, threshold, basis, passes)


def _grow(context: PlanContext, table: FigureTable, id: str, passes: Callable[[FigureTable], bool]) -> bool:
    """Find the least yearly growth of one figure that is enough; output itself grows as the context says."""
    start = table.last(id)
    if id in SCALE or not start:
        return False

    def at(tenths: int) -> FigureTable:
        changed = table.copy()
        for number, year in enumerate(context.years(table), start=1):
            value = round_figure(id, compound(start, Decimal(tenths).scaleb(-1), number))
            context.put(changed, id, year, max(value, changed.value(id, year) or value))
        return changed

    most = HUNDRED if INDICATORS[id].is_count else max(MOST_OWN_GROWTH, context.growth)
    return take_least(table, 1, int(most * 10), at, passes)
