"""Compare two standards, or two editions of one, criterion by criterion: which asks more."""

from __future__ import annotations

from clustercheck.model.criteria import AnyOf, Attestation, Criterion, Over, Threshold
from clustercheck.model.enums import StrEnum
from clustercheck.model.records import NamedTuple
from clustercheck.model.standard import Standard

# A value that every year meets is also met by the mean and by the last year.
_FOLLOWS = {Over.EVERY_YEAR: frozenset((Over.AVERAGE, Over.LATEST))}


class Change(StrEnum):
    """How a criterion of the second standard differs from that of the first."""

    SAME = "same"
    STRICTER = "stricter"
    LAXER = "laxer"
    OTHER = "other"
    NEW = "new"
    GONE = "gone"


class Difference(NamedTuple):
    """A criterion in both standards, None in a standard that does not have it. Branches are compared on their own."""

    id: str
    change: Change
    first: Criterion | None
    second: Criterion | None


def differences(first: Standard, second: Standard) -> tuple[Difference, ...]:
    """Every criterion and branch of the first standard in its order, then those that only the second has."""
    others = {criterion.id: criterion for criterion in second.each_criterion()}
    found = [_difference(one, others.get(one.id)) for one in first.each_criterion()]
    known = {one.id for one in found}
    new = [Difference(id, Change.NEW, None, one) for id, one in others.items() if id not in known]
    return (*found, *new)


def _difference(first: Criterion, second: Criterion | None) -> Difference:
    change = Change.GONE if second is None else _change(first, second)
    return Difference(first.id, change, first, second)


def _change(first: Criterion, second: Criterion) -> Change:
    if first.when != second.when:
        return Change.OTHER
    if isinstance(first, Threshold) and isinstance(second, Threshold):
        return _change_of_threshold(first, second)
    if isinstance(first, AnyOf) and isinstance(second, AnyOf):
        return _change_of_alternatives(first, second)
    if isinstance(first, Attestation) and isinstance(second, Attestation):
        if first.veto == second.veto:
            return Change.SAME
        return Change.STRICTER if second.veto else Change.LAXER
    return Change.OTHER


def _change_of_alternatives(first: AnyOf, second: AnyOf) -> Change:
    """More branches, or fewer branches to meet, ask less. If both change against each other, it is open."""
    before, after = {one.id for one in first.branches}, {one.id for one in second.branches}
    if before == after:
        return _by_size(first.at_least, second.at_least)
    if first.at_least == second.at_least and (before < after or after < before):
        return Change.LAXER if before < after else Change.STRICTER
    return Change.OTHER


def _change_of_threshold(first: Threshold, second: Threshold) -> Change:
    if (first.subject, first.counted, first.unit) != (second.subject, second.counted, second.unit):
        return Change.OTHER
    if (first.waiver, first.either) != (second.waiver, second.either) or first.is_floor != second.is_floor:
        return Change.OTHER
    changes = {
        _by_span(first, second),
        _by_limit(first, second),
        _by_size(not first.guideline, not second.guideline),
    } - {Change.SAME}
    if not changes:
        return Change.SAME
    return changes.pop() if len(changes) == 1 else Change.OTHER


def _by_span(first: Threshold, second: Threshold) -> Change:
    """Compare by the years that are judged."""
    if first.over is second.over:
        return Change.SAME
    if first.over in _FOLLOWS.get(second.over, ()):
        return Change.STRICTER
    return Change.LAXER if second.over in _FOLLOWS.get(first.over, ()) else Change.OTHER


def _by_limit(first: Threshold, second: Threshold) -> Change:
    if first.limit == second.limit:
        return _by_size(first.is_strict, second.is_strict)
    higher = second.limit > first.limit
    return Change.STRICTER if higher == first.is_floor else Change.LAXER


def _by_size(first: float, second: float) -> Change:
    if first == second:
        return Change.SAME
    return Change.STRICTER if second > first else Change.LAXER
