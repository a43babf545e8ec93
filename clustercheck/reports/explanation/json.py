"""`explain -f json`: the criterion as `assess` writes it, with formulas and the cells as they stood."""

from __future__ import annotations

import json
from typing import Any

from clustercheck.engine.workings import workings_of
from clustercheck.model.criteria import Threshold
from clustercheck.model.findings import Assessment, Finding, is_vetoed
from clustercheck.reports.assessment.criterion_json import criterion_as_object
from clustercheck.reports.assessment.json import as_object
from clustercheck.reports.assessment.observation_json import observation_as_object
from clustercheck.reports.wording.formulas import formula_of

SCHEMA = "clustercheck/explanation/1"


def render(finding: Finding, assessment: Assessment) -> str:
    """One object: what `assess` says of the file, and of this criterion all it rests on."""
    whole = as_object(assessment)
    kept = ("file", "row", "cluster", "standard", "as_of", "years", "base_year", "verdict", "route")
    found = {
        "schema": SCHEMA,
        **{key: whole[key] for key in kept if key in whole},
        "criterion": _explained(finding, assessment),
    }
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _explained(finding: Finding, assessment: Assessment) -> dict[str, Any]:
    criterion = finding.criterion
    found = criterion_as_object(finding, assessment)
    task = assessment.standard.task(criterion.task)
    found["cultivation"] = (
        None
        if task is None or is_vetoed(finding)
        else {"clause": task.clause, "zh": task.text.zh, "en": task.text.en}
    )
    found["note"] = None if criterion.note is None else {"zh": criterion.note.zh, "en": criterion.note.en}
    if isinstance(criterion, Threshold):
        for reading, outcome in zip(found["readings"], finding.outcomes, strict=True):
            formula = formula_of(outcome, criterion, assessment)
            reading["formula"] = {"named": formula.named, "figured": formula.figured}
        found["observations"] = [
            observation_as_object(seen) for seen in workings_of(finding, assessment).observations
        ]
    if finding.answer is not None:
        found["answer"] = {"text": finding.answer.text, "evidence": finding.answer.evidence}
    if finding.branches:
        found["branches"] = [_explained(branch, assessment) for branch in finding.branches]
    return found
