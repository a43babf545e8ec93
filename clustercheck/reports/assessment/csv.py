"""`-f csv`: a table with one row a file, for a spreadsheet or a script.

Its columns are called as the keys of the JSON, whatever the language; each criterion of any of the standards has one.
A field that a spreadsheet would take for a formula has an apostrophe before it.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO

from clustercheck.model.findings import Assessment, Result, Status, Unread
from clustercheck.reports.wording.remarks import Remark, remarks_of
from clustercheck.texts.messages import inert, message

_VETO = "一票否决"
_HEAD = (
    "file",
    "cluster",
    "standard",
    "verdict",
    "route",
    "remarks",
    "jurisdiction",
    "as_of",
    "years",
    "sensitive",
)


def render_csv(results: Sequence[Result]) -> str:
    """One row a file under one header; lines end as RFC 4180 has it."""
    criteria = criteria_of(results)
    stream = StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow([*_HEAD, *(status.value for status in Status), *criteria, "problems"])
    for result in results:
        writer.writerow([inert(field) for field in _fields(result, criteria)])
    return stream.getvalue()


def criteria_of(results: Sequence[Result]) -> list[str]:
    """The ids of all criteria of all standards in use, each once, in their documents' order."""
    ids = [f.criterion.id for one in results if not isinstance(one, Unread) for f in one.findings]
    return list(dict.fromkeys(ids))


def _fields(result: Result, criteria: Sequence[str]) -> list[str]:
    if isinstance(result, Unread):
        blank = [""] * (len(_HEAD) - 2 + len(Status) + len(criteria))
        fields = [result.file, *blank, _joined([message(problem) for problem in result.problems])]
        fields.insert(_HEAD.index("verdict"), "error")
        return fields
    return [*_head(result), *_statuses(result, criteria), _joined(_codes(result))]


def _head(assessment: Assessment) -> list[str]:
    cluster, standard = assessment.cluster, assessment.standard
    return [
        cluster.file,
        cluster.text("name"),
        standard.label,
        assessment.verdict.value,
        assessment.route.value,
        _joined([_remark(remark, assessment) for remark in remarks_of(assessment)]),
        cluster.text("jurisdiction"),
        assessment.as_of.isoformat(),
        " ".join(str(year) for year in assessment.window.three),
        " ".join(finding.criterion.id for finding in assessment.findings if finding.sensitive),
    ]


def _remark(remark: Remark, assessment: Assessment) -> str:
    """`not_in_force`, `veto 一票否决 附件 一`: an id with its clause, in no language but the documents' own."""
    word = _VETO if remark.id == "veto" else ""
    if remark.id == "chosen" and assessment.chosen is not None:
        word = assessment.chosen.id
    return " ".join(part for part in (remark.id, word, remark.clause) if part)


def _statuses(assessment: Assessment, criteria: Sequence[str]) -> list[str]:
    status_of = {finding.criterion.id: finding.status.value for finding in assessment.findings}
    counts = [str(count) for count in assessment.counts.values()]
    return [*counts, *(status_of.get(criterion, "") for criterion in criteria)]


def _codes(assessment: Assessment) -> list[str]:
    return [
        " ".join(part for part in (problem.code, problem.where.within_file) if part)
        for problem in assessment.all_problems
    ]


def _joined(parts: Sequence[str]) -> str:
    return "; ".join(parts)
