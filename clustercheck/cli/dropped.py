"""Handle a file that is dropped on the program on a desktop, where no terminal can show a report."""

from __future__ import annotations

import os
import stat
import sys

_STREAMS = (0, 1, 2)


def is_dropped() -> bool:
    """Whether no one reads the output: no stream is a terminal, a pipe or a file, or the console belongs to us alone.

    A desktop starts programs with /dev/null or a socket of its journal; a script or a CI run has a file or a pipe.
    """
    if sys.platform == "win32":
        return _has_console_of_its_own()
    return not any(_is_read(stream) for stream in _STREAMS)


def page_beside(path: str) -> str:
    """The path of the page beside the workbook: `data.xlsx` gives `data.clustercheck.html`."""
    stem = path.rstrip("/\\") if os.path.isdir(path) else os.path.splitext(path)[0]
    return f"{stem}.clustercheck.html"


def _is_read(stream: int) -> bool:
    try:
        mode = os.fstat(stream).st_mode
    except OSError:
        return False
    return os.isatty(stream) or stat.S_ISREG(mode) or stat.S_ISFIFO(mode)


def _has_console_of_its_own() -> bool:
    """Whether Windows opened the console for this program alone, and will close it afterwards."""
    import ctypes

    buffer = (ctypes.c_uint * 2)()
    return bool(getattr(ctypes, "windll").kernel32.GetConsoleProcessList(buffer, 2) == 1)  # noqa: B009
