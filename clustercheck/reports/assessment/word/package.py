"""The bytes of a Word file: the same for the same findings, whenever and by whatever version they are written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from html import escape
from io import BytesIO
from itertools import chain
from zipfile import ZIP_DEFLATED, ZipFile

from clustercheck.formats.packages import put_seal, timeless
from clustercheck.formats.seals import SEATS, SealedKind
from clustercheck.model.findings import Assessment
from clustercheck.reports.assessment.word.blank import DATED, TITLED, Blank
from clustercheck.reports.wording.heading import cluster_words
from clustercheck.texts.messages import _, harmless

_LONGEST = 250


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
    """The file with the seal in its last part, uncompressed, where it is found without unpacking anything."""
    core = blank.core.replace(TITLED, escape(harmless(title)[:_LONGEST], quote=False))
    core = core.replace(DATED, f"{day.isoformat()}T00:00:00Z")
    parts = {**blank.parts, blank.properties: core.encode()}
    seat = next(name for name in SEATS if name in parts)
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            if name == blank.document:
                # A document of all clusters may be long; it is written as it comes.
                with archive.open(timeless(name, ZIP_DEFLATED), "w") as document:
                    for text in chain([blank.head], body, [blank.tail]):
                        document.write(text.encode())
            elif name != seat:
                archive.writestr(timeless(name, ZIP_DEFLATED), content)
        put_seal(archive, seat, parts[seat], SealedKind.REPORT)
    return stream.getvalue()
