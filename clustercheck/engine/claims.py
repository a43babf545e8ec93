"""The claim of a waiver: 是 in one line of 基本信息 and its reason in the next."""

from __future__ import annotations

import re

from clustercheck.model.cluster import Cluster
from clustercheck.model.enums import StrEnum
from clustercheck.model.indicators import REASONS
from clustercheck.model.patterns import pattern

# A reason that denies the claim is no reason (未受影响, 没有, 不涉及); one that may deny it is queried.
_DENIES = pattern(r"[不未无没否]|(?<![a-z])(?:no|not|none|nil|null|n/?a)(?![a-z])", re.IGNORECASE)


class Claim(StrEnum):
    """The result of the two lines together."""

    NONE = "none"
    CLAIMED = "claimed"
    WITHOUT_REASON = "without_reason"
    REASON_ALONE = "reason_alone"
    DENIED = "denied"


def claim_of(item: str, cluster: Cluster) -> Claim:
    """The cluster's claim in a line of its profile, with the reason in the line beside it."""
    stated, reason = cluster.stated(item), cluster.text(REASONS[item]).strip()
    denies = _DENIES.search(reason) is not None
    if stated is True:
        return Claim.WITHOUT_REASON if not reason else Claim.DENIED if denies else Claim.CLAIMED
    if not reason or (stated is False and denies):
        return Claim.NONE
    return Claim.DENIED if denies else Claim.REASON_ALONE


def is_waived(item: str, cluster: Cluster) -> bool:
    """Whether the claim is made and certain."""
    return claim_of(item, cluster) is Claim.CLAIMED
