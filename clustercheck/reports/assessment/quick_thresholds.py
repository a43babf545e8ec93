"""Quick way to a threshold of an assessment as JSON: `assessment.json.criterion_as_object` says what it holds.

Most thresholds are of one row, or of a part and a whole, over the years. A record is unpacked where several of its
fields are read: reading one field takes longer than unpacking all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from clustercheck.engine.evidence import LOOKED_AT, THREE_YEARS, cells_of, stated_once
from clustercheck.engine.measures import growth_of, pair
from clustercheck.model.cluster import Observation
from clustercheck.model.criteria import Mode, Over, Threshold
from clustercheck.model.exact_figures import FormLines, FormObservations
from clustercheck.model.findings import Assessment, Finding, Measure, Outcome, Range, Status
from clustercheck.model.hints import TypeAlias
from clustercheck.model.quantities import EXACT, plain, quotient
from clustercheck.model.speed import cached, cached_by_identity
from clustercheck.model.subjects import Basis
from clustercheck.model.window import FIRST, LAST
from clustercheck.reports.assessment.json import criterion_as_object, requirement_as_object
from clustercheck.reports.assessment.quick_gaps import gap_text
from clustercheck.reports.assessment.quick_texts import BEGUN, cell_text, encoded

# What a standard fixes of a threshold: what is required, its years, the counts that it adds up, and whether no other
# lines of a workbook than its figures decide (no condition, no waiver).
ThresholdFrame: TypeAlias = tuple[str, Over, tuple[str, ...], bool]
# The texts of a series by position in the window, what is shown of it, and its cells.
_Texts: TypeAlias = Sequence[str | None]
_Series: TypeAlias = tuple[_Texts, str, list[str]]
# Positions in the window, each with what stands before its value.
_Named: TypeAlias = tuple[tuple[int, str], ...]

STATUS = ', "status": "'
_MISSED, _DISCRETIONARY = Status.MISSED, Status.DISCRETIONARY
_ZERO = Decimal(0)
_NO_SERIES: Mapping[int, Observation] = {}
_NO_TEXTS: _Texts = (None, None, None, None)
_times = EXACT.multiply


class FileFigures:
    """The figures of a file that is written, and how its years are. `is_usual`: it has years, and all figures are exact."""

    __slots__ = (
        "all_years",
        "assessment",
        "cells",
        "figures",
        "is_usual",
        "looked_at",
        "observations",
        "three",
        "three_years",
    )

    def __init__(self, assessment: Assessment) -> None:
        window = assessment.window
        self.assessment, self.observations = assessment, assessment.cluster.observations
        self.figures = window.figures
        self.is_usual = bool(window.years) and not window.inexact
        self.cells = _cells_of_form(self.observations, window.years)
        if self.is_usual:
            self.all_years, self.three_years, self.three, self.looked_at = _written(window.years)


def _cells_of_form(observations: object, years: tuple[int, ...]) -> Mapping[str, Sequence[str]] | None:
    """The cells of each line of a form as it was read, if its columns are these years."""
    if type(observations) is not FormObservations or observations.form.lines.years != years:
        return None
    return _cells_in(observations.form.lines)


@cached_by_identity()
def _cells_in(lines: FormLines) -> Mapping[str, Sequence[str]]:
    return {id: [*map(cell_text, cells)] for id, cells in zip(lines.ids, lines.cells, strict=True)}


@cached(256)
def _written(
    years: tuple[int, ...],
) -> tuple[_Named, _Named, tuple[int, ...], Mapping[Mode, tuple[int, ...]]]:
    """The years of a series, four and three, and those that a reading looks at, by its mode where not the three."""
    named = tuple([(position, f'"{year}": ') for position, year in enumerate(years)])
    looked_at = {mode: years[positions] for mode, positions in LOOKED_AT.items()}
    return named, named[FIRST:], years[THREE_YEARS], looked_at


def threshold_frame(threshold: Threshold) -> ThresholdFrame:
    """What a standard fixes of a threshold."""
    requirement = f', "requirement": {encoded(requirement_as_object(threshold))}, "observed": {{"value": '
    count = threshold.counted
    counts = () if count is None else (count.given, *count.kinds)
    return requirement, threshold.over, counts, not threshold.when and not threshold.waiver


def add_threshold(
    found: list[str], frame: ThresholdFrame, finding: Finding, file: FileFigures
) -> Iterable[str]:
    """Add the object of a threshold from its status on. Returns its cells."""
    requirement, over, counts, is_plain = frame
    _threshold, status, sensitive, outcomes, decisive, _branches, _answer = finding
    if decisive is None or not file.is_usual:
        return _add_unusual(found, finding, file.assessment)
    _reading, _status, mode, basis, measure = decisive
    if basis is None:
        texts, series, cells = _NO_TEXTS, "", _cells_of_counts(counts, file)
    elif over is Over.ONCE:
        texts, series, cells = _once(basis, file)
    else:
        texts, series, cells = _series(basis, mode, over, file)
    shown, readings = _readings(outcomes, decisive, over, texts, file)
    if type(measure) is Range and shown == "null":
        lower, upper, *_others, inexact = measure
        if inexact:
            return _add_unusual(found, finding, file.assessment)
        most = "null" if upper is None else f'"{plain(upper)}"'
        shown = f'null, "bounds": ["{plain(lower)}", {most}]'
    if not is_plain:
        cells = [cell_text(cell) for cell in cells_of(finding, file.assessment)]
    once = dict.fromkeys(cells)
    gap = gap_text(finding, file.assessment) if status is _MISSED or status is _DISCRETIONARY else ""
    found.append(
        f'{BEGUN[status, sensitive]}{requirement}{shown}, "series": {{{series}}}}}'
        f'{gap}, "readings": [{readings}], "cells": [{", ".join(once)}]}}'
    )
    return once


def _add_unusual(found: list[str], finding: Finding, assessment: Assessment) -> Iterable[str]:
    whole = encoded(criterion_as_object(finding, assessment))
    found.append(whole.partition(STATUS)[2])
    return [cell_text(cell) for cell in cells_of(finding, assessment)]


def _readings(
    outcomes: tuple[Outcome, ...], decisive: Outcome, over: Over, texts: _Texts, file: FileFigures
) -> tuple[str, str]:
    """The value of the reading that decides, and all readings."""
    basis, is_trend, is_rise = decisive.basis, over is Over.RISING or over is Over.FALLING, over is Over.RISE
    shown, readings = "null", []
    for outcome in outcomes:
        reading, status, _mode, of_basis, measure = outcome
        known: str | None = "null"
        if type(measure) is Measure:
            numerator, denominator, root, position = measure
            # A rise is of no year of the series.
            known = None if position is None or of_basis is not basis or is_rise else texts[position]
            if known is None:
                value = growth_of(measure) if root else quotient(numerator, denominator)
                known = f'"{plain(value)}"'
        elif type(measure) is Range:
            if measure.lower == measure.upper:
                known = f'"{plain(measure.lower)}"'
        elif is_trend:
            known = texts[LAST] if of_basis is basis else _last(of_basis, file)
        if known is None:
            known = "null"
        if outcome is decisive:
            shown = known
        readings.append(f"{_reading((reading, status))}{known}}}")
    return shown, ", ".join(readings)


@cached(512, 100)
def _reading(found: tuple[str, Status]) -> str:
    id, status = found
    return encoded({"id": id, "status": status.value})[:-1] + ', "value": '


def _series(basis: Basis, mode: Mode, over: Over, file: FileFigures) -> _Series:
    """The value of a basis in each year that is shown, and its cells."""
    part, whole, factor = basis
    figures = file.figures
    row = figures.get(part)
    wholes = None if whole is None else figures.get(whole)
    if file.cells is not None:
        positions = LOOKED_AT.get(mode, THREE_YEARS)
        cells = [*file.cells.get(part, ())[positions]]
        if whole is not None:
            cells += file.cells.get(whole, ())[positions]
    else:
        years = file.looked_at.get(mode, file.three)
        cells = _cells_of(part, years, file)
        if whole is not None:
            cells += _cells_of(whole, years, file)
    if row is None or (whole is not None and wholes is None):
        return _NO_TEXTS, "", cells
    texts: list[str | None] = [None, None, None, None]
    shown = []
    for at, named in file.all_years if over is Over.GROWTH or mode is Mode.FROM_BASE else file.three_years:
        value = row[at]
        if value is None:
            continue
        if wholes is not None:
            under = wholes[at]
            if under is None or under <= _ZERO:
                continue
            value = quotient(_times(factor, value), under)
        texts[at] = text = f'"{plain(value)}"'
        shown.append(named + text)
    return texts, ", ".join(shown), cells


def _cells_of(indicator: str, years: Sequence[int], file: FileFigures) -> list[str]:
    series = file.observations.get(indicator, _NO_SERIES)
    return [cell_text(series[year].cell) for year in years if year in series]


def _once(basis: Basis, file: FileFigures) -> _Series:
    """The same of what is asked once."""
    seen = stated_once(basis, file.assessment)
    if seen is None:
        return _NO_TEXTS, "", []
    cells = [cell_text(seen.cell)]
    if seen.value is None or seen.doubt:
        return _NO_TEXTS, "", cells
    text = f'"{plain(seen.value)}"'
    return (None, None, None, text), f'"{seen.year}": {text}', cells


def _cells_of_counts(counts: tuple[str, ...], file: FileFigures) -> list[str]:
    """The cells of firms of several kinds in the last year."""
    if file.cells is not None:
        return [file.cells[count][LAST] for count in counts if count in file.cells]
    observations, year = file.observations, file.three[-1]
    rows = [observations[count] for count in counts if count in observations]
    return [cell_text(row[year].cell) for row in rows if year in row]


def _last(basis: Basis | None, file: FileFigures) -> str | None:
    """The value of a basis in the last year."""
    found = None if basis is None else pair(basis, file.assessment.window, LAST)
    return None if found is None else f'"{plain(quotient(*found))}"'
