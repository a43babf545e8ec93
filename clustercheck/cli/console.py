"""The two streams: results to stdout, everything else to stderr. Colour and width are decided here."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from functools import partial
from io import StringIO

from clustercheck.model.hints import IO, TYPE_CHECKING
from clustercheck.model.problems import Problem, Severity
from clustercheck.model.speed import is_quick
from clustercheck.texts.messages import _, harmless, placed

if TYPE_CHECKING:
    from rich.console import Console

    from clustercheck.reports.terminal.screen import Screen

COLOURS = ("auto", "always", "never")
WIDTH_OFF_TERMINAL = 120
# The least width: with less, no column would remain. A terminal wraps the lines itself.
NARROWEST = 60
_USUAL_WIDTH = 80
_DUMB = ("dumb", "unknown")
_ASKED_BY_RICH = frozenset(("FORCE_COLOR", "TTY_COMPATIBLE"))


def write(result: str | bytes) -> None:
    """Write a result to stdout, bytes unchanged. A character that the stream cannot encode is replaced and is no failure."""
    if isinstance(result, bytes):
        sys.stdout.flush()
        sys.stdout.buffer.write(result)
        sys.stdout.buffer.flush()
    else:
        _write(sys.stdout, result)


def write_lines(lines: bytes) -> None:
    """Write lines of UTF-8 to stdout: as they are where it has the same encoding and ends of lines, else as text."""
    encoding = getattr(sys.stdout, "encoding", None) or ""
    write(lines if encoding.lower() == "utf-8" and os.linesep == "\n" else lines.decode("utf-8"))


def note(text: str) -> None:
    """Write anything but a result to stderr. A closed stderr is ignored and does not change the exit code."""
    try:
        _write(sys.stderr, text + "\n")
    except OSError:
        sys.stderr = StringIO()


def report(problems: Iterable[Problem]) -> None:
    """Write problems to stderr, one on each line."""
    for problem in problems:
        word = _("error") if problem.severity is Severity.ERROR else _("warning")
        note(printable(f"{word}  {placed(problem)}".replace("\n", " ")))


def printable(text: str) -> str:
    """A text without control characters: the content of a cell must not control a terminal."""
    return harmless(text, keep="\n")


def wants_colour(choice: str, stream: IO[str], environment: Mapping[str, str]) -> bool:
    """Decide by `--color`, then NO_COLOR, then FORCE_COLOR, then whether the stream is a terminal."""
    if choice != "auto":
        return choice == "always"
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR"):
        return True
    return stream.isatty() and environment.get("TERM") != "dumb"


def screen(choice: str) -> Screen:
    """The screen on stdout by these rules. Its width is COLUMNS or 120 if stdout is no terminal."""
    from clustercheck.reports.terminal.screen import Screen  # formats for machines need none

    coloured = wants_colour(choice, sys.stdout, os.environ)
    on_terminal = sys.stdout.isatty()
    columns = os.environ.get("COLUMNS", "")
    width = int(columns) if columns.isascii() and columns.isdigit() and int(columns) else None
    if width is None and not on_terminal:
        width = WIDTH_OFF_TERMINAL
    sys.stdout.reconfigure(errors="replace") if hasattr(sys.stdout, "reconfigure") else None
    make = partial(_rich_console, coloured, on_terminal, width)
    shown: str | None
    if not is_quick():
        shown = None
    elif not on_terminal:
        shown = "colours" if coloured else "nothing"
    elif sys.platform == "win32" or not _ASKED_BY_RICH.isdisjoint(os.environ) or (columns and width is None):
        shown = None  # rich knows what these mean
    elif os.environ.get("TERM", "").lower() in _DUMB:
        shown = "nothing"
    else:
        shown = "colours" if coloured else "attributes"
    if width is None:
        width = make().width if shown is None else _width_of_terminal()
    return Screen(sys.stdout, max(width, NARROWEST), shown, make)


def _rich_console(coloured: bool, on_terminal: bool, width: int | None) -> Console:
    from rich.console import Console

    found = Console(
        width=width,
        height=None if width is None else 100,
        force_terminal=coloured or None if on_terminal else coloured,
        no_color=not coloured,
        color_system="auto" if on_terminal or not coloured else "standard",
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    if found.width < NARROWEST:
        found.width = NARROWEST
    return found


def _width_of_terminal() -> int:
    """The width of the terminal as rich finds it: 80 if it is dumb or says nothing."""
    if os.environ.get("TERM", "").lower() not in _DUMB:
        for stream in (0, 1, 2):
            try:
                return os.get_terminal_size(stream).columns or _USUAL_WIDTH
            except OSError:
                continue
    return _USUAL_WIDTH


def _write(stream: IO[str], text: str) -> None:
    try:
        stream.write(text)
    except UnicodeEncodeError:
        encoding = getattr(stream, "encoding", None) or "utf-8"
        stream.write(text.encode(encoding, "replace").decode(encoding))
    stream.flush()
