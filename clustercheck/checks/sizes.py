"""What is a slip of unit, or likely one: a size, a jump from one year to the next, a proportion to another figure.

What is merely unlikely can be true: it is judged, and the report asks. What nothing real comes near is not judged, and
neither is the figure beside it by which that shows, for nobody knows which of the two is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Context, Decimal

from clustercheck.checks.figures import Sound
from clustercheck.checks.usual_bounds import PROPORTIONS, SIZES, Bounds, Proportion
from clustercheck.model.cluster import Observation
from clustercheck.model.indicators import INDICATORS
from clustercheck.model.problems import Problem, error, warning
from clustercheck.model.quantities import EXACT, plain, quotient

# From one year to the next; a unit wrongly written makes it a thousand or ten thousand.
_JUMP = Decimal(8)
_JUMP_BEYOND_THINKING = Decimal(800)
# About a hundred times is a slip as well, but for a count that began with a few.
_HUNDREDFOLD = Decimal(66), Decimal(150)
_FEW = Decimal(10)
# Of these a few can become many without a slip.
_SMALL = Decimal(100)
_COUNTS = frozenset(id for id, indicator in INDICATORS.items() if indicator.is_count)
_THREE_DIGITS = Context(prec=3)
_ZERO, _ONE = Decimal(0), Decimal(1)
_times = EXACT.multiply

# What the rules ask first: between these nothing is to be said. A figure that is zero or less is below them.
_USUAL_SIZES = {id: (bounds.least or _ZERO, bounds.most) for id, bounds in SIZES.items()}


def _usual(proportion: Proportion) -> tuple[Decimal, Decimal]:
    """The same of `top` over `bottom` as they stand, without the quotient of their units."""
    bounds, times = proportion.bounds, proportion.times
    return EXACT.divide(bounds.least or _ZERO, times), EXACT.divide(bounds.most, times)


_USUAL_PROPORTIONS = tuple((proportion, *_usual(proportion)) for proportion in PROPORTIONS)


def unlikely(sound: Sound, file: str) -> list[Problem]:
    """What is out of size, at its cells; figures beyond all size are doubted."""
    problems: list[Problem] = []
    for id, year in _unusual_sizes(sound):
        found = _out_of_size(sound.observations[id][year], SIZES[id], file)
        if found is not None:
            problems.append(found)
            if found.code == "C232":
                sound.doubt("C232", id, year)
    for id in _leaping(sound):
        problems += _jumps(sound, id, file)
    for proportion, least, most in _USUAL_PROPORTIONS:
        for top, bottom in _unusual_pairs(proportion, least, most, sound):
            found = _out_of_proportion(proportion, top, bottom, file)
            if found is not None:
                problems.append(found)
                if found.code == "C231":
                    sound.doubt("C231", top.indicator, top.year)
                    sound.doubt("C231", bottom.indicator, bottom.year)
    return problems


def _unusual_sizes(sound: Sound) -> list[tuple[str, int]]:
    found, values = [], sound.values
    for id, (least, most) in _USUAL_SIZES.items():
        row = values.get(id)
        if row:
            for year, value in row.items():
                if not least <= value <= most:
                    found.append((id, year))
    return found


def _out_of_size(seen: Observation, bounds: Bounds, file: str) -> Problem | None:
    value = seen.value
    if value is None or value <= 0:
        return None
    outside = _outside(value, _ONE, bounds)
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


def _leaping(sound: Sound) -> list[str]:
    """The rows whose largest figure is a jump from the smallest, be they of neighbouring years or not.

    From a smallest of zero or less everything is.
    """
    found = []
    for id, row in sound.values.items():
        if len(row) > 1:
            ordered = sorted(row.values())
            largest = ordered[-1]
            if largest >= _times(ordered[0], _JUMP) and not (largest < _SMALL and id in _COUNTS):
                found.append(id)
    return found


def _jumps(sound: Sound, id: str, file: str) -> Iterator[Problem]:
    before, by_year = sound.values[id].copy(), sound.observations[id]
    for year in sorted(before):
        if year - 1 in before:
            found = _jump(by_year[year - 1], by_year[year], file)
            if found is not None:
                yield found
                if found.code == "C230":
                    sound.doubt("C230", id, year - 1)
                    sound.doubt("C230", id, year)


def _jump(before: Observation, after: Observation, file: str) -> Problem | None:
    first, second = before.value, after.value
    if first is None or second is None or first <= 0 or second <= 0:
        return None
    larger, smaller = max(first, second), min(first, second)
    if (after.indicator in _COUNTS and larger < _SMALL) or larger < _times(smaller, _JUMP):
        return None
    thinkable = larger < _times(smaller, _JUMP_BEYOND_THINKING) and not _is_hundredfold(
        after.indicator, larger, smaller
    )
    return (warning if thinkable else error)(
        "C203" if thinkable else "C230",
        after.cell.within(file),
        indicator=INDICATORS[after.indicator].name,
        year=after.year,
        value=f"{plain(second)} {after.unit}",
        before=f"{plain(first)} {before.unit}",
        before_cell=str(before.cell),
    )


def _is_hundredfold(id: str, larger: Decimal, smaller: Decimal) -> bool:
    if id in _COUNTS and smaller < _FEW:
        return False
    least, most = _HUNDREDFOLD
    return _times(smaller, least) <= larger <= _times(smaller, most)


def _unusual_pairs(
    proportion: Proportion, least: Decimal, most: Decimal, sound: Sound
) -> list[tuple[Observation, Observation]]:
    """The figures of a year that make an unusual proportion; of what is asked once, the latest of either."""
    tops, bottoms = sound.values.get(proportion.top), sound.values.get(proportion.bottom)
    if not tops or not bottoms:
        return []
    years = [(year, year) for year in tops if year in bottoms]
    if INDICATORS[proportion.bottom].once:
        years = [(max(tops), max(bottoms))]
    return [
        (sound.observations[proportion.top][one], sound.observations[proportion.bottom][other])
        for one, other in years
        if not _times(least, bottoms[other]) <= tops[one] <= _times(most, bottoms[other])
    ]


def _out_of_proportion(
    proportion: Proportion, top: Observation, bottom: Observation, file: str
) -> Problem | None:
    if not top.value or not bottom.value or top.value < 0 or bottom.value < 0:
        return None
    over = _times(top.value, proportion.times)
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
    if least is not None and value < _times(least, over):
        return False
    return value <= _times(most, over)
