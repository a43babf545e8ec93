"""`--paper brief -o x.html`: one page a cluster for whoever decides, with room for two signatures."""

from __future__ import annotations

from collections.abc import Sequence

from clustercheck.model.findings import Result, Unread
from clustercheck.reports import Document, Material
from clustercheck.reports.html import render_page
from clustercheck.reports.wording.brief import brief_of, key_columns, owed_columns, signature_words
from clustercheck.texts.messages import _, message


def render_brief_html(results: Sequence[Result], material: Material) -> Document:
    """A page for each cluster; what could not be read is named behind them."""
    unread = [
        f"{result.file}: {_('. ').join(message(problem) for problem in result.problems)}"
        for result in results
        if isinstance(result, Unread)
    ]
    briefs = [brief_of(result) for result in results if not isinstance(result, Unread)]
    page = render_page(
        "brief.jinja",
        title=_("Brief"),
        skip_to="top",
        briefs=briefs,
        unread=unread,
        key_columns=key_columns(),
        owed_columns=owed_columns(),
        signatures=signature_words(),
    )
    return Document(page)
