"""How to read a table: which column names its lines, and which columns hold which figures.

Each way of reading a table explains some of its cells: lines or headings that are known indicators, years in front or
above. The way that explains most cells is taken.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from clustercheck.formats.cells import GridCell
from clustercheck.model.hints import TypeAlias
from clustercheck.model.records import NamedTuple
from clustercheck.tables.labels import Label, line_name, read_names
from clustercheck.tables.meanings import Heading, names_year
from clustercheck.tables.roles import Role, words_among
from clustercheck.tables.sheet import Row, Sheet
from clustercheck.tables.surroundings import Governing
from clustercheck.tables.table import Table
from clustercheck.tables.unit_columns import unit_column
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
# Columns that name the part a line is about, where another names the line.
_OF_PARTS: tuple[Role, ...] = ("places", "others")


# Columns of remarks, whose years are not those of the lines.
_REMARKS: frozenset[Role | None] = frozenset(("note", "source", "evidence", "answer"))


# The cells of a row by column.
Cells: TypeAlias = Mapping[int, GridCell]


class Axes(NamedTuple):
    """The columns of a table by their use.

    `name` holds the indicators of the lines, `groups` the groups of lines, `whose` the clusters, or names that may be
    clusters. `values` are the columns with figures; `label` is the indicator of all of them if the table has one.
    `with_figures` are all columns with a figure below the header, `with_words` those with another text, also beside the
    table.
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
    with_words: frozenset[int] = frozenset()


def axes_of(
    sheet: Sheet, table: Table, rows: Sequence[tuple[int, Row]], around: Governing, known: Known
) -> Axes:
    """The use of each column of a table."""
    columns = table.columns
    left, right = table.left, table.right
    with_figures, words = _below(rows)
    with_words = frozenset(words)
    words = {number: texts for number, texts in words.items() if left <= number <= right}
    by_role: dict[Role, list[int]] = {}
    for column in columns.values():
        if column.role is not None:
            by_role.setdefault(column.role, []).append(column.number)
    named = _labels_in(words, columns, known)
    values = [
        column for column in columns.values()
        if column.role not in _NO_VALUE and column.item is None and column.number not in named
        and ((left <= column.number <= right and column.number in with_figures) or _names_figures(sheet, table, column))
    ]  # fmt: skip
    across = [column for column in values if column.label is not None]
    first = min([column.number for column in values], default=right + 1)
    is_across = bool(across) and sum(named.values()) <= len(across)
    label = None
    if not is_across and not named:
        corner = [c.label for c in columns.values() if c.label is not None and c not in values]
        label = corner[0] if len(corner) == 1 else around.label
    year = _year_column(columns, by_role, rows, first, known, named)
    name = None if is_across or label is not None else _name_column(named, by_role, words, first, values)
    whose = (
        None
        if name is not None and not by_role.get("clusters")
        else _whose(by_role, words, first, year, label)
    )
    unit = by_role["unit"][0] if "unit" in by_role else unit_column(columns, words, first)
    groups = () if name is None else _groups(columns, words, name, {unit, year, whose})
    dividing = [number for number in by_role.get("divides", ()) if number != year]
    if name is not None:
        for role in _OF_PARTS:
            dividing += [number for number in by_role.get(role, ()) if number not in (name, whose)]
    elif whose is not None:
        dividing = [number for number in dividing if number != whose]
    profile = tuple([column.number for column in columns.values() if column.item is not None])
    return Axes(
        name, groups, unit, year, whose, tuple(dividing), profile, tuple(values), label, is_across, with_figures,
        with_words,
    )  # fmt: skip


def _below(rows: Sequence[tuple[int, Row]]) -> tuple[frozenset[int], dict[int, list[str]]]:
    """The columns with figures below the header, and the texts of each column that are no figures."""
    with_figures = set[int]()
    texts: dict[int, list[str]] = {}
    for _, row in rows:
        for number, cell in row:
            if cell.kind != "text":
                with_figures.add(number)
            elif number in texts:
                texts[number].append(cell.text)
            else:
                texts[number] = [cell.text]
    words = {}
    for number, own in texts.items():
        found = words_among(own)
        if found:
            words[number] = found
        if len(found) < len(own):
            with_figures.add(number)
    return frozenset(with_figures), words


