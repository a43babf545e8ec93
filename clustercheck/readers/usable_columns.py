"""The columns of a table from which figures are taken, each with its year, and those that say the same twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from clustercheck.readers.axes import Axes
from clustercheck.readers.columns import Column, is_plain_value
from clustercheck.readers.governing import Governing
from clustercheck.readers.kinds import names_part
from clustercheck.readers.sheets import Row
from clustercheck.readers.suspects import suspected_columns
from clustercheck.readers.tables import Odd, Table

# A cluster's name where a table has several side by side, an indicator's id where the heading names one, a year.
Key: TypeAlias = tuple[str, str, int | None]


class UsableColumns(NamedTuple):
    """The columns from left to right; `doubled` are the places of those of which more than one gives the same.

    `suspects` have a heading that is not understood and may be that of the newest year: they are taken with a doubt.
    """

    columns: tuple[Column, ...] = ()
    doubled: Mapping[Key, tuple[int, ...]] = {}
    suspects: frozenset[int] = frozenset()


def usable_columns(
    axes: Axes, around: Governing, lines_have_years: bool, suspects: Mapping[int, int]
) -> UsableColumns:
    """The columns of which a year can be known; of two that may give the same figure neither is preferred."""
    clusters = {column.cluster for column in axes.values if column.cluster}
    others = any(column.is_other_subject for column in axes.values)
    groups: dict[Key, list[Column]] = {("", "", year): [Column(n, year=year)] for n, year in suspects.items()}
    for column in axes.values:
        if column.number in suspects:
            continue
        if not column.may_be_taken or (axes.is_across and column.label is None):
            continue
        if column.label is None and column.year is None and not is_plain_value(column):
            continue
        # Beside columns of somebody else, words that are not understood may say whose these are.
        if (others and column.over) or (len(clusters) > 1 and not column.cluster):
            continue
        placed = _with_year(column, axes, around)
        if len(clusters) < 2:
            placed = placed._replace(cluster="")
        if placed.year is not None or axes.year is not None or (axes.name is not None and lines_have_years):
            id = "" if column.label is None else column.label.indicator.id
            groups.setdefault((placed.cluster, id, placed.year), []).append(placed)
    found: list[Column] = []
    doubled: dict[Key, tuple[int, ...]] = {}
    for key, columns in groups.items():
        if len(columns) == 1 or key[2] is not None:
            found.append(columns[0])
        near = [*columns, *_near(key, axes)]
        if len(near) > 1 and key[2] is not None:
            doubled[key] = tuple(sorted(column.number for column in near))
    in_order = tuple(sorted(found, key=lambda column: column.number))
    return UsableColumns(in_order, doubled, frozenset(suspects))


def _near(key: Key, axes: Axes) -> Iterator[Column]:
    """Columns of the same year whose headings have more words, which are not understood and may mean the same."""
    cluster, id, year = key
    for column in axes.values:
        is_part = column.is_part or names_part(column.words)
        same = column.year == year and column.cluster == cluster and not is_part
        named = "" if column.label is None else column.label.indicator.id
        if same and named == id and column.words and not column.kind and not column.is_other_subject:
            yield column


def suspects_of(
    axes: Axes, table: Table, around: Governing, rows: Sequence[tuple[int, Row]]
) -> dict[int, int]:
    """The columns of a table of years that may be another year's, by number."""
    if axes.is_across or axes.year is not None or any(column.cluster for column in axes.values):
        return {}
    years = tuple(
        (column.number, column.year)
        for column in axes.values
        if column.year is not None and column.may_be_taken
    )
    odd = tuple(
        Odd(column.number, column.text, True, column.text)
        for column in axes.values
        if not column.kind
        and not column.is_other_subject
        and (bool(column.words) or (column.relative is not None and around.reported is None))
    )
    if not years or (not odd and all(row[-1][0] <= table.right for _, row in rows)):
        return {}
    headed = {number: number for number in table.columns}
    return suspected_columns(table._replace(years=years, odd=odd, roles=headed), rows)  # type: ignore[arg-type]


def _with_year(column: Column, axes: Axes, around: Governing) -> Column:
    """A column with its year told, where another thing than its heading tells it."""
    if column.year is not None:
        return column
    if column.relative is not None:
        return column if around.reported is None else column._replace(year=around.reported + column.relative)
    if axes.year is not None:
        return column
    year = around.year
    if column.label is not None and column.label.indicator.once:
        year = max((c.year for c in axes.values if c.year is not None and c.may_be_taken), default=year)
    return column._replace(year=year)
