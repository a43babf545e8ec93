"""Packages (.xlsx, .docx) with equal bytes for equal parts, on any day and machine, and the seal in them."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from clustercheck.formats.seals import SEATS, SealedKind, SealedPart, seal_of_package

_NO_TIME = (1980, 1, 1, 0, 0, 0)
_UNIX, _MODE = 3, 0o644 << 16


def packed(parts: Mapping[str, bytes], *, squeezed: bool = False, kind: SealedKind | None = None) -> bytes:
    """The archive of these parts, without the time that every writer stamps into it; sealed as what `kind` says.

    Left uncompressed unless `squeezed`, because zlib's output differs from one build to the next: the samples in the
    repository are compared byte for byte, a report is only made twice on one machine.
    """
    file = BytesIO()
    seat = None if kind is None else next((name for name in SEATS if name in parts), None)
    with ZipFile(file, "w", ZIP_DEFLATED if squeezed else ZIP_STORED) as archive:
        for name, content in parts.items():
            if name != seat:
                archive.writestr(timeless(name, archive.compression), content)
        if kind is not None and seat is not None:
            put_seal(archive, seat, parts[seat], kind)
    return file.getvalue()


def put_seal(archive: ZipFile, seat: str, content: bytes, kind: SealedKind) -> None:
    """Write the part with the seal, uncompressed and last, where it is found without unpacking anything."""
    others = [SealedPart(info.filename, info.CRC, info.file_size) for info in archive.infolist()]
    seal = b"\n" + seal_of_package(kind, others)
    archive.writestr(timeless(seat, ZIP_STORED), content.rstrip() + seal)


def timeless(name: str, compression: int) -> ZipInfo:
    """The entry of a part, with the first day that the format knows instead of the clock's."""
    part = ZipInfo(name, _NO_TIME)
    part.create_system, part.external_attr, part.compress_type = _UNIX, _MODE, compression
    return part
