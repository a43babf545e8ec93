"""Read one cell of an indicator: a figure in its canonical unit, nothing, or a problem."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from clustercheck.formats.cells import GridCell
from clustercheck.model.cluster import Bounds, Qualifier
from clustercheck.model.indicators import Indicator
from clustercheck.model.problems import Fact, Problem, Severity, Where, error, warning
from clustercheck.model.quantities import HUNDRED, Unit, convert, fifteen_digits, plain, plausible
from clustercheck.model.speed import cached
from clustercheck.model.units import is_scale, scaled, unit_named, units_of
from clustercheck.model.words import as_written, means_nothing
from clustercheck.tables.figure import Figure

# Compiled when first used: most workbooks have no text in place of a figure.
_NUMBER = r"([+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|[+-]?\.\d+)((?:e[+-]?\d+)?)(.*)"
_NUMBER_FLAGS = re.ASCII | re.IGNORECASE | re.DOTALL
_ERROR_VALUES = r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|GETTING_DATA|SPILL!|CALC!|#+)"
_MINUS_SIGNS = str.maketrans("−–—‐‑―", "------")
# Words for "no figure"; as an answer to 是 or 否 they would mean something.
_NO_FIGURE = frozenset(
    ("不适用", "未知", "待定", "待补", "待补充", "待统计", "待核实", "未提供", "未公布", "未填", "无法统计")
)
_NUMERALS = frozenset("零〇一二两三四五六七八九十百千几数壹贰叁肆伍陆柒捌玖拾佰仟廿半")
# A space between digits separates two figures, unless it groups thousands.
_GAP = r"[\d.,]\s+[\d.,]"
_SPACED = r"(?<![\d.,])\d{1,3}(?: \d{3})+(?![\d,])"

# Limit: a longer text is no figure.
_LONGEST_FIGURE = 200
# Where only one unit is usual, its column may stay blank.
_UNIT_OPTIONAL = ("firms", "patents")


class _Fault(Exception):
    def __init__(self, code: str, **facts: Fact) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


def read_figure(
    cell: GridCell | None, written_unit: str | None, indicator: Indicator, where: Where
) -> Figure:
    """Read a cell of an indicator whose row or label gives `written_unit` (None or blank: no unit)."""
    if cell is None or (cell.kind == "text" and _says_nothing(cell.text)):
        return Figure()
    if cell.shown is not None:
        from clustercheck.tables.shown_figures import shown_figure

        return shown_figure(cell, cell.shown, written_unit, indicator, where, read_figure)
    try:
        if cell.kind == "text":
            text = _bare(cell)
            inexact = None if _is_exact(text, indicator) else _inexact(text, cell, written_unit, indicator)
            if inexact is not None:
                return _bounded(*inexact, cell, indicator, where)
            value, explicit = _read_written(text, cell, written_unit, indicator)
        else:
            value, explicit = _read_stored(cell, written_unit, indicator), cell.percent
    except _Fault as fault:
        return Figure(None, (error(fault.code, where, indicator=indicator.name, **fault.facts),))
    return Figure(value, _doubts(value, cell, explicit, indicator, where))


def needs_no_conversion(written_unit: str, indicator: Indicator) -> bool:
    """Whether a bare number in a row of this unit is already in the indicator's own."""
    try:
        return _unit("", written_unit, indicator) is indicator.unit
    except _Fault:
        return False


def unreadable(cell: GridCell, where: Where) -> Problem | None:
    """The problem of a cell without readable content: an error value, a formula never calculated."""
    if cell.kind == "error" or (
        cell.kind == "text"
        and "#" in cell.text
        and re.fullmatch(_ERROR_VALUES, cell.text.strip(), re.IGNORECASE)
    ):
        return error("C209", where, text=cell.text)
    if cell.kind == "unsaved_formula":
        return error("C210" if cell.number is None else "C274", where, text=cell.text)
    return None


def _says_nothing(text: str) -> bool:
    return means_nothing(text) or as_written(text) in _NO_FIGURE


