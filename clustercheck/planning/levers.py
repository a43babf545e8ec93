"""How one criterion is brought to pass in the years to come: a rate of growth, a level, a step, a count of firms.

Each lever looks for the least that is enough, on a grid a person would write (tenths of a percent, whole firms), by
asking the engine. A lever that finds nothing returns False, and leaves it to a later year or a higher growth.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from clustercheck.model.criteria import AnyOf, Count, Criterion, Over, Threshold, at_level
from clustercheck.model.findings import STRICT, Finding, Outcome, Status
from clustercheck.model.indicators import INDICATORS
from clustercheck.model.quantities import EXACT, HUNDRED, quotient
from clustercheck.model.subjects import Basis, Kind
from clustercheck.planning.assumptions import MOST_OWN_GROWTH
from clustercheck.planning.board import PASSES, Board
from clustercheck.planning.figures import FigureTable, grown, neat

# All money grows with the cluster's output unless something asks more of it; these never on their own.
SCALE = ("total_output", "operating_revenue")
_STEP_OF_RATES = Decimal("0.5")
_FALL = Decimal("0.98")
_ZERO, _ONE = Decimal(0), Decimal(1)
_MOST_PULLS = 12
_MOST_FIRMS_MORE = 60
# Of titles the easiest to gain first; the largest count counts before that.
_EASIEST = ("innovative_smes", "specialised_smes", "high_tech_enterprises", "little_giants")
_times = EXACT.multiply


def brought_to_pass(board: Board, table: FigureTable, criterion: Criterion) -> FigureTable | None:
    """A table by which a criterion passes, the same one where it does already; None where no lever is enough.

    One that cannot pass for want of a figure is kept from being missed in the readings that can be computed.
    """
    if board.passes(criterion, table):
        return table
    if isinstance(criterion, AnyOf):
        return _any_of(board, table, criterion)
    if not isinstance(criterion, Threshold):
        return None
    changed = table.copy()
    bare = criterion._replace(when="")
    for _ in range(_MOST_PULLS):
        finding = board.finding(bare, changed)
        if finding.status in PASSES:
            return changed
        if not _pull(board, changed, bare, finding):
            return changed if finding.status is Status.UNKNOWN else None
    return None


def _any_of(board: Board, table: FigureTable, criterion: AnyOf) -> FigureTable | None:
    """The branches that take the least change, as many as have to be met."""
    changed = table
    for _ in range(criterion.at_least):
        tries = [
            one
            for branch in criterion.branches
            if not board.passes(branch, changed)
            and (one := brought_to_pass(board, changed, branch)) is not None
            and board.passes(branch, one)
        ]
        if not tries:
            return None
        changed = min(tries, key=lambda one: _cost(board, table, one))
        if board.passes(criterion, changed):
            return changed
    return None


def _cost(board: Board, before: FigureTable, after: FigureTable) -> Decimal:
    """By how much the targets of the last year differ, each as a part of what it was; the more, the dearer."""
    cost, year = _ZERO, board.apply_in - 1
    for id in after.targets:
        one, other = before.value(id, year), after.value(id, year)
        if other is not None and one != other:
            cost += abs(other - (one or _ZERO)) / max(abs(one or _ZERO), _ONE)
    return cost


def _pull(board: Board, table: FigureTable, threshold: Threshold, finding: Finding) -> bool:
    if threshold.counted is not None:
        return _count(board, table, threshold, threshold.counted)
    if board.assumptions.reading == STRICT:
        short = [one for one in finding.outcomes if one.status is not Status.MET]
    else:
        short = [finding.outcome] if finding.outcome is not None else []
    return any(_pulled(board, table, threshold, outcome) for outcome in short)


def _pulled(board: Board, table: FigureTable, threshold: Threshold, outcome: Outcome) -> bool:
    basis = outcome.basis
    if basis is None:
        return False

    def passes(changed: FigureTable) -> bool:
        found = board.finding(threshold, changed)
        same = [one for one in found.outcomes if one.reading == outcome.reading]
        return all(one.status is Status.MET for one in same) if same else found.status in PASSES

    if threshold.over in (Over.RISING, Over.FALLING):
        return _take(table, _trends(board, table, threshold, basis), passes)
    is_amount = basis.whole is None and threshold.subject.kind in (Kind.FIGURE, Kind.GROWTH)
    if is_amount and threshold.over is not Over.ONCE:
        return threshold.is_floor and _grow(board, table, basis.part, passes)
    return _level(board, table, threshold, basis, passes)


def _take(table: FigureTable, tries: Iterator[FigureTable], passes: Callable[[FigureTable], bool]) -> bool:
    """Take over the first of some tables that passes."""
    for changed in tries:
        if passes(changed):
            table.take(changed)
            return True
    return False


def _grow(board: Board, table: FigureTable, id: str, passes: Callable[[FigureTable], bool]) -> bool:
    """The least yearly growth of a figure of its own that is enough; output itself grows as the board says."""
    start = table.last(id)
    if id in SCALE or not start:
        return False

    def at(tenths: int) -> FigureTable:
        changed = table.copy()
        for number, year in enumerate(board.years(table), start=1):
            value = neat(id, grown(start, Decimal(tenths).scaleb(-1), number))
            board.put(changed, id, year, max(value, changed.value(id, year) or value))
        return changed

    most = HUNDRED if INDICATORS[id].is_count else max(MOST_OWN_GROWTH, board.growth)
    return _least(table, 1, int(most * 10), at, passes)


def _least(
    table: FigureTable,
    low: int,
    high: int,
    at: Callable[[int], FigureTable | None],
    passes: Callable[[FigureTable], bool],
) -> bool:
    """Take over the table of the least number of a range that passes; more is always enough where less is."""

    def holds(number: int) -> bool:
        changed = at(number)
        return changed is not None and passes(changed)

    if high < low or not holds(high):
        return False
    while low < high:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle + 1
    changed = at(low)
    if changed is None or not passes(changed):
        return False
    table.take(changed)
    return True


def _level(
    board: Board,
    table: FigureTable,
    threshold: Threshold,
    basis: Basis,
    passes: Callable[[FigureTable], bool],
) -> bool:
    """The least level of a share, a rate or a state; reached as late as it may be, in even steps."""
    years = board.years(table)
    limit = int(-(-threshold.limit * 10 // 1)) if threshold.is_floor else int(threshold.limit * 10 // 1)
    sign = 1 if threshold.is_floor else -1
    lowest = limit + (sign if threshold.is_strict else 0)
    in_percent = threshold.subject.kind in (Kind.SHARE, Kind.RATE)
    farthest = 1000 if in_percent else lowest * 4 + 10
    for tenths in _tries(lowest, farthest if threshold.is_floor else lowest):
        for reached in reversed(years):
            changed = _at_level(board, table, basis, Decimal(tenths).scaleb(-1), reached, threshold.is_floor)
            if changed is not None and passes(changed):
                table.take(changed)
                return True
    return False


def _tries(lowest: int, highest: int) -> Iterator[int]:
    """The threshold itself, then levels over it in growing steps: a mean over years gone by may ask for more."""
    step = 1
    while lowest <= highest:
        yield lowest
        lowest += step
        step = min(step * 2, 16)


def _at_level(
    board: Board, table: FigureTable, basis: Basis, level: Decimal, reached: int, is_floor: bool
) -> FigureTable | None:
    last, part, whole = table.facts.last, basis.part, basis.whole
    changed = table.copy()
    before = _ratio(table, basis, last)
    if INDICATORS[part].once:
        board.put(changed, part, last + 1, level)
        return changed
    for year in board.years(table):
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
        value = neat(part, value, down=not is_floor)
        stands = table.value(part, year)
        if stands is not None:
            value = max(value, stands) if is_floor else min(value, stands)
        board.put(changed, part, year, value)
    return changed


def _ratio(table: FigureTable, basis: Basis, year: int) -> Decimal | None:
    part = table.value(basis.part, year)
    if part is None or basis.whole is None:
        return part
    whole = table.value(basis.whole, year)
    return quotient(_times(basis.factor, part), whole) if whole else None


def _trends(board: Board, table: FigureTable, threshold: Threshold, basis: Basis) -> Iterator[FigureTable]:
    """Every year a step in the right direction: half a percentage point up, two hundredths down."""
    rising = threshold.over is Over.RISING
    changed = table.copy()
    before = _ratio(table, basis, table.facts.last)
    if before is None:
        return
    for year in board.years(table):
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
        board.put(changed, basis.part, year, neat(basis.part, value, down=not rising))
        # Of whole firms more than was meant: the next step starts from there.
        before = _ratio(changed, basis, year) or value
    yield changed


def _count(board: Board, table: FigureTable, threshold: Threshold, count: Count) -> bool:
    """The least number of firms, each counted once, with a kind that can hold them."""
    years = board.years(table)
    start = int(table.last(count.given) or 0)

    def at(number: int) -> FigureTable:
        changed = table.copy()
        for place, year in enumerate(years, start=1):
            value = Decimal(start + -(-(number - start) * place // len(years)))
            board.put(changed, count.given, year, max(value, changed.value(count.given, year) or value))
            for reading in threshold.readings:
                _hold(board, changed, at_level(count, reading.id), year, value)
        return changed

    lowest = int(threshold.limit) + (1 if threshold.is_strict else 0)
    if not len(years):
        return False
    return _least(
        table,
        max(lowest, start),
        max(lowest, start) + _MOST_FIRMS_MORE,
        at,
        lambda one: board.passes(threshold, one),
    )


def _hold(board: Board, table: FigureTable, count: Count, year: int, number: Decimal) -> None:
    """Let the kinds of a count hold so many firms: more of the kind there are most of."""
    values = [table.value(kind, year) for kind in count.kinds]
    if None in values:
        return
    known = [value for value in values if value is not None]
    lacking = number - sum(known, _ZERO)
    if lacking > 0:
        kind = max(count.kinds, key=lambda one: (table.value(one, year) or _ZERO, _ease(one)))
        board.put(table, kind, year, (table.value(kind, year) or _ZERO) + lacking)


def _ease(kind: str) -> int:
    return -_EASIEST.index(kind) if kind in _EASIEST else -len(_EASIEST)
