"""Quick way to an assessment as JSON on one line: put together from pieces that are encoded once.

`assessment.json.as_object` says what a line holds, and whatever is unusual is left to it. What a standard fixes is
encoded once for all its files; of a file only its own figures, cells and problems are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from json import JSONEncoder

from clustercheck.engine.evidence import cells_of, series_of, value_of, value_seen
from clustercheck.engine.gaps import gap_of
from clustercheck.model.cluster import Cell
from clustercheck.model.criteria import AnyOf, Attestation, Criterion, Over, Threshold
from clustercheck.model.findings import Assessment, Finding, Measure, Outcome, Range, Status
from clustercheck.model.problems import Problem, Severity
from clustercheck.model.quantities import plain
from clustercheck.model.records import NamedTuple
from clustercheck.model.speed import cached, cached_by_identity
from clustercheck.model.standard import StandardStatus
from clustercheck.model.window import LAST, Window
from clustercheck.reports.assessment.json import (
    chosen_as_object,
    criterion_as_object,
    gap_as_object,
    observed_as_object,
    origin_as_object,
    points_as_object,
    remarks_as_objects,
    requirement_as_object,
    setting_as_object,
    sources_as_object,
    wording_as_object,
)
from clustercheck.texts.messages import message

_STATUSES = tuple(Status)
_COUNTS = ", ".join([f'"{status.value}": %d' for status in _STATUSES])
_SENSITIVE = {False: '", "sensitive": false', True: '", "sensitive": true'}
_ANSWERED = {sensitive: text + ', "cells": [' for sensitive, text in _SENSITIVE.items()}

_encoded = JSONEncoder(ensure_ascii=False).encode


@cached(4096, 128)
def _cell(cell: Cell) -> str:
    return _encoded(str(cell))


class Frame(NamedTuple):
    """What a standard fixes of a criterion's object: all up to its status, what is required, its branches.

    Of alternatives `requirement` is how many of them are wanted, where more than one.
    """

    head: str
    requirement: str
    branches: tuple[Frame, ...]


def quick_line(result: Assessment) -> str:
    """A judged file's result as JSON on one line."""
    framed = zip(_frames_of(result.standard.criteria), result.findings, strict=True)
    criteria = ", ".join([_criterion(frame, finding, result) for frame, finding in framed])
    problems = ", ".join([_problem(problem) for problem in result.all_problems])
    sources = sources_as_object(result.cluster) if result.cluster.sources else None
    named = "" if sources is None else ", " + _encoded(sources)[1:-1]
    return f'{_heading(result)}, "criteria": [{criteria}]{named}, "problems": [{problems}]}}'


def _heading(assessment: Assessment) -> str:
    origin = _encoded(origin_as_object(assessment.cluster))
    standard, window = assessment.standard, assessment.window
    setting = _setting(
        standard.id,
        standard.edition,
        standard.partial,
        assessment.standard_status,
        assessment.as_of,
        window.years,
        window.counting,
    )
    counts = Counter([finding.status for finding in assessment.findings])
    return "".join(
        (
            *(origin[:-1], ", ", setting),
            *(', "verdict": "', assessment.verdict, '", "route": "', assessment.route),
            *('", "remarks": ', _encoded(remarks_as_objects(assessment))),
            "" if assessment.chosen is None else ", " + _encoded(chosen_as_object(assessment.chosen))[1:-1],
            "" if standard.scoring is None else ", " + _encoded(points_as_object(assessment))[1:-1],
            *(', "counts": {', _COUNTS % tuple([counts[status] for status in _STATUSES]), "}"),
        )
    )


@cached(256, 300)
def _setting(
    id: str,
    edition: str,
    partial: bool,
    status: StandardStatus,
    as_of: date,
    years: tuple[int, ...],
    counting: tuple[int, ...],
) -> str:
    found = setting_as_object(id, edition, partial, status, as_of, Window(years, counting))
    return _encoded(found)[1:-1]


