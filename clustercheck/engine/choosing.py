"""产值或营业收入: choose the figures by which a cluster is judged, once for all criteria that the choice affects."""

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
    """The findings for the most favourable choice, and the results of the other choices.

    `findings` are those of the criteria as written. `by_choice` gives, for each choice, the criteria that it affects
    by their positions. As with alternatives: if one choice is missed and another is open, the result is open.
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
    """The order of choices, lower is better: first by the verdict, then by the number of misses."""
    missed, unknown = statuses.count(Status.MISSED), statuses.count(Status.UNKNOWN)
    eased = sum(status in _LESS_THAN_MET for status in statuses)
    worst = 3 if missed else 2 if unknown else 1 if eased else 0
    return worst, missed, unknown


def _count(findings: Mapping[int, Finding], status: Status) -> int:
    return sum(finding.status is status for finding in findings.values())
