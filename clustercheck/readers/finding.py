"""Where the tables of a sheet are: header rows by their words, wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from clustercheck.indicators import INDICATORS, PROFILE
from clustercheck.readers.cells import GridCell
from clustercheck.readers.headings import Axis, Heading, axis_of, is_neutral, year_and_unit
from clustercheck.readers.known import Known
from clustercheck.readers.naming import code_in, outlined, profile_item
from clustercheck.readers.roles import LONGEST_HEADING, Role, could_head, heading, role_of, year_in
from clustercheck.readers.sheets import Row, Sheet
from clustercheck.readers.tables import Odd, Table, TableKind

_YEARLIKE = r"(?:19|20)\d\d"
# No workbook has more; a file made of headers alone must not take for ever.
MAX_TABLES = 100
# A sheet of more lines of words is no form, and to look all their words up would take for ever.
MAX_LINES_OF_WORDS = 3_000
# What was found of rows of more cells is not kept.
_WIDEST_KEPT = 12


def tables_in(sheet: Sheet, known: Known) -> list[Table]:
    """The tables of a sheet, from top to bottom."""
    finder = _Finder(sheet, known)
    for number, row in sheet.rows.items():
        finder.look_at(number, row)
    last = max(sheet.rows, default=0)
    found = [*finder.done, *(table._replace(bottom=last) for table in finder.open)]
    return sorted(found, key=lambda table: (table.top, table.left))


class _Finder:
    def __init__(self, sheet: Sheet, known: Known) -> None:
        self.sheet = sheet
        self.known = known
        self.done: list[Table] = []
        self.open: list[Table] = []
        self.previous_row = 0
        self.previous_cells = 0
        self.lines_of_words = 0

    def look_at(self, number: int, row: Row) -> None:
        if self.open:
            top = self.open[0]
            # A short way past most rows: lines of the one table that is open, which are known by their codes.
            coded = row[0][0] == top.roles.get("code") and row[-1][0] <= top.right and len(self.open) == 1
            inside = (coded and _is_line_code(row[0][1])) or any(table.head >= number for table in self.open)
        else:
            inside = False
        if not inside and len(self.done) + len(self.open) < MAX_TABLES:
            self._look_for_headers(number, row)
        self.previous_row, self.previous_cells = number, len(row)

    def _look_for_headers(self, number: int, row: Row) -> None:
        if not self.known.has_years and len(row) <= _WIDEST_KEPT and _is_no_header(row):
            return
        across = None
        if self.lines_of_words < MAX_LINES_OF_WORDS and could_head(row):
            from clustercheck.readers.across import table_across

            self.lines_of_words += 1
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
            table = table._replace(clashes=_contradicted(table, above))
        beside = []
        for other in self.open:
            if other.left <= table.right and table.left <= other.right:
                self.done.append(other._replace(bottom=table.top - 1))
            else:
                beside.append(other)
        self.open = [*beside, table]

    def _segments(self, row: Row) -> Iterator[tuple[int, Row]]:
        """The parts of a row that could head a table each, and where they begin.

        A second 编码 or 指标 starts one, and so does a heading between years and the same years again.
        """
        start, left = 0, 1
        seen: set[Role] = set()
        years: set[int] = set()
        has_values = False
        for index, (column, cell) in enumerate(row):
            role, year = role_of(cell), self._year(cell)
            if year is not None:
                years.add(year)
            if role not in ("code", "name"):
                has_values = has_values or role in ("content", "answer") or year is not None
                if role is not None or year is not None or not self._begins_again(row, index, years):
                    continue
            if has_values and (role is None or role in seen):
                yield left, row[start:index]
                start, left, seen, years, has_values = index, column, set(), set(), False
            if role is not None:
                seen.add(role)
        yield left, row[start:]

    def _begins_again(self, row: Row, index: int, years: set[int]) -> bool:
        """Whether a word stands between years and the first of them again."""
        return (
            0 < index < len(row) - 1
            and self._year(row[index - 1][1]) is not None
            and self._year(row[index + 1][1]) in years
        )

    def _header(self, number: int, left: int, row: Row) -> Table | None:
        roles: dict[Role, int] = {}
        years: list[tuple[int, int]] = []
        units: dict[int, str] = {}
        odd: list[Odd] = []
        axes: dict[Axis, int] = {}
        named = ""
        for column, cell in row:
            role, year = role_of(cell), self._year(cell)
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
            elif years and cell.kind == "text":
                odd.append(Odd(column, cell.text, False, cell.text))
        kind = self._kind(number, roles, years, row)
        if kind is None:
            return None
        if left > 1 and kind == "indicators" and not roles:
            kind, named = "beside", row[0][1].text
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
        texts = [
            cell.text
            for _, cell in row
            if cell.kind == "text" and role_of(cell) is None and axis_of(cell.text) is None
        ]
        return any(
            self.known.label(outlined(text)[0]) or profile_item(text) or code_in(text) in INDICATORS
            for text in texts
        )

    def _stands_alone(self, table: Table) -> bool:
        """Whether a header is plainly that of the form: codes below, and nothing but 基期 and 近三年 above."""
        above, below = (self.sheet.rows.get(number, ()) for number in (table.top - 1, table.top + 1))
        first = table.years[0][0]
        coded = bool(below) and below[0][0] == table.roles.get("code") and below[0][1].text in INDICATORS
        return coded and all(column < first or is_neutral(cell.text) for column, cell in above)

    def _stacked(self, table: Table, row: Row) -> Table:
        """A table of figures with the other rows of its header, which may turn years into plans or indicators."""
        if table.kind != "indicators" or self._stands_alone(table):
            return table
        from clustercheck.readers.across import built_across
        from clustercheck.readers.headers import header_about

        header = header_about(self.sheet, table.top, row, table.years[0][0], self.known)
        if header is None:
            return table
        # Its first row may have been taken for a header of its own, without any year.
        self.open = [each for each in self.open if each.kind != "no_years" or each.top < header.top]
        across = built_across(self.sheet, header, table.years[0][0], self.known)
        if across is not None:
            return across
        years: list[tuple[int, int]] = []
        units: dict[int, str] = {}
        odd: list[tuple[int, Heading]] = []
        for number, found in header.headings.items():
            if found.year is not None and not found.rest:
                years.append((number, found.year))
                if found.unit:
                    units[number] = found.unit
            elif number >= table.years[0][0] and number not in header.roles.values():
                odd.append((number, found))
        plain = {year for _, year in years}
        # A growth beside its figure loses nothing; a year with a plan alone does.
        lost = tuple(
            Odd(number, f.text, f.year is not None and f.year not in plain, f.text) for number, f in odd
        )
        return table._replace(years=tuple(years), units=units, odd=lost, head=header.bottom,
            roles={**header.roles, **table.roles},
            axes=header.axes, right=max(table.right, *header.headings),
        )  # fmt: skip


@lru_cache(maxsize=1024)
def _is_line_code(cell: GridCell) -> bool:
    """Whether a cell in the column of the codes is one, and no word of a header."""
    text = cell.text
    if not text.isascii() or not text.islower():
        return False
    return text in PROFILE or role_of(cell) is None


@lru_cache(maxsize=512)
def _is_no_header(row: Row) -> bool:
    """Whether no cell of a row is a word of a header or a year."""
    return not could_head(row) and all(role_of(cell) is None and year_in(cell) is None for _, cell in row)


def _contradicted(table: Table, above: Table) -> Table | None:
    """The header that gave the same columns other years."""
    first = above.clashes or above
    given = dict(first.years)
    if any(given.get(column, year) != year for column, year in table.years):
        return first
    return None
