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

from clustercheck.formats.seals import SEATS, SealedKind, SealedPart, seal_of_package

_NO_TIME = (1980, 1, 1, 0, 0, 0)
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


def packed(parts: dict[str, bytes], *, squeezed: bool = False, kind: SealedKind | None = None) -> bytes:
    """The archive of these parts, without the time that every writer stamps into it; sealed as what `kind` says.

    Left uncompressed unless `squeezed`, because zlib's output differs from one build to the next: the samples in the
    repository are compared byte for byte, a report is only made twice on one machine.
    """
    file = BytesIO()
    seat = None if kind is None else next((name for name in SEATS if name in parts), None)
    with ZipFile(file, "w", ZIP_DEFLATED if squeezed else ZIP_STORED) as archive:
        for name, content in parts.items():
            if name != seat:
                archive.writestr(_info(name, archive.compression), content)
        if kind is not None and seat is not None:
            _put_seal(archive, seat, parts[seat], kind)
    return file.getvalue()


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
        _put_seal(archive, ARC_APP, _PROGRAM, SealedKind.REPORT)


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
                zinfo_or_arcname = _info(zinfo_or_arcname, self.compression)
            super().writestr(zinfo_or_arcname, *rest, **options)

    def write(self, filename: str, arcname: str) -> None:  # type: ignore[override]
        entry = _info(arcname, self.compression)
        entry.file_size = os.path.getsize(filename)  # a sheet of more than 2 GiB wants another header
        with open(filename, "rb") as source, self.open(entry, "w") as target:
            copyfileobj(source, target)


def _put_seal(archive: ZipFile, seat: str, content: bytes, kind: SealedKind) -> None:
    """Write the part with the seal, uncompressed and last, where it is found without unpacking anything."""
    others = [SealedPart(info.filename, info.CRC, info.file_size) for info in archive.infolist()]
    seal = b"\n" + seal_of_package(kind, others)
    archive.writestr(_info(seat, ZIP_STORED), content.rstrip() + seal)


def _info(name: str, compression: int) -> ZipInfo:
    part = ZipInfo(name, _NO_TIME)
    part.create_system = 3
    part.external_attr = 0o644 << 16
    part.compress_type = compression
    return part
