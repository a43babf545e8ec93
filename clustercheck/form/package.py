"""Reproducible workbook files: equal workbooks give equal bytes on any day and machine."""

from __future__ import annotations

import errno
import os
from datetime import date, datetime, time
from io import BytesIO
from shutil import copyfileobj
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter
from openpyxl.xml.constants import ARC_APP

from clustercheck.formats.packages import put_seal, timeless
from clustercheck.formats.seals import SealedKind

_PROGRAM = (
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>clustercheck</Application></Properties>"
)


def parts_of(book: Workbook) -> dict[str, bytes]:
    """The parts of a workbook's file, free of the clock and of openpyxl's version."""
    stamped = BytesIO()
    with ZipFile(stamped, "w", ZIP_STORED) as archive:
        _write(book, archive)
    with ZipFile(stamped) as source:
        return {name: _PROGRAM if name == ARC_APP else source.read(name) for name in source.namelist()}


def stamp(book: Workbook, day: date) -> None:
    """Name this program as the maker and give the dates of a day; openpyxl would name itself and the clock."""
    properties = book.properties
    properties.creator = properties.lastModifiedBy = "clustercheck"
    properties.created = properties.modified = datetime.combine(day, time())


def save_sealed(book: Workbook, stream: BinaryIO, day: date) -> None:
    """Save a report with the dates of a day, part by part: openpyxl has the rows of a large one on disk."""
    stamp(book, day)
    with _ReportArchive(stream, "w", ZIP_DEFLATED, allowZip64=True) as archive:
        _write(book, archive)
        put_seal(archive, ARC_APP, _PROGRAM, SealedKind.REPORT)


def _write(book: Workbook, archive: ZipFile) -> None:
    """Write all parts; raises `OSError` where there is no room for them, which lxml says in its own way (`IO_ENOSPC`)."""
    try:
        ExcelWriter(book, archive).write_data()
    except Exception as fault:
        number = getattr(errno, str(fault).removeprefix("IO_"), None)
        if isinstance(number, int):
            raise OSError(number, os.strerror(number)) from fault
        raise


class _ReportArchive(ZipFile):
    """An archive whose entries bear no time, and whose part with the seal is not written before the others."""

    def writestr(self, zinfo_or_arcname: ZipInfo | str, *rest: Any, **options: Any) -> None:
        if zinfo_or_arcname != ARC_APP:
            if isinstance(zinfo_or_arcname, str):
                zinfo_or_arcname = timeless(zinfo_or_arcname, self.compression)
            super().writestr(zinfo_or_arcname, *rest, **options)

    def write(self, filename: str, arcname: str) -> None:  # type: ignore[override]
        entry = timeless(arcname, self.compression)
        entry.file_size = os.path.getsize(filename)  # a sheet of more than 2 GiB wants another header
        with open(filename, "rb") as source, self.open(entry, "w") as target:
            copyfileobj(source, target)
