"""A document as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from clustercheck.reports.documents import Block, Blocks, DocumentHeading, DocumentTable, Items, Text, Title
from clustercheck.reports.wording.markdown import escaped, table_lines


def render_markdown(blocks: Blocks) -> str:
    """The whole document; every text stands as it is."""
    return "\n\n".join("\n".join(_lines(block)) for block in blocks) + "\n"


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Title):
        yield f"# {escaped(block.text)}"
        if block.beside:
            yield from ("", escaped(block.beside))
    elif isinstance(block, DocumentHeading):
        yield f"## {escaped(block.text)}"
    elif isinstance(block, Text):
        text = escaped(block.text)
        yield f"**{text}**" if block.style in ("strong", "good", "bad", "open") and text else text
    elif isinstance(block, Items):
        yield from (f"- {escaped(text)}" for text in block.texts)
    else:
        yield from _table(block)


def _table(grid: DocumentTable) -> Iterator[str]:
    if grid.title:
        yield from (escaped(grid.title), "")
    yield from table_lines(grid.head, grid.rows, grid.right)
