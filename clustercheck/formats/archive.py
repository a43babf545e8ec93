"""The zip container of an .xlsx, .xlsb or .ods, read without trusting its declarations.

The standard library's reader is not used: its import takes a third of the start-up time, it believes the declared
sizes, and it reads a directory of a million entries before the caller can refuse it.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from clustercheck.formats import limits
from clustercheck.formats.cells import Refused
from clustercheck.formats.directory import directory
from clustercheck.model.records import NamedTuple
from clustercheck.model.speed import cached

_new = tuple.__new__
CHUNK = 64 * 1024

_LOCAL = struct.Struct("<4s5H3L2H")
_STORED, _DEFLATED = 0, 8
# Compressed bytes given to zlib at once. It copies what it leaves over at each step, so they must be few.
_PACKED_CHUNK = 16 * 1024
# What a packed byte becomes at most: a match of 258 bytes takes two bits.
_MOST_A_BYTE = 1032
# Cache limits, in bytes of a part as it is packed and unpacked: copies of a form have the same styles and relations.
_PACKED, _UNPACKED = 1536, 16 * 1024


class Packed(NamedTuple):
    """A part as it is packed; `size` is what it claims to have unpacked."""

    method: int
    checksum: int
    size: int
    data: bytes


class Archive:
    """The parts of a zip file by name, in lower case and with forward slashes."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._left = limits.LIMITS.inflated
        try:
            self._entries = directory(content)
        except struct.error as damage:
            raise Refused("C103") from damage

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._entries

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of a part, inflated step by step. Raises `Refused` if damaged or too large."""
        method, declared, _size, data = self.packed(name)
        checksum = 0
        for chunk in _inflated(data) if method == _DEFLATED else _stored(data):
            self.count(len(chunk))
            checksum = zlib.crc32(chunk, checksum)
            yield chunk
        if checksum != declared:
            raise Refused("C103")

    def whole(self, packed: Packed, most: int) -> bytes | None:
        """A whole part of this archive; None if it has more than `most` bytes. Raises `Refused` like `chunks`."""
        part = _small_part(packed) if len(packed.data) <= _PACKED else None
        if part is None:
            part = unpacked(packed, most)
        if part is None or len(part) > most:
            return None
        self.count(len(part))
        return part

    def count(self, inflated: int) -> None:
        """Count the bytes of a part. Raises `Refused` for too many."""
        self._left -= inflated
        if self._left < 0:
            raise Refused("C107")

    def packed(self, name: str) -> Packed:
        """A part as it is packed. Raises `Refused`."""
        entry = self._entries.get(name.lower())
        if entry is None:
            raise Refused("C105", part=name)
        flags, method, checksum, length, size, offset = entry
        if flags & 1:
            raise Refused("C106")
        if method not in (_STORED, _DEFLATED):
            raise Refused("C103")
        try:
            local = _LOCAL.unpack_from(self._content, offset)
        except struct.error as damage:
            raise Refused("C103") from damage
        start = offset + _LOCAL.size + local[9] + local[10]
        data = self._content[start : start + length]
        if local[0] != b"PK\3\4" or len(data) != length:
            raise Refused("C103")
        return _new(Packed, (method, checksum, size, data))


@cached(64, _PACKED + 10)
def _small_part(packed: Packed) -> bytes | None:
    return unpacked(packed, _UNPACKED)


def unpacked(packed: Packed, most: int) -> bytes | None:
    """The bytes of a part; None if there are more than `most`. Raises `Refused` if it is damaged."""
    method, checksum, size, data = packed
    part = data
    if method == _DEFLATED:
        try:
            possible = len(data) * _MOST_A_BYTE
            if possible <= most:
                # With room for what it claims, nothing is copied; and there is no window to keep for more.
                part = zlib.decompress(data, -15, min(size, possible))
            else:
                inflater = zlib.decompressobj(-15)
                part = inflater.decompress(data, most + 1)
                if len(part) <= most and not inflater.eof:
                    raise Refused("C103")
        except zlib.error as damage:
            raise Refused("C103") from damage
    if len(part) > most:
        return None
    if zlib.crc32(part) != checksum:
        raise Refused("C103")
    return part


def _inflated(data: bytes) -> Iterator[bytes]:
    inflater = zlib.decompressobj(-15)
    try:
        for start in range(0, len(data), _PACKED_CHUNK):
            rest = data[start : start + _PACKED_CHUNK]
            while True:
                chunk = inflater.decompress(rest, CHUNK)
                if chunk:
                    yield chunk
                rest = inflater.unconsumed_tail
                if inflater.eof or (not rest and len(chunk) < CHUNK):
                    break
            if inflater.eof:
                return
    except zlib.error as damage:
        raise Refused("C103") from damage
    raise Refused("C103")


def _stored(data: bytes) -> Iterator[bytes]:
    for start in range(0, len(data), CHUNK):
        yield data[start : start + CHUNK]
