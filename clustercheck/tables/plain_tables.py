"""Tables without codes: whether a row heads one, and the header around that row."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from clustercheck.formats.cells import GridCell
from clustercheck.model.hints import TypeAlias
from clustercheck.tables.header_bands import MAX_COLUMNS, MAX_HEADER, band_about, columns_in, right_of
from clustercheck.tables.meanings import (
    Heading,
    cell_meaning,
    is_month,
    meaning_of,
    names_indicator,
    names_year,
)
from clustercheck.tables.roles import Role, is_figure
from clustercheck.tables.sheet import Row, Sheet
from clustercheck.tables.table import Odd, Table
from clustercheck.tables.vocabulary import Known

# Columns that a header names its lines by.
_NAMING: frozenset[Role] = frozenset(("name", "group", "clusters", "places", "others", "years"))
# A column, its cell, and what that says.
Said: TypeAlias = tuple[int, GridCell, Heading]
# One or two blank rows may stand between a header and its rows.
_FAR = 3
_BESIDE_YEARS: frozenset[Role] = frozenset(
    ("name", "unit", "clusters", "places", "others", "number", "group")
)


def table_under(sheet: Sheet, number: int, left: int, row: Row, known: Known, goes_on: bool) -> Table | None:
    """The table that a row of several cells heads with years or indicators; None if it heads none.

    `goes_on` means that it directly follows a table's lines.
    """
    said = _headings_of(row[:MAX_COLUMNS], known)
    if not _heads_figures(sheet, number, row, said, known, goes_on):
        return None
    if len(said) < len(row):
        said = _headings_of(row, known)
    return _table_headed(sheet, number, left, row, said, known)


def _headings_of(row: Row, known: Known) -> list[Said]:
    """What each cell of a row says as a heading."""
    if known.has_map:
        return [(column, cell, _heading_of(cell, known)) for column, cell in row]
    return [
        (column, cell, meaning_of(cell.text) if cell.kind == "text" else cell_meaning(cell))
        for column, cell in row
    ]


def _heads_figures(
    sheet: Sheet, number: int, row: Row, found: Sequence[Said], known: Known, goes_on: bool
) -> bool:
    """Whether a row of several cells, the first of which say `found`, heads a table, like `table_under`."""
    years = [(column, cell) for column, cell, said in found if said.year is not None and said.names_year]
    labels = [column for column, _, said in found if said.label is not None]
    roles = {said.role for _, _, said in found if said.role is not None}
    are_numbers = bool(years) and all(cell.kind == "number" for _, cell in years)
    may_be_ages = all(_may_be_an_age(cell) for _, cell in years)
    if labels and are_numbers and (len(labels) == 1 or goes_on) and not _is_merged_down(sheet, number, row):
        return False  # an indicator with figures that look like years
    if years and roles & _BESIDE_YEARS:
        told = {said.year for _, _, said in found if said.names_year}
        return not may_be_ages or _are_successive(told)
    if labels and (len(labels) > 1 or roles & _NAMING or (len(row) == 2 and labels[0] != row[0][0])):
        return not _is_pair(sheet, number, labels)
    if years:
        if len(years) < len(row) and may_be_ages:
            return False
        different = {_heading_of(cell, known).year for _, cell in years}
        return len(different) > 1 and _are_years(row, years, different, goes_on, are_numbers)
    if not roles & _NAMING:
        return False
    if any(said.relative is not None for _, _, said in found) or (roles & {"name"} and "unit" in roles):
        return all(said.item is None for _, _, said in found)
    if "name" in roles and _are_months([cell for _, cell, said in found if said.role is None]):
        return True
    return _has_figures_below(sheet, number, found, known)


def _are_years(
    row: Row, years: list[tuple[int, GridCell]], different: set[int | None], goes_on: bool, are_numbers: bool
) -> bool:
    """Whether years without other header words head a table, and are no figures of a table's line."""
    is_bare = len(row) == len(years)
    if is_bare and years[0][0] == 1:
        return False
    if not are_numbers:
        return True
    return not goes_on and (is_bare or (_are_successive(different) and years[0][0] > row[0][0]))


def _may_be_an_age(cell: GridCell) -> bool:
    """Whether a year is written as 15年, which behind the name of a line is a number of years."""
    return cell.text.strip()[2:3] == "年"


def _are_months(cells: Sequence[GridCell]) -> bool:
    """Whether these are the headings of months, which are no years: they head a table, so that this is said."""
    return len(cells) > 1 and all(map(is_month, cells))


def _heading_of(cell: GridCell, known: Known) -> Heading:
    if not known.has_map:
        return cell_meaning(cell)
    mapped = known.year(cell.text)
    if mapped is not None:
        return Heading(cell.text, year=mapped)
    label = known.label(cell.text)
    return Heading(cell.text, label=label) if label is not None else cell_meaning(cell)


def _names_indicator(cell: GridCell, known: Known) -> bool:
    return _heading_of(cell, known).label is not None if known.has_map else names_indicator(cell)


def _are_successive(years: set[int | None]) -> bool:
    known = sorted(year for year in years if year is not None)
    return len(known) == len(years) and known[-1] - known[0] == len(known) - 1


def _is_merged_down(sheet: Sheet, number: int, row: Row) -> bool:
    """Whether the first cell of a row is merged down, so that its figures are in the row below."""
    block = sheet.covering(number, row[0][0])
    return block is not None and block[2] > block[0] == number


