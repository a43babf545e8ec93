"""A given rate or intensity, compared with its own numerator and denominator.

If it differs by more than rounding, it is judged as given, with a warning. If it differs by a power of ten, the file
itself proves an error (0.175 for 17.5 %), as does one year's fraction among percents: neither is judged.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Context, Decimal

from clustercheck.checks.figures import LESS, FirstLook, Rule, Sound
from clustercheck.model.exact_figures import FormFigures, FormLines
from clustercheck.model.hints import TypeAlias
from clustercheck.model.indicators import INDICATORS, Quotient, in_order
from clustercheck.model.problems import Fact, Problem, error, warning
from clustercheck.model.quantities import EXACT, HUNDRED, plain, quotient
from clustercheck.model.records import NamedTuple

# A rate this close to its quotient agrees with it, whatever digits are shown: 0.05 percentage points.
_LEAST_TOLERANCE = Decimal("0.05")
# The size of an intensity or a figure per 10,000 depends on the industry: half a percent of the figure itself.
_RELATIVE_TOLERANCE = Decimal("0.005")
# An error of scale leaves fewer digits, so the tolerance is at least two percent.
_TOLERANCE_OF_SLIPS = Decimal("0.02")
# 元 for 万元, ‰ for %, a fraction for a percent. Ten times alone may be a decline or a count of other firms.
_SLIPS = tuple(Decimal(10) ** power for power in (2, 3, 4, 6, 8))
# With a tolerance of at most half, no figure is within this factor of its quotient by a slip.
_NEAR = Decimal(50)
# About a hundred times the year beside: rates of neighbouring years differ by less than half.
_ABOUT_HUNDRED = (Decimal(50), Decimal(200))
_FOUR_DIGITS = Context(prec=4)
_ZERO, _HALF, _ONE = Decimal(0), Decimal("0.5"), Decimal(1)
_NONE: Mapping[int, Decimal] = {}
_times, _minus = EXACT.multiply, EXACT.subtract


# A derivation with the rows of its numerator and denominator.
_Formed: TypeAlias = tuple[Quotient, Mapping[int, Decimal], Mapping[int, Decimal]]


class _Apart(NamedTuple):
    """A derivation that disagrees with a given figure, with both sides of its quotient."""

    way: Quotient
    numerator: Decimal
    denominator: Decimal


_DERIVED = {id: ways for id in in_order(INDICATORS, "derived") if (ways := INDICATORS[id].derived)}
_RATES = tuple(id for id, indicator in INDICATORS.items() if indicator.unit.dimension == "rate")


def not_their_quotients(sound: Sound, file: str) -> Iterator[Problem]:
    """Problems of figures that agree with none of their derivations. Errors of scale are doubted."""
    values = sound.values
    for given, ways in _DERIVED.items():
        formed = [(way, values.get(way.numerator, _NONE), values.get(way.denominator, _NONE)) for way in ways]
        tolerance = _LEAST_TOLERANCE if given in _RATES else None
        for year, stated in list(values.get(given, _NONE).items()):
            usual = _times(stated, _RELATIVE_TOLERANCE) if tolerance is None else tolerance
            apart = _derived_apart(year, stated, usual, formed)
            if apart:
                yield _of_apart(given, year, stated, apart, sound, file)
    for id in _RATES:
        ordered = sound.ordered.get(id)
        if ordered and ordered[0] <= _ONE < ordered[-1]:
            yield from _fractions_among_percents(id, sound, file)


def _first_look(lines: FormLines) -> FirstLook:
    number = {id: at for at, id in enumerate(lines.ids) if lines.filled[at]}
    rates = [number[id] for id in _RATES if id in number]
    formed = {id: _ways_in(ways, number) for id, ways in _DERIVED.items() if id in number}
    given = [
        (number[id], id in _RATES, _float_ways(ways, number, lines.full))
        for id, ways in formed.items()
        if ways
    ]
    of_rates, of_others = float(_LEAST_TOLERANCE) * LESS, float(_RELATIVE_TOLERANCE) * LESS

    def finds_nothing(form: FormFigures) -> bool:
        rows = form.rows
        for at, is_rate, ways in given:
            stated = rows[at]
            usual = [of_rates] * len(stated) if is_rate else [value * of_others for value in stated]
            apart = list(zip(stated, usual, range(len(stated)), strict=True))
            for top, bottom, factor in ways:
                tops, bottoms = rows[top], rows[bottom]
                apart = [
                    (value, more, year)
                    for value, more, year in apart
                    if abs(value * bottoms[year] - tops[year] * factor) >= more * bottoms[year]
                ]
                if not apart:
                    break
            if apart:
                return False
        lows, highs = form.lows, form.highs
        return not [at for at in rates if lows[at] <= 1 < highs[at]]

    return finds_nothing


def _ways_in(ways: Sequence[Quotient], number: Mapping[str, int]) -> list[Quotient]:
    """The derivations from two of a form's lines."""
    return [way for way in ways if way.numerator in number and way.denominator in number]


