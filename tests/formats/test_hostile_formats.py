"""Files of the other formats that are damaged, or say what cannot be: each comes out as cells or as one unreadable file.

What could run away is proven in `test_limits`, with bounds set low.
"""

from __future__ import annotations

import functools
import struct

import pytest
from formats import (
    EVERY,
    Page,
    Percent,
    contained,
    excel_5,
    fods,
    html_page,
    ods_content,
    ods_file,
    spreadsheetml,
    xls,
    xlsb_parts,
    xlsb_record,
)
from workbooks import HEADER, OUTPUT, zipped

from clustercheck.formats.cells import MAX_COLUMN, MAX_ROW, Refused
from clustercheck.formats.detect import read_workbook
from clustercheck.formats.ole import CompoundFile
from clustercheck.model.problems import UnreadableFile
from clustercheck.tables.reader import read

PAGE = Page(
    [HEADER, OUTPUT, ["iiot_adoption_rate", "普及率", "%", Percent(0.15), 0.2, 0.3]], merged=[(5, 1, 6, 2)]
)


def record(code: int, data: bytes = b"") -> bytes:
    return struct.pack("<2H", code, len(data)) + data


BEGIN = record(0x0809, struct.pack("<4H", 0x0600, 0x10, 0, 0))
END = record(0x000A)


def book(sheet: bytes, listed: int = 1, before: bytes = b"", place: int | None = None) -> bytes:
    """The bare stream of an .xls with sheets that are all the same."""
    name = struct.pack("<2B", 1, 0) + b"a"

    def head(start: int) -> bytes:
        return BEGIN + before + record(0x0085, struct.pack("<L2B", start, 0, 0) + name) * listed + END

    return head(len(head(0)) if place is None else place) + BEGIN + sheet + END


NUMBER = record(0x0203, struct.pack("<3Hd", 0, 0, 0, 1))

XLS = {
    "far cell": (book(record(0x0203, struct.pack("<3Hd", 65535, 65535, 0, 1))), "C103"),
    "last cell": (book(record(0x0203, struct.pack("<3Hd", 65535, 255, 0, 1))), 1),
    "sheet in itself": (book(b"", place=0), 0),
    "sheet nowhere": (book(b"", place=1 << 31), "C103"),
    "sheet amid a record": (book(b"", place=3), "C103"),
    "no end": (book(NUMBER)[:-4], "C103"),
    "parts that never end": (book(BEGIN * 20), "C103"),
    "upside-down merge": (book(record(0x00E5, struct.pack("<5H", 1, 5, 2, 1, 1))), "C103"),
    "merge that counts wrong": (book(record(0x00E5, struct.pack("<H", 65535))), 0),
    "shared text that is cut": (book(b"", before=record(0x00FC, b"\0" * 8 + b"\xff\xff\1ab")), "C103"),
    "shared text of endless extras": (book(b"", before=record(0x00FC, b"\0" * 8 + b"\1\0\4\xff\xff\xff\xffa")), 0),
    "shared text that there is not": (book(record(0x00FD, struct.pack("<3HL", 0, 0, 0, 9))), "C103"),
    "numbers that are none": (book(record(0x0203, struct.pack("<3Hd", 0, 0, 0, float("nan")))), 1),
    "short record": (book(record(0x0203, b"\0")), "C103"),
    "many numbers cut short": (book(record(0x00BD, b"\0" * 5)), 0),
    "Excel 3": (BEGIN.replace(b"\0\6", b"\0\3") + END, "C108"),
    "encrypted": (BEGIN + record(0x002F, b"\1\0\1\0\1\0" + b"x" * 48) + END, "C106"),
    "encrypted by a provider": (BEGIN + record(0x002F, b"\1\0\2\0\2\0" + b"x" * 48) + END, "C106"),
    "encrypted by XOR": (BEGIN + record(0x002F, b"\0\0\1\2\3\4") + END, "C106"),
}  # fmt: skip


def patched(content: bytes, *changes: tuple[int, bytes]) -> bytes:
    changed = bytearray(content)
    for place, value in changes:
        changed[place : place + len(value)] = value
    return bytes(changed)


def number(value: int) -> bytes:
    return struct.pack("<L", value)


