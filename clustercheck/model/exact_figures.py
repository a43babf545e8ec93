"""The exact figures of a cluster, as the checks leave them.

Those of a form whose cells are all exact or blank are also kept as bare numbers, for what is asked of all of them at once. A
form's table has the same years in every line, so that its cells stand line by line in one list.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from clustercheck.model.cluster import Cell, Observation
from clustercheck.model.hints import Any, TypeAlias
from clustercheck.model.records import NamedTuple

# Every file makes dozens of observations, and their own constructor takes twice as long.
_new = tuple.__new__


class FormLines:
    """The lines of a form's table, the same in all its copies. Compared by identity, so that it can be a key.

    `units` and `cells` are those of each line, `numbers` the place of each indicator among them. `filled` counts the
    figures of each line; its other cells are blank. A full line has one in every year.
    """

    __slots__ = ("cells", "filled", "full", "ids", "numbers", "sheet", "units", "years")

    def __init__(
        self,
        sheet: str,
        ids: Sequence[str],
        years: Sequence[int],
        units: Sequence[str],
        cells: Sequence[Sequence[Cell]],
        filled: Sequence[int],
    ) -> None:
        self.sheet = sheet
        self.ids = tuple(ids)
        self.years = tuple(years)
        self.units, self.cells, self.filled = units, cells, filled
        self.numbers = {id: number for number, id in enumerate(ids)}
        self.full = [count == len(self.years) for count in filled]


class FormFigures(NamedTuple):
    """What a copy says: the texts of its cells, as `plain` writes their values, and these values, line by line.

    `rows` are the floats of each line, and `lows` and `highs` the least and the largest of them. A figure has at most
    15 digits, so that floats are equal, less or greater as the figures are. For a blank cell the row has another figure
    of the line, and for a blank line any other.
    """

    lines: FormLines
    texts: Sequence[str]
    values: Sequence[Decimal | None]
    rows: Sequence[tuple[float, ...]]
    lows: Sequence[float]
    highs: Sequence[float]

    def line(self, id: str) -> dict[int, Observation]:
        """The cells of a line by year. Raises `KeyError` if there is no such line."""
        lines = self.lines
        number, years = lines.numbers[id], lines.years
        unit, begin = lines.units[number], number * len(years)
        values, texts = self.values[begin : begin + len(years)], self.texts[begin : begin + len(years)]
        return {
            year: _new(Observation, (id, year, value, unit, cell, text, None, None, ""))
            for year, value, cell, text in zip(years, values, lines.cells[number], texts, strict=True)
        }

    def texts_of(self, id: str) -> tuple[str, ...]:
        """The texts of a line in the order of the years, '' for a blank cell. Raises `KeyError` if there is no such line."""
        count = len(self.lines.years)
        begin = self.lines.numbers[id] * count
        return tuple(self.texts[begin : begin + count])

    def by_line(self) -> dict[str, Any]:
        """The values of each line, in the order of the years."""
        by_line = zip(*[iter(self.values)] * len(self.lines.years), strict=True)
        return dict(zip(self.lines.ids, by_line, strict=True))

    def by_year(self) -> dict[str, dict[int, Decimal]]:
        """The figures of each line by year, without blanks."""
        years = self.lines.years
        return {
            id: {year: value for year, value in zip(years, row, strict=True) if value is not None}
            for id, row in self.by_line().items()
        }


class FormObservations(Mapping[str, Mapping[int, Observation]]):
    """The observations of a form as it was read. Those of a line are made when they are first asked for."""

    __slots__ = ("_made", "form")

    def __init__(self, form: FormFigures) -> None:
        self.form = form
        self._made: dict[str, dict[int, Observation]] = {}

    def __getitem__(self, id: str) -> dict[int, Observation]:
        line = self._made.get(id)
        if line is None:
            line = self._made[id] = self.form.line(id)
        return line

    def __contains__(self, id: object) -> bool:
        return id in self.form.lines.numbers

    def __iter__(self) -> Iterator[str]:
        return iter(self.form.lines.ids)

    def __len__(self) -> int:
        return len(self.form.lines.ids)

    def __repr__(self) -> str:
        return repr(dict(self))


# Exact figures by indicator and year.
ExactFigures: TypeAlias = Mapping[str, Mapping[int, Decimal]]


class Examined(dict[str, Mapping[int, Observation]]):
    """A cluster's observations as the checks leave them, with what `exact_figures` says of them."""

    __slots__ = ("figures",)

    def __init__(self, observations: Mapping[str, Mapping[int, Observation]], figures: ExactFigures) -> None:
        super().__init__(observations)
        self.figures = figures


def exact_figures(observations: Mapping[str, Mapping[int, Observation]]) -> ExactFigures:
    """The figures of each indicator that are neither blank nor inexact nor doubted."""
    if type(observations) is Examined:
        return observations.figures
    if type(observations) is FormObservations:
        return observations.form.by_year()
    return {
        id: {
            year: seen.value for year, seen in series.items() if seen.value is not None and seen.doubt is None
        }
        for id, series in observations.items()
    }
