"""The central directory of a zip archive: where each part stands, and how it is packed.

Copies of a form have the same parts in the same order. All entries of such a directory are read at once.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence

from clustercheck.formats import limits
from clustercheck.formats.cells import Refused
from clustercheck.model.hints import TypeAlias
from clustercheck.model.records import NamedTuple
from clustercheck.model.speed import cached, is_quick

_END = struct.Struct("<4s4H2LH")
_END64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR64 = struct.Struct("<4sLQL")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_SIGNATURE = b"PK\1\2"
# Of an entry all that is asked for: signature, flags, method, checksum, both sizes, the lengths of what follows as they are
# written, and the place. Its name is the last field.
_ASKED = "4s4x2H4x3L6s8xL"
_FIELDS = 9
_NAME_LENGTH, _COMMENT_LENGTH = 10, 12
# A workbook has some twenty parts, and a directory of some 60 bytes for each.
_MOST_PARTS, _LARGEST = 64, 8192
# In a field that says that its number stands elsewhere.
_FULL = 0xFFFFFFFF

# Flags, method, checksum, packed and declared unpacked size, and place of a part.
Fields: TypeAlias = tuple[int, int, int, int, int, int]


class _Shape(NamedTuple):
    """The names of the parts, and where each field stands. `lengths` are those of names, further fields and comments."""

    names: Sequence[str]
    written: tuple[bytes, ...]
    lengths: tuple[bytes, ...]
    fields: struct.Struct


def directory(content: bytes) -> dict[str, Fields]:
    """The parts by name, in lower case and with forward slashes. Raises `Refused`, and `struct.error` if it is cut."""
    size, offset, end = _place(content)
    start = end - size
    # Bytes before the archive, as a self-extracting one has them, shift every offset.
    shift = start - offset
    if start < 0 or shift < 0:
        raise Refused("C103")
    quick = _quick_entries(content, start, end) if shift == 0 else None
    entries = {} if quick is None else dict(quick)
    if 0 < len(entries) < limits.LIMITS.parts:
        return entries
    entries = {}
    for _ in range(limits.LIMITS.parts):
        if start >= end:
            return entries
        fields = _ENTRY.unpack_from(content, start)
        if fields[0] != _SIGNATURE:
            raise Refused("C103")
        name_end = start + _ENTRY.size + fields[10]
        extra_end = name_end + fields[11]
        name = content[start + _ENTRY.size : name_end].decode("utf-8", "replace")
        packed, place = _wide(content[name_end:extra_end], fields[9], fields[8], fields[16])
        entries.setdefault(
            name.replace("\\", "/").lower(),
            (fields[3], fields[4], fields[7], packed, fields[9], place + shift),
        )
        start = extra_end + fields[12]
    raise Refused("C103")


def _place(content: bytes) -> tuple[int, int, int]:
    """The size and the declared offset of the central directory, and its real end."""
    at = content.rfind(b"PK\5\6", max(0, len(content) - 65536 - _END.size))
    if at < 0:
        raise Refused("C103")
    end = _END.unpack_from(content, at)
    locator = at - _LOCATOR64.size
    if locator < 0 or content[locator : locator + 4] != b"PK\6\7":
        return end[5], end[6], at
    wide_at = locator - _END64.size
    if wide_at < 0 or content[wide_at : wide_at + 4] != b"PK\6\6":
        raise Refused("C103")
    wide = _END64.unpack_from(content, wide_at)
    return wide[8], wide[9], wide_at


def _wide(extra: bytes, whole: int, packed: int, place: int) -> tuple[int, int]:
    """The packed size and the place of a part, from the zip64 field if the plain fields are full."""
    if _FULL not in (whole, packed, place):
        return packed, place
    at = 0
    while at + 4 <= len(extra):
        tag, length = struct.unpack_from("<2H", extra, at)
        if tag == 1:
            count = length // 8
            numbers = list(struct.unpack_from(f"<{count}Q", extra, at + 4))
            if whole == _FULL and numbers:
                numbers.pop(0)
            packed = numbers.pop(0) if packed == _FULL and numbers else packed
            place = numbers.pop(0) if place == _FULL and numbers else place
            break
        at += 4 + length
    return packed, place


def _quick_entries(content: bytes, start: int, end: int) -> Iterable[tuple[str, Fields]] | None:
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
    signatures, flags, methods, checksums, packed, sizes, of_names, places, those = [
        read[field::_FIELDS] for field in range(_FIELDS)
    ]
    if (
        those != written
        or of_names != lengths
        or signatures.count(_SIGNATURE) != len(names)
        or _FULL in packed
        or _FULL in sizes
        or _FULL in places
    ):
        return None
    return zip(names, zip(flags, methods, checksums, packed, sizes, places, strict=True), strict=True)


@cached(64)
def _met(_size: int) -> list[_Shape | None]:
    """The shape of the first directory of this size; empty until there is one."""
    return []


def _shape(content: bytes, start: int, end: int) -> _Shape | None:
    """The shape of a directory; None if it is no usual one. Raises `struct.error` if it is cut."""
    formats, lengths, written = ["<"], list[bytes](), list[bytes]()
    while start < end and len(written) < _MOST_PARTS:
        fields = _ENTRY.unpack_from(content, start)
        name, more, comment = fields[_NAME_LENGTH : _COMMENT_LENGTH + 1]
        lengths.append(struct.pack("<3H", name, more, comment))
        start += _ENTRY.size + name
        written.append(content[start - name : start])
        formats.append(f"{_ASKED}{name}s{more + comment}x")
        start += more + comment
    names = [name.decode("utf-8", "replace").replace("\\", "/").lower() for name in written]
    if start != end or len(set(names)) < len(names):
        return None
    return _Shape(names, tuple(written), tuple(lengths), struct.Struct("".join(formats)))
