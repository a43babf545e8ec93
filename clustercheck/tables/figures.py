"""Read one cell of an indicator: a figure in its canonical unit, nothing, or a problem."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from clustercheck.formats.cells import GridCell
from clustercheck.model.cluster import Bounds, Qualifier
from clustercheck.model.indicators import Indicator
from clustercheck.model.problems import Problem, Severity, Where, error, warning
from clustercheck.model.quantities import HUNDRED, fifteen_digits, plain
from clustercheck.model.units import is_scale, unit_named, units_of
from clustercheck.model.words import as_written, is_undecided, means_nothing
from clustercheck.tables.figure import Fault, Figure
from clustercheck.tables.figure_units import sized

# Compiled when first used: most workbooks have no text in place of a figure.
_NUMBER = r"([+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|[+-]?\.\d+)((?:e[+-]?\d+)?)(.*)"
_NUMBER_FLAGS = re.ASCII | re.IGNORECASE | re.DOTALL
_ERROR_VALUES = r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|GETTING_DATA|SPILL!|CALC!|#+)"
_MINUS_SIGNS = str.maketrans("−–—‐‑―", "------")
# Words for "no figure", like those that are undecided; as an answer to 是 or 否 they would mean something.
_NO_FIGURE = "不适用"
_NUMERALS = frozenset("零〇一二两三四五六七八九十百千几数壹贰叁肆伍陆柒捌玖拾佰仟廿半")
# A space between digits separates two figures, unless it groups thousands.
_GAP = r"[\d.,]\s+[\d.,]"
_SPACED = r"(?<![\d.,])\d{1,3}(?: \d{3})+(?![\d,])"

# Limit: a longer text is no figure.
_LONGEST_FIGURE = 200


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
    except Fault as fault:
        return Figure(None, (error(fault.code, where, indicator=indicator.name, **fault.facts),))
    return Figure(value, _doubts(value, cell, explicit, indicator, where))


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
    return means_nothing(text) or is_undecided(text) or as_written(text) == _NO_FIGURE


def _bare(cell: GridCell) -> str:
    """A cell's text folded, with plain minus signs. Raises a fault if folding would change the figure."""
    # Imported when needed: figures are seldom written as text.
    from clustercheck.model.note_marks import without_note_marks

    broken = unreadable(cell, Where())
    if broken is not None:
        raise Fault(broken.code, text=cell.text)
    if len(cell.text) > _LONGEST_FIGURE:
        raise Fault("C205", text=cell.text)
    bare = without_note_marks(cell.text)
    if bare != cell.text and (not bare or any(map(str.isdigit, bare))):
        raise Fault("C224", text=cell.text)
    text = cell.text
    if any(map(str.isspace, text)):
        text = unicodedata.normalize("NFKC", text).strip()
        text = re.sub(_SPACED, lambda spaced: spaced[0].replace(" ", ""), text, flags=re.ASCII)
        if re.search(_GAP, text, re.ASCII):
            raise Fault("C205", text=cell.text)
    return as_written(text).translate(_MINUS_SIGNS)


def _is_unit(written: str, indicator: Indicator) -> bool:
    return is_scale(written) or unit_named(written, indicator.unit.dimension) is not None


def _is_exact(text: str, indicator: Indicator) -> bool:
    match = re.fullmatch(_NUMBER, text, _NUMBER_FLAGS)
    return match is not None and (not match[3] or _is_unit(match[3], indicator))


def _read_stored(cell: GridCell, written_unit: str | None, indicator: Indicator) -> Decimal:
    """The figure of a cell that holds a number and no words."""
    if cell.kind == "number" and cell.number is not None:
        return sized(cell.number, "", cell, written_unit, indicator)
    broken = unreadable(cell, Where())
    raise Fault("C205" if broken is None else broken.code, text=cell.text)


def _read_written(
    text: str, cell: GridCell, written_unit: str | None, indicator: Indicator
) -> tuple[Decimal, bool]:
    """The figure in a folded text, and whether its unit is there too."""
    number, own_unit = _number_in(text, cell, indicator)
    return sized(number, own_unit, cell, written_unit, indicator), bool(own_unit)


def _number_in(text: str, cell: GridCell, indicator: Indicator) -> tuple[Decimal, str]:
    """The number as written, and the unit in the cell itself."""
    match = re.fullmatch(_NUMBER, text, _NUMBER_FLAGS)
    if match is None:
        if text[:1] == "=":
            raise Fault("C210", text=cell.text)
        raise Fault("C225" if text[:1] in _NUMERALS else "C205", text=cell.text)
    rest = match[3]
    if rest and not _is_unit(rest, indicator):
        if any(character.isdigit() for character in rest):
            raise Fault("C205", text=cell.text)
        raise Fault("C208", unit=rest, units=units_of(indicator.unit.dimension))
    try:
        return fifteen_digits(match[1].replace(",", "") + match[2]), rest
    except ValueError as fault:
        raise Fault("C211", text=cell.text) from fault


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
        raise Fault("C205", text=cell.text)
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
