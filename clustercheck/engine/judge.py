"""Judge one cluster by one standard: each criterion in every reading, and its status."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import repeat
from operator import itemgetter

from clustercheck.engine.base_year import left_open
from clustercheck.engine.claims import is_waived
from clustercheck.engine.counts import count_outcomes
from clustercheck.engine.measures import farthest_of
from clustercheck.engine.notices import answers
from clustercheck.engine.outcomes import outcomes_of
from clustercheck.engine.readings import (
    Plan,
    PlannedReadings,
    plan_of,
    planned_readings,
)
from clustercheck.engine.relaxation import is_relaxed
from clustercheck.engine.several import any_of, at_least
from clustercheck.engine.standard_facts import letters
from clustercheck.engine.standard_notices import is_made_for
from clustercheck.engine.unstated import Asked, Kept, Unstated, kept_of, nothing_stated, stated_by
from clustercheck.model.cluster import Answer, Cell, Cluster
from clustercheck.model.criteria import (
    AnyOf,
    Attestation,
    Criterion,
    Threshold,
    each_of,
)
from clustercheck.model.findings import (
    Finding,
    Outcome,
    Range,
    Status,
    measure_of_outcome,
    status_of_finding,
    status_of_outcome,
)
from clustercheck.model.hints import Any
from clustercheck.model.speed import is_quick
from clustercheck.model.standard import Standard
from clustercheck.model.window import Window

# The constructor of the records that every file makes dozens of takes half its time to fill in defaults.
_new = tuple.__new__
_value_of, _NO_ANSWER = itemgetter(0), Answer(None, Cell("", ""))
_MET, _MISSED, _UNKNOWN, _NOT_APPLICABLE = Status.MET, Status.MISSED, Status.UNKNOWN, Status.NOT_APPLICABLE


class CriteriaJudge:
    """One cluster and one standard, with everything that is needed to judge each criterion."""

    __slots__ = (
        "answers",
        "by_words",
        "cluster",
        "form_is_ours",
        "has_base",
        "of_branches",
        "relaxed",
        "standard",
        "stated",
        "strict",
        "window",
    )

    def __init__(self, cluster: Cluster, standard: Standard, window: Window, strict: bool) -> None:
        self.cluster = cluster
        self.answers = cluster.answers
        self.by_words: dict[str, Answer] = {}
        if not "".join(cluster.answers).isascii():
            self.by_words = {letters(key): one for key, one in cluster.answers.items() if not key.isascii()}
        self.standard = standard
        self.window = window
        self.has_base = window.base_year is not None
        self.strict = strict
        self.stated: set[Asked] = set()
        self.of_branches: Mapping[int, Unstated] = {}
        self.relaxed = is_relaxed(cluster, standard)
        self.form_is_ours = is_made_for(cluster, standard)

    def all_findings(self) -> tuple[tuple[Finding, ...], tuple[Status, ...]]:
        """The finding of each criterion of the standard and its status, in the order of the criteria."""
        plan = plan_of(self.standard.criteria)
        if is_quick() and not self.answers and not self.window.inexact:
            stated = self.stated = stated_by(self.cluster, self.window)
            of_criteria, self.of_branches = self._unstated(plan)
            found = [
                finding
                if asked.isdisjoint(stated)
                else self._finding(one)
                if plain is None
                else self._threshold(*plain)
                for (one, plain), (asked, finding) in zip(plan.others, of_criteria, strict=True)
            ]
        else:
            found = [
                self._finding(one) if plain is None else self._threshold(*plain) for one, plain in plan.others
            ]
        statuses = [*map(status_of_finding, found)]
        attested, of_attested = self._all_attested(plan)
        return plan.in_order(found + attested), plan.in_order(statuses + of_attested)

    def _all_attested(self, plan: Plan) -> tuple[list[Finding], list[Status]]:
        """The findings of the conditions that always apply, and their statuses. Nearly all are met."""
        _, conditions, ids, unanswered, _ = plan
        if not self.answers:
            return [*unanswered], [_UNKNOWN] * len(conditions)
        given = [*map(self.answers.get, ids, repeat(_NO_ANSWER))]
        values = [*map(_value_of, given)]
        # Made without a Python call for each.
        nothing: Any = repeat(())
        fields = zip(conditions, repeat(_MET), repeat(False), nothing, repeat(None), nothing, given)
        found: list[Finding] = [*map(_new, repeat(Finding), fields)]
        statuses, form_is_ours = [_MET] * len(found), self.form_is_ours
        if form_is_ours and values.count(True) == len(values):
            return found, statuses
        for number, value in enumerate(values):
            if value is not True or not form_is_ours:
                lacks = given[number] is _NO_ANSWER and not self.by_words
                one = unanswered[number] if lacks else self._attested(conditions[number])
                found[number], statuses[number] = one, one.status
        return found, statuses

    def _unstated(self, plan: Plan) -> Kept:
        """What is kept of each criterion that is no condition, and of each alternative."""
        traits = self.strict, self.has_base, self.relaxed, self.form_is_ours
        kept = kept_of(self.standard)
        found = kept.get(traits)
        if found is None:
            branches = [one for criterion, _ in plan.others for one in list(each_of(criterion))[1:]]
            found = kept[traits] = (
                [self._of_nothing(CriteriaJudge._finding, one) for one, _ in plan.others],
                {id(one): self._of_nothing(CriteriaJudge._unconditional, one) for one in branches},
            )
        return found

    def _of_nothing(
        self, find: Callable[[CriteriaJudge, Criterion], Finding], criterion: Criterion
    ) -> Unstated:
        """What a criterion asks for and comes to if nothing is stated, as `find` judges it: alternatives have no condition."""
        asked, cluster, window = nothing_stated(self.has_base)
        judge = CriteriaJudge(Cluster(""), self.standard, window, self.strict)
        judge.cluster, judge.relaxed, judge.form_is_ours = cluster, self.relaxed, self.form_is_ours
        finding = find(judge, criterion)
        return frozenset(asked), finding

    def findings(self, criteria: tuple[Criterion, ...]) -> tuple[Finding, ...]:
        """The finding of each of these criteria."""
        return tuple(map(self._finding, criteria))

    def _finding(self, criterion: Criterion) -> Finding:
        if criterion.when:
            applies = self._applies(criterion.when)
            if applies is False:
                return Finding(criterion, _NOT_APPLICABLE, answer=self._answer(criterion))
            if applies is not True:
                # A criterion that is met passes whether it applies or not.
                found = self._unconditional(criterion)
                if found.status is _MET and not found.sensitive:
                    return found
                return Finding(criterion, _UNKNOWN, answer=self._answer(criterion))
        return self._unconditional(criterion)

    def _unconditional(self, criterion: Criterion) -> Finding:
        if type(criterion) is Attestation:
            return self._attested(criterion)
        if type(criterion) is Threshold:
            return self._threshold(criterion)
        assert isinstance(criterion, AnyOf)
        return self._alternatives(criterion)

    def _answer(self, criterion: Criterion) -> Answer | None:
        """The answer to a condition, found by its code, or by its words if the line has no code."""
        answer = self.answers.get(criterion.id)
        if answer is None and self.by_words:
            answer = self.by_words.get(letters(criterion.name.zh))
        return answer

    def _attested(self, criterion: Attestation) -> Finding:
        answer = self.answers.get(criterion.id)
        if answer is None and self.by_words:
            answer = self._answer(criterion)
        if answer is None or answer.value is None or not (self.form_is_ours or answers(answer, criterion)):
            status = _UNKNOWN
        elif answer.value:
            status = _MET
        else:
            status = Status.DISCRETIONARY if self.relaxed and criterion.relaxable else _MISSED
        return _new(Finding, (criterion, status, False, (), None, (), answer))

    def _applies(self, when: str) -> bool | None:
        """Whether a requirement applies; usually one line of 基本信息 decides."""
        entry = self.cluster.profile.get(when)
        if entry is not None and type(entry.value) is bool:
            return entry.value
        from clustercheck.engine.applicability import applies

        return applies(when, self.cluster, self.standard)

    def _by_kind(self, criterion: AnyOf) -> Finding:
        """The finding of the branch that applies. If that is open, the status that all possible branches share."""
        branches, may_apply = [], []
        for branch in criterion.branches:
            if self._applies(branch.when) is False:
                branches.append(Finding(branch, _NOT_APPLICABLE, answer=self._answer(branch)))
                continue
            found = self._unconditional(branch)
            branches.append(found)
            may_apply.append(found)
        statuses = {found.status for found in may_apply}
        agreed = may_apply[0].status if len(statuses) == 1 else _UNKNOWN
        sensitive = len(statuses) == 1 and any(found.sensitive for found in may_apply)
        if agreed is _MISSED and self.relaxed and criterion.relaxable:
            agreed = Status.DISCRETIONARY
        return Finding(criterion, agreed, sensitive, branches=tuple(branches))

    def _alternatives(self, criterion: AnyOf) -> Finding:
        if criterion.by_kind:
            return self._by_kind(criterion)
        branches = tuple(map(self._branch, criterion.branches))
        if criterion.at_least > 1:
            status, sensitive = at_least(criterion.at_least, branches)
        else:
            status, sensitive = any_of(branches)
        if status is Status.MISSED and self.relaxed and criterion.relaxable:
            status = Status.DISCRETIONARY
        return Finding(criterion, status, sensitive, branches=branches)

    def _branch(self, branch: Criterion) -> Finding:
        known = self.of_branches.get(id(branch))
        if known is not None and known[0].isdisjoint(self.stated):
            return known[1]
        return self._threshold(branch) if type(branch) is Threshold else self._unconditional(branch)

    def _threshold(self, threshold: Threshold, readings: PlannedReadings | None = None) -> Finding:
        count = threshold.counted if readings is None else None
        if count is not None:
            return self._of_outcomes(
                threshold, count_outcomes(threshold, count, self.window, self.form_is_ours)
            )
        planned = readings or planned_readings(threshold)
        outcomes, are_met = outcomes_of(threshold, planned, self.window)
        if are_met:
            return _new(Finding, (threshold, _MET, False, outcomes, outcomes[0], (), None))
        return self._of_outcomes(threshold, outcomes)

    def _of_outcomes(self, threshold: Threshold, outcomes: tuple[Outcome, ...]) -> Finding:
        decisive, sensitive = outcomes[0], False
        statuses = [*map(status_of_outcome, outcomes)]
        status = statuses[0]
        if (self.strict and status is not _MET) or statuses.count(status) < len(statuses):
            decisive, sensitive = self._weighed(threshold, outcomes, statuses)
            status = decisive.status
        if status is _MISSED and (threshold.guideline or (self.relaxed and threshold.relaxable)):
            # A criterion that is open in the default reading is not eased because another reading misses.
            opened = self.strict and outcomes[0].status is _UNKNOWN
            status = _UNKNOWN if opened else Status.DISCRETIONARY
        if status is not _MET and threshold.waiver and is_waived(threshold.waiver, self.cluster):
            status = Status.WAIVED
        return _new(Finding, (threshold, status, sensitive, outcomes, decisive, (), None))

    def _weighed(
        self, threshold: Threshold, outcomes: tuple[Outcome, ...], statuses: list[Status]
    ) -> tuple[Outcome, bool]:
        """The reading that decides, and whether the result depends on the reading."""
        default, is_missed = outcomes[0], _MISSED in statuses
        open_base = left_open(outcomes[1:], self.window) if self.has_base and _UNKNOWN in statuses else None
        settled = statuses[0] is not _UNKNOWN
        sensitive = (is_missed and _MET in statuses) or (settled and open_base is not None)
        if not self.strict:
            return default, sensitive
        if is_missed:
            return farthest_of(threshold, [one for one in outcomes if one.status is _MISSED]), sensitive
        return open_base or _open_range(outcomes) or default, sensitive


def _open_range(outcomes: tuple[Outcome, ...]) -> Outcome | None:
    """A reading that was calculated and is open because the threshold lies between its bounds."""
    if Range in map(type, map(measure_of_outcome, outcomes)):
        for outcome in outcomes:
            if outcome.status is _UNKNOWN and isinstance(outcome.measure, Range):
                return outcome
    return None
