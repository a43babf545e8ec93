"""The records of an .xls, and the texts in them."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from clustercheck.formats import limits
from clustercheck.formats.budget import Budget
from clustercheck.formats.cells import GridCell, Refused
from clustercheck.model.records import NamedTuple
from clustercheck.model.speed import cached, is_quick

Record: TypeAlias = tuple[int, bytes]
# The position in a text from which a font applies, and the font.
FontChange: TypeAlias = tuple[int, int]

BEGINNING, END = 0x0809, 0x000A
FILE_PASS, SHEET = 0x002F, 0x0085
CONTINUED = 0x003C
HEAD = struct.Struct("<2H")
_TEXT_HEAD = struct.Struct("<HB").unpack_from

# A record this long may continue its text in the next one.
_FULL = 8000


def records(stream: bytes, budget: Budget, place: int = 0, depth: int = 0) -> Iterator[Record]:
    """The records of the part of a workbook that begins at `place`, up to its end, without nested parts.

    `depth` is 1 if `place` is behind the beginning of the part.
    """
    head, size = HEAD.unpack_from, len(stream)
    while place + 4 <= size:
        code, length = head(stream, place)
        budget.records -= 1
        if budget.records < 0:
            raise Refused("C107")
        start = place + 4
        place = start + length
        if place > size:
            break
        if code == BEGINNING:
            depth += 1
        elif depth == 0:
            break
        if depth == 1:
            yield code, stream[start:place]
        if code == END:
            depth -= 1
            if depth == 0:
                return
    raise Refused("C103")


def text_at(data: bytes, place: int, length_bytes: int) -> str:
    """A text of Excel 97 or later: its length in characters, a flag for two bytes, the characters."""
    count = int.from_bytes(data[place : place + length_bytes], "little")
    flags = data[place + length_bytes]
    start = place + length_bytes + 1 + (2 if flags & 8 else 0) + (4 if flags & 4 else 0)
    width = 1 + (flags & 1)
    raw = data[start : start + count * width]
    # A text that continues in another record is cut here; no figure is that long.
    if len(raw) < count * width and len(data) < _FULL:
        raise Refused("C103")
    return raw.decode("utf-16-le" if width == 2 else "latin-1", "replace")


def changes_behind(data: bytes, place: int, length_bytes: int, is_97: bool) -> list[FontChange]:
    """The font changes after a text with formats of its own, at the end of its record."""
    count = int.from_bytes(data[place : place + length_bytes], "little")
    at = place + length_bytes + count
    if is_97:
        at += 1 + count * (data[place + length_bytes] & 1)
    size, kind = (2, "<2H") if is_97 else (1, "<2B")
    changes = int.from_bytes(data[at : at + size], "little")
    at += size
    return list(
        struct.iter_unpack(kind, data[at : at + 2 * size * min(changes, (len(data) - at) // (2 * size))])
    )


def shared_cells(
    pieces: list[bytes], budget: Budget, joined: Callable[[str, Sequence[FontChange]], str] | None
) -> list[GridCell | None]:
    """The cells of the shared texts: one long record that may be split anywhere, even within a text.

    `joined` makes the text of one with font changes, if they matter.
    """
    cells: list[GridCell | None] = []
    reader = _Pieces(pieces)
    reader.skip(8)
    quick = is_quick()
    while not reader.at_end():
        whole = reader.whole_texts() if quick else []
        if whole:
            known = list(map(_known_text, whole))
            budget.keep_more(sum([each.length for each in known]))
            cells += [
                text_cell(joined(each.text, each.changes)) if joined and each.changes else each.cell
                for each in known
            ]
        else:
            text, changes = reader.text()
            budget.keep(text)
            cells.append(text_cell(joined(text, changes) if joined and changes else text))
        if len(cells) > limits.LIMITS.strings:
            raise Refused("C107")
    return cells


@cached(2048, 256)
def text_cell(text: str) -> GridCell | None:
    """The cell of a text; None if it is blank."""
    return GridCell("text", text) if text.strip() else None


class _Known(NamedTuple):
    cell: GridCell | None
    text: str
    length: int
    changes: Sequence[FontChange]


@cached(2048, 520, 512 * 1024)
def _known_text(written: bytes) -> _Known:
    """A shared text with its head, and with the font changes and whatever else stands behind it."""
    count, flags = _TEXT_HEAD(written)
    begin = 3 + (2 if flags & 8 else 0) + (4 if flags & 4 else 0)
    end = begin + (count << (flags & 1))
    runs = int.from_bytes(written[3:5], "little") if flags & 8 else 0
    text = written[begin:end].decode("utf-16-le" if flags & 1 else "latin-1", "replace")
    changes = tuple(struct.iter_unpack("<2H", written[end : end + 4 * runs]))
    return _Known(text_cell(text), text, len(text), changes)


class _Pieces:
    """A record and its continuations as one."""

    def __init__(self, pieces: list[bytes]) -> None:
        self._rest = iter(pieces)
        self._piece = next(self._rest, b"")
        self._at = 0

    def at_end(self) -> bool:
        while self._at >= len(self._piece):
            following = next(self._rest, None)
            if following is None:
                return True
            self._piece, self._at = following, 0
        return False

    def skip(self, count: int) -> None:
        for _ in self._bytes(count):
            pass

    def whole_texts(self) -> list[bytes]:
        """The next texts as they are written, up to one that may go on in another piece."""
        piece, at, size = self._piece, self._at, len(self._piece)
        found: list[bytes] = []
        # No head is longer than 9 bytes.
        while at + 9 <= size:
            flags = piece[at + 2]
            end = at + 3 + ((piece[at] | piece[at + 1] << 8) << (flags & 1))
            if flags & 8:
                end += 2 + 4 * (piece[at + 3] | piece[at + 4] << 8)
            if flags & 4:
                begin = at + 5 if flags & 8 else at + 3
                end += 4 + int.from_bytes(piece[begin : begin + 4], "little")
            if end > size:
                break
            found.append(piece[at:end])
            at = end
        self._at = at
        return found

    def text(self) -> tuple[str, list[FontChange]]:
        count, flags = self._number("<H"), self._number("<B")
        runs = self._number("<H") if flags & 8 else 0
        extra = self._number("<L") if flags & 4 else 0
        text = self._characters(count, flags & 1)
        written = b"".join(self._bytes(4 * runs)) if runs else b""
        changes = list(struct.iter_unpack("<2H", written[: len(written) // 4 * 4]))
        self.skip(extra)
        return text, changes

    def _bytes(self, count: int) -> Iterator[bytes]:
        while count > 0 and not self.at_end():
            taken = self._piece[self._at : self._at + count]
            self._at += len(taken)
            count -= len(taken)
            yield taken

    def _number(self, kind: str) -> int:
        if self.at_end():
            raise Refused("C103")
        (number,) = struct.unpack_from(kind, self._piece, self._at)
        self._at += struct.calcsize(kind)
        return int(number)

    def _characters(self, count: int, wide: int) -> str:
        parts: list[bytes] = []
        while count:
            if self._at >= len(self._piece):
                # Each continuation says anew how wide its characters are.
                wide = self._number("<B") & 1
            taken = min(count, (len(self._piece) - self._at) >> wide)
            end = self._at + (taken << wide)
            part = self._piece[self._at : end]
            parts.append(part if wide else part.decode("latin-1").encode("utf-16-le"))
            # An odd byte before a cut is none of the text's.
            self._at = end if taken == count else len(self._piece)
            count -= taken
        return b"".join(parts).decode("utf-16-le", "replace")
