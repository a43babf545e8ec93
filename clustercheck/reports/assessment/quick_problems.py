"""Quick way to the problems of an assessment as JSON, as `assessment.json.problems_as_objects` has them."""

from __future__ import annotations

from collections.abc import Sequence
from json.encoder import encode_basestring as quoted

from clustercheck.model.problems import Problem, Severity
from clustercheck.model.speed import cached
from clustercheck.reports.assessment.quick_texts import as_bytes
from clustercheck.texts.messages import messages_of


def problems_text(problems: Sequence[Problem]) -> str:
    """The objects of all problems."""
    found = []
    for (code, severity, where, _facts), text in zip(problems, messages_of(problems), strict=True):
        _file, sheet, cell, line, _column = where
        place = f"{sheet}!{cell}" if sheet and cell and line is None else where.within_file
        at = "null" if place is None else quoted(place)
        found.append(f'{_head((code, severity))}{at}, "message": {quoted(text)}}}')
    return as_bytes(", ".join(found))


@cached()
def _head(found: tuple[str, Severity]) -> str:
    """What stands before the cell."""
    code, severity = found
    return f'{{"code": {quoted(code)}, "severity": {quoted(severity.value)}, "cell": '
