"""A proportion of two figures that is unlikely or impossible.

An unlikely proportion may be real: it is judged, and the report asks. If it is impossible, neither figure is judged,
because it is unknown which of the two is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Context, Decimal

from clustercheck.checks.figures import LESS, MORE, FirstLook, Rule, Sound
from clustercheck.checks.usual_bounds import PROPORTIONS, Proportion, outside
from clustercheck.model.cluster import Observation
from clustercheck.model.exact_figures import FormFigures, FormLines
from clustercheck.model.indicators import INDICATORS
from clustercheck.model.problems import Problem, error, warning
from clustercheck.model.quantities import EXACT, plain, quotient
from clustercheck.model.speed import is_quick

_THREE_DIGITS = Context(prec=3)
_ZERO = Decimal(0)
_times = EXACT.multiply


def _usual(proportion: Proportion) -> tuple[Decimal, Decimal]:
    """The usual range of `top` over `bottom` as bare numbers, without the quotient of their units."""
    bounds, times = proportion.bounds, proportion.times
    return EXACT.divide(bounds.least or _ZERO, times), EXACT.divide(bounds.most, times)


# The first test: if all proportions of two rows, of any years, are between these, they are usual.
_USUAL = tuple((one.top, one.bottom, *_usual(one), one) for one in PROPORTIONS)


def out_of_proportion(sound: Sound, file: str) -> Iterator[Problem]:
    """Problems at the upper figure. Both figures of an impossible proportion are doubted."""
    ordered, quick = sound.ordered, is_quick()
    for top_id, bottom_id, least, most, proportion in _USUAL:
        tops, bottoms = ordered.get(top_id), ordered.get(bottom_id)
        if not tops or not bottoms:
            continue
        if quick and _times(least, bottoms[-1]) <= tops[0] and tops[-1] <= _times(most, bottoms[0]):
            continue
        for top, bottom in _pairs(proportion, sound, (least, most) if quick else None):
            found = _out_of_proportion(proportion, top, bottom, file)
            if found is not None:
                yield found
                if found.code == "C231":
                    sound.doubt("C231", top.indicator, top.year)
                    sound.doubt("C231", bottom.indicator, bottom.year)


def _first_look(lines: FormLines) -> FirstLook:
    number = {id: at for at, id in enumerate(lines.ids) if lines.filled[at]}
    usual = [
        (number[top], number[bottom], float(least) * MORE, float(most) * LESS)
        for top, bottom, least, most, _ in _USUAL
        if top in number and bottom in number
    ]
    once = [INDICATORS[id].once for id in lines.ids]

    def finds_nothing(form: FormFigures) -> bool:
        _, _, _, rows, lows, highs = form
        for top, bottom, least, most in usual:
            if least * highs[bottom] <= lows[top] and highs[top] <= most * lows[bottom]:
                continue
            if once[bottom]:
                return False
            for one, other in zip(rows[top], rows[bottom], strict=True):
                if not least * other <= one <= most * other:
                    return False
        return True

    return finds_nothing


RULE = Rule(60, out_of_proportion, _first_look)


def _pairs(
    proportion: Proportion, sound: Sound, usual: tuple[Decimal, Decimal] | None
) -> list[tuple[Observation, Observation]]:
    """The two figures of each year; of an indicator asked once, the latest figure. Those in a usual range are left out."""
    tops, bottoms = sound.values[proportion.top], sound.values[proportion.bottom]
    if not tops or not bottoms:
        return []
    years = [(year, year) for year in tops if year in bottoms]
    if INDICATORS[proportion.bottom].once:
        years = [(max(tops), max(bottoms))]
    if usual is not None:
        least, most = usual
        years = [
            (one, other)
            for one, other in years
            if not _times(least, bottoms[other]) <= tops[one] <= _times(most, bottoms[other])
        ]
    return [
        (sound.observations[proportion.top][one], sound.observations[proportion.bottom][other])
        for one, other in years
    ]


def _out_of_proportion(
    proportion: Proportion, top: Observation, bottom: Observation, file: str
) -> Problem | None:
    if not top.value or not bottom.value or top.value < 0 or bottom.value < 0:
        return None
    over = _times(top.value, proportion.times)
    broken = outside(over, bottom.value, proportion.bounds)
    if broken is None:
        return None
    thinkable, least, most = broken
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
