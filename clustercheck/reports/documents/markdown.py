"""A document as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clustercheck.reports.documents import Block, Blocks, DocumentHeading, DocumentTable, Items, Text, Title
from clustercheck.reports.wording.markdown import escaped


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
    yield _row(grid.head)
    yield _row(["---:" if number in grid.right else "---" for number in range(len(grid.head))], plain=True)
    yield from (_row(texts) for texts in grid.rows)


def _row(texts: Sequence[str], *, plain: bool = False) -> str:
    return "| " + " | ".join(text if plain else escaped(text) for text in texts) + " |"
