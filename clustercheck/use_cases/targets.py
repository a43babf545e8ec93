"""Read the targets of a plan from the workbook or the JSON that `plan` made, or from any table of targets."""

from __future__ import annotations

import json
from typing import Any

from clustercheck.model.cluster import Cell, Cluster, Observation, ProfileEntry
from clustercheck.model.indicators import INDICATORS
from clustercheck.model.problems import Severity, UnreadableFile, Where, error
from clustercheck.model.quantities import fifteen_digits
from clustercheck.model.words import name_key
from clustercheck.planning.review import OTHER_CLUSTER
from clustercheck.tables.outline import NEARLY, PART, SECTION, UNKNOWN
from clustercheck.tables.reader import content_of, read_targets
from clustercheck.tables.reading import ReadCluster

_NO_RESULTS = "C243"
_NOT_UNDERSTOOD = "U554"
# A line or a year that is not taken costs results a warning, for others may do; here it costs a target.
_LOST = ("C123", "C129", "C145", "C151")
# Why a line with figures is passed over though it may be a target.
_UNKNOWN = (UNKNOWN, NEARLY, PART, SECTION)


def targets_in(file: str, name: str) -> Cluster:
    """The targets that a plan has for the cluster of this name, as its figures; `problems` is what is wrong with them.

    Raises `UnreadableFile`, also if the plan lists several clusters and none has the name.
    """
    content = content_of(file)
    if content.lstrip()[:1] == b"{":
        return _with_doubt(_from_json(file, content), name)
    listed = [_as_plan(each) for each in read_targets(file, content=content)]
    own = [each for each in listed if name_key(each.text("name")) == name_key(name)]
    if len(listed) == 1:
        return _with_doubt(listed[0], name)
    if len(own) != 1:
        known = [each.text("name") for each in listed]
        raise UnreadableFile(error("U552", Where(file), name=name, known=known))
    return own[0]


def _as_plan(read: ReadCluster) -> Cluster:
    """The targets with an error for each line that is not understood, and no reminder that a plan is no result."""
    targets = read.cluster
    problems = [
        each._replace(severity=Severity.ERROR) if each.code in _LOST else each
        for each in targets.problems
        if each.code != _NO_RESULTS
    ]
    said = {each.where for each in problems if each.code in _LOST}
    unread = [
        error(_NOT_UNDERSTOOD, where, label=line.label)
        for line in read.ignored
        if line.label and line.why in _UNKNOWN and (where := line.cell.within(targets.file)) not in said
    ]
    return targets._replace(problems=(*problems, *unread))


def _with_doubt(targets: Cluster, name: str) -> Cluster:
    """The targets with an error if they bear the name of another cluster."""
    planned = targets.text("name")
    if not planned or not name or name_key(planned) == name_key(name):
        return targets
    doubt = error(OTHER_CLUSTER, Where(targets.file), plan=planned, name=name)
    return targets._replace(problems=(doubt, *targets.problems))


def _from_json(file: str, content: bytes) -> Cluster:
    try:
        found: Any = json.loads(content)
        name = str(found.get("cluster", {}).get("name", ""))
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
    entry = ProfileEntry(name, Cell("", "cluster.name"), name)
    return Cluster(file, observations=rows, profile={"name": entry})
