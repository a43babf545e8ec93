"""Requirements of which so many must be met: what they come to together."""

from __future__ import annotations

from collections.abc import Sequence

from clustercheck.model.findings import Finding, Status


def at_least(wanted: int, branches: Sequence[Finding]) -> tuple[Status, bool]:
    """The status where `wanted` of the branches must be met, and whether it depends on the reading.

    Missed only where even all that is open would not be enough. What is at the reviewers' discretion counts for
    discretion only where nothing open is needed.
    """
    statuses = [branch.status for branch in branches]
    met, open_ = statuses.count(Status.MET), statuses.count(Status.UNKNOWN)
    eased = statuses.count(Status.DISCRETIONARY)
    if met >= wanted:
        status = Status.MET
    elif met + open_ >= wanted:
        status = Status.UNKNOWN
    elif met + eased >= wanted:
        status = Status.DISCRETIONARY
    else:
        status = Status.UNKNOWN if met + open_ + eased >= wanted else Status.MISSED
    steady = [branch.status for branch in branches if not branch.sensitive]
    settled = steady.count(Status.MET) >= wanted or len(branches) - steady.count(Status.MISSED) < wanted
    return status, not settled and len(steady) < len(branches)
