"""The markup of the rows of an OpenDocument spreadsheet around their numbers, whose cells the plain reader makes once."""

from __future__ import annotations

from collections.abc import Mapping

from clustercheck.formats.budget import Budget, SheetBuilder
from clustercheck.formats.cells import GridCell, Refused, Row
from clustercheck.formats.ods_reader import (
    CELLS,
    DEFAULT_STYLE,
    KNOWN,
    OUT_OF_SIGHT,
    OdsReader,
    Table,
    count_of,
    start_row,
)
from clustercheck.formats.quick.parts import HIDING
from clustercheck.formats.quick.rows import TO_BE_READ, RowForm
from clustercheck.formats.xml_walk import local, walk
from clustercheck.model.patterns import pattern
from clustercheck.model.records import NamedTuple
from clustercheck.model.speed import cached, known_answers

CLOSE = b"</table:table-row>"
VALUE = b' office:value="'
# Up to the number of a validation.
NAMED = b' table:content-validation-name="val'
_IS_NAMED = pattern(
    rb'<table:(?:covered-)?table-cell(?: [A-Za-z][A-Za-z:-]*="[^"<>]*")*? table:content-validation-name="val"'
)
# Cache limits, in bytes of XML: of a row, and of all rows.
_LONGEST_ROW, _ROWS_IN_ALL = 8 * 1024, 2 * 1024 * 1024
# So often a cell is repeated at most, and so deep tags stand in a row that is usual.
_MOST_REPEATED, _DEEPEST = 100, 10
_KINDS = {"float": False, "percentage": True}
_TAGS = frozenset((*CELLS, "p", "a", "s", "tab", "line-break"))


class OdsSlot(NamedTuple):
    """Where a number goes: which number, its place among the row's cells, its column, its style, whether it is a percentage."""

    number: int
    at: int
    column: int
    style: str
    percent: bool


class OdsForm(NamedTuple):
    """A row around its numbers: how often it is repeated, whether it is hidden, its default style, and its cells in order.

    Cells that get a number hold `TO_BE_READ`. `usual` are the styles of a row that may be filled at once: of no percentage,
    and all named. `kept` is the same form with the number that its row had the last time.
    """

    rows: int
    hidden: bool
    style: str
    cells: Row
    slots: tuple[OdsSlot, ...]
    merged: tuple[tuple[int, int, int], ...]
    usual: frozenset[str] | None
    characters: int
    tags: int
    kept: list[RowForm]


@cached(2048, _LONGEST_ROW, _ROWS_IN_ALL)
def fixed_form(row: bytes) -> OdsForm | None:
    """The form of a row without numbers, given without its end tag; None if it must be walked."""
    return _form_in((row,))


# A row without numbers that was met before.
known_form = known_answers(fixed_form)


@cached(2048, _LONGEST_ROW, _ROWS_IN_ALL)
def form_of(around: tuple[bytes, ...]) -> OdsForm | None:
    """The form of a row from the pieces around its numbers, and then those between each number and what is shown of it."""
    return _form_in(around)


def _form_in(around: tuple[bytes, ...]) -> OdsForm | None:
    count = len(around) // 2
    row = [around[0]]
    for number in range(count):
        row += (VALUE, b"%d" % number, around[count + 1 + number], b"%d" % number, around[number + 1])
    whole = b"".join((*row, CLOSE))
    if HIDING.search(whole) or len(_IS_NAMED.findall(whole)) != whole.count(NAMED):
        return None
    reader = _RowReader()
    try:
        walk((whole,), reader.budget, reader.start, reader.end, reader.characters)
    except (Refused, ValueError):
        return None
    if reader.attributes is None or len({slot.number for slot in reader.slots}) != count:
        return None
    styles = frozenset([slot.style for slot in reader.slots])
    is_usual = "" not in styles and not any(slot.percent for slot in reader.slots)
    return OdsForm(
        count_of(reader.attributes, "table:number-rows-repeated"),
        reader.attributes.get("table:visibility") in OUT_OF_SIGHT,
        reader.attributes.get(DEFAULT_STYLE, ""),
        tuple(reader.cells),
        tuple(reader.slots),
        tuple(reader.merged),
        styles if is_usual else None,
        reader.kept,
        whole.count(b"<"),
        [],
    )


class _RowReader(OdsReader):
    """Reads one row. Raises `ValueError` for what depends on more than the row."""

    def __init__(self) -> None:
        super().__init__(Budget())
        self.attributes: Mapping[str, str] | None = None
        self.cells: list[tuple[int, GridCell]] = []
        self.slots: list[OdsSlot] = []
        self.merged: list[tuple[int, int, int]] = []
        self.kept = 0
        self._depth = self._numbers = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = local(tag)
        if name == "table-row" and self.attributes is None and KNOWN not in attributes:
            self.attributes = attributes
            self.table = Table(SheetBuilder(self.budget), "", False)
            start_row(attributes, self.table)
        elif self.table is None or name not in _TAGS or self._depth > _DEEPEST:
            raise ValueError(tag)
        else:
            super().start(tag, attributes)
        self._depth += 1

    def end(self, tag: str) -> None:
        self._depth -= 1
        super().end(tag)

    def end_cell(self, table: Table) -> None:
        cell = self.cell
        kind = cell.get("office:value-type")
        if "table:formula" in cell or (kind not in (None, "string") and kind not in _KINDS):
            raise ValueError(kind)
        repeated = count_of(cell, "table:number-columns-repeated")
        columns = range(table.column, table.column + repeated)
        made: GridCell | None = TO_BE_READ
        if kind not in _KINDS:
            before = self.budget.characters
            made = self.make_cell()
            self.kept += before - self.budget.characters
        if made is not None and repeated > _MOST_REPEATED:
            raise ValueError(repeated)
        if kind in _KINDS:
            number = str(self._numbers)
            # An error may be stored with a number beside it.
            is_error = cell.get("calcext:value-type") == "error"
            if cell.get("office:value") != number or self.paragraphs != [number] or is_error:
                raise ValueError(number)
            style, percent, at = cell.get("table:style-name", ""), _KINDS[kind], len(self.cells)
            self.slots += [
                OdsSlot(self._numbers, at + more, column, style, percent)
                for more, column in enumerate(columns)
            ]
            self._numbers += 1
        if made is not None:
            self.cells += [(column, made) for column in columns]
        across = count_of(cell, "table:number-columns-spanned")
        down = count_of(cell, "table:number-rows-spanned")
        if across > 1 or down > 1:
            self.merged.append((table.column, down, across))
        table.column += repeated
