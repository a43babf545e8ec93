"""The columns of a table from which figures are taken, each with its year, and the columns that give the same twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from clustercheck.model.records import NamedTuple
from clustercheck.model.words import LONGEST_WORDS, folded
from clustercheck.tables.axes import Axes
from clustercheck.tables.columns import is_plain_value
from clustercheck.tables.kinds import may_be_the_same, names_part
from clustercheck.tables.meanings import Heading
from clustercheck.tables.sheet import Row
from clustercheck.tables.surroundings import Governing
from clustercheck.tables.suspects import suspected_columns, suspected_year
from clustercheck.tables.table import Odd, Table
from clustercheck.tables.year_words import SAME_PERIOD

# A cluster's name where a table has several side by side, an indicator's id where the heading names one, a year.
Key: TypeAlias = tuple[str, str, int | None]


class UsableColumns(NamedTuple):
    """The columns from left to right; `doubled` are the places that several columns give.

    `suspects` have a heading that is not understood and may be the newest year. They are taken with a doubt.
    """

    columns: tuple[Heading, ...] = ()
    doubled: Mapping[Key, tuple[int, ...]] = {}
    suspects: frozenset[int] = frozenset()


def usable_columns(
    axes: Axes,
    around: Governing,
    lines_have_years: bool,
    suspects: Mapping[int, Heading],
    told: Mapping[int, int],
) -> UsableColumns:
    """The columns whose year can be known. Of two that may give the same figure, neither is preferred.

    `told` are the years of `told_years`, here and below.
    """
    clusters = {column.cluster for column in axes.values} - {""}
    others = True in [column.is_other_subject for column in axes.values]
    groups: dict[Key, list[Heading]] = {}
    for column in suspects.values():
        groups.setdefault(_key(column), []).append(column)
    # Only words can say that a column is another version.
    worded: dict[Key, list[Heading]] = {}
    for column in axes.values:
        _, _, _, year, _, _, label, kind, is_other, cluster, words, _, is_part, over, number = column
        if number in suspects:
            continue
        if words and not is_part and not kind:
            worded.setdefault(_key(column), []).append(column)
        if kind or is_other or words or (axes.is_across and label is None):
            continue
        if label is None and year is None and not is_plain_value(column):
            continue
        # Beside columns of another subject, unknown words may name the subject of these.
        if (others and over) or (len(clusters) > 1 and not cluster):
            continue
        placed = column if year is not None else _with_year(column, axes, around, told)
        if column.relative and placed.year is None:
            continue  # 上年 of an unknown year is not the year of its line either
        if cluster and len(clusters) < 2:
            placed = placed._replace(cluster="")
        if placed.year is not None or axes.year is not None or (axes.name is not None and lines_have_years):
            groups.setdefault(_key(placed), []).append(placed)
    found: list[Heading] = []
    doubled: dict[Key, tuple[int, ...]] = {}
    newest = max([key[2] for key in groups if key[2] is not None], default=0)
    for key, columns in groups.items():
        if len(columns) == 1 or key[2] is not None:
            found.append(columns[0])
        near = [*columns, *filter(_may_mean_the_same, worded.get(key, ()))]
        if len(near) > 1 and key[2] is not None:
            doubled[key] = tuple(sorted(column.number for column in near))
            if key[2] == newest and len({column.text for column in near}) == 1:
                # Under a year that stands over two columns, the second may be the next one's.
                found.append(Heading(number=doubled[key][-1], year=newest + 1))
                doubled[key[0], key[1], newest + 1] = doubled[key]
    in_order = tuple(sorted(found, key=lambda column: column.number))
    return UsableColumns(in_order, doubled, frozenset(suspects))


def _may_mean_the_same(column: Heading) -> bool:
    """Whether the unknown words of a heading may stand in another one of the same year too."""
    return not names_part(column.words) and may_be_the_same(column.words)


def suspects_of(
    axes: Axes, table: Table, rows: Sequence[tuple[int, Row]], told: Mapping[int, int]
) -> dict[int, Heading]:
    """The columns of a table of years that may belong to another year, by number, each with that year."""
    plain = [column for column in axes.values if column.year is not None and column.may_be_taken]
    if axes.year is not None or not plain:
        return {}
    odd = [
        column
        for column in axes.values
        if not column.is_other_subject
        and not (column.may_be_taken and (column.year is not None or column.number in told))
    ]
    if axes.is_across or any(column.cluster for column in axes.values):
        return _suspected_labels(odd, plain, axes.with_figures)
    if not odd and axes.with_figures <= table.columns.keys():
        return {}
    headed = {number: number for number in table.columns}
    heads = tuple(Odd(column.number, column.text, True, column.text) for column in odd)
    years = tuple((column.number, column.year or 0) for column in plain)
    by_odd = table._replace(years=years, odd=heads, roles=headed)  # type: ignore[arg-type]
    return {
        number: Heading(number=number, year=year) for number, year in suspected_columns(by_odd, rows).items()
    }


def _suspected_labels(
    odd: Sequence[Heading], plain: Sequence[Heading], filled: frozenset[int]
) -> dict[int, Heading]:
    """Like `suspects_of` for headings with indicators: the indicator named there, or the table's only one."""
    labels = {column.label.indicator.id: column.label for column in plain if column.label is not None}
    years = {column.year for column in plain if column.year is not None}
    found = {}
    for column in odd:
        if column.number not in filled or len(column.text) > LONGEST_WORDS:
            continue
        text = folded(column.text)
        named = [label for label in labels.values() if label.indicator.name.zh in text]
        label = max(named, key=lambda label: len(label.indicator.name.zh), default=column.label)
        if label is None and len(labels) == 1:
            (label,) = labels.values()
        year = suspected_year(text.replace(label.indicator.name.zh, "") if label else text, years)
        if label is not None and year is not None:
            meant = label._replace(year=year)
            found[column.number] = Heading(
                column.text, year=year, label=meant, unit=column.unit, number=column.number
            )
    return found


def told_years(axes: Axes, around: Governing) -> dict[int, int]:
    """The years of the columns that tell theirs by the distance to the reported one (上年), by number.

    上年同期 is as long as the time of the column before it: beside 1-9月 it is no year.
    """
    if around.reported is None:
        return {}
    found: dict[int, int] = {}
    before: Heading | None = None
    for column in axes.values:
        if column.relative is not None and (SAME_PERIOD not in column.text or _is_of_a_year(before)):
            found[column.number] = around.reported + column.relative
        before = column
    return found


def _is_of_a_year(column: Heading | None) -> bool:
    return (
        column is not None
        and column.may_be_taken
        and (column.year is not None or column.relative is not None)
    )


def _key(column: Heading) -> Key:
    _, _, _, year, _, _, label, _, _, cluster, *_ = column
    return cluster, "" if label is None else label.indicator.id, year


def _with_year(column: Heading, axes: Axes, around: Governing, told: Mapping[int, int]) -> Heading:
    """A column with its year, if something other than its heading gives it."""
    if column.year is not None:
        return column
    if column.relative is not None:
        return column._replace(year=told.get(column.number))
    if axes.year is not None:
        return column
    year = around.year
    if column.label is not None and column.label.indicator.once:
        year = max((c.year for c in axes.values if c.year is not None and c.may_be_taken), default=year)
    return column._replace(year=year)