def _bare(cell: GridCell) -> str:
    """A cell's text folded, with plain minus signs. Raises a fault if folding would change the figure."""
    # Imported when needed: figures are seldom written as text.
    from clustercheck.model.note_marks import without_note_marks

    broken = unreadable(cell, Where())
    if broken is not None:
        raise _Fault(broken.code, text=cell.text)
    if len(cell.text) > _LONGEST_FIGURE:
        raise _Fault("C205", text=cell.text)
    bare = without_note_marks(cell.text)
    if bare != cell.text and (not bare or any(map(str.isdigit, bare))):
        raise _Fault("C224", text=cell.text)
    text = cell.text
    if any(map(str.isspace, text)):
        text = unicodedata.normalize("NFKC", text).strip()
        text = re.sub(_SPACED, lambda spaced: spaced[0].replace(" ", ""), text, flags=re.ASCII)
        if re.search(_GAP, text, re.ASCII):
            raise _Fault("C205", text=cell.text)
    return as_written(text).translate(_MINUS_SIGNS)


def _is_unit(written: str, indicator: Indicator) -> bool:
    return is_scale(written) or unit_named(written, indicator.unit.dimension) is not None


def _is_exact(text: str, indicator: Indicator) -> bool:
    match = re.fullmatch(_NUMBER, text, _NUMBER_FLAGS)
    return match is not None and (not match[3] or _is_unit(match[3], indicator))


def _read_stored(cell: GridCell, written_unit: str | None, indicator: Indicator) -> Decimal:
    """The figure of a cell that holds a number and no words."""
    if cell.kind == "number" and cell.number is not None:
        return _sized(cell.number, "", cell, written_unit, indicator)
    broken = unreadable(cell, Where())
    raise _Fault("C205" if broken is None else broken.code, text=cell.text)


def _read_written(
    text: str, cell: GridCell, written_unit: str | None, indicator: Indicator
) -> tuple[Decimal, bool]:
    """The figure in a folded text, and whether its unit is there too."""
    number, own_unit = _number_in(text, cell, indicator)
    return _sized(number, own_unit, cell, written_unit, indicator), bool(own_unit)


def _number_in(text: str, cell: GridCell, indicator: Indicator) -> tuple[Decimal, str]:
    """The number as written, and the unit in the cell itself."""
    match = re.fullmatch(_NUMBER, text, _NUMBER_FLAGS)
    if match is None:
        if text[:1] == "=":
            raise _Fault("C210", text=cell.text)
        raise _Fault("C225" if text[:1] in _NUMERALS else "C205", text=cell.text)
    rest = match[3]
    if rest and not _is_unit(rest, indicator):
        if any(character.isdigit() for character in rest):
            raise _Fault("C205", text=cell.text)
        raise _Fault("C208", unit=rest, units=units_of(indicator.unit.dimension))
    try:
        return fifteen_digits(match[1].replace(",", "") + match[2]), rest
    except ValueError as fault:
        raise _Fault("C211", text=cell.text) from fault


def _inexact(
    text: str, cell: GridCell, written_unit: str | None, indicator: Indicator
) -> tuple[Bounds, bool] | None:
    """The range of a bound or an estimate, and whether its unit is in the cell; None for an exact figure."""
    from clustercheck.tables.inexact_figures import bounds_between, bounds_of, ends_in, qualified

    words = qualified(text)
    ends = ends_in(text if words is None else words.text)
    if ends is not None and (words is None or words.qualifier is Qualifier.ABOUT):
        lower, explicit = _read_written(ends[0], cell, written_unit, indicator)
        upper, _ = _read_written(ends[1], cell, written_unit, indicator)
        bounds = bounds_between(lower, upper)
        if bounds is not None and words is not None:
            bounds = bounds_of(words.qualifier, words.strict, lower)
    elif words is not None and (
        re.fullmatch(_NUMBER, words.text, _NUMBER_FLAGS) or words.text[:1] in _NUMERALS
    ):
        figure, explicit = _read_written(words.text, cell, written_unit, indicator)
        bounds = bounds_of(words.qualifier, words.strict, figure)
    else:
        return None
    if bounds is None:
        raise _Fault("C205", text=cell.text)
    return bounds, explicit


