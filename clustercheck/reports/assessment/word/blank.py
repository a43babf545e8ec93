"""A Word file without its text: what the file of every report has besides, so that a report is one text to write.

There is one for each language (`blank.zh.docx`, which `scripts/make_word_blanks.py` makes with python-docx), and one is made
of a user's template (`template`). Its body holds nothing but three sections: the first pages, wide pages, upright ones.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZipFile

from clustercheck.model.patterns import pattern
from clustercheck.model.records import NamedTuple

DOCUMENT, CORE = "word/document.xml", "docProps/core.xml"
# What stands for the title and for the day of a report in the properties of a blank.
TITLED, DATED = "clustercheck-report-title", "1980-01-01T00:00:01Z"

_BODY = pattern(r"<(?:[\w.-]+:)?body\b[^>]*>")
_SECTION = pattern(
    r"<(?P<tag>(?:[\w.-]+:)?sectPr)\b(?P<attributes>[^>]*?)(?:/>|>(?P<inside>.*?)</(?P=tag)>)", re.DOTALL
)


class Sections(NamedTuple):
    """The content of section properties: of the first pages, with their footers, and of upright and wide pages after them.

    `tag` is the element's name, and `attributes` are those of a document's last one.
    """

    tag: str
    attributes: str
    first: str
    upright: str
    wide: str


class Blank(NamedTuple):
    """A file without its text. The document is `head`, text and `tail`; `core` are the properties, with marks to fill in.

    `parts` are by name, in the order of the file. `ids` are the ids of styles.
    """

    parts: Mapping[str, bytes]
    document: str
    head: str
    tail: str
    properties: str
    core: str
    sections: Sections
    ids: Mapping[str, str]

    def with_margins(self, top: float, bottom: float) -> Blank:
        """The same with other margins above and below upright pages, in mm; for the program's own blanks."""
        sections = self.sections
        for side, mm in (("top", top), ("bottom", bottom)):
            margin, wanted = rf'w:{side}="\d+"', f'w:{side}="{twips(mm)}"'
            sections = sections._replace(
                first=re.sub(margin, wanted, sections.first),
                upright=re.sub(margin, wanted, sections.upright),
            )
        return self._replace(sections=sections)


def twips(mm: float) -> int:
    """A length in twentieths of a point, in which Word measures."""
    return round(int(mm * 36000) / 635)


def blank_of(file: bytes, document: str, properties: str, ids: Mapping[str, str]) -> Blank:
    """The blank that a file is, whose document and properties have these names."""
    with ZipFile(BytesIO(file)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
        text, core = (archive.read(name).decode("utf-8") for name in (document, properties))
    body = _BODY.search(text)
    sections = list(_SECTION.finditer(text))
    if body is None or len(sections) != 3:
        raise ValueError("no blank document")
    first, wide, upright = (each["inside"] or "" for each in sections)
    last = sections[-1]
    return Blank(
        parts,
        document,
        text[: body.end()],
        text[last.end() :],
        properties,
        core,
        Sections(last["tag"], last["attributes"], first, upright, wide),
        ids,
    )
