"""Worker processes of `multiprocessing`: for systems that cannot fork, and for callers with threads of their own."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess

from clustercheck.batch.worker import Part, begin, serve, without_signals

# Keeps the current folder out of the places that a new Python imports from.
_SAFE = "PYTHONSAFEPATH"


class Spawning:
    """Starts workers by the fork server of `multiprocessing`, or as new processes."""

    def __init__(self, modules: Sequence[str]) -> None:
        """`modules` are imported by the fork server."""
        self._context = _context(modules)
        self._leash, self._held = self._context.Pipe(duplex=False)

    def begun(self) -> list[Spawned]:
        """A new worker. Raises `OSError` and `EOFError`."""
        _guard_fork_server(self._context)
        ours, theirs = self._context.Pipe()
        with theirs:
            # A daemon, so that a process that an interrupt kept us from recording ends with us too.
            process = self._context.Process(target=_work, args=(theirs, self._leash), daemon=True)  # type: ignore[attr-defined]
            # An interrupt here would leave the new process without its arguments.
            with without_signals((signal.SIGINT,)), _without_the_folder():
                process.start()
        return [Spawned(process, ours)]

    def ready(self, processes: Iterable[Spawned]) -> list[Spawned]:
        """Wait until some of the processes have answered or died, and return these."""
        by_pipe = {process.pipe: process for process in processes}
        return [by_pipe[pipe] for pipe in wait(list(by_pipe))]  # type: ignore[index]

    def close(self) -> None:
        """Let the leash go: a worker that is left ends."""
        self._held.close()
        self._leash.close()


class Spawned:
    """A worker. Its methods are those of `crew.Process`."""

    has_begun = True

    def __init__(self, process: BaseProcess, pipe: Connection) -> None:
        self._process, self.pipe = process, pipe
        link = _Link(pipe)
        self.send, self.receive = link.send, link.receive

    def kill(self) -> None:
        """End the process at once."""
        self._process.kill()

    def end(self) -> None:
        """Close its pipe, which it notices after its answer."""
        self.pipe.close()

    def bury(self, seconds: float) -> None:
        """Wait until the process has ended. Kill it if it does not, and do not wait for ever."""
        self._process.join(seconds)
        if self._process.is_alive():
            self._process.kill()
            self._process.join(seconds)


class _Link:
    """Messages of several parts through an end of a pipe: their number, and each by itself."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe

    def send(self, *parts: Part) -> None:
        """Send a message of these parts. Raises `OSError` if no one can read it."""
        self._pipe.send_bytes(str(len(parts)).encode())
        for part in parts:
            self._pipe.send_bytes(memoryview(part))

    def receive(self) -> list[bytes]:
        """Wait for a message and return its parts."""
        return [self._pipe.recv_bytes() for _part in range(int(self._pipe.recv_bytes()))]


def _work(pipe: Connection, leash: Connection) -> None:
    begin()
    threading.Thread(target=_leave_with, args=(leash,), daemon=True).start()
    serve(_Link(pipe))


def _leave_with(leash: Connection) -> None:
    """End this process once the other end of the leash is closed, also when its holder dies."""
    wait([leash])
    os._exit(1)


def _guard_fork_server(context: BaseContext) -> None:
    """Start the process that workers are forked from, without Ctrl-C, which the terminal sends to it too."""
    if context.get_start_method() != "forkserver":
        return
    from multiprocessing import forkserver, resource_tracker

    # It lets interrupts through again after starting its own process, so it comes first.
    with _without_the_folder():
        resource_tracker.ensure_running()
        with without_signals((signal.SIGINT,)):
            forkserver.ensure_running()


@contextmanager
def _without_the_folder() -> Iterator[None]:
    """Let a process that starts meanwhile import nothing from the current folder, which may hold anyone's files.

    Python does where a process is started by `-c`, as `multiprocessing` does it.
    """
    before = os.environ.get(_SAFE)
    os.environ[_SAFE] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[_SAFE]
        else:
            os.environ[_SAFE] = before


def _context(modules: Sequence[str]) -> BaseContext:
    """The start method of processes: never a copy of this process, whose threads may hold locks."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(modules))
    return context
