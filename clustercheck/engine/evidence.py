"""The evidence for a finding: the value judged, its series by year, and the cells it was read from.

Calculated only when it is shown: an assessment of thousands of files does not need it.
"""

from decimal import Decimal

from clustercheck.engine.measures import pair, value_of
from clustercheck.model.cluster import Cell, Observation
from clustercheck.model.conditions import conditions_of
from clustercheck.model.criteria import Attestation, Mode, Over, Threshold
from clustercheck.model.findings import Assessment, Finding, Measure, Outcome, Range
from clustercheck.model.hints import TYPE_CHECKING
from clustercheck.model.indicators import REASONS
from clustercheck.model.quantities import quotient
from clustercheck.model.records import NamedTuple
from clustercheck.model.subjects import Basis
from clustercheck.model.window import BASE, FIRST, LAST, MIDDLE, latest_filled

if TYPE_CHECKING:
    from collections.abc import Callable
    from fractions import Fraction

_THREE = (FIRST, MIDDLE, LAST)
_ALL: tuple[int, ...] = (BASE, FIRST, MIDDLE, LAST)
_ALL_YEARS, THREE_YEARS, _LAST_YEAR = slice(BASE, None), slice(FIRST, None), slice(LAST, None)
_TWO_YEARS = slice(MIDDLE, None)
# Positions in the window for modes that do not use the three years.
LOOKED_AT = {
    Mode.LATEST: _LAST_YEAR,
    Mode.EACH_OF_TWO: _TWO_YEARS,
    Mode.MEAN_OF_TWO: _TWO_YEARS,
    Mode.LAST_GROWTH: _TWO_YEARS,
    Mode.LAST_RISE: _TWO_YEARS,
    Mode.GEOMETRIC_BASE: _ALL_YEARS,
    Mode.ARITHMETIC_BASE: _ALL_YEARS,
    Mode.FROM_BASE: _ALL_YEARS,
}


class Observed(NamedTuple):
    """The value or the bounds that an outcome was judged by, and the series by year behind it.

    The series holds exact figures only. `inexact` holds the bounds and estimates that the reading uses.
    """

    value: Decimal | None
    bounds: tuple[Decimal, Decimal | None] | None
    series: dict[int, Decimal]
    inexact: tuple[Observation, ...] = ()


def observed(outcome: Outcome, finding: Finding, assessment: Assessment) -> Observed:
    """The value and series of one reading of a threshold, in the subject's unit (growth in %)."""
    threshold = finding.criterion
    assert isinstance(threshold, Threshold)
    return value_seen(outcome, threshold, assessment)._replace(
        series=series_of(outcome, threshold, assessment)
    )


def value_seen(outcome: Outcome, threshold: Threshold, assessment: Assessment) -> Observed:
    """Like `observed`, without the series. The list of readings shows this."""
    measure = outcome.measure
    if isinstance(measure, Measure):
        return Observed(value_of(measure), None, {})
    inexact = inexact_of(outcome, threshold, assessment)
    if isinstance(measure, Range):
        if measure.upper is not None and measure.lower == measure.upper:
            return Observed(measure.lower, None, {}, inexact)
        return Observed(None, (measure.lower, measure.upper), {}, inexact)
    is_trend = threshold.over in (Over.RISING, Over.FALLING)
    return Observed(_last_of(outcome, assessment) if is_trend else None, None, {}, inexact)


def _last_of(outcome: Outcome, assessment: Assessment) -> Decimal | None:
    """The value in the last year."""
    if outcome.basis is None or not assessment.window.years:
        return None
    found = pair(outcome.basis, assessment.window, LAST)
    return None if found is None else quotient(*found)


def inexact_of(outcome: Outcome, threshold: Threshold, assessment: Assessment) -> tuple[Observation, ...]:
    """The bounds and estimates that one reading uses."""
    if not assessment.window.inexact:
        return ()
    seen = observations_of(outcome, threshold, assessment)
    return tuple(one for one in seen if one.bounds is not None and one.doubt is None)


def series_of(outcome: Outcome, threshold: Threshold, assessment: Assessment) -> dict[int, Decimal]:
    """The value of the basis in each year that the threshold uses; for growth, the figures that grew."""
    window = assessment.window
    if outcome.basis is None or not window.years:
        return {}
    if threshold.over is Over.ONCE:
        seen = stated_once(outcome.basis, assessment)
        return {} if seen is None or seen.value is None or seen.doubt else {seen.year: seen.value}
    found = {}
    for position in positions_shown(outcome, threshold):
        value = pair(outcome.basis, window, position)
        if value is not None:
            found[window.years[position]] = quotient(*value)
    return found


