"""Any file's bytes to cells. The content decides the format; the name is only used in messages.

This is the only entry to the file formats. It imports the rarer ones when a file needs them, and raises
`UnreadableFile` for any fault of a file.
"""

from __future__ import annotations

from clustercheck.formats import limits
from clustercheck.formats.archive import Archive
from clustercheck.formats.cells import Grid, GridCell, Refused, Workbook
from clustercheck.formats.xlsx import read_xlsx
from clustercheck.model.problems import UnreadableFile, Where, error

__all__ = ["Grid", "GridCell", "Workbook", "read_workbook"]

_ZIP = b"PK"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The first bytes of an .xls without an OLE container: Excel 2 to 5.
_BARE_EXCEL_5 = (b"\x09\x08",)
_OLD_EXCEL = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00")
_DOCUMENTS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"{\\rtf")
_OTHERS = (b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf", b"MIME-Version:", *_OLD_EXCEL)
_DOCUMENT_PARTS = ("word/document.xml", "ppt/presentation.xml", "OFD.xml")
_DOCUMENT_STREAMS = ("WordDocument", "PowerPoint Document")


def read_workbook(name: str, content: bytes) -> Workbook:
    """The cells of a file with a table. Raises `UnreadableFile` and nothing else."""
    try:
        return _read(content)
    except Refused as refusal:
        raise UnreadableFile(error(refusal.code, Where(name), **refusal.facts)) from refusal


def _read(content: bytes) -> Workbook:
    if len(content) > limits.LIMITS.file:
        raise Refused("C107")
    if not content.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise Refused("C109")
    if content.startswith(_ZIP):
        return _read_archive(Archive(content))
    if content.startswith(_COMPOUND):
        return _read_compound(content)
    if content.startswith(_BARE_EXCEL_5):
        from clustercheck.formats.xls import read_xls

        return read_xls(content)
    if content.startswith(_DOCUMENTS):
        raise Refused("C131")
    if content.startswith(_OTHERS):
        raise Refused("C108")
    from clustercheck.formats.text_table import read_text

    return read_text(content)


def _read_archive(archive: Archive) -> Workbook:
    if "xl/workbook.xml" in archive:
        return read_xlsx(archive)
    if "xl/workbook.bin" in archive:
        from clustercheck.formats.xlsb import read_xlsb

        return read_xlsb(archive)
    if "content.xml" in archive:
        from clustercheck.formats.ods import read_ods

        return read_ods(archive)
    if any(part in archive for part in _DOCUMENT_PARTS):
        raise Refused("C131")
    return read_xlsx(archive)


def _read_compound(content: bytes) -> Workbook:
    from clustercheck.formats.ole import CompoundFile
    from clustercheck.formats.xls import read_xls

    compound = CompoundFile(content)
    for name in ("Workbook", "Book"):
        if name in compound:
            return read_xls(compound.stream(name))
    if "EncryptedPackage" in compound:
        raise Refused("C106")
    raise Refused("C131" if any(name in compound for name in _DOCUMENT_STREAMS) else "C108")
