"""From a spreadsheet to a `Cluster`: what its cells state, and what is wrong with them.

    grid         any file's bytes to cells
    layout       which cell is which indicator, year and cluster
    figures      what a cell says
    consistency  what cannot be true

They are imported when a file is read, for a command that reads none should not wait for them.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from stat import S_ISDIR, S_ISREG

from clustercheck.model.cluster import Cluster
from clustercheck.model.hints import TYPE_CHECKING
from clustercheck.model.problems import UnreadableFile, Where, error
from clustercheck.tables.reading import ReadCluster

if TYPE_CHECKING:
    from pathlib import Path

    from clustercheck.formats.cells import Workbook
    from clustercheck.model.label_map import LabelMap
    from clustercheck.tables.accounts import Account
    from clustercheck.tables.collection import Found
    from clustercheck.tables.reading import Ignored

__all__ = [
    "content_of",
    "explained",
    "passed_over",
    "read",
    "read_all",
    "read_cluster",
    "read_targets",
    "read_together",
]


# Bytes read at once from a file that is longer than the system says, such as a pipe.
_CHUNK, _AT_THE_END = 64 * 1024, 256
_TO_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOINHERIT", 0)


def read_cluster(
    path: str | Path, *, content: bytes | None = None, label_map: LabelMap | None = None
) -> Cluster:
    """The one cluster of a workbook. Raises `UnreadableFile`. See `read`."""
    return read(path, content=content, label_map=label_map).cluster


def read(path: str | Path, *, content: bytes | None = None, label_map: LabelMap | None = None) -> ReadCluster:
    """Read a workbook with one cluster. Raises `UnreadableFile` if it has several. See `read_all`."""
    readings = read_all(path, content=content, label_map=label_map)
    if len(readings) > 1:
        raise UnreadableFile(error("C143", Where(str(path)), count=len(readings)))
    return readings[0]


def read_all(
    path: str | Path, *, content: bytes | None = None, label_map: LabelMap | None = None
) -> tuple[ReadCluster, ...]:
    """Read a workbook and return one result for each cluster. With `content`, the path is only a name.

    Faults of single cells are in the clusters' problems. Raises `UnreadableFile` if the file as a whole cannot be
    used.
    """
    from clustercheck.tables.whole_files import clusters_in, laid_out

    file = str(path)
    workbook, found = laid_out(file, content_of(file) if content is None else content, label_map)
    return clusters_in(found, workbook, file)


def read_targets(
    path: str | Path, *, content: bytes | None = None, label_map: LabelMap | None = None
) -> tuple[ReadCluster, ...]:
    """The targets in a plan's workbook, by cluster: its sheet of targets if it has one, else what calls itself a target.

    Where nothing does, all its figures. Raises `UnreadableFile`.
    """
    from clustercheck.tables.layout import lay_out
    from clustercheck.tables.long_cells import shortened
    from clustercheck.tables.planned_figures import as_results
    from clustercheck.tables.target_sheets import only_targets
    from clustercheck.tables.vocabulary import Known
    from clustercheck.tables.whole_files import clusters_in, opened

    file = str(path)
    whole = opened(file, content_of(file) if content is None else content)
    shorter, cut = shortened(only_targets(whole), file)
    workbook, in_question = as_results(shorter, Known(label_map), file)
    found = lay_out(workbook, file, label_map)
    found.problems += [*cut, *in_question]
    return clusters_in(found, workbook, file)


def read_together(
    files: Sequence[tuple[str, bytes | None]], *, label_map: LabelMap | None = None
) -> tuple[ReadCluster, ...]:
    """Read several files as one workbook: one cluster with one file for each year or subject. Raises `UnreadableFile`.

    Each of `files` is a path and its bytes, None if they must be read. The name of a sheet includes its file.
    """
    from clustercheck.tables.layout import lay_out
    from clustercheck.tables.long_cells import shortened
    from clustercheck.tables.several_files import joined_name, put_together
    from clustercheck.tables.whole_files import clusters_in, opened

    file = joined_name([name for name, _ in files])
    together = put_together(
        [(name, opened(name, content_of(name) if content is None else content)) for name, content in files]
    )
    workbook, cut = shortened(together, file)
    found = lay_out(workbook, file, label_map)
    found.problems += cut
    return clusters_in(found, workbook, file)


def passed_over(
    path: str | Path, *, content: bytes | None = None, label_map: LabelMap | None = None
) -> tuple[Ignored, ...]:
    """The lines of a workbook that are seen and not used, even if no line is known. Raises `UnreadableFile`."""
    _workbook, found = _laid_out(str(path), content, label_map)
    return tuple(found.ignored)


def _laid_out(file: str, content: bytes | None, label_map: LabelMap | None) -> tuple[Workbook, Found]:
    from clustercheck.tables.whole_files import laid_out

    return laid_out(file, content_of(file) if content is None else content, label_map)


def explained(
    path: str | Path, ref: str, *, content: bytes | None = None, label_map: LabelMap | None = None
) -> tuple[Account, ...]:
    """Why a cell was taken or not, on each sheet; `ref` is `D5` or `表!D5`.

    Empty if there is no such sheet. Raises `UnreadableFile`, and `ValueError` if `ref` names no cell.
    """
    from clustercheck.tables.accounts import accounts_of
    from clustercheck.tables.mixed_clusters import doubt_mixed_clusters

    workbook, found = _laid_out(str(path), content, label_map)
    doubt_mixed_clusters(found)
    return accounts_of(workbook, found, ref)


def content_of(file: str, *, takes_pipes: bool = False, stat: os.stat_result | None = None) -> bytes:
    """A file's bytes; of a file that is too large, slightly more than the limit. Raises `UnreadableFile`.

    Reading a pipe or a device may never end, so they are refused unless `takes_pipes`. `stat` is what the system says
    of the file, if that was asked already.
    """
    from clustercheck.formats.limits import LIMITS

    try:
        found = stat or os.stat(file)
        kind = found.st_mode
        if S_ISDIR(kind):
            raise UnreadableFile(error("C111", Where(file)))
        if not S_ISREG(kind) and not takes_pipes:
            raise UnreadableFile(error("C115", Where(file)))
        # A stream asks for the file's size and kind once more, and takes longer to make than the file to read.
        handle = os.open(file, _TO_READ)
        try:
            # One byte more than is allowed tells that there is too much, whatever the file's size claims; and the
            # memory for as much as is allowed would be asked for with every file.
            left, wanted = LIMITS.file + 1, min(found.st_size, LIMITS.file) + 1
            pieces: list[bytes] = []
            while left > 0 and (piece := os.read(handle, min(left, wanted))):
                pieces.append(piece)
                left -= len(piece)
                # Usually only the end is to come.
                wanted = _AT_THE_END if len(pieces) == 1 else _CHUNK
            return b"".join(pieces)
        finally:
            os.close(handle)
    except (FileNotFoundError, NotADirectoryError, ValueError) as missing:
        raise UnreadableFile(error("C101", Where(file))) from missing
    except OSError as refusal:
        raise UnreadableFile(error("C102", Where(file))) from refusal
