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
from collections.abc import Iterable, Sequence
from contextlib import suppress

from clustercheck.batch.children import Copied, Forked, Pipe, has_handles, piped
from clustercheck.batch.worker import answer, begin, serve, without_signals
from clustercheck.model.lean import module_named, signal

# The signals that ask a process to end. Looked up by name, because Windows has no SIGHUP.
_ENDING = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
_THREADS, _FILES = "/proc/self/task", "/proc/self/fd"
# The workers that the first one forks, whose pipes are all made before: the system limits the open files.
_MOST_COPIES = 48
# Seconds that they wait for the first one, which a file may hold up.
_PATIENCE = 1.0


def may_fork() -> bool:
    """Whether copies of this process can work, and be waited for: on Linux, if no other thread may hold a lock."""
    if sys.platform != "linux" or signal.getsignal(signal.SIGCHLD) != signal.SIG_DFL:
        return False
    try:
        return len(os.listdir(_THREADS)) == 1
    except OSError:
        return False


class Forking:
    """Starts workers by forking: the first one from this process, the others from the first when it has done a task.

    What the first files teach takes as long to learn as to judge ten others, and so it is learned once. A worker that
    takes the place of a dead one is forked from this process.
    """

    def __init__(self, modules: Iterable[str], workers: int) -> None:
        """Import `modules` now, so that no worker has to."""
        for module in modules:
            module_named(module)
        self._leash, self._held = os.pipe()
        self._wanted = min(workers - 1, _MOST_COPIES) if has_handles() else 0
        self._waits_until = 0.0

    def begun(self) -> list[Forked]:
        """New workers: with the first one, those that will be its copies. Raises `OSError` if the system has no room."""
        wanted, self._wanted = self._wanted, 0
        ours: list[Pipe] = []
        theirs: list[Pipe] = []
        try:
            for _worker in range(1 + wanted):
                here, there = piped()
                ours.append(here)
                theirs.append(there)
            # An interrupt between the fork and its record would leave a process that no one ends.
            with without_signals(_ENDING):
                pid = os.fork()
                if not pid:
                    _work(theirs, self._leash)
        except BaseException:
            for pipe in ours:
                pipe.close()
            raise
        finally:
            for pipe in theirs:
                pipe.close()
        first, *others = ours
        self._waits_until = time.monotonic() + _PATIENCE
        return [Forked(pid, first), *map(Copied, others)]

    def ready(self, processes: Iterable[Forked]) -> list[Forked]:
        """Wait until some of the processes have answered or died, and return these.

        A copy that has not begun is given up where the first worker is at its first task for long.
        """
        by_file = {process.pipe.source: process for process in processes}
        unborn = [process for process in by_file.values() if not process.has_begun]
        poll = select.poll()
        for file in by_file:
            poll.register(file, select.POLLIN)
        left = max(0.0, self._waits_until - time.monotonic()) * 1000 if unborn else None
        found = [by_file[file] for file, _event in poll.poll(left)]
        return [each for each in found if not each.begins()] if found else unborn

    def close(self) -> None:
        """Let the leash go: a worker that is left ends."""
        os.close(self._held)
        os.close(self._leash)


def _work(pipes: Sequence[Pipe], leash: int) -> None:
    """Work as the forked process, and never return to what its parent was doing. The first pipe is its own."""
    pipe, *others = pipes
    ended = 1
    try:
        for number in (*_ENDING, signal.SIGPROF):
            if signal.getsignal(number) != signal.SIG_IGN:
                signal.signal(number, signal.SIG_DFL)
        begin()
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING)
        _settle(pipes, leash)
        if others and answer(pipe):
            pipe = _copied(pipe, others, leash)
        serve(pipe)
        _wait_for_copies()
        ended = 0
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        os._exit(ended)


def _copied(pipe: Pipe, others: Sequence[Pipe], leash: int) -> Pipe:
    """Fork a copy of this worker for each of the other pipes; in each process the pipe that is its own."""
    if sys.version_info >= (3, 12):
        import warnings

        # Python warns where a process with threads is forked. The one thread here waits for the leash and holds no lock.
        warnings.simplefilter("ignore", DeprecationWarning)
    for other in others:
        try:
            is_copy = not os.fork()
        except OSError:  # no room for another process: the end of its pipe says so
            is_copy = False
        if is_copy:
            _settle([other], leash)
            with suppress(OSError):  # given up meanwhile: the end of its pipe says so
                other.send(str(os.getpid()).encode())
            return other
        other.close()
    return pipe


def _settle(pipes: Sequence[Pipe], leash: int) -> None:
    """Keep these pipes alone, and end with the holder of the leash."""
    gc.freeze()  # looking for garbage among what the parent holds would copy it
    _close_all_but({leash, *(file for pipe in pipes for file in (pipe.source, pipe.target))})
    _thread.start_new_thread(_leave_with, (leash,))


def _wait_for_copies() -> None:
    """Wait for the processes that this one has forked. Their pipes are closed together with its own."""
    with suppress(ChildProcessError):
        while True:
            os.wait()


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
