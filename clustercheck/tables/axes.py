"""How to read a table: which column names its lines, and which columns hold which figures.

Each way of reading a table explains some of its cells: lines or headings that are known indicators, years in front or
above. The way that explains most cells is taken.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from clustercheck.model.records import NamedTuple
from clustercheck.tables.labels import Label
from clustercheck.tables.meanings import Heading, names_year
from clustercheck.tables.roles import Role, is_figure_text
from clustercheck.tables.sheet import Row, Sheet
from clustercheck.tables.surroundings import Governing
from clustercheck.tables.table import Table
from clustercheck.tables.vocabulary import Known

# What a line may be named by, where its heading says nothing better.
_MAY_NAME: frozenset[Role | None] = frozenset(
    (None, "name", "group", "others", "places", "content", "number")
)
_NO_VALUE: frozenset[Role | None] = frozenset(
    (
        "code",
        "name",
        "unit",
        "answer",
        "evidence",
        "source",
        "note",
        "number",
        "group",
        "divides",
        "clusters",
        "places",
        "others",
        "years",
    )
)


class Axes(NamedTuple):
    """The columns of a table by their use.

    `name` holds the indicators of the lines, `groups` the groups of lines, `whose` the clusters, or names that may be
    clusters. `values` are the columns with figures; `label` is the indicator of all of them if the table has one.
    `with_figures` are all columns with a figure below the header, also those beside the table.
    """

    name: int | None
    groups: tuple[int, ...]
    unit: int | None
    year: int | None
    whose: int | None
    dividing: tuple[int, ...]
    profile: tuple[int, ...]
    values: tuple[Heading, ...]
    label: Label | None
    is_across: bool
    with_figures: frozenset[int] = frozenset()


def axes_of(
    sheet: Sheet, table: Table, rows: Sequence[tuple[int, Row]], around: Governing, known: Known
) -> Axes:
    """The use of each column of a table."""
    columns = table.columns
    filled = _filled(rows)
    with_figures = frozenset([number for number, figures in filled.items() if any(figures)])
    filled = {number: figures for number, figures in filled.items() if table.left <= number <= table.right}
    by_role: dict[Role, list[int]] = {}
    for column in columns.values():
        if column.role is not None:
            by_role.setdefault(column.role, []).append(column.number)
    named = _labels_in(rows, table, known)
    values = [
        column for column in columns.values()
        if column.role not in _NO_VALUE and column.item is None and _holds_figures(sheet, table, column, filled)
        and column.number not in named
    ]  # fmt: skip
    across = [column for column in values if column.label is not None]
    first = min((c.number for c in values), default=table.right + 1)
    is_across = bool(across) and sum(named.values()) <= len(across)
    label = None
    if not is_across and not named:
        corner = [c.label for c in columns.values() if c.label is not None and c not in values]
        label = corner[0] if len(corner) == 1 else around.label
    year = _year_column(columns, by_role, rows, first, known, named)
    name = None if is_across or label is not None else _name_column(named, by_role, filled, first, values)
    whose = (
        None
        if name is not None and not by_role.get("clusters")
        else _whose(by_role, filled, first, year, label)
    )
    unit = next((number for number in by_role.get("unit", [])), None)
    groups = () if name is None else _groups(columns, filled, name, first, {unit, year, whose})
    dividing = [number for number in by_role.get("divides", []) if number != year]
    if name is not None:
        dividing += [
            n for role in ("places", "others") for n in by_role.get(role, []) if n not in (name, whose)
        ]
    elif whose is not None:
        dividing = [n for n in dividing if n != whose]
    profile = tuple(column.number for column in columns.values() if column.item is not None)
    return Axes(
        name, groups, unit, year, whose, tuple(dividing), profile, tuple(values), label, is_across, with_figures
    )  # fmt: skip


def _filled(rows: Sequence[tuple[int, Row]]) -> dict[int, list[bool]]:
    """For each column with cells below the header, whether each cell is a figure."""
    found: dict[int, list[bool]] = {}
    for _, row in rows:
        for column, cell in row:
            figures = found.get(column)
            if figures is None:
                figures = found[column] = []
            figures.append(cell.kind != "text" or is_figure_text(cell.text))
    return found


def _holds_figures(sheet: Sheet, table: Table, column: Heading, filled: Mapping[int, list[bool]]) -> bool:
    """Whether figures may stand below a heading: it names them, or there are figures below.

    A column that a heading only covers by merging counts if it has figures itself.
    """
    figures = filled.get(column.number, [])
    is_own = any(sheet.own(number, column.number) is not None for number in range(table.top, table.head + 1))
    return any(figures) or (is_own and column.label is None and column.names_figures)


def _labels_in(rows: Sequence[tuple[int, Row]], table: Table, known: Known) -> dict[int, int]:
    """The number of lines of each column that are known indicators."""
    count: dict[int, int] = {}
    columns = table.columns
    for _, row in rows:
        for place, cell in row:
            if cell.kind != "text" or not table.left <= place <= table.right:
                continue
            column = columns.get(place)
            if column is not None and (column.role not in _MAY_NAME or column.item is not None):
                continue
            if not is_figure_text(cell.text) and known.line_label(cell.text) is not None:
                count[place] = count.get(place, 0) + 1
    return count


def _name_column(
    named: Mapping[int, int],
    by_role: Mapping[Role, list[int]],
    filled: Mapping[int, list[bool]],
    first: int,
    values: Sequence[Heading],
) -> int | None:
    """The column with most known indicators; else the one headed as names; else the first with words."""
    if named:
        roles = by_role.get("name", [])
        return max(named, key=lambda number: (named[number], number in roles, -number))
    if by_role.get("name"):
        return by_role["name"][-1]
    taken = {number for numbers in by_role.values() for number in numbers} | {c.number for c in values}
    words = [n for n, figures in filled.items() if n < first and n not in taken and not all(figures)]
    return min(words, default=None)


def _whose(
    by_role: Mapping[Role, list[int]],
    filled: Mapping[int, list[bool]],
    first: int,
    year: int | None,
    label: Label | None,
) -> int | None:
    """The column that says whose a line is."""
    if by_role.get("clusters"):
        return by_role["clusters"][0]
    roles: tuple[Role, ...] = ("places", "others", "name")
    for role in roles:
        before = [number for number in by_role.get(role, []) if number < first and number != year]
        if before:
            return before[0]
    if label is None or year is not None:
        return None
    taken = {number for numbers in by_role.values() for number in numbers}
    words = [n for n, figures in filled.items() if n < first and n not in taken and not all(figures)]
    return min(words, default=None)


def _year_column(
    columns: Mapping[int, Heading],
    by_role: Mapping[Role, list[int]],
    rows: Sequence[tuple[int, Row]],
    first: int,
    known: Known,
    named: Mapping[int, int],
) -> int | None:
    """The column with the years of the lines, by its heading or because it contains years."""
    if by_role.get("years"):
        return by_role["years"][0]
    years: dict[int, list[bool]] = {}
    written: set[int] = set()
    for _, row in rows:
        if row[-1][0] < first:
            continue
        for place, cell in row:
            if place >= first:
                break
            if place not in named:
                is_mapped = known.year(cell.text) is not None
                is_year = is_mapped or names_year(cell)
                years.setdefault(place, []).append(is_year)
                if is_mapped or (is_year and "年" in cell.text):
                    written.add(place)
    for place, found in years.items():
        column = columns.get(place)
        if 2 * sum(found) <= len(found):
            continue
        if place in written or column is None or "年" in column.text:
            return place
        # Numbers that look like years are some under a heading of years or of what stands in front.
        if not named and column.role in ("name", "unit", "divides"):
            return place
    return None


def _groups(
    columns: Mapping[int, Heading],
    filled: Mapping[int, list[bool]],
    name: int,
    first: int,
    others: set[int | None],
) -> tuple[int, ...]:
    """The columns of words before the names, which group the lines."""
    return tuple(
        number
        for number, figures in sorted(filled.items())
        if number < name
        and number not in others
        and not all(figures)
        and (number not in columns or columns[number].role in (None, "group", "name", "number"))
    )
