"""An .xls comes out the same the quick way and the plain way: the same cells, or the same refusal."""

from __future__ import annotations

import random
import struct

import pytest
from formats import Page, Runs, contained, xls
from hypothesis import given
from hypothesis import strategies as st
from ways import cells_in, plain_way

from clustercheck.formats import limits
from clustercheck.formats.cells import Workbook
from clustercheck.formats.number_formats import decimal_of, number_cell
from clustercheck.formats.ole import CompoundFile
from clustercheck.formats.quick.binary_numbers import quick_number

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


def same(content: bytes) -> None:
    with plain_way():
        plain = cells_in(content)
    assert cells_in(content) == plain


def record(code: int, data: bytes = b"") -> bytes:
    return struct.pack("<2H", code, len(data)) + data


def book(
    pieces: list[bytes], sheet: bytes, between: bytes = b"", before: bytes = b"", after: bytes = b""
) -> bytes:
    """A stream whose shared texts stand in these pieces, a record each, with one sheet.

    Other records stand between the pieces, and before and after the list of sheets.
    """
    begin, end = record(0x0809, struct.pack("<4H", 0x0600, 0x10, 0, 0)), record(0x000A)
    shared = record(0x00FC, pieces[0]) + between + b"".join(record(0x003C, piece) for piece in pieces[1:])
    name = struct.pack("<2B", 1, 0) + b"a"
    place = len(begin) + 4 + 6 + len(name) + len(before + shared + after + end)
    listed = record(0x0085, struct.pack("<L2B", place, 0, 0) + name)
    return begin + before + listed + after + shared + end + begin + sheet + end


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
    assert isinstance(cells_in(book([head + TEXTS], sheet)), Workbook)
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


def number(row: int, column: int, value: float, style: int = 0) -> bytes:
    return record(0x0203, struct.pack("<3Hd", row, column, style, value))


def packed(row: int, column: int, *values: int) -> bytes:
    pairs = b"".join(struct.pack("<HL", 0, value) for value in values)
    return record(0x00BD, struct.pack("<2H", row, column) + pairs + struct.pack("<H", column + len(values)))


def text(row: int, column: int, index: int) -> bytes:
    return record(0x00FD, struct.pack("<3HL", row, column, 0, index))


ROW = record(0x0208, struct.pack("<8H", 0, 0, 9, 0, 0, 0, 0x0100, 0))
HIDDEN = record(0x0208, struct.pack("<8H", 1, 0, 9, 0, 0, 0, 0x0120, 0))
RECORDS = st.sampled_from(
    [
        text(0, 0, 0), text(0, 1, 1), text(0, 2, 2), text(1, 0, 1), text(1, 1, 5), text(2, 0, 99), text(9, 0, 3),
        number(0, 3, 31.5), number(1, 2, 1e300), number(1, 3, float("nan"), 1), number(1, 0, 5, 70), packed(1, 1, 6, 7, 1 << 31 | 2, 4),
        packed(0, 0), packed(2, 2, 0x3FF00000), record(0x00BD, b"\0\0\0\0"), record(0x00BD, b"\0"), record(0x027E, b"\0" * 4),
        record(0x027E, struct.pack("<3HL", 0, 4, 1, 10)), ROW, ROW + ROW, HIDDEN, HIDDEN + ROW, record(0x0208, b"\0"),
        record(0x0201, b"\0" * 6), record(0x007D, struct.pack("<5H", 1, 1, 9, 0, 1)), record(0x00E5, struct.pack("<5H", 1, 0, 1, 0, 1)),
        record(0x0809, b"\0" * 8) + text(0, 0, 1) + record(0x000A), record(0x000A), record(0x00FD, b"\0" * 12), b"\xfd\0\x0a\0",
        record(0x0006, struct.pack("<3H", 0, 5, 0) + b"\0" * 6 + b"\xff\xff" + b"\0" * 8), record(0x0207, struct.pack("<HB", 1, 0) + b"a"),
        record(0x0205, struct.pack("<3H2B", 0, 3, 0, 1, 0)), record(0x023E, b"\0\0"), record(0x001D, b"\x08\x02\x10\0" + b"\0" * 9),
    ]
)  # fmt: skip


@given(st.lists(RECORDS, max_size=12).map(b"".join))
def test_records_in_any_order(sheet: bytes) -> None:
    whole = book([struct.pack("<2L", 7, 7) + TEXTS], sheet)
    same(whole)
    same(whole)


def test_limits_within_a_run(monkeypatch: pytest.MonkeyPatch) -> None:
    run = (
        ROW * 3
        + b"".join(text(row, column, 0) for row in range(3) for column in range(3))
        + packed(3, 0, 6, 6)
    )
    whole = book([struct.pack("<2L", 7, 7) + TEXTS], run + text(3, 20_000, 0))
    good = book([struct.pack("<2L", 7, 7) + TEXTS], run)
    most = limits.LIMITS
    for count in range(25):
        for name in ("records", "cells", "characters", "strings"):
            monkeypatch.setattr(limits, "LIMITS", most._replace(**{name: count}))
            same(whole)
            same(good)


def test_what_stands_before_the_sheets_is_known() -> None:
    years = record(0x041E, struct.pack("<HHB", 170, 6, 0) + b'0"y" A')
    shares = record(0x00E0, struct.pack("<10H", 0, 9, *[0] * 8))
    plain = record(0x00E0, b"\0" * 20)
    font = record(0x0031, struct.pack("<7H", 200, 0, 0, 400, 1, 0, 0))
    sheet = number(0, 0, 0.5) + number(0, 1, 0.5, 1)
    for before in (
        b"",
        shares,
        shares + plain,
        plain + shares,
        years + font + shares,
        record(0x0022, b"\1\0") + plain,
    ):
        for after in (b"", shares, plain, font, years):
            whole = book([struct.pack("<2L", 7, 7) + TEXTS], sheet, before=before, after=after)
            same(whole)
            same(whole)
            assert isinstance(cells_in(whole), Workbook)


@given(st.floats() | st.integers(-10, 10**16).map(float) | st.decimals(0, 10**9, places=2).map(float))
def test_numbers_as_they_are_shown(number: float) -> None:
    quick = quick_number(number)
    assert quick is None or quick == number_cell(decimal_of(number), "plain")
    with plain_way():
        assert quick_number(number) is None
