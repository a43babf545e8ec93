"""Quick way to the criteria of an assessment as JSON: what a standard fixes is encoded once for all its files.

`assessment.json.criterion_as_object` says what an object holds, and whatever is unusual is left to it. Records are
unpacked where several of their fields are read: reading one field takes longer than unpacking all.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from json import JSONEncoder
from json.encoder import encode_basestring as quoted

from clustercheck.engine.evidence import (
    cells_of,
    observations_of,
    positions_shown,
    series_of,
    value_of,
    value_seen,
)
from clustercheck.engine.gaps import gap_of
from clustercheck.engine.next_year import NextYearTarget
from clustercheck.model.cluster import Cell
from clustercheck.model.criteria import AnyOf, Attestation, Criterion, Over, Threshold
from clustercheck.model.findings import Assessment, Finding, Measure, Outcome, Range, Status
from clustercheck.model.quantities import plain
from clustercheck.model.records import NamedTuple
from clustercheck.model.speed import cached, cached_by_identity
from clustercheck.model.window import LAST, NO_FIGURES
from clustercheck.reports.assessment.json import (
    criterion_as_object,
    observed_as_object,
    requirement_as_object,
    wording_as_object,
)

_SENSITIVE = {False: '", "sensitive": false', True: '", "sensitive": true'}
_SHORT = (Status.MISSED, Status.DISCRETIONARY)
_TRENDS = (Over.RISING, Over.FALLING)
_NO_SERIES: Mapping[int, str] = {}

_encoded = JSONEncoder(ensure_ascii=False).encode


class Frame(NamedTuple):
    """What a standard fixes of a criterion's object: all up to its status, what is required, its branches.

    Of alternatives `requirement` is how many of them are wanted, where more than one. `is_plain` says that no other
    lines of a workbook than its own decide: no condition, no waiver.
    """

    head: str
    requirement: str
    branches: tuple[Frame, ...]
    is_plain: bool


def criteria_in(assessment: Assessment) -> str:
    """The objects of all criteria."""
    found = []
    for frame, finding in zip(_frames_of(assessment.standard.criteria), assessment.findings, strict=True):
        criterion, status, sensitive, _outcomes, _outcome, _branches, answer = finding
        if answer is not None and type(criterion) is Attestation and frame.is_plain:
            found.append(frame.head + _answered((status, sensitive, answer.cell)))
        else:
            found.append(_criterion(frame, finding, assessment)[0])
    return ", ".join(found)


@cached_by_identity()
def _frames_of(criteria: tuple[Criterion, ...]) -> tuple[Frame, ...]:
    return tuple([_frame(criterion) for criterion in criteria])


def _frame(criterion: Criterion) -> Frame:
    head = _encoded(wording_as_object(criterion))[:-1] + ', "status": "'
    requirement, branches = "", tuple[Frame, ...]()
    is_plain = not criterion.when
    if isinstance(criterion, Threshold):
        requirement = f', "requirement": {_encoded(requirement_as_object(criterion))}, "observed": '
        is_plain = is_plain and not criterion.waiver
    elif isinstance(criterion, AnyOf):
        requirement = f', "at_least": {criterion.at_least}' if criterion.at_least > 1 else ""
        branches = tuple([_frame(branch) for branch in criterion.branches])
    return Frame(head, requirement, branches, is_plain)


@cached(1024, 300)
def _answered(found: tuple[Status, bool, Cell]) -> str:
    """What follows the head of a condition."""
    status, sensitive, cell = found
    return f'{status}{_SENSITIVE[sensitive]}, "cells": [{_cell(cell)}]}}'


@cached(4096, 128)
def _cell(cell: Cell) -> str:
    return quoted(str(cell))


def _criterion(frame: Frame, finding: Finding, assessment: Assessment) -> tuple[str, Collection[str]]:
    """The object of a criterion, and its cells."""
    criterion = finding.criterion
    if type(criterion) is Threshold:
        cells = _cells_of_figures(frame, finding, criterion, assessment)
        if assessment.window.inexact:
            return _encoded(criterion_as_object(finding, assessment)), cells
        return _threshold(frame, finding, criterion, assessment, cells), cells
    # Alternatives that do not apply have not been looked at.
    framed = zip(frame.branches, finding.branches, strict=False)
    branches = [_criterion(of_branch, branch, assessment) for of_branch, branch in framed]
    if branches and frame.is_plain:
        cells = dict.fromkeys([cell for _text, cells in branches for cell in cells])
    else:
        cells = [_cell(cell) for cell in cells_of(finding, assessment)]
    begun, end = (
        frame.head + finding.status + _SENSITIVE[finding.sensitive],
        f'"cells": [{", ".join(cells)}]}}',
    )
    if type(criterion) is Attestation:
        return f"{begun}, {end}", cells
    among = ", ".join([text for text, _cells in branches])
    return f'{begun}{_gap(finding, assessment)}{frame.requirement}, "branches": [{among}], {end}', cells


def _cells_of_figures(
    frame: Frame, finding: Finding, threshold: Threshold, assessment: Assessment
) -> Collection[str]:
    if not frame.is_plain:
        return [_cell(cell) for cell in cells_of(finding, assessment)]
    if finding.outcome is None:
        return ()
    seen = observations_of(finding.outcome, threshold, assessment)
    return dict.fromkeys([_cell(one.cell) for one in seen])


def _threshold(
    frame: Frame, finding: Finding, threshold: Threshold, assessment: Assessment, cells: Collection[str]
) -> str:
    """The object of a threshold whose figures are all exact."""
    _criterion, status, sensitive, outcomes, decisive, _branches, _answer = finding
    series = _NO_SERIES if decisive is None else _series(decisive, threshold, assessment)
    decisive_basis = None if decisive is None else decisive.basis
    shown, readings = "null", []
    for outcome in outcomes:
        reading, of_reading, _mode, basis, measure = outcome
        if type(measure) is Measure and measure.position is None:
            value = f'"{plain(value_of(measure))}"'
        else:
            value = _value(outcome, threshold, assessment, series if basis is decisive_basis else _NO_SERIES)
        readings.append(f"{_reading((reading, of_reading))}{value}}}")
        if outcome is decisive:
            shown = value
    if shown == "null" and decisive is not None and type(decisive.measure) is Range:
        observed = _encoded(observed_as_object(finding, assessment))
    else:
        years = ", ".join([f'"{year}": {value}' for year, value in series.items()])
        observed = f'{{"value": {shown}, "series": {{{years}}}}}'
    return (
        f"{frame.head}{status}{_SENSITIVE[sensitive]}{frame.requirement}{observed}"
        f'{_gap(finding, assessment)}, "readings": [{", ".join(readings)}], "cells": [{", ".join(cells)}]}}'
    )


def _series(outcome: Outcome, threshold: Threshold, assessment: Assessment) -> Mapping[int, str]:
    """The value of the basis in each year that is shown."""
    basis, window = outcome.basis, assessment.window
    if basis is None or basis.whole is not None or threshold.over is Over.ONCE or not window.years:
        found = series_of(outcome, threshold, assessment)
        return {year: f'"{plain(value)}"' for year, value in found.items()}
    row, years = window.figures.get(basis.part, NO_FIGURES), window.years
    shown = positions_shown(outcome, threshold)
    return {years[at]: f'"{plain(figure)}"' for at in shown if (figure := row[at]) is not None}


def _value(outcome: Outcome, threshold: Threshold, assessment: Assessment, series: Mapping[int, str]) -> str:
    """What a reading comes to; where that is the value of a year, it stands in the series of its basis."""
    measure = outcome.measure
    if type(measure) is Measure:
        known = None
        # A rise is of no year of the series.
        if measure.position is not None and threshold.over is not Over.RISE:
            known = series.get(assessment.window.years[measure.position])
        return f'"{plain(value_of(measure))}"' if known is None else known
    if measure is None:
        if threshold.over not in _TRENDS:
            return "null"
        if series and (known := series.get(assessment.window.years[LAST])) is not None:
            return known
    value = value_seen(outcome, threshold, assessment).value
    return "null" if value is None else f'"{plain(value)}"'


@cached(512, 100)
def _reading(found: tuple[str, Status]) -> str:
    id, status = found
    return _encoded({"id": id, "status": status.value})[:-1] + ', "value": '


def _gap(finding: Finding, assessment: Assessment) -> str:
    """What is lacking, as `assessment.json.gap_as_object` has it."""
    if finding.status not in _SHORT:
        return ""
    gap = gap_of(finding, assessment)
    if gap is None:
        return ""
    amount, unit, strict, year, equivalents, free_from, branch, most, inexact, target = gap
    found = f', "gap": {{"amount": "{plain(amount)}", "unit": {quoted(unit)}'
    if strict:
        found += ', "strict": true'
    if year is not None:
        found += f', "year": {year}'
    if free_from is not None:
        found += f', "free_from": {free_from}'
    if target is not None:
        found += f', "next": {_target(target)}'
    if branch:
        found += f', "branch": {quoted(branch)}'
    if most is not None:
        found += f', "most": "{plain(most)}"'
    if inexact:
        found += ', "at_least": true'
    added = [
        f'{{"indicator": {quoted(indicator)}, "amount": "{plain(more)}", "unit": {quoted(of_more)}'
        + (', "with_it": true}' if with_it else "}")
        for indicator, more, of_more, with_it in equivalents
    ]
    return f'{found}, "equivalents": [{", ".join(added)}]}}'


def _target(target: NextYearTarget) -> str:
    of = f'"indicator": {quoted(target.indicator)}, ' if target.indicator else ""
    value, unit = plain(target.value), quoted(target.unit)
    return f'{{"year": {target.year}, {of}"op": {quoted(target.op)}, "value": "{value}", "unit": {unit}}}'
