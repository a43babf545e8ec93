"""The directory of an archive that has the parts of one met before, in the same order: all its entries at once."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence

from clustercheck.model.hints import TypeAlias
from clustercheck.model.records import NamedTuple
from clustercheck.model.speed import cached, is_quick

ENTRY = "4s6H3L5H2L"
_SIZE = struct.calcsize("<" + ENTRY)
_SIGNATURE = b"PK\1\2"
# The fields of an entry: those above and its name.
_FIELDS = 18
_NAME_LENGTH, _MORE_LENGTH, _COMMENT_LENGTH, _NAME = 10, 11, 12, 17
# A workbook has some twenty parts, and a directory of some 60 bytes for each.
_MOST_PARTS, _LARGEST = 64, 8192
# In a field that says that its number stands elsewhere.
_FULL = 0xFFFFFFFF

# Flags, method, checksum, packed size and place of a part.
Fields: TypeAlias = tuple[int, int, int, int, int]


class _Shape(NamedTuple):
    """The names of the parts, and where each field stands. `lengths` are those of names, further fields and comments."""

    names: Sequence[str]
    written: tuple[bytes, ...]
    lengths: tuple[tuple[int, ...], ...]
    fields: struct.Struct


def quick_entries(content: bytes, start: int, end: int) -> Iterable[tuple[str, Fields]] | None:
    """The entries of a directory, each with its name in lower case; None if they must be read one by one."""
    if not is_quick() or end - start > _LARGEST:
        return None
    met = _met(end - start)
    if not met:
        met.append(_shape(content, start, end))
        return None
    shape = met[0]
    if shape is None:
        return None
    names, written, lengths, fields = shape
    read = fields.unpack_from(content, start)
    if (
        read[::_FIELDS].count(_SIGNATURE) != len(names)
        or read[_NAME::_FIELDS] != written
        or lengths
        != (read[_NAME_LENGTH::_FIELDS], read[_MORE_LENGTH::_FIELDS], read[_COMMENT_LENGTH::_FIELDS])
        or _FULL in read
    ):
        return None
    return zip(
        names,
        zip(
            read[3::_FIELDS],
            read[4::_FIELDS],
            read[7::_FIELDS],
            read[8::_FIELDS],
            read[16::_FIELDS],
            strict=True,
        ),
        strict=True,
    )


@cached(64)
def _met(_size: int) -> list[_Shape | None]:
    """The shape of the first directory of this size; empty until there is one."""
    return []


def _shape(content: bytes, start: int, end: int) -> _Shape | None:
    """The shape of a directory; None if it is no usual one. Raises `struct.error` if it is cut."""
    formats, lengths = ["<"], list[tuple[int, int, int]]()
    written: list[bytes] = []
    while start < end and len(written) < _MOST_PARTS:
        fields = struct.unpack_from("<" + ENTRY, content, start)
        name, more, comment = fields[_NAME_LENGTH : _COMMENT_LENGTH + 1]
        lengths.append((name, more, comment))
        start += _SIZE + name
        written.append(content[start - name : start])
        formats.append(f"{ENTRY}{name}s{more + comment}x")
        start += more + comment
    names = [name.decode("utf-8", "replace").replace("\\", "/").lower() for name in written]
    if start != end or len(set(names)) < len(names):
        return None
    return _Shape(names, tuple(written), tuple(zip(*lengths, strict=True)), struct.Struct("".join(formats)))
