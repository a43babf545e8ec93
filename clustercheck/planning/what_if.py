"""What changes if figures were others: which statuses tip, which values move, what depends on the reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from clustercheck.checks.consistency import checked
from clustercheck.engine.assessment import assess
from clustercheck.engine.evidence import observed
from clustercheck.model.cluster import Cell, Cluster, Observation
from clustercheck.model.criteria import Criterion, Threshold
from clustercheck.model.findings import Assessment, Finding
from clustercheck.model.indicators import INDICATORS
from clustercheck.model.problems import Name
from clustercheck.model.quantities import plain
from clustercheck.model.records import NamedTuple


class AssumedFigure(NamedTuple):
    """A figure that is taken to be another."""

    indicator: str
    year: int
    name: Name
    before: str
    after: str


class StatusChange(NamedTuple):
    """A criterion whose status, value or dependence on the reading is another."""

    criterion: Criterion
    before: Finding
    after: Finding
    value_before: str
    value_after: str

    @property
    def tips(self) -> bool:
        """Whether the status is another."""
        return self.before.status is not self.after.status

    @property
    def was_sensitive(self) -> bool:
        """Whether it depended on the reading."""
        return self.before.sensitive

    @property
    def is_sensitive(self) -> bool:
        """Whether it depends on the reading now."""
        return self.after.sensitive


class WhatIf(NamedTuple):
    """The figures set and what comes of them; `before` and `after` are the assessments of the same day."""

    settings: tuple[AssumedFigure, ...]
    before: Assessment
    after: Assessment
    changes: tuple[StatusChange, ...]


def with_figures(cluster: Cluster, figures: Mapping[str, Mapping[int, Decimal]]) -> Cluster:
    """The cluster with some figures in the place of its own, checked like any other."""
    observations = {id: dict(row) for id, row in cluster.observations.items()}
    for id, row in figures.items():
        for year, value in row.items():
            before = observations.setdefault(id, {}).get(year)
            cell = before.cell if before is not None else Cell("", f"{id}.{year}")
            unit = INDICATORS[id].unit.name
            observations[id][year] = Observation(id, year, value, unit, cell, plain(value))
    # A doubt that the figures of others cast may be gone with the figure that was changed.
    cleared = {
        id: {
            year: seen._replace(doubt=None) if seen.doubt is not None and seen.value is not None else seen
            for year, seen in row.items()
        }
        for id, row in observations.items()
    }
    sound, _problems = checked(cleared, cluster.file)
    return cluster._replace(observations=sound)


def what_if(before: Assessment, cluster: Cluster, figures: Mapping[str, Mapping[int, Decimal]]) -> WhatIf:
    """What an assessment comes to with other figures. `cluster` has them (`with_figures`)."""
    after = assess(cluster, before.standard, as_of=before.as_of, reading=before.reading)
    return WhatIf(
        tuple(
            [
                AssumedFigure(id, year, INDICATORS[id].name, _figure(before.cluster, id, year), plain(value))
                for id, row in figures.items()
                for year, value in sorted(row.items())
            ]
        ),
        before,
        after,
        tuple(_changes(before, after)),
    )


def _figure(cluster: Cluster, id: str, year: int) -> str:
    seen = cluster.observations.get(id, {}).get(year)
    return "" if seen is None or seen.value is None else plain(seen.value)


def _changes(before: Assessment, after: Assessment) -> Sequence[StatusChange]:
    found = []
    for one, other in zip(before.each_finding(), after.each_finding(), strict=True):
        if not isinstance(one.criterion, Threshold):
            if one.branches and (one.status is not other.status or one.sensitive != other.sensitive):
                found.append(StatusChange(one.criterion, one, other, "", ""))
            continue
        values = _value(one, before), _value(other, after)
        if one.status is not other.status or one.sensitive != other.sensitive or values[0] != values[1]:
            found.append(StatusChange(one.criterion, one, other, *values))
    return found


def _value(finding: Finding, assessment: Assessment) -> str:
    if finding.outcome is None:
        return ""
    seen = observed(finding.outcome, finding, assessment)
    return "" if seen.value is None else plain(seen.value.quantize(Decimal("0.0001")).normalize())
