"""Choose the years to judge: the three latest that count, and the base year before them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from operator import itemgetter
from types import MappingProxyType

from clustercheck.model.cluster import Bounds, Cluster, Observation
from clustercheck.model.exact_figures import ExactFigures, FormLines, FormObservations, exact_figures
from clustercheck.model.hints import TypeAlias
from clustercheck.model.indicators import INDICATORS
from clustercheck.model.lean import date
from clustercheck.model.problems import Problem, error, warning
from clustercheck.model.records import NamedTuple
from clustercheck.model.speed import cached_by_identity, is_quick

Figures: TypeAlias = tuple[Decimal | None, Decimal | None, Decimal | None, Decimal | None]

# Positions in `Figures`.
BASE, FIRST, MIDDLE, LAST = 0, 1, 2, 3
NO_FIGURES: Figures = (None, None, None, None)
# A year is nearly empty if at most a third of the rows with other years have a figure in it.
_THIN, _ENOUGH_ROWS = 3, 3
_ONCE = frozenset([id for id, indicator in INDICATORS.items() if indicator.once])


class Window(NamedTuple):
    """The figures by indicator in the base year and the three years; None if blank, absent, doubtful or inexact.

    `years` are those four calendar years (empty if no year counts), `counting` the ones that count. `doubted` holds
    the (indicator, position) of figures that a data error names, which are not judged. `inexact` holds the ranges of
    bounds and estimates by (indicator, position). `problems` are those about the years.
    """

    years: tuple[int, ...] = ()
    counting: tuple[int, ...] = ()
    figures: Mapping[str, Figures] = MappingProxyType({})
    doubted: frozenset[tuple[str, int]] = frozenset()
    inexact: Mapping[tuple[str, int], Bounds] = MappingProxyType({})
    problems: tuple[Problem, ...] = ()

    @property
    def three(self) -> tuple[int, ...]:
        """The years among the three that count, ascending."""
        return tuple(year for year in self.counting if year != self.base_year)

    @property
    def base_year(self) -> int | None:
        """The year just before the three, if it counts."""
        return self.years[BASE] if self.years and self.years[BASE] in self.counting else None


def look_at(cluster: Cluster, as_of: date) -> Window:
    """The window of a cluster's workbook on a day.

    A year counts if its column has a figure of a yearly indicator and it is over by `as_of`
    (`docs/en/how-a-standard-is-read.md`, section 3).
    """
    newest = as_of.year - 1
    years = (newest - 3, newest - 2, newest - 1, newest)
    found = _of_form(cluster, years, as_of)
    if found is not None:
        return found
    columns: set[int] = set().union(*cluster.observations.values())
    exact = exact_figures(cluster.observations)
    if is_quick() and columns == set(years):
        found = _of_full_rows(cluster, exact, years, as_of)
        if found is not None:
            return found
    unusual, rows = _rows(cluster, exact)
    filled = sorted(set().union(*rows))
    counting = [year for year in filled if year < as_of.year]
    problems = _problems_of_years(cluster, columns, rows, filled, counting, as_of)
    if not counting and not _states(cluster, as_of):
        return Window(problems=problems)
    # An indicator asked once needs no year that counts.
    newest = counting[-1] if counting else newest
    years = base, first, middle, _ = (newest - 3, newest - 2, newest - 1, newest)
    figures: dict[str, Figures] = {}
    for indicator, values in exact.items():
        get = values.get
        figures[indicator] = get(base), get(first), get(middle), get(newest)
    doubted: set[tuple[str, int]] = set()
    inexact: dict[tuple[str, int], Bounds] = {}
    for indicator in unusual:
        series = cluster.observations[indicator]
        row: list[Observation | None] = [series.get(year) for year in years]
        if indicator in _ONCE:
            row = [None, None, None, latest_filled(series, as_of)]
        figures[indicator] = _exact(indicator, row, doubted, inexact)
    present = tuple([year for year in counting if year >= base])
    return Window(years, present, figures, frozenset(doubted), inexact, problems)


def _of_form(cluster: Cluster, years: tuple[int, int, int, int], as_of: date) -> Window | None:
    """The same of a form as it was read; None if it has other years, or a yearly line with a blank cell."""
    observations = cluster.observations
    if type(observations) is not FormObservations or observations.form.lines.years != years:
        return None
    form = observations.form
    once = _once_in(form.lines)
    if once is None:
        return None
    figures = form.by_line()
    for id in once:
        base, first, middle, last = figures[id]
        # The latest one counts.
        for other in (middle, first, base):
            last = other if last is None else last
        figures[id] = None, None, None, last
    return Window(years, years, figures)


def _of_full_rows(
    cluster: Cluster, exact: ExactFigures, years: tuple[int, int, int, int], as_of: date
) -> Window | None:
    """The window of a workbook whose columns are the four latest years, if every yearly row has exact figures in all.

    Then nothing is to be said about the years. None if a row has fewer.
    """
    pick = itemgetter(*years)
    figures: dict[str, Figures] = {}
    once = []
    for id, values in exact.items():
        if id in _ONCE:
            once.append(id)
            figures[id] = NO_FIGURES
        elif len(values) < len(years):
            return None
        else:
            figures[id] = pick(values)
    return None if len(once) == len(figures) else _with_once(figures, once, cluster, years, as_of)


def _with_once(
    figures: dict[str, Figures],
    once: Iterable[str],
    cluster: Cluster,
    years: tuple[int, int, int, int],
    as_of: date,
) -> Window:
    """The window with these figures, and the figure that counts of each indicator asked once."""
    doubted: set[tuple[str, int]] = set()
    inexact: dict[tuple[str, int], Bounds] = {}
    for id in once:
        filled = latest_filled(cluster.observations[id], as_of)
        figures[id] = _exact(id, (None, None, None, filled), doubted, inexact)
    return Window(years, years, figures, frozenset(doubted), inexact)


@cached_by_identity()
def _once_in(lines: FormLines) -> tuple[str, ...] | None:
    """The indicators asked once among a form's lines; None unless there are others, and all of those are full."""
    once = [id in _ONCE for id in lines.ids]
    if all(once) or not all(full for full, is_once in zip(lines.full, once, strict=True) if not is_once):
        return None
    return tuple([id for id in lines.ids if id in _ONCE])


