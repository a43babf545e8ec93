"""What is likely a slip of unit: a jump from one year to the next, output out of proportion to the people.

Warnings only: such figures can be true, so they are judged, and the report asks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from clustercheck.cluster import Observation
from clustercheck.indicators import INDICATORS
from clustercheck.problems import Problem, warning
from clustercheck.quantities import EXACT, plain, quotient

Series = Mapping[str, Mapping[int, Observation]]

# From one year to the next; a unit wrongly written makes it a thousand or ten thousand.
_JUMP = Decimal(8)
# Of these a few can become many without a slip.
_SMALL = Decimal(100)
# 亿元 of output a head in a year, 1,000 万元; most industries reach a tenth of it or less.
_MOST_A_HEAD = Decimal("0.1")


def unlikely(observations: Series, file: str) -> Iterator[Problem]:
    """Jumps by a factor of eight or more, and output beyond 1,000 万元 a head, each at its cell."""
    for by_year in observations.values():
        years = sorted(year for year in by_year if _sound(by_year[year]))
        for year in years:
            if year - 1 in years and (found := _jump(by_year[year - 1], by_year[year], file)):
                yield found
    yield from _out_of_proportion(observations, file)


def _jump(before: Observation, after: Observation, file: str) -> Problem | None:
    first, second = before.value, after.value
    if first is None or second is None or first <= 0 or second <= 0:
        return None
    indicator = INDICATORS[after.indicator]
    larger, smaller = max(first, second), min(first, second)
    if (indicator.is_count and larger < _SMALL) or larger < EXACT.multiply(smaller, _JUMP):
        return None
    return warning(
        "C203",
        after.cell.within(file),
        indicator=indicator.name,
        year=after.year,
        value=plain(second),
        before=plain(first),
        unit=after.unit,
    )


def _out_of_proportion(observations: Series, file: str) -> Iterator[Problem]:
    people = observations.get("employees", {})
    for year, output in observations.get("total_output", {}).items():
        heads = people.get(year)
        if (
            heads is None
            or not _sound(heads)
            or not _sound(output)
            or not heads.value
            or output.value is None
        ):
            continue
        if output.value > EXACT.multiply(heads.value, _MOST_A_HEAD):
            yield warning(
                "C222",
                output.cell.within(file),
                year=year,
                output=plain(output.value),
                people=plain(heads.value),
                cell=str(heads.cell),
                each=plain(quotient(output.value, heads.value).quantize(Decimal("0.01"))),
            )


def _sound(seen: Observation) -> bool:
    return seen.value is not None and seen.doubt is None
