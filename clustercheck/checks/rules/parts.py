"""A part that exceeds its whole in the same year. Neither is judged, because it is unknown which is wrong."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal
from operator import le

from clustercheck.checks.figures import FirstLook, Rule, Series, Sound
from clustercheck.model.cluster import Observation
from clustercheck.model.exact_figures import FormFigures, FormLines
from clustercheck.model.hints import TypeGuard
from clustercheck.model.indicators import INDICATORS, PARTS
from clustercheck.model.problems import Problem, error
from clustercheck.model.quantities import plain
from clustercheck.model.speed import is_quick


def parts_over_wholes(sound: Sound, file: str) -> Iterator[Problem]:
    """An error for each part that exceeds its whole; both figures are doubted."""
    contradicting = _contradicting(sound)
    for part, whole, year in contradicting:
        yield _part_over_whole(sound.observations[part][year], sound.observations[whole][year], file)
    # Doubts come last, because a whole is compared with each of its parts.
    for part, whole, year in contradicting:
        sound.doubt("C201", part, year)
        sound.doubt("C201", whole, year)


def _first_look(lines: FormLines) -> FirstLook:
    ids = [id for id, count in zip(lines.ids, lines.filled, strict=True) if count]
    number = lines.ids.index
    pairs = [
        (number(part), number(whole)) for part, whole in _pairs(lines.ids) if part in ids and whole in ids
    ]

    def finds_nothing(form: FormFigures) -> bool:
        _, _, _, rows, lows, highs = form
        near = [(rows[part], rows[whole]) for part, whole in pairs if highs[part] > lows[whole]]
        return not [parts for parts, wholes in near if not all(map(le, parts, wholes))]

    return finds_nothing


RULE = Rule(20, parts_over_wholes, _first_look)


def _contradicting(sound: Sound) -> list[tuple[str, str, int]]:
    """The parts and the wholes that they exceed, with the year."""
    if sound.has_bounds or not is_quick():
        return _contradicting_bounds(sound.observations)
    found, ordered = [], sound.ordered
    for part, whole in _pairs(ordered):
        parts, wholes = ordered.get(part), ordered.get(whole)
        if parts and wholes and parts[-1] > wholes[0]:
            most = sound.values[whole]
            for year, value in sound.values[part].items():
                if year in most and value > most[year]:
                    found.append((part, whole, year))
    return found


def _pairs(stated: Collection[str]) -> Iterable[tuple[str, str]]:
    """Parts and their wholes, including those of a standard's own figures that the workbook has."""
    own = [(id, whole) for id in stated if id not in INDICATORS for whole in INDICATORS[id].part_of]
    return (*PARTS, *own) if own else PARTS


def _contradicting_bounds(observations: Series) -> list[tuple[str, str, int]]:
    found = []
    for part, whole in _pairs(observations):
        wholes = observations.get(whole, {})
        for year, first in observations.get(part, {}).items():
            second = wholes.get(year)
            if _is_sound(first) and _is_sound(second) and _exceeds(first, second):
                found.append((part, whole, year))
    return found


def _is_sound(seen: Observation | None) -> TypeGuard[Observation]:
    return seen is not None and seen.doubt is None and not seen.is_blank


def _exceeds(part: Observation, whole: Observation) -> bool:
    """Whether a part exceeds its whole; if one is a bound, whether it certainly does."""
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
        part_value=_figure_text(part),
        whole_value=_figure_text(whole),
        year=part.year,
    )


def _number(observation: Observation) -> Decimal:
    """The value; a blank is below every value, so that it exceeds none."""
    return Decimal("-Infinity") if observation.value is None else observation.value


def _figure_text(observation: Observation) -> str:
    if observation.bounds is not None:
        return f"“{observation.text}”"
    return "" if observation.value is None else f"{plain(observation.value)} {observation.unit}"
