"""What cannot be true together: a part over its whole, a rate that is not the quotient of its parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Context, Decimal
from typing import NamedTuple, TypeGuard

from clustercheck.cluster import Observation
from clustercheck.indicators import INDICATORS, PARTS
from clustercheck.problems import Problem, error, warning
from clustercheck.quantities import EXACT, HUNDRED, TEN_THOUSAND, plain, quotient
from clustercheck.readers.magnitude import unlikely
from clustercheck.readers.sound import Series, Sound
from clustercheck.readers.standstill import unmoved
from clustercheck.readers.targets import on_target_sheets

# A rate within this of its quotient agrees with it, whatever digits are shown: 0.05 percentage points.
_LEAST_TOLERANCE = Decimal("0.05")
# An intensity's size depends on the industry, so there it is half a percent of the figure itself.
_RELATIVE_TOLERANCE = Decimal("0.005")
_FOUR_DIGITS = Context(prec=4)
_HALF = Decimal("0.5")
_NONE: Mapping[int, Decimal] = {}
_times = EXACT.multiply


class _Quotient(NamedTuple):
    """How a figure may be derived: numerator over denominator, times `over_one`, divided by `under_one`."""

    numerator: str
    denominator: str
    times: Decimal = Decimal(1)
    over: Decimal = Decimal(1)


_DERIVED: dict[str, tuple[_Quotient, ...]] = {
    "iiot_adoption_rate": (
        _Quotient("iiot_enterprises", "enterprises", times=HUNDRED),
        _Quotient("iiot_enterprises", "sme_enterprises", times=HUNDRED),
    ),
    "co2_intensity": (_Quotient("co2_emissions", "total_output", over=TEN_THOUSAND),),
}


def checked(observations: Series, file: str) -> tuple[dict[str, Mapping[int, Observation]], list[Problem]]:
    """The observations with those doubted that contradict each other, and the problems that say so."""
    sound = Sound(observations)
    problems: list[Problem] = []
    contradicting = _contradicting(sound)
    for part, whole, year in contradicting:
        problems.append(_part_over_whole(observations[part][year], observations[whole][year], file))
    # Only now, for a whole is held against each of its parts.
    for part, whole, year in contradicting:
        sound.doubt("C201", part, year)
        sound.doubt("C201", whole, year)
    for given, ways in _DERIVED.items():
        for year in sound.values.get(given, ()):
            problems += _apart(given, year, ways, sound, file)
    problems += unlikely(sound, file)
    problems += unmoved(sound, file)
    problems += on_target_sheets(observations, file)
    return sound.observations, problems


def _contradicting(sound: Sound) -> list[tuple[str, str, int]]:
    """Parts and the wholes that they exceed, with the year."""
    if sound.has_bounds:
        return _contradicting_bounds(sound.observations)
    found, values = [], sound.values
    for part, whole in PARTS:
        parts, wholes = values.get(part), values.get(whole)
        if parts and wholes:
            for year, value in parts.items():
                most = wholes.get(year)
                if most is not None and value > most:
                    found.append((part, whole, year))
    return found


def _contradicting_bounds(observations: Series) -> list[tuple[str, str, int]]:
    found = []
    for part, whole in PARTS:
        wholes = observations.get(whole, {})
        for year, first in observations.get(part, {}).items():
            second = wholes.get(year)
            if _is_sound(first) and _is_sound(second) and _exceeds(first, second):
                found.append((part, whole, year))
    return found


def _is_sound(seen: Observation | None) -> TypeGuard[Observation]:
    return seen is not None and seen.doubt is None and not seen.is_blank


def _exceeds(part: Observation, whole: Observation) -> bool:
    """Whether a part is more than its whole, for certain where one of them is a bound."""
    if part.bounds is None and whole.bounds is None:
        return _number(part) > _number(whole)
    least = _number(part) if part.bounds is None else part.bounds.lower
    most = whole.value if whole.bounds is None else whole.bounds.upper
    if most is None:
        return False
    left_out = (part.bounds is not None and part.bounds.over) or (
        whole.bounds is not None and whole.bounds.under
    )
    return least > most or (left_out and least == most)


def _part_over_whole(part: Observation, whole: Observation, file: str) -> Problem:
    return error(
        "C201",
        part.cell.within(file),
        part=INDICATORS[part.indicator].name,
        whole=INDICATORS[whole.indicator].name,
        part_cell=str(part.cell),
        whole_cell=str(whole.cell),
        part_value=_shown(part),
        whole_value=_shown(whole),
        year=part.year,
    )


def _apart(given: str, year: int, ways: tuple[_Quotient, ...], sound: Sound, file: str) -> Iterator[Problem]:
    """A warning where a given figure agrees with none of the quotients that can be formed."""
    values, apart = sound.values, None
    stated = values[given][year]
    for way in ways:
        top = values.get(way.numerator, _NONE).get(year)
        bottom = values.get(way.denominator, _NONE).get(year)
        if top is None or not bottom:
            continue
        numerator, denominator = _times(top, way.times), _times(bottom, way.over)
        if _agrees(given, stated, numerator, denominator):
            return
        apart = apart or (way, numerator, denominator)
    if apart is not None:
        yield _not_the_quotient(given, year, *apart, sound.observations, file)


def _agrees(given: str, stated: Decimal, numerator: Decimal, denominator: Decimal) -> bool:
    """|stated - numerator / denominator| <= tolerance, multiplied out so that nothing is rounded."""
    difference = abs(EXACT.subtract(_times(stated, denominator), numerator))
    return difference <= _times(_tolerance(given, stated), denominator)


def _tolerance(given: str, stated: Decimal) -> Decimal:
    digits = plain(stated).partition(".")[2]
    half_a_digit = _HALF.scaleb(-len(digits))
    if given == "co2_intensity":
        return max(half_a_digit, _times(stated, _RELATIVE_TOLERANCE))
    return max(half_a_digit, _LEAST_TOLERANCE)


def _not_the_quotient(
    given: str,
    year: int,
    way: _Quotient,
    numerator: Decimal,
    denominator: Decimal,
    observations: Series,
    file: str,
) -> Problem:
    seen = observations[given][year]
    derived = plain(_FOUR_DIGITS.plus(quotient(numerator, denominator)))
    return warning(
        "C202",
        seen.cell.within(file),
        indicator=INDICATORS[given].name,
        value=_shown(seen),
        cell=str(seen.cell),
        derived=f"{derived} {seen.unit}",
        numerator=INDICATORS[way.numerator].name,
        numerator_cell=str(observations[way.numerator][year].cell),
        denominator=INDICATORS[way.denominator].name,
        denominator_cell=str(observations[way.denominator][year].cell),
        year=year,
    )


def _number(observation: Observation) -> Decimal:
    """The value; a blank is below every value, so that it exceeds none."""
    return Decimal("-Infinity") if observation.value is None else observation.value


def _shown(observation: Observation) -> str:
    if observation.bounds is not None:
        return f"“{observation.text}”"
    return "" if observation.value is None else f"{plain(observation.value)} {observation.unit}"
