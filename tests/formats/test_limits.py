"""Every bound of `limits` in every format that it guards: set low, a small file just over it is refused.

The same file is read where the bound is one higher, or as it is set for users: nothing here harms any program.
"""

from __future__ import annotations

import dataclasses
import io
import zipfile
from collections.abc import Iterator

import pytest
from formats import (
    EVERY,
    FULL,
    Page,
    fods,
    html_page,
    ods_content,
    ods_file,
    spreadsheetml,
    xlsb_parts,
    xlsb_record,
)
from test_hostile_formats import book, record
from workbooks import HEADER, OUTPUT, raw, zipped

from clustercheck.formats import limits
from clustercheck.formats.detect import read_workbook
from clustercheck.model.problems import UnreadableFile
from clustercheck.texts.messages import message

PAGE = Page(
    [HEADER, OUTPUT, [None], [None], ["x", None, "x", None], [None] * 4], merged=[(5, 1, 6, 2), (5, 3, 6, 4)]
)
# More than is inflated, or handed to the parser, at a time.
LONG = 70_000
FILLER = "甲" * 100
# With the sheet's name, and those of styles, as far as the reader keeps them.
CHARACTERS = {"xlsx": 100, "xlsb": 100, "html": 100}


def outcome(content: bytes) -> str:
    """The code of a refusal, or `read`."""
    try:
        read_workbook("x", content)
    except UnreadableFile as refused:
        (problem,) = refused.problems
        assert message(problem)
        return problem.code
    return "read"


def sheet(xml: str) -> bytes:
    return raw(f"<worksheet>{xml}</worksheet>".encode())


def row_of(xml: str, repeated: str = "") -> bytes:
    """An OpenDocument spreadsheet of one row."""
    return ods_file(
        ods_content(
            f'<table:table table:name="a"><table:table-row{repeated}>{xml}</table:table-row></table:table>'
        )
    )


def binary(records: bytes) -> bytes:
    return zipped({**xlsb_parts(Page([["x"]])), "xl/worksheets/sheet1.bin": records})


def texts(count: int) -> Page:
    return Page([[f"a{n}" for n in range(count)]])


def of_all_formats() -> Iterator[tuple[str, str, int, bytes]]:
    """The bounds that guard several formats."""
    for name, make in EVERY.items():
        content = make(PAGE)  # made again, it may bear another second and have another length
        yield f"bytes of {name}", "file", len(content), content
        yield f"cells of {name}", "cells", 15, make(PAGE)
        if name != "csv":
            yield f"characters of {name}", "characters", CHARACTERS.get(name, 101), make(Page([[FILLER]]))
    for name, make in FULL.items():
        three = [Page([["x"]], f"S{n}") for n in range(3)]
        yield f"sheets of {name}", "sheets", 3, make(*three)
    for name, make in {**FULL, "html": html_page}.items():
        yield f"merged ranges of {name}", "merged", 2, make(PAGE)
        if name != "xlsx":
            hidden = dataclasses.replace(PAGE, merged=(), hidden_columns=[2, 4])
            yield f"hidden columns of {name}", "ranges", 2, make(hidden)
    for name, make in (("xls", FULL["xls"]), ("xlsb", FULL["xlsb"]), ("xlsx", None)):
        content = raw("<row/>", strings="<si><t>a</t></si>" * 3) if make is None else make(texts(3))
        yield f"strings of {name}", "strings", 3, content
    yield "rich strings of xlsx", "strings", 3, raw("<row/>", strings="<si><r><t>a</t></r></si>" * 3)


