"""Exact numbers and units.

Every compared value is a `Decimal` that was never rounded. A cell is read with the 15 significant digits that Excel
shows. From there sums and products are exact (`EXACT` refuses to round), and quotients are compared as products. Only
displayed values are rounded.
"""

from decimal import (
    ROUND_CEILING,
    ROUND_HALF_EVEN,
    Clamped,
    Context,
    Decimal,
    DivisionByZero,
    Inexact,
    InvalidOperation,
    Overflow,
)
from math import isqrt

from clustercheck.model.records import NamedTuple

# Products of a few 15-digit figures need fewer than 100 digits. Unused precision costs nothing.
EXACT = Context(
    prec=5000, rounding=ROUND_HALF_EVEN, traps=[Inexact, InvalidOperation, DivisionByZero, Overflow, Clamped]
)
# As a percentage, or multiplied by a unit, such a number is still one.
_FIFTEEN = Context(prec=15, rounding=ROUND_HALF_EVEN, Emax=900_000, traps=[InvalidOperation, Overflow])
_FIFTEEN_UP = Context(prec=15, rounding=ROUND_CEILING, traps=[InvalidOperation, Overflow])
_DIGITS = 40
_SHOWN = Context(prec=_DIGITS, rounding=ROUND_HALF_EVEN, traps=[InvalidOperation, DivisionByZero, Overflow])
_FINE = Context(prec=60, rounding=ROUND_HALF_EVEN, traps=[InvalidOperation, DivisionByZero, Overflow])

# A figure outside is a typing error and would make exact products needlessly long.
LARGEST = Decimal("1e18")
SMALLEST = Decimal("1e-15")

_ZERO, _ONE = Decimal(0), Decimal(1)
# The unit for a rise of a value in %.
POINTS = "个百分点"
HUNDRED = Decimal(100)
# The factor that gives a root of each degree 40 decimal places, and 30.
_SCALES = tuple([10 ** (degree * _DIGITS) for degree in range(4)])
_PLACES = 30
_NEAR = tuple([10 ** (degree * _PLACES) for degree in range(4)])
# With fewer digits a growth of 30 places has no zeros to tell (`_near_growth`).
_SMALLEST_NEAR = 10**18
_BITS_UNDER, _BITS_OVER = 56, 120
TEN_THOUSAND = Decimal(10000)


class Unit(NamedTuple):
    """A unit of a dimension; one unit is `numerator / denominator` of the dimension's first unit."""

    name: str
    dimension: str
    numerator: Decimal
    denominator: int = 1


def fifteen_digits(text: str) -> Decimal:
    """The number that a cell shows, with at most 15 significant digits. Raises `ValueError` for no finite number."""
    try:
        number = _FIFTEEN.create_decimal(text)
    except (InvalidOperation, Overflow) as error:
        raise ValueError(text) from error
    if not number.is_finite():
        raise ValueError(text)
    return number


def plausible(number: Decimal) -> bool:
    """Whether a figure is zero or within the size of any statistic."""
    return number.is_zero() or SMALLEST <= abs(number) < LARGEST


def convert(value: Decimal, written: Unit, wanted: Unit) -> Decimal:
    """A value in another unit of its dimension. Raises `ValueError` if the dimensions differ.

    It is exact for every unit but 亩: 1/1500 平方公里 has no finite decimal, so 60 digits are kept. That cannot
    change a comparison: a figure of 15 digits over 1500 either equals a threshold, and is then finite, or differs
    from it by much more than the sixtieth digit.
    """
    if written.dimension != wanted.dimension:
        raise ValueError(f"{written.name} is no unit of {wanted.dimension}")
    if written is wanted:
        return value
    numerator = EXACT.multiply(EXACT.multiply(value, written.numerator), Decimal(wanted.denominator))
    denominator = EXACT.multiply(wanted.numerator, Decimal(written.denominator))
    return _FINE.divide(numerator, denominator)


def plain(number: Decimal) -> str:
    """A decimal string without exponent or trailing zeros: `31.5`, `0.04`, `20000`."""
    text = str(number)
    # Most numbers are written so already.
    if text[-1] != "0" and "E" not in text and len(text) <= _DIGITS:
        return text
    if not number:
        return "0"
    if "E" in text:
        text = format(number, "f")
    if len(text) > _DIGITS and len(number.as_tuple().digits) > _DIGITS:
        text = format(_FIFTEEN.plus(number), "f")
    return text.rstrip("0").rstrip(".") if text[-1] == "0" and "." in text else text


def quotient(numerator: Decimal, denominator: Decimal, *, up: bool = False) -> Decimal:
    """A quotient for display: exact if it ends within 40 digits, else with 15 significant digits.

    `up` rounds towards infinity, for an amount that must be enough.
    """
    if denominator == _ONE and _FIFTEEN.plus(numerator) == numerator:
        return numerator
    result = _SHOWN.divide(numerator, denominator)
    # The product shows whether it ends: context flags are shared, and a new context is slower.
    if EXACT.multiply(result, denominator) == numerator:
        return result
    return (_FIFTEEN_UP if up else _FIFTEEN).plus(result)


def whole_number(numerator: Decimal, denominator: Decimal, strict: bool) -> Decimal:
    """The least whole number that is at least a quotient, or greater than it if `strict`."""
    wholly, rest = EXACT.divmod(numerator, denominator)
    return EXACT.add(wholly, _ONE) if rest > _ZERO or (strict and not rest) else wholly


