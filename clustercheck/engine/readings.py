"""The readings of a threshold, and the criteria of a standard, as they are judged: found once for all files."""

from __future__ import annotations

from collections.abc import Callable
from operator import itemgetter

from clustercheck.engine.modes import JUDGES, Judge
from clustercheck.model.criteria import NEEDS_BASE_YEAR, Attestation, Criterion, Mode, Threshold
from clustercheck.model.findings import Finding, Status
from clustercheck.model.hints import Any, TypeAlias
from clustercheck.model.records import NamedTuple
from clustercheck.model.speed import cached_by_identity
from clustercheck.model.subjects import Basis

# A reading with what it measures, whether it starts from the base year, and what judges exact figures.
OtherReading: TypeAlias = tuple[str, Mode, Basis, bool, Judge]


# The first reading of a threshold, and those that differ from it if its own figures decide. No record: it is unpacked
# for every file.
PlannedReadings: TypeAlias = tuple[str, Mode, Basis, bool, Judge, tuple[OtherReading, ...]]


@cached_by_identity(1024)
def planned_readings(threshold: Threshold) -> PlannedReadings:
    """The readings of this very object: another object of the same name may have been changed."""
    name, mode, basis = threshold.readings[0]
    if basis is None:
        basis = next(iter(threshold.subject.bases.values()))
    # Only growth uses other years if its base figure is missing.
    needs_base = mode is Mode.GEOMETRIC_BASE
    return (
        name, mode, basis, needs_base, JUDGES[mode](threshold, basis), others_than(mode, basis, threshold)
    )  # fmt: skip


def others_than(
    default_mode: Mode, default_basis: Basis | None, threshold: Threshold
) -> tuple[OtherReading, ...]:
    """The readings after the first that measure anything else than a default. `default_basis` is None if it is open.

    It is one of the threshold's own.
    """
    known, default = _others_of(threshold), (default_mode, id(default_basis))
    found = known.get(default)
    if found is None:
        found = known[default] = _others_than(default_mode, default_basis, threshold)
    return found


@cached_by_identity(1024)
def _others_of(_threshold: Threshold) -> dict[tuple[Mode, int], tuple[OtherReading, ...]]:
    """What is known of a threshold by the mode and the very basis of a default; at first nothing."""
    return {}


def _others_than(
    default_mode: Mode, default_basis: Basis | None, threshold: Threshold
) -> tuple[OtherReading, ...]:
    found = []
    for id, mode, basis in threshold.readings[1:]:
        if basis is None:
            basis = default_basis
        if basis is not None and (mode is not default_mode or basis != default_basis):
            found.append((id, mode, basis, mode in NEEDS_BASE_YEAR, JUDGES[mode](threshold, basis)))
    return tuple(found)


class Plan(NamedTuple):
    """How criteria are judged: the conditions that always apply, and all others, with the readings of a plain threshold.

    `unanswered` are the findings of conditions without an answer. `in_order` puts what is found of the others, and then of
    these conditions, into the order of the criteria.
    """

    others: tuple[tuple[Criterion, tuple[Threshold, PlannedReadings] | None], ...]
    conditions: tuple[Attestation, ...]
    ids: tuple[str, ...]
    unanswered: tuple[Finding, ...]
    in_order: Callable[[list[Any]], tuple[Any, ...]]


@cached_by_identity()
def plan_of(criteria: tuple[Criterion, ...]) -> Plan:
    """How these very criteria are judged."""
    conditions = tuple([one for one in criteria if isinstance(one, Attestation) and not one.when])
    apart = set(map(id, conditions))
    others = [one for one in criteria if id(one) not in apart]
    places = {id(one): place for place, one in enumerate((*others, *conditions))}
    order = [places[id(one)] for one in criteria]
    return Plan(
        tuple([(one, _plain(one)) for one in others]),
        conditions,
        tuple([one.id for one in conditions]),
        tuple([Finding(one, Status.UNKNOWN) for one in conditions]),
        itemgetter(*order) if len(order) > 1 else tuple,
    )


def _plain(criterion: Criterion) -> tuple[Threshold, PlannedReadings] | None:
    """A threshold that always applies and counts nothing, with its readings."""
    if not isinstance(criterion, Threshold) or criterion.when or criterion.counted is not None:
        return None
    return criterion, planned_readings(criterion)
