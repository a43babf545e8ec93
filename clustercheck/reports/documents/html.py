"""A document as a web page that needs nothing else."""

from __future__ import annotations

from clustercheck.reports.documents import (
    Blocks,
    DocumentHeading,
    DocumentTable,
    Items,
    Text,
    Title,
    text_width,
)
from clustercheck.reports.html import render_page

_KINDS = {Title: "title", DocumentHeading: "heading", Text: "text", Items: "items", DocumentTable: "table"}

# A column of words no wider than this is kept on one line each: browsers break Chinese between any two characters.
_NARROW = 14


def render_html(blocks: Blocks) -> bytes:
    """The page; its title is the document's."""
    title = next((one.text for one in blocks if isinstance(one, Title)), "")
    kinds = [(_KINDS[type(block)], block) for block in blocks]
    return render_page("document.jinja", title=title, skip_to="top", blocks=kinds, kept_whole=_kept_whole)


def _kept_whole(table: DocumentTable) -> frozenset[int]:
    """The columns whose cells are not broken: those of figures, and narrow ones."""
    narrow = [
        number
        for number, column in enumerate(zip(table.head, *table.rows, strict=True))
        if max(map(text_width, column)) <= _NARROW
    ]
    return table.right.union(narrow)
