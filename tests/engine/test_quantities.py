"""Exact numbers and units."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clustercheck.model import quantities
from clustercheck.model.quantities import (
    EXACT,
    UNITS,
    convert,
    fifteen_digits,
    growth_percent,
    plain,
    plausible,
    quotient,
)

D = Decimal
figures = st.decimals(min_value=-(10**12), max_value=10**12, allow_nan=False, places=3)
positive = st.integers(1, 10**9).map(Decimal)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (repr(0.1 + 0.2), "0.3"),
        (repr(1.1 * 3), "3.3"),
        (repr(22.4 / 32), "0.7"),
        ("69.999999999999996", "70"),
        ("69.9999999999999", "69.9999999999999"),
        ("1E+2", "100"),
        ("-0", "0"),
        ("123456789012345678", "123456789012346000"),
    ],
)
def test_a_cell_is_taken_at_the_fifteen_digits_that_excel_shows(text: str, shown: str) -> None:
    assert plain(fifteen_digits(text)) == shown


@pytest.mark.parametrize("text", ["", "x", "NaN", "sNaN", "Infinity", "-inf", "1e999999999999999999"])
def test_what_is_no_finite_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        fifteen_digits(text)


@given(st.floats(min_value=-1e15, max_value=1e15, allow_subnormal=False))
def test_a_double_keeps_fifteen_digits(number: float) -> None:
    assert fifteen_digits(repr(number)) == D(f"{number:.15g}")


@given(figures, st.sampled_from([units for units in UNITS.values() if len(units) > 1]), st.data())
def test_a_unit_and_back_is_the_same_figure(value: Decimal, units: dict, data: st.DataObject) -> None:
    written, wanted = (units[data.draw(st.sampled_from(sorted(units)))] for _ in range(2))
    there = convert(value, written, wanted)
    assert fifteen_digits(str(convert(there, wanted, written))) == fifteen_digits(str(value))
    if "亩" not in written.name + wanted.name:
        assert convert(there, wanted, written) == value
        assert there * wanted.numerator == value * written.numerator


@pytest.mark.parametrize(
    ("dimension", "value", "written", "wanted", "shown"),
    [
        ("area", "150000", "亩", "平方公里", "100"),
        ("area", "15", "万亩", "平方公里", "100"),
        ("area", "10000", "公顷", "平方公里", "100"),
        ("area", "100000000", "平方米", "平方公里", "100"),
        ("money", "320000", "万元", "亿元", "32"),
        ("money", "1.5", "万亿元", "亿元", "15000"),
        ("rate", "155", "‰", "%", "15.5"),
        ("people", "2.9", "万人", "人", "29000"),
        ("intensity", "377", "吨/亿元", "吨/万元", "0.0377"),
        ("intensity", "37.7", "千克/万元", "吨/万元", "0.0377"),
        ("mass", "2.3", "万吨", "吨", "23000"),
    ],
)
def test_conversions(dimension: str, value: str, written: str, wanted: str, shown: str) -> None:
    units = UNITS[dimension]
    assert plain(convert(D(value), units[written], units[wanted])) == shown


def test_a_mu_beside_100_square_kilometres_is_told_from_it() -> None:
    mu, km2 = UNITS["area"]["亩"], UNITS["area"]["平方公里"]
    assert convert(D("150000"), mu, km2) == 100
    assert convert(D("150000.000000001"), mu, km2) > 100
    assert convert(D("149999.999999999"), mu, km2) < 100


def test_another_dimension_is_refused() -> None:
    with pytest.raises(ValueError, match="亿元"):
        convert(D(1), UNITS["money"]["亿元"], UNITS["area"]["亩"])


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("31.50", "31.5"),
        ("4E-2", "0.04"),
        ("2E+4", "20000"),
        ("0E+7", "0"),
        ("-0.0", "0"),
        ("-1.10", "-1.1"),
        ("100", "100"),
        ("1" * 61, "1" * 15 + "0" * 46),
        ("0." + "3" * 70, "0." + "3" * 15),
    ],
)
def test_plain_has_no_exponent_and_no_idle_zero(number: str, shown: str) -> None:
    assert plain(D(number)) == shown


@pytest.mark.parametrize(
    ("numerator", "denominator", "shown"),
    [
        (224, 3, "74.6666666666667"),
        (6996, 100, "69.96"),
        (1, 3, "0.333333333333333"),
        (2240, 32, "70"),
        (1, 2**40, plain(D(2) ** -40)),
    ],
)
def test_a_quotient_is_exact_where_it_ends(numerator: int, denominator: int, shown: str) -> None:
    assert plain(quotient(D(numerator), D(denominator))) == shown


@given(positive, positive)
def test_a_quotient_is_within_fifteen_digits(numerator: Decimal, denominator: Decimal) -> None:
    shown = quotient(numerator, denominator)
    assert abs(shown * denominator - numerator) <= numerator * D("1e-14")


@given(positive, positive)
def test_a_quotient_rounded_up_is_enough(numerator: Decimal, denominator: Decimal) -> None:
    shown = quotient(numerator, denominator, up=True)
    assert shown >= quotient(numerator, denominator)
    assert 0 <= shown * denominator - numerator <= numerator * D("1e-14")


@given(st.integers(1, 3), st.decimals("0.01", "50", places=3), positive)
def test_growth_is_exact_where_it_is_exact(years: int, factor: Decimal, first: Decimal) -> None:
    assert growth_percent(first * factor**years, first, years) == (factor - 1) * 100


@given(st.integers(1, 3), positive, positive)
def test_growth_is_within_fifteen_digits_of_itself(years: int, last: Decimal, first: Decimal) -> None:
    """Also where it is next to nothing: the digits are the growth's own, not those of one plus it."""
    shown = Fraction(growth_percent(last, first, years))
    for off, side in ((-1, True), (1, False)):
        bound = 1 + (shown + off * abs(shown) * Fraction(1, 10**14)) / 100
        assert bound < 0 or (bound**years <= Fraction(last) / Fraction(first)) is side or shown == 0


