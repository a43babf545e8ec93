"""A jump from one year to the next: a likely or a certain error of unit.

An unlikely jump may be real: it is judged, and the report asks. An impossible jump is not judged, nor is the figure
beside it, because it is unknown which of the two is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from clustercheck.checks.figures import FirstLook, Rule, Sound
from clustercheck.model.cluster import Observation
from clustercheck.model.exact_figures import FormFigures, FormLines
from clustercheck.model.indicators import INDICATORS
from clustercheck.model.problems import Problem, error, warning
from clustercheck.model.quantities import EXACT, plain
from clustercheck.model.speed import is_quick

# A wrong unit makes a figure a thousand or ten thousand times as large.
_JUMP = Decimal(8)
_JUMP_BEYOND_THINKING = Decimal(800)
# A factor of about a hundred is an error too, except for a count that began with a few.
_HUNDREDFOLD = Decimal(66), Decimal(150)
_FEW = Decimal(10)
# Of these, a few can become many without an error.
_SMALL = Decimal(100)
_times = EXACT.multiply


def jumps(sound: Sound, file: str) -> Iterator[Problem]:
    """Problems at the later of two years. Both figures of an impossible jump are doubted."""
    for id in _leaping(sound):
        yield from _jumps(sound, id, file)


def _first_look(lines: FormLines) -> FirstLook:
    # Eight times a float is exact.
    times, small = float(_JUMP), float(_SMALL)
    largest_of_few = [small if INDICATORS[id].is_count else 0.0 for id in lines.ids]

    def finds_nothing(form: FormFigures) -> bool:
        figures = zip(form.lows, form.highs, largest_of_few, strict=True)
        return not [high for low, high, few in figures if high >= low * times and high >= few]

    return finds_nothing


RULE = Rule(50, jumps, _first_look)


def _leaping(sound: Sound) -> list[str]:
    """The rows whose largest figure is a jump from the smallest, in neighbouring years or not.

    If the smallest is zero or less, every larger figure is a jump.
    """
    if not is_quick():
        return list(sound.values)
    found = []
    for id, ordered in sound.ordered.items():
        if len(ordered) > 1:
            largest = ordered[-1]
            if largest >= _times(ordered[0], _JUMP) and not (largest < _SMALL and INDICATORS[id].is_count):
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
    if (INDICATORS[after.indicator].is_count and larger < _SMALL) or larger < _times(smaller, _JUMP):
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
    if INDICATORS[id].is_count and smaller < _FEW:
        return False
    least, most = _HUNDREDFOLD
    return _times(smaller, least) <= larger <= _times(smaller, most)
