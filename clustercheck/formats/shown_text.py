"""The cell of a stored number whose shown text is stored beside it, as in .ods and web pages."""

from __future__ import annotations

import datetime
import re
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext

from clustercheck.formats.cells import GridCell, Shown
from clustercheck.formats.format_codes import YUAN
from clustercheck.formats.number_formats import dated, percentage
from clustercheck.formats.number_formats import shown as in_words
from clustercheck.model.patterns import pattern
from clustercheck.model.quantities import fifteen_digits, plain, plausible

_FIRST_FIGURE = pattern(r"(?:\d[\d,]*)(?:\.\d+)?|\.\d+", re.ASCII)
_SCIENTIFIC = pattern(r"[+-]?\d+(?:\.(\d+))?e[+-]?\d+", re.ASCII | re.IGNORECASE)
# Powers of ten by which a format may scale a stored number; a percentage first.
_POWERS = (0, 2, *range(-1, -13, -1), *range(1, 7))


def cell_showing(text: str, number: Decimal) -> GridCell:
    """The cell that stores a number and shows a text."""
    bare = text.strip().replace("％", "%")
    plainly = GridCell("number", in_words(number), number)
    if not plausible(number) or number < 0:
        return plainly
    figure = _FIRST_FIGURE.search(bare)
    if figure is None:
        return plainly._replace(shown=Shown(bare))
    before, after = bare[: figure.start()], bare[figure.end() :]
    if before.strip() in YUAN and not after and _rounds_to(number, figure[0]):
        return plainly
    day = _day_shown(bare, number)
    if day is not None:
        return day
    if any(map(str.isdigit, after)):
        return plainly if _is_scientific(bare, number) else _unlike(bare, number)
    for power in _POWERS:
        scaled = number.scaleb(power)
        if not _rounds_to(scaled, figure[0]) or (power == 2 and not after.lstrip().startswith("%")):
            continue
        if power == 2 and before.strip() in YUAN and after.strip() == "%":
            return percentage(number)
        if power == 0 and before.strip() in YUAN and not after.strip():
            return plainly
        return GridCell("number", bare, number, shown=Shown(bare, f"{before}{plain(scaled)}{after}"))
    return _unlike(bare, number)


def date_showing(text: str, day: datetime.date, serial: Decimal | None = None) -> GridCell:
    """The cell that stores a day and shows a text: the year if only that is shown."""
    bare = text.strip()
    seen = _numbers_in(bare)
    return GridCell("date", bare if seen == [day.year] else day.isoformat(), serial, False, day)


def _day_shown(text: str, number: Decimal) -> GridCell | None:
    """The day that a number is shown as: a year, perhaps with month and day."""
    cell = dated(number)
    seen = _numbers_in(text)
    if cell.date is None or not seen or cell.date.year not in seen[:1]:
        return None
    if not set(seen) <= {cell.date.year, cell.date.month, cell.date.day}:
        return None
    return date_showing(text, cell.date, number)


def _numbers_in(text: str) -> list[int]:
    return [int(digits) for digits in re.findall(r"\d+", text, re.ASCII) if len(digits) < 5]


def _rounds_to(number: Decimal, written: str) -> bool:
    """Whether a number, rounded to the decimal places of a written one, equals it."""
    digits = written.replace(",", "")
    places = len(digits.partition(".")[2])
    if len(digits) > 40:
        return False
    if len(digits) > 15 and fifteen_digits(digits) == number:
        return True
    with localcontext(Context(prec=80)):
        return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) == Decimal(digits)


def _is_scientific(text: str, number: Decimal) -> bool:
    match = _SCIENTIFIC.fullmatch(text)
    if match is None:
        return False
    digits = Context(prec=1 + len(match[1] or ""), rounding=ROUND_HALF_UP)
    try:
        return digits.plus(number) == fifteen_digits(text)
    except (ValueError, ArithmeticError):
        return False


def _unlike(text: str, number: Decimal) -> GridCell:
    return GridCell("number", text, number, shown=Shown(text))
