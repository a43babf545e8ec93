"""What a check found as Markdown, for the summary of a CI run: cells and rules, and nothing that the cells hold."""

from __future__ import annotations

from collections.abc import Iterator

from clustercheck.model.problems import Severity
from clustercheck.reports.check.check import Check, check_line
from clustercheck.reports.wording.markdown import escaped
from clustercheck.texts.messages import _, message, said
from clustercheck.texts.rules import rule_of

# A summary may have a megabyte, and nobody reads further.
_MOST = 500


def render(check: Check) -> str:
    """A heading, the counts and a table of the problems."""
    return "\n".join(_lines(check)) + "\n"


def _lines(check: Check) -> Iterator[str]:
    yield "## clustercheck"
    yield from ("", check_line(check))
    found = list(check.each())
    if not found:
        return
    titles = _("File"), _("Cell"), _("Code"), _("Problem")
    yield from ("", f"| {' | '.join(titles)} |", "|---|---|---|---|")
    for checked, problem in found[:_MOST]:
        word = _("error") if problem.severity is Severity.ERROR else _("warning")
        text = f"**{word}** {escaped(said(rule_of(problem.code).title))}: " + escaped(
            message(problem, figures=check.figures_in_logs)
        )
        place = problem.where.within_file or ""
        yield f"| {escaped(checked.file)} | {escaped(place)} | {problem.code} | {text} |"
    if len(found) > _MOST:
        yield from ("", _("and {n} more").format(n=len(found) - _MOST))