def _float_ways(
    ways: Sequence[Quotient], number: Mapping[str, int], full: Sequence[bool]
) -> list[tuple[int, int, float]]:
    """Derivations from lines of a form: the lines by their numbers, and the factor of their quotient.

    One of several is left out if a line has a blank cell: with what stands for it a figure must not agree.
    """
    found = [
        (number[way.numerator], number[way.denominator], float(way.times) / float(way.over)) for way in ways
    ]
    return found if len(found) == 1 else [way for way in found if full[way[0]] and full[way[1]]]


# A figure agrees if it agrees with one of several quotients, unless a figure of that one is doubted.
RULE = Rule(30, not_their_quotients, _first_look, hangs_on_others=True)


def _derived_apart(year: int, stated: Decimal, usual: Decimal, formed: list[_Formed]) -> list[_Apart]:
    """The quotients that can be formed and disagree with a given figure; none if it agrees with one."""
    apart = []
    for way, tops, bottoms in formed:
        top, bottom = tops.get(year), bottoms.get(year)
        if top is None or not bottom:
            continue
        numerator, denominator = _times(top, way.times), _times(bottom, way.over)
        # As `_agrees` has it, with one difference for both tolerances: nearly all figures agree.
        difference = _minus(_times(stated, denominator), numerator).copy_abs()
        if difference <= _times(usual, denominator):
            return []
        if difference <= _times(_half_a_digit(stated), denominator):
            return []
        apart.append(_Apart(way, numerator, denominator))
    return apart


def _of_apart(
    given: str, year: int, stated: Decimal, apart: list[_Apart], sound: Sound, file: str
) -> Problem:
    """The problem of a figure that agrees with none of its quotients; an error of scale is doubted."""
    for found in apart:
        if not stated or _slip(stated, found) is not None:
            said = _not_the_quotient(given, year, found, sound, file)
            sound.doubt("C256" if stated else "C255", given, year)
            return said
    return _not_the_quotient(given, year, apart[0], sound, file)


def _agrees(stated: Decimal, numerator: Decimal, denominator: Decimal, tolerance: Decimal) -> bool:
    """Whether |stated - numerator / denominator| <= tolerance, multiplied out so that nothing is rounded."""
    difference = _minus(_times(stated, denominator), numerator).copy_abs()
    return difference <= _times(tolerance, denominator)


def _half_a_digit(stated: Decimal) -> Decimal:
    return _HALF.scaleb(-len(plain(stated).partition(".")[2]))


def _slip(stated: Decimal, found: _Apart) -> Decimal | None:
    """The factor by which a figure is too small or too large, if that is a hundred, a thousand and so on."""
    _, numerator, denominator = found
    product = _times(stated, denominator)
    if not numerator or (
        _times(product, _NEAR) > numerator > _ZERO and _times(numerator, _NEAR) > product > _ZERO
    ):
        return None
    tolerance = max(_half_a_digit(stated), _times(stated, _TOLERANCE_OF_SLIPS))
    # A figure with a single digit in the last place agrees with anything.
    tolerance = min(tolerance, _times(stated, _HALF))
    for slip in _SLIPS:
        if _agrees(stated, _times(numerator, slip), denominator, tolerance) or _agrees(
            stated, numerator, _times(denominator, slip), tolerance
        ):
            return slip
    return None


def _fractions_among_percents(id: str, sound: Sound, file: str) -> Iterator[Problem]:
    """Rates of at most 1 % beside years in which they are about a hundred times as large."""
    row = dict(sound.values[id])
    for year, value in sorted(row.items()):
        if not 0 < value <= _ONE:
            continue
        meant = _times(value, HUNDRED)
        near = [
            other
            for other, rate in row.items()
            if rate > _ONE and _times(_ABOUT_HUNDRED[0], value) <= rate <= _times(_ABOUT_HUNDRED[1], value)
        ]
        if not near:
            continue
        seen, beside = sound.observations[id][year], min(near, key=lambda other: abs(other - year))
        yield error(
            "C253", seen.cell.within(file), indicator=INDICATORS[id].name, value=f"{plain(value)} %", year=year,
            beside=f"{plain(row[beside])} %", beside_year=beside,
            beside_cell=str(sound.observations[id][beside].cell), meant=plain(meant),
        )  # fmt: skip
        sound.doubt("C253", id, year)


def _not_the_quotient(given: str, year: int, found: _Apart, sound: Sound, file: str) -> Problem:
    observations, way = sound.observations, found.way
    seen = observations[given][year]
    derived = plain(_FOUR_DIGITS.plus(quotient(found.numerator, found.denominator)))
    facts: dict[str, Fact] = {
        "indicator": INDICATORS[given].name,
        "value": "" if seen.value is None else f"{plain(seen.value)} {seen.unit}",
        "cell": str(seen.cell),
        "derived": f"{derived} {seen.unit}",
        "numerator": INDICATORS[way.numerator].name,
        "numerator_cell": str(observations[way.numerator][year].cell),
        "denominator": INDICATORS[way.denominator].name,
        "denominator_cell": str(observations[way.denominator][year].cell),
        "year": year,
    }
    where = seen.cell.within(file)
    if not seen.value:
        return error("C255", where, **facts)
    slip = _slip(seen.value, found)
    return (
        warning("C202", where, **facts) if slip is None else error("C256", where, **facts, times=f"{slip:,}")
    )
