"""A table of a sheet: its header, its columns, the rows below."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from clustercheck.model.hints import TYPE_CHECKING, Literal, TypeAlias
from clustercheck.model.records import NamedTuple
from clustercheck.tables.roles import Role

if TYPE_CHECKING:
    from clustercheck.tables.meanings import Heading

TableKind: TypeAlias = Literal["indicators", "profile", "answers", "figures"]


class Odd(NamedTuple):
    """A column that is not taken: its heading, whether a year is lost, and the part that is not understood."""

    column: int
    text: str
    is_year: bool
    label: str


class Table(NamedTuple):
    """A block under one header. Its rows run from `head` + 1 to `bottom`; `years` are (column, year).

    `top` is the first row of the header, `head` the last. `clashes` is the header above that this one contradicts
    within a table. `columns` are the headings of a table without codes, `dividing` the columns of a table with codes
    that name the part a row is about.
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
    units: Mapping[int, str] = MappingProxyType({})
    columns: Mapping[int, Heading] = MappingProxyType({})
    dividing: Mapping[int, str] = MappingProxyType({})
