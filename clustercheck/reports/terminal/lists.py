"""The lists under the gap report: what is missed, open, hanging on a reading, thin, doubtful, and owed to the reader."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clustercheck.criteria import Threshold
from clustercheck.evidence import observed
from clustercheck.findings import Assessment, Finding, Status
from clustercheck.gaps import margin_of, relative_gap
from clustercheck.messages import _, listed, message, said
from clustercheck.problems import Severity
from clustercheck.reports import gap_words, words
from clustercheck.reports.terminal.text import GAP, Line, Piece, piece, plain_text, row

_FEW = 5


def list_lines(assessment: Assessment, width: int) -> Iterator[Line]:
    """The lines of each list that has anything in it."""
    findings = assessment.findings
    missed = sorted((f for f in findings if f.status is Status.MISSED), key=relative_gap, reverse=True)
    yield from _list(_("Missed, largest gap first"), [_missed(f, assessment) for f in missed], width)
    discretionary = [f for f in findings if f.status is Status.DISCRETIONARY]
    yield from _list(
        _("Left to the reviewer's discretion"), [_missed(f, assessment) for f in discretionary], width
    )
    waived = [f for f in findings if f.status is Status.WAIVED]
    yield from _list(_("Waived"), [_waived(f, assessment) for f in waived], width)
    yield from _list(_("Unknown: what is to be filled in"), _unknown(assessment), width)
    sensitive = [f for f in assessment.each_finding() if f.sensitive and not f.branches]
    yield from _list(
        _("Depends on the reading: ask the bureau which is meant"),
        [_sensitive(f, assessment) for f in sensitive],
        width,
    )
    thin = [f for f in assessment.each_finding() if (margin := margin_of(f)) is not None and margin.thin]
    yield from _list(_("Only just met (by less than 5 %)"), [_thin(f) for f in thin], width)
    yield from _list(_("Doubts about the data"), _problems(assessment), width)
    yield from _list(_("Good to know"), _cautions(assessment), width)


def _list(title: str, lines: Sequence[tuple[str, str]], width: int) -> Iterator[Line]:
    if not lines:
        return
    yield []
    yield [(title, "bold")]
    number = len(str(len(lines)))
    for position, (name, rest) in enumerate(lines, 1):
        body = Piece(width - number - GAP - 2, ((plain_text(name), "bold"), (plain_text(rest), "")))
        yield from row([piece(number, str(position), "dim", right=True), body], 1)


def _title(finding: Finding) -> str:
    return _("{name} ({clause})").format(name=said(finding.criterion.name), clause=finding.criterion.clause)


def _missed(finding: Finding, assessment: Assessment) -> tuple[str, str]:
    parts = []
    found = gap_words.gap_of_branch(finding, assessment)
    if found is not None:
        gap, threshold = found
        if gap.branch:
            parts.append(_("nearest: {name}").format(name=said(threshold.name)))
        parts += [gap_words.gap_words(gap, threshold), gap_words.remedy_words(gap, threshold)]
    task = assessment.standard.task(finding.criterion.task)
    if task is not None:
        parts.append(_("cultivation: {clause} {task}").format(clause=task.clause, task=said(task.text)))
    return _title(finding), _(". ").join(part for part in parts if part)


def _waived(finding: Finding, assessment: Assessment) -> tuple[str, str]:
    threshold = finding.criterion
    assert isinstance(threshold, Threshold)
    value = gap_words.value_words(finding, assessment)
    judged = words.status_word(finding.outcomes[0].status)
    reason = assessment.cluster.text(threshold.waiver)
    figure = (
        _("{value} %, which alone would be: {status}").format(value=value, status=judged) if value else judged
    )
    return _title(finding), _("{figure}. Claimed: {reason}").format(figure=figure, reason=reason)


def _unknown(assessment: Assessment) -> list[tuple[str, str]]:
    """Each open criterion with what would settle it; those for which the same is lacking together."""
    by_lack: dict[str, list[str]] = {}
    for finding in assessment.findings:
        if finding.status is Status.UNKNOWN:
            by_lack.setdefault(gap_words.lacking_words(finding, assessment), []).append(_title(finding))
    return [(_some(titles), lack) for lack, titles in by_lack.items()]


def _some(titles: list[str]) -> str:
    """All of a few, the first of many: each has its own line in the report above."""
    if len(titles) <= _FEW:
        return listed(titles)
    return _("{some} and {n} more").format(some=listed(titles[: _FEW - 2]), n=len(titles) - _FEW + 2)


def _sensitive(finding: Finding, assessment: Assessment) -> tuple[str, str]:
    threshold = finding.criterion
    assert isinstance(threshold, Threshold)
    parts = []
    for outcome in finding.outcomes:
        if outcome.status is Status.UNKNOWN:
            continue
        seen = observed(outcome, finding, assessment)
        known = seen.value is not None or seen.inexact
        value = gap_words.outcome_words(outcome, finding, assessment) if known else ""
        status = words.status_word(outcome.status)
        parts.append(" ".join(part for part in (words.reading_word(outcome.reading), value, status) if part))
    note = said(threshold.note) if threshold.note else ""
    return _title(finding), _(". ").join(part for part in (_("; ").join(parts), note) if part)


def _thin(finding: Finding) -> tuple[str, str]:
    margin = margin_of(finding)
    return _title(finding), gap_words.margin_words(margin) if margin else ""


def _problems(assessment: Assessment) -> list[tuple[str, str]]:
    lines = []
    for problem in assessment.all_problems:
        severity = _("error") if problem.severity is Severity.ERROR else _("warning")
        place = problem.where.within_file or ""
        name = " ".join(part for part in (problem.code, severity, place) if part)
        lines.append((name, message(problem)))
    return lines


def _cautions(assessment: Assessment) -> list[tuple[str, str]]:
    return [(said(point.text), point.clause) for point in assessment.standard.cautions]
