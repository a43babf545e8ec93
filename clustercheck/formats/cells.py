"""The content of a workbook after reading: sheets of cells, independent of the file format.

It has no reader, so that any module can name a cell without importing a file format.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from clustercheck.model.cluster import Cell
from clustercheck.model.hints import TYPE_CHECKING, Any, Literal, TypeAlias
from clustercheck.model.problems import Fact
from clustercheck.model.records import NamedTuple
from clustercheck.model.speed import cached

if TYPE_CHECKING:
    import datetime

_new = tuple.__new__
MAX_ROW = 1_048_576
MAX_COLUMN = 16_384
# Cache limit: characters and items of a row together with the name of its sheet.
LONGEST_ROW = 1200

CellKind: TypeAlias = Literal["number", "text", "boolean", "date", "error", "unsaved_formula"]


class Shown(NamedTuple):
    """What a cell shows if that differs from the number it stores.

    `text` is the visible text, empty if nothing is visible. `figure` is the same with all stored digits, empty if the
    text is no figure of the stored number. `covered` means that a merged cell hides it.
    """

    text: str
    figure: str = ""
    covered: bool = False


class GridCell(NamedTuple):
    """One filled cell; a blank one is absent.

    `number` is the stored number: 15 % is 0.15 with `percent` set. `text` is the cell in words. `shown` is set if the
    visible content is not simply the stored number. It is a tuple, because every file has thousands and a frozen
    dataclass takes four times as long to create.
    """

    kind: CellKind
    text: str
    number: Decimal | None = None
    percent: bool = False
    date: datetime.date | None = None
    shown: Shown | None = None


def as_written(text: str) -> GridCell:
    """The cell of a number that is shown as it is written: `12.5`."""
    # The constructor of a named tuple takes twice as long, and this is done for every figure.
    return _new(GridCell, ("number", text, Decimal(text), False, None, None))


# Top, left, bottom and right of a block of cells.
Block: TypeAlias = tuple[int, int, int, int]


# A row's filled cells, each with its column, from left to right.
Row: TypeAlias = tuple[tuple[int, GridCell], ...]


# By what something was made of a row, and what: its name and itself.
Made: TypeAlias = tuple[object, str, Any]


class KeptRow(tuple[tuple[int, GridCell], ...]):
    """A row that is the same object in every copy of a form, with what was made of it for the last one."""

    made: Made = (None, "", None)


class KeptRows(dict[int, Row]):
    """The rows of a sheet that is the same object in every copy of a form, with what was made of it for the last one."""

    made: object = None


class Grid(NamedTuple):
    """A sheet: its filled rows from top to bottom, by number. Rows and columns count from 1.

    `hidden_rows` and `hidden_columns` are the hidden ones that hold filled cells. `file` is set where several files are
    read as one workbook: `name` begins with it, and `tab` is the rest, empty if the file's one sheet has no name.
    """

    name: str
    hidden: bool
    rows: Mapping[int, Row]
    merged: tuple[Block, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    file: str = ""

    @property
    def tab(self) -> str:
        """The name on the sheet's tab."""
        return self.name[len(self.file) + 1 :] if self.file else self.name

    @property
    def cells(self) -> dict[tuple[int, int], GridCell]:
        """The filled cells by (row, column)."""
        return {(number, column): cell for number, row in self.rows.items() for column, cell in row}


class Workbook(NamedTuple):
    """The sheets of a file, in order; `characters` is the length of all texts together, if counted."""

    sheets: tuple[Grid, ...]
    characters: int | None = None


# A formula with an empty text for its value: it gives none, or was never calculated.
EMPTY_FORMULA = GridCell("unsaved_formula", "=")
# A formula with a 0 that may only stand in for a value.
ZERO_FORMULA = GridCell("unsaved_formula", "=0", Decimal(0))


class Refused(Exception):
    """A file that cannot be read, with the code of its problem. `read_workbook` adds the file's name."""

    def __init__(self, code: str, **facts: Fact) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


def in_rows(cells: Mapping[tuple[int, int], GridCell]) -> dict[int, Row]:
    """Cells by (row, column), in any order, as the rows of a sheet."""
    rows: dict[int, list[tuple[int, GridCell]]] = {}
    last, row = 0, list[tuple[int, GridCell]]()
    for place in sorted(cells):
        if place[0] != last:
            last, row = place[0], []
            rows[last] = row
        row.append((place[1], cells[place]))
    return {number: tuple(row) for number, row in rows.items()}


def cell_ref(row: int, column: int) -> str:
    """The name of a cell: `B3`."""
    return f"{letters_of(column)}{row}"


@cached(2048)
def letters_of(column: int) -> str:
    """The letters of a column: `B`."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@cached(2048)
def cell_at(sheet: str, row: int, column: int) -> Cell:
    """The place of a cell in its workbook."""
    return Cell(sheet, cell_ref(row, column))


@cached(1024)
def block(ref: str) -> Block:
    """The cells that a reference such as `A1:C2` names. Raises `Refused` if it is no reference."""
    first, _, last = ref.partition(":")
    top, left = _place(first)
    bottom, right = _place(last or first)
    return min(top, bottom), min(left, right), max(top, bottom), max(left, right)


def _place(ref: str) -> tuple[int, int]:
    letters = ref.rstrip("0123456789")
    digits = ref[len(letters) :]
    if not 1 <= len(digits) <= 7 or not 1 <= int(digits) <= MAX_ROW:
        raise Refused("C103")
    return int(digits), column_number(letters)


def row_and_column(ref: str) -> tuple[int, int] | None:
    """The row and column, from 1, that a name such as `B3` gives; None if it is no name of a cell."""
    try:
        return _place(ref)
    except (Refused, ValueError):
        return None


def column_number(letters: str) -> int:
    """The number of a column: 2 for `B`. Raises `Refused` if it is no column."""
    number = 0
    if not 1 <= len(letters) <= 3:
        raise Refused("C103")
    for letter in letters.upper():
        if not "A" <= letter <= "Z":
            raise Refused("C103")
        number = number * 26 + ord(letter) - 64
    if number > MAX_COLUMN:
        raise Refused("C103")
    return number
