"""Worker processes that are forked from this one, where it has a single thread: Linux, and no thread of the caller.

Starting one takes some milliseconds: it has everything that is imported and read already. Other processes are started by
`spawned`.
"""

from __future__ import annotations

import _thread
import gc
import os
import select
import sys
import time
from collections.abc import Iterable
from contextlib import suppress

from clustercheck.batch.worker import begin, serve, without_signals
from clustercheck.model.lean import module_named, signal

# The signals that ask a process to end. Looked up by name, because Windows has no SIGHUP.
_ENDING = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
_THREADS, _FILES = "/proc/self/task", "/proc/self/fd"
_LENGTH = 8  # bytes before each message
_PIECE = 1 << 16  # bytes that are read at once


def may_fork() -> bool:
    """Whether copies of this process can work, and be waited for: on Linux, if no other thread may hold a lock."""
    if sys.platform != "linux" or signal.getsignal(signal.SIGCHLD) != signal.SIG_DFL:
        return False
    try:
        return len(os.listdir(_THREADS)) == 1
    except OSError:
        return False


class Forking:
    """Starts workers by forking."""

    def __init__(self, modules: Iterable[str]) -> None:
        """Import `modules` now, so that no worker has to."""
        for module in modules:
            module_named(module)
        self._leash, self._held = os.pipe()

    def begun(self) -> Forked:
        """A new worker. Raises `OSError` if the system has no room for another process."""
        tasks, answers = os.pipe(), os.pipe()
        try:
            # An interrupt between the fork and its record would leave a process that no one ends.
            with without_signals(_ENDING):
                pid = os.fork()
                if not pid:
                    _work(Pipe(tasks[0], answers[1]), self._leash)
        except BaseException:
            os.close(tasks[1])
            os.close(answers[0])
            raise
        finally:
            os.close(tasks[0])
            os.close(answers[1])
        return Forked(pid, Pipe(answers[0], tasks[1]))

    def ready(self, processes: Iterable[Forked]) -> list[Forked]:
        """Wait until some of the processes have answered or died, and return these."""
        by_file = {process.pipe.source: process for process in processes}
        poll = select.poll()
        for file in by_file:
            poll.register(file, select.POLLIN)
        return [by_file[file] for file, _event in poll.poll()]

    def close(self) -> None:
        """Let the leash go: a worker that is left ends."""
        os.close(self._held)
        os.close(self._leash)


class Pipe:
    """Messages to and from another process. Reading raises `EOFError` when the other end is closed."""

    def __init__(self, source: int, target: int) -> None:
        self.source, self.target = source, target

    def send(self, message: bytes) -> None:
        """Send a message. Raises `OSError` if no one can read it."""
        left = memoryview(len(message).to_bytes(_LENGTH, "big") + message)
        while left:
            left = left[os.write(self.target, left) :]

    def receive(self) -> bytes:
        """Wait for a message."""
        return self._read(int.from_bytes(self._read(_LENGTH), "big"))

    def _read(self, length: int) -> bytes:
        pieces = []
        while length:
            piece = os.read(self.source, min(length, _PIECE))
            if not piece:
                raise EOFError
            pieces.append(piece)
            length -= len(piece)
        return b"".join(pieces)


class Forked:
    """A forked worker. Its methods are those of `crew.Process`."""

    def __init__(self, pid: int, pipe: Pipe) -> None:
        self.pid, self.pipe = pid, pipe
        self.send, self.receive = pipe.send, pipe.receive

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
        poll = select.poll()
        poll.register(self.pipe.source, select.POLLIN)
        while poll.poll(max(0.0, ends - time.monotonic()) * 1000):
            if not os.read(self.pipe.source, _PIECE):
                os.waitpid(self.pid, 0)
                return True
        return False


def _work(pipe: Pipe, leash: int) -> None:
    """Work as the forked process, and never return to what its parent was doing."""
    ended = 1
    try:
        gc.freeze()  # looking for garbage among what the parent holds would copy it
        for number in (*_ENDING, signal.SIGPROF):
            if signal.getsignal(number) != signal.SIG_IGN:
                signal.signal(number, signal.SIG_DFL)
        begin()
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING)
        _close_all_but({pipe.source, pipe.target, leash})
        _thread.start_new_thread(_leave_with, (leash,))
        serve(pipe)
        ended = 0
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        os._exit(ended)


def _close_all_but(kept: set[int]) -> None:
    """Close the parent's files: the pipes of other workers, which only the parent may hold, its state and its outputs."""
    for file in map(int, os.listdir(_FILES)):
        if file > 2 and file not in kept:
            with suppress(OSError):  # the listing's own
                os.close(file)


def _leave_with(leash: int) -> None:
    """End this process once the other end of the leash is closed, also when its holder dies."""
    os.read(leash, 1)
    os._exit(1)
