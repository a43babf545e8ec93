"""The readings of a threshold as they are judged, found once for all files."""

from __future__ import annotations

from clustercheck.model.criteria import NEEDS_BASE_YEAR, Mode, Threshold
from clustercheck.model.hints import TypeAlias
from clustercheck.model.records import NamedTuple
from clustercheck.model.speed import cached_by_identity
from clustercheck.model.subjects import Basis

# A reading with what it measures, and whether it starts from the base year.
OtherReading: TypeAlias = tuple[str, Mode, Basis, bool]


class PlannedReadings(NamedTuple):
    """The first reading of a threshold, and those that differ from it if its own figures decide."""

    name: str
    mode: Mode
    basis: Basis
    others: tuple[OtherReading, ...]


@cached_by_identity(1024)
def planned_readings(threshold: Threshold) -> PlannedReadings:
    """The readings of this very object: another object of the same name may have been changed."""
    name, mode, basis = threshold.readings[0]
    if basis is None:
        basis = next(iter(threshold.subject.bases.values()))
    return PlannedReadings(name, mode, basis, others_than(mode, basis, threshold))


def others_than(
    default_mode: Mode, default_basis: Basis | None, threshold: Threshold
) -> tuple[OtherReading, ...]:
    """The readings after the first that measure anything else than a default. `default_basis` is None if it is open."""
    found = []
    for id, mode, basis in threshold.readings[1:]:
        if basis is None:
            basis = default_basis
        if basis is not None and (mode is not default_mode or basis != default_basis):
            found.append((id, mode, basis, mode in NEEDS_BASE_YEAR))
    return tuple(found)
