"""Find the tables of a sheet: rows whose words make them headers of figures, wherever they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial

from clustercheck.formats.cells import LONGEST_ROW, GridCell
from clustercheck.model.indicators import INDICATORS, PROFILE
from clustercheck.model.speed import cached
from clustercheck.tables.header_words import (
    OVER_THE_FORM,
    HeaderWords,
    Segment,
    could_head,
    header_words,
    segments,
)
from clustercheck.tables.kinds import is_neutral
from clustercheck.tables.known_names import code_in, profile_item
from clustercheck.tables.label_parts import outlined
from clustercheck.tables.labels import read_names
from clustercheck.tables.meanings import year_in
from clustercheck.tables.roles import Role, role_of
from clustercheck.tables.sheet import Row, Sheet
from clustercheck.tables.table import Table, TableKind
from clustercheck.tables.vocabulary import Known

# Limit: more tables than any workbook has.
MAX_TABLES = 100
# Each header of the form has a column of one of these.
_OF_FORM: frozenset[Role | None] = frozenset(("code", "answer", "content"))
# Limit: lines of words in a sheet; looking up more would take too long.
MAX_LINES_OF_WORDS = 3_000
_SHORTEST_YEAR = 3  # 2E3


def tables_in(sheet: Sheet, known: Known) -> list[Table]:
    """The tables of a sheet, from top to bottom."""
    finder = _Finder(sheet, known)
    numbers, rows = list(sheet.rows), list(sheet.rows.values())
    for place in _may_head(rows, known):
        row = rows[place]
        # A table without codes has no column 0.
        is_of_table = finder.coded and is_line(row, finder.coded, finder.left, finder.right)
        if not is_of_table and finder.could_head(row):
            if place:
                finder.previous_row, finder.previous_cells = numbers[place - 1], len(rows[place - 1])
            finder.look_at(numbers[place], row)
    last = max(sheet.rows, default=0)
    found = [*finder.done, *(table._replace(bottom=last) for table in finder.open)]
    return sorted(found, key=lambda table: (table.top, table.left))


def _may_head(rows: Sequence[Row], known: Known) -> list[int]:
    """The places of rows that may be headers: those of several cells but for the lines of a list.

    Nearly every line of a list begins with its number, which is too short for a year. A map may name a year by it.
    """
    if known.has_map:
        return [place for place, row in enumerate(rows) if len(row) > 1]
    return [
        place
        for place, row in enumerate(rows)
        if len(row) > 1
        and ((first := row[0][1]).kind != "number" or len(first.text) >= _SHORTEST_YEAR or first.shown)
    ]


def is_line(row: Row, code: int, left: int, right: int) -> bool:
    """Whether a row is a line of a table with these columns, by a code in its first or last cell."""
    (first, cell), (last, end) = row[0], row[-1]
    if first == code:
        return last <= right and _is_line_code(cell)
    return last == code and first >= left and _is_line_code(end)


class _Finder:
    def __init__(self, sheet: Sheet, known: Known) -> None:
        self.sheet = sheet
        self.known = known
        self.done: list[Table] = []
        self.open: list[Table] = []
        self.previous_row = 0
        self.previous_cells = 0
        self.lines_of_words = 0
        self.coded = self.left = self.right = 0
        self.could_head: Callable[[Row], bool] = _could_head
        self._segments: Callable[[Row], Iterable[Segment]] = _segments
        self._words: Callable[[Row], HeaderWords] = _words
        self._is_data: Callable[[Row], bool] = _is_data_without_map
        if known.has_map:
            self.could_head = partial(could_head, year_of=self._year)
            self._segments = partial(segments, year_of=self._year)
            self._words = partial(header_words, year_of=self._year)
            self._is_data = partial(_is_data, known=known)

    def look_at(self, number: int, row: Row) -> None:
        inside = any(table.head >= number for table in self.open)
        if not inside and len(self.done) + len(self.open) < MAX_TABLES:
            self._look_for_headers(number, row)
            self._follow()

    def _follow(self) -> None:
        """Remember the table whose lines have known codes, if it is the only open one."""
        self.coded = self.left = self.right = 0
        if len(self.open) == 1:
            table = self.open[0]
            self.coded, self.left, self.right = table.roles.get("code", 0), table.left, table.right

    def _look_for_headers(self, number: int, row: Row) -> None:
        for left, segment, roles in self._segments(row):
            table = None if _OF_FORM.isdisjoint(roles) else self._form_header(number, left, segment)
            if table is None and self.lines_of_words < MAX_LINES_OF_WORDS:
                table = self._header(number, left, segment)
            if table is not None and len(self.done) + len(self.open) < MAX_TABLES:
                self._add(table)

    def _year(self, cell: GridCell) -> int | None:
        return self.known.year(cell.text) or year_in(cell)

    def _header(self, number: int, left: int, row: Row) -> Table | None:
        """The table that a row heads with years or indicators; None if it heads none."""
        self.lines_of_words += 1
        if len(row) < 2:
            return None
        goes_on = self._directly_above(number, row[0][0], row[-1][0]) is not None
        table = _table_under()(self.sheet, number, left, row, self.known, goes_on)
        if table is not None:
            # Its first rows may have been taken for a header of their own, without any year.
            self.open = [
                each
                for each in self.open
                if each.head < table.top or each.right < table.left or table.right < each.left
            ]
        return table

    def _directly_above(self, number: int, left: int, right: int) -> Table | None:
        """The table that a row would continue if it were no header: in its columns, without a blank row between."""
        if self.previous_row != number - 1:
            return None
        return next((t for t in self.open if t.left <= right and left <= t.right and t.top < number), None)

    def _add(self, table: Table) -> None:
        # Below a blank row or a title, a header starts a new table; inside a table it must give the same years.
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

    def _form_header(self, number: int, left: int, row: Row) -> Table | None:
        """A header with codes, or of answers or basic information, as in the form."""
        roles, years, units, odd = self._words(row)
        kind = self._kind(roles, years, row)
        if kind is None:
            return None
        table = Table(kind, number, row[0][0], row[-1][0], roles, years, odd, head=number, units=units)
        if kind != "indicators" or self._stands_alone(table):
            return table
        from clustercheck.tables.plain_tables import stacked

        return stacked(self.sheet, table, row, self.known)

    def _kind(
        self, roles: Mapping[Role, int], years: Sequence[tuple[int, int]], row: Row
    ) -> TableKind | None:
        if years:
            return "indicators" if "code" in roles and not self._is_data(row) else None
        if "code" not in roles and "name" not in roles:
            return None
        if "answer" in roles:
            return "answers"
        return "profile" if "content" in roles else None

    def _stands_alone(self, table: Table) -> bool:
        """Whether a header is clearly that of the form: codes below, and only 基期 and 近三年 above."""
        above, below = (self.sheet.rows.get(number, ()) for number in (table.top - 1, table.top + 1))
        first = table.years[0][0]
        code = table.roles.get("code")
        coded = any(column == code and cell.text in INDICATORS for column, cell in below)
        return coded and all(
            column < first or cell.text in OVER_THE_FORM or is_neutral(cell.text) for column, cell in above
        )


def _is_data(row: Row, known: Known) -> bool:
    """Whether a row has a known code or name and is therefore a line of figures."""
    texts = [cell.text for _, cell in row if cell.kind == "text" and role_of(cell) is None]
    return any(
        known.label(outlined(text)[0])
        or profile_item(text)
        or (code := code_in(text)) in INDICATORS
        or known.own(code) is not None
        for text in texts
    )


@cache
def _table_under() -> Callable[[Sheet, int, int, Row, Known, bool], Table | None]:
    # Imported when needed, and once: no table with codes needs it.
    from clustercheck.tables.plain_tables import table_under

    return table_under


# What rows say without a map, cached: the headers and titles of a form are the same in every copy.


# A row of more cells is in no form, and to look it up takes long.
_MOST_CELLS = 24


def _segments(row: Row) -> tuple[Segment, ...]:
    return _segments_of(row) if len(row) > _MOST_CELLS else _segments_of_form(row)


def _segments_of(row: Row) -> tuple[Segment, ...]:
    read_names([cell.text for _, cell in row if cell.kind == "text"])
    return tuple(segments(row, year_in))


_segments_of_form = cached(256, LONGEST_ROW)(_segments_of)


def _could_head(row: Row) -> bool:
    # Most figures stand behind words.
    return could_head(row[::-1], year_in)


def _words(row: Row) -> HeaderWords:
    return header_words(row, year_in) if len(row) > _MOST_CELLS else _words_of_form(row)


@cached(256, LONGEST_ROW)
def _words_of_form(row: Row) -> HeaderWords:
    return header_words(row, year_in)


@cached(256, LONGEST_ROW)
def _is_data_without_map(row: Row) -> bool:
    return _is_data(row, Known())


@cached(1024, 100)
def _is_line_code(cell: GridCell) -> bool:
    """Whether a cell in the code column is a code and no word of a header."""
    text = cell.text
    if not text.isascii() or not text.islower():
        return False
    return text in PROFILE or role_of(cell) is None


def _contradicted(table: Table, above: Table) -> Table | None:
    """The header that gives the same columns other years."""
    first = above.clashes or above
    given = dict(first.years)
    if any(given.get(column, year) != year for column, year in table.years):
        return first
    return None
