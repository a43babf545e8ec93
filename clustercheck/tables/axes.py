"""How to read a table: which column names its lines, and which columns hold which figures.

Each way of reading a table explains some of its cells: lines or headings that are known indicators, years in front or
above. The way that explains most cells is taken.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain, repeat
from operator import itemgetter

from clustercheck.formats.cells import GridCell
from clustercheck.model.hints import TypeAlias
from clustercheck.model.records import NamedTuple
from clustercheck.tables.labels import Label, line_name
from clustercheck.tables.meanings import Heading, names_year
from clustercheck.tables.roles import Role, words_among
from clustercheck.tables.sheet import Sheet
from clustercheck.tables.surroundings import Governing
from clustercheck.tables.table import Table
from clustercheck.tables.vocabulary import Known

_kind, _text = itemgetter(GridCell._fields.index("kind")), itemgetter(GridCell._fields.index("text"))
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


class _Column(NamedTuple):
    """The cells of a column below the header, the texts of those that are no figures, and whether any is one."""

    cells: list[GridCell]
    words: list[str]
    has_figures: bool


def axes_of(sheet: Sheet, table: Table, lines: Sequence[Cells], around: Governing, known: Known) -> Axes:
    """The use of each column of a table, whose rows are `lines`."""
    columns = table.columns
    left, right = table.left, table.right
    below = _filled(lines)
    with_figures = frozenset([number for number, column in below.items() if column.has_figures])
    with_words = frozenset([number for number, column in below.items() if column.words])
    filled = {number: column for number, column in below.items() if left <= number <= right}
    holding = with_figures & filled.keys()
    by_role: dict[Role, list[int]] = {}
    for column in columns.values():
        if column.role is not None:
            by_role.setdefault(column.role, []).append(column.number)
    named = _labels_in(filled, columns, known)
    values = [
        column for column in columns.values()
        if column.role not in _NO_VALUE and column.item is None and column.number not in named
        and (column.number in holding or _names_figures(sheet, table, column))
    ]  # fmt: skip
    across = [column for column in values if column.label is not None]
    first = min([column.number for column in values], default=right + 1)
    is_across = bool(across) and sum(named.values()) <= len(across)
    label = None
    if not is_across and not named:
        corner = [c.label for c in columns.values() if c.label is not None and c not in values]
        label = corner[0] if len(corner) == 1 else around.label
    year = _year_column(columns, by_role, below, lines, first, known, named)
    name = None if is_across or label is not None else _name_column(named, by_role, filled, first, values)
    whose = (
        None
        if name is not None and not by_role.get("clusters")
        else _whose(by_role, filled, first, year, label)
    )
    unit = by_role["unit"][0] if "unit" in by_role else None
    groups = () if name is None else _groups(columns, filled, name, {unit, year, whose})
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


def _filled(lines: Sequence[Cells]) -> dict[int, _Column]:
    """The columns with cells below the header."""
    found = {}
    for number, cells in _cells_below(lines).items():
        kinds = list(map(_kind, cells))
        words: list[str] = []
        if "text" in kinds:
            are_texts = kinds.count("text") == len(kinds)
            words = words_among(
                list(map(_text, cells)) if are_texts else [cell.text for cell in cells if cell.kind == "text"]
            )
        found[number] = _Column(cells, words, len(words) < len(cells))
    return found


def _cells_below(lines: Sequence[Cells]) -> dict[int, list[GridCell]]:
    """The cells of each column, of which the first one filled comes first."""
    return {
        number: list(filter(None, map(dict.get, lines, repeat(number))))  # type: ignore[arg-type]
        for number in dict.fromkeys(chain.from_iterable(lines))
    }


def _names_figures(sheet: Sheet, table: Table, column: Heading) -> bool:
    """Whether a heading names the figures below, in a cell of its own.

    A column that a heading only covers by merging counts if it has figures itself.
    """
    if column.label is not None or not column.names_figures:
        return False
    return any(sheet.own(row, column.number) is not None for row in range(table.top, table.head + 1))


def _labels_in(filled: Mapping[int, _Column], columns: Mapping[int, Heading], known: Known) -> dict[int, int]:
    """The number of lines of each column that are known indicators."""
    count: dict[int, int] = {}
    for number, (_, words, _) in filled.items():
        column = columns.get(number)
        if not words or (column is not None and (column.role not in _MAY_NAME or column.item is not None)):
            continue
        if known.has_map:
            labels = [text for text in words if known.line_label(text) is not None]
        else:
            labels = [text for text in words if line_name(text).label is not None]
        if labels:
            count[number] = len(labels)
    return count


def _name_column(
    named: Mapping[int, int],
    by_role: Mapping[Role, list[int]],
    filled: Mapping[int, _Column],
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
    words = [number for number, c in filled.items() if number < first and number not in taken and c.words]
    return min(words, default=None)


def _whose(
    by_role: Mapping[Role, list[int]],
    filled: Mapping[int, _Column],
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
    words = [number for number, c in filled.items() if number < first and number not in taken and c.words]
    return min(words, default=None)


def _year_column(
    columns: Mapping[int, Heading],
    by_role: Mapping[Role, list[int]],
    filled: Mapping[int, _Column],
    lines: Sequence[Cells],
    first: int,
    known: Known,
    named: Mapping[int, int],
) -> int | None:
    """The column with the years of the lines, by its heading or because it contains years."""
    if by_role.get("years"):
        return by_role["years"][0]
    before = {number: column.cells for number, column in filled.items() if number < first}
    if not before.keys() <= named.keys():
        # A line that ends before the figures is none.
        long = [cells for cells in lines if max(cells) >= first]
        if len(long) < len(lines):
            before = {number: cells for number, cells in _cells_below(long).items() if number < first}
    for number in named:
        before.pop(number, None)
    mapped: dict[int, list[bool]] = {}
    if known.has_map:
        mapped = {
            number: [known.year(cell.text) is not None for cell in cells] for number, cells in before.items()
        }
    for number, cells in before.items():
        column = columns.get(number)
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
    columns: Mapping[int, Heading], filled: Mapping[int, _Column], name: int, others: set[int | None]
) -> tuple[int, ...]:
    """The columns of words before the names, which group the lines."""
    found = [
        number
        for number, column in filled.items()
        if number < name
        and number not in others
        and column.words
        and (number not in columns or columns[number].role in (None, "group", "name", "number"))
    ]
    return tuple(sorted(found))
