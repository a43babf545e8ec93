"""Figures that should change but do not: most likely one year's figure was copied into the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from operator import ne

from clustercheck.checks.figures import FirstLook, Rule, Sound
from clustercheck.model.cluster import Observation
from clustercheck.model.exact_figures import FormFigures, FormLines
from clustercheck.model.indicators import INDICATORS
from clustercheck.model.problems import Problem, warning
from clustercheck.model.quantities import plain
from clustercheck.model.speed import is_quick

_YEARS = 3
# Money and emissions are never equal in three years; people can be if they are rounded to ten thousands.
_PEOPLE = "people"
_MOVING = {
    id: one.unit.dimension
    for id, one in INDICATORS.items()
    if one.unit.dimension in ("money", "mass", _PEOPLE)
}
_DIGITS = 3


def unmoved(sound: Sound, file: str) -> Iterator[Problem]:
    """A warning at the last of three or more years in a row with the same figure."""
    quick = is_quick()
    for id, ordered in sound.ordered.items():
        if id in _MOVING and len(sound.values[id]) >= _YEARS and not (quick and _all_move(ordered)):
            yield from _runs(sound.observations[id], file)


def _first_look(lines: FormLines) -> FirstLook:
    numbered = enumerate(zip(lines.ids, lines.filled, strict=True))
    moving = [number for number, (id, count) in numbered if id in _MOVING and count >= _YEARS]
    # With one figure less than there are years, two are equal and no third one.
    fewest = len(lines.years) - 1

    def finds_nothing(form: FormFigures) -> bool:
        rows = form.rows
        return not [number for number in moving if len(set(rows[number])) < fewest]

    return finds_nothing


RULE = Rule(70, unmoved, _first_look)


def _all_move(ordered: Sequence[Decimal]) -> bool:
    """Whether no three figures of a row are equal; equal ones are neighbours here, whatever their years."""
    return all(map(ne, ordered, ordered[_YEARS - 1 :]))


def _runs(by_year: Mapping[int, Observation], file: str) -> Iterator[Problem]:
    run: list[Observation] = []
    for year in sorted(by_year):
        seen = by_year[year]
        if not run or seen.year != run[-1].year + 1 or seen.value != run[-1].value:
            yield from _report_run(run, file)
            run = []
        if _should_move(seen):
            run.append(seen)
    yield from _report_run(run, file)


def _should_move(seen: Observation) -> bool:
    if seen.value is None or seen.doubt is not None or seen.value <= 0:
        return False
    if _MOVING[seen.indicator] == _PEOPLE:
        return len(seen.value.normalize().as_tuple().digits) >= _DIGITS
    return True


def _report_run(run: list[Observation], file: str) -> Iterator[Problem]:
    if len(run) >= _YEARS:
        last = run[-1]
        yield warning(
            "C242",
            last.cell.within(file),
            indicator=INDICATORS[last.indicator].name,
            value=f"{plain(last.value)} {last.unit}" if last.value is not None else "",
            years=[str(seen.year) for seen in run],
            first=str(run[0].cell),
        )
