"""The bytes of a Word file: the same for the same findings, whenever and by whatever version they are written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from html import escape
from itertools import chain
from struct import pack
from typing import Any
from zlib import MAX_WBITS, compressobj, crc32, decompress

from clustercheck.formats.seals import SEATS, SealedKind, SealedPart, seal_of_package
from clustercheck.model.findings import Assessment
from clustercheck.reports.assessment.word.blank import DATED, TITLED, Blank, Part
from clustercheck.reports.wording.heading import cluster_words
from clustercheck.texts.messages import _, harmless

_LONGEST = 250
_LEVEL = 6
# The numbers of the archive's format: version, flags, method, and the first day that it knows instead of the clock.
_VERSION, _UNIX, _STORED, _DEFLATED = 20, 3, 0, 8
_UTF8 = 0x800
_NO_TIME = (0, 33)
_MODE = 0o644 << 16


def file_of(blank: Blank, body: str, assessments: Sequence[Assessment]) -> bytes:
    """The file; its dates are the day that was judged for, never today's."""
    names = [cluster_words(assessment) for assessment in assessments]
    return file_of_several(blank, [body], names, [assessment.as_of for assessment in assessments])


def file_of_several(blank: Blank, body: Iterable[str], names: Sequence[str], days: Sequence[date]) -> bytes:
    """The file of clusters with these names, judged for these days; of no cluster, a day long ago."""
    title = _("Self-assessment: {name}").format(name=", ".join(names))
    return _filled_in(blank, body, title, max(days, default=date(2000, 1, 1)))


def saved(blank: Blank, body: str, title: str, day: date) -> bytes:
    """A blank with a text as its body, under a title, its dates those of a day."""
    return _filled_in(blank, [body], title, day)


def _filled_in(blank: Blank, body: Iterable[str], title: str, day: date) -> bytes:
    core = blank.core.replace(TITLED, escape(harmless(title)[:_LONGEST], quote=False))
    core = core.replace(DATED, f"{day.isoformat()}T00:00:00Z")
    document = _part(blank.document, chain([blank.head], body, [blank.tail]))
    written = {document.name: document, blank.properties: part_of(blank.properties, core.encode())}
    return archived(_sealed([written.get(part.name, part) for part in blank.parts]))


def archived(parts: Iterable[Part]) -> bytes:
    """The archive of these parts, without the time that every writer stamps into it."""
    pieces: list[bytes] = []
    directory: list[bytes] = []
    at = 0
    for part in parts:
        name = part.name.encode()
        flags = 0 if part.name.isascii() else _UTF8
        method = _STORED if part.stored else _DEFLATED
        about = (flags, method, *_NO_TIME, part.sum, len(part.content), part.size, len(name), 0)
        local = pack("<4s5H3I2H", b"PK\3\4", _VERSION, *about)
        entry = pack("<4s2B5H3I5H2I", b"PK\1\2", _VERSION, _UNIX, _VERSION, *about, 0, 0, 0, _MODE, at)
        pieces += (local, name, part.content)
        directory += (entry, name)
        at += len(local) + len(name) + len(part.content)
    held = b"".join(directory)
    count = len(directory) // 2
    end = pack("<4s4H2IH", b"PK\5\6", 0, 0, count, count, len(held), at, 0)
    return b"".join([*pieces, held, end])


def part_of(name: str, content: bytes) -> Part:
    """A part with this content, compressed."""
    press = _press()
    return Part(name, crc32(content), len(content), press.compress(content) + press.flush())


def _part(name: str, texts: Iterable[str]) -> Part:
    """A part with these texts, compressed one after the other: a document of all clusters may be long."""
    press = _press()
    sum, size, pieces = 0, 0, []
    for text in texts:
        content = text.encode()
        sum, size = crc32(content, sum), size + len(content)
        pieces.append(press.compress(content))
    return Part(name, sum, size, b"".join([*pieces, press.flush()]))


def _press() -> Any:
    return compressobj(_LEVEL, wbits=-MAX_WBITS)


def _sealed(parts: list[Part]) -> Iterator[Part]:
    """The parts with the seal in the last one, uncompressed, where it is found without unpacking anything."""
    names = {part.name for part in parts}
    seat = next(name for name in SEATS if name in names)
    others = [part for part in parts if part.name != seat]
    yield from others
    held = next(part for part in parts if part.name == seat)
    content = held.content if held.stored else decompress(held.content, -MAX_WBITS)
    seal = seal_of_package(SealedKind.REPORT, [SealedPart(part.name, part.sum, part.size) for part in others])
    sealed = content.rstrip() + b"\n" + seal
    yield Part(seat, crc32(sealed), len(sealed), sealed, stored=True)
