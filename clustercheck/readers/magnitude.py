"""What is a slip of unit, or likely one: a size, a jump from one year to the next, a proportion to another figure.

What is merely unlikely can be true: it is judged, and the report asks. What nothing real comes near is not judged, and
neither is the figure beside it by which that shows, for nobody knows which of the two is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Context, Decimal
from typing import TypeAlias

from clustercheck.cluster import Observation
from clustercheck.indicators import INDICATORS
from clustercheck.problems import Problem, error, warning
from clustercheck.quantities import EXACT, plain, quotient
from clustercheck.readers.bounds import PROPORTIONS, SIZES, Bounds, Proportion

Series: TypeAlias = dict[str, dict[int, Observation]]

# From one year to the next; a unit wrongly written makes it a thousand or ten thousand.
_JUMP = Decimal(8)
_JUMP_BEYOND_THINKING = Decimal(800)
# Of these a few can become many without a slip.
_SMALL = Decimal(100)
_THREE_DIGITS = Context(prec=3)


def unlikely(observations: Series, file: str) -> list[Problem]:
    """What is out of size, at its cells; figures beyond all size are given their doubt in `observations`."""
    problems: list[Problem] = []
    for id, bounds in SIZES.items():
        for year, seen in observations.get(id, {}).items():
            found = _out_of_size(seen, bounds, file)
            if found is not None:
                problems.append(found)
                if found.code == "C232":
                    observations[id][year] = seen._replace(doubt="C232")
    for by_year in observations.values():
        problems += _jumps(by_year, file)
    for proportion in PROPORTIONS:
        for top, bottom in _pairs(proportion, observations):
            found = _out_of_proportion(proportion, top, bottom, file)
            if found is not None:
                problems.append(found)
                if found.code == "C231":
                    _doubt("C231", (top, bottom), observations)
    return problems


def _out_of_size(seen: Observation, bounds: Bounds, file: str) -> Problem | None:
    value = seen.value
    if value is None or value <= 0 or seen.doubt is not None:
        return None
    outside = _outside(value, Decimal(1), bounds)
    if outside is None:
        return None
    thinkable, least, most = outside
    return (warning if thinkable else error)(
        "C233" if thinkable else "C232",
        seen.cell.within(file),
        indicator=INDICATORS[seen.indicator].name,
        year=seen.year,
        value=f"{plain(value)} {seen.unit}",
        least=least,
        most=most,
    )


def _jumps(by_year: dict[int, Observation], file: str) -> Iterator[Problem]:
    before = dict(by_year)
    for year in sorted(before):
        first, second = before.get(year - 1), before[year]
        if first is None or not _sound(first) or not _sound(second):
            continue
        found = _jump(first, second, file)
        if found is not None:
            yield found
            if found.code == "C230":
                for seen in (first, second):
                    by_year[seen.year] = seen._replace(doubt="C230")


def _jump(before: Observation, after: Observation, file: str) -> Problem | None:
    first, second = before.value, after.value
    if first is None or second is None or first <= 0 or second <= 0:
        return None
    indicator = INDICATORS[after.indicator]
    larger, smaller = max(first, second), min(first, second)
    if (indicator.is_count and larger < _SMALL) or larger < EXACT.multiply(smaller, _JUMP):
        return None
    thinkable = larger < EXACT.multiply(smaller, _JUMP_BEYOND_THINKING)
    return (warning if thinkable else error)(
        "C203" if thinkable else "C230",
        after.cell.within(file),
        indicator=indicator.name,
        year=after.year,
        value=f"{plain(second)} {after.unit}",
        before=f"{plain(first)} {before.unit}",
        before_cell=str(before.cell),
    )


def _pairs(proportion: Proportion, observations: Series) -> Iterator[tuple[Observation, Observation]]:
    """The figures of a year that a proportion is made of; of what is asked once, the latest of either."""
    tops, bottoms = observations.get(proportion.top), observations.get(proportion.bottom)
    if not tops or not bottoms:
        return
    if INDICATORS[proportion.bottom].once:
        latest = _latest(tops), _latest(bottoms)
        if latest[0] is not None and latest[1] is not None:
            yield latest[0], latest[1]
        return
    for year, top in list(tops.items()):
        bottom = bottoms.get(year)
        if bottom is not None and _sound(top) and _sound(bottom):
            yield top, bottom


def _latest(by_year: dict[int, Observation]) -> Observation | None:
    sound = [year for year, seen in by_year.items() if _sound(seen)]
    return by_year[max(sound)] if sound else None


def _out_of_proportion(
    proportion: Proportion, top: Observation, bottom: Observation, file: str
) -> Problem | None:
    if not top.value or not bottom.value or top.value < 0 or bottom.value < 0:
        return None
    over = EXACT.multiply(top.value, proportion.times)
    outside = _outside(over, bottom.value, proportion.bounds)
    if outside is None:
        return None
    thinkable, least, most = outside
    return (warning if thinkable else error)(
        proportion.code if thinkable else "C231",
        top.cell.within(file),
        top=INDICATORS[top.indicator].name,
        top_cell=str(top.cell),
        top_value=f"{plain(top.value)} {top.unit}",
        bottom=INDICATORS[bottom.indicator].name,
        bottom_cell=str(bottom.cell),
        bottom_value=f"{plain(bottom.value)} {bottom.unit}",
        year=top.year,
        each=plain(_THREE_DIGITS.plus(quotient(over, bottom.value))),
        each_unit=proportion.unit,
        least=least,
        most=most,
    )


def _outside(value: Decimal, over: Decimal, bounds: Bounds) -> tuple[bool, str, str] | None:
    """Whether value / over, out of what is usual, is thinkable at all, and the bounds it breaks; None if usual."""
    if _within(value, over, bounds.least, bounds.most):
        return None
    thinkable = _within(value, over, bounds.least_thinkable, bounds.most_thinkable)
    least = bounds.least if thinkable else bounds.least_thinkable
    most = bounds.most if thinkable else bounds.most_thinkable
    return thinkable, "0" if least is None else plain(least), plain(most)


def _within(value: Decimal, over: Decimal, least: Decimal | None, most: Decimal) -> bool:
    """Whether value / over lies between two bounds, multiplied out so that nothing is rounded."""
    if least is not None and value < EXACT.multiply(least, over):
        return False
    return value <= EXACT.multiply(most, over)


def _doubt(code: str, seen: tuple[Observation, ...], observations: Series) -> None:
    for one in seen:
        observations[one.indicator][one.year] = one._replace(doubt=code)


def _sound(seen: Observation) -> bool:
    return seen.value is not None and seen.doubt is None
