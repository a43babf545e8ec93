"""`assess -f junit`: a test suite a file and a test a criterion, in the form that Jenkins' xunit plugin accepts.

A miss is a failure, a file that could not be read an error. What is open or does not apply is skipped and says why: it
has neither passed nor failed. Cells and clauses are named, never what stands in them, for logs are read by many.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from clustercheck.model.findings import Assessment, Finding, Result, Status, Unread, is_vetoed
from clustercheck.model.problems import Where
from clustercheck.model.records import NamedTuple
from clustercheck.reports.wording import gaps as gap_words
from clustercheck.reports.wording import words
from clustercheck.reports.wording.criterion_rows import CriterionRow, all_rows, cells_words
from clustercheck.reports.wording.remarks import not_in_force_words
from clustercheck.texts.messages import _, harmless, message, said

_TOTALS = ("tests", "failures", "errors")
_SKIPPED = (Status.UNKNOWN, Status.DISCRETIONARY, Status.NOT_APPLICABLE)
_COUNTED = {"failure": "failures", "error": "errors", "skipped": "skipped"}


class Suite(NamedTuple):
    """A file's test suite as it stands in the document, and its numbers in the order of `_TOTALS`."""

    text: str
    totals: tuple[int, ...]


def render_junit(results: Sequence[Result]) -> str:
    """The document, with its declaration."""
    return "".join(whole_junit([piece_junit(result) for result in results]))


def piece_junit(result: Result) -> Suite:
    """One file's suite."""
    suite = _unread(result) if isinstance(result, Unread) else _suite(result)
    root = Element("testsuites")
    root.append(suite)
    indent(root, " ")
    text = tostring(root, encoding="unicode").removeprefix("<testsuites>").removesuffix("\n</testsuites>")
    return Suite(text, tuple([int(suite.get(total, "0")) for total in _TOTALS]))


def whole_junit(pieces: Iterable[Suite], _closing: str = "") -> Iterator[str]:
    """The document of these suites, which are asked for twice."""
    totals, is_empty = [0] * len(_TOTALS), True
    for piece in pieces:
        totals, is_empty = [sum(pair) for pair in zip(totals, piece.totals, strict=True)], False
    root = Element("testsuites", {"name": "clustercheck assess"})
    for name, total in zip(_TOTALS, totals, strict=True):
        root.set(name, str(total))
    body = tostring(root, encoding="unicode")
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    if is_empty:
        yield f"{body}\n"
        return
    yield body.removesuffix(" />") + ">"
    for piece in pieces:
        yield piece.text
    yield "\n</testsuites>\n"


def place_in_log(assessment: Assessment) -> Where:
    """The file, or where it lists several clusters the cell of the name: a log says where, not what stands there."""
    cluster = assessment.cluster
    named = cluster.profile.get("name")
    return cluster.where(named.cell if named is not None and cluster.row is not None else None)


def without_figures(finding: Finding, row: CriterionRow, assessment: Assessment) -> str:
    """A result for a log: the status, the clause, what is to be filled in, the cells."""
    parts = [_("one-vote veto")] if is_vetoed(finding) else []
    parts += [_("{status}, {clause}").format(status=words.status_word(finding.status), clause=row.clause)]
    if finding.status is Status.UNKNOWN:
        parts.append(gap_words.lacking_words(finding, assessment))
    if finding.sensitive:
        parts.append(_("depends on the reading"))
    if row.cells:
        parts.append(cells_words(row.cells))
    return harmless(_("; ").join(parts))


def _suite(assessment: Assessment) -> Element:
    suite = Element("testsuite", name=harmless(str(place_in_log(assessment))))
    for row in all_rows(assessment):
        if not row.is_branch:
            _case(suite, row, assessment)
    beside = not_in_force_words(assessment.standard, assessment.standard_status)
    if beside:
        SubElement(suite, "system-out").text = f"{assessment.standard.label}: {beside}"
    return _counted(suite)


def _case(suite: Element, row: CriterionRow, assessment: Assessment) -> None:
    finding = row.finding
    name = f"{finding.criterion.id} {said(finding.criterion.name)}"
    case = SubElement(suite, "testcase", name=harmless(name), classname=assessment.standard.label)
    text = without_figures(finding, row, assessment)
    if finding.status is Status.MISSED:
        SubElement(case, "failure", type=finding.status.value, message=text).text = text
    elif finding.status in _SKIPPED:
        SubElement(case, "skipped", message=text)
    else:
        SubElement(case, "system-out").text = text


def _unread(unread: Unread) -> Element:
    first = unread.problems[0].where if unread.row is not None else None
    name = str(first) if first and first.cell else words.row_words(unread.file, unread.row)
    suite = Element("testsuite", name=harmless(name))
    for problem in unread.problems:
        case = SubElement(suite, "testcase", name=problem.code, classname=harmless(unread.file))
        SubElement(case, "error", type=problem.code, message=harmless(message(problem, figures=False)))
    return _counted(suite)


def _counted(suite: Element) -> Element:
    suite.set("tests", str(len(suite.findall("testcase"))))
    for tag, total in _COUNTED.items():
        suite.set(total, str(len(suite.findall(f"testcase/{tag}"))))
    return suite
