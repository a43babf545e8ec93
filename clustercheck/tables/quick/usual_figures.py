"""A quick way for a number in its indicator's own unit and within its bounds, which needs no further check.

The only doubt that it knows is that of a count with a fraction. Everything else goes to `figures`, which gives the same
value and the same problem for a usual number.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from clustercheck.formats.cells import GridCell
from clustercheck.model.cluster import Cell, Observation
from clustercheck.model.indicators import Indicator
from clustercheck.model.problems import Name, error, warning
from clustercheck.model.quantities import HUNDRED, SMALLEST, UNITS, plain
from clustercheck.model.records import NamedTuple
from clustercheck.model.speed import cached, is_quick
from clustercheck.tables.collection import Found
from clustercheck.tables.figures import needs_no_conversion
from clustercheck.tables.labels import Label
from clustercheck.tables.observations import unit_of

_new = tuple.__new__
_ONE = Decimal(1)
# Larger numbers go the plain way, which checks their size.
_LARGE = Decimal("1e15")
_OF_ANY = Name("", "")


class UsualFigures(NamedTuple):
    """Between which numbers nothing but the fraction of a count is doubted; a count of people from `rounded` is rounded."""

    least: Decimal
    most: Decimal
    is_count: bool
    is_rate: bool
    rounded: Decimal | None


def usual_figures(
    label: Label, row: str, column: str, general: Sequence[str]
) -> tuple[str, UsualFigures | None]:
    """The unit of a row's figures as `unit_of` has it, and what usual ones are; None where all go the plain way."""
    own = label.indicator.unit
    if not is_quick() or label.mapped:
        return unit_of(label, row, column, general), None
    found = _usual(row, label.unit, column, own.name, own.dimension)
    if found is None:
        unit = unit_of(label, row, column, general)
        return unit, _bounds(unit, own.name, own.dimension)
    return found


def take_usual(
    found: Found,
    indicator: Indicator,
    year: int,
    cell: GridCell | None,
    place: Cell,
    usual: UsualFigures | None,
    doubt: str,
) -> bool:
    """Add the figure of a cell like `take`; returns whether it was a usual one."""
    if usual is None or cell is None:
        return False
    kind, text, value, percent, _, shown = cell
    if kind != "number" or value is None or shown is not None:
        return False
    least, most, is_count, is_rate, rounded = usual
    if percent:
        if not is_rate or not SMALLEST <= value <= _ONE:
            return False
        value = value.scaleb(2)
    elif not least <= value <= most:
        return False
    elif is_count and not text.isdecimal() and value != value.to_integral_value():
        is_rounded = rounded is not None and value >= rounded
        judged = warning if is_rounded else error
        found.problems.append(
            judged("C215", place.within(found.file), indicator=indicator.name, value=plain(value))
        )
        if not is_rounded:
            doubt = doubt or "C215"
    # The constructor of a named tuple takes twice as long, and this is done for every figure.
    seen = _new(
        Observation, (indicator.id, year, value, indicator.unit.name, place, text, doubt or None, None, "")
    )
    found.add_figure(indicator, seen)
    return True


@cached(512, 200)
def _usual(
    row: str, own: str, column: str, name: str, dimension: str
) -> tuple[str, UsualFigures | None] | None:
    """The unit that a row, its label and its column give, and what usual figures are; None if they give none."""
    unit = unit_of(Label(_of_unit(name, dimension), own), row, column)
    return (unit, _bounds(unit, name, dimension)) if unit else None


@cached(512, 200)
def _bounds(written: str, name: str, dimension: str) -> UsualFigures | None:
    """The bounds of an indicator in its own unit; None where `written` is another one."""
    indicator = _of_unit(name, dimension)
    if not needs_no_conversion(written, indicator):
        return None
    is_rate = dimension == "rate"
    # A rate below 1 may be a fraction; zero and less go the plain way.
    least, most = (_ONE, HUNDRED) if is_rate else (SMALLEST, _LARGE)
    return UsualFigures(least, most, indicator.is_count, is_rate, HUNDRED if dimension == "people" else None)


def _of_unit(name: str, dimension: str) -> Indicator:
    return Indicator("", _OF_ANY, UNITS[dimension][name])
