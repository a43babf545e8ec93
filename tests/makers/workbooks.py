"""Workbooks for the tests: by openpyxl, by hand, and as text."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl

from clustercheck.tables.reader import read, read_all
from clustercheck.tables.reading import ReadCluster

HEADER = ["编码", "指标", "单位", "2022年", "2023年", "2024年", "说明"]
OUTPUT = ["total_output", "集群总产值", "亿元", 31.5, 33, 36]
SME_OUTPUT = ["sme_output", "中小企业产值", "亿元", 22, 24, 26]

_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT_TYPES = "http://purl.oclc.org/ooxml/officeDocument/relationships"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"


def excel(
    sheets: Mapping[str, Sequence[Sequence[object]]],
    formats: Mapping[str, str] | None = None,
    merged: Sequence[str] = (),
) -> bytes:
    """An .xlsx of rows; `formats` gives cells of the first sheet a number format, `merged` are ranges of it."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    for ref, code in (formats or {}).items():
        book.worksheets[0][ref].number_format = code
    for block in merged:
        book.worksheets[0].merge_cells(block)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def text(rows: Sequence[Sequence[object]], delimiter: str = ",") -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    return stream.getvalue().encode()


def parts(
    sheet: str | bytes = "",
    *,
    strings: str = "",
    styles: str = "",
    main: str = _MAIN,
    types: str = _TYPES,
    absolute: bool = False,
    sheets: str = '<sheet name="表" sheetId="1" r:id="r1"/>',
    properties: str = "",
) -> dict[str, bytes]:
    """The parts of a workbook whose one sheet has `sheet` between its sheetData tags."""
    base = "/xl/" if absolute else ""
    relations = [("r1", "worksheet", "worksheets/sheet1.xml")]
    if strings:
        relations.append(("r2", "sharedStrings", "sharedStrings.xml"))
    if styles:
        relations.append(("r3", "styles", "styles.xml"))
    links = "".join(
        f'<Relationship Id="{i}" Type="{types}/{t}" Target="{base}{p}"/>' for i, t, p in relations
    )
    found = {
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{types}">{properties}<sheets>{sheets}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f"<Relationships>{links}</Relationships>",
        "xl/worksheets/sheet1.xml": sheet
        if isinstance(sheet, bytes)
        else f'<worksheet xmlns="{main}"><sheetData>{sheet}</sheetData></worksheet>',
    }
    if strings:
        found["xl/sharedStrings.xml"] = f'<sst xmlns="{main}">{strings}</sst>'
    if styles:
        found["xl/styles.xml"] = f'<styleSheet xmlns="{main}">{styles}</styleSheet>'
    return {name: part if isinstance(part, bytes) else part.encode() for name, part in found.items()}


def zipped(found: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, part in found.items():
            archive.writestr(name, part)
    return stream.getvalue()


def raw(sheet: str | bytes = "", **rest: Any) -> bytes:
    return zipped(parts(sheet, **rest))


def reading(content: bytes) -> ReadCluster:
    return read(Path("data.xlsx"), content=content)


def readings(content: bytes) -> tuple[ReadCluster, ...]:
    return read_all(Path("data.xlsx"), content=content)


def codes(found: ReadCluster) -> list[str]:
    return [problem.code for problem in found.cluster.problems]


def values(found: ReadCluster) -> dict[str, dict[int, str | None]]:
    """The figures as text, by indicator and year."""
    return {
        id: {year: None if o.value is None else f"{o.value.normalize():f}" for year, o in by_year.items()}
        for id, by_year in found.cluster.observations.items()
    }
