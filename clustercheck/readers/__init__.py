"""From a spreadsheet to a `Cluster`: what its cells state, and what is wrong with them.

    grid         any file's bytes to cells
    layout       which cell is which indicator and year
    figures      what a cell says
    consistency  what cannot be true

They are imported when a file is read, for a command that reads none should not wait for them.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from clustercheck.cluster import Cell, Cluster
from clustercheck.problems import Name, UnreadableFile, Where, error

__all__ = ["Ignored", "Reading", "content_of", "read", "read_cluster"]


class Ignored(NamedTuple):
    """A line, column or table that was seen and not used, and why."""

    cell: Cell
    text: str
    why: Name


class Reading(NamedTuple):
    """How a workbook was understood, before any judgement; `years` are those its tables have columns for."""

    cluster: Cluster
    sheets: tuple[str, ...]
    years: tuple[int, ...]
    ignored: tuple[Ignored, ...]


def read_cluster(path: str | Path, *, content: bytes | None = None) -> Cluster:
    """What a workbook states of its cluster; raises `UnreadableFile`. See `read`."""
    return read(path, content=content).cluster


def read(path: str | Path, *, content: bytes | None = None) -> Reading:
    """Read a workbook, from `content` where it is given; the path then only names it.

    What is wrong with single cells is in the cluster's problems. Raises `UnreadableFile` where nothing can be
    made of the file as a whole.
    """
    from clustercheck.readers.consistency import checked
    from clustercheck.readers.grid import read_workbook
    from clustercheck.readers.layout import lay_out

    file = str(path)
    workbook = read_workbook(file, content_of(file) if content is None else content)
    if not any(sheet.cells for sheet in workbook.sheets):
        raise UnreadableFile(error("C109", Where(file)))
    found = lay_out(workbook, file)
    if found.is_empty:
        raise UnreadableFile(error("C110", Where(file)), *found.problems)
    observations, doubts = checked(found.observations, file)
    cluster = Cluster(file, found.entries, observations, found.answers, (*found.problems, *doubts))
    ignored = tuple(Ignored(*line) for line in found.ignored)
    return Reading(
        cluster, tuple(sheet.name for sheet in workbook.sheets), tuple(sorted(found.years)), ignored
    )


def content_of(file: str) -> bytes:
    """A file's bytes, a little more than can be read where it is too large; raises `UnreadableFile`."""
    from clustercheck.readers.cells import MAX_FILE

    if os.path.isdir(file):
        raise UnreadableFile(error("C111", Where(file)))
    try:
        with open(file, "rb") as stream:
            # One byte more than is allowed tells that there is too much, whatever the file's size claims.
            return stream.read(MAX_FILE + 1)
    except (FileNotFoundError, NotADirectoryError, ValueError) as missing:
        raise UnreadableFile(error("C101", Where(file))) from missing
    except OSError as refusal:
        raise UnreadableFile(error("C102", Where(file))) from refusal