def _bounded(bounds: Bounds, explicit: bool, cell: GridCell, indicator: Indicator, where: Where) -> Figure:
    """An inexact figure with its problems; not used if it is impossible."""
    from clustercheck.tables.inexact_figures import meaning

    highest = bounds.figure if bounds.upper is None else bounds.upper
    if bounds.over and highest == HUNDRED and indicator.unit.dimension == "rate":
        return Figure(None, (error("C212", where, indicator=indicator.name, value=f">{plain(HUNDRED)}"),))
    doubts = {
        doubt.code: doubt
        for number in (bounds.figure, highest)
        for doubt in _doubts(number, cell, explicit, indicator, where)
    }
    if any(doubt.severity is Severity.ERROR for doubt in doubts.values()):
        return Figure(None, tuple(doubts.values()))
    code = "C226" if bounds.qualifier is Qualifier.ABOUT else "C214"
    meant = meaning(bounds, indicator.unit.name)
    said = warning(code, where, indicator=indicator.name, text=cell.text, meaning=meant)
    return Figure(None, (said, *doubts.values()), bounds)


def _sized(
    number: Decimal, own_unit: str, cell: GridCell, written_unit: str | None, indicator: Indicator
) -> Decimal:
    """A number in the canonical unit, unless it is outside the size of any statistic."""
    if not plausible(number):
        raise _Fault("C211", text=cell.text)
    value = _in_canonical_unit(number, cell, own_unit, written_unit, indicator)
    if value is not number and not plausible(value):
        raise _Fault("C211", text=cell.text)
    return value


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
    """The unit in the cell, else that of its row. A unit that does not fit the row is refused."""
    dimension = indicator.unit.dimension
    unit = of_row = _unit_of_row(written_unit or "", dimension)
    if not own_unit:
        pass
    elif is_scale(own_unit):
        unit = scaled(own_unit, of_row, dimension)
        if unit is None and of_row is not None:
            raise _Fault("C223", scale=own_unit, unit=of_row.name)
        if unit is None:
            raise _Fault("C208", unit=own_unit, units=units_of(dimension))
    else:
        unit = unit_named(own_unit, dimension)
    if unit is not None:
        return unit
    if dimension in _UNIT_OPTIONAL:
        return indicator.unit
    raise _Fault("C207", unit=indicator.unit.name)


@cached(256, 100)
def _unit_of_row(written: str, dimension: str) -> Unit | None:
    """The unit that a row gives, None if it gives none. Raises a fault if it is not of the dimension."""
    written = written.strip()
    if means_nothing(written):
        return None
    found = unit_named(written, dimension)
    if found is None:
        raise _Fault("C208", unit=written, units=units_of(dimension))
    return found


def _doubts(
    value: Decimal, cell: GridCell, explicit: bool, indicator: Indicator, where: Where
) -> tuple[Problem, ...]:
    """Problems of a figure that was understood but is impossible or probably not meant so."""
    name = indicator.name
    if value < 0:
        return (error("C204", where, indicator=name, text=cell.text),)
    if indicator.unit.dimension == "rate":
        if value > HUNDRED:
            return (error("C212", where, indicator=name, value=plain(value)),)
        if 0 < value < 1 and not explicit:
            meant = plain(value.scaleb(2))
            return (warning("C213", where, indicator=name, value=plain(value), meant=meant),)
    if indicator.is_count and value != value.to_integral_value():
        # 1.23456 万人 is a rounded count; 2.9 人 is 万人 written under 人.
        rounded = indicator.unit.dimension == "people" and value >= HUNDRED
        judged = warning if rounded else error
        return (judged("C215", where, indicator=name, value=plain(value)),)
    return ()
