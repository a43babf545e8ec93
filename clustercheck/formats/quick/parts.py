"""Whole parts of an archive, and the tags of parts that are equal in every copy of a form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clustercheck.formats.archive import CHUNK, Archive
from clustercheck.formats.budget import Budget
from clustercheck.formats.cells import Refused
from clustercheck.formats.xml_walk import Start, walk
from clustercheck.model.hints import TypeAlias
from clustercheck.model.patterns import pattern
from clustercheck.model.speed import cached, is_quick

# Larger parts are walked piece by piece and never held as a whole.
LARGEST = 8 * 1024 * 1024
# Cache limits, in bytes of XML. A tag takes fifty times the memory of its XML.
LONGEST_XML = 64 * 1024
_LONGEST_TAGS = 8 * 1024

# Comments, unparsed text, instructions: they may hide markup, or be it.
HIDING = pattern(rb"<[!?]")

# A tag and its attributes.
Tag: TypeAlias = tuple[str, dict[str, str]]


def whole_part(archive: Archive, name: str) -> bytes | None:
    """A whole part; None if it is large or damaged, or if the quick ways are off."""
    if not is_quick():
        return None
    try:
        return archive.small(name, LARGEST)
    except Refused:
        # The plain way may refuse it for what stands before the damage.
        return None


def pieces(part: bytes) -> Iterator[bytes]:
    """A part piece by piece, as `Archive.chunks` gives it."""
    return (part[start : start + CHUNK] for start in range(0, len(part), CHUNK))


def each_tag(archive: Archive, name: str, budget: Budget, start: Start) -> None:
    """Call `start` for the tags of a part, as `walk` does; those of small parts are cached."""
    part = whole_part(archive, name)
    if part is not None and len(part) <= _LONGEST_TAGS:
        try:
            tags = _tags(part)
        except Refused:
            pass
        else:
            budget.spend(part.count(b"<"))
            for tag, attributes in tags:
                start(tag, attributes)
            return
    walk(archive.chunks(name) if part is None else pieces(part), budget, start)


@cached(32, _LONGEST_TAGS)
def _tags(part: bytes) -> Sequence[Tag]:
    found: list[Tag] = []
    walk((part,), Budget(), lambda tag, attributes: found.append((tag, attributes)))
    return found
