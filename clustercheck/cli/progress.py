"""The progress of many files, on stderr: on a terminal only, and only after the first second."""

from __future__ import annotations

import os
import sys
import time

from clustercheck.cli.console import wants_colour
from clustercheck.model.hints import TYPE_CHECKING, Protocol
from clustercheck.texts.messages import _

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

_PATIENCE = 1.0
_EVERY = 0.25  # seconds
_WIDTH = 30


class Counted(Protocol):
    """The number of all files, of those that are finished, and of those that were so at the start."""

    @property
    def planned(self) -> int: ...

    @property
    def done(self) -> int: ...

    @property
    def base(self) -> int: ...


class Progress:
    """The number of finished and planned files, the rate and the time left."""

    def __init__(self, counted: Counted, color: str) -> None:
        self._counted = counted
        self._color = color
        self._begun = time.monotonic()
        self._next = self._begun + _PATIENCE
        self._bar: Bar | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def show(self) -> None:
        """Show how far the work is."""
        now = time.monotonic()
        if now < self._next or not sys.stderr.isatty():
            return
        self._next = now + _EVERY
        done = self._counted.done
        if self._bar is None or self._task is None:
            self._bar = _bar(self._color)
            base, total = self._counted.base, self._counted.planned
            self._task = self._bar.add_task("", completed=base, total=total, words="", drawn="")
            self._bar.start()
        rate = (done - self._counted.base) / (now - self._begun)
        left = (self._counted.planned - done) / rate if rate else 0
        words = _("{n} a second, {time} left").format(n=f"{rate:.0f}", time=_clock(left))
        drawn = "#" * (_WIDTH * done // self._counted.planned)
        self._bar.update(
            self._task, completed=done, words=words, drawn=drawn.ljust(_WIDTH, "."), refresh=True
        )


def _bar(color: str) -> Bar:
    from rich.console import Console
    from rich.progress import Progress as Bar
    from rich.progress import SpinnerColumn, TextColumn

    coloured = wants_colour(color, sys.stderr, os.environ)
    # Drawn with ASCII: rich's bar characters are two cells wide in many Chinese consoles.
    return Bar(
        SpinnerColumn("line"),
        TextColumn("{task.fields[drawn]}", markup=False),
        TextColumn("{task.completed:.0f}/{task.total:.0f}", markup=False),
        TextColumn("{task.fields[words]}", markup=False),
        console=Console(stderr=True, no_color=not coloured, legacy_windows=False),
        # Refreshing itself would take a thread, and a process with threads is not forked (`batch.forked`).
        auto_refresh=False,
        transient=True,
    )


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
