"""`assess -f sarif`: a result for each criterion that is missed or open, at its first cell, the others beside it.

The rules are the standards' criteria. Cells and clauses are named, never what stands in them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any

from clustercheck.model.findings import Assessment, Result, Status, Unread
from clustercheck.model.problems import Where
from clustercheck.model.standard import Standard
from clustercheck.reports.assessment.junit import without_figures
from clustercheck.reports.check.sarif import location_of, log_of, uri_of
from clustercheck.reports.wording.criterion_rows import CriterionRow, all_rows
from clustercheck.reports.wording.remarks import not_in_force_words
from clustercheck.texts.messages import harmless, message, said

_LEVELS = {Status.MISSED: "error", Status.UNKNOWN: "warning", Status.DISCRETIONARY: "note"}
_NOT_IN_FORCE = "not_in_force"
_FINGERPRINT = "fileStandardCriterion/v1"


def render_sarif(results: Sequence[Result]) -> str:
    """A log of one run, with the criteria that came up as its rules."""
    found = [each for result in results for each in _results(result)]
    rules = {rule["id"]: rule for rule, _result in found if rule is not None}
    ids = sorted(rules)
    for _rule, result in found:
        if result["ruleId"] in rules:
            result["ruleIndex"] = ids.index(result["ruleId"])
    successful = not any(isinstance(result, Unread) for result in results)
    return log_of([rules[id] for id in ids], [result for _rule, result in found], successful=successful)


def _results(result: Result) -> Iterator[tuple[dict[str, Any] | None, dict[str, Any]]]:
    if isinstance(result, Unread):
        for problem in result.problems:
            text = {"text": harmless(message(problem, figures=False))}
            place = [location_of(result.file, problem.where)]
            yield None, {"ruleId": problem.code, "level": "error", "message": text, "locations": place}
        return
    beside = not_in_force_words(result.standard, result.standard_status)
    if beside:
        yield _not_in_force(result, beside)
    for row in all_rows(result):
        if row.finding.status in _LEVELS and not row.is_branch:
            yield _rule(row, result.standard), _result(row, result)


def _rule(row: CriterionRow, standard: Standard) -> dict[str, Any]:
    criterion = row.finding.criterion
    about = f"{said(standard.name)} {row.clause}  {criterion.wording}"
    return {
        "id": f"{standard.label}/{criterion.id}",
        "shortDescription": {"text": said(criterion.name)},
        "fullDescription": {"text": about},
    }


def _not_in_force(assessment: Assessment, words: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """That the whole is judged by what is not law on the day."""
    standard, file = assessment.standard, assessment.cluster.file
    rule = {
        "id": f"{standard.label}/{_NOT_IN_FORCE}",
        "shortDescription": {"text": words},
        "fullDescription": {"text": f"{said(standard.name)}: {words}"},
    }
    return rule, _made(file, str(rule["id"]), "warning", f"{said(standard.name)}: {words}", [Where(file)])


def _result(row: CriterionRow, assessment: Assessment) -> dict[str, Any]:
    file, id = assessment.cluster.file, f"{assessment.standard.label}/{row.finding.criterion.id}"
    places = [cell.within(file) for cell in row.cells] or [Where(file)]
    text = f"{row.name}: {without_figures(row.finding, row, assessment)}"
    return _made(file, id, _LEVELS[row.finding.status], text, places)


def _made(file: str, id: str, level: str, text: str, places: Sequence[Where]) -> dict[str, Any]:
    key = f"{uri_of(file)}\n{id}".encode("utf-8", "surrogatepass")
    return {
        "ruleId": id,
        "level": level,
        "message": {"text": harmless(text)},
        "locations": [location_of(file, places[0])],
        "relatedLocations": [location_of(file, place) for place in places[1:]],
        "partialFingerprints": {_FINGERPRINT: sha256(key).hexdigest()[:32]},
    }
