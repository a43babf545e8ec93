"""Walk the XML parts of a workbook with expat, within limits.

Document types are refused: no spreadsheet has one, and every entity bomb needs one. The length of a token is limited,
because expat scans an unfinished token again with every chunk. Tags are counted before they are parsed.
"""

from __future__ import annotations

import pyexpat as expat
from collections.abc import Callable, Iterable

from clustercheck.formats import limits
from clustercheck.formats.budget import Budget
from clustercheck.formats.cells import Refused
from clustercheck.model.hints import TypeAlias

Start: TypeAlias = Callable[[str, dict[str, str]], None]
End: TypeAlias = Callable[[str], None]


def walk(
    chunks: Iterable[bytes],
    budget: Budget,
    start: Start | None = None,
    end: End | None = None,
    text: list[str] | None = None,
) -> None:
    """Parse a part, call `start` and `end` for its tags, and collect characters in `text`.

    The caller empties the list. Raises `Refused` for XML that is not well-formed or exceeds the limits.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = _refuse_doctype
    if text is not None:
        parser.CharacterDataHandler = text.append
    fed = depth = 0
    most = limits.LIMITS
    try:
        for chunk in chunks:
            tags = chunk.count(b"<")
            budget.tags -= tags
            # Every second byte of a tag in UTF-16 is zero, and none is in UTF-8.
            closing, empty = (b"<\0/", b"/\0>") if chunk.find(b"\0") >= 0 else (b"</", b"/>")
            depth += tags - 2 * chunk.count(closing) - chunk.count(empty)
            if budget.tags < 0 or depth > most.depth:
                raise Refused("C107")
            parser.Parse(chunk, False)
            fed += len(chunk)
            if fed - parser.CurrentByteIndex > most.token or (text and sum(map(len, text)) > most.gathered):
                raise Refused("C107")
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError) as damage:
        # expat also raises the errors of the codec that the XML declaration names.
        raise Refused("C103") from damage


def local(name: str) -> str:
    """A name without its prefix: transitional and strict workbooks differ only in the namespace."""
    return name.rpartition(":")[2]


def _refuse_doctype(*_declared: object) -> None:
    raise Refused("C112")