@cached_by_identity()
def _frames_of(criteria: tuple[Criterion, ...]) -> tuple[Frame, ...]:
    return tuple([_frame(criterion) for criterion in criteria])


def _frame(criterion: Criterion) -> Frame:
    head = _encoded(wording_as_object(criterion))[:-1] + ', "status": "'
    if isinstance(criterion, Threshold):
        required = _encoded(requirement_as_object(criterion))
        return Frame(head, f', "requirement": {required}, "observed": ', ())
    if not isinstance(criterion, AnyOf):
        return Frame(head, "", ())
    at_least = f', "at_least": {criterion.at_least}' if criterion.at_least > 1 else ""
    return Frame(head, at_least, tuple([_frame(branch) for branch in criterion.branches]))


def _criterion(frame: Frame, finding: Finding, assessment: Assessment) -> str:
    criterion = finding.criterion
    if type(criterion) is Attestation:
        answer = finding.answer
        cells = _cells(finding, assessment) if criterion.when or answer is None else _cell(answer.cell)
        return frame.head + finding.status + _ANSWERED[finding.sensitive] + cells + "]}"
    begun = frame.head + finding.status + _SENSITIVE[finding.sensitive]
    if type(criterion) is Threshold:
        if assessment.window.inexact:
            return _encoded(criterion_as_object(finding, assessment))
        return begun + frame.requirement + _measured(criterion, finding, assessment)
    # Alternatives that do not apply have not been looked at.
    framed = zip(frame.branches, finding.branches, strict=False)
    branches = ", ".join([_criterion(of_branch, branch, assessment) for of_branch, branch in framed])
    gap, cells = _gap(finding, assessment), _cells(finding, assessment)
    return f'{begun}{gap}{frame.requirement}, "branches": [{branches}], "cells": [{cells}]}}'


def _measured(threshold: Threshold, finding: Finding, assessment: Assessment) -> str:
    """What follows the requirement of a threshold whose figures are all exact: what was observed, and the rest."""
    decisive = finding.outcome
    series: dict[int, str] = {}
    if decisive is not None:
        found = series_of(decisive, threshold, assessment)
        series = {year: f'"{plain(value)}"' for year, value in found.items()}
    shown, readings = "null", []
    for outcome in finding.outcomes:
        same = decisive is not None and outcome.basis is decisive.basis
        value = _value(outcome, threshold, assessment, series if same else _NO_SERIES)
        readings.append(_reading(outcome.reading, outcome.status) + value + "}")
        if outcome is decisive:
            shown = value
    if shown == "null" and decisive is not None and type(decisive.measure) is Range:
        observed = _encoded(observed_as_object(finding, assessment))
    else:
        years = ", ".join([f'"{year}": {value}' for year, value in series.items()])
        observed = f'{{"value": {shown}, "series": {{{years}}}}}'
    gap, cells = _gap(finding, assessment), _cells(finding, assessment)
    return f'{observed}{gap}, "readings": [{", ".join(readings)}], "cells": [{cells}]}}'


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


_NO_SERIES: Mapping[int, str] = {}
_TRENDS = (Over.RISING, Over.FALLING)


@cached()
def _reading(id: str, status: Status) -> str:
    return _encoded({"id": id, "status": status.value})[:-1] + ', "value": '


def _gap(finding: Finding, assessment: Assessment) -> str:
    gap = gap_of(finding, assessment)
    return "" if gap is None else f', "gap": {_encoded(gap_as_object(gap))}'


def _cells(finding: Finding, assessment: Assessment) -> str:
    return ", ".join([_cell(cell) for cell in cells_of(finding, assessment)])


def _problem(problem: Problem) -> str:
    cell, text = _encoded(problem.where.within_file), _encoded(message(problem))
    return f'{_fault(problem.code, problem.severity)}{cell}, "message": {text}}}'


@cached()
def _fault(code: str, severity: Severity) -> str:
    return _encoded({"code": code, "severity": severity.value})[:-1] + ', "cell": '
