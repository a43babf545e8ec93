"""Quick way to an assessment as JSON on one line: put together from pieces that are encoded once.

`assessment.json.as_object` says what a line holds, and whatever is unusual is left to it. What a standard fixes is
encoded once for all its files; of a file only its own figures, cells and problems are (`quick_criteria`). All texts
are the bytes of UTF-8, one character a byte.
"""

from __future__ import annotations

from datetime import date
from json.encoder import encode_basestring as quoted

from clustercheck.model.cluster import Cluster
from clustercheck.model.findings import Assessment, Status, status_of_finding
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
from clustercheck.reports.assessment.quick_problems import problems_text
from clustercheck.reports.assessment.quick_texts import as_bytes, encoded

_STATUSES = tuple(Status)
_COUNTS = ", ".join([f'"{status.value}": %d' for status in _STATUSES])


def quick_line(result: Assessment) -> bytes:
    """A judged file's result as JSON on one line, with its end."""
    pieces = _heading(result)
    pieces.append(', "criteria": [')
    pieces += criteria_in(result)
    sources = result.cluster.sources
    pieces += (
        *("]", f", {encoded(sources_as_object(result.cluster))[1:-1]}" if sources else ""),
        *(', "problems": [', problems_text(result.all_problems), "]}\n"),
    )
    return "".join(pieces).encode("latin-1")


def _heading(assessment: Assessment) -> list[str]:
    cluster, standard, status, as_of, window, findings, verdict, route, *_others, chosen = assessment
    years, counting, *_figures = window
    setting = _setting((standard.id, standard.edition, standard.partial, status, as_of, years, counting))
    statuses = list(map(status_of_finding, findings))
    there = set(statuses)
    counts = tuple([statuses.count(status) if status in there else 0 for status in _STATUSES])
    remarks = remarks_as_objects(assessment)
    return [
        *(_origin(cluster), setting),
        *(', "verdict": "', verdict, '", "route": "', route),
        *('", "remarks": ', encoded(remarks) if remarks else "[]"),
        "" if chosen is None else ", " + encoded(chosen_as_object(chosen))[1:-1],
        "" if standard.scoring is None else ", " + encoded(points_as_object(assessment))[1:-1],
        *(', "counts": {', _COUNTS % counts, "}"),
    ]


def _origin(cluster: Cluster) -> str:
    """What `assessment.json.origin_as_object` holds, up to the setting."""
    row = "" if cluster.row is None else f', "row": {cluster.row}'
    name = place = '""'
    if cluster.profile:
        name, place = quoted(cluster.text("name")), quoted(cluster.text("jurisdiction"))
    named = f'"cluster": {{"name": {name}, "jurisdiction": {place}}}'
    return as_bytes(f'{{"schema": "{SCHEMA}", "file": {quoted(cluster.file)}{row}, {named}, ')


@cached(256, 300)
def _setting(
    found: tuple[str, str, bool, StandardStatus, date, tuple[int, ...], tuple[int, ...]],
) -> str:
    id, edition, partial, status, as_of, years, counting = found
    return encoded(setting_as_object(id, edition, partial, status, as_of, Window(years, counting)))[1:-1]
