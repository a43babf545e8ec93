"""The figures of a line of the form, where nothing about them is unusual.

What a line is about hangs on its code, its label and its unit alone, and is worked out once for all copies of a form. A
number in the indicator's own unit and within bounds has nothing more to be asked. Whatever is not so plain is left to
`indicator_rows` and `figures`, where every rule has its place; what is taken here they would take no differently.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from clustercheck.formats.cells import GridCell, Row, cell_at
from clustercheck.model.cluster import Observation
from clustercheck.model.indicators import INDICATORS
from clustercheck.model.quantities import HUNDRED, SMALLEST
from clustercheck.model.speed import cached
from clustercheck.tables.figures import needs_no_conversion
from clustercheck.tables.labels import Label, code_in, labelled
from clustercheck.tables.observations import unit_of
from clustercheck.tables.outline import indent_of
from clustercheck.tables.roles import Role
from clustercheck.tables.table import Table

_new = tuple.__new__
_NEEDED = frozenset[Role](("code", "name", "unit"))
_ONE = Decimal(1)
# Far within what a statistic may be; beyond it, it is looked at more closely.
_LARGE = Decimal("1e15")


class PlainColumns(NamedTuple):
    """The columns of a table that has codes, units, and one column a year."""

    left: int
    right: int
    code: int
    name: int
    unit: int
    years: tuple[tuple[int, int], ...]


class Line(NamedTuple):
    """What a line is about, how far its label is set in, and between which bounds its numbers are beyond doubt."""

    label: Label
    name: str
    indent: int
    id: str
    unit: str
    is_count: bool
    is_rate: bool
    least: Decimal
    most: Decimal


def plain_columns(table: Table) -> PlainColumns | None:
    """Where such a table keeps what; None for any other."""
    roles = table.roles
    years = {year: column for column, year in table.years}
    if table.dividing or table.units or len(years) != len(table.years):
        return None
    # Without a column of units those above the table hold for its rows.
    if "group" in roles or "clusters" in roles or not roles.keys() >= _NEEDED:
        return None
    by_year = tuple((year, column) for year, column in years.items())
    return PlainColumns(table.left, table.right, roles["code"], roles["name"], roles["unit"], by_year)


def plain_line(row: Row, columns: PlainColumns) -> tuple[Line, dict[int, GridCell]] | None:
    """What a row is about, and its cells by column; None where it takes more to know."""
    if row[0][0] < columns.left or row[-1][0] > columns.right:
        return None
    cells = dict(row)
    code = cells.get(columns.code)
    if code is None:
        return None
    name, unit = cells.get(columns.name), cells.get(columns.unit)
    words = name.text if name is not None and name.kind == "text" else ""
    written = "" if unit is None else unit.text
    line = _line(code.text, words, written)
    return None if line is None else (line, cells)


def plain_figures(
    sheet: str, number: int, cells: Mapping[int, GridCell], columns: PlainColumns, line: Line
) -> dict[int, Observation] | None:
    """The figures of a line by year, blank ones too; None where one of them has to be looked at more closely."""
    _, _, _, id, unit, is_count, is_rate, least, most = line
    found = {}
    for year, column in columns.years:
        cell = cells.get(column)
        value, text = None, ""
        if cell is not None:
            kind, text, value, percent, _, shown = cell
            if kind != "number" or value is None or shown is not None:
                return None
            if percent:
                if not is_rate or not SMALLEST <= value <= _ONE:
                    return None
                value = value.scaleb(2)
            elif not least <= value <= most or (is_count and not text.isdecimal()):
                return None
        place = cell_at(sheet, number, column)
        # The constructor of a named tuple takes twice as long, and this is done for every figure.
        found[year] = _new(Observation, (id, year, value, unit, place, text, None, None, ""))
    return found


@cached(512, 200)
def _line(code: str, name: str, unit: str) -> Line | None:
    indicator = INDICATORS.get(code_in(code) or "")
    by_name = labelled(name) if name else None
    if indicator is None or (by_name is not None and by_name.indicator is not indicator):
        return None
    label = Label(indicator, by_name.unit if by_name else "")
    if not needs_no_conversion(unit_of(label, unit), indicator):
        return None
    is_rate = indicator.unit.dimension == "rate"
    # A rate below 1 may be a share of one; what is zero or less has its own questions.
    least, most = (_ONE, HUNDRED) if is_rate else (SMALLEST, _LARGE)
    id, unit_name = indicator.id, indicator.unit.name
    return Line(label, name, indent_of(name), id, unit_name, indicator.is_count, is_rate, least, most)
