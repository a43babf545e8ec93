"""A quick way for lines of the form with usual figures.

The meaning of a line depends only on its code, label and unit, and is cached for all copies of a form. A number in
the indicator's own unit and within its bounds needs no further check. Everything else goes to `indicator_rows` and
`figures`, which give the same result for a usual line.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from clustercheck.formats.cells import LONGEST_ROW, Row, cell_at
from clustercheck.formats.quick.rows import FormRow, RowForm
from clustercheck.model.cluster import Cell, Observation
from clustercheck.model.hints import TypeAlias
from clustercheck.model.indicators import INDICATORS
from clustercheck.model.quantities import HUNDRED, SMALLEST
from clustercheck.model.records import NamedTuple
from clustercheck.model.speed import cached, cached_by_identity, is_quick
from clustercheck.tables.collection import Found
from clustercheck.tables.figure_units import needs_no_conversion
from clustercheck.tables.known_names import code_in
from clustercheck.tables.labels import Label, labelled
from clustercheck.tables.observations import take_source, unit_of
from clustercheck.tables.outline import Outline, indent_of
from clustercheck.tables.roles import Role
from clustercheck.tables.table import Table

_new = tuple.__new__
_NEEDED = frozenset[Role](("code", "name", "unit"))
_ONE = Decimal(1)
# Larger numbers go the plain way, which checks their size.
_LARGE = Decimal("1e15")
# Cache limits: Excel's names of sheets have 31 characters, and a line of the form a dozen cells.
_LONGEST_NAME, _MOST_CELLS = 100, 32


class QuickColumns(NamedTuple):
    """The columns of a table with codes, units, and one column for each year; `source` is 0 if there is none."""

    left: int
    right: int
    code: int
    name: int
    unit: int
    source: int
    years: tuple[tuple[int, int], ...]


class _Places(NamedTuple):
    """Where the cells of a line stand in its row, counted from 0; -1 if there is none.

    `years` are each year, where its figure stands, and its place in the workbook.
    """

    code: int
    name: int
    unit: int
    source: int
    years: tuple[tuple[int, int, Cell], ...]


# The name of a sheet, the columns of its table, and the places that follow.
_Kept: TypeAlias = tuple[str, QuickColumns, _Places | None]


class Meaning(NamedTuple):
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


class KnownLine(NamedTuple):
    """What a line means, where its figures stand in its row, and where its source does; -1 if there is none."""

    meaning: Meaning
    years: tuple[tuple[int, int, Cell], ...]
    source: int


def take_line(
    sheet: str, number: int, row: Row, columns: QuickColumns, outline: Outline, found: Found
) -> bool:
    """Take a usual line; returns whether it was one."""
    line = line_in(row, sheet, number, columns)
    if line is None:
        return False
    meaning, years, source = line
    by_year = figures_of(row, years, meaning)
    if by_year is None or not found.add_line(meaning.label.indicator, by_year):
        return False
    outline.governing(meaning.label, meaning.name, meaning.indent)
    if source >= 0:
        column, cell = row[source]
        take_source(found, meaning.label.indicator, cell, cell_at(sheet, number, column))
    return True


def line_in(row: Row, sheet: str, number: int, columns: QuickColumns) -> KnownLine | None:
    """The line of a usual row with a known code, whatever its figures are; None for any other row."""
    places = _places_in(row, sheet, number, columns)
    if places is None:
        return None
    code, name, unit, source, years = places
    words = row[name][1] if name >= 0 else None
    label = words.text if words is not None and words.kind == "text" else ""
    meaning = _meaning(row[code][1].text, label, row[unit][1].text if unit >= 0 else "")
    return None if meaning is None else KnownLine(meaning, years, source)


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


def _places_in(row: Row, sheet: str, number: int, columns: QuickColumns) -> _Places | None:
    """Where the cells of a row stand; None if it needs the plain way. It is the same for all rows of a form."""
    if not isinstance(row, FormRow) or row.form.characters > LONGEST_ROW or len(row) > _MOST_CELLS:
        return _find_places(row, sheet, number, columns)
    kept = _kept_places(row.form)
    if kept:
        of_sheet, of_columns, places = kept[0]
        if of_columns == columns and of_sheet == sheet:
            return places
    places = _find_places(row, sheet, number, columns)
    if len(sheet) <= _LONGEST_NAME:
        kept[:] = [(sheet, columns, places)]
    return places


@cached_by_identity(1024)
def _kept_places(form: RowForm) -> list[_Kept]:
    """Where the cells of a form's rows stood the last time: one entry, or none yet."""
    return []


def _find_places(row: Row, sheet: str, number: int, columns: QuickColumns) -> _Places | None:
    if row[0][0] < columns.left or row[-1][0] > columns.right:
        return None
    at = {column: place for place, (column, _) in enumerate(row)}
    if columns.code not in at:
        return None
    years = tuple(
        [(year, at.get(column, -1), cell_at(sheet, number, column)) for year, column in columns.years]
    )
    code, name, unit, source = (
        at.get(column, -1) for column in (columns.code, columns.name, columns.unit, columns.source)
    )
    return _Places(code, name, unit, source, years)


def figures_of(
    row: Row, years: Sequence[tuple[int, int, Cell]], line: Meaning
) -> dict[int, Observation] | None:
    """The figures of a line by year, blank ones too; None if one of them needs the plain way."""
    _, _, _, id, unit, is_count, is_rate, least, most = line
    found = {}
    for year, at, place in years:
        value, text = None, ""
        if at >= 0:
            kind, text, value, percent, _, shown = row[at][1]
            if kind != "number" or value is None or shown is not None:
                return None
            if percent:
                if not is_rate or not SMALLEST <= value <= _ONE:
                    return None
                value = value.scaleb(2)
            elif not least <= value <= most or (is_count and not text.isdecimal()):
                return None
        # The constructor of a named tuple takes twice as long, and this is done for every figure.
        found[year] = _new(Observation, (id, year, value, unit, place, text, None, None, ""))
    return found


@cached(512, 200)
def _meaning(code: str, name: str, unit: str) -> Meaning | None:
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
    return Meaning(label, name, indent_of(name), id, unit_name, indicator.is_count, is_rate, least, most)
