"""A bullet chart of one threshold: what was judged as bars, the threshold as a line, other readings as rings.

Only geometry, in floats, for drawing and nothing else; the figures themselves stand beside it as text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import chain

from clustercheck.engine.evidence import Observed
from clustercheck.engine.workings import workings_of
from clustercheck.model.criteria import Mode, Over, Threshold
from clustercheck.model.findings import Assessment, Finding, Outcome
from clustercheck.model.records import NamedTuple

WIDTH, HEIGHT = 150, 20
_ROOM = 1.06  # beyond the largest value, so that a line at the end is still inside
# Values made of all three years: none of the years' bars shows them.
_OF_ALL = frozenset({Mode.AVERAGE, Mode.TOTALS})


class Bar(NamedTuple):
    """`kind` is `judged`, `other` (a year that is shown and not judged) or `open` (between two bounds)."""

    kind: str
    x: float
    y: float
    width: float
    height: float


class Chart(NamedTuple):
    """`enough` is the part of the scale that would do, as (x, width); `limit` where the threshold is."""

    bars: tuple[Bar, ...]
    limit: float | None
    enough: tuple[float, float] | None
    rings: tuple[float, ...]
    mark: float | None


class _Scale:
    """Values onto the width, zero always among them."""

    def __init__(self, values: Iterable[Decimal]) -> None:
        known = [float(value) for value in values]
        self.least = min(0.0, *known, 0.0) * _ROOM
        self.span = (max(0.0, *known, 0.0) * _ROOM - self.least) or 1.0

    def at(self, value: Decimal | float) -> float:
        return round((float(value) - self.least) / self.span * WIDTH, 1)

    def bar(self, kind: str, rows: int, row: int, start: Decimal | float, end: Decimal | float) -> Bar:
        left, right = sorted((self.at(start), self.at(end)))
        step = HEIGHT / rows
        height = min(8.0, step - 1.5)
        y = step * row + (step - height) / 2
        return Bar(kind, left, round(y, 1), max(round(right - left, 1), 0.8), round(height, 1))


def chart_of(finding: Finding, assessment: Assessment) -> Chart | None:
    """The chart of a threshold; None where there is nothing to draw."""
    threshold, outcome = finding.criterion, finding.outcome
    if not isinstance(threshold, Threshold) or outcome is None:
        return None
    seen = workings_of(finding, assessment).observed(outcome)
    years = _years(threshold, seen, assessment)
    if not years and seen.value is None and seen.bounds is None:
        return None
    others = _others(finding, assessment)
    bounds = [bound for bound in seen.bounds or () if bound is not None]
    limit = [threshold.limit] if threshold.op else []
    value = [] if seen.value is None else [seen.value]
    scale = _Scale(chain((shown for _year, shown in years), value, bounds, limit, others))
    return Chart(
        bars=tuple(_bars(scale, outcome, years, seen)),
        limit=scale.at(threshold.limit) if threshold.op else None,
        enough=_enough(scale, threshold),
        rings=tuple(scale.at(other) for other in others),
        mark=scale.at(seen.value) if seen.value is not None and outcome.mode in _OF_ALL else None,
    )


def _years(threshold: Threshold, seen: Observed, assessment: Assessment) -> list[tuple[int, Decimal]]:
    """The three years where they are in the threshold's own unit, with their places."""
    if threshold.over in (Over.GROWTH, Over.RISE, Over.ONCE) or threshold.counted is not None:
        return []
    years = assessment.window.years[1:]
    return [(place, seen.series[year]) for place, year in enumerate(years) if year in seen.series]


def _others(finding: Finding, assessment: Assessment) -> Sequence[Decimal]:
    """What the other readings give, where they disagree."""
    threshold = finding.criterion
    if not finding.sensitive or not isinstance(threshold, Threshold) or not threshold.op:
        return ()
    known = workings_of(finding, assessment)
    seen = (known.observed(o).value for o in finding.outcomes if o is not finding.outcome)
    return [value for value in seen if value is not None]


def _bars(scale: _Scale, outcome: Outcome, years: list[tuple[int, Decimal]], seen: Observed) -> Iterable[Bar]:
    if seen.bounds is not None:
        lower, upper = seen.bounds
        if lower > 0:
            yield scale.bar("judged", 1, 0, 0.0, lower)
        yield scale.bar("open", 1, 0, lower, scale.least + scale.span if upper is None else upper)
    elif years:
        for place, value in years:
            of_two = outcome.mode in (Mode.EACH_OF_TWO, Mode.MEAN_OF_TWO)
            judged = place > 0 if of_two else outcome.mode is not Mode.LATEST or place == 2
            yield scale.bar("judged" if judged else "other", 3, place, 0.0, value)
    elif seen.value is not None:
        yield scale.bar("judged", 1, 0, 0.0, seen.value)


def _enough(scale: _Scale, threshold: Threshold) -> tuple[float, float] | None:
    if not threshold.op:
        return None
    limit = scale.at(threshold.limit)
    return (limit, round(WIDTH - limit, 1)) if threshold.is_floor else (0.0, limit)
