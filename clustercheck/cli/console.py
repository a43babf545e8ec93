"""The two streams: results to stdout, everything else to stderr. Colour and width are decided here."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from io import StringIO
from typing import IO, TYPE_CHECKING

from clustercheck.model.problems import Problem, Severity
from clustercheck.texts.messages import _, harmless, placed

if TYPE_CHECKING:
    from rich.console import Console

COLOURS = ("auto", "always", "never")
WIDTH_OFF_TERMINAL = 120
# The least width: with less, no column would remain. A terminal wraps the lines itself.
NARROWEST = 60


def write(result: str | bytes) -> None:
    """Write a result to stdout, bytes unchanged. A character that the stream cannot encode is replaced and is no failure."""
    if isinstance(result, bytes):
        sys.stdout.flush()
        sys.stdout.buffer.write(result)
        sys.stdout.buffer.flush()
    else:
        _write(sys.stdout, result)


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


def console(choice: str) -> Console:
    """A rich console on stdout by these rules. Its width is COLUMNS or 120 if stdout is no terminal."""
    from rich.console import Console

    coloured = wants_colour(choice, sys.stdout, os.environ)
    on_terminal = sys.stdout.isatty()
    columns = os.environ.get("COLUMNS", "")
    width = int(columns) if columns.isascii() and columns.isdigit() and int(columns) else None
    if width is None and not on_terminal:
        width = WIDTH_OFF_TERMINAL
    sys.stdout.reconfigure(errors="replace") if hasattr(sys.stdout, "reconfigure") else None
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


def _write(stream: IO[str], text: str) -> None:
    try:
        stream.write(text)
    except UnicodeEncodeError:
        encoding = getattr(stream, "encoding", None) or "utf-8"
        stream.write(text.encode(encoding, "replace").decode(encoding))
    stream.flush()
