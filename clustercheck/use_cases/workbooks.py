"""Find the workbooks that the names of a call mean."""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Iterator, Sequence

from clustercheck.model.hints import TypeAlias
from clustercheck.model.problems import UnreadableFile, Where, error

STDIN = "-"
# A web page is read if it is named or ends in .xls: most pages in a folder are no spreadsheets.
SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".et", ".ods", ".csv", ".tsv")
# Temporary files of office programs, and files of systems.
_PASSED_OVER = ("~$", ".")

# A workbook's name, and its bytes if they do not come from the file of that name.
Source: TypeAlias = tuple[str, bytes | None]


def workbooks(
    named: Sequence[str],
    passed_over: list[str] | None = None,
    platform: str = sys.platform,
    *,
    stdin_name: str | None = None,
) -> Iterator[Source | UnreadableFile]:
    """Each workbook's name, with its bytes if they come from stdin. A folder means the spreadsheets below it.

    A folder without spreadsheets is returned as a fault, so that the other files are still read. On Windows, whose
    shells do not do it, `*` and `?` are expanded. Tables in a folder that this tool made are not workbooks: they are
    added to `passed_over`. `stdin_name` is the name for the bytes from stdin.
    """
    for name in named if platform != "win32" else _expanded(named):
        if name == STDIN:
            from clustercheck.formats.limits import LIMITS

            # One byte more than is allowed tells that there is too much.
            yield stdin_name or STDIN, b"" if sys.stdin is None else sys.stdin.buffer.read(LIMITS.file + 1)
        elif os.path.isdir(name):
            from clustercheck.formats.seals import is_table

            # The folder is read twice: unreadable folders are reported first, and a list of all files would be long.
            closed: list[str] = []
            deque(_below(name, closed), maxlen=0)
            is_empty = True
            for folder in closed:
                yield UnreadableFile(error("C102", Where(folder)))
            for path in _below(name, []):
                if is_table(path):
                    if passed_over is not None:
                        passed_over.append(path)
                    continue
                is_empty = False
                yield path, None
            if is_empty and not closed:
                yield UnreadableFile(error("U413", Where(name), suffixes=SUFFIXES))
        else:
            yield name, None


def workbook_named(name: str, *, stdin_name: str | None = None) -> Source:
    """The workbook that a name means; for a folder, its first. Raises `UnreadableFile`."""
    found = next(workbooks([name], stdin_name=stdin_name))
    if isinstance(found, UnreadableFile):
        raise found
    return found


def _expanded(named: Sequence[str]) -> Iterator[str]:
    """The files that `*` and `?` match, sorted. A name that matches nothing, or exists as a file, stays as it is."""
    for name in named:
        if name == STDIN or not ("*" in name or "?" in name) or os.path.exists(name):
            yield name
            continue
        from glob import glob

        # On Windows brackets are plain characters: copies have them in their names.
        found = sorted(glob(name.replace("[", "[[]")))
        yield from [path for path in found if not os.path.basename(path).startswith(_PASSED_OVER)] or [name]


def _below(folder: str, closed: list[str]) -> Iterator[str]:
    """The spreadsheets below a folder; unreadable folders are added to `closed`."""
    from pathlib import Path

    for root, folders, files in os.walk(
        Path(folder), onerror=lambda fault: closed.append(str(fault.filename))
    ):
        folders[:] = sorted(name for name in folders if not name.startswith(_PASSED_OVER))
        # A path object is made once for a folder: making one for each file takes longer than finding the files.
        before = str(Path(root, "-"))[:-1]
        for name in sorted(files):
            if name.lower().endswith(SUFFIXES) and not name.startswith(_PASSED_OVER):
                yield before + name
