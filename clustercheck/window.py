"""Which years are looked at: the three latest that count, and the base year before them."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from clustercheck.cluster import Bounds, Cluster, Observation
from clustercheck.indicators import INDICATORS
from clustercheck.problems import Problem, error, warning

Figures: TypeAlias = tuple[Decimal | None, Decimal | None, Decimal | None, Decimal | None]

# Positions in `Figures`.
BASE, FIRST, MIDDLE, LAST = 0, 1, 2, 3
NO_FIGURES: Figures = (None, None, None, None)
_ONCE = frozenset([id for id, indicator in INDICATORS.items() if indicator.once])


class Window(NamedTuple):
    """The figures by indicator at the base year and the three years, None where blank, absent, doubtful or inexact.

    `years` are those four calendar years (empty where no year counts), `counting` those of them that count.
    `doubted` holds (indicator, position) of figures that a data error names: there, but not to be judged.
    `inexact` holds by (indicator, position) what a figure may be that is a bound or an estimate.
    `problems` are those of the years themselves.
    """

    years: tuple[int, ...] = ()
    counting: tuple[int, ...] = ()
    figures: Mapping[str, Figures] = MappingProxyType({})
    doubted: frozenset[tuple[str, int]] = frozenset()
    inexact: Mapping[tuple[str, int], Bounds] = MappingProxyType({})
    problems: tuple[Problem, ...] = ()

    @property
    def three(self) -> tuple[int, ...]:
        """The years of the three that count, ascending."""
        return tuple(year for year in self.counting if year != self.base_year)

    @property
    def base_year(self) -> int | None:
        """The year just before the three, where it counts."""
        return self.years[BASE] if self.years and self.years[BASE] in self.counting else None


def look_at(cluster: Cluster, as_of: date) -> Window:
    """The window of a cluster's workbook on a day.

    A year counts if any figure stands in its column and it is over by `as_of`
    (`reading-a-standard`, the section on years).
    """
    columns: set[int] = set().union(*cluster.observations.values())
    filled = sorted(_filled_years(cluster, columns))
    counting = [year for year in filled if year < as_of.year]
    problems = _problems_of_years(cluster, columns, filled, counting, as_of)
    if not counting:
        return Window(problems=problems)
    newest = counting[-1]
    years = base, first, middle, _ = (newest - 3, newest - 2, newest - 1, newest)
    doubted: set[tuple[str, int]] = set()
    inexact: dict[tuple[str, int], Bounds] = {}
    figures = {}
    for indicator, series in cluster.observations.items():
        get = series.get
        row = (get(base), get(first), get(middle), get(newest))
        if indicator in _ONCE:
            row = (None, None, None, latest_filled(series, as_of))
        figures[indicator] = _exact(indicator, row, doubted, inexact)
    present = tuple([year for year in counting if year >= base])
    return Window(years, present, figures, frozenset(doubted), inexact, problems)


def latest_filled(series: Mapping[int, Observation], as_of: date) -> Observation | None:
    """The cell that counts of an indicator asked once: the latest filled of a year that is over."""
    filled = [year for year, seen in series.items() if year < as_of.year and not seen.is_blank]
    return series[max(filled)] if filled else None


def _exact(
    indicator: str,
    row: Sequence[Observation | None],
    doubted: set[tuple[str, int]],
    inexact: dict[tuple[str, int], Bounds],
) -> Figures:
    """An indicator's figures at the four positions; what is doubtful or inexact is noted and left out."""
    values: list[Decimal | None] = []
    for seen in row:
        if seen is None:
            values.append(None)
        elif seen.doubt is not None:
            doubted.add((indicator, len(values)))
            values.append(None)
        else:
            value = seen.value
            if value is None and seen.bounds is not None:
                inexact[indicator, len(values)] = seen.bounds
            values.append(value)
    base, first, middle, last = values
    return base, first, middle, last


def _filled_years(cluster: Cluster, columns: set[int]) -> list[int]:
    filled = []
    for year in columns:
        for series in cluster.observations.values():
            seen = series.get(year)
            if seen is not None and not seen.is_blank:
                filled.append(year)
                break
    return filled


def _problems_of_years(
    cluster: Cluster, columns: set[int], filled: list[int], counting: list[int], as_of: date
) -> tuple[Problem, ...]:
    where = cluster.where()
    problems = []
    ahead = [str(year) for year in filled if year >= as_of.year]
    if ahead:
        problems.append(warning("A304", where, years=ahead, day=as_of.isoformat()))
    if not counting:
        return (*problems, error("A306", where))
    newest, present = counting[-1], set(counting)
    lacking = [year for year in (newest - 2, newest - 1) if year not in present]
    if lacking:
        # A hole has years on both sides; otherwise the workbook simply begins too late.
        holes = [year for year in lacking if counting[0] < year]
        code = "A301" if holes else "A302"
        problems.append(error(code, where, years=[str(year) for year in holes or lacking]))
    base = newest - 3
    if not lacking and base not in present and (counting[0] < base or base in columns):
        problems.append(warning("A303", where, year=base))
    said = {base, *lacking}
    blank = sorted(year for year in columns.difference(filled, said) if year < as_of.year)
    if blank:
        problems.append(warning("A307", where, years=[str(year) for year in blank]))
    if newest != as_of.year - 1:
        problems.append(warning("A305", where, year=newest, expected=as_of.year - 1))
    return tuple(problems)