def compounds() -> dict[str, tuple[bytes, str | int]]:
    """Damaged containers. In xlwt's file the stream comes first, then the table of sectors, then the directory."""
    good = xls(PAGE)
    table = 512 + struct.unpack_from("<L", good, 76)[0] * 512
    directory = 512 + struct.unpack_from("<L", good, 48)[0] * 512
    stream = next(at for at in range(directory, len(good), 128) if good[at : at + 2] == b"W\0")
    return {
        "sound": (good, 19),
        "chain to nowhere": (patched(good, (table, number(0x00FFFFFF))), "C103"),
        "chain that ends early": (patched(good, (table, number(0xFFFFFFFE))), "C103"),
        "size that lies": (patched(good, (stream + 120, number(0x7FFFFFFF))), "C103"),
        "directory nowhere": (patched(good, (48, number(0x00FFFFFF))), "C103"),
        "no table": (patched(good, (76, number(0xFFFFFFFF) * 109)), "C103"),
        "absurd sectors": (patched(good, (30, b"\x3f\0")), "C103"),
        "small stream nowhere": (patched(good, (stream + 120, number(64)), (60, number(7))), "C103"),
        "only a head": (good[:512], "C103"),
        "not even that": (good[:80], "C103"),
    }  # fmt: skip


def binary(sheet: bytes) -> bytes:
    found = xlsb_parts(Page([["x"]]))
    found["xl/worksheets/sheet1.bin"] = sheet
    return zipped(found)


ROW = xlsb_record(0, b"\0" * 25)
REAL = struct.pack("<2Ld", 0, 0, 1)


def binaries() -> dict[str, tuple[bytes, str | int]]:
    return {
        "length that lies": (binary(b"\x05\x7f"), "C103"),
        "length without end": (binary(b"\x05\xff\xff"), "C103"),
        "cut number": (binary(b"\x85"), "C103"),
        "text that lies": (binary(ROW + xlsb_record(6, b"\0" * 8 + number(99))), "C103"),
        "short cell": (binary(ROW + xlsb_record(5, b"\0" * 9)), "C103"),
        "short row": (binary(xlsb_record(0, b"\0")), "C103"),
        "no row": (binary(xlsb_record(5, REAL)), "C103"),
        "far row": (binary(xlsb_record(0, number(MAX_ROW) + b"\0" * 21) + xlsb_record(5, REAL)), "C103"),
        "far column": (binary(ROW + xlsb_record(5, number(MAX_COLUMN) + REAL[4:])), "C103"),
        "far blank": (binary(xlsb_record(0, b"\xff" * 25) + xlsb_record(1, b"\xff" * 8)), 0),
        "absurd style": (binary(ROW + xlsb_record(5, b"\0\0\0\0\xff\xff\xff\xff" + REAL[8:])), 1),
        "no such text": (binary(ROW + xlsb_record(7, b"\0" * 8 + b"\xff\xff\0\0")), "C103"),
        "far merge": (binary(xlsb_record(176, struct.pack("<4L", 0, MAX_ROW, 0, MAX_COLUMN))), 0),
    }  # fmt: skip


def table(body: str) -> bytes:
    return ods_file(ods_content(f'<table:table table:name="a">{body}</table:table>'))


CELL = '<table:table-cell office:value-type="float" office:value="1"{}/>'
LINE = "<table:table-row{}>{}</table:table-row>"
MANY = f' table:number-columns-repeated="{MAX_COLUMN + 1}"'
SPACED = '<table:table-cell><text:p>a<text:s text:c="101"/>b</text:p></table:table-cell>'
ROWS = f' table:number-rows-repeated="{MAX_ROW}"'


def opendocuments() -> dict[str, tuple[bytes, str | int]]:
    one = CELL.format("")
    return {
        "cells without end": (table(LINE.format("", CELL.format(MANY))), "C103"),
        "blanks without end": (table(LINE.format(ROWS, f"<table:table-cell{MANY}/>")), 0),
        "a cell behind all blanks": (table(LINE.format("", f"<table:table-cell{MANY}/>{one}")), "C103"),
        "a cell below all blanks": (table(LINE.format(ROWS, "") + LINE.format("", one)), "C103"),
        "columns without end": (table(f'<table:table-column{MANY} table:visibility="collapse"/>' + LINE.format("", one)), 1),
        "count that is none": (table(LINE.format(ROWS.replace(str(MAX_ROW), "x"), one)), "C103"),
        "negative count": (table(LINE.format(ROWS.replace(str(MAX_ROW), "-5"), one)), 1),
        "span": (table(LINE.format("", CELL.format(' table:number-columns-spanned="16385"'))), 1),
        "spaces without end": (table(LINE.format("", SPACED)), 1),
        "document type": (ods_file(b"<!DOCTYPE a>" + ods_content("")[38:]), "C112"),
        "flat": (fods(PAGE), 19),
        "flat, cut": (fods(PAGE)[:-30], "C103"),
        "manifest": (ods_file(ods_content(""), **{"META-INF/manifest.xml": b"<a>" * 10}), "C103"),
    }  # fmt: skip


