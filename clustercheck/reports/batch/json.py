"""`-o summary.json`: a batch in short as a contract for scripts (`clustercheck schema summary` prints its schema)."""

from __future__ import annotations

import json
from typing import Any, BinaryIO

from clustercheck.batch.overview import Batch, Overview, Ranked, Some
from clustercheck.batch.quota import Placed, Standing, placed
from clustercheck.reports.wording.ranking import standing_words
from clustercheck.texts.messages import said

SCHEMA = "clustercheck/summary/1"


def render(batch: Batch, stream: BinaryIO) -> None:
    """Write the object; its lists hold the first of what there is, its numbers count all of it."""
    found = {**as_object(batch.overview), **_quota(batch)}
    # A name that is no UTF-8 on disk comes out as JSON escapes it.
    stream.write((json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace"))


def as_object(found: Overview) -> dict[str, Any]:
    """An overview as plain values."""
    return {
        "schema": SCHEMA,
        "clusters": found.results,
        "files": {"done": found.done, "planned": found.planned},
        "faults": found.faults,
        "verdicts": {
            "error" if verdict is None else verdict.value: number
            for verdict, number in found.verdicts.items()
        },
        "remarks": dict(found.remarked),
        "standards": found.standards,
        "missed_most": [
            {
                "criterion": each.id,
                "name": said(each.name),
                "missed": each.missed,
                "unknown": each.unknown,
                "asked": each.files,
            }
            for each in found.frequent
        ],
        "rank": found.rank,
        "ranked": [_ranked(each) for each in found.ranked],
        "unread": [
            {"file": each.file, "code": each.code, "message": each.problem} for each in found.unreadable
        ],
        "repeated": {
            "same_file": _some(found.same_file),
            "same_name": _some(found.same_name),
            "same_figures": _some(found.same_figures),
        },
    }


def _ranked(ranked: Ranked) -> dict[str, Any]:
    return {
        "place": ranked.place,
        "file": ranked.file,
        "cluster": ranked.cluster,
        "standard": ranked.standard,
        "verdict": ranked.verdict.value,
        "thresholds": ranked.thresholds,
        "thresholds_met": ranked.thresholds_met,
        "margin_percent": None if ranked.margin is None else ranked.margin / 100,
    }


def _some(some: Some) -> dict[str, Any]:
    groups = [
        {
            "cluster": each.cluster,
            "files": each.files,
            **({"clusters": each.clusters} if any(each.clusters) else {}),
            "number": each.number,
        }
        for each in some.groups
    ]
    return {"number": some.number, "groups": groups}


def _quota(batch: Batch) -> dict[str, Any]:
    """The line: all above and tied at it, and the next that are not, with the reason in words."""
    line = batch.overview.line
    if line is None:
        return {}
    recommended = []
    for each in placed(batch.ranked(), line.quota):
        if each.standing in (Standing.ABOVE, Standing.TIED):
            recommended.append(_placed(each, batch.overview.rank))
        elif each.standing is Standing.BELOW:
            break
    return {
        "quota": {
            "quota": line.quota,
            "above": line.above,
            "tied": line.tied,
            "recommended": recommended,
            "next": [_placed(each, batch.overview.rank) for each in line.next],
        }
    }


def _placed(each: Placed, rank: str) -> dict[str, Any]:
    row = each.row
    return {
        "place": row.place,
        "file": row.file,
        **({} if row.row is None else {"row": row.row}),
        "cluster": row.cluster,
        "standard": row.standard,
        "verdict": "error" if row.verdict is None else row.verdict.value,
        "standing": each.standing.value,
        "why": standing_words(each, rank),
    }
