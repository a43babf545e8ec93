"""Where the tables of a sheet are: header rows by their words, wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from clustercheck.indicators import INDICATORS, PROFILE
from clustercheck.readers.across import columns_of, named_by, table_across
from clustercheck.readers.cells import GridCell
from clustercheck.readers.headers import header_about
from clustercheck.readers.headings import Axis, axis_of, year_and_unit
from clustercheck.readers.known import Known
from clustercheck.readers.naming import code_in, outlined, profile_item
from clustercheck.readers.roles import LONGEST_HEADING, Role, heading, role_of, year_in
from clustercheck.readers.sheets import Row, Sheet
from clustercheck.readers.tables import Table, TableKind

_YEARLIKE = re.compile(r"(?:19|20)\d\d", re.ASCII)
# No workbook has more; a file made of headers alone must not take for ever.
MAX_TABLES = 100


def tables_in(sheet: Sheet, known: Known) -> list[Table]:
    """The tables of a sheet, from top to bottom."""
    finder = _Finder(sheet, known)
    for number, row in sheet.rows.items():
        finder.look_at(number, row)
    last = max(sheet.rows, default=0)
    found = [*finder.done, *(replace(table, bottom=last) for table in finder.open)]
    return sorted(found, key=lambda table: (table.top, table.left))


@dataclass(slots=True)
class _Finder:
    sheet: Sheet
    known: Known
    done: list[Table] = field(default_factory=list)
    open: list[Table] = field(default_factory=list)
    previous_row: int = 0
    previous_cells: int = 0

    def look_at(self, number: int, row: Row) -> None:
        inside = any(table.head >= number for table in self.open)
        if not inside and not self._is_coded(row) and len(self.done) + len(self.open) < MAX_TABLES:
            self._look_for_headers(number, row)
        self.previous_row, self.previous_cells = number, len(row)

    def _is_coded(self, row: Row) -> bool:
        """Whether a row is plainly a line of the form, by its code: a short way past most rows."""
        if len(self.open) != 1 or row[-1][0] > self.open[0].right:
            return False
        column, cell = row[0]
        in_codes = self.open[0].roles.get("code") == column
        if not in_codes or not cell.text.isascii() or not cell.text.islower():
            return False
        return cell.text in PROFILE or role_of(cell) is None

    def _look_for_headers(self, number: int, row: Row) -> None:
        across = table_across(self.sheet, number, row, self.known)
        if across is not None:
            self._add(across)
        elif any(role_of(cell) is not None or self._year(cell) is not None for _, cell in row):
            for left, segment in self._segments(row):
                table = self._header(number, left, segment)
                if table is not None and len(self.done) + len(self.open) < MAX_TABLES:
                    self._add(self._stacked(table, segment))

    def _year(self, cell: GridCell) -> int | None:
        return self.known.year(cell.text) or year_in(cell)

    def _directly_above(self, number: int, left: int, right: int) -> Table | None:
        """The table that a row would go on, were it no header: in its columns, with no blank row between."""
        if self.previous_row != number - 1:
            return None
        return next((t for t in self.open if t.left <= right and left <= t.right and t.top < number), None)

    def _add(self, table: Table) -> None:
        # Below a blank row or a title a header starts a table of its own; in the midst of one it must agree.
        above = self._directly_above(table.top, table.left, table.right)
        if above is not None and self.previous_cells > 1 and above.head < self.previous_row:
            table = replace(table, clashes=_contradicted(table, above))
        beside = []
        for other in self.open:
            if other.left <= table.right and table.left <= other.right:
                self.done.append(replace(other, bottom=table.top - 1))
            else:
                beside.append(other)
        self.open = [*beside, table]

    def _segments(self, row: Row) -> Iterator[tuple[int, Row]]:
        """The parts of a row that could head a table each, and where they begin: a second 编码 or 指标 starts one."""
        start, left = 0, 1
        seen: set[Role] = set()
        has_values = False
        for index, (column, cell) in enumerate(row):
            role = role_of(cell)
            if role not in ("code", "name"):
                has_values = has_values or role in ("content", "answer") or self._year(cell) is not None
                continue
            if role in seen and has_values:
                yield left, row[start:index]
                start, left, seen, has_values = index, column, set(), False
            seen.add(role)
        yield left, row[start:]

    def _header(self, number: int, left: int, row: Row) -> Table | None:
        roles: dict[Role, int] = {}
        years: list[tuple[int, int]] = []
        units: dict[int, str] = {}
        odd: list[tuple[int, str, bool]] = []
        axes: dict[Axis, int] = {}
        named = ""
        for column, cell in row:
            role, year = role_of(cell), self._year(cell)
            if role is not None:
                roles.setdefault(role, column)
            elif year is not None:
                years.append((column, year))
                named = year_and_unit(cell.text)
                if named is not None and named[1]:
                    units[column] = named[1]
            elif not years and (axis := axis_of(cell.text)) is not None:
                axes.setdefault(axis, column)
                named = named or cell.text
            elif cell.kind == "date" or (
                cell.kind == "text"
                and len(cell.text) <= LONGEST_HEADING
                and _YEARLIKE.search(heading(cell.text))
            ):
                odd.append((column, cell.text, True))
            elif years and cell.kind == "text":
                odd.append((column, cell.text, False))
        kind = self._kind(number, roles, years, row)
        if kind is None:
            return None
        if "name" in roles or kind != "indicators":
            left = row[0][0]
        return Table(
            kind, number, left, row[-1][0], roles, tuple(years), tuple(odd), head=number, units=units,
            axes=axes, named_by=named,
        )  # fmt: skip

    def _kind(
        self, number: int, roles: Mapping[Role, int], years: list[tuple[int, int]], row: Row
    ) -> TableKind | None:
        named = "code" in roles or "name" in roles
        if years:
            if named or "unit" in roles:
                return None if self._is_data(row) else "indicators"
            return "indicators" if self._heads_bare_years(number, years, row) else None
        if not named:
            return None
        if "answer" in roles:
            return "answers"
        if "content" in roles:
            return "profile"
        return "no_years" if "unit" in roles or ("code" in roles and "name" in roles) else None

    def _heads_bare_years(self, number: int, years: list[tuple[int, int]], row: Row) -> bool:
        """Whether years without any other heading word head a table, and are no figures of a row of one."""
        if len({year for _, year in years}) < 2 or years[0][0] == 1 or self._is_data(row):
            return False
        if all(cell.kind != "number" for _, cell in row):
            return True
        return self._directly_above(number, row[0][0], row[-1][0]) is None

    def _is_data(self, row: Row) -> bool:
        """Whether a row has a known code or name and thus is a line of figures."""
        texts = [cell.text for _, cell in row if cell.kind == "text" and role_of(cell) is None]
        return any(
            self.known.label(outlined(text)[0]) or profile_item(text) or code_in(text) in INDICATORS
            for text in texts
        )

    def _stacked(self, table: Table, row: Row) -> Table:
        """A table of figures with the other rows of its header, which may turn years into plans or indicators."""
        if table.kind != "indicators":
            return table
        header = header_about(self.sheet, table.top, row, table.years[0][0], self.known)
        if header is None:
            return table
        across = columns_of(header)
        if any(column.label is not None for column in across):
            return replace(
                table, kind="across", top=header.top, head=header.bottom, columns=across, axes=header.axes,
                roles=header.roles, profile=header.profile, left=min(header.headings), right=max(header.headings),
                odd=(), named_by=named_by(header.headings, header.axes),
            )  # fmt: skip
        years, units, odd = [], {}, []
        for number, found in header.headings.items():
            if not table.left <= number <= max(table.right, *header.headings):
                continue
            if found.year is not None and not found.rest:
                years.append((number, found.year))
                if found.unit:
                    units[number] = found.unit
            elif number >= table.years[0][0] and number not in header.roles.values():
                odd.append((number, found.text, found.year is not None))
        return replace(
            table, years=tuple(years), units=units, odd=tuple(odd), head=header.bottom,
            roles={**header.roles, **table.roles},
            axes=header.axes, right=max(table.right, *header.headings),
        )  # fmt: skip


def _contradicted(table: Table, above: Table) -> Table | None:
    """The header that gave the same columns other years."""
    first = above.clashes or above
    given = dict(first.years)
    if any(given.get(column, year) != year for column, year in table.years):
        return first
    return None
