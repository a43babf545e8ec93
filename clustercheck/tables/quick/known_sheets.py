"""A quick way for a sheet of indicators that differs from one read before in its figures alone, or says nothing.

Which rows head the table, what each line means and where its figures stand is kept from the first copy. A sheet is
taken as a whole if all its figures are usual ones, and not at all if one of them is not. Nothing is kept of a sheet that
is an example, or that may have a figure merged over several places.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from clustercheck.formats.cells import Block, Grid, GridCell, KeptRows, Row, cell_at
from clustercheck.formats.quick.rows import FormRow, RowForm
from clustercheck.formats.quick.sheet_forms import FilledRows, SheetForm
from clustercheck.model.records import NamedTuple
from clustercheck.model.speed import cached, is_quick, was_met
from clustercheck.tables.collection import Found
from clustercheck.tables.examples import is_example
from clustercheck.tables.form_lines import read_loose_lines
from clustercheck.tables.labels import labelled
from clustercheck.tables.merged_figures import is_spanning_figure
from clustercheck.tables.observations import take_source
from clustercheck.tables.quick.known_forms import KnownForm, form_line, known_form, take_form
from clustercheck.tables.quick.known_words import KnownWords, take_words, words_said
from clustercheck.tables.quick.lines import (
    KnownLine,
    QuickColumns,
    figures_of,
    line_in,
    may_have_suspects,
    quick_columns,
)
from clustercheck.tables.roles import Role, is_figure
from clustercheck.tables.table import Table
from clustercheck.tables.table_search import is_line

# Cache limits: rows of a form, characters of their texts and of a sheet's name.
_MOST_ROWS, _MOST_CHARACTERS, _LONGEST_NAME = 200, 20_000, 100
# Shorter sheets are read as fast row by row.
_FEWEST_LINES = 6
_DIVIDING = frozenset[Role](("divides", "places", "others"))


class _KnownRow(NamedTuple):
    """A row: all its cells if it has no figures, else its words with their places; its line if it is one."""

    number: int
    row: Row | None
    words: tuple[tuple[int, tuple[int, GridCell]], ...]
    line: KnownLine | None


class _KnownSheet(NamedTuple):
    """What a sheet says by its rows: where its table stands, the table's years, the indicators of its lines."""

    merged: Sequence[Block]
    table: str
    years: tuple[int, ...]
    indicators: frozenset[str]
    rows: Sequence[_KnownRow]


class _Silent(NamedTuple):
    """Nothing is said by the rows of the sheet with this name and these merged blocks."""

    sheet: str
    merged: Sequence[Block]


class _Sights:
    """What the copies said so far: of the first nothing is kept, and of the second what it says, if that is usual.

    It holds the forms that it is found by, so that no other form gets the identity of one of them.
    """

    __slots__ = ("forms", "said")

    def __init__(self) -> None:
        self.forms: Sequence[RowForm | SheetForm | None] = ()
        self.said: list[_KnownSheet | KnownForm | None] = []


_SIGHTS = 2


class SheetKeeper:
    """Takes a sheet of known rows, or keeps what the sheet said when it was read the plain way."""

    __slots__ = ("_found", "_grid", "_sights", "_words")

    def __init__(self, grid: Grid, found: Found) -> None:
        self._grid, self._found = grid, found
        self._sights: _Sights | None = None
        self._words: list[KnownWords] | None = None
        name, _, rows, *_ = grid
        if not is_quick() or found.whole is not None or found.known.has_map or len(rows) > _MOST_ROWS:
            return
        if type(rows) is FilledRows:
            # Its own texts are in its markup; of shared ones the first is its title.
            title = rows.strings[0].text if rows.strings else ""
            if len(name) <= _LONGEST_NAME and len(title) <= _LONGEST_NAME:
                self._sights = _sights_of(name, title, (id(rows.form),))
                self._sights.forms = (rows.form,)
            return
        if type(rows) is KeptRows or FormRow not in map(type, rows.values()):  # a sheet without figures
            self._words = _words_of(name, _title(rows))
            return
        if not was_met((name, _title(rows))):  # as most tables, which are no forms
            return
        forms = [row.form if isinstance(row, FormRow) else None for row in rows.values()]
        if len(name) > _LONGEST_NAME or sum([form.characters for form in forms if form]) > _MOST_CHARACTERS:
            return
        key = tuple([id(form) if form else number for number, form in zip(rows, forms, strict=True)])
        # Forms of two standards may have their cells in the same places.
        self._sights = _sights_of(name, _title(rows), key)
        self._sights.forms = forms

    def take(self) -> bool:
        """Take what the sheet says if it is known; nothing is taken of any other."""
        name, _, rows, merged, *_ = self._grid
        if self._words is not None:
            if type(rows) is KeptRows and rows.made == (name, merged):
                return True
            return bool(self._words) and take_words(self._words[0], self._grid, self._found)
        known = self._sights.said[-1] if self._sights and self._sights.said else None
        if type(known) is KnownForm:
            return type(rows) is FilledRows and take_form(known, rows, self._found)
        return isinstance(known, _KnownSheet) and known.merged == merged and self._take_rows(known)

    def _take_rows(self, known: _KnownSheet) -> bool:
        found, name = self._found, self._grid.name
        if not known.indicators.isdisjoint(found.observations):
            return False
        lines = []
        for row, (number, whole, words, line) in zip(self._grid.rows.values(), known.rows, strict=True):
            if whole is not None and row != whole:
                return False
            for place, cell in words:
                if row[place] != cell:
                    return False
            if line is not None:
                by_year = figures_of(row, line.years, line.meaning)
                if by_year is None:
                    return False
                lines.append((number, row, line, by_year))
        found.table = known.table
        found.years.update(known.years)
        for number, row, (meaning, _, source), by_year in lines:
            found.add_line(meaning.label.indicator, by_year)
            if source >= 0:
                column, given = row[source]
                take_source(found, meaning.label.indicator, given, cell_at(name, number, column))
        return True

    def keep(self, tables: Sequence[Table]) -> None:
        """Keep what the sheet says: of figures from its second copy on, of words at once."""
        if self._words is not None:
            self._keep_words(self._words, tables)
            return
        said = None if self._sights is None else self._sights.said
        if said is not None and len(said) < _SIGHTS:
            said.append(self._known(tables) if said else None)

    def _keep_words(self, kept: list[KnownWords], tables: Sequence[Table]) -> None:
        name, _, rows, merged, *_ = self._grid
        words = words_said(self._grid, tables, _says_nothing)
        if words is not None:
            kept[:] = [words]
        elif (
            not tables
            and isinstance(rows, KeptRows)
            and not is_example(self._grid)
            and not any(is_spanning_figure(self._grid, block) for block in merged)
            and all(_says_nothing(name, *row) for row in rows.items())
        ):
            rows.made = _Silent(name, merged)

    def _known(self, tables: Sequence[Table]) -> _KnownSheet | KnownForm | None:
        name, _, rows, *_ = self._grid
        sheet = _known_sheet(self._grid, tables)
        if sheet is None or not isinstance(rows, FilledRows):
            return sheet
        lines = [
            form_line(name, one.number, rows[one.number], one.line, rows)
            for one in sheet.rows
            if one.line is not None
        ]
        if None in lines:
            return None
        filled = [line for line in lines if line is not None]
        return known_form(sheet.table, name, sheet.years, rows.strings, filled)


