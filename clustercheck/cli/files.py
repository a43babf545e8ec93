"""Which workbooks are meant, and how results are put into files: whole or not at all."""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from clustercheck.cli.console import note, printable
from clustercheck.model.problems import UnreadableFile, UsageFault, Where, error, reason_of
from clustercheck.texts.messages import _, listed

STDIN = "-"
# A web page is read when it is named, or when it goes by .xls: most in a folder are no spreadsheets.
SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".et", ".ods", ".csv", ".tsv")
# Reports whose formats have room for a seal; a package has its own.
SEALED = ("md", "html", "junit")
_SHOWN = 5
# Left behind by office programs while a file is open, and by systems.
_PASSED_OVER = ("~$", ".")


def workbooks(
    named: Sequence[str], passed_over: list[str] | None = None, platform: str = sys.platform
) -> Iterator[tuple[str, bytes | None] | UnreadableFile]:
    """Each workbook's name, with its bytes where they come from stdin; a folder is the spreadsheets below it.

    A folder without any comes out as the fault it is, so that the other files are still read. On Windows, whose shells
    do not, `*` and `?` are expanded. The tables that this tool has made in a folder are no workbooks handed in: they are
    added to `passed_over`.
    """
    for name in named if platform != "win32" else _expanded(named):
        if name == STDIN:
            yield STDIN, b"" if sys.stdin is None else sys.stdin.buffer.read()
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


def note_passed_over(paths: Sequence[str]) -> None:
    """Say which tables in folders were not taken for workbooks handed in."""
    if paths:
        some = listed([printable(path) for path in paths[:_SHOWN]]) + (" …" if len(paths) > _SHOWN else "")
        note(
            _("Passed over, for clustercheck made them and they are no one's figures ({n}): {files}").format(
                n=len(paths), files=some
            )
        )


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


def put(path: Path, content: str | bytes, *, is_sealed: bool = False) -> None:
    """Write a file whole or not at all, with a seal where it is to have one; raises `UsageFault` where it cannot be."""
    with whole(path) as stream:
        # A name that is no UTF-8 on disk comes out as JSON escapes it.
        stream.write(content.encode("utf-8", "backslashreplace") if isinstance(content, str) else content)
        if is_sealed:
            from clustercheck.formats.seals import seal_text

            seal_text(stream)


@contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """A stream into a file that is there once all is written, and not if anything fails.

    Raises `UsageFault` where it cannot be written.
    """
    import tempfile  # and with it random and hashes; most runs write no file

    try:
        # Through a link: it is what the link leads to that is replaced.
        target = Path(os.path.realpath(path))
        handle, temporary = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        try:
            with os.fdopen(handle, "w+b") as stream:
                yield stream
            os.chmod(temporary, 0o666 & ~_umask())
            os.replace(temporary, target)
        except BaseException:
            os.unlink(temporary)
            raise
    except OSError as fault:
        raise UsageFault(error("U407", Where(), file=str(path), reason=reason_of(fault))) from fault


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
