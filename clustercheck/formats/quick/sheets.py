"""Worksheets in the form that spreadsheet programs usually write, split without walking their XML.

Most of the time of reading a workbook goes into a call for every tag. A row with anything else in it (rich text, another
attribute or tag) is walked alone. A sheet of a known form (`sheet_forms`) is read as a whole, and so is another one of
values whose rows are known by their markup (`rows_at_once`). A sheet with a comment, rows out of order or a fault is left
to the walk, as is one with many such rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from itertools import compress

from clustercheck.formats.budget import Budget
from clustercheck.formats.cells import GridCell, Refused, Row
from clustercheck.formats.quick.around_rows import Around, around_rows
from clustercheck.formats.quick.fixed_rows import FixedRow, fixed_row, known_row, may_be_fixed
from clustercheck.formats.quick.number_rows import number_row
from clustercheck.formats.quick.odd_pieces import odd_row
from clustercheck.formats.quick.rows import (
    TO_BE_READ,
    VALUES,
    ValueForm,
    WrittenRow,
    are_blank,
    value_form,
    written_row,
)
from clustercheck.formats.quick.rows_at_once import rows_at_once
from clustercheck.formats.quick.sheet_forms import filled_form
from clustercheck.formats.quick.value_rows import rows_of_values
from clustercheck.formats.xlsx_cells import XlsxCells
from clustercheck.model.records import NamedTuple

_new = tuple.__new__
# So many rows are walked alone; more of them only where most rows are plain.
_MOST_ODD = 20
_TO_BE_FILLED: Row = ((0, TO_BE_READ),)
# So many rows that are new may be fixed ones; of more, most have figures.
_MOST_NEW = 8


class QuickSheet(NamedTuple):
    """The filled rows of a worksheet from top to bottom, the hidden ones among them, and what is around them.

    If it was read row by row and each row is a fixed one, also those, blank ones too, and how many tags it has.
    `shows_all` is one list for all copies of a form, and not empty once one was found to hide none of its cells.
    """

    rows: Mapping[int, Row]
    hidden_rows: Set[int]
    around: Around
    fixed: Sequence[FixedRow] = ()
    tags: int = 0
    shows_all: list[bool] | None = None


def quick_sheet(name: str, part: bytes, cells: XlsxCells) -> QuickSheet | None:
    """A worksheet by its name, with its tags, texts and cells counted in the budget; None if it must be walked."""
    budget, before = cells.budget, cells.budget.counts()
    try:
        found = _of_known_form(name, part, cells) or _row_by_row(part, cells)
    except (Refused, ValueError, IndexError):
        found = None
    if found is None:
        budget.set_back(before)
    return found


def _of_known_form(name: str, part: bytes, cells: XlsxCells) -> QuickSheet | None:
    rows = filled_form(name, part, cells)
    if rows is None or len(rows.form.cells) > cells.budget.cells:
        return None
    form, budget = rows.form, cells.budget
    found = _new(QuickSheet, (rows, form.hidden_rows, form.around, (), 0, form.shows_all))
    form.around.take_from(budget)
    budget.cells -= len(form.cells)
    budget.keep_more(form.characters)
    budget.spend(form.tags)
    return found


def _row_by_row(part: bytes, cells: XlsxCells) -> QuickSheet | None:
    split = around_rows(part)
    if split is None:
        return None
    around, tags, body = split
    budget = cells.budget
    around.take_from(budget)
    read = rows_at_once(body, cells)
    if read is not None:
        rows, hidden_rows, of_rows = read
        return _counted(rows, hidden_rows, around, 0, tags + of_rows, budget)
    pieces = body.split(b"</row>")
    end = pieces.pop()
    if not are_blank(end):
        return None
    known = list(map(known_row, pieces))
    if not all(known):
        new = [piece for piece, row in zip(pieces, known, strict=True) if row is None]
        if len(new) <= _MOST_NEW and all(map(may_be_fixed, new)):
            known = [row or fixed_row(piece) for piece, row in zip(pieces, known, strict=True)]
    tags += len(pieces) + end.count(b"<")
    budget.spend(tags)
    fixed = [row for row in known if row is not None]
    if fixed and len(fixed) == len(pieces):
        return _of_fixed_rows(fixed, around, tags, cells)
    return _of_any_rows(pieces, known, around, cells)


def _of_fixed_rows(
    fixed: Sequence[FixedRow], around: Around, tags: int, cells: XlsxCells
) -> QuickSheet | None:
    numbers, hidden, held, _, _, strings, characters, own_tags, _ = zip(*fixed, strict=True)
    if list(numbers) != sorted(set(numbers)):
        return None
    if any(strings):
        held = tuple(
            [_fixed(row, cells) for row in fixed]
            if cells.has_blank_strings
            else [row.row(cells.strings) for row in fixed]
        )
    rows = dict(zip(numbers, held, strict=True))
    if not all(held):
        rows = {number: row for number, row in rows.items() if row}
    hidden_rows = {number for number in compress(numbers, hidden) if number in rows} if any(hidden) else set()
    of_rows = sum(own_tags)
    found = _counted(rows, hidden_rows, around, sum(characters), of_rows, cells.budget)
    return None if found is None else _new(QuickSheet, (*found[:3], fixed, tags + of_rows, None))


def _of_any_rows(
    pieces: Sequence[bytes], known_rows: Sequence[FixedRow | None], around: Around, cells: XlsxCells
) -> QuickSheet | None:
    rows, hidden_rows = dict[int, Row](), set[int]()
    forms: list[ValueForm] = []
    values: list[bytes] = []
    characters = tags = last = odd = 0
    for piece, known in zip(pieces, known_rows, strict=True):
        if known is None and (numbers := number_row(piece, cells)) is not None:
            number, hidden, held = numbers
            tags += piece.count(b"<")
        elif isinstance(row := _row_in(piece) if known is None else known, FixedRow):
            number, hidden, held = row.number, row.hidden, _fixed(row, cells)
            characters += row.characters
            tags += row.tags
        elif row is None:
            odd += 1
            if odd > _MOST_ODD and 2 * odd > len(rows):
                return None
            alone = odd_row(piece, last, cells)
            if alone is None:
                return None
            number, hidden, held = alone
            tags += piece.count(b"<")
        elif isinstance(row, WrittenRow):
            number, hidden = row.number, row.hidden
            held = _cells(row, cells)
            tags += piece.count(b"<")
        else:
            form, written = row
            forms.append(form)
            values += written
            _, number, hidden, more, more_tags, *_ = form
            held = _TO_BE_FILLED
            characters += more
            tags += more_tags
        if number <= last:
            return None
        last = number
        if held:
            rows[number] = held
            if hidden:
                hidden_rows.add(number)
    if forms:
        _fill(rows, hidden_rows, forms, rows_of_values(forms, values, cells))
    return _counted(rows, hidden_rows, around, characters, tags, cells.budget)


def _fill(
    rows: dict[int, Row], hidden_rows: set[int], forms: Sequence[ValueForm], filled: Sequence[Row]
) -> None:
    """Put the rows of these forms in their places."""
    for (_, number, *_), row in zip(forms, filled, strict=True):
        if row:
            rows[number] = row
        else:
            del rows[number]
            hidden_rows.discard(number)


def _row_in(piece: bytes) -> FixedRow | tuple[ValueForm, list[bytes]] | WrittenRow | None:
    """A row, given without its end tag, one of values with these; None if it is not plain."""
    parts = VALUES.split(piece)
    form = value_form(tuple(parts[::2]))
    if form is None or form.may_be_fixed:
        fixed = fixed_row(piece) if form is not None or len(parts) == 1 else None
        if fixed is not None:
            return fixed
    return written_row(piece) if form is None else (form, parts[1::2])


def _counted(
    rows: dict[int, Row],
    hidden_rows: set[int],
    around: Around,
    characters: int,
    tags: int,
    budget: Budget,
) -> QuickSheet | None:
    filled = sum(map(len, rows.values()))
    if filled > budget.cells:
        return None
    budget.cells -= filled
    budget.keep_more(characters)
    budget.spend(tags)
    return _new(QuickSheet, (rows, hidden_rows, around, (), 0, None))


def _fixed(row: FixedRow, cells: XlsxCells) -> Row:
    """The cells of a fixed row; a shared string may be blank."""
    if row.strings is None or not cells.has_blank_strings:
        return row.row(cells.strings)
    strings = zip(row.columns, row.strings(cells.strings), strict=True)
    return tuple([(column, cell) for column, cell in strings if cell is not None])


def _cells(row: WrittenRow, cells: XlsxCells) -> Row:
    """The cells of a row of rarer kinds. Raises `ValueError` if they are out of order or belong to another row."""
    found: list[tuple[int, GridCell]] = []
    last = 0
    for _whole, letters, digits, style, kind, formula, value, text in row.cells:
        column = cells.column(letters)
        if digits != row.digits or column <= last:
            raise ValueError(digits)
        last = column
        if value or text or formula:
            cell = cells.cell(kind or None, style or None, value or text, formula or None)
            if cell is not None:
                found.append((column, cell))
    return tuple(found)
