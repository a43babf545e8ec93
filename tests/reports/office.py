"""What the tests of the reports on paper and in sheets share: assessments, files and what stands in them."""

from __future__ import annotations

import functools
import io
import shutil
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring

import docx
import openpyxl

from clustercheck import assess, find_standard, read_cluster
from clustercheck.catalogue import standard_for
from clustercheck.model.findings import Assessment, Result
from clustercheck.reports import Document, Material, document

ROOT = Path(__file__).parents[2]
SAMPLES = sorted((ROOT / "sample_data").glob("*.xlsx"))
ZHUHAI = ROOT / "sample_data" / "zhuhai_printing.xlsx"
DAY = date(2026, 11, 21)
# A LibreOffice may lack the part that opens .docx.
WRITER = shutil.which("lowriter") or shutil.which("swriter")

# What somebody could call a cluster who means no good, or knows no better.
HOSTILE = (
    "<script>alert(1)</script>",
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "[red]集群[/red]",
    "甲\u202e乙",
    "甲|乙`丙`*丁*_戊_",
    "![x](http://example.org/x.png)",
    "</w:t></w:r>&amp;]]>",
    "../../etc/passwd",
    "CON",
    "长" * 300,
    "https://example.org/a?b=c",
    "# 标题",
    "{name}",
    "%(name)s {0}",
)


def assessed(path: Path, content: bytes | None = None, standard: str | None = None) -> Assessment:
    """A workbook judged on a fixed day, its file named without a folder."""
    cluster = read_cluster(path.name, content=path.read_bytes() if content is None else content)
    chosen = standard_for(cluster, as_of=DAY) if standard is None else find_standard(standard, as_of=DAY)
    return assess(cluster, chosen, as_of=DAY)


def written(format: str, *results: Result, content: bytes = b"", template: bytes | None = None) -> Document:
    """A report; `content` is the workbook of the first result."""
    files = {result.cluster.file: content for result in results[:1] if isinstance(result, Assessment)}
    return document(format, results, Material(files, None if template is None else ("t.docx", template)))


@functools.cache
def sample(format: str, path: Path) -> Document:
    """The report of a sample, made once."""
    return written(format, assessed(path), content=path.read_bytes())


def named(assessment: Assessment, name: str) -> Assessment:
    """The same cluster under another name."""
    entry = assessment.cluster.profile["name"]._replace(value=name, text=name)
    profile = {**assessment.cluster.profile, "name": entry}
    return assessment._replace(cluster=assessment.cluster._replace(profile=profile))


def excel(sheets: Mapping[str, Sequence[Sequence[object]]]) -> bytes:
    """An .xlsx of rows."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def blocks(content: bytes) -> Iterator[str]:
    """The texts of a Word file in order: a paragraph a line, a table's row a line with bars."""
    found = docx.Document(io.BytesIO(content))
    for block in found.iter_inner_content():
        if isinstance(block, docx.table.Table):
            for row in block.rows:
                yield " | ".join(cell.text.replace("\n", " / ") for cell in row.cells)
        else:
            style = block.style.name if block.style else ""
            yield f"{'#' * int(style[-1])} {block.text}" if style.startswith("Heading") else block.text


def parts(content: bytes) -> dict[str, bytes]:
    """The parts of a zip, each well-formed where it is XML and none with a date."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        found = {name: archive.read(name) for name in archive.namelist()}
    for name, part in found.items():
        if name.endswith((".xml", ".rels")):
            fromstring(part)
    return found


def in_zip(content: bytes, changes: Mapping[str, Any]) -> bytes:
    """A zip with parts added or changed: a part's bytes, or a function of what they were."""
    stream = io.BytesIO()
    left = dict(changes)
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            change = left.pop(name, None)
            part = source.read(name)
            target.writestr(name, change(part) if callable(change) else part if change is None else change)
        for name, part in left.items():
            target.writestr(name, part)
    return stream.getvalue()
