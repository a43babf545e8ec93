"""Quick way to the criteria of an assessment as JSON: what a standard fixes is encoded once for all its files.

`assessment.criterion_json.criterion_as_object` says what an object holds, and whatever is unusual is left to it. The pieces are
put together only once, with those of the whole line.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from clustercheck.engine.evidence import cells_of
from clustercheck.model.cluster import Cell
from clustercheck.model.criteria import AnyOf, Attestation, Criterion, Threshold
from clustercheck.model.findings import Assessment, Finding, Status
from clustercheck.model.records import NamedTuple
from clustercheck.model.speed import cached, cached_by_identity
from clustercheck.reports.assessment.criterion_json import wording_as_object
from clustercheck.reports.assessment.quick_gaps import gap_text
from clustercheck.reports.assessment.quick_series import FileFigures
from clustercheck.reports.assessment.quick_texts import BEGUN, cell_text, encoded
from clustercheck.reports.assessment.quick_thresholds import (
    STATUS,
    ThresholdFrame,
    add_threshold,
    threshold_frame,
)

_MET, _UNKNOWN, _SHORT = Status.MET, Status.UNKNOWN, (Status.MISSED, Status.DISCRETIONARY)


class Frame(NamedTuple):
    """What a standard fixes of a criterion's object.

    `head` is all up to its status, with the comma after the criterion before it. Of alternatives `at_least` is how many
    of them are wanted, where more than one. `is_plain` says that no other lines of a workbook than its own decide: no
    condition. `threshold` is of a threshold only.
    """

    head: str
    threshold: ThresholdFrame | None
    branches: tuple[Frame, ...]
    at_least: str
    is_plain: bool


class Run(NamedTuple):
    """Conditions that always apply and follow each other: from `first` to before `end`.

    `text` is what is written of them if there is no answer to any, which are the findings `unanswered`.
    """

    first: int
    end: int
    unanswered: tuple[Finding, ...]
    text: str


class Frames(NamedTuple):
    """The frames of a standard's criteria, and the heads of its plain conditions, None for any other.

    `steps` are the numbers of the others and all runs of plain conditions, in order.
    """

    frames: tuple[Frame, ...]
    heads: tuple[str | None, ...]
    steps: tuple[int | Run, ...]


def criteria_in(assessment: Assessment) -> list[str]:
    """The objects of all criteria, in pieces."""
    found: list[str] = []
    file, findings = FileFigures(assessment), assessment.findings
    frames, heads, steps = _frames_of(assessment.standard.criteria)
    if not assessment.cluster.answers:
        _add_unanswered(found, frames, steps, findings, file)
        return found
    for head, frame, finding in zip(heads, frames, findings, strict=True):
        if head is None:
            _add(found, frame, finding, file)
            continue
        _criterion, status, sensitive, _outcomes, _outcome, _branches, answer = finding
        found.append(head)
        if answer is not None and status is _MET and not sensitive:
            found.append(_answered_by(answer.cell))
        else:
            found.append(_answered((status, sensitive, None if answer is None else answer.cell)))
    return found


def _add_unanswered(
    found: list[str],
    frames: tuple[Frame, ...],
    steps: tuple[int | Run, ...],
    findings: tuple[Finding, ...],
    file: FileFigures,
) -> None:
    """Add the objects of all criteria of a workbook without a word on any condition."""
    for step in steps:
        if isinstance(step, Run):
            first, end, unanswered, text = step
            if findings[first:end] == unanswered:
                found.append(text)
                continue
            for number in range(first, end):
                _add(found, frames[number], findings[number], file)
        else:
            _add(found, frames[step], findings[step], file)


@cached_by_identity()
def _frames_of(criteria: tuple[Criterion, ...]) -> Frames:
    frames = _frames(criteria)
    heads = tuple(
        [
            frame.head if frame.is_plain and isinstance(criterion, Attestation) else None
            for frame, criterion in zip(frames, criteria, strict=True)
        ]
    )
    steps: list[int | Run] = []
    for is_other, group in groupby(range(len(criteria)), key=lambda number: heads[number] is None):
        numbers = [*group]
        if is_other:
            steps += numbers
        else:
            unanswered = tuple([Finding(criteria[number], _UNKNOWN) for number in numbers])
            text = "".join([frames[number].head + _answered((_UNKNOWN, False, None)) for number in numbers])
            steps.append(Run(numbers[0], numbers[-1] + 1, unanswered, text))
    return Frames(frames, heads, tuple(steps))


def _frames(criteria: tuple[Criterion, ...]) -> tuple[Frame, ...]:
    return tuple([_frame(criterion, ", " if place else "") for place, criterion in enumerate(criteria)])


def _frame(criterion: Criterion, comma: str) -> Frame:
    head = comma + encoded(wording_as_object(criterion))[:-1] + STATUS
    if isinstance(criterion, Threshold):
        return Frame(head, threshold_frame(criterion), (), "", not criterion.when)
    if isinstance(criterion, AnyOf):
        at_least = f', "at_least": {criterion.at_least}' if criterion.at_least > 1 else ""
        return Frame(head, None, _frames(criterion.branches), at_least, not criterion.when)
    return Frame(head, None, (), "", not criterion.when)


@cached(4096, 128)
def _answered_by(cell: Cell) -> str:
    """What follows the head of a condition that is met."""
    return _answered((_MET, False, cell))


@cached(1024, 300)
def _answered(found: tuple[Status, bool, Cell | None]) -> str:
    """What follows the head of a condition; without a cell of one that the workbook does not answer."""
    status, sensitive, cell = found
    return f'{BEGUN[status, sensitive]}, "cells": [{"" if cell is None else cell_text(cell)}]}}'


def _add(found: list[str], frame: Frame, finding: Finding, file: FileFigures) -> Iterable[str]:
    """Add the object of a criterion. Returns its cells."""
    head, threshold, branches, at_least, is_plain = frame
    found.append(head)
    if threshold is not None:
        return add_threshold(found, threshold, finding, file)
    begun = BEGUN[finding.status, finding.sensitive]
    if type(finding.criterion) is Attestation:
        cells = [cell_text(cell) for cell in cells_of(finding, file.assessment)]
        found.append(f'{begun}, "cells": [{", ".join(cells)}]}}')
        return cells
    gap = gap_text(finding, file.assessment) if finding.status in _SHORT else ""
    found.append(f'{begun}{gap}{at_least}, "branches": [')
    cells = []
    # Alternatives that do not apply have not been looked at.
    for of_branch, branch in zip(branches, finding.branches, strict=False):
        cells += _add(found, of_branch, branch, file)
    if not (is_plain and finding.branches):
        cells = [cell_text(cell) for cell in cells_of(finding, file.assessment)]
    once = dict.fromkeys(cells)
    found.append(f'], "cells": [{", ".join(once)}]}}')
    return once
