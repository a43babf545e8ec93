"""The container of an .xls or .et (an OLE compound file), read without trusting its declarations.

It is a small file system: sectors in chains, and a tree of names. Chains and the tree may contain loops, and sizes
may be wrong.
"""

from __future__ import annotations

import struct

from clustercheck.formats.cells import Refused

_SHIFTS = struct.Struct("<30x2H")
_PLACES = struct.Struct("<48xL4x2L4xL")
_FIRST_PARTS = struct.Struct("<76x109L")
_ENTRY = struct.Struct("<64sHBx3L36x2L4x")
_STREAM, _ROOT = 2, 5
_END = 0xFFFFFFFA  # this and all above are no sectors
_SMALL_SHIFT = 6
_MAX_ENTRIES = 10_000


class CompoundFile:
    """The top-level streams of a compound file, by name in any case. Raises `Refused` if damaged."""

    def __init__(self, content: bytes) -> None:
        try:
            self._shift, small_shift = _SHIFTS.unpack_from(content)
            directory, self._cutoff, small_table, more_parts = _PLACES.unpack_from(content)
            if self._shift not in (9, 12) or small_shift != _SMALL_SHIFT:
                raise Refused("C103")
            self._content = content
            # The last sector is often not written to its end.
            self._count = (len(content) - 1) >> self._shift
            self._next = self._table(content, more_parts)
            self._small_next = self._numbers(self._chain(small_table, self._next))
            self._streams = self._directory(directory)
        except (struct.error, IndexError) as damage:
            raise Refused("C103") from damage

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._streams

    def stream(self, name: str) -> bytes:
        """The bytes of a stream."""
        first, size = self._streams[name.lower()]
        if size >= self._cutoff:
            return _whole(self._joined(self._chain(first, self._next)), size)
        chain = self._chain(first, self._small_next) if size else []
        small = self._small()
        starts = [place << _SMALL_SHIFT for place in chain]
        return _whole(b"".join(small[start : start + (1 << _SMALL_SHIFT)] for start in starts), size)

    def _small(self) -> bytes:
        """The stream that holds all small streams: that of the root."""
        return self._joined(self._chain(self._root, self._next))

    def _table(self, content: bytes, more: int) -> tuple[int, ...]:
        """The file allocation table: each sector's successor. The DIFAT lists the sectors of the table itself."""
        per_sector = 1 << (self._shift - 2)
        most = self._count // per_sector + 1
        parts = list(_FIRST_PARTS.unpack_from(content))
        while more < _END and len(parts) < most:
            *further, more = self._numbers([more])
            parts += further
        return self._numbers([part for part in parts if part < _END][:most])

    def _directory(self, first: int) -> dict[str, tuple[int, int]]:
        """The first sector and the size of each top-level stream."""
        chain = self._chain(first, self._next)[: _MAX_ENTRIES * _ENTRY.size >> self._shift]
        data = self._joined(chain)
        entries = list(_ENTRY.iter_unpack(data[: len(data) // _ENTRY.size * _ENTRY.size]))
        if entries[0][2] != _ROOT:
            raise Refused("C103")
        self._root = entries[0][6]
        streams: dict[str, tuple[int, int]] = {}
        seen: set[int] = set()
        ahead = [entries[0][5]]
        while ahead:
            place = ahead.pop()
            if place >= len(entries) or place in seen:
                continue
            seen.add(place)
            name, length, kind, left, right, _, start, size = entries[place]
            ahead += (left, right)
            if kind == _STREAM:
                written = name[: max(0, length - 2)].decode("utf-16-le", "replace")
                streams.setdefault(written.lower(), (start, size))
        return streams

    def _chain(self, first: int, following: tuple[int, ...]) -> list[int]:
        chain: list[int] = []
        while first < _END:
            if first >= len(following) or len(chain) >= len(following):
                raise Refused("C103")
            chain.append(first)
            first = following[first]
        return chain

    def _numbers(self, chain: list[int]) -> tuple[int, ...]:
        data = self._joined(chain)
        return struct.unpack_from(f"<{len(data) // 4}L", data)

    def _joined(self, chain: list[int]) -> bytes:
        if any(place >= self._count for place in chain):
            raise Refused("C103")
        content, shift = self._content, self._shift
        return b"".join(content[place + 1 << shift : place + 2 << shift] for place in chain)


def _whole(data: bytes, size: int) -> bytes:
    if len(data) < size:
        raise Refused("C103")
    return data[:size]
