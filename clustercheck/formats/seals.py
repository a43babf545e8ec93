"""The seal by which a file is known to be made by this tool and unchanged. Only such a file is overwritten without asking.

A package (.xlsx, .docx) has a comment after its properties, with a checksum of its other parts. .md, .html and .xml
have one at the end, with a checksum of everything before it. Any program that saves the file again drops or breaks
it. .json, .jsonl, .sarif and .csv have no room for a seal and are known by their beginning.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from zlib import crc32

from clustercheck.model.enums import StrEnum
from clustercheck.model.hints import BinaryIO
from clustercheck.model.problems import Name
from clustercheck.model.records import NamedTuple


class SealedKind(StrEnum):
    """The kind of a sealed file: a blank form, a user's own workbook with marks, or a report without anyone's data."""

    FORM = "form"
    MARKED = "marked"
    REPORT = "report"


class SealedPart(NamedTuple):
    """A part of a package; `sum` is its CRC-32 in the package."""

    name: str
    sum: int
    size: int


# Compiled when first used: most runs replace no file.
# The parts of a package that can hold the seal; the first one present counts.
SEATS = ("docProps/app.xml", "docProps/core.xml")
_SEAL = rb"<!-- clustercheck (form|marked|report) ([0-9a-f]{8}) -->\s*\Z"
_LONGEST_SEAL = 64
_BEGINNINGS = (
    rb"""\s*\[?\s*\{\s*"schema"\s*:\s*"clustercheck/"""
    rb"|\xef\xbb\xbffile,(row,)?cluster,standard,verdict,"
)
_SARIF = rb"""\s*\{[^{}\[\]]*"runs"\s*:\s*\[\s*\{\s*"tool"\s*:\s*\{\s*"driver"\s*:\s*\{\s*"name"\s*:\s*"clustercheck\""""
_BEGINNING = 4096
# Where a package's list of parts and the part before it stand; a report has a dozen parts.
_ENDING = 16 * 1024
_PIECE = 1 << 20
_SUFFIXES_OF_TABLES = (".xlsx", ".csv")

NOT_OURS = Name("不是 clustercheck 生成的", "it was not made by clustercheck")
CHANGED = Name(
    "是 clustercheck 生成的，但之后填写或改动过",
    "it was made by clustercheck, and filled in or changed since",
)


def seal_of_package(kind: SealedKind, parts: Iterable[SealedPart]) -> bytes:
    """The text after the part that holds the seal; `parts` are the other parts."""
    found = repr(sorted((*part,) for part in parts)).encode()
    return _seal(kind, crc32(found))


def seal_text(stream: BinaryIO) -> None:
    """Append the seal to a text whose stream can be read again."""
    stream.flush()
    stream.seek(0)
    stream.write(_seal(SealedKind.REPORT, _sum_of(stream, None)))


def kind_of(path: str | os.PathLike[str]) -> SealedKind | Name:
    """The kind of a file that was made here and is unchanged, else the reason why not. Raises `OSError`."""
    with open(path, "rb") as stream:
        beginning = stream.read(_BEGINNING)
        if beginning.startswith(b"PK"):
            return _kind_of_package(stream)
        if re.match(_BEGINNINGS, beginning) or re.match(_SARIF, beginning):
            return SealedKind.REPORT
        size = stream.seek(0, os.SEEK_END)
        stream.seek(max(0, size - _LONGEST_SEAL))
        seal = re.search(_SEAL, stream.read())
        if seal is None:
            return NOT_OURS
        stream.seek(0)
        length = len(_seal(SealedKind(seal[1].decode()), 0))
        return SealedKind.REPORT if _sum_of(stream, size - length) == int(seal[2], 16) else CHANGED


def is_table(path: str) -> bool:
    """Whether a file is a table made by this tool, which no one hands in. Fast, as it is called for every spreadsheet."""
    lower = path.lower()
    if not lower.endswith(_SUFFIXES_OF_TABLES):
        return False
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        try:
            if lower.endswith(".csv"):
                return re.match(_BEGINNINGS, os.read(handle, _LONGEST_SEAL)) is not None
            size = os.lseek(handle, 0, os.SEEK_END)
            os.lseek(handle, max(0, size - _ENDING), os.SEEK_SET)
            if b"<!-- clustercheck report " not in os.read(handle, _ENDING):
                return False
        finally:
            os.close(handle)
        return kind_of(path) is SealedKind.REPORT
    except OSError:
        return False


def _seal(kind: SealedKind, sum: int) -> bytes:
    return f"<!-- clustercheck {kind.value} {sum:08x} -->\n".encode()


def _sum_of(stream: BinaryIO, length: int | None) -> int:
    """The checksum of `length` bytes, or of all."""
    found = 0
    while piece := stream.read(_PIECE if length is None else min(_PIECE, length)):
        found = crc32(piece, found)
        if length is not None:
            length -= len(piece)
    return found


def _kind_of_package(stream: BinaryIO) -> SealedKind | Name:
    from zipfile import BadZipFile, ZipFile

    try:
        with ZipFile(stream) as package:
            infos = {info.filename: info for info in package.infolist()}
            seat = next(name for name in SEATS if name in infos)
            held = package.read(seat) if infos[seat].file_size <= _PIECE else b""
            told = b"".join(
                package.read(name) for name in SEATS if name in infos and infos[name].file_size <= _PIECE
            )
    except (BadZipFile, StopIteration, ValueError, NotImplementedError, RuntimeError):
        return NOT_OURS
    seal = re.search(_SEAL, held)
    if seal is None:
        return CHANGED if b"clustercheck" in told else NOT_OURS
    kind = SealedKind(seal[1].decode())
    others = [SealedPart(name, info.CRC, info.file_size) for name, info in infos.items() if name != seat]
    return kind if held.endswith(seal_of_package(kind, others)) else CHANGED
