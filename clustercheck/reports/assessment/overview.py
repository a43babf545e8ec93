"""Several files in a table, one a row, for reports that put them before the single ones."""

from __future__ import annotations

from clustercheck.model.findings import Result, Unread
from clustercheck.reports.wording import heading as heading_words
from clustercheck.reports.wording import words
from clustercheck.texts.messages import _, message, said


def overview_columns() -> tuple[str, ...]:
    """The headings over `overview_fields`."""
    return _("File"), _("Cluster"), _("Standard"), _("Result"), _("What decides")


def overview_fields(result: Result) -> tuple[str, ...]:
    """One file in a table of several: file, cluster, standard, verdict, what decides."""
    if isinstance(result, Unread):
        why = _(". ").join(message(problem) for problem in result.problems)
        return result.file, "", "", words.verdict_word(None), why
    return (
        result.cluster.file,
        heading_words.cluster_words(result),
        said(result.standard.name),
        words.verdict_words(result),
        heading_words.decisive_words(result),
    )
