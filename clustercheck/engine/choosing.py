"""产值或营业收入: by which of the figures that a text admits a cluster is judged; chosen once for all that it bears on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from clustercheck.model.choices import Chosen, OtherChoice
from clustercheck.model.criteria import Criterion
from clustercheck.model.findings import Finding, Status

_LESS_THAN_MET = (Status.DISCRETIONARY, Status.WAIVED)


def chosen_findings(
    findings: Sequence[Finding],
    by_choice: Mapping[str, Mapping[int, Criterion]],
    judge: Callable[[tuple[Criterion, ...]], tuple[Finding, ...]],
) -> tuple[tuple[Finding, ...], Chosen]:
    """The findings by the most favourable choice, and what the others come to.

    `findings` are those by each criterion as it stands, `by_choice` the criteria by each choice that it bears on, by
    their places. As of alternatives: where one choice is missed and another is open, it is open.
    """
    found = {
        choice: dict(zip(criteria, judge(tuple(criteria.values())), strict=True))
        for choice, criteria in by_choice.items()
    }
    best = min(found, key=lambda choice: _rank([one.status for one in found[choice].values()]))
    others = tuple(
        OtherChoice(choice, _count(of_it, Status.MISSED), _count(of_it, Status.UNKNOWN))
        for choice, of_it in found.items()
        if choice != best
    )
    taken = found[best]
    return tuple(taken.get(number, one) for number, one in enumerate(findings)), Chosen(best, others)


def _rank(statuses: Sequence[Status]) -> tuple[int, int, int]:
    """Lower is better: first what the verdict goes by, then how many fall short."""
    missed, unknown = statuses.count(Status.MISSED), statuses.count(Status.UNKNOWN)
    eased = sum(status in _LESS_THAN_MET for status in statuses)
    worst = 3 if missed else 2 if unknown else 1 if eased else 0
    return worst, missed, unknown


def _count(findings: Mapping[int, Finding], status: Status) -> int:
    return sum(finding.status is status for finding in findings.values())
