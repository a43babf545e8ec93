"""Quick way to an assessment as JSON on one line: put together from pieces that are encoded once.

`assessment.json.as_object` says what a line holds, and whatever is unusual is left to it. What a standard fixes is
encoded once for all its files; of a file only its own figures, cells and problems are (`quick_criteria`). All texts
are the bytes of UTF-8, one character a byte.
"""

from __future__ import annotations

from datetime import date
from json.encoder import encode_basestring as quoted
from operator import itemgetter

from clustercheck.model.cluster import Cluster
from clustercheck.model.findings import Assessment, Finding, Status
from clustercheck.model.problems import Problem, Severity
from clustercheck.model.speed import cached
from clustercheck.model.standard import StandardStatus
from clustercheck.model.window import Window
from clustercheck.reports.assessment.json import (
    SCHEMA,
    chosen_as_object,
    points_as_object,
    remarks_as_objects,
    setting_as_object,
    sources_as_object,
)
from clustercheck.reports.assessment.quick_criteria import criteria_in
from clustercheck.reports.assessment.quick_texts import as_bytes, encoded
from clustercheck.texts.messages import message

_STATUSES = tuple(Status)
_status_of = itemgetter(Finding._fields.index("status"))
_COUNTS = ", ".join([f'"{status.value}": %d' for status in _STATUSES])


def quick_line(result: Assessment) -> bytes:
    """A judged file's result as JSON on one line, with its end."""
    problems = ", ".join([_problem(problem) for problem in result.all_problems])
    named = f", {encoded(sources_as_object(result.cluster))[1:-1]}" if result.cluster.sources else ""
    pieces = _heading(result)
    pieces.append(', "criteria": [')
    pieces += criteria_in(result)
    pieces.append(f']{named}, "problems": [{problems}]}}\n')
    return "".join(pieces).encode("latin-1")


def _heading(assessment: Assessment) -> list[str]:
    standard, window = assessment.standard, assessment.window
    setting = _setting(
        (
            standard.id,
            standard.edition,
            standard.partial,
            assessment.standard_status,
            assessment.as_of,
            window.years,
            window.counting,
        )
    )
    statuses = list(map(_status_of, assessment.findings))
    there = set(statuses)
    counts = tuple([statuses.count(status) if status in there else 0 for status in _STATUSES])
    remarks = remarks_as_objects(assessment)
    return [
        *(_origin(assessment.cluster), setting),
        *(', "verdict": "', assessment.verdict, '", "route": "', assessment.route),
        *('", "remarks": ', encoded(remarks) if remarks else "[]"),
        "" if assessment.chosen is None else ", " + encoded(chosen_as_object(assessment.chosen))[1:-1],
        "" if standard.scoring is None else ", " + encoded(points_as_object(assessment))[1:-1],
        *(', "counts": {', _COUNTS % counts, "}"),
    ]


def _origin(cluster: Cluster) -> str:
    """What `assessment.json.origin_as_object` holds, up to the setting."""
    row = "" if cluster.row is None else f', "row": {cluster.row}'
    name, place = as_bytes(quoted(cluster.text("name"))), as_bytes(quoted(cluster.text("jurisdiction")))
    named = f'"cluster": {{"name": {name}, "jurisdiction": {place}}}'
    return f'{{"schema": "{SCHEMA}", "file": {as_bytes(quoted(cluster.file))}{row}, {named}, '


@cached(256, 300)
def _setting(
    found: tuple[str, str, bool, StandardStatus, date, tuple[int, ...], tuple[int, ...]],
) -> str:
    id, edition, partial, status, as_of, years, counting = found
    return encoded(setting_as_object(id, edition, partial, status, as_of, Window(years, counting)))[1:-1]


def _problem(problem: Problem) -> str:
    place = problem.where.within_file
    cell = "null" if place is None else as_bytes(quoted(place))
    text = as_bytes(quoted(message(problem)))
    return f'{_fault((problem.code, problem.severity))}{cell}, "message": {text}}}'


@cached()
def _fault(found: tuple[str, Severity]) -> str:
    code, severity = found
    return encoded({"code": code, "severity": severity.value})[:-1] + ', "cell": '
