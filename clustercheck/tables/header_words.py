"""What the words of a row would say about the columns below it if the row were a header."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from clustercheck.formats.cells import GridCell, Row
from clustercheck.model.hints import TypeAlias
from clustercheck.model.records import NamedTuple
from clustercheck.tables.meanings import cell_meaning, is_month
from clustercheck.tables.roles import FIRST_OF_FIGURES, Role, is_figure_text, role_of, roles_of
from clustercheck.tables.suspects import may_be_year
from clustercheck.tables.table import Odd

YearOf: TypeAlias = Callable[[GridCell], int | None]
# Where a part of a row begins, its cells, and their roles.
Segment: TypeAlias = tuple[int, Row, list[Role | None]]

# Headings that the form has above its years.
OVER_THE_FORM = frozenset(("基期", "近三年"))
_NAMING: frozenset[Role | None] = frozenset(("clusters", "places", "others"))


class HeaderWords(NamedTuple):
    """The columns by their roles and years."""

    roles: Mapping[Role, int]
    years: tuple[tuple[int, int], ...]
    units: Mapping[int, str]
    odd: tuple[Odd, ...]


def segments(row: Row, year_of: YearOf) -> Iterator[Segment]:
    """The parts of a row that could each head a table, and where they begin.

    A new part begins at a second 编码 or 指标, at a heading between years followed by the same years, and at a name
    column after a blank column.
    """
    start, left = 0, 1
    roles = roles_of(row)
    seen: set[Role] = set()
    years: set[int] = set()
    has_values = False
    for index, (column, cell) in enumerate(row):
        role, year = roles[index], year_of(cell)
        if year is not None:
            years.add(year)
        is_apart = role in _NAMING and has_values and column > row[index - 1][0] + 1
        if role not in ("code", "name") and not is_apart:
            has_values = has_values or role in ("content", "answer") or year is not None
            if (
                not years
                or role is not None
                or year is not None
                or not _begins_again(row, index, years, year_of)
            ):
                continue
        if has_values and (role is None or role in seen or is_apart):
            yield left, row[start:index], roles[start:index]
            start, left, seen, years, has_values = index, column, set(), set(), False
        if role is not None:
            seen.add(role)
    yield left, row[start:], roles[start:]


def _begins_again(row: Row, index: int, years: set[int], year_of: YearOf) -> bool:
    """Whether a heading of its own stands between years and the first of them again."""
    if not 0 < index < len(row) - 1 or cell_meaning(row[index][1]).kind:
        return False
    return year_of(row[index - 1][1]) is not None and year_of(row[index + 1][1]) in years


def header_words(row: Row, year_of: YearOf) -> HeaderWords:
    """What each cell of a row says about its column."""
    roles: dict[Role, int] = {}
    years: list[tuple[int, int]] = []
    units: dict[int, str] = {}
    odd: list[Odd] = []
    for column, cell in row:
        role, year = role_of(cell), year_of(cell)
        if role is not None:
            roles.setdefault(role, column)
        elif year is not None:
            years.append((column, year))
            if unit := cell_meaning(cell).unit:
                units[column] = unit
        elif cell.kind in ("text", "date") and (years or _is_yearlike(cell) or may_be_year(cell.text)):
            odd.append(Odd(column, cell.text, _is_yearlike(cell), cell.text))
    return HeaderWords(roles, tuple(years), units, tuple(odd))


def _is_yearlike(cell: GridCell) -> bool:
    """Whether a heading names a year, even an incomplete or unfinished one."""
    found = cell_meaning(cell)
    return found.year is not None or found.kind in ("part_year", "other_year")


def could_head(row: Row, year_of: YearOf) -> bool:
    """Whether a row has several words or years, and no figure but months (2022.12) beside names of lines."""
    if len(row) < 2:
        return False
    has_months = False
    for _, cell in row:
        if cell.kind == "text":
            first = cell.text[:1]
            # Nearly every heading begins with a character that no figure begins with.
            if ("一" <= first <= "鿿" and first not in FIRST_OF_FIGURES) or not is_figure_text(cell.text):
                continue
        if year_of(cell) is None:
            if not is_month(cell):
                return False
            has_months = True
    if has_months and "name" not in roles_of(row):
        return False
    return any(cell.text not in OVER_THE_FORM for _, cell in row)
