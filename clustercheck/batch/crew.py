"""The worker processes, which may die. Each has its own pipe, so that its death does not affect the others."""

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

# The number of tasks a worker gets ahead, so that it need not wait for the next chunk.
AHEAD = 2
# The bytes that a pipe of any system buffers.
_MOST_AHEAD = 4096
_ATTEMPTS = 5
# Seconds until a worker that was told to end is killed, and until a killed one is given up.
_SECONDS_TO_GO = 5.0

# The default of glibc, and the numbers of the settings in <malloc.h>.
_LARGE_BLOCK, _M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = 128 * 1024, -1, -3

_T = TypeVar("_T")


class Crew(Executor):
    """Worker processes. Leaving the `with` block by an exception ends them at once.

    The calling thread does everything and waits only for the workers' pipes. No dying worker can hold a lock, and no
    interrupt can leave a thread behind. Only the worker holds its end of the pipe, so a death during an answer ends
    the answer.
    """

    def __init__(self, workers: int, modules: Sequence[str] = ()) -> None:
        """Start nothing yet. `modules` are the modules that the work will import, so that they are imported only once."""
        _give_large_blocks_back()
        self._context = _context(modules)
        self._leash_in, self._leash = self._context.Pipe(duplex=False)
        self._most = workers
        self._workers: list[_Worker] = []
        self._waiting: deque[_Answer] = deque()

    def submit(self, fn: Callable[..., _T], /, *args: Any, **kwargs: Any) -> Future[_T]:
        """Give a task to the worker with the least to do, and replace a dead worker."""
        answer = _Answer(self.listen, bytes(ForkingPickler.dumps((fn, args, kwargs))))
        self._waiting.append(answer)
        self._hand_out()
        return answer

    def listen(self) -> None:
        """Wait until a worker answers or dies, and handle that."""
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
        """End the workers: at once if their tasks are cancelled, else when they have answered."""
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
        """Give waiting tasks to the workers: one to work on and some ahead."""
        while self._waiting:
            try:
                worker = self._idlest()
            except BrokenExecutor as fault:
                self._waiting.popleft().set_exception(fault)
                continue
            if worker is None:
                return
            answer = self._waiting[0]
            # A worker that is answering does not read, so tasks ahead must fit into the pipe's buffer.
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
        """Start a worker. If it dies during the start and breaks its pipe, start another."""
        for _attempt in range(_ATTEMPTS):
            try:
                return _Worker(self._context, self._leash_in)
            except (BrokenPipeError, ConnectionError, EOFError) as fault:
                died = fault
        raise BrokenExecutor("no worker can be started") from died

    def _lose(self, worker: _Worker) -> None:
        """Handle the death of a worker: its first task has failed, and the others go to other workers."""
        self._workers.remove(worker)
        worker.end(at_once=True)
        worker.bury()
        if worker.given:
            worker.given.popleft().set_exception(BrokenExecutor("the worker died"))
        self._waiting.extendleft(reversed(worker.given))


class _Worker:
    """A process, its pipe, and its unanswered tasks in order."""

    def __init__(self, context: BaseContext, leash: Connection) -> None:
        self.given: deque[_Answer] = deque()
        _guard_fork_server(context)
        self.pipe, theirs = context.Pipe()
        with theirs:
            # A daemon, so that a process that an interrupt kept us from recording ends with us too.
            self._process = context.Process(target=serve, args=(theirs, leash), daemon=True)  # type: ignore[attr-defined]
            # An interrupt here would leave the new process without its arguments.
            with _without_interrupts():
                self._process.start()

    def end(self, *, at_once: bool) -> None:
        """Tell the worker to end by closing the pipe, which it notices after its answer."""
        if at_once:
            self._process.kill()
        self.pipe.close()

    def bury(self) -> None:
        """Wait until the process has ended. Kill it if it does not, and do not wait for ever."""
        self._process.join(_SECONDS_TO_GO)
        if self._process.is_alive():
            self._process.kill()
            self._process.join(_SECONDS_TO_GO)


class _Answer(Future[Any]):
    """The future answer of a task. Waiting for it listens to all workers."""

    def __init__(self, listen: Callable[[], None], task: bytes) -> None:
        super().__init__()
        self.task = task
        self._listen = listen

    def settle(self, answer: bytes) -> None:
        """Store what the worker has sent."""
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
    """Start the process that workers are forked from, without Ctrl-C, which the terminal sends to it too."""
    if context.get_start_method() != "forkserver":
        return
    from multiprocessing import forkserver, resource_tracker

    # It lets interrupts through again after starting its own process, so it comes first.
    resource_tracker.ensure_running()
    with _without_interrupts():
        forkserver.ensure_running()


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Delay Ctrl-C until the block ends, and hide it from processes started there."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _give_large_blocks_back() -> None:
    """Keep glibc from raising the size of a large block, which it returns to the system when it is freed.

    glibc raises it with the first block of lines from a worker. Later blocks then fragment the heap of each thread,
    and over 20,000 files the process grows by a tenth.
    """
    if sys.platform == "linux":
        from ctypes import CDLL

        libc = CDLL(None)
        if hasattr(libc, "mallopt"):
            libc.mallopt(_M_MMAP_THRESHOLD, _LARGE_BLOCK)
            libc.mallopt(_M_TRIM_THRESHOLD, _LARGE_BLOCK)


def _context(modules: Sequence[str]) -> BaseContext:
    """The start method of processes: never a copy of this process, which would also hold the other end of the leash."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(modules))
    return context