def _is_pair(sheet: Sheet, number: int, labels: list[int]) -> bool:
    """Whether a row is a label beside a word. It heads nothing unless figures stand below."""
    if len(labels) > 1:
        return False
    below = [sheet.rows[n] for n in range(number + 1, number + 2 + _FAR) if n in sheet.rows]
    return not any(column in labels and is_figure(cell) for each in below for column, cell in each)


def _has_figures_below(sheet: Sheet, number: int, found: Sequence[Said], known: Known) -> bool:
    """Whether a row that heads the names of lines has figures below its other headings.

    A name beside its value, above a label beside its figure, heads nothing.
    """
    first = next(column for column, _, said in found if said.role in _NAMING)
    others = [
        (column, said)
        for column, _, said in found
        if column > first and said.role is None and said.item is None
    ]
    if not others:
        return False
    for following in range(number + 1, number + MAX_HEADER + _FAR):
        row = sheet.rows.get(following)
        if row is None:
            continue
        if any(is_figure(cell) and not names_year(cell) for _, cell in row):
            columns = {column for column, cell in row if is_figure(cell)}
            has_figures = any(column in columns for column, _ in others)
            says_nothing = all(said.says_nothing or said.unit for _, said in others)
            if has_figures is says_nothing and not known.has_map:  # whatever names the line
                return has_figures
            names = any(_names_indicator(cell, known) for column, cell in row if column <= first)
            return says_nothing if names else has_figures
        if any(_is_named(cell) for column, cell in row if column < others[0][0]):
            return False
    return False


def _is_named(cell: GridCell) -> bool:
    """Whether a cell is the name of a line and no header word or translation."""
    said = cell_meaning(cell)
    return said.role is None and (said.item is not None or re.search(r"[一-鿿]", cell.text) is not None)


def _table_headed(
    sheet: Sheet, number: int, left: int, row: Row, said: Sequence[Said], known: Known
) -> Table | None:
    """The table under the header that contains a row, whose cells say `said`."""
    is_segment = len(row) < len(sheet.rows[number])
    top, bottom, columns = _header(sheet, number, row, said, known, is_segment)
    if not columns:
        return None
    first = row[0][0] if left > 1 else 1
    years = tuple(
        (column.number, column.year)
        for column in columns.values()
        if column.year is not None and column.label is None
    )
    return Table("figures", top, first, max(columns), {}, years, head=bottom, columns=columns)


def _header(
    sheet: Sheet, number: int, row: Row, said: Sequence[Said], known: Known, is_segment: bool
) -> tuple[int, int, dict[int, Heading]]:
    first_value = _first_value(said[:-1] if _ends_over_years(sheet, number, said) else said)
    top, bottom = band_about(sheet, number, row, first_value)
    right = row[-1][0] if is_segment else right_of(sheet, top, bottom)
    columns = columns_in(sheet, top, bottom, row[0][0], right, known)
    if is_segment:
        columns = {place: column for place, column in columns.items() if row[0][0] <= place <= right}
    return top, bottom, columns


def _ends_over_years(sheet: Sheet, number: int, said: Sequence[Said]) -> bool:
    """Whether a row ends in 年度 merged over the columns of the years, so that it names no lines."""
    column, _, last = said[-1]
    block = sheet.covering(number, column) if last.role == "years" and len(said) > 1 else None
    return block is not None and block[1] < block[3]


def _first_value(said: Sequence[Said]) -> int:
    """The first column with figures below, by its heading."""
    years = [
        column
        for column, _, found in said
        if found.relative is not None or (found.year is not None and found.names_year)
    ]
    labels = [column for column, _, found in said if found.label is not None]
    if years and labels == [said[0][0]]:
        labels = []  # the name of the indicator in the corner
    if years or labels:
        return min([*years, *labels])
    stub = [column for column, _, found in said if found.role is not None or found.item is not None]
    last = max(stub, default=0)
    return next((column for column, _, _ in said if column > last), said[-1][0] + 1)


def stacked(sheet: Sheet, table: Table, row: Row, known: Known) -> Table:
    """A table with codes and the other rows of its header, which may turn years into plans or indicators."""
    is_segment = len(row) < len(sheet.rows[table.top])
    top, bottom, columns = _header(sheet, table.top, row, _headings_of(row, known), known, is_segment)
    if any(column.label is not None and column.role is None for column in columns.values()):
        return Table("figures", top, min(columns), max(columns), {}, head=bottom, columns=columns)
    first = table.years[0][0]
    years = [(c.number, c.year) for c in columns.values() if c.year is not None and c.may_be_taken]
    plain = {year for _, year in years}
    odd = tuple(
        # Where a growth stands beside its figure nothing is lost; a year that has only a plan is.
        Odd(c.number, c.text, is_lost_year(c, plain), c.text)
        for c in columns.values()
        if c.number >= first and c.role is None and not (c.year is not None and c.may_be_taken)
    )
    roles: Mapping[Role, int] = {
        **{c.role: c.number for c in reversed(list(columns.values())) if c.role is not None},
        **table.roles,
    }
    units = {c.number: c.unit for c in columns.values() if c.unit}
    return table._replace(
        years=tuple(years), units=units, odd=odd, head=bottom, roles=roles, right=max(table.right, *columns)
    )


def is_lost_year(column: Heading, plain: set[int]) -> bool:
    """Whether an unused column names a year that no other column gives."""
    if column.year is not None:
        return column.year not in plain
    return column.kind in ("part_year", "other_year") and re.search(r"(?:19|20)\d\d", column.text) is not None