def of_single_formats() -> Iterator[tuple[str, str, int, bytes]]:
    """The bounds on what only one format has."""
    yield "bytes of csv", "text_file", 8, b"a,b\nc,d\n"
    yield "bytes of html", "text_file", len(html_page(PAGE)), html_page(PAGE)
    yield "fields of csv", "fields", 4, b"a,b\nc,d\n"
    for name in ("xlsx", "xlsb", "ods"):
        content = EVERY[name](PAGE)
        yield f"parts of {name}", "parts", len(zipfile.ZipFile(io.BytesIO(content)).namelist()) + 1, content
    yield "inflated bytes", "inflated", LONG, raw(b"<worksheet>" + b" " * LONG + b"</worksheet>")
    yield "part held whole", "part", LONG, binary(xlsb_record(1, b"\0" * LONG))
    yield "tags", "tags", 60, sheet("<sheetData>" + "<row/>" * 50 + "</sheetData>")
    yield "tags that are walked", "tags", 60, sheet("<a/>" * 50)
    yield "tags of ods", "markup_tags", 60, row_of("<table:table-cell/>" * 50)
    yield "tags of fods", "markup_tags", 20, fods(PAGE)
    yield "tags of xml", "markup_tags", 20, spreadsheetml(PAGE)
    yield "tags of html", "html_tags", 50, b"<table><tr>" + b"<td>1" * 48
    yield "references of html", "references", 50, b"<table><tr><td>" + b"&amp;" * 50 + b"1"
    yield "depth", "depth", 40, sheet("<a>" * 50 + " " * LONG + "</a>" * 50)
    yield "depth of ods", "depth", 40, row_of("<a>" * 50 + " " * LONG + "</a>" * 50)
    yield (
        "depth of xml",
        "depth",
        40,
        spreadsheetml(PAGE).replace(b"<Row", b"<a>" * 50 + b" " * LONG + b"</a>" * 50 + b"<Row", 1),
    )
    yield "tables in tables", "tables", 3, b"<table><tr><td>1" * 3
    yield "token", "token", LONG - 10_000, sheet(f'<a b="{"x" * LONG}"/>')
    yield (
        "characters between tags",
        "gathered",
        100,
        sheet(f'<sheetData><row><c t="str"><f/><v>{"x" * LONG}</v></c></row></sheetData>'),
    )
    yield "records of xls", "records", 30, book(record(1) * 30)
    yield "records of xlsb", "records", 30, binary(xlsb_record(1) * 30)
    yield (
        "blank cells of xlsb",
        "records",
        30,
        binary(xlsb_record(0, b"\0" * 25) + xlsb_record(1, b"\0" * 8) * 30),
    )
    yield "a sheet of xls that is listed often", "records", 100, book(record(1) * 30, 4)
    yield "spans of html", "records", 40, b"<table><tr>" + b"<td rowspan=2 colspan=20>" * 2 + b"1"
    yield (
        "styled columns of xml",
        "records",
        30,
        spreadsheetml(Page([["x"]])).replace(
            b"<Table>", b'<Table><Column ss:Index="1" ss:Span="35" ss:StyleID="p"/>'
        ),
    )
    styles = "".join(f'<Style ss:ID="{n}"/>' for n in range(20)).encode() + b"</Styles>"
    yield "styles of xml", "styles", 20, spreadsheetml(PAGE).replace(b"</Styles>", styles)
    cell = '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="{}"/>'
    yield "cells of ods that are written once", "cells", 50, row_of(cell.format(50))
    yield (
        "rows of ods that are written once",
        "cells",
        50,
        row_of(cell.format(10), ' table:number-rows-repeated="5"'),
    )
    yield "lines of html", "cells", 20, b"<p>a" * 19 + b"<table><tr><td>1</table>"


CASES = {name: rest for name, *rest in (*of_all_formats(), *of_single_formats())}


@pytest.mark.parametrize("name", CASES)
def test_what_is_just_over_a_bound_is_refused(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the bound as it is for users the same file is read."""
    limit, count, content = CASES[name]
    assert outcome(content) == "read"
    monkeypatch.setattr(limits, "LIMITS", limits.LIMITS._replace(**{limit: count - 1}))
    assert outcome(content) == ("C103" if limit == "parts" else "C107")
    monkeypatch.undo()
    assert outcome(content) == "read"


def test_no_bound_is_without_its_file() -> None:
    assert {limit for limit, _, _ in CASES.values()} | {"cell_text"} == set(limits.Limits._fields)
