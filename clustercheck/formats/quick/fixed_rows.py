"""Rows that have the same cells in every copy of a form, and its texts, which may be others in each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import itemgetter

from clustercheck.formats.cells import GridCell, KeptRow, Row
from clustercheck.formats.quick.rows import LONGEST_ROW, ROWS_IN_ALL, SHARED, row_form
from clustercheck.formats.quick.written_text import FORBIDDEN, characters_of
from clustercheck.formats.stored_text import text_cell
from clustercheck.model.hints import TypeAlias, TypeVar
from clustercheck.model.patterns import pattern
from clustercheck.model.records import NamedTuple
from clustercheck.model.speed import cached, known_answers

# The index of a shared string, and what follows it up to the end of its tag.
_INDEX = pattern(rb"(0|[1-9][0-9]{0,8})</")
# The text of a cell with its tags, without any markup in it.
_INLINE = pattern(f"<is><t>([^<>&{FORBIDDEN}]*)</t></is>".encode())
_TEXT = b"<is><t>0</t></is>"
# Cache limit, in bytes of XML around texts.
_TEXTS_IN_ALL = 256 * 1024
# Of a fixed row or sheet, those with so many other strings are kept.
_MOST_MET = 4

_Made = TypeVar("_Made")
Strings: TypeAlias = tuple[GridCell | None, ...]
# The strings of the last files, each with what was made of them.
Met: TypeAlias = list[tuple[Strings, _Made]]


class FixedRow(NamedTuple):
    """A row in which every copy of a form has the same cells: texts, or references to shared strings.

    `cells` are those of texts. Of shared strings there are the `columns` and the `indexes`, and `strings` takes their
    cells from the table; `met` are those of the last files, each with its row: files of several standards come by turns.
    """

    number: int
    hidden: bool
    cells: Row
    columns: tuple[int, ...]
    indexes: Sequence[int]
    strings: Callable[[Sequence[GridCell | None]], Strings] | None
    characters: int
    tags: int
    met: Met[KeptRow]

    def row(self, table: Sequence[GridCell | None]) -> Row:
        """The row with the strings of this table, none of them blank: that of a file before if it had the same ones."""
        if self.strings is None:
            return self.cells
        strings, met = self.strings(table), self.met
        # As `met_with` has it, without a call for each row.
        for before, made in met:
            if before == strings:
                return made
        row = KeptRow(zip(self.columns, strings, strict=True))  # type: ignore[arg-type]
        keep_met(strings, row, met)
        return row


def met_with(strings: Strings, met: Met[_Made]) -> _Made | None:
    """What was made of these strings, if they are those of one of the last files."""
    for before, made in met:
        if before == strings:
            return made
    return None


def keep_met(strings: Strings, made: _Made, met: Met[_Made]) -> None:
    """Keep what was made of the strings of a file, and let the oldest go."""
    met[:] = [(strings, made), *met[: _MOST_MET - 1]]


def may_be_fixed(piece: bytes) -> bool:
    """Whether a row has nothing but texts, or nothing but shared strings."""
    tags = piece.count(b"v>")
    return not tags or piece.count(SHARED) == tags // 2


@cached(2048, LONGEST_ROW, ROWS_IN_ALL)
def fixed_row(piece: bytes) -> FixedRow | None:
    """A row of nothing but texts or nothing but shared strings, given without its end tag; None for any other."""
    parts = piece.split(b"v>")
    row = _row_of_texts(piece) if len(parts) == 1 else None
    if row is not None:
        return row
    # Of shared strings, rows with other numbers have the same form.
    form = row_form(piece)
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


def _row_of_texts(piece: bytes) -> FixedRow | None:
    """A row of nothing but texts that differs from one met before in them alone; None for any other."""
    parts = _INLINE.split(piece)
    form = _text_form(tuple(parts[::2]))
    written = characters_of(b"<".join(parts[1::2]))
    if form is None or written is None:
        return None
    number, hidden, columns, tags = form
    texts = written.split("<")
    cells = zip(columns, map(text_cell, texts), strict=True)
    filled = KeptRow([(column, cell) for column, cell in cells if cell is not None])
    return FixedRow(number, hidden, filled, (), (), None, len(written) - len(columns) + 1, tags, [])


@cached(512, LONGEST_ROW, _TEXTS_IN_ALL)
def _text_form(around: tuple[bytes, ...]) -> tuple[int, bool, tuple[int, ...], int] | None:
    """Of a row its number, whether it is hidden, its columns and tags, from the pieces around its texts."""
    form = row_form(_TEXT.join(around))
    if form is None or form.slots or not len(form.cells) == form.characters == len(around) - 1 > 0:
        return None
    return form.number, form.hidden, tuple([column for column, _ in form.cells]), form.tags


# A fixed row that was met before; a look-up costs no call.
known_row = known_answers(fixed_row)


def strings_at(indexes: Sequence[int]) -> Callable[[Sequence[GridCell | None]], Strings]:
    """Takes the cells of these strings from their table. It raises `IndexError` if one is not there."""
    if len(indexes) > 1:
        return itemgetter(*indexes)
    # `itemgetter` gives no tuple for a single item.
    return lambda strings: tuple([strings[index] for index in indexes])