def _states(cluster: Cluster, as_of: date) -> bool:
    """Whether any indicator asked once has a figure."""
    rows = [cluster.observations[id] for id in _ONCE.intersection(cluster.observations)]
    return any(latest_filled(series, as_of) is not None for series in rows)


def latest_filled(series: Mapping[int, Observation], as_of: date) -> Observation | None:
    """The cell that counts for an indicator asked once: the latest filled one, but none of a future year."""
    filled = [year for year, seen in series.items() if year <= as_of.year and not seen.is_blank]
    return series[max(filled)] if filled else None


def _exact(
    indicator: str,
    row: Sequence[Observation | None],
    doubted: set[tuple[str, int]],
    inexact: dict[tuple[str, int], Bounds],
) -> Figures:
    """An indicator's figures at the four positions. Doubtful and inexact figures are recorded and left out."""
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


def _rows(cluster: Cluster, exact: ExactFigures) -> tuple[list[str], dict[tuple[int, ...], int]]:
    """The unusual rows, and how many of the others have figures in which years.

    Unusual rows are those of indicators asked once, which are not counted, and those with doubtful or inexact figures.
    Most rows have the same years.
    """
    unusual: list[str] = []
    rows: dict[tuple[int, ...], int] = {}
    observations = cluster.observations
    for id, values in exact.items():
        if id in _ONCE:
            unusual.append(id)
            continue
        filled, series = tuple(values), observations[id]
        if len(filled) < len(series):
            filled = tuple([year for year, seen in series.items() if not seen.is_blank])
            if len(values) < len(filled):
                unusual.append(id)
        rows[filled] = rows.get(filled, 0) + 1
    return unusual, rows


def _problems_of_years(
    cluster: Cluster,
    columns: set[int],
    rows: Mapping[tuple[int, ...], int],
    filled: list[int],
    counting: list[int],
    as_of: date,
) -> tuple[Problem, ...]:
    where = cluster.where()
    problems = []
    once = _only_once(cluster, columns, filled)
    ahead = sorted(
        {year for year in filled if year >= as_of.year} | {year for year in once if year > as_of.year}
    )
    if ahead:
        years = [str(year) for year in ahead]
        problems.append(warning("A304", where, years=years, day=as_of.isoformat()))
    if not counting:
        return (*problems, error("A306", where))
    newest, present = counting[-1], set(counting)
    lacking = [year for year in (newest - 2, newest - 1) if year not in present]
    if lacking:
        # A gap has years on both sides; otherwise the workbook simply begins too late.
        holes = [year for year in lacking if counting[0] < year]
        code = "A301" if holes else "A302"
        problems.append(error(code, where, years=[str(year) for year in holes or lacking]))
    base = newest - 3
    if not lacking and base not in present and (counting[0] < base or base in columns):
        problems.append(warning("A303", where, year=base))
    problems += _of_states(cluster, newest, once, as_of)
    problems += _of_nearly_empty_years(cluster, rows, [year for year in counting if year >= newest - 3])
    said = {base, *lacking, *once}
    blank = sorted(year for year in columns.difference(filled, said) if year < as_of.year)
    if blank:
        problems.append(warning("A307", where, years=[str(year) for year in blank]))
    if newest != as_of.year - 1:
        problems.append(warning("A305", where, year=newest, expected=as_of.year - 1))
    return tuple(problems)


def _only_once(cluster: Cluster, columns: set[int], filled: list[int]) -> dict[int, str]:
    """The years whose column has only indicators asked once, with one such indicator."""
    found = {}
    for id in _ONCE.intersection(cluster.observations):
        for year, seen in cluster.observations[id].items():
            if not seen.is_blank and year not in filled:
                found[year] = id
    return found


def _of_states(cluster: Cluster, newest: int, once: Mapping[int, str], as_of: date) -> Iterator[Problem]:
    """Years after the newest counting year that have only indicators asked once. They look like years of their own."""
    for year, id in sorted(once.items()):
        if newest < year < as_of.year:
            where = cluster.where(cluster.observations[id][year].cell)
            yield warning("A308", where, year=year, indicator=INDICATORS[id].name)


def _of_nearly_empty_years(
    cluster: Cluster, rows: Mapping[tuple[int, ...], int], years: list[int]
) -> Iterator[Problem]:
    """Years in which few of the rows have a figure that have figures in at least two other years."""
    if len(rows) == 1:
        return
    counted = [(set(filled).intersection(years), count) for filled, count in rows.items()]
    for year in years:
        through = there = 0
        for filled, count in counted:
            if len(filled) - (year in filled) >= 2:
                through += count
                there += count if year in filled else 0
        if through >= _ENOUGH_ROWS and there * _THIN <= through:
            column = [
                series[year]
                for id, series in cluster.observations.items()
                if id not in _ONCE and year in series
            ]
            where = cluster.where(next(seen.cell for seen in column if not seen.is_blank))
            yield warning("A309", where, year=year, n=there, rows=through)
