"""What the self-assessment comes to, for the first page: the verdict, by what, and what it hangs on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clustercheck.model.findings import Assessment, Finding, Route, Status, is_vetoed
from clustercheck.reports.assessment.word.blocks import Paper
from clustercheck.reports.wording import heading as heading_words
from clustercheck.reports.wording import words
from clustercheck.texts.messages import _, listed, said

# The names of more are in the parts behind; the first page has to hold the rest.
_FEW = 4


def write_finding(paper: Paper, assessment: Assessment, day: str) -> None:
    """The verdict in a line of its own, then what is to be known of it in a few sentences."""
    verdict = words.verdict_words(assessment)
    paper.verdict(_("Verdict of the self-assessment: {verdict}.").format(verdict=verdict))
    counts = listed(list(words.counted(assessment).values()))
    sensitive = heading_words.sensitive_words(assessment)
    paper.text(
        _("Held against {standard}, judged for {day}; years: {years}.").format(
            standard=heading_words.standard_words(assessment), day=day, years=words.years_words(assessment)
        )
        + _(" Of {n} criteria: {counts}.").format(n=len(assessment.findings), counts=counts)
        + (_(" {sensitive}.").format(sensitive=sensitive) if sensitive else "")
    )
    for sentence in _depends(assessment):
        paper.text(sentence)


def _depends(assessment: Assessment) -> Iterator[str]:
    """What the verdict hangs on, shortly; the parts behind say it in full."""
    if assessment.route is Route.RECOGNISED_FROM_ABOVE:
        yield _(
            "Route: recognition by a higher level, which the standard takes over; the criteria are listed all the same."
        )
    if assessment.veto is not None:
        yield _(
            "One-vote veto: {name} ({clause}). Whatever the other criteria come to, this decides."
        ).format(name=said(assessment.veto.criterion.name), clause=assessment.veto.criterion.clause)
    for status, text in (
        (Status.MISSED, _("Missed: {names}.")),
        (Status.UNKNOWN, _("Open until it is filled in: {names}.")),
        (Status.DISCRETIONARY, _("Left to the reviewer's discretion: {names}.")),
    ):
        found = [f for f in assessment.findings if f.status is status and not is_vetoed(f)]
        if found:
            yield text.format(names=_few(found))
    sensitive = [f for f in assessment.each_finding() if f.sensitive and not f.branches]
    if sensitive:
        yield _("Depends on how the text is read (see part 4): {names}.").format(names=_few(sensitive))
    if assessment.standard.partial:
        yield _("The standard is known in part only, so the verdict is never better than incomplete.")


def _few(findings: Sequence[Finding]) -> str:
    names = [said(finding.criterion.name) for finding in findings]
    if len(names) <= _FEW:
        return listed(names)
    return _("{some} and {n} more").format(some=listed(names[:_FEW]), n=len(names) - _FEW)
