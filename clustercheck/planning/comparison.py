"""One cluster against several standards, two workbooks of one cluster, or clusters side by side."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from clustercheck.engine.gaps import relative_gap
from clustercheck.model.cluster import Cluster, Observation
from clustercheck.model.criteria import Attestation, Criterion
from clustercheck.model.findings import Assessment, Finding, Status, Verdict
from clustercheck.model.indicators import in_vocabulary_order
from clustercheck.model.records import NamedTuple
from clustercheck.model.words import name_key
from clustercheck.planning.plan import names_of


class ComparedResult(NamedTuple):
    """The result by one standard: `missed` stand in the way, `open_` are asked for and not known.

    `not_asked` have no line in the workbook, whose form was made for another standard.
    """

    assessment: Assessment
    missed: tuple[Finding, ...]
    open_: tuple[Finding, ...]
    not_asked: tuple[Finding, ...]

    @property
    def is_met(self) -> bool:
        """Whether it is met today, by any route."""
        return self.assessment.verdict is Verdict.MET


class FigureChange(NamedTuple):
    """A figure of the same year that differs between two workbooks; `percent` where there is something to divide by."""

    indicator: str
    year: int
    before: Observation | None
    after: Observation | None
    percent: Decimal | None

    @property
    def is_restated(self) -> bool:
        """Whether both give a figure, and not the same."""
        return (
            self.before is not None
            and self.after is not None
            and not self.before.is_blank
            and not self.after.is_blank
        )


class FindingChange(NamedTuple):
    """A criterion whose status changed in the newer workbook."""

    before: Finding
    after: Finding


class Changes(NamedTuple):
    """What changed from an older workbook to a newer one, and how statuses change."""

    restated: tuple[FigureChange, ...]
    new: tuple[FigureChange, ...]
    turned: tuple[FindingChange, ...]


def compared_result(assessment: Assessment) -> ComparedResult:
    """Sort the findings of an assessment into missed, open and not asked for."""
    missed: list[Finding] = []
    open_: list[Finding] = []
    not_asked: list[Finding] = []
    for finding in assessment.findings:
        if finding.status in (Status.MISSED, Status.DISCRETIONARY):
            missed.append(finding)
        elif finding.status is Status.UNKNOWN:
            (open_ if is_asked(finding.criterion, assessment.cluster) else not_asked).append(finding)
    return ComparedResult(assessment, tuple(missed), tuple(open_), tuple(not_asked))


def is_asked(criterion: Criterion, cluster: Cluster) -> bool:
    """Whether the workbook has a line for what a criterion asks, filled or blank."""
    if criterion.when and criterion.when in cluster.profile:
        return True
    if isinstance(criterion, Attestation):
        return criterion.id in cluster.answers or criterion.name.zh in cluster.answers
    branches = getattr(criterion, "branches", ())
    if branches:
        return any(is_asked(branch, cluster) for branch in branches)
    return any(name in cluster.observations for name in names_of(criterion))


def nearest_result(results: Sequence[ComparedResult]) -> ComparedResult | None:
    """The result nearest to being met among those that are not: the fewest misses, then the smallest gaps."""
    left = [result for result in results if not result.is_met]
    return min(left, key=_distance, default=None)


def _distance(result: ComparedResult) -> tuple[int, Fraction, int]:
    return (
        len(result.missed),
        sum((relative_gap(one) for one in result.missed), Fraction(0)),
        len(result.open_) + len(result.not_asked),
    )


def is_one_cluster(one: Cluster, other: Cluster) -> bool:
    """Whether two workbooks are of one cluster: by its name, or where one of them gives none."""
    names = name_key(one.text("name")), name_key(other.text("name"))
    return names[0] == names[1] or not all(names)


def changes_between(before: Assessment, after: Assessment) -> Changes:
    """What changed from an older workbook of a cluster to a newer one, both by the same standard."""
    restated: list[FigureChange] = []
    new: list[FigureChange] = []
    for id in in_vocabulary_order((*before.cluster.observations, *after.cluster.observations)):
        one, other = before.cluster.observations.get(id, {}), after.cluster.observations.get(id, {})
        for year in sorted({*one, *other}):
            first, second = one.get(year), other.get(year)
            if _says(first) == _says(second):
                continue
            found = FigureChange(id, year, first, second, _percent(first, second))
            (restated if found.is_restated else new).append(found)
    of_after = {finding.criterion.id: finding for finding in after.each_finding()}
    turned = [
        FindingChange(finding, later)
        for finding in before.each_finding()
        if (later := of_after.get(finding.criterion.id)) is not None and later.status is not finding.status
    ]
    return Changes(tuple(restated), tuple(new), tuple(turned))


def _says(seen: Observation | None) -> object:
    """What a cell says, whatever words it is in; nothing for a blank."""
    if seen is None or seen.is_blank:
        return None
    return seen.value if seen.value is not None else (seen.bounds or seen.text)


def _percent(first: Observation | None, second: Observation | None) -> Decimal | None:
    if first is None or second is None or not first.value or second.value is None:
        return None
    return ((second.value - first.value) * 100 / first.value).quantize(Decimal("0.01"))
