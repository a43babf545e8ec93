"""Judge one cluster by one standard: each criterion in every reading, and its status."""

from __future__ import annotations

from itertools import repeat
from operator import itemgetter

from clustercheck.engine.base_year import base_is_blank, has_base_figure, left_open
from clustercheck.engine.claims import is_waived
from clustercheck.engine.counts import count_range, judge_range
from clustercheck.engine.measures import farthest_of, is_doubted
from clustercheck.engine.modes import JUDGES
from clustercheck.engine.notices import answers, is_made_for
from clustercheck.engine.readings import (
    OtherReading,
    Plan,
    PlannedReadings,
    others_than,
    plan_of,
    planned_readings,
)
from clustercheck.engine.relaxation import is_relaxed
from clustercheck.engine.several import any_of, at_least
from clustercheck.engine.standard_facts import letters
from clustercheck.model.cluster import Answer, Cell, Cluster
from clustercheck.model.criteria import (
    AnyOf,
    Attestation,
    Count,
    Criterion,
    Mode,
    Reading,
    Threshold,
    at_level,
)
from clustercheck.model.findings import Finding, Judged, Outcome, Range, Status
from clustercheck.model.hints import Any
from clustercheck.model.standard import Standard
from clustercheck.model.subjects import Basis
from clustercheck.model.window import FIRST, LAST, MIDDLE, NO_FIGURES, Window

# The constructor of the records that every file makes dozens of takes half its time to fill in defaults.
_new = tuple.__new__
_THREE = (FIRST, MIDDLE, LAST)
_value_of, _NO_ANSWER = itemgetter(0), Answer(None, Cell("", ""))
_MET, _MISSED, _UNKNOWN, _NOT_APPLICABLE = Status.MET, Status.MISSED, Status.UNKNOWN, Status.NOT_APPLICABLE


