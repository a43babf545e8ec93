"""`-o FOLDER/`: the page of a batch as `index.html`, with the report of each cluster in a file beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from clustercheck.batch.overview import Batch
from clustercheck.cli.files import put
from clustercheck.cli.overwrites import may_write
from clustercheck.use_cases.file_names import numbered, safe_name

FOLDER = "folder"
_INDEX = "index.html"


def write_folder(folder: Path, batch: Batch, *, force: bool) -> None:
    """Write all of it, one report at a time; nothing is written where a file of others is in the way."""
    from clustercheck.reports.batch.html import render_index
    from clustercheck.reports.html import render

    if batch.reports is None:
        raise ValueError("a folder of reports is made of assessments")
    names = list(_names(batch))
    for name in (_INDEX, *filter(None, names)):
        may_write(folder / name, force=force)
    hrefs: list[str | None] = []
    for name, (_row, assessment) in zip(names, batch.reports(), strict=True):
        hrefs.append(None if assessment is None else quote(name))
        if assessment is not None:
            put(folder / name, render(assessment), is_sealed=True)
    put(folder / _INDEX, render_index(batch, hrefs), is_sealed=True)


def _names(batch: Batch) -> Iterator[str]:
    """The name of each cluster's file by its place; empty where there is no verdict."""
    taken = {_INDEX}
    for row in batch.ranked():
        stem = safe_name(row.cluster, Path(row.file).stem)
        yield "" if row.verdict is None else numbered(f"{stem}.html", taken)
