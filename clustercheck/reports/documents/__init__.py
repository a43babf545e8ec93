"""A report as a sequence of blocks, and the formats that show it: what it says is written once for all of them.

The plan, the comparison, the calendar and the review are such documents; a subject's `blocks` says what, a format how.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from clustercheck.model.records import NamedTuple


class Title(NamedTuple):
    """The first line: whose it is, with a remark beside it."""

    text: str
    beside: str = ""


class DocumentHeading(NamedTuple):
    """The heading of a part."""

    text: str


class Text(NamedTuple):
    """A paragraph; `style` is `strong`, `good`, `bad`, `open`, `dim` or empty, and never all that tells what is meant."""

    text: str
    style: str = ""


class Items(NamedTuple):
    """Paragraphs that are listed one below the other."""

    texts: tuple[str, ...]


class DocumentTable(NamedTuple):
    """A table; `right` are the columns of figures."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: frozenset[int] = frozenset()
    title: str = ""


Block: TypeAlias = "Title | DocumentHeading | Text | Items | DocumentTable"
Blocks: TypeAlias = Sequence[Block]


def text_width(text: str) -> int:
    """The columns that a line takes; a character that is not ASCII takes two."""
    return sum(1 if char.isascii() else 2 for char in text)
