"""The review after the term: targets against results, the thresholds once more, grounds for revocation, reports.

What a document asks of the review is in its standard's file. The national review of 2025 asked both the thresholds one
by one and the plan's targets; so both are judged, and kept apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from clustercheck.engine.assessment import assess
from clustercheck.model.cluster import Answer, Cluster, Judgement, Observation
from clustercheck.model.findings import Assessment, Status, Verdict
from clustercheck.model.indicators import INDICATORS, VETO
from clustercheck.model.problems import Problem, Severity, error
from clustercheck.model.recognised import Recognised
from clustercheck.model.records import NamedTuple
from clustercheck.model.standard import Point, Standard
from clustercheck.model.window import latest_filled
from clustercheck.model.words import is_undecided
from clustercheck.planning.duties import REPORT, Event, events_of, notice_term, term_of
from clustercheck.planning.plan import under_review

# Of these less is better; of everything else more.
_LESS_IS_BETTER = ("mass", "intensity", "area")
# A ground for revocation is answered under this and its id: 是 that it has not happened, as with the veto.
GROUND = "ground_"
# The error of a plan that bears another cluster's name.
OTHER_CLUSTER = "U553"
# The error of a target that is words in place of a figure.
UNDECIDED_TARGET = "U555"
_OF_THE_VETO = "incidents"
_ORDER = (Verdict.MISSED, Verdict.INCOMPLETE, Verdict.DISCRETIONARY, Verdict.MET)


class Result(NamedTuple):
    """A target beside what came of it; `lacking` is how much it falls short, None where it does not or is not known.

    `target` is None where the plan's cell states no figure to hold against it, `planned` is what it states.
    """

    indicator: str
    year: int
    target: Decimal | None
    result: Observation | None
    status: Status
    lacking: Decimal | None = None
    planned: str = ""


class RevocationGround(NamedTuple):
    """A ground for revocation: met where it has not happened, missed where it has, unknown where nobody says."""

    point: Point
    status: Status


class OverriddenAnswer(NamedTuple):
    """An expert's judgement of a condition with the applicant's answer beside it.

    `used` where it says who and when; `disputed` where another one says the opposite: then the condition is open.
    """

    judgement: Judgement
    answer: Answer | None
    used: bool
    disputed: bool = False


class Term(NamedTuple):
    """From recognition to the last day; `assumed` where no notice states it."""

    first: date
    last: date | None
    assumed: bool


class Review(NamedTuple):
    """What the review comes to. `then` is the assessment by the edition of the day of recognition, where it is another.

    `doubts` is what is wrong with the plan's targets.
    """

    now: Assessment
    then: Assessment | None
    term: Term | None
    results: tuple[Result, ...]
    targets: Verdict
    grounds: tuple[RevocationGround, ...]
    reports: tuple[Event, ...]
    judgements: tuple[OverriddenAnswer, ...] = ()
    doubts: tuple[Problem, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """The less favourable of both; a ground for revocation that was admitted is a miss."""
        if any(ground.status is Status.MISSED for ground in self.grounds):
            return Verdict.MISSED
        return min(self.now.verdict, self.targets, key=_ORDER.index)

    @property
    def rules(self) -> tuple[Point, ...]:
        """What the document says of the review."""
        cycle = self.now.standard.cycle
        return () if cycle is None else cycle.review

    @property
    def asks_for_targets(self) -> bool:
        """Whether the document says that the plan's targets are looked at."""
        return any(point.id == "plan_targets" for point in self.rules)


def make_review(
    cluster: Cluster,
    standard: Standard,
    targets: Cluster,
    *,
    as_of: date,
    reading: str,
    term: Term | None,
    before: Standard | None = None,
    reported: frozenset[int] | None = None,
) -> Review:
    """The review of a cluster by its results and the targets of its plan.

    `before` is the edition in force when it was recognised, where that is another. `reported` are the years in which an
    annual report was handed in.
    """
    cluster, judgements = with_judgements(under_review(cluster, standard))
    now = assess(cluster, standard, as_of=as_of, reading=reading)
    then = None if before is None else assess(cluster, before, as_of=as_of, reading=reading)
    results = tuple(_results(cluster, targets, term, as_of))
    reports: Sequence[Event] = ()
    if term is not None:
        known = Recognised(cluster.text("name"), standard.id, term.first, until=term.last, reported=reported)
        reports = [one for one in events_of(known, standard, as_of=as_of, remind=0) if one.kind == REPORT]
    doubts = (*targets.problems, *_undecided(targets, results))
    verdict, grounds = _verdict(results, doubts), _grounds(cluster, standard)
    return Review(now, then, term, results, verdict, grounds, tuple(reports), judgements, doubts)


