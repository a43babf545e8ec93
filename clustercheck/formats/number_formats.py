"""Number formats: what they show of a number and the value does not tell: a percentage, a date, a part of it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from clustercheck.formats.cells import GridCell, Shown
from clustercheck.model.hints import TYPE_CHECKING, Literal, TypeAlias
from clustercheck.model.lean import date, timedelta
from clustercheck.model.quantities import fifteen_digits, plain, plausible

if TYPE_CHECKING:
    from clustercheck.formats.format_codes import FormatSection

# What a format makes of a number; the sections of its code where it is none of the three.
FormatKind: TypeAlias = "Literal['plain', 'percent', 'date'] | tuple[FormatSection, ...]"

_PERCENT_IDS = {"9", "10"}
_DATE_IDS = {str(i) for i in (*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59))}
# The accounting formats, which show a zero as a dash.
_CODES = dict.fromkeys(("41", "42", "43", "44"), '#,##0.00;-#,##0.00;"-"')
# Common codes, known without parsing.
_USUAL: dict[str, FormatKind] = {
    **dict.fromkeys(("General", "@", "0", "0.0", "0.00", "#,##0", "#,##0.0", "#,##0.00"), "plain"),
    **dict.fromkeys(("0%", "0.0%", "0.00%"), "percent"),
    **dict.fromkeys(("yyyy-mm-dd", "yyyy/m/d"), "date"),
}

_DAY_BEFORE_1900 = date(1899, 12, 31)
_DAY_1904 = date(1904, 1, 1)
# Excel has a 29 February 1900, which did not exist, as day 60.
_PHANTOM_DAY = 60
_LAST_SERIAL = 2_958_465


def format_kind(code: str) -> FormatKind:
    """The kind of a custom format code."""
    kind = _USUAL.get(code)
    if kind is not None:
        return kind
    from clustercheck.formats.format_codes import reached, sections_of

    sections = sections_of(code)
    usual = reached(sections)
    if all(section.is_plain and section.shows_zero for section in usual):
        if not any(section.percent for section in usual):
            return "plain"
        if all(section.percent for section in usual):
            return "percent"
    if all(section.kind == "date" and not section.shows_only_year for section in usual):
        return "date"
    return sections


def kind_of_format(id: str, codes: Mapping[str, str]) -> FormatKind:
    """The kind of a format by its id: one of the workbook's own `codes`, or a built-in one."""
    code = codes.get(id) or _CODES.get(id)
    if code is not None:
        return format_kind(code)
    if id in _PERCENT_IDS:
        return "percent"
    return "date" if id in _DATE_IDS else "plain"


def number_cell(number: Decimal, kind: FormatKind, dates_from_1904: bool = False) -> GridCell:
    """A stored number as a cell in its format."""
    if kind == "percent":
        return percentage(number)
    if kind == "date":
        return dated(number, dates_from_1904)
    if kind == "plain":
        return GridCell("number", shown(number), number)
    return _formatted(number, kind, dates_from_1904)


def _formatted(number: Decimal, sections: tuple[FormatSection, ...], dates_from_1904: bool) -> GridCell:
    """A number as shown by the section of its format that applies."""
    from clustercheck.formats.format_codes import falling_into, rendered

    section = falling_into(sections, number)
    plainly = GridCell("number", shown(number), number)
    if section is None:
        # A format with one condition shows all other numbers as they are, one with two shows ####.
        return plainly if len(sections) == 1 else plainly._replace(shown=Shown("####"))
    if section.kind == "date":
        return _with_pieces(section, dated(number, dates_from_1904))
    if section.kind == "text":
        return plainly._replace(shown=Shown(section.before.strip()))
    if not plausible(number) or number < 0:
        # There is no such figure, whatever is shown of it.
        return percentage(number) if section.percent else plainly
    digits = rendered(section, number)
    text = f"{section.before}{digits}{section.after}".strip()
    if not any(map(str.isdigit, digits)):
        return plainly._replace(shown=Shown(text if digits.strip(".") else text.strip(".")))
    if section.is_plain:
        return percentage(number) if section.percent else plainly
    if section.is_odd:
        return GridCell("number", text, number, shown=Shown(text))
    if section.hidden_percent and section.power == 2 and not section.after.strip():
        seen = Shown(text, f"{plain(number.scaleb(2))}%")
        return GridCell("number", text, number, True, shown=seen)
    figure = f"{section.before}{plain(number.scaleb(section.power))}{section.after}".strip()
    return GridCell("number", text, number, shown=Shown(text, figure))


def day_shown(cell: GridCell, kind: FormatKind) -> GridCell:
    """A cell that stores a day, as its format shows it."""
    return cell if isinstance(kind, str) or cell.date is None else _with_pieces(kind[0], cell)


def _with_pieces(section: FormatSection, cell: GridCell) -> GridCell:
    """A date of which only the year is shown, with that as its text."""
    if not section.shows_only_year or cell.date is None:
        return cell
    year = cell.date.year
    pieces = [
        text or (f"{year % 100:02}" if code == "yy" else str(year))
        for code, text in section.pieces
        if code or text
    ]
    return cell._replace(text="".join(pieces).strip())


def decimal_of(number: float) -> Decimal:
    """A binary number with the digits that are shown. Raises `ValueError` if it is not finite."""
    text = repr(number)
    return fifteen_digits(text[:-2] if text.endswith(".0") else text)


def percentage(number: Decimal) -> GridCell:
    """A number shown as a percentage: 0.15 is 15%."""
    return GridCell("number", shown(number.scaleb(2)) + "%", number, True)


def dated(serial: Decimal, dates_from_1904: bool = False) -> GridCell:
    """A number formatted as a date: the day it means, or the number if it means none."""
    day = _day(serial, dates_from_1904)
    if day is None:
        return GridCell("number", shown(serial), serial)
    return GridCell("date", day.isoformat(), serial, False, day)


def shown(number: Decimal) -> str:
    """A number in words; a number too large or small for any statistic stays as it is."""
    return plain(number) if plausible(number) else str(number)


def _day(serial: Decimal, dates_from_1904: bool) -> date | None:
    if not 0 <= serial <= _LAST_SERIAL:
        return None
    days = int(serial)
    if dates_from_1904:
        return _DAY_1904 + timedelta(days) if days <= _LAST_SERIAL - 1462 else None
    if days in (0, _PHANTOM_DAY):
        return None
    return _DAY_BEFORE_1900 + timedelta(days - (days > _PHANTOM_DAY))
