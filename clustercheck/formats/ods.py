"""An OpenDocument spreadsheet (.ods, or .fods in one XML file) to cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from clustercheck.formats import limits
from clustercheck.formats.archive import Archive
from clustercheck.formats.budget import Budget, calculated
from clustercheck.formats.cells import Refused, Workbook
from clustercheck.formats.ods_reader import OdsReader
from clustercheck.formats.ods_styles import DocumentStyles
from clustercheck.formats.quick.ods import quick_content
from clustercheck.formats.quick.ods_tags import quick_program, quick_styles
from clustercheck.formats.quick.parts import LONGEST_TAGS, of_part, pieces, whole_part
from clustercheck.formats.xml_walk import local, walk
from clustercheck.model.speed import cached

_CONTENT, _META = "content.xml", "meta.xml"
# Read before the content, which depends on them.
_AROUND = ("settings.xml", "styles.xml")
_MANIFEST = "META-INF/manifest.xml"


class _Part:
    """A part of an archive: as a whole if it is small and the quick ways are on, and piece by piece."""

    def __init__(self, archive: Archive, name: str) -> None:
        self.whole = whole_part(archive, name)
        self._archive, self._name = archive, name

    def chunks(self) -> Iterator[bytes]:
        return self._archive.chunks(self._name) if self.whole is None else pieces(self.whole)


def read_ods(archive: Archive) -> Workbook:
    """The cells of an .ods. Raises `Refused`."""
    budget = Budget(limits.LIMITS.markup_tags)
    if _MANIFEST in archive:
        of_part(archive, _MANIFEST, budget, _refuse_encrypted, _known_open)
    meta, around = (
        [_Part(archive, name) for name in names if name in archive] for names in ((_META,), _AROUND)
    )
    content = _Part(archive, _CONTENT)
    before = budget.counts()
    reader = OdsReader(budget)
    try:
        if not (meta and quick_program(meta[0].whole, reader.styles, budget)):
            _read_styles(meta, reader.styles)
        if not quick_styles([part.whole for part in around], reader.styles, budget):
            _read_styles(around, reader.styles)
        if content.whole is None or not quick_content(content.whole, reader):
            return _read(content.chunks(), reader)
    except (Refused, ValueError):
        if content.whole is None:
            raise
        budget.set_back(before)
        reader = OdsReader(budget)
        _read_styles((*meta, *around), reader.styles)
        return _read(content.chunks(), reader)
    return _workbook(reader)


def _read_styles(parts: Iterable[_Part], styles: DocumentStyles) -> None:
    for part in parts:
        styles.read(part.chunks())


def read_opendocument(chunks: Iterable[bytes]) -> Workbook:
    """The cells of an OpenDocument spreadsheet in one XML file. Raises `Refused`."""
    return _read(chunks, OdsReader(Budget(limits.LIMITS.markup_tags)))


def _read(chunks: Iterable[bytes], reader: OdsReader) -> Workbook:
    walk(chunks, reader.budget, reader.start, reader.end, reader.characters)
    return _workbook(reader)


def _workbook(reader: OdsReader) -> Workbook:
    return calculated(reader.sheets) if reader.calculates else Workbook(tuple(reader.sheets))


def _refuse_encrypted(chunks: Iterable[bytes], budget: Budget) -> None:
    """Raise `Refused` if the manifest lists an encrypted part."""

    def start(tag: str, _: dict[str, str]) -> None:
        if local(tag) == "encryption-data":
            raise Refused("C106")

    walk(chunks, budget, start)


@cached(32, LONGEST_TAGS)
def _known_open(manifest: bytes) -> None:
    _refuse_encrypted((manifest,), Budget())
