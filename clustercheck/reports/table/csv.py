"""Many clusters as .csv: one row a cluster, for scripts and for a spreadsheet program, which must run none of it.

A field that a spreadsheet program would take for a formula has an apostrophe before it.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Sequence
from typing import BinaryIO, TextIO

from clustercheck.batch.overview import Batch
from clustercheck.model.findings import Result
from clustercheck.reports.table.columns import Table, table_of, table_of_batch
from clustercheck.texts.messages import inert


def render_csv(results: Sequence[Result]) -> str:
    """What `assess` was given; lines end as RFC 4180 has it."""
    stream = io.StringIO(newline="")
    _write(table_of(results), stream)
    return stream.getvalue()


def render(batch: Batch, stream: BinaryIO) -> None:
    """Write a batch, in UTF-8 with the mark by which Excel knows it."""
    stream.write(codecs.BOM_UTF8)
    lines = io.TextIOWrapper(
        stream, encoding="utf-8", errors="backslashreplace", newline="", write_through=True
    )
    _write(table_of_batch(batch.headings, batch.rows), lines)
    lines.detach()


def _write(table: Table, stream: TextIO) -> None:
    columns = [column for column in table.columns if column.key]
    writer = csv.writer(stream)
    writer.writerow([column.key for column in columns])
    values = [column.plain for column in columns]
    for row in table.rows():
        cells = [value(row) for value in values]
        writer.writerow([inert(cell) if isinstance(cell, str) else cell for cell in cells])
