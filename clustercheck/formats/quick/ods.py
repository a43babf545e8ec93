"""The rows of an OpenDocument spreadsheet that repeat in many copies of a form, around other numbers.

The markup between the numbers of a row is looked up in a cache; the plain reader makes its cells once. What is left of
the content, with a mark in place of each known row, is equal in every copy and is cached as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TypeAlias

from clustercheck.formats.budget import Budget
from clustercheck.formats.cells import GridCell, Refused
from clustercheck.formats.number_formats import FormatKind
from clustercheck.formats.ods_reader import CELLS, KNOWN, OdsReader, Table, count_of, start_row
from clustercheck.formats.ods_values import value_cell
from clustercheck.formats.quick.ods_tags import quick_tags
from clustercheck.formats.quick.parts import pieces
from clustercheck.formats.quick.sheets import DECLARED
from clustercheck.formats.xlsx_cells import AS_SHOWN, SHOWN_DIGITS
from clustercheck.formats.xml_walk import local, walk
from clustercheck.model.patterns import pattern
from clustercheck.model.records import NamedTuple
from clustercheck.model.speed import cached

_HIDING = pattern(rb"<[!?]")
_OPEN, _CLOSE = b"<table:table-row", b"</table:table-row>"
_MARK = f'<table:table-row {KNOWN}=""/>'.encode()
# Programs number the validations at random, and cells have no use of them.
_VALIDATION = pattern(
    rb'(<table:table-cell table:style-name="[^"<>]{1,40}" table:content-validation-name=")val[0-9]{1,6}(?=")'
)
_VALUE = b' office:value="'
# A number and what is shown of it, the only paragraph of its cell.
_NUMBER = pattern(rb'([0-9.]{1,20})("[^<>]*><text:p>)([0-9.,%]{1,20})(?=</text:p></table:table-cell>)')
_IS_AS_SHOWN = pattern(AS_SHOWN)
_LONGEST_ROW = 8 * 1024
# How deep tags stand in a row that is usual.
_DEEPEST = 10
_KINDS = {"float": False, "percentage": True}
_TAGS = frozenset((*CELLS, "p", "a", "s", "tab", "line-break"))
_new = tuple.__new__


class _Slot(NamedTuple):
    """Where a number goes: the columns that it fills, its style, whether it is a percentage."""

    column: int
    repeated: int
    style: str
    percent: bool


class _RowForm(NamedTuple):
    """A row around its numbers: attributes, cells of text, slots, merged ranges (column, down, across), counts."""

    attributes: Mapping[str, str]
    cells: tuple[tuple[int, GridCell], ...]
    slots: tuple[_Slot, ...]
    merged: tuple[tuple[int, int, int], ...]
    characters: int
    tags: int


# A row by its form, its numbers, and what is shown of them.
_KnownRow: TypeAlias = tuple[_RowForm, Sequence[str], Sequence[str]]


def quick_content(part: bytes, reader: OdsReader) -> bool:
    """Read a content in UTF-8; returns whether that was possible. Raises `Refused` and `ValueError` where it is not."""
    declared = DECLARED.match(part)
    if declared is None or _HIDING.search(part, declared.end()) or KNOWN.encode() in part:
        return False
    rest, known = _without_known_rows(_VALIDATION.sub(rb"\1", part))
    if not known:
        return False
    following = iter(known)
    reader.fill_known = lambda table: _fill(reader, table, *next(following))
    for form, _, shown in known:
        # The mark is one of the tags that are left.
        reader.budget.tags -= form.tags - 1
        reader.budget.keep_more(form.characters + sum(map(len, shown)))
    if not quick_tags(rest, reader):
        walk(pieces(rest), reader.budget, reader.start, reader.end, reader.characters)
    if next(following, None) is not None:
        raise ValueError("a row stands where none is read")
    return True


def _without_known_rows(part: bytes) -> tuple[bytes, list[_KnownRow]]:
    left: list[bytes] = []
    known: list[_KnownRow] = []
    *rows, end = part.split(_CLOSE)
    for piece in rows:
        at = piece.rfind(_OPEN)
        row = _known_row(piece[at:]) if at >= 0 else None
        if row is None:
            left += (piece, _CLOSE)
        else:
            left += (piece[:at], _MARK)
            known.append(row)
    return b"".join((*left, end)), known


def _known_row(row: bytes) -> _KnownRow | None:
    """A row, given without its end tag."""
    first, *parts = row.split(_VALUE)
    if not parts:
        form = _form_of((row,))
        return None if form is None else (form, (), ())
    around: list[bytes] = [first]
    values: list[str] = []
    shown: list[str] = []
    for part in parts:
        number = _NUMBER.match(part)
        if number is None:
            return None
        values.append(number[1].decode())
        shown.append(number[3].decode())
        around += (number[2], part[number.end() :])
    form = _form_of(tuple(around))
    return None if form is None else (form, values, shown)


@cached(1024, _LONGEST_ROW)
def _form_of(around: tuple[bytes, ...]) -> _RowForm | None:
    """The form of a row from the pieces around its numbers and around what is shown of each."""
    row = [around[0]]
    for number in range(len(around) // 2):
        row += (_VALUE, b"%d" % number, around[2 * number + 1], b"%d" % number, around[2 * number + 2])
    whole = b"".join((*row, _CLOSE))
    reader = _RowReader()
    try:
        walk((whole,), reader.budget, reader.start, reader.end, reader.characters)
    except (Refused, ValueError):
        return None
    if reader.attributes is None or len(reader.slots) != len(around) // 2:
        return None
    return _RowForm(
        reader.attributes,
        tuple(reader.cells),
        tuple(reader.slots),
        tuple(reader.merged),
        reader.kept,
        whole.count(b"<"),
    )


class _RowReader(OdsReader):
    """Reads one row. Raises `ValueError` for what depends on more than the row."""

    def __init__(self) -> None:
        super().__init__(Budget())
        self.attributes: Mapping[str, str] | None = None
        self.cells: list[tuple[int, GridCell]] = []
        self.slots: list[_Slot] = []
        self.merged: list[tuple[int, int, int]] = []
        self.kept = 0
        self._depth = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = local(tag)
        if name == "table-row" and self.attributes is None:
            self.attributes = attributes
            start_row(attributes, self._whole())
        elif self.table is None or name not in _TAGS or self._depth > _DEEPEST:
            raise ValueError(tag)
        else:
            super().start(tag, attributes)
        self._depth += 1

    def end(self, tag: str) -> None:
        self._depth -= 1
        super().end(tag)

    def _whole(self) -> Table:
        from clustercheck.formats.budget import SheetBuilder

        self.table = Table(SheetBuilder(self.budget), "", False)
        return self.table

    def end_cell(self, table: Table) -> None:
        cell = self.cell
        kind = cell.get("office:value-type")
        if "table:formula" in cell or (kind not in (None, "string") and kind not in _KINDS):
            raise ValueError(kind)
        repeated = count_of(cell, "table:number-columns-repeated")
        if kind in _KINDS:
            number = str(len(self.slots))
            # An error may be stored with a number beside it.
            is_error = cell.get("calcext:value-type") == "error"
            if (
                cell.get("office:value") != number
                or self.paragraphs != [number]
                or is_error
                or len(cell) > 20
            ):
                raise ValueError(number)
            self.slots.append(_Slot(table.column, repeated, cell.get("table:style-name", ""), _KINDS[kind]))
        else:
            before = self.budget.characters
            made = self.make_cell()
            self.kept += before - self.budget.characters
            if made is not None:
                if repeated > 100:
                    raise ValueError(repeated)
                self.cells += [(column, made) for column in range(table.column, table.column + repeated)]
        across = count_of(cell, "table:number-columns-spanned")
        down = count_of(cell, "table:number-rows-spanned")
        if across > 1 or down > 1:
            self.merged.append((table.column, down, across))
        table.column += repeated


def _fill(
    reader: OdsReader, table: Table, form: _RowForm, values: Sequence[str], shown: Sequence[str]
) -> None:
    """Put the cells of a known row."""
    start_row(form.attributes, table)
    filled = [*form.cells]
    for slot, value, text in zip(form.slots, values, shown, strict=True):
        cell = _number(reader, table, slot, value, text)
        if slot.repeated == 1:
            filled.append((slot.column, cell))
        else:
            filled += [(column, cell) for column in range(slot.column, slot.column + slot.repeated)]
    row = table.row
    table.builder.put_row(row, filled)
    for column, down, across in form.merged:
        table.builder.merge(row, column, row + down - 1, column + across - 1)
    table.filled = filled


def _number(reader: OdsReader, table: Table, slot: _Slot, value: str, text: str) -> GridCell:
    kind: FormatKind = "plain"
    if reader.styles.formats:
        reader.cell, table.column = {"table:style-name": slot.style}, slot.column
        kind = reader.format()
    if (
        value == text
        and kind == "plain"
        and not slot.percent
        and len(value) <= SHOWN_DIGITS
        and _IS_AS_SHOWN.fullmatch(value)
    ):
        return _new(GridCell, ("number", value, Decimal(value), False, None, None))
    made = value_cell("percentage" if slot.percent else "float", {"office:value": value}, text, kind)
    if made is None:
        raise ValueError(value)
    return made
