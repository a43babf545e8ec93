"""An .xls comes out the same the quick way and the plain way: the same cells, or the same refusal."""

from __future__ import annotations

import random
import struct

import pytest
from formats import Page, Runs, contained, xls
from hypothesis import given
from hypothesis import strategies as st
from ways import plain_way

from clustercheck.formats.cells import Workbook
from clustercheck.formats.detect import read_workbook
from clustercheck.formats.number_formats import decimal_of, number_cell
from clustercheck.formats.ole import CompoundFile
from clustercheck.formats.quick.binary_numbers import quick_number
from clustercheck.model.problems import UnreadableFile

PAGE = Page(
    [
        ["编码", "指标", "2024年", ""],
        ["total_output", "集群总产值", 31.5, 1234567.25],
        ["x", Runs([("35", ""), ("1", "super")]), 12, 0.1 + 0.2],
        [True, None, "a" * 300, 2024],
    ],
    merged=[(1, 3, 1, 4)],
    hidden_rows=[3],
)


def read(content: bytes) -> Workbook | str:
    try:
        return read_workbook("x", content)
    except UnreadableFile as refused:
        return refused.problems[0].code


def same(content: bytes) -> None:
    with plain_way():
        plain = read(content)
    assert read(content) == plain


def record(code: int, data: bytes = b"") -> bytes:
    return struct.pack("<2H", code, len(data)) + data


def book(pieces: list[bytes], sheet: bytes, between: bytes = b"") -> bytes:
    """A stream whose shared texts stand in these pieces, a record each, with one sheet."""
    begin, end = record(0x0809, struct.pack("<4H", 0x0600, 0x10, 0, 0)), record(0x000A)
    shared = record(0x00FC, pieces[0]) + between + b"".join(record(0x003C, piece) for piece in pieces[1:])
    listed = record(0x0085, struct.pack("<L2B", 0, 0, 0) + struct.pack("<2B", 1, 0) + b"a")
    place = struct.pack("<L", len(begin + listed + shared + end))
    return begin + listed.replace(b"\0\0\0\0", place, 1) + shared + end + begin + sheet + end


def label(row: int, index: int) -> bytes:
    return record(0x00FD, struct.pack("<3HL", row, 0, 0, index))


WORDS = "集群总产值"
PLAIN = struct.pack("<HB", 3, 0) + b"abc"
WIDE = struct.pack("<HB", len(WORDS), 1) + WORDS.encode("utf-16-le")
RICH = struct.pack("<HBH", 2, 8, 1) + b"35" + struct.pack("<2H", 1, 0)
WITH_MORE = struct.pack("<HBL", 2, 4, 3) + b"xy???"
BOTH = struct.pack("<HBHL", 2, 13, 1, 2) + "甲乙".encode("utf-16-le") + struct.pack("<2H", 1, 5) + b"??"
TEXTS = PLAIN + WIDE + RICH + WITH_MORE + BOTH + struct.pack("<HB", 0, 0) + PLAIN


def test_shared_texts_cut_anywhere() -> None:
    sheet = b"".join(label(row, row) for row in range(7))
    head = struct.pack("<2L", 7, 7)
    same(book([head + TEXTS], sheet))
    for at in range(len(TEXTS) + 1):
        for flag in (b"", b"\0", b"\1"):
            same(book([head + TEXTS[:at], flag + TEXTS[at:]], sheet))
        same(book([head + TEXTS[:at]], sheet))
    same(book([head + TEXTS[:20], TEXTS[20:]], sheet, between=record(0x00FF, b"12")))


@pytest.mark.parametrize(
    "sheet",
    [
        label(0, 99),
        record(0x00FD, b"\0" * 9),
        record(0x00FD, struct.pack("<3HL", 0, 0, 0, 1) + b"more"),
        record(0x00FD, struct.pack("<3HL", 0, 20_000, 0, 1)),
        record(0x0809, b"\0" * 8) + label(0, 1) + record(0x000A) + label(1, 1),
        record(0x0809, b"\0" * 8) + label(0, 1),
        record(0x000A) + label(0, 1),
        record(0x0203, b"\0" * 3),
        b"\xfd\0\xff\xff",
    ],
)
def test_odd_records(sheet: bytes) -> None:
    same(book([struct.pack("<2L", 7, 7) + TEXTS], sheet))


def test_changed_bytes() -> None:
    stream = CompoundFile(xls(PAGE)).stream("Workbook")
    chance = random.Random(1)
    for _ in range(400):
        changed = bytearray(stream)
        for _ in range(chance.choice((1, 1, 2, 5))):
            changed[chance.randrange(len(changed))] = chance.choice(
                (0, 1, 4, 8, 13, 255, chance.randrange(256))
            )
        same(contained(bytes(changed)))


@given(st.floats() | st.integers(-10, 10**16).map(float) | st.decimals(0, 10**9, places=2).map(float))
def test_numbers_as_they_are_shown(number: float) -> None:
    quick = quick_number(number)
    assert quick is None or quick == number_cell(decimal_of(number), "plain")
    with plain_way():
        assert quick_number(number) is None
