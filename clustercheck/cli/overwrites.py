"""Decide which files may be overwritten: a file that this tool made and no one has changed, but never one that is read."""

from __future__ import annotations

import os
from collections.abc import Iterable
from errno import EISDIR
from stat import S_ISDIR, S_ISREG

from clustercheck.formats.seals import SealedKind, kind_of
from clustercheck.model.hints import TYPE_CHECKING
from clustercheck.model.problems import Name, UsageFault, Where, error, reason_of

if TYPE_CHECKING:
    from pathlib import Path

_NO_FILE = Name("那不是普通文件，而是管道、设备或套接字", "that is no file but a pipe, a device or a socket")

# A file by its place on disk, whatever its name.
Inode = tuple[int, int]


def may_write(path: Path, *, force: bool, sources: Iterable[str | os.PathLike[str] | None] = ()) -> None:
    """Raise `UsageFault` if writing a file would lose data. `force` protects only the `sources`."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return  # there is no file, or writing will report what is wrong
    if any(inode_of(source) == (found.st_dev, found.st_ino) for source in sources if source is not None):
        raise UsageFault(error("U445", Where(), file=str(path)))
    if S_ISDIR(found.st_mode) or not S_ISREG(found.st_mode):
        reason = reason_of(OSError(EISDIR, "")) if S_ISDIR(found.st_mode) else _NO_FILE
        raise UsageFault(error("U407", Where(), file=str(path), reason=reason))
    if force or not found.st_size:
        return
    try:
        kind = kind_of(path)
    except OSError as fault:
        kind = reason_of(fault)
    if not isinstance(kind, SealedKind):
        raise UsageFault(error("U470", Where(), file=str(path), reason=kind))


def may_write_all(
    paths: Iterable[Path], *, force: bool, sources: Iterable[str | os.PathLike[str] | None] = ()
) -> None:
    """Like `may_write` for several files, all different, before any is written."""
    taken: set[str] = set()
    sources = list(sources)
    for path in paths:
        place = os.path.normcase(os.path.realpath(path))
        if place in taken:
            raise UsageFault(error("U474", Where(), file=str(path)))
        taken.add(place)
        may_write(path, force=force, sources=sources)


def inode_of(path: str | os.PathLike[str]) -> Inode | None:
    """The identity of a file, whatever its name; None if there is no file."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino
