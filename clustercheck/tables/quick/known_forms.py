"""A quick way for a sheet of indicators whose whole markup was met before: from its values straight to its figures.

No row of it is made. It is taken as a whole if all its figures are usual ones and its shared strings the same, and not
at all if not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from operator import itemgetter, le

from clustercheck.formats.cells import GridCell, Row, cell_at
from clustercheck.formats.quick.sheet_forms import FilledRows
from clustercheck.model.cluster import Cell
from clustercheck.model.exact_figures import FormFigures, FormLines
from clustercheck.model.indicators import Indicator
from clustercheck.model.quantities import plain
from clustercheck.model.records import NamedTuple
from clustercheck.tables.collection import Found
from clustercheck.tables.observations import take_source
from clustercheck.tables.quick.lines import KnownLine, Meaning

_INFINITE = float("inf")


class FormLine(NamedTuple):
    """A line of a form: its cells by year, and which of the sheet's numbers is the figure of each; -1 if it is blank.

    `source` is the cell that names where its figures come from, with its place; None if there is none.
    """

    meaning: Meaning
    cells: Sequence[Cell]
    numbers: Sequence[int]
    source: tuple[GridCell, Cell] | None


class KnownForm(NamedTuple):
    """What a sheet of a form says with these shared strings, whatever its numbers are.

    The cells of all lines stand one after another. `pick` gives of the sheet's numbers the one of each cell; of a blank
    cell, by its place in `blank`, another one of the line. `places` are those of each number. `counts` gives the texts of
    all counts, which are whole numbers. `least` and `most` are the bounds of each line.
    """

    table: str
    indicators: frozenset[str]
    strings: tuple[GridCell, ...]
    lines: FormLines
    pick: Callable[[Sequence[str]], Sequence[str]]
    places: Sequence[Sequence[int]]
    blank: Sequence[int]
    counts: Callable[[Sequence[str]], Sequence[str]]
    least: Sequence[float]
    most: Sequence[float]
    sources: Sequence[tuple[Indicator, GridCell, Cell]]


def form_line(sheet: str, number: int, row: Row, line: KnownLine, rows: FilledRows) -> FormLine | None:
    """A line of a sheet with such rows; None if one of its figures is no number of the form."""
    begin = rows.form.spans[number][0]
    order = {at: index for index, (_, at, _, _) in enumerate(rows.form.numbers)}
    meaning, years, source = line
    numbers = [order.get(begin + at) if at >= 0 else -1 for _, at, _ in years]
    if None in numbers or (source >= 0 and begin + source in order):
        return None
    figures, cells = [index for index in numbers if index is not None], [place for _, _, place in years]
    if source < 0:
        return FormLine(meaning, cells, figures, None)
    column, cell = row[source]
    return FormLine(meaning, cells, figures, (cell, cell_at(sheet, number, column)))


def known_form(
    table: str, sheet: str, years: Sequence[int], strings: tuple[GridCell, ...], lines: Sequence[FormLine]
) -> KnownForm:
    """The form of a sheet whose table has these lines, each with a cell for every year."""
    ids = [line.meaning.id for line in lines]
    filled = [len(years) - line.numbers.count(-1) for line in lines]
    indexes = [index for line in lines for index in line.numbers]
    picked = [index if index >= 0 else max(line.numbers) for line in lines for index in line.numbers]
    counted = [line.meaning.is_count for line in lines for _ in years]
    counts = [at for at, index in enumerate(indexes) if index >= 0 and counted[at]]
    bounds = [
        (float(line.meaning.least), float(line.meaning.most)) if count else (-_INFINITE, _INFINITE)
        for line, count in zip(lines, filled, strict=True)
    ]
    return KnownForm(
        table,
        frozenset(ids),
        strings,
        FormLines(
            sheet, ids, years, [line.meaning.unit for line in lines], [line.cells for line in lines], filled
        ),
        itemgetter(*picked),
        [[at for at, one in enumerate(indexes) if one == index] for index in range(max(indexes) + 1)],
        [at for at, index in enumerate(indexes) if index < 0],
        itemgetter(*counts) if counts else lambda _texts: "0",
        [least for least, _ in bounds],
        [most for _, most in bounds],
        [(line.meaning.label.indicator, *line.source) for line in lines if line.source is not None],
    )


def take_form(known: KnownForm, rows: FilledRows, found: Found) -> bool:
    """Take the figures of a sheet of this form; nothing is taken of any other."""
    if rows.strings != known.strings or not known.indicators.isdisjoint(found.observations):
        return False
    figures = _figures_in(known, rows)
    if figures is None:
        return False
    found.table = known.table
    found.years.update(known.lines.years)
    found.add_form(figures)
    for source in known.sources:
        take_source(found, *source)
    return True


def _figures_in(known: KnownForm, rows: FilledRows) -> FormFigures | None:
    """The figures of a sheet of this form; None if one of them needs the plain way."""
    texts = list(known.pick(rows.numbers))
    values: list[Decimal | None] = list(map(Decimal, texts))
    numbers = list(map(float, texts))
    for index, (kind, text, value, percent, _, shown) in rows.odd.items():
        if kind != "number" or value is None or shown is not None or percent or text != plain(value):
            return None
        for at in known.places[index] if index < len(known.places) else ():
            texts[at], values[at], numbers[at] = text, value, float(value)
    for at in known.blank:
        texts[at], values[at] = "", None
    by_line = list(zip(*[iter(numbers)] * len(known.lines.years), strict=True))
    lows, highs = list(map(min, by_line)), list(map(max, by_line))
    if not (
        all(map(le, known.least, lows))
        and all(map(le, highs, known.most))
        and "".join(known.counts(texts)).isdecimal()
    ):
        return None
    return FormFigures(known.lines, texts, values, by_line, lows, highs)
