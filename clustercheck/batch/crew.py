"""The workers: processes that may die. Each has a pipe of its own, so that its death costs nobody else anything."""

from __future__ import annotations

import multiprocessing
import pickle
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.reduction import ForkingPickler
from types import TracebackType
from typing import Any, TypeVar

from clustercheck.batch.worker import serve

# What a worker is given ahead, so that it need not wait for the next chunk.
AHEAD = 2
# Bytes that any system's pipe holds while nobody reads it.
_MOST_AHEAD = 4096
_ATTEMPTS = 5
# A worker that was told to go is killed after so long; one that was killed goes at once, if the system lets it.
_SECONDS_TO_GO = 5.0

# glibc's own value, and the numbers of the settings in <malloc.h>.
_LARGE_BLOCK, _M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = 128 * 1024, -1, -3

_T = TypeVar("_T")


class Crew(Executor):
    """Worker processes. Leaving the `with` block by an exception ends them at once.

    All of it is done by the thread that calls, which waits for the workers' pipes and for nothing else: there is no lock
    that a worker could take along when it dies, and no thread that an interrupt could leave behind. A worker's end of its
    pipe is held by that worker alone, so a death in the midst of an answer ends the answer.
    """

    def __init__(self, workers: int, modules: Sequence[str] = ()) -> None:
        """Nothing is started yet; `modules` are what the work will import, so that they need import it only once."""
        _give_large_blocks_back()
        self._context = _context(modules)
        self._leash_in, self._leash = self._context.Pipe(duplex=False)
        self._most = workers
        self._workers: list[_Worker] = []
        self._waiting: deque[_Answer] = deque()

    def submit(self, fn: Callable[..., _T], /, *args: Any, **kwargs: Any) -> Future[_T]:
        """Give a task to the worker with the least to do; one that died is replaced."""
        answer = _Answer(self.listen, bytes(ForkingPickler.dumps((fn, args, kwargs))))
        self._waiting.append(answer)
        self._hand_out()
        return answer

    def listen(self) -> None:
        """Wait until a worker answers or dies, and take that in."""
        busy = {worker.pipe: worker for worker in self._workers if worker.given}
        for pipe in wait(list(busy)) if busy else ():
            worker = busy[pipe]  # type: ignore[index]
            try:
                answer = worker.pipe.recv_bytes()
            except (EOFError, OSError):
                self._lose(worker)
            else:
                worker.given.popleft().settle(answer)
        self._hand_out()

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let the workers go; at once, and whatever they are at, where what they were given is cancelled."""
        if not cancel_futures:
            while wait and (self._waiting or any(worker.given for worker in self._workers)):
                self.listen()
        self._waiting.clear()
        self._leash.close()
        for worker in self._workers:
            worker.end(at_once=cancel_futures)
        for worker in self._workers:
            worker.bury()
        self._workers.clear()
        self._leash_in.close()

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.shutdown(cancel_futures=kind is not None)

    def _hand_out(self) -> None:
        """Give what waits to the workers: to each what it is at, and some ahead."""
        while self._waiting:
            try:
                worker = self._idlest()
            except BrokenExecutor as fault:
                self._waiting.popleft().set_exception(fault)
                continue
            if worker is None:
                return
            answer = self._waiting[0]
            # A worker that is answering does not listen: of what is given ahead no more than a pipe holds.
            if worker.given and len(answer.task) > _MOST_AHEAD:
                return
            try:
                worker.pipe.send_bytes(answer.task)
            except OSError:
                self._lose(worker)
            else:
                worker.given.append(self._waiting.popleft())

    def _idlest(self) -> _Worker | None:
        idlest = min(self._workers, key=lambda worker: len(worker.given), default=None)
        if len(self._workers) < self._most and (idlest is None or idlest.given):
            idlest = self._begun()
            self._workers.append(idlest)
        return None if idlest is None or len(idlest.given) >= AHEAD else idlest

    def _begun(self) -> _Worker:
        """A new worker; one that dies while it is started, and breaks the pipe to it, is started again."""
        for _attempt in range(_ATTEMPTS):
            try:
                return _Worker(self._context, self._leash_in)
            except (BrokenPipeError, ConnectionError, EOFError) as fault:
                died = fault
        raise BrokenExecutor("no worker can be started") from died

    def _lose(self, worker: _Worker) -> None:
        """A worker has died: its first task has failed with it, the others are somebody else's now."""
        self._workers.remove(worker)
        worker.end(at_once=True)
        worker.bury()
        if worker.given:
            worker.given.popleft().set_exception(BrokenExecutor("the worker died"))
        self._waiting.extendleft(reversed(worker.given))


class _Worker:
    """A process, the pipe to it, and what it was given and has not answered, in order."""

    def __init__(self, context: BaseContext, leash: Connection) -> None:
        self.given: deque[_Answer] = deque()
        _guard_fork_server(context)
        self.pipe, theirs = context.Pipe()
        with theirs:
            # A daemon, so that one of which we know nothing, for an interrupt came in between, goes with us too.
            self._process = context.Process(target=serve, args=(theirs, leash), daemon=True)  # type: ignore[attr-defined]
            # Broken off half-way, the new process would complain of what it was not told.
            with _without_interrupts():
                self._process.start()

    def end(self, *, at_once: bool) -> None:
        """Tell it to go: by closing the pipe, which it sees when it has answered."""
        if at_once:
            self._process.kill()
        self.pipe.close()

    def bury(self) -> None:
        """Wait until it has gone; one that does not go is made to, and not waited for for ever."""
        self._process.join(_SECONDS_TO_GO)
        if self._process.is_alive():
            self._process.kill()
            self._process.join(_SECONDS_TO_GO)


class _Answer(Future[Any]):
    """What a task will come to; whoever asks for it listens to the workers meanwhile."""

    def __init__(self, listen: Callable[[], None], task: bytes) -> None:
        super().__init__()
        self.task = task
        self._listen = listen

    def settle(self, answer: bytes) -> None:
        """Take what the worker has sent."""
        succeeded, found = pickle.loads(answer)
        if succeeded:
            self.set_result(found)
        else:
            self.set_exception(found)

    def result(self, timeout: float | None = None) -> Any:
        """The result, however long it takes."""
        while not self.done():
            self._listen()
        return super().result(0)


def _guard_fork_server(context: BaseContext) -> None:
    """Start the process that workers are copied from so that Ctrl-C, which is sent to it too, never reaches it."""
    if context.get_start_method() != "forkserver":
        return
    from multiprocessing import forkserver, resource_tracker

    # It lets interrupts through again once it has started its own process, so it comes first.
    resource_tracker.ensure_running()
    with _without_interrupts():
        forkserver.ensure_running()


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Put Ctrl-C off until the block ends, and keep it from what is started there."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _give_large_blocks_back() -> None:
    """Keep glibc from raising what it takes for a large block, which it gives back to the system when it is freed.

    It raises it with the first block of lines that comes from a worker; from then on they leave holes in the heap of each
    thread, and over 20,000 files the process grows by a tenth.
    """
    if sys.platform == "linux":
        from ctypes import CDLL

        libc = CDLL(None)
        if hasattr(libc, "mallopt"):
            libc.mallopt(_M_MMAP_THRESHOLD, _LARGE_BLOCK)
            libc.mallopt(_M_TRIM_THRESHOLD, _LARGE_BLOCK)


def _context(modules: Sequence[str]) -> BaseContext:
    """How processes are started: never as a copy of this one, which would hold the other end of the leash too."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(modules))
    return context
