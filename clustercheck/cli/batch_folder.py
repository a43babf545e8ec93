"""`-o FOLDER/`: the page of a batch as `index.html`, with the report of each cluster in a file beside it."""

from __future__ import annotations

from pathlib import Path

from clustercheck.batch.overview import Batch
from clustercheck.cli.files import put
from clustercheck.cli.overwrites import may_write
from clustercheck.use_cases.batch_files import INDEX, report_names, reports

FOLDER = "folder"


def write_folder(folder: Path, batch: Batch, *, force: bool) -> None:
    """Write all of it, one report at a time; nothing is written where a file of others is in the way."""
    names = report_names(batch)
    for name in (INDEX, *filter(None, names)):
        may_write(folder / name, force=force)
    for name, page in reports(batch, names):
        put(folder / name, page, is_sealed=True)