def test_growth_to_nothing() -> None:
    assert [growth_percent(D(0), D(7), years) for years in (1, 2, 3)] == [-100, -100, -100]


@pytest.mark.parametrize(
    ("number", "is_so"),
    [
        ("0", True),
        ("1e-15", True),
        ("9e-16", False),
        ("-5", True),
        ("999999999999999999", True),
        ("1e18", False),
    ],
)
def test_a_figure_no_statistic_could_have(number: str, is_so: bool) -> None:
    assert plausible(D(number)) is is_so


@given(
    last=st.decimals(D("1e-15"), D("1e18"), places=15), first=st.decimals(D("1e-15"), D("1e18"), places=15)
)
def test_a_growth_over_years_lies_where_its_power_says(last: Decimal, first: Decimal) -> None:
    """The root, at whatever size, is right to the last digit shown."""
    for years in (2, 3):
        grown = Fraction(growth_percent(last, first, years)) / 100 + 1
        near = max(abs(grown - 1) / 10**14, Fraction(1, 10**35))
        lower, upper = max(grown - near, Fraction(0)) ** years, (grown + near) ** years
        assert lower * Fraction(first) <= Fraction(last) <= upper * Fraction(first)


@given(root=st.integers(1, 10**15).map(lambda n: D(n).scaleb(-6)), first=positive)
def test_a_growth_that_ends_is_shown_exactly(root: Decimal, first: Decimal) -> None:
    for years in (2, 3):
        last = EXACT.multiply(first, EXACT.power(root, years))
        assert growth_percent(last, first, years) == EXACT.multiply(EXACT.subtract(root, D(1)), D(100))


@given(part=st.integers(1, 10**15), whole=st.integers(1, 10**15), up=st.booleans())
def test_a_quotient_that_does_not_end_has_fifteen_digits(part: int, whole: int, up: bool) -> None:
    shown, exact = quotient(D(part), D(whole), up=up), Fraction(part, whole)
    if Fraction(shown) != exact:
        assert len(shown.as_tuple().digits) == 15
        assert abs(Fraction(shown) / exact - 1) < Fraction(1, 10**14)
        assert not up or Fraction(shown) > exact


@given(
    st.sampled_from((2, 3)),
    positive,
    positive,
    st.integers(-14, 3),
    st.integers(0, 2**28),
    st.integers(0, 40),
)
def test_a_growth_found_quickly_is_the_exact_one(
    years: int, first: Decimal, number: Decimal, places: int, halves: int, twos: int
) -> None:
    """Of any figures, of figures next to each other, and where the growth ends only after many digits."""
    for last in (
        number,
        first + number.scaleb(places),
        first * (1 + D(halves) / 2**twos) ** years,
    ):
        top, under = quantities._ratio(last, first)
        quick = quantities._near_growth(top, under, years)
        assert quick is None or str(quick) == str(quantities._exact_growth(top, under, years))
