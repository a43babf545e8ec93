"""`read -f json`: how a workbook was understood."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from clustercheck.cluster import ProfileValue
from clustercheck.messages import said
from clustercheck.quantities import plain
from clustercheck.readers import Reading
from clustercheck.reports.json_report import bounds_as_object, problems_as_objects

SCHEMA = "clustercheck/reading/1"


def render(reading: Reading) -> str:
    """One object: sheets, years, every figure with its cell, what was passed over and why."""
    cluster = reading.cluster
    found: dict[str, Any] = {
        "schema": SCHEMA,
        "file": cluster.file,
        "sheets": list(reading.sheets),
        "years": list(reading.years),
        "profile": {
            name: {"value": _plain(entry.value), "cell": str(entry.cell)}
            for name, entry in cluster.profile.items()
        },
        "observations": [
            {
                "indicator": seen.indicator,
                "year": seen.year,
                "value": None if seen.value is None else plain(seen.value),
                "unit": seen.unit,
                "cell": str(seen.cell),
                "text": seen.text,
                **bounds_as_object(seen.bounds),
                "doubt": seen.doubt,
            }
            for series in cluster.observations.values()
            for seen in series.values()
        ],
        "answers": {
            name: {"value": answer.value, "cell": str(answer.cell), "evidence": answer.evidence}
            for name, answer in cluster.answers.items()
        },
        "ignored": [
            {"cell": str(one.cell), "text": one.text, "why": said(one.why)} for one in reading.ignored
        ],
        "problems": problems_as_objects(cluster.problems),
    }
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _plain(value: ProfileValue) -> str | bool | None:
    return value.isoformat() if isinstance(value, date) else value
