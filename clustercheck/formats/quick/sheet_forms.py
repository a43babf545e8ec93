"""Worksheets that differ from one met before in their values alone: numbers, and the indexes of shared strings.

All copies of a form that a program has saved are such sheets. The whole markup between the values is looked up in a
cache, and with it every row; only the values are read. The rows are made when one of them is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, ItemsView, Iterator, Mapping, Sequence, ValuesView
from operator import itemgetter

from clustercheck.formats.cells import GridCell, Refused, Row, as_written
from clustercheck.formats.quick.around_rows import Around, around_rows
from clustercheck.formats.quick.rows import FormRow, RowForm, are_blank, row_form
from clustercheck.formats.quick.sheet_cuts import BEGIN, LETTER, Cut, around_in, cut_of, with_zeros
from clustercheck.formats.xlsx_cells import ALL_AS_SHOWN, SHOWN_DIGITS, VALUE_END, XlsxCells
from clustercheck.model.hints import Any, TypeAlias
from clustercheck.model.records import NamedTuple
from clustercheck.model.speed import cached, known_answers, was_met

# Cache limits, in bytes of XML without values: of a sheet, and of all sheets; those of ten standards.
_LONGEST_SHEET, _SHEETS_IN_ALL = 64 * 1024, 768 * 1024
_LONGEST_HEAD = 8192
# Copies of a form with one title have so many numbers of pieces.
_MOST_CUTS = 8
# A sheet with fewer numbers, or with more shared strings for each of them, is one of words.
_FEWEST_NUMBERS, _TEXTS_A_NUMBER = 8, 4

_Cells: TypeAlias = tuple[tuple[int, GridCell], ...]
_Slot: TypeAlias = tuple[int, int, int, str | None]


class SheetForm(NamedTuple):
    """The markup of a sheet around its values.

    `cells` are those of all rows, one after the other. `numbers` and `shared` are the values that are numbers, or
    indexes of shared strings: which value, where it goes among the cells, its column, its style. `styles` are those of the
    numbers. `numbers_of` and `shared_of` take them from all values. `spans` are the rows by number: first cell, the cell
    after the last one, and the form of a row with numbers or the cells of one without values. `words` are the rows of
    nothing but shared strings: where theirs begin among all. `shows_all` is as in `QuickSheet`.
    """

    around: Around
    tags: int
    characters: int
    hidden_rows: frozenset[int]
    cells: _Cells
    numbers: tuple[_Slot, ...]
    styles: frozenset[str | None]
    shared: tuple[_Slot, ...]
    numbers_of: Callable[[Sequence[str]], Sequence[str]]
    shared_of: Callable[[Sequence[str]], Sequence[str]]
    spans: Mapping[int, tuple[int, int, RowForm | Row | None]]
    words: Mapping[int, int]
    shows_all: list[bool]


class _Copies:
    """The sheets with one name and beginning: whether they are quicker as a whole, None until one is seen, and their cuts.

    Those are found by the number of their pieces. Forms of two standards may have equal heads, but other titles.
    """

    __slots__ = ("are_worth", "cuts")

    def __init__(self) -> None:
        self.are_worth: bool | None = None
        self.cuts: dict[int, Cut] = {}


class FilledRows(Mapping[int, Row]):
    """The rows of a sheet of a known form, by number. They are made when one with a number is asked for.

    `numbers` are the numbers as they are written and `strings` the shared strings, both in order. `odd` are the cells of
    those numbers, by their place, that are not shown as they are written.
    """

    __slots__ = ("_made", "_words", "form", "numbers", "odd", "strings")

    def __init__(
        self,
        form: SheetForm,
        numbers: Sequence[str],
        odd: Mapping[int, GridCell],
        strings: tuple[GridCell, ...],
    ) -> None:
        self.form, self.numbers, self.odd, self.strings = form, numbers, odd, strings
        self._made: dict[int, Row] | None = None
        self._words: dict[int, Row] = {}

    def __getitem__(self, number: int) -> Row:
        if self._made is not None:
            return self._made[number]
        begin, end, of_row = self.form.spans[number]
        if isinstance(of_row, RowForm):
            return self._all()[number]
        return self._row_of_words(number, end - begin) if of_row is None else of_row

    def __iter__(self) -> Iterator[int]:
        return iter(self.form.spans)

    def __len__(self) -> int:
        return len(self.form.spans)

    def items(self) -> ItemsView[int, Row]:
        """The rows by number, all made."""
        return self._all().items()

    def values(self) -> ValuesView[Row]:
        """The rows, all made."""
        return self._all().values()

    def _all(self) -> dict[int, Row]:
        if self._made is None:
            self._made = self._all_rows()
        return self._made

    def _all_rows(self) -> dict[int, Row]:
        form, odd = self.form, self.odd
        filled: list[Any] = list(form.cells)
        for (_, at, column, _), cell in zip(form.shared, self.strings, strict=True):
            filled[at] = column, cell
        for place, ((_, at, column, _), text) in enumerate(zip(form.numbers, self.numbers, strict=True)):
            filled[at] = column, odd[place] if place in odd else as_written(text)
        rows: dict[int, Row] = {}
        for number, (begin, end, of_row) in form.spans.items():
            if of_row is None:
                rows[number] = tuple(filled[begin:end])
            elif isinstance(of_row, RowForm):
                row = rows[number] = FormRow(filled[begin:end])
                row.form = of_row
            else:
                rows[number] = of_row
        return rows

    def _row_of_words(self, number: int, count: int) -> Row:
        row = self._words.get(number)
        if row is None:
            first = self.form.words[number]
            slots = self.form.shared[first : first + count]
            cells = self.strings[first : first + count]
            row = tuple([(column, cell) for (_, _, column, _), cell in zip(slots, cells, strict=True)])
            self._words[number] = row
        return row


def filled_form(name: str, part: bytes, cells: XlsxCells) -> FilledRows | None:
    """The rows of a sheet of a known form, nothing of it counted; None for any other. Raises `ValueError` and `IndexError`.

    The name of a sheet and what stands before its second row tell at once which form it may be of.
    """
    if cells.has_blank_strings:
        return None
    copies = _copies(name.encode() + part[: part.find(b"</row>")])
    if not copies.are_worth:
        if copies.are_worth is None:
            copies.are_worth = True
        return None
    pieces = part.split(LETTER)
    cut = copies.cuts.get(len(pieces))
    form = None if cut is None else _known_form(around_in(cut, pieces))
    if form is None:
        cut = cut_of(part, pieces)
        if cut is None:
            copies.are_worth = bool(copies.cuts)
            return None
        form = _form_of_copies(copies, cut, pieces)
    return None if form is None or cut is None else _filled(form, cut.values_of(pieces), cells)


@cached(256, _LONGEST_HEAD)
def _copies(head: bytes) -> _Copies:
    """The sheets with this name and this beginning."""
    return _Copies()


def _form_of_copies(copies: _Copies, cut: Cut, pieces: Sequence[bytes]) -> SheetForm | None:
    """The form of a sheet that is cut so, kept with its copies if one like it was met before."""
    around = around_in(cut, pieces)
    form = _known_form(around)
    if form is None and was_met(tuple(map(len, around))):
        form = _sheet_form(around)
        copies.are_worth = form is not None
    if form is not None:
        if len(copies.cuts) >= _MOST_CUTS:
            copies.cuts.clear()
        copies.cuts[len(pieces)] = cut
    return form


def _filled(form: SheetForm, written: Sequence[bytes], cells: XlsxCells) -> FilledRows | None:
    """The rows with these values; None if one of them needs to be looked at. Raises `IndexError`."""
    together = (b" ".join(written) + b" >").decode()[len(BEGIN) :]
    values = together.split(VALUE_END)
    values.pop()
    if not ALL_AS_SHOWN.fullmatch(together) or len(values) != len(form.numbers) + len(form.shared):
        return None
    numbers: Sequence[str] = values
    strings = tuple[Any, ...]()
    if form.shared:
        numbers = form.numbers_of(values)
        strings = tuple(map(cells.strings.__getitem__, map(int, form.shared_of(values))))
    return FilledRows(form, numbers, _odd(form, numbers, cells), strings)


def _odd(form: SheetForm, numbers: Sequence[str], cells: XlsxCells) -> Mapping[int, GridCell]:
    """The cells of the numbers that may not be shown as they are written, by their place."""
    if all(map(cells.is_plain, form.styles)):
        if max(map(len, numbers)) <= SHOWN_DIGITS:
            return {}
        odd = [place for place, text in enumerate(numbers) if len(text) > SHOWN_DIGITS]
    else:
        odd = list(range(len(numbers)))
    slots = form.numbers
    return {place: cells.number(numbers[place], slots[place][3]) for place in odd}


@cached(64, _LONGEST_SHEET, _SHEETS_IN_ALL)
def _sheet_form(around: tuple[bytes, ...]) -> SheetForm | None:
    """The form of a sheet from the pieces around its values; None if it has anything but plain rows in order.

    None also for a sheet of words: row by row it is read as fast.
    """
    try:
        split = around_rows(with_zeros(around))
    except Refused:
        return None
    if split is None:
        return None
    of_sheet, tags, body = split
    *written, end = body.split(b"</row>")
    tags += len(written) + end.count(b"<")
    rows = [row_form(piece) for piece in written]
    if not are_blank(end) or None in rows:
        return None
    return _put_together(of_sheet, tags, [row for row in rows if row is not None])


# A form that was met before; a look-up costs no call.
_known_form = known_answers(_sheet_form)


def _put_together(around: Around, tags: int, rows: Sequence[RowForm]) -> SheetForm | None:
    cells: list[tuple[int, GridCell]] = []
    numbers: list[_Slot] = []
    shared: list[_Slot] = []
    spans: dict[int, tuple[int, int, RowForm | Row | None]] = {}
    words: dict[int, int] = {}
    last = 0
    for row in rows:
        if row.number <= last:
            return None
        last, begin, first = row.number, len(cells), len(shared)
        for at, column, is_shared, style in row.slots:
            slots = shared if is_shared else numbers
            slots.append((len(numbers) + len(shared), begin + at, column, style))
        if row.cells:
            cells += row.cells
            of_row = _of_row(row)
            spans[row.number] = begin, len(cells), of_row
            if of_row is None:
                words[row.number] = first
    if len(numbers) < max(_FEWEST_NUMBERS, len(shared) / _TEXTS_A_NUMBER):
        return None
    return SheetForm(
        around,
        tags + sum([row.tags for row in rows]),
        sum([row.characters for row in rows]),
        frozenset([row.number for row in rows if row.hidden and row.cells]),
        tuple(cells),
        tuple(numbers),
        frozenset([style for _, _, _, style in numbers]),
        tuple(shared),
        itemgetter(*[place for place, _, _, _ in numbers]),
        # `itemgetter` gives no tuple for a single item.
        itemgetter(*[place for place, _, _, _ in shared]) if len(shared) > 1 else _taker(shared),
        spans,
        words,
        [],
    )


def _taker(slots: Sequence[_Slot]) -> Callable[[Sequence[str]], Sequence[str]]:
    return lambda values: [values[place] for place, _, _, _ in slots]


def _of_row(row: RowForm) -> RowForm | Row | None:
    """What a row's cells are made by: nothing but themselves, its form, or, if all are shared strings, the table."""
    if not row.slots:
        return row.cells
    return None if all(shared for _, _, shared, _ in row.slots) and len(row.slots) == len(row.cells) else row
