"""Where the tables of a sheet are: header rows by their words, wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias

from clustercheck.indicators import INDICATORS
from clustercheck.readers.cells import Grid, GridCell
from clustercheck.readers.naming import code_in, labelled, profile_item
from clustercheck.readers.words import folded

Role: TypeAlias = Literal["code", "name", "unit", "content", "answer", "evidence", "note"]
TableKind: TypeAlias = Literal["indicators", "profile", "answers", "no_years"]
Row: TypeAlias = list[tuple[int, GridCell]]

_ROLES: dict[str, Role] = {
    **dict.fromkeys(("编码", "代码", "指标编码", "指标代码", "code", "id"), "code"),
    **dict.fromkeys(
        ("指标", "指标名称", "项目", "项目名称", "名称", "统计指标", "指标项", "主要指标", "条件",
         "indicator", "item", "name", "condition"),
        "name",
    ),
    **dict.fromkeys(("单位", "计量单位", "unit"), "unit"),
    **dict.fromkeys(("内容", "填写内容", "content", "value"), "content"),
    **dict.fromkeys(("是否符合", "符合情况", "met", "answer"), "answer"),
    **dict.fromkeys(("佐证材料", "证明材料", "evidence"), "evidence"),
    **dict.fromkeys(("说明", "备注", "note", "notes"), "note"),
}  # fmt: skip
_YEAR = re.compile(r"(\d{4})(?:年度?)?", re.ASCII)
_YEARLIKE = re.compile(r"(?:19|20)\d\d", re.ASCII)
_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_LONGEST_HEADING = 20
# No workbook has more; a file made of headers alone must not take for ever.
MAX_TABLES = 100


class Table(NamedTuple):
    """A block under one header: its rows run from `top` + 1 to `bottom`; `years` are (column, year).

    `clashes` is the header above that this one contradicts in the middle of a table.
    """

    kind: TableKind
    top: int
    left: int
    right: int
    roles: Mapping[Role, int]
    years: tuple[tuple[int, int], ...] = ()
    odd_years: tuple[tuple[int, str], ...] = ()
    bottom: int = 0
    clashes: Table | None = None


def rows_of(grid: Grid) -> dict[int, Row]:
    """The filled rows of a sheet in order, each with its cells from left to right."""
    rows: dict[int, Row] = {}
    for row, column in sorted(grid.cells):
        rows.setdefault(row, []).append((column, grid.cells[row, column]))
    return rows


def tables_in(rows: Mapping[int, Row]) -> list[Table]:
    """The tables of a sheet, from top to bottom."""
    finder = _Finder()
    for number, row in rows.items():
        finder.look_at(number, row)
    last = max(rows, default=0)
    found = [*finder.done, *(table._replace(bottom=last) for table in finder.open)]
    return sorted(found, key=lambda table: (table.top, table.left))


def year_in(cell: GridCell) -> int | None:
    """The year that a heading names: `2024年`, `2024年度`, 2024."""
    if cell.kind == "number":
        number = cell.number
        if number is None or cell.percent or not _FIRST_YEAR <= number <= _LAST_YEAR or number != int(number):
            return None
        return int(number)
    if cell.kind != "text" or len(cell.text) > _LONGEST_HEADING:
        return None
    match = _YEAR.fullmatch(_heading(cell.text))
    return int(match[1]) if match and _FIRST_YEAR <= int(match[1]) <= _LAST_YEAR else None


@dataclass(slots=True)
class _Finder:
    done: list[Table] = field(default_factory=list)
    open: list[Table] = field(default_factory=list)
    previous_row: int = 0
    previous_cells: int = 0

    def look_at(self, number: int, row: Row) -> None:
        if any(role_of(cell) is not None or year_in(cell) is not None for _, cell in row):
            for left, segment in _segments(row):
                table = _header(number, left, segment, self)
                if table is not None and len(self.done) + len(self.open) < MAX_TABLES:
                    self._add(table)
        self.previous_row, self.previous_cells = number, len(row)

    def directly_above(self, number: int, left: int, right: int) -> Table | None:
        """The table that a row would go on, were it no header: in its columns, with no blank row between."""
        if self.previous_row != number - 1:
            return None
        return next((t for t in self.open if t.left <= right and left <= t.right and t.top < number), None)

    def _add(self, table: Table) -> None:
        # Below a blank row or a title a header starts a table of its own; in the midst of one it must agree.
        above = self.directly_above(table.top, table.left, table.right)
        if above is not None and self.previous_cells > 1 and above.top < self.previous_row:
            table = table._replace(clashes=_contradicted(table, above))
        beside = []
        for other in self.open:
            if other.left <= table.right and table.left <= other.right:
                self.done.append(other._replace(bottom=table.top - 1))
            else:
                beside.append(other)
        self.open = [*beside, table]


def _contradicted(table: Table, above: Table) -> Table | None:
    """The header that gave the same columns other years."""
    first = above.clashes or above
    given = dict(first.years)
    if any(given.get(column, year) != year for column, year in table.years):
        return first
    return None


def _segments(row: Row) -> Iterator[tuple[int, Row]]:
    """The parts of a row that could head a table each, and where they begin: a second 编码 or 指标 starts one."""
    start, left = 0, 1
    seen: set[Role] = set()
    has_values = False
    for index, (column, cell) in enumerate(row):
        role = role_of(cell)
        if role not in ("code", "name"):
            has_values = has_values or role in ("content", "answer") or year_in(cell) is not None
            continue
        if role in seen and has_values:
            yield left, row[start:index]
            start, left, seen, has_values = index, column, set(), False
        seen.add(role)
    yield left, row[start:]


@lru_cache(maxsize=4096)
def _heading(text: str) -> str:
    return folded(text).lower()


def role_of(cell: GridCell) -> Role | None:
    """What a heading says of its column; None for any other cell."""
    if cell.kind != "text" or len(cell.text) > _LONGEST_HEADING:
        return None
    return _ROLES.get(_heading(cell.text))


def _header(number: int, left: int, row: Row, finder: _Finder) -> Table | None:
    roles: dict[Role, int] = {}
    years: list[tuple[int, int]] = []
    odd: list[tuple[int, str]] = []
    for column, cell in row:
        role, year = role_of(cell), year_in(cell)
        if role is not None:
            roles.setdefault(role, column)
        elif year is not None:
            years.append((column, year))
        elif cell.kind == "date" or (
            cell.kind == "text"
            and len(cell.text) <= _LONGEST_HEADING
            and _YEARLIKE.search(_heading(cell.text))
        ):
            odd.append((column, cell.text))
    kind = _kind(number, roles, years, row, finder)
    if kind is None:
        return None
    if "name" in roles or kind != "indicators":
        left = row[0][0]
    return Table(kind, number, left, row[-1][0], roles, tuple(years), tuple(odd))


def _kind(
    number: int, roles: Mapping[Role, int], years: list[tuple[int, int]], row: Row, finder: _Finder
) -> TableKind | None:
    named = "code" in roles or "name" in roles
    if years:
        if named or "unit" in roles:
            return None if _is_data(row) else "indicators"
        return "indicators" if _heads_bare_years(number, years, row, finder) else None
    if not named:
        return None
    if "answer" in roles:
        return "answers"
    if "content" in roles:
        return "profile"
    return "no_years" if "unit" in roles or ("code" in roles and "name" in roles) else None


def _heads_bare_years(number: int, years: list[tuple[int, int]], row: Row, finder: _Finder) -> bool:
    """Whether years without any other heading word head a table, and are no figures of a row of one."""
    if len({year for _, year in years}) < 2 or years[0][0] == 1 or _is_data(row):
        return False
    if all(cell.kind != "number" for _, cell in row):
        return True
    return finder.directly_above(number, row[0][0], row[-1][0]) is None


def _is_data(row: Row) -> bool:
    """Whether a row has a known code or name and thus is a line of figures."""
    texts = [cell.text for _, cell in row if cell.kind == "text" and role_of(cell) is None]
    return any(labelled(text) or profile_item(text) or _is_known_code(text) for text in texts)


def _is_known_code(text: str) -> bool:
    return code_in(text) in INDICATORS
