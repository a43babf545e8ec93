"""`-o x.html`: the report of one cluster, or what several come to together, with the report of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from io import BytesIO
from itertools import groupby

from clustercheck.model.findings import Assessment, Result, Unread
from clustercheck.reports import Document, Material
from clustercheck.reports.batch.record import JudgedFile, batch_of
from clustercheck.reports.html import render


def render_html(results: Sequence[Result], material: Material) -> Document:
    """One file; what is handed in twice is known of the files whose bytes are among the material."""
    if len(results) == 1 and isinstance(results[0], Assessment):
        return Document(render(results[0]))
    from clustercheck.reports.batch.html import render as render_batch  # brings a database

    stream = BytesIO()
    with batch_of(list(_files(results, material.contents)), date.min) as batch:  # no page names that day
        render_batch(batch, stream)
    return Document(stream.getvalue())


def _files(results: Sequence[Result], contents: Mapping[str, bytes]) -> Iterator[JudgedFile]:
    for name, of_one in groupby(results, _file_of):
        yield JudgedFile(name, contents.get(name, b""), tuple(of_one))


def _file_of(result: Result) -> str:
    return result.file if isinstance(result, Unread) else result.cluster.file
