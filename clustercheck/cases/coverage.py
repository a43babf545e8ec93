"""What a set of assessments has tried of a standard, and what it has left untried."""

from __future__ import annotations

from fractions import Fraction

from clustercheck.engine.evidence import fraction
from clustercheck.engine.measures import STEPS, pair
from clustercheck.model.criteria import AnyOf, Attestation, Criterion, Over, Threshold, choices_of
from clustercheck.model.findings import Assessment, Finding, Measure, Range, Route, Status, Verdict
from clustercheck.model.indicators import INDICATORS
from clustercheck.model.standard import Standard
from clustercheck.model.subjects import Kind

# "Just" below or above: within a twentieth of the threshold, or one firm or thing.
_NEAR = Fraction(1, 20)


class Coverage:
    """Gathers what each run shows; `lacking` says what none has shown."""

    def __init__(self, standard: Standard) -> None:
        self._standard = standard
        self._seen: set[str] = set()

    def add(self, assessment: Assessment) -> None:
        """Note what one run has tried."""
        self._seen.add(f"verdict {assessment.verdict.value}")
        self._seen.add(f"route {assessment.route.value}")
        chosen = assessment.chosen
        if chosen is not None and all(other.missed for other in chosen.others):
            self._seen.add(f"choice of {chosen.id}")
        for finding in assessment.each_finding():
            self._add(finding, assessment)

    def lacking(self) -> list[str]:
        """What no run has tried, in the standard's order."""
        return [what for what in self._wanted() if what not in self._seen]

    def _add(self, finding: Finding, assessment: Assessment) -> None:
        criterion = finding.criterion
        id = criterion.id
        self._seen.add(f"{id} {finding.status.value}")
        if isinstance(criterion, AnyOf):
            self._add_branches(criterion, finding)
        if not isinstance(criterion, Threshold) or not finding.outcomes:
            return
        default = finding.outcomes[0]
        for outcome in finding.outcomes[1:]:
            if {outcome.status, default.status} == {Status.MET, Status.MISSED}:
                self._seen.add(f"{id} differing by {outcome.reading}")
        self._add_side(criterion, finding)
        if criterion.over in (Over.RISING, Over.FALLING):
            self._add_steps(criterion, finding, assessment)

    def _add_branches(self, criterion: AnyOf, finding: Finding) -> None:
        if criterion.by_kind:
            apply = [b.criterion.id for b in finding.branches if b.status is not Status.NOT_APPLICABLE]
            one = f"as {apply[0]}" if len(apply) == 1 else "not known which"
            self._seen.add(f"{criterion.id} {one}")
            return
        met = [branch.criterion.id for branch in finding.branches if branch.status is Status.MET]
        if len(met) == criterion.at_least:
            self._seen.update(_by_no_more(criterion, id) for id in met)
        if len(met) == criterion.at_least - 1 and finding.status is Status.MISSED:
            self._seen.add(f"{criterion.id} one short")

    def _add_side(self, threshold: Threshold, finding: Finding) -> None:
        measure = finding.outcomes[0].measure
        limit = Fraction(threshold.limit)
        if isinstance(measure, Range):
            if measure.lower == measure.upper:
                self._seen.add(f"{threshold.id} {_side(Fraction(measure.lower), limit, Fraction(1))}")
        elif isinstance(measure, Measure) and measure.root:
            grown = Fraction(threshold.grown[measure.root - 1])
            self._seen.add(f"{threshold.id} {_side(fraction(measure), grown, grown * _NEAR)}")
        elif isinstance(measure, Measure):
            near = max(limit * _NEAR, Fraction(1)) if _counts(threshold) else limit * _NEAR
            self._seen.add(f"{threshold.id} {_side(fraction(measure), limit, near)}")

    def _add_steps(self, threshold: Threshold, finding: Finding, assessment: Assessment) -> None:
        outcome = finding.outcomes[0]
        if outcome.basis is None:
            return
        for earlier, later in STEPS[outcome.mode]:
            before = pair(outcome.basis, assessment.window, earlier)
            after = pair(outcome.basis, assessment.window, later)
            if before is None or after is None:
                continue
            change = Fraction(after[0]) / Fraction(after[1]) - Fraction(before[0]) / Fraction(before[1])
            word = "standing still" if not change else "going up" if change > 0 else "going down"
            self._seen.add(f"{threshold.id} {word}")

    def _wanted(self) -> list[str]:
        wanted = [f"verdict {verdict.value}" for verdict in Verdict if verdict is not Verdict.DISCRETIONARY]
        if self._standard.partial:
            wanted.remove(f"verdict {Verdict.MET.value}")
        if self._standard.from_above is not None:
            wanted.append(f"route {Route.RECOGNISED_FROM_ABOVE.value}")
        choices = (choice for criterion in self._standard.criteria for choice in choices_of(criterion))
        wanted += [f"choice of {choice}" for choice in dict.fromkeys(choices)]
        for criterion in self._standard.criteria:
            if criterion.when:
                wanted.append(f"{criterion.id} {Status.NOT_APPLICABLE.value}")
            if criterion.relaxable:
                wanted.append(f"{criterion.id} {Status.DISCRETIONARY.value}")
            wanted += _of_criterion(criterion)
        return wanted


