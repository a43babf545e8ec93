"""Read the targets of a plan from the workbook or the JSON that `plan` made, or from any table of targets."""

from __future__ import annotations

import json
from typing import Any

from clustercheck.model.cluster import Cell, Cluster, Observation
from clustercheck.model.indicators import INDICATORS
from clustercheck.model.problems import UnreadableFile, Where, error
from clustercheck.model.quantities import fifteen_digits
from clustercheck.tables.reader import content_of, read_targets


def targets_in(file: str) -> Cluster:
    """The targets of a plan as the figures of a cluster. Raises `UnreadableFile`."""
    content = content_of(file)
    if content.lstrip()[:1] != b"{":
        return read_targets(file, content=content)
    try:
        found: Any = json.loads(content)
        rows: dict[str, dict[int, Observation]] = {}
        for one in [*found["targets"], *found.get("three_years", [])]:
            if not one.get("goal", True):
                continue
            id, year = str(one["indicator"]), int(one["year"])
            unit = INDICATORS[id].unit.name
            cell = Cell("", f"{id}.{year}")
            rows.setdefault(id, {})[year] = Observation(
                id, year, fifteen_digits(str(one["value"])), unit, cell
            )
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise UnreadableFile(error("U522", Where(file))) from fault
    return Cluster(file, observations=rows)
