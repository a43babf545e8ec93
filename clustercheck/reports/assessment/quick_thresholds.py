"""Quick way to a threshold of an assessment as JSON: `assessment.criterion_json.criterion_as_object` says what it holds.

Most thresholds are of one row, or of a part and a whole, over the years. A record is unpacked where several of its
fields are read: reading one field takes longer than unpacking all.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter

from clustercheck.engine.evidence import cells_of
from clustercheck.engine.measures import growth_of, pair
from clustercheck.model.criteria import Mode, Over, Threshold
from clustercheck.model.findings import (
    Assessment,
    Finding,
    Measure,
    Outcome,
    Range,
    Status,
    measure_of_outcome,
)
from clustercheck.model.hints import TypeAlias
from clustercheck.model.quantities import growth_percent, plain, quotient
from clustercheck.model.speed import cached
from clustercheck.model.subjects import Basis
from clustercheck.model.window import LAST
from clustercheck.reports.assessment.criterion_json import criterion_as_object, requirement_as_object
from clustercheck.reports.assessment.quick_gaps import gap_text
from clustercheck.reports.assessment.quick_series import (
    NO_CELLS,
    NO_TEXTS,
    FileFigures,
    LookedAt,
    Texts,
    series_of,
    series_of_once,
)
from clustercheck.reports.assessment.quick_texts import BEGUN, cell_text, encoded

# What a standard fixes of a threshold: what is required, its years, the counts that it adds up, as they are looked at,
# and whether no other lines of a workbook than its figures decide (no condition, no waiver).
ThresholdFrame: TypeAlias = tuple[str, Over, LookedAt, bool]

STATUS = ', "status": "'
_MISSED, _DISCRETIONARY = Status.MISSED, Status.DISCRETIONARY
_id_and_status_of = itemgetter(Outcome._fields.index("reading"), Outcome._fields.index("status"))


def threshold_frame(threshold: Threshold) -> ThresholdFrame:
    """What a standard fixes of a threshold."""
    requirement = f', "requirement": {encoded(requirement_as_object(threshold))}, "observed": {{"value": '
    count = threshold.counted
    counts = () if count is None else (count.given, *count.kinds)
    return requirement, threshold.over, (*counts, Mode.LATEST), not threshold.when and not threshold.waiver


def add_threshold(
    found: list[str], frame: ThresholdFrame, finding: Finding, file: FileFigures
) -> Sequence[str]:
    """Add the object of a threshold from its status on. Returns its cells."""
    requirement, over, counts, is_plain = frame
    _threshold, status, sensitive, outcomes, decisive, _branches, _answer = finding
    if decisive is None or not file.is_usual:
        return _add_unusual(found, finding, file.assessment)
    _reading, _status, mode, basis, measure = decisive
    texts, series, cells = NO_TEXTS, "", NO_CELLS
    if basis is None:
        cells = file.cells[counts]
    elif over is Over.ONCE:
        texts, series, cells = series_of_once(basis, file)
    else:
        part, whole, _factor = basis
        if part in file.figures:
            texts, series = series_of(basis, over is Over.GROWTH or mode is Mode.FROM_BASE, file)
        cells = file.cells[part, whole, mode]
    if not is_plain:
        once = [cell_text(cell) for cell in cells_of(finding, file.assessment)]
        cells = once, ", ".join(once)
    each, joined = cells
    is_short = status is _MISSED or status is _DISCRETIONARY
    if (
        measure is None
        and not (series or is_short)
        and [*map(measure_of_outcome, outcomes)].count(None) == len(outcomes)
        and not ((over is Over.FALLING or over is Over.RISING) and _has_last(outcomes, file))
    ):
        readings = tuple(map(_id_and_status_of, outcomes))
        found += _without_value((requirement, status, sensitive, readings)), joined, "]}"
        return each
    shown, readings_shown = _readings(outcomes, decisive, over, texts, file)
    if type(measure) is Range and shown == "null":
        lower, upper, _given, _over, _under, inexact = measure
        if inexact:
            return _add_unusual(found, finding, file.assessment)
        most = "null" if upper is None else f'"{plain(upper)}"'
        shown = f'null, "bounds": ["{plain(lower)}", {most}]'
    gap = gap_text(finding, file.assessment) if is_short else ""
    found += (
        *(BEGUN[status, sensitive], requirement, shown, ', "series": {', series, "}}", gap),
        *(', "readings": [', readings_shown, '}], "cells": [', joined, "]}"),
    )
    return each


@cached(2048, 2048)
def _without_value(found: tuple[str, Status, bool, tuple[tuple[str, Status], ...]]) -> str:
    """What is written of a threshold from its status to its cells if no reading has a value and no year a figure."""
    requirement, status, sensitive, readings = found
    each = "null}, ".join([*map(_reading, readings)])
    return f'{BEGUN[status, sensitive]}{requirement}null, "series": {{}}}}, "readings": [{each}null}}], "cells": ['


def _add_unusual(found: list[str], finding: Finding, assessment: Assessment) -> Sequence[str]:
    whole = encoded(criterion_as_object(finding, assessment))
    found.append(whole.partition(STATUS)[2])
    return [cell_text(cell) for cell in cells_of(finding, assessment)]


def _readings(
    outcomes: tuple[Outcome, ...], decisive: Outcome, over: Over, texts: Texts, file: FileFigures
) -> tuple[str, str]:
    """The value of the reading that decides, and all readings but for the end of the last."""
    basis, shown, readings = decisive.basis, "null", []
    for outcome in outcomes:
        reading, status, _mode, of_basis, measure = outcome
        text: str | None = None
        if type(measure) is Measure:
            numerator, denominator, root, position = measure
            if root:
                # That of a miss is kept: the engine and its gap ask for it too.
                is_kept = status is _MISSED
                text = plain(growth_of(measure) if is_kept else growth_percent(numerator, denominator, root))
            else:
                # A rise is of no year of the series.
                if position is not None and of_basis is basis and over is not Over.RISE:
                    text = texts[position]
                if text is None:
                    text = plain(quotient(numerator, denominator))
        elif type(measure) is Range:
            lower, upper, _given, _over, _under, _inexact = measure
            if lower == upper:
                text = plain(lower)
        elif over is Over.FALLING or over is Over.RISING:
            text = texts[LAST] if of_basis is basis else _last(of_basis, file)
        value = "null" if text is None else f'"{text}"'
        if outcome is decisive:
            shown = value
        readings.append(_reading((reading, status)) + value)
    return shown, "}, ".join(readings)


@cached(512, 100)
def _reading(found: tuple[str, Status]) -> str:
    id, status = found
    return encoded({"id": id, "status": status.value})[:-1] + ', "value": '


def _has_last(outcomes: tuple[Outcome, ...], file: FileFigures) -> bool:
    """Whether a reading of a trend has a value in the last year."""
    for _reading_id, _status, _mode, basis, _measure in outcomes:
        if basis is not None and basis[0] in file.figures and _last(basis, file) is not None:
            return True
    return False


def _last(basis: Basis | None, file: FileFigures) -> str | None:
    """The value of a basis in the last year."""
    found = None if basis is None else pair(basis, file.assessment.window, LAST)
    return None if found is None else plain(quotient(*found))
