"""Rows of figures as the copies of a form have them: every line with the same years, exact figures and blanks alone."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from clustercheck.model.cluster import Observation
from clustercheck.model.exact_figures import FormFigures, FormLines
from clustercheck.model.quantities import fifteen_digits

Rows = dict[str, dict[int, Observation]]


def as_in_a_form(rows: Mapping[str, Mapping[int, Observation]]) -> Rows:
    """The rows without years that are not in all of them; what is no figure above zero is blank."""
    years = set[int]().union(*rows.values())
    shared = sorted(year for year in years if all(year in row for row in rows.values()))
    found: Rows = {}
    for id, row in rows.items():
        for year in shared:
            seen = row[year]
            value = None if seen.value is None or seen.value <= 0 else fifteen_digits(str(seen.value))
            found.setdefault(id, {})[year] = seen._replace(value=value, doubt=None, bounds=None)
    return found


def form_of(rows: Rows) -> FormFigures:
    """The figures of such rows as `take_form` has them."""
    years = list(next(iter(rows.values())))
    cells = [seen for row in rows.values() for seen in row.values()]
    filled = [sum(seen.value is not None for seen in row.values()) for row in rows.values()]
    floats = []
    for row in rows.values():
        figures: list[Decimal | float] = [seen.value for seen in row.values() if seen.value is not None]
        other = (figures or [12345])[-1]
        floats.append(tuple(float(other if seen.value is None else seen.value) for seen in row.values()))
    units = [row[years[0]].unit for row in rows.values()]
    of_lines = [[seen.cell for seen in row.values()] for row in rows.values()]
    lines = FormLines(cells[0].cell.sheet, list(rows), years, units, of_lines, filled)
    values = [seen.value for seen in cells]
    return FormFigures(
        lines, [seen.text for seen in cells], values, floats, list(map(min, floats)), list(map(max, floats))
    )