class CriteriaJudge:
    """One cluster and one standard, with everything that is needed to judge each criterion."""

    __slots__ = (
        "answers",
        "by_words",
        "cluster",
        "form_is_ours",
        "is_exact",
        "relaxed",
        "standard",
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
        self.strict = strict
        self.relaxed = is_relaxed(cluster, standard)
        self.form_is_ours = is_made_for(cluster, standard)
        self.is_exact = not window.inexact

    def all_findings(self) -> tuple[tuple[Finding, ...], tuple[Status, ...]]:
        """The finding of each criterion of the standard and its status, in the order of the criteria."""
        plan = plan_of(self.standard.criteria)
        found = [
            self._finding(one) if plain is None else self._threshold(*plain) for one, plain in plan.others
        ]
        statuses = [finding.status for finding in found]
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
        branches = tuple(
            [
                self._threshold(branch) if type(branch) is Threshold else self._unconditional(branch)
                for branch in criterion.branches
            ]
        )
        if criterion.at_least > 1:
            status, sensitive = at_least(criterion.at_least, branches)
        else:
            status, sensitive = any_of(branches)
        if status is Status.MISSED and self.relaxed and criterion.relaxable:
            status = Status.DISCRETIONARY
        return Finding(criterion, status, sensitive, branches=branches)

    def _threshold(self, threshold: Threshold, readings: PlannedReadings | None = None) -> Finding:
        count = threshold.counted if readings is None else None
        if count is not None:
            return self._of_outcomes(threshold, self._count_outcomes(threshold, count))
        planned = readings or planned_readings(threshold)
        outcomes, are_met = self._outcomes(threshold, planned)
        if are_met:
            return _new(Finding, (threshold, _MET, False, outcomes, outcomes[0], (), None))
        return self._of_outcomes(threshold, outcomes)

    def _of_outcomes(self, threshold: Threshold, outcomes: tuple[Outcome, ...]) -> Finding:
        decisive, sensitive = outcomes[0], False
        status = decisive.status
        for outcome in outcomes:
            if outcome.status is not status or (self.strict and status is not _MET):
                decisive, sensitive = self._weighed(threshold, outcomes)
                status = decisive.status
                break
        if status is _MISSED and (threshold.guideline or (self.relaxed and threshold.relaxable)):
            # A criterion that is open in the default reading is not eased because another reading misses.
            opened = self.strict and outcomes[0].status is _UNKNOWN
            status = _UNKNOWN if opened else Status.DISCRETIONARY
        if status is not _MET and threshold.waiver and is_waived(threshold.waiver, self.cluster):
            status = Status.WAIVED
        return _new(Finding, (threshold, status, sensitive, outcomes, decisive, (), None))

    def _weighed(self, threshold: Threshold, outcomes: tuple[Outcome, ...]) -> tuple[Outcome, bool]:
        """The reading that decides, and whether the result depends on the reading."""
        statuses = [outcome.status for outcome in outcomes]
        default, is_missed = outcomes[0], _MISSED in statuses
        open_base = left_open(outcomes[1:], self.window) if _UNKNOWN in statuses else None
        settled = default.status is not _UNKNOWN
        sensitive = (is_missed and _MET in statuses) or (settled and open_base is not None)
        if not self.strict:
            return default, sensitive
        if is_missed:
            return farthest_of(threshold, [one for one in outcomes if one.status is _MISSED]), sensitive
        return open_base or _open_range(outcomes) or default, sensitive

    def _outcomes(self, threshold: Threshold, planned: PlannedReadings) -> tuple[tuple[Outcome, ...], bool]:
        """Every reading that the row allows, and whether all are met. A reading that needs a missing base is left out."""
        name, mode, basis, needs_base, judge, others = planned
        window, is_exact = self.window, self.is_exact
        figures = window.figures
        status, measure = _UNKNOWN, None
        if is_exact and (not needs_base or has_base_figure(mode, basis, window)):
            status, measure = judge(figures)
        if status is _UNKNOWN:
            outcomes, others = self._defaults(threshold, planned)
            are_met = False
        else:
            outcomes, are_met = [_new(Outcome, (name, status, mode, basis, measure))], status is _MET
        for id, mode, basis, needs_base, judge in others:
            if needs_base and not has_base_figure(mode, basis, window):
                without = self._without_base(id, threshold, mode, basis)
                if without is not None:
                    outcomes.append(without)
                    are_met = are_met and without.status is _MET
                continue
            status, measure = judge(figures) if is_exact else self._judged(mode, threshold, basis)
            are_met = are_met and status is _MET
            outcomes.append(_new(Outcome, (id, status, mode, basis, measure)))
        return tuple(outcomes), are_met

    def _defaults(
        self, threshold: Threshold, planned: PlannedReadings
    ) -> tuple[list[Outcome], tuple[OtherReading, ...]]:
        """The first reading, also if it is left open because another one replaces it, and what is read besides."""
        _, mode, basis, _, _, others = planned
        default = self._default(threshold, planned)
        outcomes = [default]
        _, _, default_mode, default_basis, _ = default
        if default_mode is not mode or default_basis is not basis:
            if (
                default_basis is not None
                and default_mode is not mode
                and base_is_blank(default_basis, self.window)
            ):
                outcomes.append(Outcome(mode.value, _UNKNOWN, mode, default_basis))
            others = others_than(default_mode, default_basis, threshold)
        return outcomes, others

    def _without_base(self, id: str, threshold: Threshold, mode: Mode, basis: Basis) -> Outcome | None:
        """The outcome of a reading whose base figure is missing; None if it is left out.

        Growth then uses the three years, like the default reading. If the base cell is blank although other rows have
        one, a pass is left open.
        """
        if mode is Mode.ARITHMETIC_BASE:
            return None
        is_blank = base_is_blank(basis, self.window)
        instead = Mode.GEOMETRIC_THREE if mode is Mode.GEOMETRIC_BASE else mode
        if instead is mode and not is_blank:
            return None
        status, measure = self._judged(instead, threshold, basis)
        if status is _MET and is_blank:
            return Outcome(id, _UNKNOWN, mode, basis)
        return Outcome(id, status, instead, basis, measure)

    def _default(self, threshold: Threshold, planned: PlannedReadings) -> Outcome:
        """The first reading. If its figures are absent (not doubtful or inexact), the reading that replaces it."""
        name, mode, basis, _, judge, _ = planned
        if mode is Mode.GEOMETRIC_BASE and not has_base_figure(mode, basis, self.window):
            mode, name = Mode.GEOMETRIC_THREE, Mode.GEOMETRIC_THREE.value
            judge = JUDGES[mode](threshold, basis)
        status, measure = (
            judge(self.window.figures) if self.is_exact else self._judged(mode, threshold, basis)
        )
        if status is _UNKNOWN and threshold.subject.given_first and type(measure) is not Range:
            positions = (LAST,) if mode is Mode.LATEST else _THREE
            if not is_doubted(basis, self.window, *positions):
                (basis_name, _), (other_name, other) = list(threshold.subject.bases.items())[:2]
                status_of_other, measure_of_other = self._judged(mode, threshold, other)
                stands_in = status_of_other is not _UNKNOWN or type(measure_of_other) is Range
                # If the given figure is blank and its parts are begun, the parts are what is incomplete.
                lacks = mode is Mode.LATEST and not self._is_begun(basis) and self._is_begun(other)
                if stands_in or lacks:
                    status, measure, basis = status_of_other, measure_of_other, other
                    name = other_name if name == basis_name else name
                if status is _UNKNOWN and type(measure) is Range and not self._is_complete(basis, mode):
                    # It is open whether this basis replaces the first one, and so are the other readings.
                    return Outcome(name, status, mode, None, measure)
        return _new(Outcome, (name, status, mode, basis, measure))

    def _judged(self, mode: Mode, threshold: Threshold, basis: Basis) -> Judged:
        if self.is_exact:
            return JUDGES[mode](threshold, basis)(self.window.figures)
        from clustercheck.engine.bounded_measures import BOUNDED_JUDGES

        return BOUNDED_JUDGES[mode](threshold, basis, self.window)

    def _is_begun(self, basis: Basis) -> bool:
        """Whether a row of the basis has any figure in the last year."""
        figures, inexact = self.window.figures, self.window.inexact
        return is_doubted(basis, self.window, LAST) or any(
            figures.get(name, NO_FIGURES)[LAST] is not None or (name, LAST) in inexact
            for name in (basis.part, basis.whole)
            if name is not None
        )

    def _is_complete(self, basis: Basis, mode: Mode) -> bool:
        from clustercheck.engine.bounded_values import is_complete

        return is_complete(basis, mode, self.window)

    def _count_outcomes(self, threshold: Threshold, count: Count) -> tuple[Outcome, ...]:
        judged = self._bounded_count_outcome if self.window.inexact else self._count_outcome
        return tuple([judged(threshold, count, reading) for reading in threshold.readings])

    def _count_outcome(self, threshold: Threshold, count: Count, reading: Reading) -> Outcome:
        found: Range | None = None
        given_counts = count.part_of_kinds or self.form_is_ours
        if not self._is_doubted(count, reading):
            found = count_range(count, reading.id, self.window, given_counts)
        status = Status.UNKNOWN if found is None else judge_range(threshold, found)
        return Outcome(reading.id, status, reading.mode, None, found)

    def _is_doubted(self, count: Count, reading: Reading) -> bool:
        """Whether a data error names the de-duplicated count that decides."""
        if not self.window.doubted or not (count.part_of_kinds or self.form_is_ours):
            return False
        given = (count.given, at_level(count, reading.id).given)
        return any((name, LAST) in self.window.doubted for name in given)

    def _bounded_count_outcome(self, threshold: Threshold, count: Count, reading: Reading) -> Outcome:
        """Like `_count_outcome`, for a workbook with inexact figures."""
        from clustercheck.engine.bounded_counts import count_outcome

        given_counts = count.part_of_kinds or self.form_is_ours
        if self._is_doubted(count, reading):
            return self._count_outcome(threshold, count, reading)
        found = count_outcome(threshold, count, reading.id, self.window, given_counts)
        if found is None:
            return self._count_outcome(threshold, count, reading)
        return Outcome(reading.id, found[0], reading.mode, None, found[1])


def _open_range(outcomes: tuple[Outcome, ...]) -> Outcome | None:
    """A reading that was calculated and is open because the threshold lies between its bounds."""
    return next((o for o in outcomes if o.status is _UNKNOWN and isinstance(o.measure, Range)), None)