def _of_criterion(criterion: Criterion) -> list[str]:
    """What is wanted of a criterion, and of each branch within it."""
    id = criterion.id
    if isinstance(criterion, Attestation):
        return [f"{id} {status}" for status in ("met", "missed", "unknown")]
    if isinstance(criterion, Threshold):
        return _of_threshold(criterion)
    wanted = [f"{id} {status}" for status in ("missed", "unknown")]
    if criterion.by_kind:
        for branch in criterion.branches:
            wanted += [
                f"{id} as {branch.id}",
                f"{branch.id} {Status.NOT_APPLICABLE.value}",
                *_of_criterion(branch),
            ]
        return [*wanted, f"{id} not known which"]
    if criterion.at_least > 1:
        wanted.append(f"{id} one short")
    for branch in criterion.branches:
        wanted += [_by_no_more(criterion, branch.id), *_of_criterion(branch)]
    return wanted


def _by_no_more(criterion: AnyOf, branch: str) -> str:
    """That a branch is met with no more than are needed."""
    words = "alone" if criterion.at_least == 1 else f"with {criterion.at_least - 1} more"
    return f"{criterion.id} by {branch} {words}"


def _of_threshold(threshold: Threshold) -> list[str]:
    id = threshold.id
    bad = Status.DISCRETIONARY if threshold.guideline else Status.MISSED
    wanted = [f"{id} {status.value}" for status in (Status.MET, bad, Status.UNKNOWN)]
    if threshold.waiver:
        wanted.append(f"{id} {Status.WAIVED.value}")
        wanted.remove(f"{id} {Status.UNKNOWN.value}")
    if threshold.over in (Over.RISING, Over.FALLING):
        wanted += [f"{id} {word}" for word in ("going up", "standing still", "going down")]
    else:
        wanted += [f"{id} just below", f"{id} exactly on", f"{id} just above"]
    return wanted + [f"{id} differing by {reading.id}" for reading in threshold.readings[1:]]


def _counts(threshold: Threshold) -> bool:
    """Whether it is about a number of firms or things, of which the next one is a whole one away."""
    return threshold.subject.kind is Kind.FIGURE and all(
        INDICATORS[basis.part].unit.dimension in ("firms", "patents")
        for basis in threshold.subject.bases.values()
    )


def _side(value: Fraction, limit: Fraction, near: Fraction) -> str:
    if value == limit:
        return "exactly on"
    if abs(value - limit) > near:
        return "far"
    return "just below" if value < limit else "just above"
