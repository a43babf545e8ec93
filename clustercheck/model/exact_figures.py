"""The exact figures of a cluster, as the checks leave them.

Those of a form whose cells are all exact or blank are also kept as bare numbers, for what is asked of all of them at once. A
form's table has the same years in every line, so that its cells stand line by line in one list.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import chain

from clustercheck.model.cluster import Observation
from clustercheck.model.hints import Any, TypeAlias
from clustercheck.model.records import NamedTuple


class FormLines:
    """The lines of a form's table, the same in all its copies. Compared by identity, so that it can be a key.

    `filled` counts the figures of each line; its other cells are blank. A full line has one in every year.
    """

    __slots__ = ("filled", "full", "ids", "sheet", "years")

    def __init__(self, sheet: str, ids: Sequence[str], years: Sequence[int], filled: Sequence[int]) -> None:
        self.sheet = sheet
        self.ids = tuple(ids)
        self.years = tuple(years)
        self.filled = tuple(filled)
        self.full = [count == len(self.years) for count in filled]


class FormFigures(NamedTuple):
    """What a copy says: its cells and their values, line by line.

    `rows` are the floats of each line, and `lows` and `highs` the least and the largest of them. A figure has at most
    15 digits, so that floats are equal, less or greater as the figures are. For a blank cell the row has another figure
    of the line, and for a blank line any other.
    """

    lines: FormLines
    cells: Sequence[Observation]
    values: Sequence[Decimal | None]
    rows: Sequence[tuple[float, ...]]
    lows: Sequence[float]
    highs: Sequence[float]

    def are_all_of(self, observations: Mapping[str, Mapping[int, Observation]]) -> bool:
        """Whether observations still are these cells, none doubted and none added."""
        return (
            len(observations) == len(self.rows)
            and [*chain.from_iterable([row.values() for row in observations.values()])] == self.cells
        )

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


# Exact figures by indicator and year.
ExactFigures: TypeAlias = Mapping[str, Mapping[int, Decimal]]


class Examined(dict[str, Mapping[int, Observation]]):
    """A cluster's observations as the checks leave them, with what `exact_figures` says of them.

    `form` has the same figures if they are those of a form as it was read.
    """

    __slots__ = ("_figures", "form")

    def __init__(
        self,
        observations: Mapping[str, Mapping[int, Observation]],
        figures: ExactFigures | None = None,
        form: FormFigures | None = None,
    ) -> None:
        super().__init__(observations)
        self._figures, self.form = figures, form

    @property
    def figures(self) -> ExactFigures:
        """The exact figures, found when they are first asked for."""
        if self._figures is None:
            self._figures = _exact(self) if self.form is None else self.form.by_year()
        return self._figures


def exact_figures(observations: Mapping[str, Mapping[int, Observation]]) -> ExactFigures:
    """The figures of each indicator that are neither blank nor inexact nor doubted."""
    if type(observations) is Examined:
        return observations.figures
    return _exact(observations)


def _exact(observations: Mapping[str, Mapping[int, Observation]]) -> ExactFigures:
    return {
        id: {
            year: seen.value for year, seen in series.items() if seen.value is not None and seen.doubt is None
        }
        for id, series in observations.items()
    }
