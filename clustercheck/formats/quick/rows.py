"""The rows of a worksheet in the form that spreadsheet programs usually write.

Cells in the usual form are all alike, so one regular expression finds those of a row, and it must match the whole
row. In many copies of a form nearly every row repeats the same markup and labels around other numbers. The markup
between the values is therefore looked up in a cache, and only the values are read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter

from clustercheck.formats.cells import MAX_ROW, GridCell, KeptRow, Refused, Row, column_number
from clustercheck.formats.quick.written_text import FORBIDDEN, TEXT, characters_of, decoded
from clustercheck.formats.stored_text import text_cell
from clustercheck.formats.xlsx_cells import TRUE
from clustercheck.model.hints import TypeAlias
from clustercheck.model.patterns import pattern
from clustercheck.model.records import NamedTuple
from clustercheck.model.speed import cached, known_answers

_CELL = pattern(
    r'(<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="([0-9]{1,6})")?(?: t="([a-zA-Z]+)")? ?(?:/>|>(?:'
    rf"(?:<f>((?!<){TEXT})</f>)?<v(?:>({TEXT})</v>| ?/>)"
    rf'|<is><t(?: xml:space="preserve")?>({TEXT})</t></is>'
    r")?</c>))"
)
ATTRIBUTES = rf'(?: [A-Za-z][A-Za-z0-9:]*="[^"<&{FORBIDDEN}]*")*'
_ROW = pattern(rf'<row r="([1-9][0-9]{{0,6}})"({ATTRIBUTES}) ?(/?)>')
_ATTRIBUTE = pattern(r' ([A-Za-z][A-Za-z0-9:]*)="([^"]*)"')
# A number, or the index of a shared string, and the ends of the tags around it.
_VALUES = pattern(rb"v>([0-9.eE+-]+)</v>")
# The index of a shared string, and what follows it up to the end of its tag.
_INDEX = pattern(rb"(0|[1-9][0-9]{0,8})</")
_SHARED = b' t="s"'
# Cache limits, in bytes of XML: of a row, of all rows in a cache, of the attributes of a row. The rows of a form take some
# 40 KiB, and ten standards have as many forms.
_LONGEST_ROW, _ROWS_IN_ALL, _LONGEST_ATTRIBUTES = 8192, 1024 * 1024, 512

# A cell as written: the whole of it, column, row, style, kind, and formula, value and inline text without references;
# '' for what is absent.
Written: TypeAlias = tuple[str, str, str, str, str, str, str, str]


class WrittenRow(NamedTuple):
    """A row with its cells as written."""

    digits: str
    number: int
    hidden: bool
    cells: list[Written]


# Where a value goes: its place among a row's cells, its column, whether it is the index of a shared string, its style.
Slot: TypeAlias = tuple[int, int, bool, str | None]


class RowForm(NamedTuple):
    """The markup of a row around its values.

    `cells` are in order; those that get a value hold `TO_BE_READ`. `characters` counts the texts' characters, `tags`
    the tags without the row's last one.
    """

    number: int
    hidden: bool
    cells: tuple[tuple[int, GridCell], ...]
    slots: tuple[Slot, ...]
    characters: int
    tags: int


class FormRow(tuple[tuple[int, GridCell], ...]):
    """A row whose cells stand where its form has them; any other change of a row makes a usual tuple of it."""

    form: RowForm


class ValueForm(NamedTuple):
    """A form of a row that has values, as `value_rows` needs it.

    `columns` and `shared` are those of its slots, `styles` those of its numbers. Without `is_whole` it has cells of texts
    too. A row that `may_be_fixed` has nothing but shared strings.
    """

    form: RowForm
    number: int
    hidden: bool
    characters: int
    tags: int
    columns: tuple[int, ...]
    shared: tuple[bool, ...]
    styles: frozenset[str | None]
    is_whole: bool
    may_be_fixed: bool


# A row of values: its form, and the values in its slots.
ValueRow: TypeAlias = tuple[ValueForm, list[bytes]]


class FixedRow(NamedTuple):
    """A row in which every copy of a form has the same cells: texts, or references to shared strings.

    `cells` are those of texts. Of shared strings there are the `columns` and the `indexes`, and `strings` takes their
    cells from the table; `last` are those of the last file, with its row: one entry, or none yet.
    """

    number: int
    hidden: bool
    cells: Row
    columns: tuple[int, ...]
    indexes: Sequence[int]
    strings: Callable[[Sequence[GridCell | None]], tuple[GridCell | None, ...]] | None
    characters: int
    tags: int
    last: list[tuple[tuple[GridCell | None, ...], KeptRow]]

    def row(self, table: Sequence[GridCell | None]) -> Row:
        """The row with the strings of this table, none of them blank: that of the last file if it had the same ones."""
        if self.strings is None:
            return self.cells
        strings = self.strings(table)
        if not self.last or self.last[0][0] != strings:
            cells = zip(self.columns, strings, strict=True)
            self.last[:] = [(strings, KeptRow(cells))]  # type: ignore[arg-type]
        return self.last[0][1]


TO_BE_READ = GridCell("number", "")


def row_in(piece: bytes) -> FixedRow | ValueRow | WrittenRow | None:
    """A row, given without its end tag; None if it is not plain."""
    parts = _VALUES.split(piece)
    form = _value_form(tuple(parts[::2]))
    if form is None or form.may_be_fixed:
        fixed = fixed_row(piece) if form is not None or len(parts) == 1 else None
        if fixed is not None:
            return fixed
    return _written_row(piece) if form is None else (form, parts[1::2])


@cached(1024, _LONGEST_ROW, _ROWS_IN_ALL)
def _value_form(around: tuple[bytes, ...]) -> ValueForm | None:
    """The form of a row from the pieces around its values; None for a row without values, or with a rarer cell."""
    form = _form_of(around)
    if form is None or not form.slots:
        return None
    number, hidden, cells, slots, characters, tags = form
    _, columns, shared, _ = zip(*slots, strict=True)
    styles = frozenset([style for _, _, is_shared, style in slots if not is_shared])
    is_whole = len(slots) == len(cells)
    return ValueForm(
        form, number, hidden, characters, tags, columns, shared, styles, is_whole, is_whole and all(shared)
    )


def may_be_fixed(piece: bytes, tags: int) -> bool:
    """Whether a row with so many tags around its values has nothing but texts, or nothing but shared strings."""
    return not tags or piece.count(_SHARED) == tags // 2


def row_form(piece: bytes) -> RowForm | None:
    """The form of a row, given without its end tag; None if it is not plain or has a cell of a rarer kind."""
    parts = piece.split(b"v>")
    return _form_in((piece,)) if len(parts) == 1 else _form_of(tuple(parts[::2]))


@cached(2048, _LONGEST_ROW, _ROWS_IN_ALL)
def fixed_row(piece: bytes) -> FixedRow | None:
    """A row of nothing but texts or nothing but shared strings, given without its end tag; None for any other."""
    parts = piece.split(b"v>")
    # Of shared strings, rows with other numbers have the same form.
    form = _form_in((piece,)) if len(parts) == 1 else _form_of(tuple(parts[::2]))
    if form is None or not all(shared for _, _, shared, _ in form.slots):
        return None
    number, hidden, cells, slots, characters, tags = form
    if not slots:
        return FixedRow(number, hidden, KeptRow(cells), (), (), None, characters, tags, [])
    indexes = []
    for part in parts[1::2]:
        index = _INDEX.fullmatch(part)
        if index is None:
            return None
        indexes.append(int(index[1]))
    if len(slots) != len(cells) or len(indexes) != len(slots):
        return None
    columns = tuple([column for _, column, _, _ in slots])
    return FixedRow(number, hidden, (), columns, indexes, strings_at(indexes), characters, tags, [])


# A fixed row that was met before; a look-up costs no call.
known_row = known_answers(fixed_row)


def strings_at(indexes: Sequence[int]) -> Callable[[Sequence[GridCell | None]], tuple[GridCell | None, ...]]:
    """Takes the cells of these strings from their table. It raises `IndexError` if one is not there."""
    if len(indexes) > 1:
        return itemgetter(*indexes)
    # `itemgetter` gives no tuple for a single item.
    return lambda strings: tuple([strings[index] for index in indexes])


@cached(1024, _LONGEST_ROW, _ROWS_IN_ALL)
def _form_of(around: tuple[bytes, ...]) -> RowForm | None:
    return _form_in(around)


def _form_in(around: tuple[bytes, ...]) -> RowForm | None:
    """The form of a row from the pieces around its values; None if a cell is of a rarer kind."""
    piece = b"v>0</v>".join(around)
    row = _written_row(piece)
    if row is None:
        return None
    cells: list[tuple[int, GridCell]] = []
    slots: list[Slot] = []
    last = characters = 0
    for _whole, letters, digits, style, kind, formula, value, text in row.cells:
        try:
            column = column_number(letters)
        except Refused:
            return None
        if digits != row.digits or column <= last or formula:
            return None
        last = column
        cell = None
        if value and kind in ("", "n", "s"):
            slots.append((len(cells), column, kind == "s", style or None))
            cell = TO_BE_READ
        elif text and kind == "inlineStr":
            cell = text_cell(text)
            characters += len(text)
        elif value or text:
            return None
        if cell is not None:
            cells.append((column, cell))
    if len(slots) != len(around) - 1:
        return None
    return RowForm(row.number, row.hidden, tuple(cells), tuple(slots), characters, piece.count(b"<"))


def plain_row(piece: bytes) -> tuple[str, int, str, int, bool] | None:
    """The text of a piece, where the cells of its row begin, the row's number, also as written, whether it is hidden."""
    text = characters_of(piece)
    if text is None:
        return None
    at, row = _opened(text)
    attributes = None if row is None else attributes_in(row[2])
    if row is None or attributes is None or (number := int(row[1])) > MAX_ROW:
        return None
    return text, at, row[1], number, attributes.get("hidden") in TRUE


