"""A figure of unusual size: a likely or a certain error of unit.

An unlikely size may be real: it is judged, and the report asks. An impossible size is not judged.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from operator import le

from clustercheck.checks.figures import FirstLook, Rule, Sound
from clustercheck.checks.usual_bounds import SIZES, outside
from clustercheck.model.cluster import Observation
from clustercheck.model.exact_figures import FormLines
from clustercheck.model.indicators import INDICATORS, UsualBounds
from clustercheck.model.problems import Problem, error, warning
from clustercheck.model.quantities import plain
from clustercheck.model.speed import is_quick

_ZERO, _ONE = Decimal(0), Decimal(1)
# The first test: if all figures of a row are between these, they are usual. One of zero or less is below them.
_USUAL = {id: (bounds.least or _ZERO, bounds.most) for id, bounds in SIZES.items()}
_ANY = Decimal("-Infinity"), Decimal("Infinity")


def out_of_size(sound: Sound, file: str) -> Iterator[Problem]:
    """Problems at the cells of unusual figures. A figure of impossible size is doubted."""
    for id, year in _unusual(sound):
        found = _out_of_size(sound.observations[id][year], SIZES[id], file)
        if found is not None:
            yield found
            if found.code == "C232":
                sound.doubt("C232", id, year)


def _first_look(lines: FormLines) -> FirstLook:
    usual = [
        _USUAL.get(id, _ANY) if count else _ANY for id, count in zip(lines.ids, lines.filled, strict=True)
    ]
    least, most = [float(bound) for bound, _ in usual], [float(bound) for _, bound in usual]
    return lambda form: all(map(le, least, form.lows)) and all(map(le, form.highs, most))


RULE = Rule(40, out_of_size, _first_look)


def _unusual(sound: Sound) -> list[tuple[str, int]]:
    found, quick = [], is_quick()
    for id, (least, most) in _USUAL.items():
        ordered = sound.ordered.get(id)
        if ordered and not (quick and least <= ordered[0] and ordered[-1] <= most):
            found += [(id, year) for year in sound.values[id]]
    return found


def _out_of_size(seen: Observation, bounds: UsualBounds, file: str) -> Problem | None:
    value = seen.value
    if value is None or value <= 0:
        return None
    broken = outside(value, _ONE, bounds)
    if broken is None:
        return None
    thinkable, least, most = broken
    return (warning if thinkable else error)(
        "C233" if thinkable else "C232",
        seen.cell.within(file),
        indicator=INDICATORS[seen.indicator].name,
        year=seen.year,
        value=f"{plain(value)} {seen.unit}",
        least=least,
        most=most,
    )
