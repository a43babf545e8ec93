"""`-f json`: the assessment as a contract for scripts (`clustercheck schema` prints its schema).

What is said here holds for `-f jsonl` too, where `json_lines` writes the same in a fraction of the time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from clustercheck.model.choices import Chosen
from clustercheck.model.cluster import Cluster
from clustercheck.model.findings import Assessment, Result, Unread
from clustercheck.model.hints import Any
from clustercheck.model.lean import date
from clustercheck.model.problems import Problem
from clustercheck.model.standard import StandardStatus
from clustercheck.model.window import Window
from clustercheck.reports.assessment.criterion_json import criterion_as_object
from clustercheck.reports.indented_json import indented
from clustercheck.reports.wording.remarks import remarks_of
from clustercheck.texts.messages import message, said

SCHEMA = "clustercheck/assessment/1"


def render_json(results: Sequence[Result]) -> str:
    """One object for one file, an array for several, in input order."""
    pieces = [piece_json(result) for result in results]
    return pieces[0] + "\n" if len(pieces) == 1 else "".join(whole_json(pieces))


def piece_json(result: Result) -> str:
    """One file's object."""
    return indented(as_object(result))


def whole_json(pieces: Iterable[str], _closing: str = "") -> Iterator[str]:
    """The array of the objects of several files."""
    before = "[\n "
    for piece in pieces:
        yield before + piece.replace("\n", "\n ")
        before = ",\n "
    yield "[]\n" if before.startswith("[") else "\n]\n"


def as_object(result: Result) -> dict[str, Any]:
    """One file's result as plain values."""
    if isinstance(result, Unread):
        return {
            "schema": SCHEMA,
            "file": result.file,
            **row_of(result.row),
            "verdict": "error",
            "problems": problems_as_objects(result.problems),
        }
    return {
        **heading_as_object(result),
        "criteria": [criterion_as_object(finding, result) for finding in result.findings],
        **sources_as_object(result.cluster),
        "problems": problems_as_objects(result.all_problems),
    }


def sources_as_object(cluster: Cluster) -> dict[str, Any]:
    """Where the figures are from, by indicator; nothing where the workbook does not say."""
    if not cluster.sources:
        return {}
    return {
        "sources": {
            id: [{"text": one.text, "cell": str(one.cell)} for one in found]
            for id, found in cluster.sources.items()
        }
    }


def heading_as_object(assessment: Assessment) -> dict[str, Any]:
    """What an assessment comes to in all, without its criteria."""
    standard, window = assessment.standard, assessment.window
    return {
        **origin_as_object(assessment.cluster),
        **setting_as_object(
            standard.id,
            standard.edition,
            standard.partial,
            assessment.standard_status,
            assessment.as_of,
            window,
        ),
        "verdict": assessment.verdict.value,
        "route": assessment.route.value,
        "remarks": remarks_as_objects(assessment),
        **chosen_as_object(assessment.chosen),
        **points_as_object(assessment),
        "counts": {status.value: count for status, count in assessment.counts.items()},
    }


def chosen_as_object(chosen: Chosen | None) -> dict[str, Any]:
    """By which figures a cluster is judged where the text admits several; nothing where it does not."""
    if chosen is None:
        return {}
    return {"chosen": {"id": chosen.id, "others": [other._asdict() for other in chosen.others]}}


def points_as_object(assessment: Assessment) -> dict[str, Any]:
    """The table of points beside the verdict; nothing where the text gives none."""
    points = None
    if assessment.standard.scoring is not None:
        from clustercheck.engine.scoring import points_of  # few texts have points

        points = points_of(assessment)
    if points is None:
        return {}
    items = [
        {
            "id": one.item.id,
            "of": one.item.criterion,
            "full": one.item.most,
            "least": one.least,
            "most": one.most,
        }
        for one in points.lines
    ]
    bands = [said(name) for name in points.bands]
    found = {"full": points.full, "clause": points.clause, "least": points.least, "most": points.most}
    return {"points": {**found, "bands": bands, "items": items}}


def remarks_as_objects(assessment: Assessment) -> list[dict[str, str]]:
    """What stands beside the verdict, with its clause where a clause is behind it."""
    return [
        {"id": one.id, "text": one.text, **({"clause": one.clause} if one.clause else {})}
        for one in remarks_of(assessment)
    ]


def origin_as_object(cluster: Cluster) -> dict[str, Any]:
    """Where a cluster was read, and what it is called."""
    return {
        "schema": SCHEMA,
        "file": cluster.file,
        **row_of(cluster.row),
        "cluster": {"name": cluster.text("name"), "jurisdiction": cluster.text("jurisdiction")},
    }


def setting_as_object(
    id: str, edition: str, partial: bool, status: StandardStatus, as_of: date, window: Window
) -> dict[str, Any]:
    """Against what, on what day and by which years a cluster is judged."""
    return {
        "standard": {
            "id": id,
            "edition": edition,
            "status": status.value,
            "coverage": "partial" if partial else "full",
        },
        "as_of": as_of.isoformat(),
        "years": list(window.three),
        "base_year": window.base_year,
    }


def row_of(row: int | None) -> dict[str, int]:
    """The row of a cluster in a sheet that lists several; nothing for a workbook of one."""
    return {} if row is None else {"row": row}


def problems_as_objects(problems: Sequence[Problem]) -> list[dict[str, Any]]:
    """Problems with their code, severity, cell and message in the language in use."""
    return [
        {
            "code": problem.code,
            "severity": problem.severity.value,
            "cell": problem.where.within_file,
            "message": message(problem),
        }
        for problem in problems
    ]
