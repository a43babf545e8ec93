"""The column with the units of a table's rows: one headed with a unit of its own, and the ditto marks in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from clustercheck.model.quantities import UNITS
from clustercheck.model.units import is_unit, unit_name, unit_named
from clustercheck.model.words import fold, means_nothing
from clustercheck.tables.meanings import Heading, meaning_of
from clustercheck.tables.roles import heads_units, is_figure
from clustercheck.tables.sheet import Row

# What stands for "as above" in handwriting and in print.
DITTOS = frozenset(("〃", "″", '"', "”", "“", "＂", "〞", "''", "同上"))


def unit_column(
    columns: Mapping[int, Heading], words: Mapping[int, Sequence[str]], first_value: int
) -> int | None:
    """The column headed 单位（亿元） whose cells are units too, and no other ones for the same figures.

    With none, the one column without a heading left of the figures whose cells are all units.
    """
    for number, column in columns.items():
        if column.unit and number in words and heads_units(column.text):
            units = _units_among(words[number])
            return number if units and not any(_contradict(unit, column.unit) for unit in units) else None
    bare = [
        number
        for number, texts in words.items()
        if number < first_value and number not in columns and _units_among(texts)
    ]
    return bare[0] if len(bare) == 1 else None


def _units_among(texts: Sequence[str]) -> list[str]:
    """The units in a column, without ditto marks; none if another text stands there."""
    units = [text for text in texts if text.strip() not in DITTOS]
    return units if all(is_unit(fold(unit)) for unit in units) else []


def _contradict(unit: str, other: str) -> bool:
    """Whether two units are of one dimension and not the same."""
    return unit_name(unit) != unit_name(other) and any(
        unit_named(unit, dimension) and unit_named(other, dimension) for dimension in UNITS
    )


class Dittos:
    """The ditto marks of one table, whose units and names stand in these columns."""

    def __init__(self, rows: Sequence[tuple[int, Row]], unit: int | None, name: int | None) -> None:
        self._rows, self._unit, self._name = rows, unit, name
        self._units: dict[int, str] | None = None

    def resolved(self, number: int, mark: str) -> str:
        """The unit that the mark in a row means; below no unit it stays as it is."""
        if self._units is None:
            self._units = self._above()
        return self._units.get(number, "") or mark

    def _above(self) -> dict[int, str]:
        """The last unit down to each row."""
        units: dict[int, str] = {}
        last = ""
        for number, row in self._rows:
            cells = dict(row)
            unit, name = cells.get(self._unit or 0), cells.get(self._name or 0)
            # A row may give its unit in its name: 总产值（亿元）.
            named = meaning_of(name.text).unit if name is not None and name.kind == "text" else ""
            if unit is not None and unit.text.strip() in DITTOS:
                last = "" if last and named and _contradict(last, named) else last
            elif unit is not None and not means_nothing(unit.text):
                last = "" if named and _contradict(unit.text, named) else unit.text
            elif named or self._has_figures(row):
                # Figures without a unit have that of the table, or none: which one is meant is not said.
                last = named
            units[number] = last
        return units

    def _has_figures(self, row: Row) -> bool:
        return any(
            column > (self._name or 0)
            and column != self._unit
            and is_figure(cell)
            and not means_nothing(cell.text)
            for column, cell in row
        )
