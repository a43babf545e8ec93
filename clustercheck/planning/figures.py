"""Facts and targets by indicator and year, and the windows and clusters that the engine judges."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal

from clustercheck.model.cluster import Bounds, Cell, Cluster, Observation, ProfileEntry
from clustercheck.model.indicators import INDICATORS
from clustercheck.model.quantities import EXACT
from clustercheck.model.records import NamedTuple
from clustercheck.model.window import LAST, Figures, Window, latest_filled

_CENT = Decimal("0.01")
_FOUR_DIGITS_UP = Context(prec=4, rounding=ROUND_CEILING)
_FOUR_DIGITS_DOWN = Context(prec=4, rounding=ROUND_FLOOR)
ONCE = frozenset([id for id, indicator in INDICATORS.items() if indicator.once])
# The sheet of the form that targets are written into.
_SHEET = "指标"


class Facts(NamedTuple):
    """What a workbook states of the years that are over: exact figures, and cells that give none.

    `last` is the newest year that counts; `years` are those with a figure that is asked by year. `once` has the state
    that counts of what is asked once, with the year of its column.
    """

    exact: Mapping[str, Mapping[int, Decimal]]
    doubted: frozenset[tuple[str, int]]
    inexact: Mapping[tuple[str, int], Bounds]
    years: frozenset[int]
    last: int
    once: Mapping[str, Observation]


def facts_of(cluster: Cluster, window: Window) -> Facts | None:
    """The facts as a window of today sees them; None if no year counts."""
    if not window.counting:
        return None
    last = window.counting[-1]
    exact: dict[str, dict[int, Decimal]] = {}
    doubted, inexact, years, once = set(), {}, set(), {}
    for id, series in cluster.observations.items():
        if id in ONCE:
            latest = latest_filled(
                {year: one for year, one in series.items() if year <= last + 1}, date(last + 1, 1, 1)
            )
            if latest is not None:
                once[id] = latest
            continue
        for year, seen in series.items():
            if year > last or seen.is_blank:
                continue
            years.add(year)
            if seen.doubt is not None:
                doubted.add((id, year))
            elif seen.value is not None:
                exact.setdefault(id, {})[year] = seen.value
            elif seen.bounds is not None:
                inexact[id, year] = seen.bounds
    return Facts(exact, frozenset(doubted), inexact, frozenset(years), last, once)


class FigureTable:
    """Facts, and targets for the years after them. Only targets can be set."""

    __slots__ = ("_apply_in", "_fixed", "_rows", "facts", "targets")

    def __init__(self, facts: Facts, targets: Mapping[str, Mapping[int, Decimal]] | None = None) -> None:
        self.facts = facts
        self.targets: dict[str, dict[int, Decimal]] = {id: dict(row) for id, row in (targets or {}).items()}
        # The rows of the last window that was made: a search asks for hundreds.
        self._apply_in = 0
        self._rows: dict[str, Figures] = {}
        self._fixed: Window | None = None

    def copy(self) -> FigureTable:
        """A separate table with the same targets."""
        found = FigureTable(self.facts, self.targets)
        found._apply_in, found._rows, found._fixed = self._apply_in, dict(self._rows), self._fixed
        return found

    def take(self, other: FigureTable) -> None:
        """Take over another table's targets."""
        self.targets, self._apply_in, self._rows, self._fixed = (
            other.targets,
            other._apply_in,
            other._rows,
            other._fixed,
        )

    def value(self, id: str, year: int) -> Decimal | None:
        """A fact, or a target for a year after the facts; None if there is neither."""
        if year > self.facts.last:
            row = self.targets.get(id)
            return None if row is None else row.get(year)
        if id in ONCE:
            seen = self.facts.once.get(id)
            return None if seen is None or seen.doubt is not None else seen.value
        facts = self.facts.exact.get(id)
        return None if facts is None else facts.get(year)

    def last(self, id: str) -> Decimal | None:
        """The figure of the newest year that is a fact."""
        return self.value(id, self.facts.last)

    def set(self, id: str, year: int, value: Decimal) -> None:
        """Set a target; raises `ValueError` for a year that is over, which is a fact."""
        if year <= self.facts.last:
            raise ValueError(f"{id} {year} is a fact")
        self.targets.setdefault(id, {})[year] = value
        self._rows.pop(id, None)

    def window(self, apply_in: int) -> Window:
        """What an application in a year looks at."""
        if apply_in != self._apply_in or self._fixed is None:
            self._apply_in, self._rows = apply_in, {}
            self._fixed = self._without_figures(apply_in)
        rows, years = self._rows, self._fixed.years
        for id in (*self.facts.exact, *self.facts.once, *self.targets):
            if id not in rows:
                if id in ONCE:
                    rows[id] = (None, None, None, self._state(id, years[LAST]))
                else:
                    a, b, c, d = years
                    rows[id] = (self.value(id, a), self.value(id, b), self.value(id, c), self.value(id, d))
        fixed = self._fixed
        if not self.facts.once.keys().isdisjoint(self.targets):
            stated = {(id, LAST) for id in self.facts.once if id in self.targets}
            inexact = {at: one for at, one in fixed.inexact.items() if at not in stated}
            fixed = fixed._replace(doubted=fixed.doubted - stated, inexact=inexact)
        return fixed._replace(figures=rows)

    def _without_figures(self, apply_in: int) -> Window:
        facts = self.facts
        years = (apply_in - 4, apply_in - 3, apply_in - 2, apply_in - 1)
        at = {year: position for position, year in enumerate(years)}
        doubted = [(id, at[year]) for id, year in facts.doubted if year in at]
        inexact = {(id, at[year]): one for (id, year), one in facts.inexact.items() if year in at}
        for id, seen in facts.once.items():
            if seen.doubt is not None:
                doubted.append((id, LAST))
            elif seen.value is None and seen.bounds is not None:
                inexact[id, LAST] = seen.bounds
        counting = tuple([year for year in years if year > facts.last or year in facts.years])
        return Window(years, counting, {}, frozenset(doubted), inexact)

    def _state(self, id: str, year: int) -> Decimal | None:
        row = self.targets.get(id, {})
        known = [each for each in row if each <= year]
        return row[max(known)] if known else self.value(id, self.facts.last)

    def cell(self, id: str, year: int) -> tuple[str, str]:
        """What stands for the cell of a target before there is a form."""
        return _SHEET, f"{id}.{year}"

    def cluster(self, cluster: Cluster, standard: str) -> Cluster:
        """The cluster with the targets in its years to come, as the form for a standard would be read."""
        observations: dict[str, dict[int, Observation]] = {}
        last = self.facts.last
        for id, series in cluster.observations.items():
            observations[id] = {
                year: one for year, one in series.items() if year <= last or INDICATORS[id].once
            }
        for id, row in self.targets.items():
            for year, value in row.items():
                cell = Cell(*self.cell(id, year))
                observations.setdefault(id, {})[year] = Observation(
                    id, year, value, INDICATORS[id].unit.name, cell
                )
        profile = {
            **cluster.profile,
            "standard": ProfileEntry(standard, Cell("基本信息", "standard"), standard),
        }
        return cluster._replace(profile=profile, observations=observations, problems=())


def round_figure(id: str, value: Decimal, *, down: bool = False) -> Decimal:
    """A target as a person would write it, never less than what is needed (`down`: never more).

    Whole firms, people and patents; money and other amounts to four digits or a hundredth of their unit.
    """
    indicator = INDICATORS[id]
    rounding = ROUND_FLOOR if down else ROUND_CEILING
    if indicator.is_count:
        return value.quantize(Decimal(1), rounding=rounding)
    if indicator.unit.dimension == "rate":
        return value.quantize(_CENT, rounding=rounding)
    if value.is_zero():
        return value
    # More digits where the hundredth of a unit is finer than four digits are, or a whole unit is.
    digits = max(4, value.adjusted() + 1 + (2 if indicator.unit.name == "亿元" else 0))
    context = (_FOUR_DIGITS_DOWN if down else _FOUR_DIGITS_UP).copy()
    context.prec = min(digits, 12)
    return context.plus(value)


def compound(value: Decimal, percent: Decimal, years: int) -> Decimal:
    """A figure after so many years of growth, exactly."""
    factor = EXACT.add(Decimal(1), percent.scaleb(-2))
    return EXACT.multiply(value, EXACT.power(factor, years)) if years else value
