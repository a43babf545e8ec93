"""The unit of a figure: that in its cell, that of its row or label, and the number in its indicator's own."""

from __future__ import annotations

from decimal import Decimal

from clustercheck.formats.cells import GridCell
from clustercheck.model.indicators import Indicator
from clustercheck.model.quantities import Unit, convert, plausible
from clustercheck.model.speed import cached
from clustercheck.model.units import is_scale, scaled, unit_named, units_of
from clustercheck.model.words import means_nothing
from clustercheck.tables.figure import Fault

# Where only one unit is usual, its column may stay blank.
_UNIT_OPTIONAL = ("firms", "patents")


def needs_no_conversion(written_unit: str, indicator: Indicator) -> bool:
    """Whether a bare number in a row of this unit is already in the indicator's own."""
    try:
        return _unit("", written_unit, indicator) is indicator.unit
    except Fault:
        return False


def sized(
    number: Decimal, own_unit: str, cell: GridCell, written_unit: str | None, indicator: Indicator
) -> Decimal:
    """A number in the canonical unit, unless it is outside the size of any statistic."""
    if not plausible(number):
        raise Fault("C211", text=cell.text)
    value = _in_canonical_unit(number, cell, own_unit, written_unit, indicator)
    if value is not number and not plausible(value):
        raise Fault("C211", text=cell.text)
    return value


def _in_canonical_unit(
    number: Decimal, cell: GridCell, own_unit: str, written_unit: str | None, indicator: Indicator
) -> Decimal:
    dimension = indicator.unit.dimension
    if cell.percent:
        if dimension != "rate":
            raise Fault("C208", unit="%", units=units_of(dimension))
        if written_unit and unit_named(written_unit, dimension) is None:
            raise Fault("C208", unit=written_unit, units=units_of(dimension))
        return number.scaleb(2)
    return convert(number, _unit(own_unit, written_unit, indicator), indicator.unit)


def _unit(own_unit: str, written_unit: str | None, indicator: Indicator) -> Unit:
    """The unit in the cell, else that of its row. A unit that does not fit the row is refused."""
    dimension = indicator.unit.dimension
    unit = of_row = _unit_of_row(written_unit or "", dimension)
    if not own_unit:
        pass
    elif is_scale(own_unit):
        unit = scaled(own_unit, of_row, dimension)
        if unit is None and of_row is not None:
            raise Fault("C223", scale=own_unit, unit=of_row.name)
        if unit is None:
            raise Fault("C208", unit=own_unit, units=units_of(dimension))
    else:
        unit = unit_named(own_unit, dimension)
    if unit is not None:
        return unit
    if dimension in _UNIT_OPTIONAL:
        return indicator.unit
    raise Fault("C207", unit=indicator.unit.name)


@cached(256, 100)
def _unit_of_row(written: str, dimension: str) -> Unit | None:
    """The unit that a row gives, None if it gives none. Raises a fault if it is not of the dimension."""
    written = written.strip()
    if means_nothing(written):
        return None
    found = unit_named(written, dimension)
    if found is None:
        raise Fault("C208", unit=written, units=units_of(dimension))
    return found
