"""Judge every criterion in every reading, then the verdict.

Pure functions: no clock, no file, no words. `docs/en/how-a-standard-is-read.md` explains what the documents mean.
"""

from __future__ import annotations

from clustercheck.engine.judge import CriteriaJudge
from clustercheck.engine.notices import notices
from clustercheck.engine.recognition import recognised_from_above
from clustercheck.engine.standard_facts import asked_by
from clustercheck.model.cluster import Cluster
from clustercheck.model.findings import (
    DEFAULT,
    STRICT,
    Assessment,
    Recognition,
    Route,
    Status,
    Verdict,
)
from clustercheck.model.lean import date
from clustercheck.model.problems import Problem
from clustercheck.model.standard import Standard, StandardStatus
from clustercheck.model.window import Window, look_at

READINGS = (DEFAULT, STRICT)


def assess(
    cluster: Cluster,
    standard: Standard,
    *,
    as_of: date,
    reading: str = DEFAULT,
    window: Window | None = None,
    in_force: bool = False,
) -> Assessment:
    """Judge a cluster by a standard on a day.

    With `reading="default"` the first reading of each criterion decides, with `"strict"` the least favourable one.
    Raises `ValueError` for any other. Pass `window` to avoid choosing the years again when one cluster is judged by
    several standards on the same day. With `in_force`, a text that is not law on that day (a draft, an expired, a
    superseded or a not yet valid text) gives at best the verdict `incomplete`.
    """
    if reading not in READINGS:
        raise ValueError(reading)
    window = window or look_at(cluster, as_of)
    said_of_rulings: tuple[Problem, ...] = ()
    if cluster.rulings:
        from clustercheck.engine.rulings import settled

        standard, said_of_rulings = settled(cluster, standard, as_of)
    judge = CriteriaJudge(cluster, standard, window, reading == STRICT)
    findings, statuses = judge.all_findings()
    asked, chosen = asked_by(standard), None
    if asked.by_choice:
        from clustercheck.engine.choosing import chosen_findings

        findings, chosen = chosen_findings(findings, asked.by_choice, judge.findings)
        statuses = tuple([finding.status for finding in findings])
    recognition, recognition_problems = recognised_from_above(cluster, standard, as_of)
    vetoes = {statuses[number] for number in asked.vetoes}
    verdict, route = _verdict(set(statuses), vetoes, recognition, standard.partial)
    status = standard.status_on(as_of)
    if in_force and status is not StandardStatus.IN_FORCE and verdict is not Verdict.MISSED:
        verdict = Verdict.INCOMPLETE
    return Assessment(
        cluster=cluster,
        standard=standard,
        standard_status=status,
        as_of=as_of,
        window=window,
        findings=findings,
        verdict=verdict,
        route=route,
        problems=(
            *window.problems,
            *recognition_problems,
            *said_of_rulings,
            *notices(cluster, asked, window, findings, as_of, judge.form_is_ours),
        ),
        recognition=recognition,
        reading=reading,
        chosen=chosen,
    )


def _verdict(
    of_criteria: set[Status], vetoes: set[Status], recognition: Recognition, partial: bool
) -> tuple[Verdict, Route]:
    """Apply the veto first, then recognition from above, then the criteria. Unknown is never met.

    If it is open whether a recognition counts, a missed criterion does not settle the verdict. A lapsed recognition
    may have been renewed, so then neither the criteria nor the route settles it.
    """
    if Status.MISSED in vetoes:
        return Verdict.MISSED, Route.THRESHOLDS
    if recognition is Recognition.LAPSED:
        return Verdict.INCOMPLETE, Route.THRESHOLDS
    counts = recognition is Recognition.COUNTS
    statuses = vetoes if counts else of_criteria
    route = Route.RECOGNISED_FROM_ABOVE if counts else Route.THRESHOLDS
    if Status.MISSED in statuses:
        return (Verdict.INCOMPLETE if recognition is Recognition.OPEN else Verdict.MISSED), route
    if Status.UNKNOWN in statuses or (partial and not counts):
        return Verdict.INCOMPLETE, route
    # No text says who accepts the claim of a waiver.
    if Status.DISCRETIONARY in statuses or Status.WAIVED in statuses:
        return Verdict.DISCRETIONARY, route
    return Verdict.MET, route
