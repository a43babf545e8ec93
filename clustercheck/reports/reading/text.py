"""`read` for people: which cell was taken for what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from clustercheck.model.cluster import Days, Observation, ProfileValue
from clustercheck.model.indicators import INDICATORS, PROFILE
from clustercheck.model.lean import date
from clustercheck.model.quantities import plain
from clustercheck.model.records import NamedTuple
from clustercheck.reports.terminal.grid import Cell, Column, show_grid
from clustercheck.reports.terminal.screen import Screen
from clustercheck.reports.terminal.text import cell_len, plain_text
from clustercheck.reports.wording import words
from clustercheck.reports.wording.inexact import figure_mark
from clustercheck.tables.reading import Ignored, ReadCluster
from clustercheck.texts.messages import _, listed, said

# The three years, their base year, and the year that is not over.
_ALWAYS_SHOWN = 5
# Names are broken to no less than this.
_NAME = 24


def print_readings(readings: Sequence[ReadCluster], screen: Screen) -> None:
    """Print profile, figures and answers of each cluster with their cells, and what was passed over."""
    first, *others = readings
    _print_head(first, screen)
    _print_cluster(first, screen)
    for reading in others:
        screen.show([[]])
        _print_cluster(reading, screen)
    ignored = [(plain_text(one.text), _why(one), str(one.cell)) for one in first.ignored]
    _print(_("Passed over"), ignored, screen)


def _print_head(reading: ReadCluster, screen: Screen) -> None:
    sheets = plain_text("、".join(sheet for sheet in reading.sheets if sheet))
    screen.show_words((plain_text(reading.cluster.file), "bold"), ("  ", ""), (sheets, "dim"))


def _print_cluster(reading: ReadCluster, screen: Screen) -> None:
    cluster = reading.cluster
    if cluster.row is not None:
        screen.show([[]])
        screen.show_words((plain_text(words.row_words(cluster.text("name"), cluster.row)), "bold"))
    lines = [
        (said(PROFILE[name].name), _profile(entry.value), str(entry.cell))
        for name, entry in cluster.profile.items()
    ]
    _print(_("Profile"), lines, screen)
    _print_figures(reading, screen)
    answers = [
        (answer.question or name, _profile(answer.value) or "-", str(answer.cell))
        for name, answer in cluster.answers.items()
    ]
    _print(_("Answers"), answers, screen)


def _why(one: Ignored) -> str:
    near = INDICATORS.get(one.nearest)
    if near is None:
        return said(one.why)
    return _("{why}: {id}, {name}?").format(why=said(one.why), id=near.id, name=said(near.name))


def _print_figures(reading: ReadCluster, screen: Screen) -> None:
    """The figures by year, names and numbers whole; years older than any that are judged go where they do not fit."""
    observations = reading.cluster.observations
    if not observations:
        return
    screen.show([[]])
    screen.show_words((_("Figures"), "bold"))
    years = list(reading.years)
    rows = [_Row.of(id, series, years) for id, series in observations.items()]
    while len(years) > _ALWAYS_SHOWN and _width(rows, years) > screen.width:
        del years[0]
    columns = [
        Column(folds=True, least=_NAME),
        Column("dim", wraps=False),
        *[Column(wraps=False, right=True) for _year in years],
        Column("dim", wraps=False),
    ]
    head: list[Cell] = [("", ""), ("", ""), *[(str(year), "dim") for year in years], ("", "")]
    table = [head, *[row.cells_of(years) for row in rows]]
    width = _width(rows, years)
    show_grid(table, columns, screen, width=width if width > screen.width else 0, crop=False)
    if left_out := reading.years[: len(reading.years) - len(years)]:
        said_years = listed([str(year) for year in left_out])
        text = _(
            "Older than what is judged and not shown here, for want of room: {years} (all years: -f json)."
        )
        screen.show_words((text.format(years=said_years), "dim"))


class _Row(NamedTuple):
    """A line of the figures, as it is shown."""

    name: str
    unit: str
    figures: dict[int, tuple[str, str]]
    cells: str

    @classmethod
    def of(cls, id: str, series: Mapping[int, Observation], years: Sequence[int]) -> _Row:
        cells = [seen.cell for seen in series.values()]
        last = cells[-1].ref if cells[-1].sheet == cells[0].sheet else str(cells[-1])
        span = f"{cells[0]}:{last}" if len(cells) > 1 else str(cells[0])
        figures = {year: _figure(series.get(year)) for year in years}
        indicator = INDICATORS[id]
        return cls(said(indicator.name), words.unit_word(indicator.unit.name), figures, plain_text(span))

    def cells_of(self, years: Sequence[int]) -> list[Cell]:
        """The cells of the line with the figures of these years."""
        return [(self.name, ""), (self.unit, ""), *[self.figures[year] for year in years], (self.cells, "")]


def _width(rows: Sequence[_Row], years: Sequence[int]) -> int:
    """How wide the figures of these years are with their cells, beside names that may be broken."""
    names = min(_NAME, max(cell_len(row.name) for row in rows))
    columns = [names, max(cell_len(row.unit) for row in rows), max(cell_len(row.cells) for row in rows)]
    columns += [max(4, *(cell_len(row.figures[year][0]) for row in rows)) for year in years]
    return sum(columns) + 2 * len(columns)


def _figure(seen: Observation | None) -> tuple[str, str]:
    if seen is None:
        return "", ""
    if seen.doubt is not None:
        return f"{plain_text(seen.text)} {seen.doubt}", "red"
    if seen.bounds is not None:
        return figure_mark(seen.bounds), "yellow"
    return ("-", "dim") if seen.value is None else (plain(seen.value), "")


def _profile(value: ProfileValue) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date | Days):
        return value.isoformat()
    return plain_text(value or "")


def _print(title: str, lines: list[tuple[str, str, str]], screen: Screen) -> None:
    if not lines:
        return
    screen.show([[]])
    screen.show_words((title, "bold"))
    table: list[list[Cell]] = [
        [(plain_text(name), ""), (value, ""), (plain_text(cell), "dim")] for name, value, cell in lines
    ]
    show_grid(table, [Column()] * 3, screen)
