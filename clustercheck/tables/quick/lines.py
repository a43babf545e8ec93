"""A quick way for lines of the form with usual figures.

The meaning of a line depends only on its code, label and unit, and is cached for all copies of a form. A number in
the indicator's own unit and within its bounds needs no further check. Everything else goes to `indicator_rows` and
`figures`, which give the same result for a usual line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from clustercheck.formats.cells import GridCell, Row, cell_at
from clustercheck.model.cluster import Observation
from clustercheck.model.indicators import INDICATORS
from clustercheck.model.quantities import HUNDRED, SMALLEST
from clustercheck.model.records import NamedTuple
from clustercheck.model.speed import cached, is_quick
from clustercheck.tables.collection import Found
from clustercheck.tables.figures import needs_no_conversion
from clustercheck.tables.labels import Label, code_in, labelled
from clustercheck.tables.observations import take_source, unit_of
from clustercheck.tables.outline import Outline, indent_of
from clustercheck.tables.roles import Role
from clustercheck.tables.table import Table

_new = tuple.__new__
_NEEDED = frozenset[Role](("code", "name", "unit"))
_ONE = Decimal(1)
# Larger numbers go the plain way, which checks their size.
_LARGE = Decimal("1e15")


class QuickColumns(NamedTuple):
    """The columns of a table with codes, units, and one column for each year; `source` is 0 if there is none."""

    left: int
    right: int
    code: int
    name: int
    unit: int
    source: int
    years: tuple[tuple[int, int], ...]


class _Line(NamedTuple):
    """The meaning of a line, the indentation of its label, and the bounds for its numbers."""

    label: Label
    name: str
    indent: int
    id: str
    unit: str
    is_count: bool
    is_rate: bool
    least: Decimal
    most: Decimal


def quick_columns(table: Table) -> QuickColumns | None:
    """The columns of such a table; None for any other table."""
    if not is_quick():
        return None
    roles = table.roles
    years = {year: column for column, year in table.years}
    if table.dividing or table.units or len(years) != len(table.years):
        return None
    # Without a column of units, the unit above the table applies to its rows.
    if "group" in roles or "clusters" in roles or not roles.keys() >= _NEEDED:
        return None
    by_year = tuple((year, column) for year, column in years.items())
    code, name, unit, source = roles["code"], roles["name"], roles["unit"], roles.get("source", 0)
    return QuickColumns(table.left, table.right, code, name, unit, source, by_year)


def take_line(
    sheet: str, number: int, row: Row, columns: QuickColumns, outline: Outline, found: Found
) -> bool:
    """Take a usual line; returns whether it was one."""
    known = _line_in(row, columns)
    if known is None:
        return False
    line, cells = known
    by_year = _figures(sheet, number, cells, columns, line)
    if by_year is None or not found.add_line(line.label.indicator, by_year):
        return False
    outline.governing(line.label, line.name, line.indent)
    if columns.source in cells:
        place = cell_at(sheet, number, columns.source)
        take_source(found, line.label.indicator, cells[columns.source], place)
    return True


def may_have_suspects(table: Table, rows: Sequence[tuple[int, Row]]) -> bool:
    """Whether a column may belong to another year; always True if the quick ways are off.

    It is False if every column has a usual heading and the newest year is the last one.
    """
    years = table.years
    if not is_quick() or table.odd or not years or years[-1][1] != max([year for _, year in years]):
        return True
    last = years[-1][0]
    if last != table.right and last + 1 not in table.roles.values():
        return True
    return len({year for _, year in years}) < len(years) or any(row[-1][0] > table.right for _, row in rows)


def _line_in(row: Row, columns: QuickColumns) -> tuple[_Line, dict[int, GridCell]] | None:
    """The meaning of a row and its cells by column; None if it needs the plain way."""
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


def _figures(
    sheet: str, number: int, cells: Mapping[int, GridCell], columns: QuickColumns, line: _Line
) -> dict[int, Observation] | None:
    """The figures of a line by year, blank ones too; None if one of them needs the plain way."""
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
def _line(code: str, name: str, unit: str) -> _Line | None:
    indicator = INDICATORS.get(code_in(code) or "")
    by_name = labelled(name) if name else None
    if indicator is None or (by_name is not None and by_name.indicator is not indicator):
        return None
    label = Label(indicator, by_name.unit if by_name else "")
    if not needs_no_conversion(unit_of(label, unit), indicator):
        return None
    is_rate = indicator.unit.dimension == "rate"
    # A rate below 1 may be a fraction; zero and less go the plain way.
    least, most = (_ONE, HUNDRED) if is_rate else (SMALLEST, _LARGE)
    id, unit_name = indicator.id, indicator.unit.name
    return _Line(label, name, indent_of(name), id, unit_name, indicator.is_count, is_rate, least, most)
