"""The rows of an OpenDocument spreadsheet that repeat in many copies of a form, around other numbers.

The markup between the numbers of a row is looked up in a cache; the plain reader makes its cells once.
"""

from __future__ import annotations

from collections.abc import Sequence

from clustercheck.formats.cells import LONGEST_ROW, GridCell, Row, as_written
from clustercheck.formats.number_formats import FormatKind
from clustercheck.formats.ods_reader import OdsReader, Table
from clustercheck.formats.ods_values import value_cell
from clustercheck.formats.quick.ods_forms import VALUE, OdsForm, fixed_form, form_of, known_form
from clustercheck.formats.quick.rows import FormRow, RowForm
from clustercheck.formats.xlsx_cells import AS_SHOWN, SHOWN_DIGITS
from clustercheck.formats.xml_walk import walk
from clustercheck.model.hints import TypeAlias
from clustercheck.model.patterns import pattern
from clustercheck.model.speed import cached

# A number, what follows it, and what is shown of it, the only paragraph of its cell.
_NUMBER = pattern(
    rb' office:value="([0-9.]{1,20})("[^<>]*><text:p>)([0-9.,%]{1,20})(?=</text:p></table:table-cell>)'
)
# Numbers that are shown as they are written.
_ARE_AS_SHOWN = pattern(f"(?:{AS_SHOWN} )*".encode())
_new = tuple.__new__

# A row by its form, its numbers, what is shown of them, and whether all are shown as they are written.
KnownRow: TypeAlias = tuple[OdsForm, Sequence[str], Sequence[str], bool]
# Rows that follow each other; the XML of one that is not known.
Run: TypeAlias = list[KnownRow | bytes]


def known_row(row: bytes) -> KnownRow | None:
    """A row, given without its end tag and without the numbers of its validations; None if it must be walked."""
    form = known_form(row)
    if form is not None:
        return form, (), (), True
    if VALUE not in row:
        form = fixed_form(row)
        return None if form is None else (form, (), (), True)
    parts = _NUMBER.split(row)
    form = form_of((*parts[::4], *parts[2::4]))
    if form is None:
        return None
    values, shown = parts[1::4], parts[3::4]
    written = b" ".join(values)
    texts = written.decode().split(" ")
    if values == shown:
        return form, texts, texts, _ARE_AS_SHOWN.fullmatch(written + b" ") is not None
    return form, texts, [text.decode() for text in shown], False


def put_rows(reader: OdsReader, table: Table, run: Run) -> None:
    """Put the cells of rows that follow each other, where a mark stands for them in a sheet.

    Raises `Refused`, and `ValueError` for an odd number.
    """
    builder, characters = table.builder, 0
    for each in run:
        if isinstance(each, bytes):
            walk((each,), reader.budget, reader.start, reader.end, reader.characters)
            continue
        form, values, shown, are_shown = each
        rows, hidden, style, cells, slots, merged, usual, more, _, _ = form
        row = table.row
        characters += more
        if slots:
            characters += sum(map(len, shown))
            if are_shown and usual is not None and usual.isdisjoint(reader.styles.formats):
                cells = _filled(form, values, row)
            else:
                table.row_style = style
                cells = _formatted(reader, table, form, values, shown)
        if hidden:
            builder.hide_rows(row, row + rows - 1)
        if cells and rows == 1:
            builder.put_row(row, cells)
        elif cells:
            # A form has the number of one row.
            cells = tuple(cells)
            for each_row in range(row, row + rows):
                builder.put_row(each_row, cells)
        for column, down, across in merged:
            builder.merge(row, column, row + down - 1, column + across - 1)
        table.row = row + rows
    reader.budget.keep_more(characters)
    # The end of the mark is no end of a row.
    table.filled, table.rows = [], 0


def _filled(form: OdsForm, values: Sequence[str], row: int) -> FormRow:
    """The cells of a row whose numbers are shown as they are written."""
    filled = list(form.cells)
    for number, at, column, _, _ in form.slots:
        value = values[number]
        cell = _number(value, value, False, "plain") if len(value) > SHOWN_DIGITS else as_written(value)
        filled[at] = column, cell
    return _form_row(form, filled, row)


def _formatted(
    reader: OdsReader, table: Table, form: OdsForm, values: Sequence[str], shown: Sequence[str]
) -> FormRow:
    """The cells of a row whose numbers have formats, or are shown in another way."""
    filled = list(form.cells)
    for number, at, column, style, percent in form.slots:
        reader.cell, table.column = {"table:style-name": style}, column
        filled[at] = column, _number(values[number], shown[number], percent, reader.format())
    return _form_row(form, filled, table.row)


def _form_row(form: OdsForm, filled: list[tuple[int, GridCell]], number: int) -> FormRow:
    row = _new(FormRow, filled)
    row.form = _numbered(form, number)
    return row


def _numbered(form: OdsForm, number: int) -> RowForm:
    """The form of a row of this number; a row of an .xlsx states its number, and places are kept by its form."""
    kept = form.kept
    if not kept or kept[0].number != number:
        places = tuple([(slot.at, slot.column) for slot in form.slots])
        kept[:] = [_row_form(number, form.hidden, form.cells, places, form.characters)]
    return kept[0]


@cached(1024, LONGEST_ROW, 512 * 1024)
def _row_form(
    number: int, hidden: bool, cells: Row, places: tuple[tuple[int, int], ...], characters: int
) -> RowForm:
    """One form for rows with the same texts whose numbers differ in their styles: programs choose them by the number."""
    slots = tuple([(at, column, False, None) for at, column in places])
    return RowForm(number, hidden, cells, slots, characters, 0)


def _number(value: str, text: str, percent: bool, kind: FormatKind) -> GridCell:
    made = value_cell("percentage" if percent else "float", {"office:value": value}, text, kind)
    if made is None:
        raise ValueError(value)
    return made
