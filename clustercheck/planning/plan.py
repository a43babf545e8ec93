"""The plan of a cluster for a standard: what to reach by when, the three years to the review, and what no plan can mend."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from clustercheck.checks.consistency import checked
from clustercheck.engine.assessment import assess
from clustercheck.model.cluster import Answer, Cell, Cluster, ProfileEntry
from clustercheck.model.conditions import UNDER_REVIEW
from clustercheck.model.criteria import Criterion, Threshold, indicators_of
from clustercheck.model.findings import Assessment, Finding, Status, is_vetoed
from clustercheck.model.indicators import INDICATORS
from clustercheck.model.problems import Problem
from clustercheck.model.records import NamedTuple
from clustercheck.model.standard import Standard
from clustercheck.planning.assumptions import Assumptions
from clustercheck.planning.context import PlanContext
from clustercheck.planning.figures import Facts, FigureTable, facts_of
from clustercheck.planning.search import Solution, solve, solve_for_year
from clustercheck.planning.targets import Target, targets_of

TERM = 3


class Obstacle(NamedTuple):
    """A criterion that no plan can promise: `reason` is `veto`, `lacking`, `fixed`, `horizon`, `no_year` or `unproved`."""

    criterion: Criterion
    reason: str
    blocks: bool


class Plan(NamedTuple):
    """The result of planning.

    `today` is the assessment of the facts. `apply_in` is the year in which nothing known stands in the way, None if
    something does; `planned_for` is the year that the targets are for in any case, `as_of` a day in it and
    `then` the assessment of the planned figures on that day. `three_years` are the targets of the development plan,
    from the year of application to the review.
    """

    today: Assessment
    assumptions: Assumptions
    apply_in: int | None
    planned_for: int | None
    growth: Decimal | None
    targets: tuple[Target, ...]
    three_years: tuple[Target, ...]
    impossible: tuple[Obstacle, ...]
    conditions: tuple[Finding, ...]
    as_of: date | None = None
    then: Assessment | None = None
    doubts: tuple[Problem, ...] = ()
    cluster: Cluster | None = None
    at_review: Assessment | None = None

    @property
    def review_passes(self) -> bool:
        """Whether the engine finds no threshold missed at the review by the targets of the three years."""
        return self.at_review is not None and not any(
            one.status is Status.MISSED and names_of(one.criterion) for one in self.at_review.findings
        )

    @property
    def standard(self) -> Standard:
        """The standard that is planned for."""
        return self.today.standard


def make_plan(cluster: Cluster, standard: Standard, *, as_of: date, assumptions: Assumptions) -> Plan:
    """Plan for a cluster, from the facts that its workbook states on a day.

    The search only proposes. The engine then judges the planned figures, and each criterion that it does not find met
    is listed in `impossible`.
    """
    today = assess(cluster, standard, as_of=as_of, reading=assumptions.reading)
    # With the readings that the bureau has settled, which hold for every year to come.
    standard, cluster = today.standard, cluster._replace(rulings=())
    conditions = tuple(
        [
            one
            for one in today.findings
            if _is_condition(one) and one.status in (Status.MISSED, Status.UNKNOWN)
        ]
    )
    facts = facts_of(cluster, today.window)
    if facts is None:
        lacking = [
            Obstacle(one.criterion, "no_year", True) for one in today.findings if not _is_condition(one)
        ]
        return Plan(today, assumptions, None, None, None, (), (), tuple(lacking), conditions)
    own = _for_this_standard(cluster, standard, today)
    facts = facts_of(own, today.window) or facts
    table = FigureTable(facts)
    first = max(as_of.year, facts.last + 1)
    context = PlanContext(own, standard, first, Decimal(0), assumptions)
    found = solve(context, table, first)
    day = as_of if found.apply_in == as_of.year else date(found.apply_in, 1, 1)
    planned = found.table.cluster(own, standard.label)
    observations, doubts = checked(planned.observations, cluster.file)
    planned = planned._replace(observations=observations)
    then = assess(planned, standard, as_of=day, reading=assumptions.reading)
    impossible = _impossible(then, today, found, assumptions)
    ahead = _three_years(context, found)
    blocked = any(one.blocks for one in impossible)
    return Plan(
        today,
        assumptions,
        None if blocked else found.apply_in,
        found.apply_in,
        found.growth,
        targets_of(found.table, standard, facts.last, as_of),
        () if ahead is None else targets_of(ahead.table, standard, found.apply_in - 1, as_of),
        impossible,
        conditions,
        day,
        then,
        tuple(_new(doubts, found.table)),
        planned,
        None if ahead is None else _at_review(planned, standard, ahead, assumptions),
    )


def under_review(cluster: Cluster, standard: Standard) -> Cluster:
    """The cluster as it applies for the review, where the standard asks other things of that."""
    if all(point.id != UNDER_REVIEW for point in standard.conditions):
        return cluster
    return cluster._replace(answers={**cluster.answers, UNDER_REVIEW: at_stage(True)})


def _at_review(planned: Cluster, standard: Standard, ahead: Solution, assumptions: Assumptions) -> Assessment:
    later = ahead.table.cluster(under_review(planned, standard), standard.label)
    return assess(later, standard, as_of=date(ahead.apply_in, 1, 1), reading=assumptions.reading)


def _is_condition(finding: Finding) -> bool:
    """Whether it depends on no figure: an answer, or alternatives of answers."""
    return not names_of(finding.criterion)


def at_stage(under_review: bool) -> Answer:
    """The answer to whether this is an application for review, as the command itself knows it."""
    return Answer(under_review, Cell("定性条件", UNDER_REVIEW))


def _for_this_standard(cluster: Cluster, standard: Standard, today: Assessment) -> Cluster:
    """The cluster as this standard's own form would state it.

    A count of firms or an answer that was given for another standard is not taken over: it means something else there.
    """
    from clustercheck.engine.applicability import answer_of
    from clustercheck.engine.standard_notices import is_made_for

    answers = dict(cluster.answers) if is_made_for(cluster, standard) else {}
    answers |= {
        finding.criterion.id: finding.answer
        for finding in today.each_finding()
        if finding.answer is not None and finding.status in (Status.MET, Status.MISSED, Status.DISCRETIONARY)
    }
    # What decides which requirements apply, and that this is an application.
    for condition in standard.conditions:
        answer = answer_of(condition.id, cluster, standard)
        if answer is not None:
            answers[condition.id] = answer
    if any(condition.id == UNDER_REVIEW for condition in standard.conditions):
        answers[UNDER_REVIEW] = at_stage(False)
    observations = dict(cluster.observations)
    if not is_made_for(cluster, standard):
        for threshold in standard.thresholds():
            if threshold.counted is not None and not threshold.counted.part_of_kinds:
                observations.pop(threshold.counted.given, None)
    profile = {
        **cluster.profile,
        "standard": ProfileEntry(standard.label, Cell("基本信息", "standard"), standard.label),
    }
    return cluster._replace(profile=profile, observations=observations, answers=answers)


def _impossible(
    then: Assessment, today: Assessment, found: Solution, assumptions: Assumptions
) -> tuple[Obstacle, ...]:
    """The criteria that the planned figures do not meet, each with its reason; the veto comes first."""
    reasons: list[Obstacle] = []
    for finding in then.findings:
        criterion = finding.criterion
        if is_vetoed(finding):
            reasons.insert(0, Obstacle(criterion, "veto", True))
        elif _is_condition(finding):
            continue
        elif finding.status in (Status.MISSED, Status.DISCRETIONARY, Status.UNKNOWN):
            reasons.append(
                Obstacle(criterion, _reason(finding, found, assumptions), finding.status is Status.MISSED)
            )
    return tuple(reasons)


def _reason(finding: Finding, found: Solution, assumptions: Assumptions) -> str:
    names = set(names_of(finding.criterion))
    if finding.status is Status.UNKNOWN or finding.criterion.id in found.lacking:
        return "lacking"
    if names & (set(assumptions.fixed) | set(assumptions.given)):
        return "fixed"
    return "horizon" if finding.criterion.id in found.beyond else "unproved"


def names_of(criterion: Criterion) -> tuple[str, ...]:
    """The figures that a criterion or any of its alternatives looks at."""
    if isinstance(criterion, Threshold):
        return indicators_of(criterion)
    return tuple(
        dict.fromkeys(name for branch in getattr(criterion, "branches", ()) for name in names_of(branch))
    )


def _three_years(context: PlanContext, found: Solution) -> Solution | None:
    """Targets for the three years after the application, with which the review passes too."""
    table = FigureTable(_as_facts(found.table, found.apply_in - 1))
    again = context._replace(
        apply_in=found.apply_in + TERM, cluster=under_review(context.cluster, context.standard)
    )
    wanted = [one for one in context.standard.criteria if names_of(one) and one.id not in found.beyond]
    ahead = solve_for_year(again, table, wanted)
    if ahead is None:
        loose = [one for one in wanted if isinstance(one, Threshold)]
        ahead = solve_for_year(again, table, loose) or solve_for_year(again, table, ())
    return ahead


def _as_facts(table: FigureTable, last: int) -> Facts:
    facts = table.facts
    exact: dict[str, Mapping[int, Decimal]] = {
        id: {**facts.exact.get(id, {}), **table.targets.get(id, {})}
        for id in dict.fromkeys((*facts.exact, *table.targets))
        if not INDICATORS[id].once
    }
    once = dict(facts.once)
    for id, row in table.targets.items():
        if INDICATORS[id].once and id in once:
            once[id] = once[id]._replace(value=row[max(row)], bounds=None, doubt=None)
    years = facts.years | set(range(facts.last + 1, last + 1))
    return facts._replace(exact=exact, years=frozenset(years), last=last, once=once)


def _new(doubts: list[Problem], table: FigureTable) -> list[Problem]:
    """The problems in targets; those in facts are in the assessment of today."""
    own = {table.cell(id, year) for id, row in table.targets.items() for year in row}
    return [one for one in doubts if (one.where.sheet, one.where.cell) in own]
