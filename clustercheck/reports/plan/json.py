"""`-f json` of a plan (`clustercheck schema plan` prints its schema)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from clustercheck.engine.gaps import gap_of
from clustercheck.model.findings import Finding
from clustercheck.model.quantities import plain
from clustercheck.planning.plan import Plan
from clustercheck.planning.targets import Target
from clustercheck.planning.what_if import WhatIf
from clustercheck.reports.assessment.criterion_json import gap_as_object
from clustercheck.reports.assessment.json import problems_as_objects, row_of
from clustercheck.reports.plan import Beside, wording

SCHEMA = "clustercheck/plan/1"
_ALONE = Beside()


def render_json(plan: Plan, what_if: WhatIf | None = None, beside: Beside = _ALONE) -> str:
    """The plan as one object."""
    return json.dumps(as_object(plan, what_if, beside), ensure_ascii=False, indent=1) + "\n"


def as_object(plan: Plan, what_if: WhatIf | None = None, beside: Beside = _ALONE) -> dict[str, Any]:
    """The plan as plain values; `apply_in` is null where something known stands in the way of every year."""
    today, standard = plan.today, plan.standard
    found: dict[str, Any] = {
        "schema": SCHEMA,
        "file": today.cluster.file,
        **row_of(today.cluster.row),
        "cluster": {"name": today.cluster.text("name"), "jurisdiction": today.cluster.text("jurisdiction")},
        "standard": {
            "id": standard.id,
            "edition": standard.edition,
            "status": today.standard_status.value,
            "coverage": "partial" if standard.partial else "full",
        },
        "as_of": today.as_of.isoformat(),
        "reading": today.reading,
        "years": list(today.window.three),
        "verdict": today.verdict.value,
        "apply_in": plan.apply_in,
        "planned_for": plan.planned_for,
        "apply_on": None if plan.as_of is None else plan.as_of.isoformat(),
        "growth": None if plan.growth is None else plain(plan.growth),
        "targets": _targets(plan.targets),
        "three_years": _targets(plan.three_years),
        "gaps": [_gap(finding, words, plan) for finding, words in wording.gap_lines(today)],
        "conditions": [
            {"criterion": one.criterion.id, "status": one.status.value, "clause": one.criterion.clause}
            for one in plan.conditions
        ],
        "impossible": [
            {
                "criterion": one.criterion.id,
                "why": wording.why_words(one, plan),
                "reason": one.reason,
                "blocks": one.blocks,
            }
            for one in plan.impossible
        ],
        "assumptions": list(wording.assumption_lines(plan)),
        "problems": problems_as_objects(plan.doubts),
    }
    if beside.by_default is not None:
        found["apply_in_by_default"] = beside.by_default
    if beside.without_set is not None:
        found["apply_in_without_set"] = beside.without_set[0]
    if what_if is not None:
        found["what_if"] = _what_if(what_if)
    return found


def _targets(targets: Sequence[Target]) -> list[dict[str, Any]]:
    return [
        {
            "indicator": one.indicator,
            "year": one.year,
            "value": plain(one.value),
            "unit": one.unit,
            "for": list(one.criteria),
            "goal": one.goal,
            **({"over": True} if one.over else {}),
        }
        for one in targets
    ]


def _gap(finding: Finding, words: str, plan: Plan) -> dict[str, Any]:
    gap = gap_of(finding, plan.today)
    return {
        "criterion": finding.criterion.id,
        "status": finding.status.value,
        "sensitive": finding.sensitive,
        "words": words,
        **({} if gap is None else {"gap": gap_as_object(gap)}),
    }


def _what_if(what_if: WhatIf) -> dict[str, Any]:
    return {
        "set": [
            {"indicator": one.indicator, "year": one.year, "before": one.before or None, "after": one.after}
            for one in what_if.settings
        ],
        "verdict": {"before": what_if.before.verdict.value, "after": what_if.after.verdict.value},
        "changes": [
            {
                "criterion": one.criterion.id,
                "before": {
                    "status": one.before.status.value,
                    "value": one.value_before or None,
                    "sensitive": one.was_sensitive,
                },
                "after": {
                    "status": one.after.status.value,
                    "value": one.value_after or None,
                    "sensitive": one.is_sensitive,
                },
                "tips": one.tips,
            }
            for one in what_if.changes
        ],
    }
