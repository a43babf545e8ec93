"""`read -f json`: how a workbook was understood."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from clustercheck.model.cluster import Days, ProfileValue
from clustercheck.model.hints import Any
from clustercheck.reports.assessment.json import problems_as_objects, row_of
from clustercheck.reports.assessment.observation_json import observation_as_object
from clustercheck.tables.reading import ReadCluster
from clustercheck.texts.messages import said

SCHEMA = "clustercheck/reading/1"


def render(readings: Sequence[ReadCluster]) -> str:
    """One object a cluster, an array for several: every figure with its cell, what was passed over and why."""
    objects = [_object(reading) for reading in readings]
    return json.dumps(objects[0] if len(objects) == 1 else objects, ensure_ascii=False, indent=1) + "\n"


def _object(reading: ReadCluster) -> dict[str, Any]:
    cluster = reading.cluster
    return {
        "schema": SCHEMA,
        "file": cluster.file,
        **row_of(cluster.row),
        "sheets": list(reading.sheets),
        "years": list(reading.years),
        "profile": {
            name: {"value": _plain(entry.value), "cell": str(entry.cell)}
            for name, entry in cluster.profile.items()
        },
        "observations": [
            observation_as_object(seen, seen.stored)
            for series in cluster.observations.values()
            for seen in series.values()
        ],
        "answers": {
            name: {"value": answer.value, "cell": str(answer.cell), "evidence": answer.evidence}
            for name, answer in cluster.answers.items()
        },
        "ignored": [
            {
                "cell": str(one.cell),
                "text": one.text,
                "why": said(one.why),
                **({"nearest": one.nearest} if one.nearest else {}),
            }
            for one in reading.ignored
        ],
        "problems": problems_as_objects(cluster.problems),
    }


def _plain(value: ProfileValue) -> str | bool | None:
    return value.isoformat() if isinstance(value, date | Days) else value