def pages() -> dict[str, tuple[bytes, str | int]]:
    t = b"<table><tr>"
    return {
        "colspan": (t + b"<td colspan=1001>1<td>2", 2),
        "colspans": (t + b"<td colspan=1000>" * 18 + b"1", "C103"),
        "rowspan": (t + b"<td rowspan=65535>1<td>2</table>", 2),
        "deep markup": (t + b"<td>" + b"<div>" * 40 + b"1", 1),
        "rows": (b"<table>" + b"<tr>" * 40 + b"<td>1", 1),
        "comments": (t + b"<td>1" + b"<!--" * 40, 1),
        "scripts": (t + b"<td>1" + b"<script>" * 40, 1),
        "open tags": (t + b"<td>1" + b"<a " * 40, 1),
        "open quotes": (t + b"<td>1" + b"<a \"'" * 40, 1),
        "other quotes": (t + b"<td>1" + b"<a '>\"" * 40, 1),
        "attributes": (t + b"<td " + b"a=1 " * 40 + b">1", 1),
        "references": (t + b"<td>" + b"&amp" * 40, 1),
        "absurd reference": (t + b"<td>&#" + b"9" * 5_000 + b";", "C103"),
        "surrogate": (t + b"<td>&#xD800;1", 1),
        "ampersands": (t + b"<td>" + b"&" * 40, 1),
        "breaks": (t + b"<td>" + b"<br>" * 40 + b"1", 1),
        "less-than": (b"<table><tr><td>" + b"< " * 40, 1),
    }  # fmt: skip


def xmls() -> dict[str, tuple[bytes, str | int]]:
    good = spreadsheetml(PAGE)
    start, end = good[: good.index(b"<Worksheet")], b"</Workbook>"

    def sheet(body: str) -> bytes:
        return start + f'<Worksheet ss:Name="a"><Table>{body}</Table></Worksheet>'.encode() + end

    cell = '<Cell{}><Data ss:Type="Number">1</Data></Cell>'
    return {
        "sound": (good, 19),
        "cut": (good[:-20], "C103"),
        "document type": (good.replace(b"?>", b"?><!DOCTYPE a>", 1), "C112"),
        "far row": (sheet('<Row ss:Index="1048577">' + cell.format("") + "</Row>"), "C103"),
        "far column": (sheet("<Row>" + cell.format(' ss:Index="16385"') + "</Row>"), "C103"),
        "row zero": (sheet('<Row ss:Index="0">' + cell.format("") + "</Row>"), "C103"),
        "merge": (sheet("<Row>" + cell.format(' ss:MergeAcross="16384" ss:MergeDown="1048576"') + "</Row>"), 1),
        "not a count": (sheet('<Row ss:Index="1e9"/>'), "C103"),
    }  # fmt: skip


KINDS = {
    "xls": lambda: XLS,
    "compound": compounds,
    "xlsb": binaries,
    "ods": opendocuments,
    "html": pages,
    "xml": xmls,
}


@pytest.mark.parametrize("kind", KINDS)
def test_damaged_files_are_refused_or_read(kind: str) -> None:
    found = KINDS[kind]()
    assert {name: outcome(content) for name, (content, _) in found.items()} == {
        name: expected for name, (_, expected) in found.items()
    }


def outcome(content: bytes) -> str | int:
    """The code of a refusal, or how many cells are read."""
    try:
        return sum(len(row) for sheet in read_workbook("x", content).sheets for row in sheet.rows.values())
    except UnreadableFile as refused:
        return refused.problems[0].code


@pytest.mark.parametrize("following", [(0,), (1, 0), (1, 2, 1), (7,)])
def test_a_chain_of_sectors_that_never_ends(following: tuple[int, ...]) -> None:
    """In a circle, or to nowhere; not as a file, for another program might follow it."""
    with pytest.raises(Refused):
        CompoundFile(xls(PAGE))._chain(0, following)


@functools.cache
def whole(format: str) -> bytes:
    return EVERY[format](PAGE)


@pytest.mark.parametrize("format", [format for format in EVERY if format not in ("csv", "html")])
def test_cut_anywhere(format: str) -> None:
    content = whole(format)
    for length in range(0, len(content) - 600, max(1, len(content) // 60)):
        with pytest.raises(UnreadableFile):
            read("x", content=content[:length])


def test_shapes_of_statistics_sites() -> None:
    """Exports as they come: a title and a date above, the unit in its own table, blank rows, a note below."""
    rows = [["数据库：年度数据"], ["时间：2025"], ["指标", "2024年", "2023年"], ["集群总产值(亿元)", 36, 33], [],
            ["注：虚构"], ["数据来源：虚构统计局"]]  # fmt: skip
    for content in (
        xls(Page(rows, "年度数据")),
        contained(excel_5(rows), "Book"),
        html_page(Page(rows), charset="gb2312"),
    ):
        figures = read("x", content=content).cluster.observations["total_output"]
        assert {year: str(one.value) for year, one in figures.items()} == {2024: "36", 2023: "33"}
