"""Any file's bytes to cells. What a file is, its content tells; its name is only for the message.

The only door to file formats: zip, XML and delimited text are imported from here on, and whatever is wrong
with a file comes out as `UnreadableFile`.
"""

from __future__ import annotations

from clustercheck.problems import UnreadableFile, Where, error
from clustercheck.readers.cells import MAX_FILE, Grid, GridCell, Refused, Workbook
from clustercheck.readers.delimited import read_delimited
from clustercheck.readers.xlsx import read_xlsx

__all__ = ["Grid", "GridCell", "Workbook", "read_workbook"]

_ZIP = b"PK"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# PDF, images, archives: nothing that could be a table.
_OTHERS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf", b"{\\rtf")


def read_workbook(name: str, content: bytes) -> Workbook:
    """The cells of a workbook or delimited text; raises `UnreadableFile` and nothing else."""
    try:
        return _read(content)
    except Refused as refusal:
        raise UnreadableFile(error(refusal.code, Where(name), **refusal.facts)) from refusal


def _read(content: bytes) -> Workbook:
    if len(content) > MAX_FILE:
        raise Refused("C107")
    if not content.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise Refused("C109")
    if content.startswith(_ZIP):
        return read_xlsx(content)
    if content.startswith(_OLE):
        raise Refused("C106" if _ENCRYPTED in content else "C108")
    if content.startswith(_OTHERS):
        raise Refused("C108")
    return read_delimited(content)
