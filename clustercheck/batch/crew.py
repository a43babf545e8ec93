"""The workers: processes that may die, and what becomes of the file that killed one.

Each worker is a pool of one, so that its death costs nobody else anything. A chunk whose worker died is gone through
once more, one file at a time: the file at which the worker dies again is the one, and the others have their results.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from concurrent.futures.process import ProcessPoolExecutor
from multiprocessing.context import BaseContext
from types import TracebackType
from typing import Any, NamedTuple, TypeAlias, TypeVar

from clustercheck.batch.done import Entry, Judge, Results
from clustercheck.batch.work import begin, work_off
from clustercheck.problems import Where, error

# Below so many files a second worker costs more than it brings.
FILES_A_WORKER = 50
# Their lines are held until their turn comes, 20 KB each; a chunk is 70 ms of work, and its transport one.
_MOST_IN_A_CHUNK, _FEWEST_IN_A_CHUNK = 16, 10
# What a worker is given ahead, so that it need not wait for the next chunk.
_AHEAD = 2

# glibc's own value, and the numbers of the settings in <malloc.h>.
_LARGE_BLOCK, _M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = 128 * 1024, -1, -3

Piece: TypeAlias = Entry | Results
_T = TypeVar("_T")


class Task(NamedTuple):
    """What is to be done with each file, and how long one may take."""

    judge: Judge
    seconds: float


def workers_for(files: int, jobs: int) -> int:
    """How many workers so many files are worth, of at most `jobs`."""
    return max(1, min(jobs, files // FILES_A_WORKER))


def chunk_size(files: int, workers: int) -> int:
    """How many files to hand to a worker at a time: many, but so that all have something to do to the end."""
    return max(_FEWEST_IN_A_CHUNK, min(_MOST_IN_A_CHUNK, files // (4 * workers)))


class Crew(Executor):
    """Worker processes, each a pool of its own. Leaving the `with` block by an exception ends them at once."""

    def __init__(self, workers: int, modules: Sequence[str] = ()) -> None:
        """Start them; `modules` are what the work will import, so that they need import it only once."""
        _give_large_blocks_back()
        self._context = _context(modules)
        self._leash_in, self._leash = self._context.Pipe(duplex=False)
        self._pools = [self._pool() for _ in range(workers)]
        self._given: list[list[Future[Any]]] = [[] for _ in range(workers)]

    def submit(self, fn: Callable[..., _T], /, *args: Any, **kwargs: Any) -> Future[_T]:
        """Give a task to the worker with the least to do; one that died is replaced."""
        for given in self._given:
            given[:] = [future for future in given if not future.done()]
        idlest = min(range(len(self._pools)), key=lambda number: len(self._given[number]))
        try:
            future = self._pools[idlest].submit(fn, *args, **kwargs)
        except BrokenExecutor:
            self._pools[idlest].shutdown()
            self._pools[idlest] = self._pool()
            future = self._pools[idlest].submit(fn, *args, **kwargs)
        self._given[idlest].append(future)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let the workers finish what they were given, and go."""
        for pool in self._pools:
            pool.shutdown(wait, cancel_futures=cancel_futures)
        self._leash.close()
        self._leash_in.close()

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self._leash.close()
        self.shutdown(cancel_futures=kind is not None)

    def _pool(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(1, self._context, begin, (self._leash_in,))


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


def work_through(
    chunks: Iterable[Sequence[Piece]],
    task: Task,
    executor: Executor,
    workers: int,
    lost: tuple[type[Exception], ...] = (BrokenExecutor,),
) -> Iterator[list[Results]]:
    """The results chunk by chunk, in order, by whatever executor; what has a result already is passed on.

    `lost` are the exceptions that tell of a dead worker. No more chunks are under way than keep the workers busy.
    """
    waiting: deque[tuple[Sequence[Piece], Future[list[Results]] | None]] = deque()
    for chunk in chunks:
        entries = [piece for piece in chunk if isinstance(piece, Entry)]
        future = executor.submit(work_off, task.judge, task.seconds, entries) if entries else None
        waiting.append((chunk, future))
        if len(waiting) >= _AHEAD * workers:
            yield _collected(*waiting.popleft(), task, lost)
    while waiting:
        yield _collected(*waiting.popleft(), task, lost)


def _collected(
    chunk: Sequence[Piece],
    future: Future[list[Results]] | None,
    task: Task,
    lost: tuple[type[Exception], ...],
) -> list[Results]:
    if future is None:
        return [piece for piece in chunk if not isinstance(piece, Entry)]
    try:
        found = future.result()
    except lost:
        found = _one_by_one([piece for piece in chunk if isinstance(piece, Entry)], task)
    results = iter(found)
    return [next(results) if isinstance(piece, Entry) else piece for piece in chunk]


def _one_by_one(entries: Sequence[Entry], task: Task) -> list[Results]:
    """The results of a chunk whose worker died, and which file it was."""
    found: list[Results] = []
    with Crew(1) as alone:
        for entry in entries:
            begun = time.monotonic()
            try:
                found += alone.submit(work_off, task.judge, task.seconds, [entry]).result()
            except BrokenExecutor:
                elapsed = time.monotonic() - begun
                # Where not even this is done, it is no file's doing: that is a fault of the program, not a result.
                alone.submit(os.getpid).result()
                hung = elapsed >= task.seconds
                problem = (
                    error("C266", Where(entry.path), seconds=str(round(task.seconds)))
                    if hung
                    else error("C265", Where(entry.path))
                )
                found.append((task.judge.gave_up(entry, problem),))
    return found
