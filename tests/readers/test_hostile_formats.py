"""Files of the other formats that are broken or meant to break, read in a process of their own that is watched.

Each comes out as cells or as one unreadable file, within 300 MiB and a few seconds of the processor's time.
"""

from __future__ import annotations

import functools
import json
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from making import HEADER, OUTPUT, zipped
from making_formats import (
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

from clustercheck.problems import UnreadableFile
from clustercheck.readers import read

PAGE = Page(
    [HEADER, OUTPUT, ["iiot_adoption_rate", "普及率", "%", Percent(0.15), 0.2, 0.3]], merged=[(5, 1, 6, 2)]
)

# One and a half at most on a free machine; one that is busy with others takes twice as long for the same.
_MOST_SECONDS = 6

_WATCHED = """
import json, sys, time
from clustercheck.readers.grid import read_workbook
from clustercheck.problems import UnreadableFile

def peak():
    # What getrusage tells is what the process that started this one had.
    try:
        lines = open("/proc/self/status").read().splitlines()
    except OSError:
        return 0
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))

for path in sys.argv[1:]:
    content = open(path, "rb").read()
    began = time.process_time()
    try:
        outcome = sum(len(row) for sheet in read_workbook(path, content).sheets for row in sheet.rows.values())
    except UnreadableFile as refused:
        outcome = refused.problems[0].code
    print(json.dumps([outcome, time.process_time() - began, peak()]), flush=True)
"""


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
TEXT_8000 = record(0x0204, struct.pack("<3HHB", 0, 0, 0, 8000, 0) + b"x" * 8000)

XLS = {
    "far cell": (book(record(0x0203, struct.pack("<3Hd", 65535, 65535, 0, 1))), "C103"),
    "last cell": (book(record(0x0203, struct.pack("<3Hd", 65535, 255, 0, 1))), 1),
    "empty records": (book(record(1) * 4_000_000), "C107"),
    "cells": (book(b"".join(record(0x0203, struct.pack("<3Hd", n // 200, n % 200, 0, 1)) for n in range(210_000))), "C107"),
    "texts": (book(TEXT_8000 * 1_400), "C107"),
    "one sheet 300 times": (book(NUMBER * 10_000, 300), "C107"),
    "301 sheets": (book(b"", 301), "C107"),
    "sheet in itself": (book(b"", place=0), 0),
    "sheet nowhere": (book(b"", place=1 << 31), "C103"),
    "sheet amid a record": (book(b"", place=3), "C103"),
    "no end": (book(NUMBER)[:-4], "C103"),
    "endless depth": (book(BEGIN * 100_000), "C103"),
    "merged": (book(record(0x00E5, struct.pack("<H", 1_000) + struct.pack("<4H", 1, 2, 1, 2) * 1_000) * 60), "C107"),
    "upside-down merge": (book(record(0x00E5, struct.pack("<5H", 1, 5, 2, 1, 1))), "C103"),
    "merge that counts wrong": (book(record(0x00E5, struct.pack("<H", 65535))), 0),
    "hidden rows": (book(b"".join(record(0x0208, struct.pack("<6HL", 2 * n, 0, 0, 0, 0, 0, 0x20)) for n in range(32_000)) * 4),
                    "C107"),
    "shared texts": (book(b"", before=record(0x00FC, b"\0" * 8) + record(0x003C, b"\0\0\0" * 2_000) * 110), "C107"),
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
        "chain in a circle": (patched(good, (table + 4, number(0))), "C103"),
        "chain to itself": (patched(good, (table, number(0))), "C103"),
        "chain to nowhere": (patched(good, (table, number(0x00FFFFFF))), "C103"),
        "chain that ends early": (patched(good, (table, number(0xFFFFFFFE))), "C103"),
        "size that lies": (patched(good, (stream + 120, number(0x7FFFFFFF))), "C103"),
        "directory in a circle": (patched(good, (stream + 68, number(0) + number(1) + number(1))), 19),
        "directory nowhere": (patched(good, (48, number(0x00FFFFFF))), "C103"),
        "no table": (patched(good, (76, number(0xFFFFFFFF) * 109)), "C103"),
        "table of tables in a circle": (patched(good, (68, number(0)), (72, number(0xFFFF))), 19),
        "absurd sectors": (patched(good, (30, b"\x3f\0")), "C103"),
        "small stream nowhere": (patched(good, (stream + 120, number(64)), (60, number(7))), "C103"),
        "only a head": (good[:512], "C103"),
        "not even that": (good[:80], "C103"),
        "many sectors": (patched(good, (44, number(0xFFFFFFFF))) + b"\0" * (40 << 20), 19),
        "all one circle": (good[:512] + b"\0" * (40 << 20), "C103"),
    }  # fmt: skip


def binary(sheet: bytes) -> bytes:
    found = xlsb_parts(Page([["x"]]))
    found["xl/worksheets/sheet1.bin"] = sheet
    return zipped(found)


ROW = xlsb_record(0, b"\0" * 25)
REAL = struct.pack("<2Ld", 0, 0, 1)


def binaries() -> dict[str, tuple[bytes, str | int]]:
    listed = {**xlsb_parts(Page([["x"]]))}
    listed["xl/workbook.bin"] = xlsb_record(156, b"\0" * 8 + b"\0\0\0\0" * 2) * 301
    strings = {**xlsb_parts(Page([["x"]])), "xl/sharedStrings.bin": xlsb_record(19, b"\0" * 5) * 200_001}
    return {
        "length that lies": (binary(b"\x05\xff\xff\xff\x7f"), "C103"),
        "length without end": (binary(b"\x05\xff\xff\xff\xff\xff\xff"), "C103"),
        "cut number": (binary(b"\x85"), "C103"),
        "text that lies": (binary(ROW + xlsb_record(6, b"\0" * 8 + b"\xff\xff\xff\x7f")), "C103"),
        "short cell": (binary(ROW + xlsb_record(5, b"\0" * 9)), "C103"),
        "short row": (binary(xlsb_record(0, b"\0")), "C103"),
        "no row": (binary(xlsb_record(5, REAL)), "C103"),
        "far row": (binary(xlsb_record(0, b"\xff" * 25) + xlsb_record(5, REAL)), "C103"),
        "far column": (binary(ROW + xlsb_record(5, b"\xff\xff\xff\xff" + REAL[4:])), "C103"),
        "far blank": (binary(xlsb_record(0, b"\xff" * 25) + xlsb_record(1, b"\xff" * 8)), 0),
        "absurd style": (binary(ROW + xlsb_record(5, b"\0\0\0\0\xff\xff\xff\xff" + REAL[8:])), 1),
        "no such text": (binary(ROW + xlsb_record(7, b"\0" * 8 + b"\xff\xff\0\0")), "C103"),
        "records": (binary(xlsb_record(1) * 3_000_000), "C107"),
        "blank cells": (binary(ROW + xlsb_record(1, b"\0" * 8) * 3_000_000), "C107"),
        "merged": (binary(xlsb_record(176, b"\0" * 16) * 60_000), "C107"),
        "far merge": (binary(xlsb_record(176, struct.pack("<4L", 0, 0xFFFFFFF0, 0, 0xFFFFFFF0))), 0),
        "301 sheets": (zipped(listed), "C107"),
        "shared texts": (zipped(strings), "C107"),
        "nothing but zeros": (binary(b"\0" * (60 << 20)), "C107"),
    }  # fmt: skip


def table(body: str) -> bytes:
    return ods_file(ods_content(f'<table:table table:name="a">{body}</table:table>'))


CELL = '<table:table-cell office:value-type="float" office:value="1"{}/>'
LINE = "<table:table-row{}>{}</table:table-row>"
MANY = ' table:number-columns-repeated="1000000000"'
SPACED = '<table:table-cell><text:p>a<text:s text:c="1000000000"/>b</text:p></table:table-cell>'
ROWS = ' table:number-rows-repeated="1000000000"'


def opendocuments() -> dict[str, tuple[bytes, str | int]]:
    one = CELL.format("")
    return {
        "cells without end": (table(LINE.format("", CELL.format(MANY))), "C103"),
        "rows without end": (table(LINE.format(ROWS, one)), "C107"),
        "rows of cells": (table(LINE.format(' table:number-rows-repeated="5000"', one * 100)), "C107"),
        "blanks without end": (table(LINE.format(ROWS, f"<table:table-cell{MANY}/>")), 0),
        "a cell behind all blanks": (table(LINE.format("", f"<table:table-cell{MANY}/>{one}")), "C103"),
        "a cell below all blanks": (table(LINE.format(ROWS, "") + LINE.format("", one)), "C103"),
        "columns without end": (table(f'<table:table-column{MANY} table:visibility="collapse"/>' + LINE.format("", one)), 1),
        "count that is none": (table(LINE.format(ROWS.replace("1000000000", "x"), one)), "C103"),
        "count of many digits": (table(LINE.format(ROWS.replace("1000000000", "9" * 5000), one)), "C103"),
        "negative count": (table(LINE.format(ROWS.replace("1000000000", "-5"), one)), 1),
        "span": (table(LINE.format("", CELL.format(' table:number-columns-spanned="1000000000"'))), 1),
        "spans": (table(LINE.format("", '<table:table-cell table:number-columns-spanned="9"/>' * 60_000)), "C103"),
        "a million styled rows": (table(LINE.format(' table:style-name="r"', '<table:table-cell table:style-name="c"/>') * 1_000_000),
                                  "C107"),
        "half a million plain rows": (table("<table:table-row/>" * 500_000), 0),
        "301 sheets": (ods_file(ods_content('<table:table table:name="a"/>' * 301)), "C107"),
        "spaces without end": (table(LINE.format("", SPACED)), 1),
        "paragraphs": (table(LINE.format("", f"<table:table-cell>{'<text:p>x</text:p>' * 400_000}</table:table-cell>")), 1),
        "deep": (table("<a>" * 100_000), "C107"),
        "deep within a cell": (table(LINE.format("", "<table:table-cell>" * 20_000)), "C107"),
        "document type": (ods_file(b'<!DOCTYPE a [<!ENTITY b "bb">]>' + ods_content("")[38:]), "C112"),
        "text": (table(LINE.format("", f"<table:table-cell><text:p>{'x' * (12 << 20)}</text:p></table:table-cell>")), "C107"),
        "flat": (fods(PAGE), 19),
        "flat, cut": (fods(PAGE)[:-30], "C103"),
        "manifest": (ods_file(ods_content(""), **{"META-INF/manifest.xml": b"<a>" * 10}), "C103"),
        "way out": (zipped({"../../content.xml": b"<a/>", "/etc/passwd": b"", "content.xml": ods_content("")}), 0),
    }  # fmt: skip


def pages() -> dict[str, tuple[bytes, str | int]]:
    t = b"<table><tr>"
    return {
        "colspan": (t + b"<td colspan=1000000000>1<td>2", 2),
        "colspans": (t + b"<td colspan=1000>" * 100 + b"1", "C103"),
        "rowspan": (t + b"<td rowspan=1000000000>1<td>2</table>", 2),
        "spans": (t + b"<td rowspan=65534 colspan=1000>" * 200_000 + b"1", "C107"),
        "spans under spans": (t + b"<td rowspan=65534 colspan=1000>1" * 16 + b"<tr><td>1" * 100_000, "C107"),
        "deep tables": (b"<table><tr><td>" * 100_000, "C107"),
        "deep markup": (t + b"<td>" + b"<div>" * 240_000 + b"1", 1),
        "tags": (t + b"<td>" * 3_000_000, "C107"),
        "rows": (b"<table>" + b"<tr>" * 240_000 + b"<td>1", 1),
        "comments": (t + b"<td>1" + b"<!--" * 240_000, 1),
        "scripts": (t + b"<td>1" + b"<script>" * 240_000, 1),
        "open tags": (t + b"<td>1" + b"<a " * 240_000, 1),
        "open quotes": (t + b"<td>1" + b"<a \"'" * 240_000, 1),
        "other quotes": (t + b"<td>1" + b"<a '>\"" * 240_000, 1),
        "attributes": (t + b"<td " + b"a=1 " * 3_000_000 + b">1", 1),
        "references": (t + b"<td>" + b"&amp" * 500_000, 1),
        "too many references": (t + b"<td>" + b"&amp" * 3_000_000, "C107"),
        "absurd reference": (t + b"<td>&#" + b"9" * 5_000 + b";", "C103"),
        "surrogate": (t + b"<td>&#xD800;1", 1),
        "ampersands": (t + b"<td>" + b"&" * 400_000, 1),
        "captions": (b"<table><caption>a</caption>" * 40 + b"<tr><td>1", 41),
        "lines": (b"<p>a" * 240_000 + t + b"<td>1", "C107"),
        "cells": (b"<table>" + b"<tr><td>1" * 124_000, 124_000),
        "breaks": (t + b"<td>" + b"<br>" * 240_000 + b"1", 1),
        "a long line": (t + b"<td>" + b"x " * 6_000_000, "C107"),
        "less-than": (b"<table><tr><td>" + b"< " * 240_000, 1),
        "prologue": (b"<?xml?>" * 900_000 + t + b"<td>1", "C107"),
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
        "bomb": (good.replace(b"?>", b'?><!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]>', 1), "C112"),
        "far row": (sheet('<Row ss:Index="1000000000">' + cell.format("") + "</Row>"), "C103"),
        "far column": (sheet("<Row>" + cell.format(' ss:Index="1000000000"') + "</Row>"), "C103"),
        "row zero": (sheet('<Row ss:Index="0">' + cell.format("") + "</Row>"), "C103"),
        "merge": (sheet("<Row>" + cell.format(' ss:MergeAcross="999999999" ss:MergeDown="999999999"') + "</Row>"), 1),
        "styled columns": (sheet('<Column ss:Index="1" ss:Span="16383" ss:StyleID="p"/>' * 400), "C107"),
        "cells": (sheet(("<Row>" + cell.format("") * 100 + "</Row>") * 2_100), "C107"),
        "301 sheets": (start + b'<Worksheet ss:Name="a"/>' * 301 + end, "C107"),
        "styles": (good.replace(b"</Styles>", b'<Style ss:ID="x" ss:Parent="x"/>' * 300_000 + b"</Styles>"), 19),
        "not a count": (sheet('<Row ss:Index="1e9"/>'), "C103"),
        "deep": (good.replace(b"<Row", b"<a>" * 100_000 + b"<Row", 1), "C107"),
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
def test_hostile_files_are_refused_or_read_soon_and_small(kind: str, tmp_path: Path) -> None:
    found = KINDS[kind]()
    paths = []
    for place, (content, _) in enumerate(found.values()):
        paths.append(tmp_path / str(place))
        paths[-1].write_bytes(content)
    ended = subprocess.run(
        [sys.executable, "-c", _WATCHED, *paths], capture_output=True, text=True, check=False
    )
    assert ended.stderr == ""
    outcomes = [json.loads(line) for line in ended.stdout.splitlines()]
    assert {name: outcome for name, (outcome, _, _) in zip(found, outcomes, strict=True)} == {
        name: expected for name, (_, expected) in found.items()
    }
    assert [
        name for name, (_, seconds, _) in zip(found, outcomes, strict=True) if seconds > _MOST_SECONDS
    ] == []
    assert [name for name, (_, _, peak) in zip(found, outcomes, strict=True) if peak > 300] == []


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
