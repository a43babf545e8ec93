"""The least growth, and the earliest year, by which every criterion of a standard passes."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from clustercheck.model.criteria import Criterion, Over, Threshold, each_of
from clustercheck.model.findings import Status
from clustercheck.model.records import NamedTuple
from clustercheck.model.subjects import Kind
from clustercheck.planning.assumptions import LEAST_GROWTH, MOST_GROWTH
from clustercheck.planning.consistency import implausible, project, reconcile
from clustercheck.planning.context import PASSES, PlanContext
from clustercheck.planning.figures import FigureTable
from clustercheck.planning.levers import SCALE, make_pass

_TENTH = Decimal("0.1")
_OF_OUTPUT = (*SCALE, "dominant_output", "sme_output")
_MOST_PASSES = 4


class Solution(NamedTuple):
    """Targets by which everything passes that is not among `beyond`."""

    apply_in: int
    growth: Decimal
    table: FigureTable
    beyond: tuple[str, ...]
    lacking: tuple[str, ...] = ()


class _Attempt(NamedTuple):
    table: FigureTable
    failing: tuple[str, ...]
    lacking: tuple[str, ...]
    implausible: frozenset[str]

    @property
    def holds(self) -> bool:
        return not self.failing and not self.implausible


def solve(context: PlanContext, table: FigureTable, first: int) -> Solution:
    """The earliest year from `first` on. What no year within the horizon can mend is left out and named in `beyond`.

    `context` names the cluster, the standard and the assumptions; its year and its growth are searched for.
    """
    criteria = _planned(context)
    last = first + context.assumptions.horizon
    # A figure that is missing in the last year is missing in every year before.
    far = _attempt(context._replace(apply_in=last, growth=_most(context)), table, criteria)
    beyond, lacking = list(far.lacking), far.lacking
    while True:
        wanted = [one for one in criteria if one.id not in beyond]
        spared = [one for one in criteria if one.id in lacking]
        for year in range(first, last + 1):
            found = solve_for_year(context._replace(apply_in=year), table, wanted, spared)
            if found is not None:
                return found._replace(beyond=tuple(beyond), lacking=lacking)
        far = _attempt(context._replace(apply_in=last, growth=_most(context)), table, wanted)
        failing = far.failing or [one.id for one in wanted if far.implausible.intersection(_parts_of(one))]
        # If only the years before the last one are in the way, criteria are given up one by one.
        beyond += failing or [max(wanted, key=_is_share).id]


def solve_for_year(
    context: PlanContext, table: FigureTable, criteria: Sequence[Criterion], spared: Sequence[Criterion] = ()
) -> Solution | None:
    """Targets for an application in the context's year with the least growth that is enough; None if none is.

    `spared` are criteria that lack a figure; they are kept from being missed if possible.
    """
    least, most = _tenths(_floor(context)), _tenths(_most(context))
    near = _attempt(context._replace(growth=Decimal(least).scaleb(-1)), table, criteria, spared)
    if near.holds:
        return Solution(context.apply_in, Decimal(least).scaleb(-1), near.table, ())
    least += 1
    far = _attempt(context._replace(growth=Decimal(most).scaleb(-1)), table, criteria, spared)
    if least > most or not far.holds:
        return None
    best = most, far.table
    while least < most:
        middle = (least + most) // 2
        tried = _attempt(context._replace(growth=Decimal(middle).scaleb(-1)), table, criteria, spared)
        if tried.holds:
            most, best = middle, (middle, tried.table)
        else:
            least = middle + 1
    return Solution(context.apply_in, Decimal(best[0]).scaleb(-1), best[1], ())


def _attempt(
    context: PlanContext, table: FigureTable, criteria: Sequence[Criterion], spared: Sequence[Criterion] = ()
) -> _Attempt:
    current = reconcile(context, project(context, table, _own_growths(context)))
    statuses: dict[str, Status] = {}
    for _ in range(_MOST_PASSES):
        for criterion in (*criteria, *spared):
            current = make_pass(context, current, criterion) or current
        current = reconcile(context, current)
        statuses = {one.id: context.finding(one, current).status for one in criteria}
        if all(status in PASSES for status in statuses.values()):
            break
    failing = tuple([id for id, status in statuses.items() if status not in PASSES])
    lacking = tuple([id for id in failing if statuses[id] is Status.UNKNOWN])
    return _Attempt(current, failing, lacking, implausible(context, current))


def _parts_of(criterion: Criterion) -> set[str]:
    """The figures that are raised for a criterion."""
    found: set[str] = set()
    for branch in getattr(criterion, "branches", ()):
        found |= _parts_of(branch)
    if isinstance(criterion, Threshold):
        if criterion.counted is not None:
            return {criterion.counted.given, *criterion.counted.kinds}
        readings = [one.basis for one in criterion.readings if one.basis is not None]
        found |= {basis.part for basis in (*criterion.subject.bases.values(), *readings)}
    return found


def _is_share(criterion: Criterion) -> bool:
    return isinstance(criterion, Threshold) and criterion.subject.kind is Kind.SHARE


def _planned(context: PlanContext) -> list[Criterion]:
    """The criteria that figures can change."""
    return [
        one for one in context.standard.criteria if any(isinstance(each, Threshold) for each in each_of(one))
    ]


def _own_growths(context: PlanContext) -> dict[str, Decimal]:
    """The growth that the standard asks of single figures; the next application will be asked the same."""
    found: dict[str, Decimal] = {}
    for one in context.standard.criteria:
        if isinstance(one, Threshold) and one.over is Over.GROWTH and one.is_floor:
            for basis in list(one.subject.bases.values())[:1]:
                found[basis.part] = max(_enough(one), found.get(basis.part, Decimal(0)))
    return found


def _floor(context: PlanContext) -> Decimal:
    """The growth of output that the standard asks for, or a little if it asks for none."""
    if context.assumptions.growth is not None:
        return context.assumptions.growth
    asked = [rate for id, rate in _own_growths(context).items() if id in _OF_OUTPUT]
    return max(asked, default=LEAST_GROWTH)


def _most(context: PlanContext) -> Decimal:
    if context.assumptions.growth is not None:
        return context.assumptions.growth
    return max(MOST_GROWTH, _floor(context))


def _enough(threshold: Threshold) -> Decimal:
    """The least tenth of a percent that passes a growth threshold."""
    tenths = -(-threshold.limit * 10 // 1)
    exact = tenths == threshold.limit * 10
    return (tenths + (1 if threshold.is_strict and exact else 0)) * _TENTH


def _tenths(rate: Decimal) -> int:
    return int(-(-rate * 10 // 1))
