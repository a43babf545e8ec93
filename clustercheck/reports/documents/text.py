"""A document on a terminal: ruled with spaces, never wider than it."""

from __future__ import annotations

from collections.abc import Iterator

from clustercheck.reports.documents import Block, Blocks, DocumentHeading, DocumentTable, Items, Text, Title
from clustercheck.reports.terminal.screen import Screen
from clustercheck.reports.terminal.text import (
    GAP,
    Line,
    Piece,
    beside,
    cell_len,
    piece,
    plain_text,
    row,
)

_STYLES = {
    "strong": "bold",
    "good": "bold green",
    "bad": "bold red",
    "open": "bold yellow",
    "dim": "dim",
    "": "",
}
_NARROWEST = 10
_INDENT = 1


def print_document(blocks: Blocks, screen: Screen) -> None:
    """Print a document."""
    lines: list[Line] = []
    for number, block in enumerate(blocks):
        if number and isinstance(block, DocumentHeading | Title):
            lines.append([("", "")])
        lines += _lines(block, screen.width)
    screen.show(lines)


def _lines(block: Block, width: int) -> Iterator[Line]:
    if isinstance(block, Title):
        yield from beside(width, (plain_text(block.text), "bold"), (plain_text(block.beside), "dim"))
    elif isinstance(block, DocumentHeading):
        yield from row([piece(width, plain_text(block.text), "bold")])
    elif isinstance(block, Text):
        yield from row([piece(width - _INDENT, plain_text(block.text), _STYLES[block.style])], _INDENT)
    elif isinstance(block, Items):
        for text in block.texts:
            yield from row([piece(1, "-"), piece(width - _INDENT - 1 - GAP, plain_text(text))], _INDENT)
    else:
        yield from _table(block, width)


def _table(grid: DocumentTable, width: int) -> Iterator[Line]:
    if grid.title:
        yield from row([piece(width - _INDENT, plain_text(grid.title), "dim")], _INDENT)
    widths = _widths(grid, width - _INDENT)
    yield from _row(grid, grid.head, widths, "dim")
    for texts in grid.rows:
        yield from _row(grid, texts, widths, "")


def _row(grid: DocumentTable, texts: tuple[str, ...], widths: list[int], style: str) -> Iterator[Line]:
    pieces = [
        Piece(width, ((plain_text(text), style),), number in grid.right)
        for number, (text, width) in enumerate(zip(texts, widths, strict=True))
    ]
    return row(pieces, _INDENT)


def _widths(grid: DocumentTable, width: int) -> list[int]:
    """What each column takes; where there is too little room, the widest columns of words give way to one another."""
    columns = list(zip(grid.head, *grid.rows, strict=True))
    widths = [max(1, *(cell_len(plain_text(text)) for text in column)) for column in columns]
    words = [number for number in range(len(widths)) if number not in grid.right] or list(range(len(widths)))
    room = width - GAP * (len(widths) - 1) - sum(w for number, w in enumerate(widths) if number not in words)
    most = max(widths[number] for number in words)
    while most > _NARROWEST and sum(min(widths[number], most) for number in words) > room:
        most -= 1
    return [min(w, most) if number in words else w for number, w in enumerate(widths)]
