"""What a table of a sheet is: its header, its columns, the rows below."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias

from clustercheck.indicators import ProfileItem
from clustercheck.readers.headings import Axis
from clustercheck.readers.naming import Label
from clustercheck.readers.roles import Role

TableKind: TypeAlias = Literal["indicators", "profile", "answers", "no_years", "across", "unplaced", "beside"]


class Column(NamedTuple):
    """A column of figures: the indicator, the year and the unit that its heading names, as far as it does."""

    number: int
    label: Label | None = None
    year: int | None = None
    unit: str = ""


class Odd(NamedTuple):
    """A column that is not taken: its heading, whether a year is lost by it, and the part that is not understood."""

    column: int
    text: str
    is_year: bool
    label: str


@dataclass(frozen=True, slots=True)
class Table:
    """A block under one header: its rows run from `head` + 1 to `bottom`; `years` are (column, year).

    `top` is the header's row, or the first of several, `head` the last. `clashes` is the
    header above that this one contradicts in the middle of a table. `columns`, `axes` and `profile` are those of a
    table with indicators across; `named_by` is the heading of the column that names its rows.
    `dividing` are the columns that say of which part a row is, by their headings.
    """

    kind: TableKind
    top: int
    left: int
    right: int
    roles: Mapping[Role, int]
    years: tuple[tuple[int, int], ...] = ()
    odd: tuple[Odd, ...] = ()
    bottom: int = 0
    clashes: Table | None = None
    head: int = 0
    units: Mapping[int, str] = field(default_factory=dict)
    columns: tuple[Column, ...] = ()
    axes: Mapping[Axis, int] = field(default_factory=dict)
    profile: Mapping[int, ProfileItem] = field(default_factory=dict)
    named_by: str = ""
    dividing: Mapping[int, str] = field(default_factory=dict)
