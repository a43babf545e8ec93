"""Work through the files of a batch in order, and find the file that killed a worker.

A chunk whose worker died is worked through again, one file at a time. The file at which the worker dies again is at
fault; the others get their results.
"""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from clustercheck.batch.crew import AHEAD, Crew, WorkerDied
from clustercheck.batch.results import Entry, Judge
from clustercheck.batch.worker import work_off
from clustercheck.model.hints import Any, Generic, Protocol, TypeAlias, TypeVar
from clustercheck.model.problems import Where, error
from clustercheck.model.records import NamedTuple

# A worker more takes some 8 ms of processor time to start, a form 2: with fewer files a worker nobody waits less.
FILES_A_WORKER = 30
# Their lines are held until their turn comes, 20 KB each; a chunk is 70 ms of work, and its transport one.
_MOST_IN_A_CHUNK, _FEWEST_IN_A_CHUNK = 16, 10
# The first worker learns from them, and the others begin as its copies.
_FIRST = 6
_ATTEMPTS = 2
# The system measures processor time in ticks.
_ALMOST = 0.9

_T = TypeVar("_T")
# A file to work on, or the results that it has already.
Piece: TypeAlias = Entry | tuple[_T, ...]


class Future(Protocol):
    """The future answer of a task."""

    def result(self) -> Any:
        """Wait for the result. Raises what the task raised."""


class Executor(Protocol):
    """Who works: a `Crew`, or any executor of `concurrent.futures`."""

    def submit(self, function: Callable[..., Any], /, *arguments: Any) -> Future:
        """Begin a task."""


class Task(NamedTuple, Generic[_T]):
    """The work on each file, and the seconds of processor time for one file."""

    judge: Judge[_T]
    seconds: float


def workers_for(files: int, jobs: int) -> int:
    """The useful number of workers for this many files, at most `jobs`."""
    return max(1, min(jobs, files // FILES_A_WORKER))


def chunk_size(files: int, workers: int) -> int:
    """The number of files in a chunk: large, but small enough that all workers are busy until the end."""
    return max(_FEWEST_IN_A_CHUNK, min(_MOST_IN_A_CHUNK, files // (4 * workers)))


def work_through(
    chunks: Iterable[Sequence[Piece[_T]]],
    task: Task[_T],
    executor: Executor,
    workers: int,
    lost: tuple[type[Exception], ...] = (WorkerDied,),
) -> Iterator[list[tuple[_T, ...]]]:
    """The results of each chunk in order, by any executor. Existing results are passed on.

    `lost` are the exceptions that mean a dead worker. Only as many chunks are under way as keep the workers busy.
    """
    waiting: deque[tuple[Sequence[Piece[_T]], Future | None]] = deque()
    for chunk in _begun_small(chunks) if workers > 1 else chunks:
        entries = [piece for piece in chunk if isinstance(piece, Entry)]
        future = executor.submit(work_off, task.judge, task.seconds, entries) if entries else None
        waiting.append((chunk, future))
        if len(waiting) >= AHEAD * workers:
            yield _collected(*waiting.popleft(), task, lost)
    while waiting:
        yield _collected(*waiting.popleft(), task, lost)


def _begun_small(chunks: Iterable[Sequence[Piece[_T]]]) -> Iterator[Sequence[Piece[_T]]]:
    """The chunks, the first of them in two."""
    left = iter(chunks)
    for first in islice(left, 1):
        yield first[:_FIRST]
        if len(first) > _FIRST:
            yield first[_FIRST:]
    yield from left


def _collected(
    chunk: Sequence[Piece[_T]],
    future: Future | None,
    task: Task[_T],
    lost: tuple[type[Exception], ...],
) -> list[tuple[_T, ...]]:
    if future is None:
        return [piece for piece in chunk if not isinstance(piece, Entry)]
    try:
        found: list[tuple[_T, ...]] = future.result()
    except lost:
        found = _one_by_one([piece for piece in chunk if isinstance(piece, Entry)], task)
    results = iter(found)
    return [next(results) if isinstance(piece, Entry) else piece for piece in chunk]


def _one_by_one(entries: Sequence[Entry], task: Task[_T]) -> list[tuple[_T, ...]]:
    """The results of a chunk whose worker died; finds the file at fault."""
    found: list[tuple[_T, ...]] = []
    with Crew(1) as alone:
        for entry in entries:
            found += _alone(entry, task, alone)
    return found


def _alone(entry: Entry, task: Task[_T], crew: Crew) -> list[tuple[_T, ...]]:
    """The results of one file that may have killed its worker. It is tried twice, as the worker may have died otherwise."""
    for _attempt in range(_ATTEMPTS):
        begun = time.monotonic()
        try:
            return crew.submit(work_off, task.judge, task.seconds, [entry]).result()
        except WorkerDied:
            elapsed = (time.monotonic() - begun) / _ALMOST
            if elapsed >= task.seconds:
                problem = error("C266", Where(entry.path), seconds=f"{task.seconds:g}")
                return [(task.judge.gave_up(entry, problem),)]
            # If even this fails, no file is at fault: it is a fault of the program, not a result.
            _work_at_all(crew)
    return [(task.judge.gave_up(entry, error("C265", Where(entry.path))),)]


def _work_at_all(crew: Crew) -> None:
    """Raise `WorkerDied` if the workers cannot do even an empty task."""
    for attempt in range(_ATTEMPTS):
        try:
            crew.submit(os.getpid).result()
        except WorkerDied:
            if attempt == _ATTEMPTS - 1:
                raise
        else:
            return
