"""Whole parts of an archive, and what small parts say that are equal in every copy of a form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from clustercheck.formats.archive import CHUNK, Archive, Packed
from clustercheck.formats.budget import Budget
from clustercheck.formats.cells import Refused
from clustercheck.model.hints import TypeVar
from clustercheck.model.patterns import pattern
from clustercheck.model.speed import cached, is_quick

# Larger parts are walked piece by piece and never held as a whole.
LARGEST = 8 * 1024 * 1024
# Cache limits, in bytes of XML. A tag takes fifty times the memory of its XML.
LONGEST_XML = 64 * 1024
LONGEST_TAGS = 8 * 1024

# Comments, unparsed text, instructions: they may hide markup, or be it.
HIDING = pattern(rb"<[!?]")

_T = TypeVar("_T")


def whole_part(archive: Archive, name: str) -> bytes | None:
    """A whole part; None if it is large or damaged, or if the quick ways are off."""
    packed = packed_part(archive, name)
    return None if packed is None else whole(packed, archive)


def packed_part(archive: Archive, name: str) -> Packed | None:
    """A part as it is packed; None if it is damaged, or if the quick ways are off."""
    if not is_quick():
        return None
    try:
        return archive.packed(name)
    except Refused:
        return None


def whole(packed: Packed, archive: Archive) -> bytes | None:
    """A whole part of an archive; None if it is large or damaged."""
    try:
        return archive.whole(packed, LARGEST)
    except Refused:
        # The plain way may refuse it for what stands before the damage.
        return None


def pieces(part: bytes) -> Iterator[bytes]:
    """A part piece by piece, as `Archive.chunks` gives it."""
    return (part[start : start + CHUNK] for start in range(0, len(part), CHUNK))


def of_part(
    archive: Archive,
    name: str,
    budget: Budget,
    walked: Callable[[Iterable[bytes], Budget], _T],
    known: Callable[[bytes], _T],
    longest: int = LONGEST_TAGS,
) -> _T:
    """What a part says: as it is `known` from another file if the part is small, else as it is walked."""
    part = whole_part(archive, name)
    if part is not None and len(part) <= longest:
        try:
            said = known(part)
        except Refused:
            pass
        else:
            budget.spend(_tags_in(part))
            return said
    return walked(archive.chunks(name) if part is None else pieces(part), budget)


@cached(64, LONGEST_XML)
def _tags_in(part: bytes) -> int:
    return part.count(b"<")
