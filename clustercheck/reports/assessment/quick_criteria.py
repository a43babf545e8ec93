"""Quick way to the criteria of an assessment as JSON: what a standard fixes is encoded once for all its files.

`assessment.json.criterion_as_object` says what an object holds, and whatever is unusual is left to it. All texts here
are the bytes of UTF-8, one character a byte (`as_bytes`): such texts are put together by copying. Records are unpacked
where several of their fields are read: reading one field takes longer than unpacking all.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from json import JSONEncoder
from json.encoder import encode_basestring as quoted

from clustercheck.engine.evidence import (
    LOOKED_AT,
    THREE_YEARS,
    cells_of,
    observations_of,
    positions_shown,
    series_of,
    value_seen,
)
from clustercheck.engine.gaps import gap_of
from clustercheck.engine.measures import value_of
from clustercheck.engine.next_year import NextYearTarget
from clustercheck.model.cluster import Cell, Observation
from clustercheck.model.criteria import AnyOf, Attestation, Criterion, Over, Threshold
from clustercheck.model.findings import Assessment, Finding, Measure, Outcome, Range, Status
from clustercheck.model.hints import TypeAlias
from clustercheck.model.quantities import EXACT, plain, quotient
from clustercheck.model.records import NamedTuple
from clustercheck.model.speed import cached, cached_by_identity
from clustercheck.model.window import LAST, NO_FIGURES
from clustercheck.reports.assessment.json import (
    criterion_as_object,
    observed_as_object,
    requirement_as_object,
    wording_as_object,
)

# What follows the head of a criterion.
_BEGUN = {
    (status, sensitive): f'{status.value}", "sensitive": {"true" if sensitive else "false"}'
    for status in Status
    for sensitive in (False, True)
}
_SHORT = (Status.MISSED, Status.DISCRETIONARY)
_TRENDS = (Over.RISING, Over.FALLING)
_times = EXACT.multiply

_ZERO = Decimal(0)
_NO_SERIES: Mapping[int, Observation] = {}
# Texts by position in the window.
_Texts: TypeAlias = Sequence[str | None]
_NO_TEXTS: _Texts = (None, None, None, None)

_encoder = JSONEncoder(ensure_ascii=False).encode


def as_bytes(text: str) -> str:
    """The bytes of a text in UTF-8, one character a byte. A name that is no UTF-8 on disk comes out as JSON escapes it."""
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode("latin-1")


def encoded(value: object) -> str:
    """A plain value as the bytes of its JSON."""
    return as_bytes(_encoder(value))


class Frame(NamedTuple):
    """What a standard fixes of a criterion's object: all up to its status, what is required, its branches.

    Of alternatives `requirement` is how many of them are wanted, where more than one. `is_plain` says that no other
    lines of a workbook than its own decide: no condition, no waiver. `is_answered` says so of a condition.
    """

    head: str
    requirement: str
    branches: tuple[Frame, ...]
    is_plain: bool
    is_answered: bool


def criteria_in(assessment: Assessment) -> str:
    """The objects of all criteria."""
    found = []
    for frame, finding in zip(_frames_of(assessment.standard.criteria), assessment.findings, strict=True):
        if frame.is_answered:
            answer = finding.answer
            cell = None if answer is None else answer.cell
            found.append(frame.head + _answered((finding.status, finding.sensitive, cell)))
        else:
            found.append(_criterion(frame, finding, assessment)[0])
    return ", ".join(found)


@cached_by_identity()
def _frames_of(criteria: tuple[Criterion, ...]) -> tuple[Frame, ...]:
    return tuple([_frame(criterion) for criterion in criteria])


def _frame(criterion: Criterion) -> Frame:
    head = encoded(wording_as_object(criterion))[:-1] + ', "status": "'
    requirement, branches = "", tuple[Frame, ...]()
    is_plain = not criterion.when
    if isinstance(criterion, Threshold):
        requirement = f', "requirement": {encoded(requirement_as_object(criterion))}, "observed": '
        is_plain = is_plain and not criterion.waiver
    elif isinstance(criterion, AnyOf):
        requirement = f', "at_least": {criterion.at_least}' if criterion.at_least > 1 else ""
        branches = tuple([_frame(branch) for branch in criterion.branches])
    return Frame(head, requirement, branches, is_plain, is_plain and isinstance(criterion, Attestation))


@cached(1024, 300)
def _answered(found: tuple[Status, bool, Cell | None]) -> str:
    """What follows the head of a condition; without a cell of one that the workbook does not answer."""
    status, sensitive, cell = found
    return f'{_BEGUN[status, sensitive]}, "cells": [{"" if cell is None else _cell(cell)}]}}'


@cached(4096, 128)
def _cell(cell: Cell) -> str:
    return as_bytes(quoted(str(cell)))


def _criterion(frame: Frame, finding: Finding, assessment: Assessment) -> tuple[str, Collection[str]]:
    """The object of a criterion, and its cells."""
    criterion = finding.criterion
    if type(criterion) is Threshold:
        cells = _cells_of_figures(frame, finding, criterion, assessment)
        if assessment.window.inexact:
            return encoded(criterion_as_object(finding, assessment)), cells
        return _threshold(frame, finding, criterion, assessment, cells), cells
    # Alternatives that do not apply have not been looked at.
    framed = zip(frame.branches, finding.branches, strict=False)
    branches = [_criterion(of_branch, branch, assessment) for of_branch, branch in framed]
    if branches and frame.is_plain:
        cells = dict.fromkeys([cell for _text, cells in branches for cell in cells])
    else:
        cells = [_cell(cell) for cell in cells_of(finding, assessment)]
    begun = frame.head + _BEGUN[finding.status, finding.sensitive]
    end = f'"cells": [{", ".join(cells)}]}}'
    if type(criterion) is Attestation:
        return f"{begun}, {end}", cells
    among = ", ".join([text for text, _cells in branches])
    return f'{begun}{_gap(finding, assessment)}{frame.requirement}, "branches": [{among}], {end}', cells


def _cells_of_figures(
    frame: Frame, finding: Finding, threshold: Threshold, assessment: Assessment
) -> Collection[str]:
    if not frame.is_plain:
        return [_cell(cell) for cell in cells_of(finding, assessment)]
    outcome, years = finding.outcome, assessment.window.years
    if outcome is None:
        return ()
    basis = outcome.basis
    if basis is None or not years or threshold.over is Over.ONCE:
        return dict.fromkeys([_cell(one.cell) for one in observations_of(outcome, threshold, assessment)])
    observations = assessment.cluster.observations
    part, whole, _factor = basis
    years = years[LOOKED_AT.get(outcome.mode, THREE_YEARS)]
    series = observations.get(part, _NO_SERIES)
    cells = [_cell(series[year].cell) for year in years if year in series]
    if whole:
        series = observations.get(whole, _NO_SERIES)
        cells += [_cell(series[year].cell) for year in years if year in series]
    return dict.fromkeys(cells)


def _threshold(
    frame: Frame, finding: Finding, threshold: Threshold, assessment: Assessment, cells: Collection[str]
) -> str:
    """The object of a threshold whose figures are all exact."""
    _criterion, status, sensitive, outcomes, decisive, _branches, _answer = finding
    series, texts = ("", _NO_TEXTS) if decisive is None else _series(decisive, threshold, assessment)
    decisive_basis = None if decisive is None else decisive.basis
    shown, readings = "null", []
    for outcome in outcomes:
        reading, of_reading, _mode, basis, measure = outcome
        known = None
        if type(measure) is Measure:
            position = measure.position
            # A rise is of no year of the series.
            if position is not None and basis is decisive_basis and threshold.over is not Over.RISE:
                known = texts[position]
            if known is None:
                known = f'"{plain(value_of(measure))}"'
        elif measure is not None or threshold.over in _TRENDS:
            if measure is None and basis is decisive_basis:
                known = texts[LAST]
            if known is None:
                seen = value_seen(outcome, threshold, assessment).value
                known = "null" if seen is None else f'"{plain(seen)}"'
        else:
            known = "null"
        readings.append(f"{_reading((reading, of_reading))}{known}}}")
        if outcome is decisive:
            shown = known
    if shown == "null" and decisive is not None and type(decisive.measure) is Range:
        observed = encoded(observed_as_object(finding, assessment))
    else:
        observed = f'{{"value": {shown}, "series": {{{series}}}}}'
    gap = _gap(finding, assessment) if status in _SHORT else ""
    return (
        f"{frame.head}{_BEGUN[status, sensitive]}{frame.requirement}{observed}"
        f'{gap}, "readings": [{", ".join(readings)}], "cells": [{", ".join(cells)}]}}'
    )


def _series(outcome: Outcome, threshold: Threshold, assessment: Assessment) -> tuple[str, _Texts]:
    """The value of the basis in each year that is shown, and each alone by its position in the window."""
    basis, window = outcome.basis, assessment.window
    if basis is None or threshold.over is Over.ONCE or not window.years:
        found = series_of(outcome, threshold, assessment)
        return ", ".join([f'"{year}": "{plain(value)}"' for year, value in found.items()]), _NO_TEXTS
    part, whole, factor = basis
    row = window.figures.get(part, NO_FIGURES)
    texts: list[str | None] = [None, None, None, None]
    shown, named = [], _years(window.years)
    wholes = NO_FIGURES if whole is None else window.figures.get(whole, NO_FIGURES)
    for at in positions_shown(outcome, threshold):
        value = row[at]
        if value is None:
            continue
        if whole is not None:
            under = wholes[at]
            if under is None or under <= _ZERO:
                continue
            value = quotient(_times(factor, value), under)
        texts[at] = text = f'"{plain(value)}"'
        shown.append(named[at] + text)
    return ", ".join(shown), texts


@cached(256)
def _years(years: tuple[int, ...]) -> tuple[str, ...]:
    """What stands before the value of each year."""
    return tuple([f'"{year}": ' for year in years])


@cached(512, 100)
def _reading(found: tuple[str, Status]) -> str:
    id, status = found
    return encoded({"id": id, "status": status.value})[:-1] + ', "value": '


def _gap(finding: Finding, assessment: Assessment) -> str:
    """What is lacking, as `assessment.json.gap_as_object` has it."""
    gap = gap_of(finding, assessment)
    if gap is None:
        return ""
    amount, unit, strict, year, equivalents, free_from, branch, most, inexact, target = gap
    found = f', "gap": {{"amount": "{plain(amount)}", "unit": {_word(unit)}'
    if strict:
        found += ', "strict": true'
    if year is not None:
        found += f', "year": {year}'
    if free_from is not None:
        found += f', "free_from": {free_from}'
    if target is not None:
        found += f', "next": {_target(target)}'
    if branch:
        found += f', "branch": {_word(branch)}'
    if most is not None:
        found += f', "most": "{plain(most)}"'
    if inexact:
        found += ', "at_least": true'
    added = [
        f'{{"indicator": {_word(indicator)}, "amount": "{plain(more)}", "unit": {_word(of_more)}'
        + (', "with_it": true}' if with_it else "}")
        for indicator, more, of_more, with_it in equivalents
    ]
    return f'{found}, "equivalents": [{", ".join(added)}]}}'


def _target(target: NextYearTarget) -> str:
    year, op, value, unit, indicator = target
    of = f'"indicator": {_word(indicator)}, ' if indicator else ""
    return f'{{"year": {year}, {of}"op": {_word(op)}, "value": "{plain(value)}", "unit": {_word(unit)}}}'


@cached()
def _word(text: str) -> str:
    """The name of a unit or an indicator."""
    return as_bytes(quoted(text))
