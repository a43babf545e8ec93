"""A document as a Word file, in the look in which Chinese offices hand papers in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from clustercheck.reports.assessment.word.blocks import Paper
from clustercheck.reports.assessment.word.package import saved
from clustercheck.reports.assessment.word.sources import own_blank
from clustercheck.reports.documents import (
    Blocks,
    DocumentHeading,
    DocumentTable,
    Items,
    Text,
    Title,
    text_width,
)
from clustercheck.texts.messages import language

_WIDTH, _WIDE = 156.0, 230.0
_DIGITS = "一二三四五六七八九十"


def render_word(blocks: Blocks, day: date) -> bytes:
    """The file; its dates are the day that it was made for, never today's."""
    paper = Paper(own_blank())
    title = next((one.text for one in blocks if isinstance(one, Title)), "")
    number = 0
    for block in blocks:
        if isinstance(block, Title):
            paper.title(block.text)
            if block.beside:
                paper.note(block.beside)
        elif isinstance(block, DocumentHeading):
            number += 1
            paper.heading(_numbered(number, block.text))
        elif isinstance(block, Text):
            paper.text(
                block.text if block.style not in ("strong", "good", "bad", "open") else "", bold=_bold(block)
            )
        elif isinstance(block, Items):
            for text in block.texts:
                paper.text(text)
        else:
            if block.title:
                paper.text(block.title)
            paper.table(block.head, block.rows, _widths(block), centred=sorted(block.right))
    return saved(paper.blank, paper.body, title, day)


def _bold(block: Text) -> str:
    return block.text if block.style in ("strong", "good", "bad", "open") else ""


def _numbered(number: int, text: str) -> str:
    if language() == "zh" and number <= len(_DIGITS):
        return f"{_DIGITS[number - 1]}、{text}"
    return f"{number}. {text}"


def _widths(grid: DocumentTable) -> Sequence[float]:
    """The columns of words share what those of figures leave, by the length of their longest text."""
    columns = list(zip(grid.head, *grid.rows, strict=True))
    shares = [
        (8.0 if number in grid.right else 10.0) + min(40, max(text_width(text) for text in column))
        for number, column in enumerate(columns)
    ]
    whole = sum(shares)
    return [_WIDTH * share / whole for share in shares]
