"""Which workbooks a call's names mean."""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

from clustercheck.model.problems import UnreadableFile, Where, error

STDIN = "-"
# A web page is read when it is named, or when it goes by .xls: most in a folder are no spreadsheets.
SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".et", ".ods", ".csv", ".tsv")
# Left behind by office programs while a file is open, and by systems.
_PASSED_OVER = ("~$", ".")

# A workbook's name, and its bytes where they are not to be read from the file of that name.
Source: TypeAlias = tuple[str, bytes | None]


def workbooks(
    named: Sequence[str],
    passed_over: list[str] | None = None,
    platform: str = sys.platform,
    *,
    stdin_name: str | None = None,
) -> Iterator[Source | UnreadableFile]:
    """Each workbook's name, with its bytes where they come from stdin; a folder is the spreadsheets below it.

    A folder without any comes out as the fault it is, so that the other files are still read. On Windows, whose shells
    do not, `*` and `?` are expanded. The tables that this tool has made in a folder are no workbooks handed in: they are
    added to `passed_over`. What comes from stdin goes by `stdin_name`, where it is given.
    """
    for name in named if platform != "win32" else _expanded(named):
        if name == STDIN:
            yield stdin_name or STDIN, b"" if sys.stdin is None else sys.stdin.buffer.read()
        elif os.path.isdir(name):
            from clustercheck.formats.seals import is_table

            # Gone through twice, for what cannot be entered is said first, and a list of all files would be long.
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
    """The workbook that a name means, of a folder the first; raises `UnreadableFile`."""
    found = next(workbooks([name], stdin_name=stdin_name))
    if isinstance(found, UnreadableFile):
        raise found
    return found


def _expanded(named: Sequence[str]) -> Iterator[str]:
    """What `*` and `?` stand for, by name; as it is what matches nothing, or is a file's own name."""
    for name in named:
        if name == STDIN or not ("*" in name or "?" in name) or os.path.exists(name):
            yield name
            continue
        from glob import glob

        # Brackets stand for themselves on Windows: they are in the names of copies.
        found = sorted(glob(name.replace("[", "[[]")))
        yield from [path for path in found if not os.path.basename(path).startswith(_PASSED_OVER)] or [name]


def _below(folder: str, closed: list[str]) -> Iterator[str]:
    """The spreadsheets below a folder; folders that may not be entered are added to `closed`."""
    for root, folders, files in os.walk(
        Path(folder), onerror=lambda fault: closed.append(str(fault.filename))
    ):
        folders[:] = sorted(name for name in folders if not name.startswith(_PASSED_OVER))
        # A path is made once for a folder: for each of thousands of files it takes longer than to find them.
        before = str(Path(root, "-"))[:-1]
        for name in sorted(files):
            if name.lower().endswith(SUFFIXES) and not name.startswith(_PASSED_OVER):
                yield before + name
