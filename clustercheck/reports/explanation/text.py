"""`explain`: one criterion walked from the verdict back to its clause and its cells."""

from __future__ import annotations

from clustercheck.model.findings import Assessment, Finding
from clustercheck.reports.terminal.screen import Screen
from clustercheck.reports.terminal.text import (
    GAP,
    SENSITIVE_STYLE,
    STATUS_STYLES,
    piece,
    plain_text,
    row,
)
from clustercheck.reports.wording import words
from clustercheck.reports.wording.explanation import explained
from clustercheck.reports.wording.remarks import not_in_force_words
from clustercheck.texts.messages import _, said

_LABEL = 14


def print_explanation(finding: Finding, assessment: Assessment, screen: Screen) -> None:
    """Print a finding with all it rests on; its branches after it, one step in."""
    cluster = assessment.cluster
    name = plain_text(cluster.text("name") or cluster.file)
    place = plain_text(words.row_words(cluster.file, cluster.row))
    screen.show_words((name, "bold"), ("  " + place, "dim"))
    beside = not_in_force_words(assessment.standard, assessment.standard_status)
    if beside:
        screen.show_words((f"{said(assessment.standard.name)}: {beside}", SENSITIVE_STYLE))
    _print_finding(finding, assessment, screen, 0)


def _print_finding(finding: Finding, assessment: Assessment, screen: Screen, indent: int) -> None:
    criterion = finding.criterion
    screen.show([[]])
    title = [(" " * indent, ""), (said(criterion.name), "bold"), ("  ", "")]
    title.append((words.status_word(finding.status), STATUS_STYLES[finding.status]))
    if finding.sensitive:
        title.append(("  " + _("depends on the reading"), SENSITIVE_STYLE))
    title.append((f"  {criterion.id}", "dim"))
    screen.show_words(*title)
    for label, text in explained(finding, assessment):
        width = screen.width - indent - _LABEL - 2 * GAP
        pieces = [piece(_LABEL, label, "dim"), piece(width, plain_text(text))]
        screen.show(row(pieces, indent + 1))
    for branch in finding.branches:
        _print_finding(branch, assessment, screen, indent + 3)
