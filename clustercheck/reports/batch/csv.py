"""A batch as .csv: one row a file, for scripts and for a spreadsheet program, which must run none of it."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Sequence
from typing import BinaryIO

from clustercheck.batch.overview import Batch, Row
from clustercheck.model.findings import Status
from clustercheck.texts.messages import inert

COLUMNS = (
    "file",
    "row",
    "cluster",
    "standard",
    "verdict",
    "route",
    "remarks",
    "place",
    "thresholds",
    "thresholds_met",
    "margin_percent",
)


def render(batch: Batch, stream: BinaryIO) -> None:
    """Write the rows, in UTF-8 with the mark by which Excel knows it."""
    stream.write(codecs.BOM_UTF8)
    lines = io.TextIOWrapper(
        stream, encoding="utf-8", errors="backslashreplace", newline="", write_through=True
    )
    writer = csv.writer(lines, lineterminator="\r\n")
    ids = list(batch.headings)
    writer.writerow([*COLUMNS, *(status.value for status in Status), *ids, "code", "problem"])
    for row in batch.rows():
        writer.writerow([inert(cell) if isinstance(cell, str) else cell for cell in cells(row, ids)])
    lines.detach()


def cells(row: Row, ids: Sequence[str]) -> list[str | int | float | None]:
    """A file's row: who it is, what it came to, how many criteria came to what, each of them, and why not."""
    judged = row.verdict is not None
    verdict = row.verdict.value if row.verdict is not None else "error"
    return [
        row.file,
        row.row,
        row.cluster,
        row.standard,
        verdict,
        row.route,
        row.remarks,
        row.place,
        row.thresholds if judged else None,
        row.thresholds_met if judged else None,
        None if row.margin is None else row.margin / 100,
        *(row.counts[status] if judged else None for status in Status),
        *(row.statuses.get(id) for id in ids),
        row.code,
        row.problem,
    ]
