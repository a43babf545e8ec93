"""The records of a sheet of an .xls in one loop: most of them are shared texts, which need no call of their own."""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from clustercheck.formats.budget import Budget
from clustercheck.formats.cells import GridCell, Refused
from clustercheck.formats.xls_records import BEGINNING, END, HEAD

_R = TypeVar("_R")
_SHARED_TEXT = 0x00FD
_SHARED = struct.Struct("<3HL")


def read_records(
    stream: bytes,
    place: int,
    budget: Budget,
    texts: Sequence[GridCell | None],
    put: Callable[[int, int, GridCell | None], None],
    reader: _R,
    readers: Mapping[int, Callable[[_R, bytes], None]],
) -> None:
    """Put the shared texts of a sheet and give its other records to their readers, as `records` gives them.

    Raises `Refused`, and `struct.error` or `IndexError` for a damaged one.
    """
    depth, left, size = 0, budget.records, len(stream)
    head, shared, shortest = HEAD.unpack_from, _SHARED.unpack_from, _SHARED.size
    try:
        while place + 4 <= size:
            code, length = head(stream, place)
            left -= 1
            if left < 0:
                raise Refused("C107")
            start = place + 4
            place = start + length
            if place > size:
                break
            if depth != 1:
                if code == BEGINNING:
                    depth += 1
                elif depth == 0:
                    break
                elif code == END:
                    depth -= 1
            elif code == _SHARED_TEXT:
                if length < shortest:
                    raise struct.error(length)
                row, column, _, index = shared(stream, start)
                put(row + 1, column + 1, texts[index])
            elif code in readers:
                readers[code](reader, stream[start:place])
            elif code == BEGINNING:
                depth = 2
            elif code == END:
                return
    finally:
        budget.records = left
    raise Refused("C103")
