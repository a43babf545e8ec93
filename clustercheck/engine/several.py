"""The joint status of alternatives, of which one or several must be met."""

from __future__ import annotations

from collections.abc import Sequence

from clustercheck.model.findings import Finding, Status


def any_of(branches: tuple[Finding, ...]) -> tuple[Status, bool]:
    """The status of alternatives of which one is enough, and whether it depends on the reading."""
    statuses = {branch.status for branch in branches}
    if Status.MET in statuses:
        status = Status.MET
    elif Status.UNKNOWN in statuses:
        status = Status.UNKNOWN
    else:
        status = Status.DISCRETIONARY if Status.DISCRETIONARY in statuses else Status.MISSED
    surely_met = any(b.status is Status.MET and not b.sensitive for b in branches)
    return status, not surely_met and any(b.sensitive for b in branches)


def at_least(wanted: int, branches: Sequence[Finding]) -> tuple[Status, bool]:
    """The status where `wanted` of the branches must be met, and whether it depends on the reading.

    It is missed only if even all open branches would not be enough. It is discretionary only if no open branch is
    needed to reach `wanted`.
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
