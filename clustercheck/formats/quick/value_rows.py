"""The cells of the rows of values of a sheet, made all at once: numbers, and shared strings by their index."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from clustercheck.formats.cells import GridCell, Row
from clustercheck.formats.quick.rows import FormRow, RowForm, ValueForm
from clustercheck.formats.xlsx_cells import ALL_AS_SHOWN, SHOWN_DIGITS, XlsxCells

_new = tuple.__new__


def rows_of_values(forms: Sequence[ValueForm], written: Iterable[bytes], cells: XlsxCells) -> list[Row]:
    """The rows of these forms with these values, one row after the other; a shared string may be blank.

    Raises `Refused`, `ValueError` and `IndexError` for an index that is none.
    """
    together = (b" ".join(written) + b" ").decode()
    values = together.split(" ")
    values.pop()
    columns: list[int] = []
    shared: list[bool] = []
    styles: set[str | None] = set()
    for _, _, _, _, _, its_columns, its_shared, its_styles, _, _ in forms:
        columns += its_columns
        shared += its_shared
        styles |= its_styles
    made: list[GridCell | None]
    if ALL_AS_SHOWN.fullmatch(together) and all(map(cells.is_plain, styles)):
        # As `cells.shared` and `as_written` have it, without a call for each: such a number has no sign.
        strings = cells.strings
        made = [
            strings[int(value)]
            if is_shared
            else _new(GridCell, ("number", value, Decimal(value), False, None, None))
            for value, is_shared in zip(values, shared, strict=True)
        ]
        if max(map(len, values)) > SHOWN_DIGITS:
            _round(made, values, forms, cells)
    else:
        made = [
            cells.shared(value) if is_shared else cells.number(value, style)
            for value, (is_shared, style) in zip(values, _kinds(forms), strict=True)
        ]
    filled = list(zip(columns, made, strict=True))
    rows: list[Row] = []
    end = 0
    for form, _, _, _, _, its_columns, _, _, is_whole, _ in forms:
        begin, end = end, end + len(its_columns)
        rows.append(_row(form, filled[begin:end], is_whole, cells))  # type: ignore[arg-type]
    return rows


def _kinds(forms: Iterable[ValueForm]) -> list[tuple[bool, str | None]]:
    """Of each value whether it is the index of a shared string, and its style."""
    return [(is_shared, style) for form in forms for _, _, is_shared, style in form.form.slots]


def _round(
    made: list[GridCell | None], values: Sequence[str], forms: Sequence[ValueForm], cells: XlsxCells
) -> None:
    """Make the cells of numbers with more digits than are shown."""
    for place, (value, (is_shared, style)) in enumerate(zip(values, _kinds(forms), strict=True)):
        if len(value) > SHOWN_DIGITS and not is_shared:
            made[place] = cells.number(value, style)


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