def positions_shown(outcome: Outcome, threshold: Threshold) -> tuple[int, ...]:
    """The positions in the window of the series that is shown with a reading."""
    return _ALL if threshold.over is Over.GROWTH or outcome.mode is Mode.FROM_BASE else _THREE


def cells_of(
    finding: Finding,
    assessment: Assessment,
    of_branch: "Callable[[Finding, Assessment], tuple[Cell, ...]] | None" = None,
) -> tuple[Cell, ...]:
    """The cells that a finding was read from, each once. Includes blank cells that would settle it.

    `of_branch` gives the cells of an alternative if they are already known.
    """
    criterion, outcome = finding.criterion, finding.outcome
    cells = _cells_of_conditions(criterion.when, assessment) if criterion.when else []
    if isinstance(criterion, Attestation):
        return tuple(cells + ([finding.answer.cell] if finding.answer else []))
    for branch in finding.branches:
        cells += (of_branch or cells_of)(branch, assessment)
    if isinstance(criterion, Threshold):
        if criterion.waiver:
            cells += _profile_cell(criterion.waiver, assessment)
            cells += _profile_cell(REASONS[criterion.waiver], assessment)
        if outcome is not None:
            cells += [seen.cell for seen in observations_of(outcome, criterion, assessment)]
    return tuple(dict.fromkeys(cells))


def decisive_observations(finding: Finding, assessment: Assessment) -> tuple[Observation, ...]:
    """The observations that the deciding reading of a threshold uses, blank ones included."""
    if not isinstance(finding.criterion, Threshold) or finding.outcome is None:
        return ()
    return observations_of(finding.outcome, finding.criterion, assessment)


def observations_of(
    outcome: Outcome, threshold: Threshold, assessment: Assessment
) -> tuple[Observation, ...]:
    """The observations that one reading of a threshold uses, blank ones included."""
    window_years = assessment.window.years or _columns(assessment)
    if not window_years:
        return ()
    basis = outcome.basis
    names: tuple[str, ...]
    if threshold.counted is not None:
        names, looked_at = (threshold.counted.given, *threshold.counted.kinds), _LAST_YEAR
    elif basis is None:
        return ()
    elif threshold.over is Over.ONCE:
        seen = stated_once(basis, assessment)
        return () if seen is None else (seen,)
    else:
        names = (basis.part, basis.whole) if basis.whole else (basis.part,)
        looked_at = LOOKED_AT.get(outcome.mode, THREE_YEARS)
    years, observations = window_years[looked_at], assessment.cluster.observations
    found = []
    for name in names:
        series = observations.get(name)
        if series:
            found += [series[year] for year in years if year in series]
    return tuple(found)


def positions_of(outcome: Outcome) -> tuple[int, ...]:
    """The positions in the window that a reading uses."""
    return _ALL[LOOKED_AT.get(outcome.mode, THREE_YEARS)]


def fraction(measure: Measure) -> "Fraction":
    """The exact quotient of a measure."""
    from fractions import Fraction

    return Fraction(measure.numerator) / Fraction(measure.denominator)


def stated_once(basis: Basis, assessment: Assessment) -> Observation | None:
    """The observation that counts for what is asked once; a blank one if all are, None without any."""
    series = assessment.cluster.observations.get(basis.part, {})
    filled = latest_filled(series, assessment.as_of)
    if filled is not None or not series:
        return filled
    over = [year for year in series if year < assessment.as_of.year]
    return series[max(over or series)]


def _columns(assessment: Assessment) -> tuple[int, ...]:
    """The newest four years that can be filled in, from the workbook's columns, if no year has a figure."""
    columns: set[int] = set().union(*assessment.cluster.observations.values())
    newest = max((year for year in columns if year < assessment.as_of.year), default=None)
    return () if newest is None else tuple(range(newest - 3, newest + 1))


def _cells_of_conditions(when: str, assessment: Assessment) -> list[Cell]:
    from clustercheck.engine.applicability import cell_of

    found = [cell_of(item, assessment.cluster, assessment.standard) for item, _wanted in conditions_of(when)]
    return [cell for cell in found if cell is not None]


def _profile_cell(item: str, assessment: Assessment) -> list[Cell]:
    entry = assessment.cluster.profile.get(item)
    return [] if entry is None else [entry.cell]