def _written_row(piece: bytes) -> WrittenRow | None:
    """A row as written; None if it is not plain."""
    opened = plain_row(piece)
    if opened is None:
        return None
    text, at, digits, number, hidden = opened
    cells = _CELL.findall(text, at)
    if at + sum([len(cell[0]) for cell in cells]) != len(text):
        return None
    if "&" in text:
        try:
            cells = [(*cell[:5], decoded(cell[5]), decoded(cell[6]), decoded(cell[7])) for cell in cells]
        except ValueError:
            return None
    return WrittenRow(digits, number, hidden, cells)


def are_blank(piece: bytes) -> bool:
    """Whether only blank rows follow the last row, each closed where it opens."""
    text = characters_of(piece)
    if text is None:
        return False
    at, row = _opened(text)
    return row is None and at == len(text)


def _opened(piece: str) -> tuple[int, re.Match[str] | None]:
    """The row that a piece opens after blank ones, and where its cells begin."""
    at = 0
    while row := _ROW.match(piece, at):
        if attributes_in(row[2]) is None:
            return at, None
        at = row.end()
        if not row[3]:
            return at, row
    return at, None


@cached(256, _LONGEST_ATTRIBUTES)
def attributes_in(written: str) -> Mapping[str, str] | None:
    """The attributes of a row (except its number) or of the strings; None if one occurs twice, which is no XML."""
    found = _ATTRIBUTE.findall(written)
    attributes = dict(found)
    return None if len(attributes) != len(found) or "r" in attributes else attributes
