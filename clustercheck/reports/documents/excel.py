"""A document as a workbook: a sheet for all its blocks, or a sheet added to another workbook."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment

from clustercheck.form import style
from clustercheck.form.package import save_sealed
from clustercheck.reports.documents import (
    Blocks,
    DocumentHeading,
    DocumentTable,
    Items,
    Text,
    Title,
    text_width,
)
from clustercheck.texts.messages import harmless

_WIDEST, _NARROWEST = 48, 9
_WRAPPED = Alignment(wrap_text=True, vertical="center")


def render_excel(blocks: Blocks, name: str, day: date) -> bytes:
    """A workbook with one sheet of that name; its dates are the day that it was made for, never today's."""
    book = Workbook()
    book.remove(book.worksheets[0])
    write_sheet(book.create_sheet(name), blocks)
    stream = BytesIO()
    save_sealed(book, stream, day)
    return stream.getvalue()


def write_sheet(sheet: Any, blocks: Blocks) -> None:
    """Write the blocks one below the other; figures are cells of their own and texts never formulas."""
    most = max([len(block.head) for block in blocks if isinstance(block, DocumentTable)], default=4)
    style.set_widths(sheet, _widths([block for block in blocks if isinstance(block, DocumentTable)], most))
    row = 0
    for block in blocks:
        if isinstance(block, DocumentTable):
            row = _write_grid(sheet, row, block)
            continue
        font = (
            style.TITLE
            if isinstance(block, Title)
            else style.BOLD
            if isinstance(block, DocumentHeading)
            else style.BODY
        )
        texts = block.texts if isinstance(block, Items) else (block.text,)
        if isinstance(block, Title) and block.beside:
            texts = (*texts, block.beside)
        row += 1 if isinstance(block, DocumentHeading) and row else 0
        for number, text in enumerate(texts):
            row += 1
            look = style.SMALL if isinstance(block, Title) and number else font
            if isinstance(block, Text) and block.style in ("strong", "good", "bad", "open"):
                look = style.BOLD
            style.put_across(sheet, row, harmless(text), look, most)


def _widths(grids: list[DocumentTable], most: int) -> list[float]:
    widths = [float(_NARROWEST)] * most
    for grid in grids:
        for number, column in enumerate(zip(grid.head, *grid.rows, strict=True)):
            widths[number] = min(_WIDEST, max(widths[number], *(_longest_line(text) + 2 for text in column)))
    return widths


def _write_grid(sheet: Any, row: int, grid: DocumentTable) -> int:
    if grid.title:
        row += 1
        style.put_across(sheet, row, harmless(grid.title), style.SMALL, len(grid.head))
    row += 1
    for column, text in enumerate(grid.head, start=1):
        style.put(sheet, row, column, harmless(text), font=style.BOLD, fill=style.HEADING, centred=True)
    for texts in grid.rows:
        row += 1
        for column, text in enumerate(texts, start=1):
            is_figure = column - 1 in grid.right and _is_number(text)
            cell = style.put(sheet, row, column, Decimal(text) if is_figure else harmless(text))
            if not is_figure:
                cell.alignment = _WRAPPED
        style.fit_height(sheet, row)
    return row


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).removeprefix("-").isdigit() and text.isascii()


def _longest_line(text: str) -> int:
    return max(map(text_width, text.split("\n")))
