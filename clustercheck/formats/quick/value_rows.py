"""The cells of the rows of values of a sheet, made all at once: numbers, and shared strings by their index."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import MAX_EMAX, Context
from itertools import chain

from clustercheck.formats.cells import GridCell, Row
from clustercheck.formats.quick.rows import FormRow, RowForm, ValueForm
from clustercheck.formats.xlsx_cells import ALL_AS_SHOWN, SHOWN_DIGITS, VALUE_END, XlsxCells

_new = tuple.__new__
# Exact for as many digits as are shown, and for no number of digits an error. `Decimal` takes twice as long.
_number = Context(prec=2 * SHOWN_DIGITS, Emax=MAX_EMAX).create_decimal
_END = VALUE_END.encode()


def rows_of_values(forms: Sequence[ValueForm], written: Iterable[bytes], cells: XlsxCells) -> list[Row]:
    """The rows of these forms with these values, one row after the other; a shared string may be blank.

    Raises `Refused`, `ValueError` and `IndexError` for an index that is none.
    """
    columns: list[int] = []
    shared: list[bool] = []
    styles: list[tuple[str | None, ...]] = []
    for _, _, _, _, _, its_columns, its_shared, its_styles, _, _ in forms:
        columns += its_columns
        shared += its_shared
        styles.append(its_styles)
    ended = (_END.join(written) + _END).decode()
    filled = list(zip(columns, made_of(ended, shared, styles, cells), strict=True))
    rows: list[Row] = []
    end = 0
    for form, _, _, _, _, its_columns, _, _, is_whole, _ in forms:
        begin, end = end, end + len(its_columns)
        rows.append(_row(form, filled[begin:end], is_whole, cells))  # type: ignore[arg-type]
    return rows


def made_of(
    written: str, shared: Sequence[bool], styles: Sequence[tuple[str | None, ...]], cells: XlsxCells
) -> list[GridCell | None]:
    """The cells of values in the digits of numbers, each with its end: whether it is an index of a shared string, its style.

    Their styles come row by row. Raises `Refused`, `ValueError` and `IndexError` for an index that is none, and `ValueError` for
    an empty value.
    """
    values = written.split(VALUE_END)
    values.pop()
    plain = all(map(cells.is_plain, set(chain.from_iterable(set(styles)))))
    if not plain or not ALL_AS_SHOWN.fullmatch(written):
        return _each_made_of(values, shared, chain.from_iterable(styles), cells)
    # As `cells.shared` and `as_written` have it, without a call for each: such a number has no sign.
    strings = cells.strings
    made = [
        strings[int(value)]
        if is_shared
        else _new(GridCell, ("number", value, _number(value), False, None, None))
        for value, is_shared in zip(values, shared, strict=True)
    ]
    if max(map(len, values)) > SHOWN_DIGITS:
        of_values = list(chain.from_iterable(styles))
        for place, value in enumerate(values):
            if len(value) > SHOWN_DIGITS and not shared[place]:
                made[place] = cells.number(value, of_values[place])
    return made


def _each_made_of(
    values: Sequence[str], shared: Sequence[bool], styles: Iterable[str | None], cells: XlsxCells
) -> list[GridCell | None]:
    """The same where not all numbers are shown as they are written."""
    if not all(values):
        raise ValueError
    strings, plain, is_as_shown = cells.strings, cells.plain_styles, ALL_AS_SHOWN.fullmatch
    return [
        (strings[int(value)] if value.isdigit() else cells.shared(value))
        if is_shared
        else _new(GridCell, ("number", value, _number(value), False, None, None))
        if style in plain and len(value) <= SHOWN_DIGITS and is_as_shown(value + VALUE_END)
        else cells.number(value, style)
        for value, is_shared, style in zip(values, shared, styles, strict=True)
    ]


def _row(form: RowForm, filled: list[tuple[int, GridCell]], is_whole: bool, cells: XlsxCells) -> Row:
    """A row with these cells in its slots, of which one may be blank."""
    if not is_whole:
        values, filled = filled, list(form.cells)
        for (at, _, _, _), value in zip(form.slots, values, strict=True):
            filled[at] = value
    if cells.has_blank_strings and None in [cell for _, cell in filled]:
        return tuple([each for each in filled if each[1] is not None])
    row = _new(FormRow, filled)
    row.form = form
    return row
