"""The XML parts of a workbook, walked with expat under bounds.

Neither the bytes nor the markup of a part may run away: document types are refused (no spreadsheet has one,
and every entity bomb needs one), a token may not grow without end, for expat rescans it with every chunk, and
tags are counted before they are parsed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias
from xml.parsers import expat

from clustercheck.readers.cells import Refused

MAX_TAGS = 4_000_000
MAX_DEPTH = 20_000
MAX_TOKEN = 1024 * 1024
MAX_CHARACTERS = 1_000_000
# One character outside the basic plane makes a whole text four times as large in memory.
MAX_TEXT = 10_000_000

Start: TypeAlias = Callable[[str, dict[str, str]], None]
End: TypeAlias = Callable[[str], None]


class Budget:
    """The tags that may still be read of a workbook, and the characters that may still be kept."""

    def __init__(self) -> None:
        self.tags = MAX_TAGS
        self.characters = MAX_TEXT

    def keep(self, text: str) -> str:
        """A text that is kept, and counted."""
        self.characters -= len(text)
        if self.characters < 0:
            raise Refused("C107")
        return text


def walk(
    chunks: Iterable[bytes],
    budget: Budget,
    start: Start,
    end: End | None = None,
    text: list[str] | None = None,
) -> None:
    """Parse a part, calling `start` and `end` for its tags and gathering characters in `text`.

    Whoever gathers empties the list. Raises `Refused` for what is no well-formed XML or out of bounds.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = _refuse_doctype
    if text is not None:
        parser.CharacterDataHandler = text.append
    fed = depth = 0
    try:
        for chunk in chunks:
            tags = chunk.count(b"<")
            budget.tags -= tags
            depth += tags - 2 * _closing(chunk) - _empty(chunk)
            if budget.tags < 0 or depth > MAX_DEPTH:
                raise Refused("C107")
            parser.Parse(chunk, False)
            fed += len(chunk)
            if fed - parser.CurrentByteIndex > MAX_TOKEN or (text and sum(map(len, text)) > MAX_CHARACTERS):
                raise Refused("C107")
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError) as damage:
        # Besides its own errors, expat passes on those of the codec that an XML declaration names.
        raise Refused("C103") from damage


def local(name: str) -> str:
    """A name without its prefix; transitional and strict workbooks differ in the namespace alone."""
    return name.rpartition(":")[2]


def _refuse_doctype(*_declared: object) -> None:
    raise Refused("C112")


def _closing(chunk: bytes) -> int:
    return chunk.count(b"</") + chunk.count(b"<\0/")


def _empty(chunk: bytes) -> int:
    return chunk.count(b"/>") + chunk.count(b"/\0>")
