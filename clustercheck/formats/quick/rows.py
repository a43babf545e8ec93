"""The rows of a worksheet in the form that spreadsheet programs usually write.

Cells in the usual form are all alike, so one regular expression finds those of a row, and it must match the whole
row. In many copies of a form nearly every row repeats the same markup and labels around other numbers. The markup
between the values is therefore looked up in a cache, and only the values are read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from clustercheck.formats.cells import MAX_ROW, GridCell, Refused, column_number
from clustercheck.formats.quick.written_text import FORBIDDEN, TEXT, characters_of, decoded
from clustercheck.formats.stored_text import text_cell
from clustercheck.formats.xlsx_cells import TRUE
from clustercheck.model.hints import TypeAlias
from clustercheck.model.patterns import pattern
from clustercheck.model.records import NamedTuple
from clustercheck.model.speed import cached

_CELL = pattern(
    r'(<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="([0-9]{1,6})")?(?: t="([a-zA-Z]+)")? ?(?:/>|>(?:'
    rf"(?:<f>((?!<){TEXT})</f>)?<v(?:>({TEXT})</v>| ?/>)"
    rf'|<is><t(?: xml:space="preserve")?>({TEXT})</t></is>'
    r")?</c>))"
)
ATTRIBUTES = rf'(?: [A-Za-z][A-Za-z0-9:]*="[^"<&{FORBIDDEN}]*")*'
_ROW = pattern(rf'<row r="([1-9][0-9]{{0,6}})"({ATTRIBUTES}) ?(/?)>')
_ATTRIBUTE = pattern(r' ([A-Za-z][A-Za-z0-9:]*)="([^"]*)"')
# A number, or the index of a shared string, and the ends of the tags around it; and what marks an index.
VALUES = pattern(rb"v>([0-9.eE+-]+)</v>")
SHARED = b' t="s"'
# Cache limits, in bytes of XML: of a row, of all rows in a cache, of the attributes of a row. The rows of a form take some
# 40 KiB, and ten standards have as many forms.
LONGEST_ROW, ROWS_IN_ALL, _LONGEST_ATTRIBUTES = 8192, 1024 * 1024, 512

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

    `columns`, `shared` and `styles` are those of its slots. Without `is_whole` it has cells of texts
    too. A row that `may_be_fixed` has nothing but shared strings.
    """

    form: RowForm
    number: int
    hidden: bool
    characters: int
    tags: int
    columns: tuple[int, ...]
    shared: tuple[bool, ...]
    styles: tuple[str | None, ...]
    is_whole: bool
    may_be_fixed: bool


TO_BE_READ = GridCell("number", "")


@cached(1024, LONGEST_ROW, ROWS_IN_ALL)
def value_form(around: tuple[bytes, ...]) -> ValueForm | None:
    """The form of a row from the pieces around its values; None for a row without values, or with a rarer cell."""
    form = _form_of(around)
    if form is None or not form.slots:
        return None
    number, hidden, cells, slots, characters, tags = form
    _, columns, shared, styles = zip(*slots, strict=True)
    is_whole = len(slots) == len(cells)
    return ValueForm(
        form, number, hidden, characters, tags, columns, shared, styles, is_whole, is_whole and all(shared)
    )


def row_form(piece: bytes) -> RowForm | None:
    """The form of a row, given without its end tag; None if it is not plain or has a cell of a rarer kind."""
    parts = piece.split(b"v>")
    if len(parts) == 1:
        return form_in((piece,))
    # A value stands between two of them.
    return _form_of(tuple(parts[::2])) if len(parts) % 2 else None


@cached(1024, LONGEST_ROW, ROWS_IN_ALL)
def _form_of(around: tuple[bytes, ...]) -> RowForm | None:
    return form_in(around)


def form_in(around: tuple[bytes, ...]) -> RowForm | None:
    """The form of a row from the pieces around its values; None if a cell is of a rarer kind."""
    piece = b"v>0</v>".join(around)
    row = written_row(piece)
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
    if row is None or attributes is None:
        return None
    return text, at, row[1], int(row[1]), attributes.get("hidden") in TRUE


def written_row(piece: bytes) -> WrittenRow | None:
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
        if attributes_in(row[2]) is None or int(row[1]) > MAX_ROW:
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