def _names_figures(sheet: Sheet, table: Table, column: Heading) -> bool:
    """Whether a heading names the figures below, in a cell of its own.

    A column that a heading only covers by merging counts if it has figures itself.
    """
    if column.label is not None or not column.names_figures:
        return False
    return any(sheet.own(row, column.number) is not None for row in range(table.top, table.head + 1))


def _labels_in(
    words: Mapping[int, list[str]], columns: Mapping[int, Heading], known: Known
) -> dict[int, int]:
    """The number of lines of each column that are known indicators."""
    count: dict[int, int] = {}
    for number, texts in words.items():
        column = columns.get(number)
        if column is not None and (column.role not in _MAY_NAME or column.item is not None):
            continue
        if known.has_map:
            labels = [text for text in texts if known.line_label(text) is not None]
        else:
            read_names(texts)
            labels = [text for text in texts if line_name(text).label is not None]
        if labels:
            count[number] = len(labels)
    return count


def _name_column(
    named: Mapping[int, int],
    by_role: Mapping[Role, list[int]],
    words: Mapping[int, list[str]],
    first: int,
    values: Sequence[Heading],
) -> int | None:
    """The column with most known indicators; else the one headed as names; else the first with words."""
    if named:
        roles = by_role.get("name", ())
        return max(named, key=lambda number: (named[number], number in roles, -number))
    if by_role.get("name"):
        return by_role["name"][-1]
    taken = {number for numbers in by_role.values() for number in numbers} | {c.number for c in values}
    return min([number for number in words if number < first and number not in taken], default=None)


def _whose(
    by_role: Mapping[Role, list[int]],
    words: Mapping[int, list[str]],
    first: int,
    year: int | None,
    label: Label | None,
) -> int | None:
    """The column that says whose a line is."""
    if by_role.get("clusters"):
        return by_role["clusters"][0]
    roles: tuple[Role, ...] = ("places", "others", "name")
    for role in roles:
        before = [number for number in by_role.get(role, ()) if number < first and number != year]
        if before:
            return before[0]
    if label is None or year is not None:
        return None
    taken = {number for numbers in by_role.values() for number in numbers}
    return min([number for number in words if number < first and number not in taken], default=None)


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
    before: dict[int, list[GridCell]] = {}
    for _, row in rows:
        if row[-1][0] < first:  # a line that ends before the figures is none
            continue
        for number, cell in row:
            if number >= first:
                break
            if number not in named:
                before.setdefault(number, []).append(cell)
    mapped: dict[int, list[bool]] = {}
    if known.has_map:
        mapped = {
            number: [known.year(cell.text) is not None for cell in cells] for number, cells in before.items()
        }
    for number, cells in before.items():
        column = columns.get(number)
        if column is not None and column.role in _REMARKS and not mapped:
            continue
        # Numbers that look like years are some under a heading of years or of what stands in front.
        may_be_bare = (
            column is None
            or "年" in column.text
            or (not named and column.role in ("name", "unit", "divides"))
        )
        if not may_be_bare and not mapped and "年" not in "".join([cell.text for cell in cells]):
            continue
        is_mapped = mapped.get(number) or [False] * len(cells)
        years = [cell for cell, is_year in zip(cells, is_mapped, strict=True) if is_year or names_year(cell)]
        if 2 * len(years) > len(cells) and (
            may_be_bare or any(is_mapped) or any("年" in cell.text for cell in years)
        ):
            return number
    return None


def _groups(
    columns: Mapping[int, Heading], words: Mapping[int, list[str]], name: int, others: set[int | None]
) -> tuple[int, ...]:
    """The columns of words before the names, which group the lines."""
    found = [
        number
        for number in words
        if number < name
        and number not in others
        and (number not in columns or columns[number].role in (None, "group", "name", "number"))
    ]
    return tuple(sorted(found))
