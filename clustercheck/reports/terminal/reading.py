"""`read` for people: which cell was taken for what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.console import Console
from rich.table import Table
from rich.text import Text

from clustercheck.cluster import Days, Observation, ProfileValue
from clustercheck.indicators import INDICATORS, PROFILE
from clustercheck.messages import _, said
from clustercheck.quantities import plain
from clustercheck.readers import Ignored, Reading
from clustercheck.reports import words
from clustercheck.reports.bound_words import figure_mark
from clustercheck.reports.terminal.text import plain_text


def print_readings(readings: Sequence[Reading], console: Console) -> None:
    """Print profile, figures and answers of each cluster with their cells, and what was passed over."""
    first, *others = readings
    _print_head(first, console)
    _print_cluster(first, console)
    for reading in others:
        console.print()
        _print_cluster(reading, console)
    ignored = [(plain_text(one.text), _why(one), str(one.cell)) for one in first.ignored]
    _print(_("Passed over"), ignored, console)


def _print_head(reading: Reading, console: Console) -> None:
    sheets = plain_text("、".join(sheet for sheet in reading.sheets if sheet))
    console.print(Text.assemble((plain_text(reading.cluster.file), "bold"), "  ", (sheets, "dim")))


def _print_cluster(reading: Reading, console: Console) -> None:
    cluster = reading.cluster
    if cluster.row is not None:
        console.print()
        console.print(Text(plain_text(words.row_words(cluster.text("name"), cluster.row)), "bold"))
    lines = [
        (said(PROFILE[name].name), _profile(entry.value), str(entry.cell))
        for name, entry in cluster.profile.items()
    ]
    _print(_("Profile"), lines, console)
    _print_figures(reading, console)
    answers = [
        (answer.question or name, _profile(answer.value) or "-", str(answer.cell))
        for name, answer in cluster.answers.items()
    ]
    _print(_("Answers"), answers, console)


def _why(one: Ignored) -> str:
    near = INDICATORS.get(one.nearest)
    if near is None:
        return said(one.why)
    return _("{why}: {id}, {name}?").format(why=said(one.why), id=near.id, name=said(near.name))


def _print_figures(reading: Reading, console: Console) -> None:
    observations = reading.cluster.observations
    if not observations:
        return
    console.print()
    console.print(Text(_("Figures"), "bold"))
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column()
    table.add_column(style="dim")
    for _year in reading.years:
        table.add_column(justify="right", no_wrap=True)
    table.add_column(style="dim", no_wrap=True)
    table.add_row("", "", *(Text(str(year), "dim") for year in reading.years), "")
    for name, series in observations.items():
        indicator = INDICATORS[name]
        cells = [seen.cell for seen in series.values()]
        span = f"{cells[0]}:{cells[-1].ref}" if len(cells) > 1 else str(cells[0])
        figures = [_figure(series.get(year)) for year in reading.years]
        table.add_row(
            Text(said(indicator.name)),
            Text(words.unit_word(indicator.unit.name)),
            *figures,
            Text(plain_text(span)),
        )
    console.print(table)


def _figure(seen: Observation | None) -> Text:
    if seen is None:
        return Text("")
    if seen.doubt is not None:
        return Text(f"{plain_text(seen.text)} {seen.doubt}", "red")
    if seen.bounds is not None:
        return Text(figure_mark(seen.bounds), "yellow")
    return Text("-", "dim") if seen.value is None else Text(plain(seen.value))


def _profile(value: ProfileValue) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date | Days):
        return value.isoformat()
    return plain_text(value or "")


def _print(title: str, lines: list[tuple[str, str, str]], console: Console) -> None:
    if not lines:
        return
    console.print()
    console.print(Text(title, "bold"))
    table = Table.grid(padding=(0, 2, 0, 0))
    for name, value, cell in lines:
        table.add_row(Text(plain_text(name)), Text(value), Text(plain_text(cell), "dim"))
    console.print(table)
