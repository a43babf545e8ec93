"""A quick way for a number in its indicator's own unit and within its bounds, which needs no further check.

Everything else goes to `figures`, which gives the same value for a usual number.
"""

from __future__ import annotations

from decimal import Decimal

from clustercheck.formats.cells import GridCell
from clustercheck.model.cluster import Cell, Observation
from clustercheck.model.indicators import Indicator
from clustercheck.model.problems import Name
from clustercheck.model.quantities import HUNDRED, SMALLEST, UNITS
from clustercheck.model.records import NamedTuple
from clustercheck.model.speed import cached, is_quick
from clustercheck.tables.collection import Found
from clustercheck.tables.figures import needs_no_conversion

_new = tuple.__new__
_ONE = Decimal(1)
# Larger numbers go the plain way, which checks their size.
_LARGE = Decimal("1e15")
_OF_ANY = Name("", "")


class _Bounds(NamedTuple):
    """Between which numbers nothing is doubted."""

    least: Decimal
    most: Decimal
    is_count: bool
    is_rate: bool


def take_usual(
    found: Found, indicator: Indicator, year: int, cell: GridCell | None, place: Cell, unit: str, doubt: str
) -> bool:
    """Add the figure of a cell in a row of this unit like `take`; returns whether it was a usual one."""
    value = None if cell is None else _usual_value(cell, unit, indicator)
    if cell is None or value is None:
        return False
    id, of_unit = indicator.id, indicator.unit.name
    # The constructor of a named tuple takes twice as long, and this is done for every figure.
    seen = _new(Observation, (id, year, value, of_unit, place, cell.text, doubt or None, None, ""))
    found.add_figure(indicator, seen)
    return True


def _usual_value(cell: GridCell, unit: str, indicator: Indicator) -> Decimal | None:
    """The value of a cell; None where it needs the plain way."""
    kind, text, value, percent, _, shown = cell
    if kind != "number" or value is None or shown is not None or not is_quick():
        return None
    bounds = _bounds(unit, indicator.unit.name, indicator.unit.dimension)
    if bounds is None:
        return None
    least, most, is_count, is_rate = bounds
    if percent:
        return value.scaleb(2) if is_rate and SMALLEST <= value <= _ONE else None
    return value if least <= value <= most and (not is_count or text.isdecimal()) else None


@cached(512, 200)
def _bounds(written: str, name: str, dimension: str) -> _Bounds | None:
    """The bounds of an indicator in its own unit; None where `written` is another one."""
    indicator = Indicator("", _OF_ANY, UNITS[dimension][name])
    if not needs_no_conversion(written, indicator):
        return None
    is_rate = dimension == "rate"
    # A rate below 1 may be a fraction; zero and less go the plain way.
    least, most = (_ONE, HUNDRED) if is_rate else (SMALLEST, _LARGE)
    return _Bounds(least, most, indicator.is_count, is_rate)
