"""A cluster held against a standard: every criterion in every reading, then the verdict.

Pure: no clock, no file, no words. `docs/how-a-standard-is-read.md` says what the words of the documents mean.
"""

from __future__ import annotations

from datetime import date

from clustercheck.engine.judge import Judge
from clustercheck.engine.notices import notices
from clustercheck.engine.recognition import recognised_from_above
from clustercheck.engine.standard_facts import asked_by
from clustercheck.model.cluster import Cluster
from clustercheck.model.findings import (
    DEFAULT,
    STRICT,
    Assessment,
    Finding,
    Recognition,
    Route,
    Status,
    Verdict,
)
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
    """Hold a cluster against a standard on a day.

    `reading` is `default`, by which each criterion's first reading decides, or `strict`, by which the least
    favourable does. Raises `ValueError` for another. `window` saves looking at the years anew where one cluster is
    held against several standards on the same day. With `in_force` a verdict by what is not law that day (a draft, an
    expired, a superseded or a not yet valid text) is at best `incomplete`.
    """
    if reading not in READINGS:
        raise ValueError(reading)
    window = window or look_at(cluster, as_of)
    said_of_rulings: tuple[Problem, ...] = ()
    if cluster.rulings:
        from clustercheck.engine.rulings import settled

        standard, said_of_rulings = settled(cluster, standard)
    judge = Judge(cluster, standard, window, reading == STRICT)
    findings = judge.findings(standard.criteria)
    asked, chosen = asked_by(standard), None
    if asked.by_choice:
        from clustercheck.engine.choosing import chosen_findings

        findings, chosen = chosen_findings(findings, asked.by_choice, judge.findings)
    recognition, recognition_problems = recognised_from_above(cluster, standard, as_of)
    vetoes = {findings[number].status for number in asked.vetoes}
    verdict, route = _verdict(findings, vetoes, recognition, standard.partial)
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
            *notices(cluster, standard, window, findings, as_of),
        ),
        recognition=recognition,
        reading=reading,
        chosen=chosen,
    )


def _verdict(
    findings: tuple[Finding, ...], vetoes: set[Status], recognition: Recognition, partial: bool
) -> tuple[Verdict, Route]:
    """The veto first, then recognition from above, then the list; what is not known is never met.

    Where it is open whether a recognition counts, a miss on the list does not settle it. One that has lapsed may have
    been renewed, so neither the list nor the route settles the verdict.
    """
    if Status.MISSED in vetoes:
        return Verdict.MISSED, Route.THRESHOLDS
    if recognition is Recognition.LAPSED:
        return Verdict.INCOMPLETE, Route.THRESHOLDS
    counts = recognition is Recognition.COUNTS
    statuses = vetoes if counts else {finding.status for finding in findings}
    route = Route.RECOGNISED_FROM_ABOVE if counts else Route.THRESHOLDS
    if Status.MISSED in statuses:
        return (Verdict.INCOMPLETE if recognition is Recognition.OPEN else Verdict.MISSED), route
    if Status.UNKNOWN in statuses or (partial and not counts):
        return Verdict.INCOMPLETE, route
    # Who accepts the claim of a waiver no text says.
    if Status.DISCRETIONARY in statuses or Status.WAIVED in statuses:
        return Verdict.DISCRETIONARY, route
    return Verdict.MET, route
