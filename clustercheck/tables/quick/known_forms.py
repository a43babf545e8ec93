"""A quick way for a sheet of indicators whose whole markup was met before: from its values straight to its figures.

No row of it is made. It is taken as a whole if all its figures are usual ones and its shared strings the same, and not
at all if not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from clustercheck.formats.cells import GridCell, Row, cell_at
from clustercheck.formats.quick.sheet_forms import FilledRows
from clustercheck.model.cluster import Cell, Observation
from clustercheck.model.records import NamedTuple
from clustercheck.tables.collection import Found
from clustercheck.tables.observations import take_source
from clustercheck.tables.quick.lines import KnownLine, Meaning

_new = tuple.__new__


class FormLine(NamedTuple):
    """A line of a form: all its years without a figure, and which of the sheet's numbers is the figure of which year.

    `source` is the cell that names where its figures come from, with its place; None if there is none.
    """

    meaning: Meaning
    blank: Mapping[int, Observation]
    figures: Sequence[tuple[int, int, Cell]]
    source: tuple[GridCell, Cell] | None


class KnownForm(NamedTuple):
    """What a sheet of a form says with these shared strings, whatever its numbers are."""

    table: str
    years: Sequence[int]
    indicators: frozenset[str]
    strings: tuple[GridCell, ...]
    lines: Sequence[FormLine]


def form_line(sheet: str, number: int, row: Row, line: KnownLine, rows: FilledRows) -> FormLine | None:
    """A line of a sheet with such rows; None if one of its figures is no number of the form."""
    begin = rows.form.spans[number][0]
    order = {at: index for index, (_, at, _, _) in enumerate(rows.form.numbers)}
    meaning, years, source = line
    blank: dict[int, Observation] = {}
    figures = []
    for year, at, place in years:
        blank[year] = Observation(meaning.id, year, None, meaning.unit, place, "")
        if at >= 0:
            index = order.get(begin + at)
            if index is None:
                return None
            figures.append((year, index, place))
    if source < 0:
        return FormLine(meaning, blank, figures, None)
    if begin + source in order:
        return None
    column, cell = row[source]
    return FormLine(meaning, blank, figures, (cell, cell_at(sheet, number, column)))


def take_form(known: KnownForm, rows: FilledRows, found: Found) -> bool:
    """Take the figures of a sheet of this form; nothing is taken of any other."""
    if rows.strings != known.strings or not known.indicators.isdisjoint(found.observations):
        return False
    texts, values = list(rows.numbers), list(map(Decimal, rows.numbers))
    for place, (kind, text, value, percent, _, shown) in rows.odd.items():
        if kind != "number" or value is None or shown is not None or percent:
            return False
        texts[place], values[place] = text, value
    taken = []
    for line in known.lines:
        meaning, blank, figures, _ = line
        _, _, _, id, unit, is_count, _, least, most = meaning
        by_year = {**blank}
        for year, at, place_of in figures:
            figure, text = values[at], texts[at]
            if not least <= figure <= most or (is_count and not text.isdecimal()):
                return False
            # The constructor of a named tuple takes twice as long, and this is done for every figure.
            by_year[year] = _new(Observation, (id, year, figure, unit, place_of, text, None, None, ""))
        taken.append((line, by_year))
    found.table = known.table
    found.years.update(known.years)
    for (meaning, _, _, source), by_year in taken:
        found.add_line(meaning.label.indicator, by_year)
        if source is not None:
            take_source(found, meaning.label.indicator, *source)
    return True
