"""What one cell says under an indicator: a figure in its canonical unit, nothing, or what is wrong."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from clustercheck.indicators import Indicator
from clustercheck.problems import Fact, Problem, Severity, Where, error, warning
from clustercheck.quantities import HUNDRED, Unit, convert, fifteen_digits, plain, plausible
from clustercheck.readers.cells import GridCell
from clustercheck.readers.units import unit_name, unit_named, units_of
from clustercheck.readers.words import folded, means_nothing

_NUMBER = re.compile(
    r"([+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|[+-]?\.\d+)((?:e[+-]?\d+)?)(.*)",
    re.ASCII | re.IGNORECASE | re.DOTALL,
)
# Words and signs that make a figure a bound or an estimate.
_INEXACT = re.compile(
    r"^(?:约为?|大约|大概|超过?|逾|近|将近|不足|不到|至少|[<>≤≥≈~=]+)+|(?:余|多|以上|以下|左右|上下|[+*])+"
)
_ERROR_VALUES = re.compile(
    r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|GETTING_DATA|SPILL!|CALC!|#+)", re.IGNORECASE
)
_MINUS_SIGNS = str.maketrans("−–—", "---")

# Where only one unit is usual, its column may stay blank.
_UNIT_OPTIONAL = ("firms", "patents")


class Figure(NamedTuple):
    """A cell's value in the indicator's unit, None where it is blank or not understood."""

    value: Decimal | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def doubt(self) -> str | None:
        """The code of the error that keeps the figure from being judged."""
        return next((p.code for p in self.problems if p.severity is Severity.ERROR), None)


class _Fault(Exception):
    def __init__(self, code: str, **facts: Fact) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


def read_figure(
    cell: GridCell | None, written_unit: str | None, indicator: Indicator, where: Where
) -> Figure:
    """What a cell says of an indicator whose row or label gives `written_unit` (None or blank: no unit)."""
    if cell is None or (cell.kind == "text" and means_nothing(cell.text)):
        return Figure()
    try:
        number, own_unit = _number_in(cell, indicator)
        if not plausible(number):
            raise _Fault("C211", text=cell.text)
        value = _in_canonical_unit(number, cell, own_unit, written_unit, indicator)
        if not plausible(value):
            raise _Fault("C211", text=cell.text)
    except _Fault as fault:
        return Figure(None, (error(fault.code, where, indicator=indicator.name, **fault.facts),))
    explicit = cell.percent or bool(own_unit)
    return Figure(value, _doubts(value, cell, explicit, indicator, where))


def unreadable(cell: GridCell, where: Where) -> Problem | None:
    """What is wrong with a cell that has no content to read: an error value, a formula never calculated."""
    if cell.kind == "error" or (cell.kind == "text" and _ERROR_VALUES.fullmatch(cell.text.strip())):
        return error("C209", where, text=cell.text)
    if cell.kind == "unsaved_formula":
        return error("C210", where, text=cell.text)
    return None


def _number_in(cell: GridCell, indicator: Indicator) -> tuple[Decimal, str]:
    """The number as written, and the unit that stands in the cell itself."""
    broken = unreadable(cell, Where())
    if broken is not None:
        raise _Fault(broken.code, text=cell.text)
    if cell.kind == "number" and cell.number is not None:
        return cell.number, ""
    if cell.kind != "text":
        raise _Fault("C205", text=cell.text)
    text = folded(cell.text).translate(_MINUS_SIGNS)
    match = _NUMBER.fullmatch(text)
    if match is None or _INEXACT.search(match[3]):
        _refuse_estimate(text, cell.text)
        raise _Fault("C205", text=cell.text)
    rest = match[3]
    if rest and not unit_named(rest, indicator.unit.dimension):
        if any(character.isdigit() for character in rest) and unit_name(rest) == rest:
            raise _Fault("C205", text=cell.text)
        raise _Fault("C208", unit=rest, units=units_of(indicator.unit.dimension))
    return _decimal(match[1].replace(",", "") + match[2], cell.text), rest


def _refuse_estimate(text: str, written: str) -> None:
    bare = _INEXACT.sub("", text)
    match = _NUMBER.fullmatch(bare) if bare != text else None
    if match is not None and not any(character.isdigit() for character in match[3]):
        raise _Fault("C214", text=written)


def _decimal(text: str, written: str) -> Decimal:
    try:
        return fifteen_digits(text)
    except ValueError as fault:
        raise _Fault("C211", text=written) from fault


def _in_canonical_unit(
    number: Decimal, cell: GridCell, own_unit: str, written_unit: str | None, indicator: Indicator
) -> Decimal:
    dimension = indicator.unit.dimension
    if cell.percent:
        if dimension != "rate":
            raise _Fault("C208", unit="%", units=units_of(dimension))
        if written_unit and unit_named(written_unit, dimension) is None:
            raise _Fault("C208", unit=written_unit, units=units_of(dimension))
        return number.scaleb(2)
    return convert(number, _unit(own_unit, written_unit, indicator), indicator.unit)


def _unit(own_unit: str, written_unit: str | None, indicator: Indicator) -> Unit:
    """The unit in the cell, else that of its row; one that does not fit the row is refused all the same."""
    dimension = indicator.unit.dimension
    written = (written_unit or "").strip()
    if means_nothing(written):
        written = ""
    of_row = unit_named(written, dimension) if written else None
    if written and of_row is None:
        raise _Fault("C208", unit=written, units=units_of(dimension))
    unit = unit_named(own_unit, dimension) if own_unit else of_row
    if unit is not None:
        return unit
    if dimension in _UNIT_OPTIONAL:
        return indicator.unit
    raise _Fault("C207", unit=indicator.unit.name)


def _doubts(
    value: Decimal, cell: GridCell, explicit: bool, indicator: Indicator, where: Where
) -> tuple[Problem, ...]:
    """What cannot be so, or is likely not meant so, in a figure that was understood."""
    name, text, shown = indicator.name, cell.text, plain(value)
    if value < 0:
        return (error("C204", where, indicator=name, text=text),)
    if indicator.unit.dimension == "rate":
        if value > HUNDRED:
            return (error("C212", where, indicator=name, value=shown),)
        if 0 < value < 1 and not explicit:
            return (warning("C213", where, indicator=name, value=shown, meant=plain(value.scaleb(2))),)
    if indicator.is_count and value != value.to_integral_value():
        # 1.23456 万人 is a rounded count; 2.9 人 is 万人 written under 人.
        rounded = indicator.unit.dimension == "people" and value >= HUNDRED
        judged = warning if rounded else error
        return (judged("C215", where, indicator=name, value=shown),)
    return ()