def growth_percent(last: Decimal, first: Decimal, years: int) -> Decimal:
    """Yearly growth in %, for display: exact if possible, else with 15 significant digits.

    `last` is zero or more, `first` is positive.
    """
    if years == 1:
        return quotient(EXACT.multiply(EXACT.subtract(last, first), HUNDRED), first)
    if last.is_zero():
        return -HUNDRED
    top, under = _ratio(last, first)
    growth = _near_growth(top, under, years)
    return _exact_growth(top, under, years) if growth is None else growth


def _near_growth(top: int, under: int, degree: int) -> Decimal | None:
    """The same of a quotient's root in a third of the time, if 30 decimal places of the root are enough.

    The root is at most 2 off at the 30th place. A growth that is exact, or halfway between two of 15 digits, has zeros
    from the 28th on: the root of a quotient over less than 2 ** 56 has at most 27 places. Near these it is left open.
    """
    if under >> _BITS_UNDER or top >> _BITS_OVER:
        return None
    ratio = top / under
    if not 0.1 < ratio < 4:
        return None
    scaled = top * _NEAR[degree] // under
    root = int(ratio ** (1 / degree) * 1e30)
    # One step of Newton's method doubles the fifteen digits of a float.
    root = (root + scaled // root) // 2 if degree == 2 else (2 * root + scaled // (root * root)) // 3
    growth = root - _NEAR[1]
    if (growth + 2) % 1000 <= 4 or abs(growth) < _SMALLEST_NEAR:
        return None
    return Decimal(growth).scaleb(2 - _PLACES, _FIFTEEN)


def _exact_growth(top: int, under: int, degree: int) -> Decimal:
    """The same by whole numbers: decimal's own power takes a hundred times as long, a sixth of the time of a whole file."""
    scaled, rest = divmod(top * _SCALES[degree], under)
    root = _whole_root(scaled, degree)
    growth = Decimal(root - _SCALES[1]).scaleb(2 - _DIGITS, EXACT)
    return growth if not rest and root**degree == scaled else _FIFTEEN.plus(growth)


def _ratio(last: Decimal, first: Decimal) -> tuple[int, int]:
    (a, b), (c, d) = last.as_integer_ratio(), first.as_integer_ratio()
    return a * d, b * c


def _whole_root(number: int, degree: int) -> int:
    """The largest integer whose power is at most `number`, by Newton's method from above."""
    if degree == 2:
        return isqrt(number)
    root = 1 << -(-number.bit_length() // degree)
    while True:
        better = ((degree - 1) * root + number // root ** (degree - 1)) // degree
        if better >= root:
            return root
        root = better


def _units(dimension: str, *rows: tuple[str, str, int]) -> dict[str, Unit]:
    return {name: Unit(name, dimension, Decimal(numerator), over) for name, numerator, over in rows}


# The units of each dimension by their written names; the first is the base.
UNITS: dict[str, dict[str, Unit]] = {
    "money": _units(
        "money", ("元", "1", 1), ("千元", "1e3", 1), ("万元", "1e4", 1), ("十万元", "1e5", 1), ("百万元", "1e6", 1),
        ("千万元", "1e7", 1), ("亿元", "1e8", 1), ("十亿元", "1e9", 1), ("百亿元", "1e10", 1),
        ("千亿元", "1e11", 1), ("万亿元", "1e12", 1), ("万", "1e4", 1), ("亿", "1e8", 1),
    ),
    "people": _units(
        "people", ("人", "1", 1), ("百人", "1e2", 1), ("千人", "1e3", 1), ("万人", "1e4", 1), ("万", "1e4", 1),
    ),
    "firms": _units(
        "firms", ("家", "1", 1), ("户", "1", 1), ("个", "1", 1), ("千家", "1e3", 1), ("万家", "1e4", 1),
        ("万户", "1e4", 1), ("万个", "1e4", 1),
    ),
    "patents": _units(
        "patents", ("件", "1", 1), ("个", "1", 1), ("项", "1", 1), ("千件", "1e3", 1), ("万件", "1e4", 1),
        ("万个", "1e4", 1), ("万项", "1e4", 1),
    ),
    # A figure per 10,000 people is often published with the counted unit alone.
    "per_10k": _units(
        "per_10k", ("件/万人", "1", 1), ("个/万人", "1", 1), ("项/万人", "1", 1), ("件/每万人", "1", 1), ("件", "1", 1),
        ("个", "1", 1), ("项", "1", 1), ("件/千人", "10", 1), ("件/百人", "100", 1), ("件/人", "1e4", 1),
    ),
    "area": _units(
        "area", ("平方公里", "1", 1), ("平方千米", "1", 1), ("公顷", "0.01", 1), ("千公顷", "10", 1),
        ("万亩", "1e4", 1500), ("亩", "1", 1500), ("平方米", "1e-6", 1), ("万平方米", "0.01", 1),
    ),
    "mass": _units(
        "mass", ("吨", "1", 1), ("千吨", "1e3", 1), ("万吨", "1e4", 1), ("百万吨", "1e6", 1), ("亿吨", "1e8", 1),
        ("千克", "1e-3", 1), ("公斤", "1e-3", 1),
    ),
    "rate": _units("rate", ("%", "1", 1), ("‰", "0.1", 1)),
    "intensity": _units(
        "intensity", ("吨/万元", "1", 1), ("千克/万元", "1e-3", 1), ("吨/亿元", "1e-4", 1),
        ("万吨/亿元", "1", 1), ("千克/元", "10", 1), ("吨/百万元", "1e-2", 1),
    ),
}  # fmt: skip
