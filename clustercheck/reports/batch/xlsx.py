"""A batch as .xlsx: one row a file, for people, in their language; and the overview's counts beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from clustercheck.batch.overview import Batch, Row
from clustercheck.form.package import save_sealed
from clustercheck.model.findings import Status
from clustercheck.reports.wording.words import route_word, status_word, verdict_word
from clustercheck.texts.messages import _, harmless, is_active, said

# Excel opens no cell with more.
_LONGEST = 32_000
_BOLD = Font(bold=True)
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_HEAD = PatternFill("solid", fgColor="DDE6F0")
_FIRST_COLUMNS = (40, 6, 32, 18, 12, 12, 32, 8, 10, 10, 12)


def render(batch: Batch, stream: BinaryIO) -> None:
    """Write the workbook row by row; openpyxl keeps none of them in memory."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Files"))
    sheet.freeze_panes = "D2"
    for number, width in enumerate(_FIRST_COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.append([_head(sheet, title) for title in _titles(batch)])
    ids = list(batch.headings)
    for row in batch.rows():
        sheet.append([_cell(sheet, value) for value in _values(row, ids)])
    save_sealed(book, stream)


def _titles(batch: Batch) -> Iterator[str]:
    yield from (_("file"), _("row"), _("cluster"), _("standard"), _("verdict"), _("route"))
    yield from (_("beside the verdict"), _("place"))
    yield from (_("thresholds"), _("thresholds met"), _("mean margin, %"))
    yield from (status_word(status) for status in Status)
    yield from (said(name) for name in batch.headings.values())
    yield _("why not read")


def _values(row: Row, ids: list[str]) -> Iterator[str | int | float | None]:
    judged = row.verdict is not None
    yield from (row.file, row.row, row.cluster, row.standard, verdict_word(row.verdict))
    yield from (route_word(row.route), row.remarks, row.place)
    yield row.thresholds if judged else None
    yield row.thresholds_met if judged else None
    yield None if row.margin is None else row.margin / 100
    counts = row.counts
    yield from (counts[status] if judged else None for status in Status)
    for id in ids:
        status = row.statuses.get(id)
        yield None if status is None else status_word(status)
    yield f"{row.code}  {row.problem}" if row.code else None


def _head(sheet: Any, title: str) -> Any:
    cell = _cell(sheet, title)
    cell.font, cell.fill, cell.alignment = _BOLD, _HEAD, _WRAPPED
    return cell


def _cell(sheet: Any, value: str | int | float | None) -> Any:
    """A cell; a text stays one, whatever it begins with."""
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, harmless(value)[:_LONGEST])
    cell.data_type = "s"
    # Else it becomes a formula once someone edits the cell.
    cell.quotePrefix = is_active(value)
    return cell
