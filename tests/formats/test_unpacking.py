"""A part is unpacked by its packed bytes alone: what it claims to be, and how much it may be, change nothing of it."""

from __future__ import annotations

import random
import zlib

import pytest

from clustercheck.formats import archive
from clustercheck.formats.archive import Packed, unpacked
from clustercheck.formats.cells import Refused

STORED, DEFLATED = 0, 8
drawn = random.Random(7)
PARTS = [
    b"",
    b"<row/>" * 40,
    drawn.randbytes(900),
    b"".join(b'<c r="A%d"><v>%d</v></c>' % (n, n * n) for n in range(300)),
]


def deflated(part: bytes) -> bytes:
    squeezer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return squeezer.compress(part) + squeezer.flush()


def said(packed: Packed, most: int) -> bytes | str | None:
    try:
        return unpacked(packed, most)
    except Refused as refused:
        return refused.code


@pytest.fixture(params=["at once", "step by step"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A small part can be no larger than allowed; of any other, no more than is allowed is inflated."""
    monkeypatch.setattr(archive, "_MOST_A_BYTE", {"at once": 0, "step by step": 1 << 40}[request.param])


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("part", PARTS)
def test_whatever_size_it_claims(part: bytes) -> None:
    data = deflated(part)
    for size in (0, 1, len(part) - 1, len(part), len(part) + 1, 1 << 20, 0xFFFFFFFF):
        packed = Packed(DEFLATED, zlib.crc32(part), max(0, size), data)
        assert said(packed, len(part)) == part
        assert said(packed, len(part) + 5) == part
        if part:
            assert said(packed, len(part) - 1) is None


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("part", PARTS[1:])
def test_damage_is_refused(part: bytes) -> None:
    data, size, sum = deflated(part), len(part), zlib.crc32(part)
    damaged = [data[:-1], data[: len(data) // 2], b"", b"\7" + data]
    assert {said(Packed(DEFLATED, sum, size, one), size) for one in damaged} == {"C103"}
    assert said(Packed(DEFLATED, sum ^ 1, size, data), size) == "C103"
    assert said(Packed(STORED, sum, size, part), size) == part
    assert said(Packed(DEFLATED, sum, size, data + b"after its end"), size) == part


def test_a_small_part_has_no_more_than_it_can_have() -> None:
    """What allows it to be inflated at once."""
    for part in (b"\0" * 100_000, b"ab" * 50_000, b"<row/>" * 20_000):
        assert len(part) <= archive._MOST_A_BYTE * len(deflated(part))
