"""A 0 that cannot be believed: most likely a blank that a program or a person filled. It is queried and not judged."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from clustercheck.checks.figures import FirstLook, Rule, Sound
from clustercheck.model.cluster import Observation
from clustercheck.model.exact_figures import FormLines
from clustercheck.model.indicators import INDICATORS
from clustercheck.model.problems import Problem, error
from clustercheck.model.quantities import plain

_NEVER_ZERO = frozenset(id for id, indicator in INDICATORS.items() if indicator.never_zero)
# This few firms of a kind can all lose their title, or move away, within a year.
_FEW_FIRMS = Decimal(4)
_ZERO = Decimal(0)


def unbelievable_zeros(sound: Sound, file: str) -> Iterator[Problem]:
    """An error for each 0 that follows other figures, or that an indicator never has. These are doubted."""
    for id, ordered in sound.ordered.items():
        if not ordered or ordered[0] > _ZERO:
            continue
        for year in sorted(year for year, value in sound.values[id].items() if not value):
            before = _before(sound, id, year)
            if before is not None:
                code = "C250"
            elif id in _NEVER_ZERO:
                code = "C251"
            else:
                continue
            seen = sound.observations[id][year]
            sound.doubt(code, id, year)
            yield _problem_of(code, seen, before, file)


def _first_look(_lines: FormLines) -> FirstLook:
    return lambda form: min(form.lows) > 0


RULE = Rule(10, unbelievable_zeros, _first_look)


def _before(sound: Sound, id: str, year: int) -> Observation | None:
    """The latest earlier figure that makes a 0 unbelievable."""
    few = _FEW_FIRMS if _is_kind_of_firm(id) else _ZERO
    earlier = [seen for other, seen in sound.observations[id].items() if other < year and _least(seen) > few]
    return max(earlier, key=lambda seen: seen.year, default=None)


def _is_kind_of_firm(id: str) -> bool:
    return INDICATORS[id].unit.dimension == "firms" and id not in _NEVER_ZERO


def _least(seen: Observation) -> Decimal:
    """The least possible value of a figure; 0 if it is doubtful or blank."""
    if seen.doubt is not None:
        return _ZERO
    if seen.bounds is not None:
        return seen.bounds.lower
    return _ZERO if seen.value is None else seen.value


def _problem_of(code: str, seen: Observation, before: Observation | None, file: str) -> Problem:
    where, name = seen.cell.within(file), INDICATORS[seen.indicator].name
    if before is None:
        return error(code, where, indicator=name, year=seen.year)
    value = f"“{before.text}”" if before.value is None else f"{plain(before.value)} {before.unit}"
    return error(
        code, where, indicator=name, year=seen.year, before=value, before_year=before.year,
        before_cell=str(before.cell),
    )  # fmt: skip