@cached(64, 2 * _LONGEST_NAME)
def _words_of(name: str, title: str) -> list[KnownWords]:
    """The table of the last sheet with this name and first text: one entry, or none yet."""
    return []


def _title(rows: Mapping[int, Row]) -> str:
    title = next(iter(rows.values()))[0][1].text
    return title if len(title) <= _LONGEST_NAME else ""


@cached(64, 2 * (_MOST_ROWS + 2 * _LONGEST_NAME))
def _sights_of(name: str, title: str, key: tuple[int, ...]) -> _Sights:
    """`title` is the first text, `key` the form of each row by its identity, or the number of a row without a form."""
    return _Sights()


def _known_sheet(grid: Grid, tables: Sequence[Table]) -> _KnownSheet | None:
    """What a sheet says by words alone, whatever its figures are; None if it may say anything else."""
    if len(tables) != 1 or tables[0].kind != "indicators" or is_example(grid) or _may_span(grid):
        return None
    table, (name, _, rows, merged, *_) = tables[0], grid
    body = [(number, row) for number, row in rows.items() if table.head < number <= table.bottom]
    if table.clashes or table.odd or table.roles.keys() & _DIVIDING or may_have_suspects(table, body):
        return None
    columns = quick_columns(table)
    if columns is None:
        return None
    kept = []
    for number, row in rows.items():
        one = _known_row(name, number, row, table, columns)
        if one is None:
            return None
        kept.append(one)
    ids = [one.line.meaning.id for one in kept if one.line is not None]
    if len(ids) < _FEWEST_LINES or len(set(ids)) < len(ids):
        return None
    years = tuple([year for _, year in table.years])
    return _KnownSheet(merged, str(cell_at(name, table.top, table.left)), years, frozenset(ids), kept)


def _may_span(grid: Grid) -> bool:
    """Whether a copy may have a figure in several places: a merged block begins in a row of figures, or with one."""
    return any(
        isinstance(grid.rows.get(block[0]), FormRow) or is_spanning_figure(grid, block)
        for block in grid.merged
    )


def _known_row(name: str, number: int, row: Row, table: Table, columns: QuickColumns) -> _KnownRow | None:
    if table.head < number <= table.bottom:
        # A row without its code at an end may be taken for a header if its figures look like years.
        if not is_line(row, columns.code, table.left, table.right):
            return _KnownRow(number, row, (), None) if _is_remark(name, number, row, columns) else None
        line = line_in(row, name, number, columns)
        if line is None:
            return None
        if not isinstance(row, FormRow):
            return _KnownRow(number, row, (), line)
        at = [place for place, _, is_shared, _ in row.form.slots if is_shared]
        return _KnownRow(number, None, tuple([(place, row[place]) for place in at]), line)
    heads = table.top <= number <= table.head
    if isinstance(row, FormRow) or not (heads or _says_nothing(name, number, row)):
        return None
    return _KnownRow(number, row, (), None)


def _is_remark(name: str, number: int, row: Row, columns: QuickColumns) -> bool:
    """Whether a row of a table with codes is one text that says nothing: a note below the last line."""
    column, cell = row[0]
    if len(row) > 1 or isinstance(row, FormRow):
        return False
    if column == columns.code or column in [of_year for _, of_year in columns.years]:
        return False
    # A known indicator without figures is a line with blank ones.
    return labelled(cell.text) is None and _says_nothing(name, number, row)


def _says_nothing(name: str, number: int, row: Row) -> bool:
    """Whether nothing is taken from a row outside the table. A pair of a year and a figure may be."""
    if any(is_figure(cell) for _, cell in row):
        return False
    found = Found("")
    read_loose_lines(name, number, row, found)
    return not (found.used or found.years or found.problems)
