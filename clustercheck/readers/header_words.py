"""What the words of a row say of the columns below it, were it a header."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from clustercheck.readers.cells import GridCell, Row, hold_short
from clustercheck.readers.headings import Axis, axis_of, year_and_unit
from clustercheck.readers.roles import LONGEST_HEADING, Role, could_head, heading, role_of, year_in
from clustercheck.readers.suspects import may_be_year
from clustercheck.readers.tables import Odd

_YEARLIKE = r"(?:19|20)\d\d"

YearOf: TypeAlias = Callable[[GridCell], int | None]


class HeaderWords(NamedTuple):
    """The columns by their roles, years and axes; `named` is the heading of the first axis."""

    roles: Mapping[Role, int]
    years: tuple[tuple[int, int], ...]
    units: Mapping[int, str]
    odd: tuple[Odd, ...]
    axes: Mapping[Axis, int]
    named: str


def segments(row: Row, year_of: YearOf) -> Iterator[tuple[int, Row]]:
    """The parts of a row that could head a table each, and where they begin.

    A second 编码 or 指标 starts one, and so does a heading between years and the same years again.
    """
    start, left = 0, 1
    seen: set[Role] = set()
    years: set[int] = set()
    has_values = False
    for index, (column, cell) in enumerate(row):
        role, year = role_of(cell), year_of(cell)
        if year is not None:
            years.add(year)
        if role not in ("code", "name"):
            has_values = has_values or role in ("content", "answer") or year is not None
            if role is not None or year is not None or not _begins_again(row, index, years, year_of):
                continue
        if has_values and (role is None or role in seen):
            yield left, row[start:index]
            start, left, seen, years, has_values = index, column, set(), set(), False
        if role is not None:
            seen.add(role)
    yield left, row[start:]


def _begins_again(row: Row, index: int, years: set[int], year_of: YearOf) -> bool:
    """Whether a word stands between years and the first of them again."""
    return (
        0 < index < len(row) - 1
        and year_of(row[index - 1][1]) is not None
        and year_of(row[index + 1][1]) in years
    )


def header_words(row: Row, year_of: YearOf) -> HeaderWords:
    """What the cells of a row say, each of its column."""
    roles: dict[Role, int] = {}
    years: list[tuple[int, int]] = []
    units: dict[int, str] = {}
    odd: list[Odd] = []
    axes: dict[Axis, int] = {}
    named = ""
    for column, cell in row:
        role, year = role_of(cell), year_of(cell)
        if role is not None:
            roles.setdefault(role, column)
        elif year is not None:
            years.append((column, year))
            dated = year_and_unit(cell.text)
            if dated is not None and dated[1]:
                units[column] = dated[1]
        elif not years and (axis := axis_of(cell.text)) is not None:
            axes.setdefault(axis, column)
            named = named or cell.text
        elif cell.kind == "date" or (
            cell.kind == "text"
            and len(cell.text) <= LONGEST_HEADING
            and re.search(_YEARLIKE, heading(cell.text), re.ASCII)
        ):
            odd.append(Odd(column, cell.text, True, cell.text))
        elif cell.kind == "text" and (years or may_be_year(cell.text)):
            odd.append(Odd(column, cell.text, False, cell.text))
    return HeaderWords(roles, tuple(years), units, tuple(odd), axes, named)


# Kept of short rows and for workbooks without a map: the headers and titles of a form are the same in every copy.


@lru_cache(maxsize=512)
def is_of_words_kept(row: Row) -> bool:
    """As `could_head`."""
    return could_head(row)


@lru_cache(maxsize=512)
def may_be_header(row: Row) -> bool:
    """Whether a row is of words, or has a word of a header or a year; raises `TooLong` for one that is not kept."""
    hold_short(row)
    return is_of_words_kept(row) or any(
        role_of(cell) is not None or year_in(cell) is not None for _, cell in row
    )


@lru_cache(maxsize=256)
def segments_kept(row: Row) -> tuple[tuple[int, Row], ...]:
    """As `segments`."""
    return tuple(segments(row, year_in))


@lru_cache(maxsize=256)
def header_words_kept(row: Row) -> HeaderWords:
    """As `header_words`."""
    return header_words(row, year_in)
