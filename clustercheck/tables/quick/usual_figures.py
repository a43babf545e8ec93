"""A quick way for a number in its indicator's own unit and within its bounds, which needs no further check.

The only doubt that it knows is that of a count with a fraction. Everything else goes to `figures`, which gives the same
value and the same problem for a usual number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from clustercheck.formats.cells import GridCell
from clustercheck.model.cluster import Cell, Observation
from clustercheck.model.hints import TypeAlias
from clustercheck.model.indicators import INDICATORS, Indicator
from clustercheck.model.problems import Name, Problem, error, warning
from clustercheck.model.quantities import HUNDRED, SMALLEST, UNITS, plain
from clustercheck.model.records import NamedTuple
from clustercheck.model.speed import cached, is_quick
from clustercheck.tables.collection import Found
from clustercheck.tables.figure_units import needs_no_conversion
from clustercheck.tables.labels import Label
from clustercheck.tables.observations import take, unit_of

_new = tuple.__new__
_BLANK = GridCell("text", "")
_ONE = Decimal(1)
# Larger numbers go the plain way, which checks their size.
_LARGE = Decimal("1e15")
_OF_ANY = Name("", "")


# An indicator, its id and its unit, between which numbers nothing but the fraction of a count is doubted, whether it is a
# count, from which number on one of people is only rounded, and whether it is a rate.
Usual: TypeAlias = tuple[Indicator, str, str, Decimal, Decimal, bool, Decimal | None, bool]
# The place of a figure in a row: the number and the letters of its column, and its year.
Place: TypeAlias = tuple[int, str, int]
# Figures of one indicator in a row: their places, their unit, and what is usual of them.
Planned: TypeAlias = tuple[list[Place], str, Usual]


class _Bounds(NamedTuple):
    least: Decimal
    most: Decimal
    is_count: bool
    rounded: Decimal | None
    is_rate: bool


_NEVER = _Bounds(_ONE, -_ONE, False, None, False)


def usual_figures(label: Label, row: str, column: str, general: Sequence[str]) -> tuple[str, Usual]:
    """The unit of a row's figures as `unit_of` has it, and what usual ones are: none where all go the plain way."""
    indicator, own, _, is_mapped = label
    if not is_mapped:
        known = _usual((indicator.id, own, row, column))
        if known is not None and known[1][0] is indicator:
            return known
    unit = unit_of(label, row, column, general)
    if is_mapped or not is_quick():
        return unit, (indicator, indicator.id, indicator.unit.name, *_NEVER)
    return _usual_in(unit, indicator)


def take_usual(found: Found, plan: Planned, cells: Mapping[int, GridCell], sheet: str, row: str) -> None:
    """Add the figures of an indicator in a row, as `take` does for each and for those that are not usual ones."""
    places, written, (indicator, id, unit, least, most, is_count, rounded, is_rate) = plan
    by_year: dict[int, Observation] = {}
    problems: dict[int, Problem] = {}
    for column, letters, year in places:
        cell, place = cells.get(column), _new(Cell, (sheet, letters + row))
        problem = doubt = None
        kind, text, value, percent, _, shown = cell or _BLANK
        if kind != "number" or value is None or shown is not None:
            value = None
        elif percent:
            value = value.scaleb(2) if is_rate and SMALLEST <= value <= _ONE else None
        elif not least <= value <= most:
            value = None
        elif is_count and not text.isdecimal() and value != value.to_integral_value():
            is_rounded = rounded is not None and value >= rounded
            judged = warning if is_rounded else error
            doubt = None if is_rounded else "C215"
            problem = judged("C215", place.within(found.file), indicator=indicator.name, value=plain(value))
        if value is None or year in by_year:
            found.add_figures(indicator, by_year, problems)
            by_year, problems = {}, {}
        if value is None:
            take(found, indicator, year, cell, place, written)
            continue
        # The constructor of a named tuple takes twice as long, and this is done for every figure.
        by_year[year] = _new(Observation, (id, year, value, unit, place, text, doubt, None, ""))
        if problem is not None:
            problems[year] = problem
    found.add_figures(indicator, by_year, problems)


@cached(1024, 200)
def _usual(given: tuple[str, str, str, str]) -> tuple[str, Usual] | None:
    """What `usual_figures` has if a known indicator's label, row or column give the unit; else None."""
    id, own, row, column = given
    if not is_quick():
        return None
    indicator = INDICATORS.get(id)
    unit = "" if indicator is None else unit_of(Label(indicator, own), row, column)
    return None if indicator is None or not unit else _usual_in(unit, indicator)


def _usual_in(unit: str, indicator: Indicator) -> tuple[str, Usual]:
    """The unit of figures of an indicator, and what usual ones are."""
    own = indicator.unit.name
    return unit, (indicator, indicator.id, own, *_bounds(unit, own, indicator.unit.dimension))


@cached(512, 200)
def _bounds(written: str, name: str, dimension: str) -> _Bounds:
    """The bounds of an indicator in its own unit; where `written` is another one, no figure is usual."""
    indicator = _of_unit(name, dimension)
    if not needs_no_conversion(written, indicator):
        return _NEVER
    is_rate = dimension == "rate"
    # A rate below 1 may be a fraction; zero and less go the plain way.
    least, most = (_ONE, HUNDRED) if is_rate else (SMALLEST, _LARGE)
    rounded = HUNDRED if dimension == "people" else None
    return _Bounds(least, most, indicator.is_count, rounded, is_rate)


def _of_unit(name: str, dimension: str) -> Indicator:
    return Indicator("", _OF_ANY, UNITS[dimension][name])
