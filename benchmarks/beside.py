"""Forms with 100,000 cells beside them that say nothing to anybody: on a further sheet, or in columns far to the right."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from clustercheck.formats.cells import cell_ref

_CELLS = 100_000


def _make(change: Callable[[dict[str, str]], None], folder: Path, sources: Sequence[Path]) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    targets = [folder / source.name for source in sources]
    for source, target in zip(sources, targets, strict=True):
        if not target.exists():
            with ZipFile(source) as packed:
                parts = {name: packed.read(name).decode() for name in packed.namelist()}
            change(parts)
            stream = BytesIO()
            with ZipFile(stream, "w", ZIP_DEFLATED) as packed:
                for name, part in parts.items():
                    packed.writestr(name, part)
            target.write_bytes(stream.getvalue())
    return targets


def _row(number: int, first: int, count: int) -> str:
    """Cells of a row, of numbers all different."""
    return "".join(
        f'<c r="{cell_ref(number, first + each)}"><v>{number * 1000 + each + 0.5}</v></c>'
        for each in range(count)
    )


def _further_sheet(parts: dict[str, str]) -> None:
    """A sheet 数据 of ten columns, with a head of plain letters."""
    heads = "".join(f'<c r="{cell_ref(1, n)}" t="inlineStr"><is><t>X{n}</t></is></c>' for n in range(1, 11))
    body = "".join(f'<row r="{number}">{_row(number, 1, 10)}</row>' for number in range(2, _CELLS // 10 + 2))
    sheet = f'<row r="1">{heads}</row>{body}'
    sample = parts["xl/worksheets/sheet3.xml"]
    space = re.search(r'xmlns="[^"]+"', sample)
    assert space is not None
    parts["xl/worksheets/sheet99.xml"] = f"<worksheet {space[0]}><sheetData>{sheet}</sheetData></worksheet>"
    types, links, book = "[Content_Types].xml", "xl/_rels/workbook.xml.rels", "xl/workbook.xml"
    override = re.search(r"<Override [^>]*sheet3.xml[^>]*>", parts[types])
    link = re.search(r"<Relationship [^>]*sheet3.xml[^>]*>", parts[links])
    listed = re.findall(r"<sheet [^>]*/>", parts[book])
    assert override is not None
    assert link is not None
    parts[types] = parts[types].replace("</Types>", override[0].replace("sheet3", "sheet99") + "</Types>")
    added = re.sub(r'\bId="[^"]+"', 'Id="rId99"', link[0].replace("sheet3", "sheet99"))
    parts[links] = parts[links].replace("</Relationships>", added + "</Relationships>")
    one = re.sub(r'name="[^"]+"', 'name="数据"', re.sub(r'sheetId="\d+"', 'sheetId="99"', listed[-1]))
    one = re.sub(r'(\w+:id)="[^"]+"', r'\1="rId99"', one)
    parts[book] = parts[book].replace("</sheets>", one + "</sheets>")


def _far_columns(parts: dict[str, str]) -> None:
    """In every row of the indicators, from column 100 on."""
    name = "xl/worksheets/sheet3.xml"
    rows = len(re.findall(r"<row ", parts[name]))
    pieces = re.split(r"</row>", parts[name])
    for number, piece in enumerate(pieces[:-1]):
        found = re.findall(r'<row r="(\d+)"', piece)
        pieces[number] = piece + _row(int(found[-1]), 100, _CELLS // rows)
    parts[name] = "</row>".join(pieces)


KINDS = {
    "100,000 cells on a further sheet": partial(_make, _further_sheet),
    "100,000 cells far to the right": partial(_make, _far_columns),
}
