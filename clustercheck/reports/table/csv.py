"""Many clusters as .csv: one row a cluster, for scripts and for a spreadsheet program, which must run none of it.

A field that a spreadsheet program would take for a formula has an apostrophe before it.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, BinaryIO, TextIO

from clustercheck.batch.overview import Batch
from clustercheck.model.findings import Result
from clustercheck.model.records import NamedTuple
from clustercheck.reports.table.columns import Table, Value, plain_columns, row_of, table_of_batch
from clustercheck.texts.messages import inert


class CsvPiece(NamedTuple):
    """One file's cells: before those of the criteria, those by the criterion's id, and after them."""

    before: tuple[Any, ...]
    criteria: dict[str, str]
    after: tuple[Any, ...]


def render_csv(results: Sequence[Result]) -> str:
    """What `assess` was given; lines end as RFC 4180 has it."""
    return "".join(whole_csv([piece_csv(result) for result in results]))


def piece_csv(result: Result) -> CsvPiece:
    """One file's row."""
    row = row_of(result)
    before, after = plain_columns()
    statuses = {id: str(status) for id, status in row.statuses.items()}
    return CsvPiece(
        tuple([_cell(column.plain(row)) for column in before]),
        statuses,
        tuple([_cell(column.plain(row)) for column in after]),
    )


def whole_csv(pieces: Iterable[CsvPiece], _closing: str = "") -> Iterator[str]:
    """The table of these files, which are asked for twice; the criteria of all have columns."""
    before, after = plain_columns()
    ids = list(dict.fromkeys(id for piece in pieces for id in piece.criteria))
    yield _line([*[column.key for column in before], *ids, *[column.key for column in after]])
    for piece in pieces:
        yield _line([*piece.before, *[piece.criteria.get(id) for id in ids], *piece.after])


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
        writer.writerow([_cell(value(row)) for value in values])


def _line(cells: Sequence[Any]) -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerow(cells)
    return stream.getvalue()


def _cell(value: Value) -> Any:
    return inert(value) if isinstance(value, str) else value
