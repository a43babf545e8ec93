"""Forked workers, as the process that gives them tasks sees them: their pipes, and how they are ended and waited for."""

from __future__ import annotations

import os
import select
import time
from contextlib import suppress

from clustercheck.batch.worker import Part
from clustercheck.model.lean import signal

_LENGTH = 8  # bytes of the number of a message's parts, and of the length of each
_MOST_AT_ONCE = 512  # parts; the system takes no more than 1,024
# From the closing of a process's files to its end.
_SECONDS_FROM_EOF = 1.0
_PIECE = 1 << 16  # bytes that are read at once


class Pipe:
    """Messages to and from another process. Reading raises `EOFError` when the other end is closed."""

    def __init__(self, source: int, target: int) -> None:
        self.source, self.target = source, target

    def send(self, *parts: Part) -> None:
        """Send a message of these parts. Raises `OSError` if no one can read it."""
        views = [memoryview(part) for part in parts]
        lengths = b"".join([len(view).to_bytes(_LENGTH, "big") for view in views])
        left = [memoryview(len(views).to_bytes(_LENGTH, "big") + lengths), *views]
        while left:
            written = os.writev(self.target, left[:_MOST_AT_ONCE])
            while left and written >= len(left[0]):
                written -= len(left.pop(0))
            if written:
                left[0] = left[0][written:]

    def receive(self) -> list[bytes]:
        """Wait for a message and return its parts."""
        lengths = self._read(_LENGTH * self._number())
        return [
            self._read(int.from_bytes(lengths[at : at + _LENGTH], "big"))
            for at in range(0, len(lengths), _LENGTH)
        ]

    def close(self) -> None:
        """Close both files."""
        os.close(self.source)
        os.close(self.target)

    def _number(self) -> int:
        return int.from_bytes(self._read(_LENGTH), "big")

    def _read(self, length: int) -> bytes:
        pieces = []
        while length:
            piece = os.read(self.source, min(length, _PIECE))
            if not piece:
                raise EOFError
            pieces.append(piece)
            length -= len(piece)
        return b"".join(pieces)


def piped() -> tuple[Pipe, Pipe]:
    """The two ends of a new pipe in both directions. Raises `OSError` if too many files are open."""
    source, target = os.pipe()
    try:
        other_source, other_target = os.pipe()
    except BaseException:
        os.close(source)
        os.close(target)
        raise
    return Pipe(source, other_target), Pipe(other_source, target)


def has_handles() -> bool:
    """Whether the system has handles of processes, so that one can be ended that is no child of this process."""
    try:
        os.close(os.pidfd_open(os.getpid()))
    except (AttributeError, OSError):
        return False
    return True


class Forked:
    """A worker that this process has forked. Its methods are those of `crew.Process`."""

    has_begun = True

    def __init__(self, pid: int, pipe: Pipe) -> None:
        self.pid, self.pipe = pid, pipe
        self.send, self.receive = pipe.send, pipe.receive

    def begins(self) -> bool:
        """Whether its first message has said only now that it has begun."""
        return False

    def kill(self) -> None:
        """End the process at once."""
        os.kill(self.pid, signal.SIGKILL)

    def end(self) -> None:
        """Close its pipe, which it notices after its answer."""
        os.close(self.pipe.target)

    def bury(self, seconds: float) -> None:
        """Wait until the process has ended. Kill it if it does not, and do not wait for ever."""
        if not self._has_ended_within(seconds):
            self.kill()
            self._has_ended_within(seconds)
        os.close(self.pipe.source)

    def _has_ended_within(self, seconds: float) -> bool:
        """Whether the process ends in this time. Only it holds the other end of the pipe, which its end closes."""
        ends = time.monotonic() + seconds
        while _events(self.pipe.source, max(0.0, ends - time.monotonic())):
            if not os.read(self.pipe.source, _PIECE):
                self._reap()
                return True
        return False

    def _reap(self) -> None:
        os.waitpid(self.pid, 0)


class Copied(Forked):
    """A copy of the first worker, which forks it and waits for it; `has_begun` is False until it has sent its number."""

    def __init__(self, pipe: Pipe) -> None:
        super().__init__(0, pipe)
        self.receive = self._receive
        self.has_begun = False
        self._handle = -1

    def begins(self) -> bool:
        """Whether its first message has said only now that it has begun: its number. False if it has ended."""
        if self.has_begun:
            return False
        try:
            self._handle = os.pidfd_open(int(self.pipe.receive()[0]))
        except (EOFError, OSError):
            return False
        # If it is alive now, its number belonged to no other process when the handle was made.
        self.has_begun = not _events(self.pipe.source, 0) & select.POLLHUP
        return self.has_begun

    def kill(self) -> None:
        """End the process at once. One that has not begun ends by itself when its pipe is closed."""
        if self.has_begun or (_events(self.pipe.source, 0) & select.POLLIN and self.begins()):
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._handle, signal.SIGKILL)

    def bury(self, seconds: float) -> None:
        """Wait until the process has ended. Kill it if it does not, and do not wait for ever.

        One that has not begun is not waited for: the first worker may hold its pipe.
        """
        super().bury(seconds if self.has_begun else 0)
        if self._handle >= 0:
            os.close(self._handle)

    def _receive(self) -> list[bytes]:
        if not self.has_begun:
            raise EOFError
        return self.pipe.receive()

    def _reap(self) -> None:
        """Wait for its end alone. The first worker asks how it ended, or the system does."""
        if self.has_begun:
            _events(self._handle, _SECONDS_FROM_EOF)


def _events(file: int, seconds: float) -> int:
    """What happens at a file within this time: `POLLIN`, `POLLHUP`, both, or 0."""
    poll = select.poll()
    poll.register(file, select.POLLIN)
    return next((event for _file, event in poll.poll(seconds * 1000)), 0)
