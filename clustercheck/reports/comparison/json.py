"""`-f json` of a comparison (`clustercheck schema comparison` prints its schema)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from clustercheck.model.cluster import Observation
from clustercheck.model.quantities import plain
from clustercheck.planning.comparison import Changes, ComparedResult, FigureChange, nearest_result
from clustercheck.reports.assessment.json import as_object

SCHEMA = "clustercheck/comparison/1"


def render_json(results: Sequence[ComparedResult], changes: Changes | None = None) -> str:
    """The comparison as one object, each assessment as `assess` gives it."""
    near = nearest_result(results)
    found: dict[str, Any] = {
        "schema": SCHEMA,
        "assessments": [as_object(result.assessment) for result in results],
        "summary": [
            {
                "file": result.assessment.cluster.file,
                "standard": {
                    "id": result.assessment.standard.id,
                    "edition": result.assessment.standard.edition,
                },
                "verdict": result.assessment.verdict.value,
                "missed": [one.criterion.id for one in result.missed],
                "open": [one.criterion.id for one in result.open_],
                "not_asked": [one.criterion.id for one in result.not_asked],
                "nearest": result is near,
            }
            for result in results
        ],
    }
    if changes is not None:
        found["changes"] = {
            "restated": [_figure(one) for one in changes.restated],
            "figures": [_figure(one) for one in changes.new],
            "statuses": [
                {
                    "criterion": one.before.criterion.id,
                    "before": one.before.status.value,
                    "after": one.after.status.value,
                }
                for one in changes.turned
            ],
        }
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _figure(one: FigureChange) -> dict[str, Any]:
    return {
        "indicator": one.indicator,
        "year": one.year,
        "before": _value(one.before),
        "after": _value(one.after),
        "percent": None if one.percent is None else plain(one.percent),
    }


def _value(seen: Observation | None) -> str | None:
    if seen is None or seen.is_blank:
        return None
    return seen.text if seen.value is None else plain(seen.value)
