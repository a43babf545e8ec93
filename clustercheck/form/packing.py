"""A workbook's file: the same bytes for the same workbook, on any day and on any machine."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter
from openpyxl.xml.constants import ARC_APP

_NO_TIME = (1980, 1, 1, 0, 0, 0)
_PROGRAM = (
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>clustercheck</Application></Properties>"
)


def parts_of(book: Workbook) -> dict[str, bytes]:
    """The parts of a workbook's file, free of the clock and of openpyxl's version."""
    stamped = BytesIO()
    with ZipFile(stamped, "w", ZIP_STORED) as archive:
        ExcelWriter(book, archive).write_data()
    with ZipFile(stamped) as source:
        return {name: _PROGRAM if name == ARC_APP else source.read(name) for name in source.namelist()}


def packed(parts: dict[str, bytes], *, squeezed: bool = False) -> bytes:
    """The archive of these parts, without the time that every writer stamps into it.

    Left uncompressed unless `squeezed`, because zlib's output differs from one build to the next: the samples in the
    repository are compared byte for byte, a report is only made twice on one machine.
    """
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED if squeezed else ZIP_STORED) as archive:
        for name, content in parts.items():
            part = ZipInfo(name, _NO_TIME)
            part.create_system = 3
            part.external_attr = 0o644 << 16
            part.compress_type = archive.compression
            archive.writestr(part, content)
    return file.getvalue()
