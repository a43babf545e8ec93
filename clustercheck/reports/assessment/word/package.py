"""The bytes of a Word file: the same for the same findings, whenever and by whatever version they are written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from io import BytesIO
from zipfile import ZipFile

from docx.document import Document as WordDocument

from clustercheck.form.package import packed
from clustercheck.formats.seals import SealedKind
from clustercheck.model.findings import Assessment
from clustercheck.reports.wording.heading import cluster_words
from clustercheck.texts.messages import _, harmless

_LONGEST = 250


def file_of(document: WordDocument, assessments: Sequence[Assessment]) -> bytes:
    """The file; its dates are the day that was judged for, never today's."""
    names = [cluster_words(assessment) for assessment in assessments]
    day = max((assessment.as_of for assessment in assessments), default=date(2000, 1, 1))
    return saved(document, _("Self-assessment: {name}").format(name=", ".join(names)), day)


def saved(document: WordDocument, title: str, day: date) -> bytes:
    """The bytes of a document under a title, its dates those of a day."""
    properties = document.core_properties
    properties.title = harmless(title)[:_LONGEST]
    properties.author = properties.last_modified_by = "clustercheck"
    properties.comments = properties.keywords = properties.subject = ""
    properties.revision = 1
    properties.created = properties.modified = datetime.combine(day, time())
    stamped = BytesIO()
    document.save(stamped)
    with ZipFile(stamped) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return packed(parts, squeezed=True, kind=SealedKind.REPORT)
