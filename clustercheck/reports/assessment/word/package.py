"""The bytes of a Word file: the same for the same findings, whenever and by whatever version they are written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from html import escape
from io import BytesIO
from itertools import chain
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from clustercheck.formats.seals import SEATS, SealedKind, SealedPart, seal_of_package
from clustercheck.model.findings import Assessment
from clustercheck.reports.assessment.word.blank import DATED, TITLED, Blank
from clustercheck.reports.wording.heading import cluster_words
from clustercheck.texts.messages import _, harmless

_LONGEST = 250
# Parts have the first day that the format knows, instead of the clock's.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_UNIX, _MODE = 3, 0o644 << 16


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


def write_part(archive: ZipFile, name: str, pieces: Iterable[bytes], *, is_compressed: bool = True) -> None:
    """Write a part piece by piece, without the time that every writer stamps into it."""
    info = ZipInfo(name, _NO_TIME)
    info.compress_type = ZIP_DEFLATED if is_compressed else ZIP_STORED
    info.create_system, info.external_attr = _UNIX, _MODE
    with archive.open(info, "w") as part:
        for piece in pieces:
            part.write(piece)


def _filled_in(blank: Blank, body: Iterable[str], title: str, day: date) -> bytes:
    """The file with the seal in its last part, uncompressed, where it is found without unpacking anything."""
    core = blank.core.replace(TITLED, escape(harmless(title)[:_LONGEST], quote=False))
    core = core.replace(DATED, f"{day.isoformat()}T00:00:00Z")
    # A document of all clusters may be long; it is written as it comes.
    document = (text.encode() for text in chain([blank.head], body, [blank.tail]))
    parts: dict[str, Iterable[bytes]] = {name: [content] for name, content in blank.parts.items()}
    parts |= {blank.document: document, blank.properties: [core.encode()]}
    seat = next(name for name in SEATS if name in parts)
    held = b"".join(parts.pop(seat))
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        for name, pieces in parts.items():
            write_part(archive, name, pieces)
        others = [SealedPart(info.filename, info.CRC, info.file_size) for info in archive.infolist()]
        seal = seal_of_package(SealedKind.REPORT, others)
        write_part(archive, seat, [held.rstrip(), b"\n", seal], is_compressed=False)
    return stream.getvalue()
