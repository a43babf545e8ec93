"""`assess -f sarif`: a result for each criterion that is missed or open, at its first cell, the others beside it.

The rules are the standards' criteria. Cells and clauses are named, never what stands in them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Any

from clustercheck.model.findings import Assessment, Result, Status, Unread
from clustercheck.model.problems import Where
from clustercheck.model.records import NamedTuple
from clustercheck.model.standard import Standard
from clustercheck.model.words import name_key
from clustercheck.reports.assessment.junit import place_in_log, without_figures
from clustercheck.reports.check.sarif import location_of, log_of, uri_of
from clustercheck.reports.indented_json import indented
from clustercheck.reports.wording.criterion_rows import CriterionRow, all_rows
from clustercheck.reports.wording.remarks import not_in_force_words
from clustercheck.texts.messages import harmless, message, said

_LEVELS = {Status.MISSED: "error", Status.UNKNOWN: "warning", Status.DISCRETIONARY: "note"}
_NOT_IN_FORCE = "not_in_force"
# How far results are indented in a log, and the end of one.
_INDENT, _END = "    ", "\n}"
_FINGERPRINT = "fileStandardCriterion/v1"


class SarifPiece(NamedTuple):
    """One file's rules by id, and its results, each as text with the id of its rule if it has one."""

    rules: dict[str, dict[str, Any]]
    results: tuple[tuple[str | None, str], ...]
    successful: bool


def render_sarif(results: Sequence[Result]) -> str:
    """A log of one run, with the criteria that came up as its rules."""
    return "".join(whole_sarif([piece_sarif(result) for result in results]))


def piece_sarif(result: Result) -> SarifPiece:
    """One file's part of the log."""
    found = list(_results(result))
    rules = {str(rule["id"]): rule for rule, _each in found if rule is not None}
    texts = tuple([(None if rule is None else str(rule["id"]), indented(each)) for rule, each in found])
    return SarifPiece(rules, texts, not isinstance(result, Unread))


def whole_sarif(pieces: Iterable[SarifPiece], _closing: str = "") -> Iterator[str]:
    """The log of these files, which are asked for twice."""
    rules: dict[str, dict[str, Any]] = {}
    successful, is_empty = True, True
    for piece in pieces:
        rules |= piece.rules
        successful = successful and piece.successful
        is_empty = is_empty and not piece.results
    ids = {id: place for place, id in enumerate(sorted(rules))}
    log = log_of([rules[id] for id in ids], [], successful=successful)
    if is_empty:
        yield log
        return
    before, _results_here, after = log.rpartition("[]")
    yield before
    before = "[\n" + _INDENT
    for piece in pieces:
        for id, text in piece.results:
            if id is not None:
                text = f'{text.removesuffix(_END)},\n "ruleIndex": {ids[id]}{_END}'
            yield before + text.replace("\n", "\n" + _INDENT)
            before = ",\n" + _INDENT
    yield f"\n{_INDENT[:-1]}]{after}"


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
    standard = assessment.standard
    rule = {
        "id": f"{standard.label}/{_NOT_IN_FORCE}",
        "shortDescription": {"text": words},
        "fullDescription": {"text": f"{said(standard.name)}: {words}"},
    }
    text = f"{said(standard.name)}: {words}"
    return rule, _made(assessment, str(rule["id"]), "warning", text, [place_in_log(assessment)])


def _result(row: CriterionRow, assessment: Assessment) -> dict[str, Any]:
    file, id = assessment.cluster.file, f"{assessment.standard.label}/{row.finding.criterion.id}"
    places = [cell.within(file) for cell in row.cells] or [place_in_log(assessment)]
    text = f"{row.name}: {without_figures(row.finding, row, assessment)}"
    return _made(assessment, id, _LEVELS[row.finding.status], text, places)


def _made(assessment: Assessment, id: str, level: str, text: str, places: Sequence[Where]) -> dict[str, Any]:
    cluster = assessment.cluster
    file = cluster.file
    # Of several clusters in a file each has results of its own; code scanning takes equal fingerprints for one.
    which = "" if cluster.row is None else f"\n{cluster.row}\n{name_key(cluster.text('name'))}"
    key = f"{uri_of(file)}\n{id}{which}".encode("utf-8", "surrogatepass")
    return {
        "ruleId": id,
        "level": level,
        "message": {"text": harmless(text)},
        "locations": [location_of(file, places[0])],
        "relatedLocations": [location_of(file, place) for place in places[1:]],
        "partialFingerprints": {_FINGERPRINT: sha256(key).hexdigest()[:32]},
    }
