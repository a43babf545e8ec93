"""What cannot be true together: a part over its whole, a rate that is not the quotient of its parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Context, Decimal
from typing import NamedTuple

from clustercheck.cluster import Observation
from clustercheck.indicators import INDICATORS, PARTS
from clustercheck.problems import Problem, error, warning
from clustercheck.quantities import EXACT, HUNDRED, TEN_THOUSAND, plain, quotient
from clustercheck.readers.magnitude import unlikely
from clustercheck.readers.standstill import unmoved
from clustercheck.readers.targets import on_target_sheets

Series = Mapping[str, Mapping[int, Observation]]

# A rate within this of its quotient agrees with it, whatever digits are shown: 0.05 percentage points.
_LEAST_TOLERANCE = Decimal("0.05")
# An intensity's size depends on the industry, so there it is half a percent of the figure itself.
_RELATIVE_TOLERANCE = Decimal("0.005")
_FOUR_DIGITS = Context(prec=4)
_HALF = Decimal("0.5")


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


def checked(observations: Series, file: str) -> tuple[dict[str, dict[int, Observation]], list[Problem]]:
    """The observations with those doubted that contradict each other, and the problems that say so."""
    result = {id: dict(by_year) for id, by_year in observations.items()}
    problems: list[Problem] = []
    for part, whole in PARTS:
        for year, first in observations.get(part, {}).items():
            second = _sound(observations, whole, year)
            if first.doubt is None and second is not None and _exceeds(first, second):
                problems.append(_part_over_whole(first, second, file))
                for doubted in (first, second):
                    result[doubted.indicator][year] = doubted._replace(doubt="C201")
    for given in _DERIVED:
        for year in observations.get(given, {}):
            stated = _sound(result, given, year)
            if stated is not None and stated.bounds is None:
                problems.extend(_apart(stated, result, file))
    problems.extend(unlikely(result, file))
    problems.extend(unmoved(result, file))
    problems.extend(on_target_sheets(result, file))
    return result, problems


def _sound(observations: Series, id: str, year: int) -> Observation | None:
    found = observations.get(id, {}).get(year)
    return None if found is None or found.is_blank or found.doubt is not None else found


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


def _apart(given: Observation, observations: Series, file: str) -> Iterator[Problem]:
    """A warning where a given figure agrees with none of the quotients that can be formed."""
    apart: tuple[_Quotient, Observation, Observation] | None = None
    for way in _DERIVED[given.indicator]:
        top = _sound(observations, way.numerator, given.year)
        bottom = _sound(observations, way.denominator, given.year)
        if top is None or bottom is None or top.value is None or not bottom.value:
            continue
        if _agrees(given, way, top, bottom):
            return
        apart = apart or (way, top, bottom)
    if apart is not None:
        way, top, bottom = apart
        yield warning(
            "C202",
            given.cell.within(file),
            indicator=INDICATORS[given.indicator].name,
            value=_shown(given),
            cell=str(given.cell),
            derived=_derived(way, top, bottom, given.unit),
            numerator=INDICATORS[top.indicator].name,
            numerator_cell=str(top.cell),
            denominator=INDICATORS[bottom.indicator].name,
            denominator_cell=str(bottom.cell),
            year=given.year,
        )


def _agrees(given: Observation, way: _Quotient, top: Observation, bottom: Observation) -> bool:
    """|given - top·times / (bottom·over)| <= tolerance, multiplied out so that nothing is rounded."""
    numerator = EXACT.multiply(_number(top), way.times)
    denominator = EXACT.multiply(_number(bottom), way.over)
    difference = abs(EXACT.subtract(EXACT.multiply(_number(given), denominator), numerator))
    return difference <= EXACT.multiply(_tolerance(given), denominator)


def _tolerance(given: Observation) -> Decimal:
    digits = plain(_number(given)).partition(".")[2]
    half_a_digit = _HALF.scaleb(-len(digits))
    if given.indicator == "co2_intensity":
        return max(half_a_digit, EXACT.multiply(_number(given), _RELATIVE_TOLERANCE))
    return max(half_a_digit, _LEAST_TOLERANCE)


def _derived(way: _Quotient, top: Observation, bottom: Observation, unit: str) -> str:
    exact = quotient(EXACT.multiply(_number(top), way.times), EXACT.multiply(_number(bottom), way.over))
    return f"{plain(_FOUR_DIGITS.plus(exact))} {unit}"


def _number(observation: Observation) -> Decimal:
    """The value; a blank is below every value, so that it exceeds none."""
    return Decimal("-Infinity") if observation.value is None else observation.value


def _shown(observation: Observation) -> str:
    if observation.bounds is not None:
        return f"“{observation.text}”"
    return "" if observation.value is None else f"{plain(observation.value)} {observation.unit}"