def with_judgements(cluster: Cluster) -> tuple[Cluster, tuple[OverriddenAnswer, ...]]:
    """The cluster with the experts' judgements in the place of its own answers, and both of them side by side."""
    answers = dict(cluster.answers)
    sourced = [
        one for one in cluster.judgements if one.office and one.day is not None and one.value is not None
    ]
    said: dict[str, set[bool | None]] = {}
    for one in sourced:
        said.setdefault(one.criterion, set()).add(one.value)
    found = []
    for one in cluster.judgements:
        disputed = one in sourced and len(said[one.criterion]) > 1
        used = one in sourced and not disputed
        found.append(OverriddenAnswer(one, cluster.answers.get(one.criterion), used, disputed))
        if one.day is not None and (used or disputed):
            value = one.value if used else None
            answers[one.criterion] = Answer(
                value, one.cell, f"{one.office} {one.day.isoformat()}", one.cell, one.text
            )
    return cluster._replace(answers=answers), tuple(found)


def term_from(cluster: Cluster, standard: Standard, recognised_on: date | None) -> Term | None:
    """The term by the day of the call, else by 认定日期 and 有效期至 of the workbook."""
    stated = cluster.stated("recognised_on")
    start = recognised_on or (stated if isinstance(stated, date) else getattr(stated, "first", None))
    if start is None:
        return None
    end = cluster.stated("recognised_until")
    until = end if isinstance(end, date) else getattr(end, "last", None)
    known = Recognised(cluster.text("name"), standard.id, start, until=None if recognised_on else until)
    noticed = standard.cycle is not None and notice_term(known, standard.cycle) is not None
    return Term(start, term_of(known, standard), known.until is None and not noticed)


def _results(cluster: Cluster, targets: Cluster, term: Term | None, as_of: date) -> Sequence[Result]:
    found = []
    for id, row in targets.observations.items():
        for year, target in sorted(row.items()):
            if _is_left_blank(target) or year >= as_of.year or not _within(year, term):
                continue
            series = cluster.observations.get(id, {})
            seen = latest_filled(series, as_of) if INDICATORS[id].once else series.get(year)
            found.append(_result(id, year, target, seen))
    return found


def _is_left_blank(target: Observation) -> bool:
    """Whether a plan sets no target: an undecided one (待定) is set, and open."""
    return target.is_blank and not is_undecided(target.text)


def _undecided(targets: Cluster, results: Sequence[Result]) -> Iterator[Problem]:
    """An error for each target that says it is yet to be decided."""
    for one in results:
        planned = targets.observations[one.indicator][one.year]
        if planned.is_blank:
            name = INDICATORS[one.indicator].name
            where = planned.cell.within(targets.file)
            yield error(UNDECIDED_TARGET, where, indicator=name, year=one.year, text=planned.text)


def _within(year: int, term: Term | None) -> bool:
    """Whether a year is one of the plan: from that of recognition to the one in which the term ends."""
    return term is None or (term.first.year <= year and (term.last is None or year <= term.last.year))


def _result(id: str, year: int, planned: Observation, seen: Observation | None) -> Result:
    less = INDICATORS[id].unit.dimension in _LESS_IS_BETTER
    target = _figure_of(planned, less=less)
    value = None if seen is None or seen.doubt is not None else seen.value
    if value is None or target is None:
        return Result(id, year, target, seen, Status.UNKNOWN, planned=planned.text)
    short = value - target if less else target - value
    if short > 0:
        return Result(id, year, target, seen, Status.MISSED, short)
    return Result(id, year, target, seen, Status.MET)


def _figure_of(planned: Observation, *, less: bool) -> Decimal | None:
    """The figure that a target asks for: `36以上` asks for 36, and so does `36以下` where less is better."""
    bounds = planned.bounds
    if planned.doubt is not None:
        return None
    if bounds is None:
        return planned.value
    asks = bounds.qualifier == ("at_most" if less else "at_least")
    return bounds.figure if asks and not (bounds.over or bounds.under) else None


def _verdict(results: Sequence[Result], doubts: Sequence[Problem]) -> Verdict:
    statuses = {one.status for one in results}
    if any(doubt.code == OTHER_CLUSTER for doubt in doubts):
        return Verdict.INCOMPLETE
    if Status.MISSED in statuses:
        return Verdict.MISSED
    # An error may have cost a target.
    is_whole = not any(doubt.severity is Severity.ERROR for doubt in doubts)
    return Verdict.MET if is_whole and statuses == {Status.MET} else Verdict.INCOMPLETE


def _grounds(cluster: Cluster, standard: Standard) -> tuple[RevocationGround, ...]:
    cycle = standard.cycle
    return (
        ()
        if cycle is None
        else tuple([RevocationGround(one, _of_ground(one, cluster)) for one in cycle.revocation])
    )


def _of_ground(point: Point, cluster: Cluster) -> Status:
    answer = cluster.answers.get(GROUND + point.id)
    if (answer is None or answer.value is None) and point.id == _OF_THE_VETO:
        answer = cluster.answers.get(VETO)
    if answer is None or answer.value is None:
        return Status.UNKNOWN
    return Status.MET if answer.value else Status.MISSED
