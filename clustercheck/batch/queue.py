"""The files of a batch worked through in order, and what becomes of the file that killed its worker.

A chunk whose worker died is gone through once more, one file at a time: the file at which the worker dies again is the
one, and the others have their results.
"""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from typing import NamedTuple, TypeAlias

from clustercheck.batch.crew import AHEAD, Crew
from clustercheck.batch.results import Entry, Judge, Results
from clustercheck.batch.worker import work_off
from clustercheck.model.problems import Where, error

# Below so many files a second worker costs more than it brings.
FILES_A_WORKER = 50
# Their lines are held until their turn comes, 20 KB each; a chunk is 70 ms of work, and its transport one.
_MOST_IN_A_CHUNK, _FEWEST_IN_A_CHUNK = 16, 10
_ATTEMPTS = 2
# The system measures processor time in ticks.
_ALMOST = 0.9

Piece: TypeAlias = Entry | Results


class Task(NamedTuple):
    """What is to be done with each file, and how many seconds of processor time one may take."""

    judge: Judge
    seconds: float


def workers_for(files: int, jobs: int) -> int:
    """How many workers so many files are worth, of at most `jobs`."""
    return max(1, min(jobs, files // FILES_A_WORKER))


def chunk_size(files: int, workers: int) -> int:
    """How many files to hand to a worker at a time: many, but so that all have something to do to the end."""
    return max(_FEWEST_IN_A_CHUNK, min(_MOST_IN_A_CHUNK, files // (4 * workers)))


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
        if len(waiting) >= AHEAD * workers:
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
            found += _alone(entry, task, alone)
    return found


def _alone(entry: Entry, task: Task, crew: Crew) -> list[Results]:
    """What one file comes to, that may be the one that kills its worker; or somebody did, so it is tried twice."""
    for _attempt in range(_ATTEMPTS):
        begun = time.monotonic()
        try:
            return crew.submit(work_off, task.judge, task.seconds, [entry]).result()
        except BrokenExecutor:
            elapsed = (time.monotonic() - begun) / _ALMOST
            if elapsed >= task.seconds:
                problem = error("C266", Where(entry.path), seconds=f"{task.seconds:g}")
                return [(task.judge.gave_up(entry, problem),)]
            # Where not even this is done, it is no file's doing: that is a fault of the program, not a result.
            _work_at_all(crew)
    return [(task.judge.gave_up(entry, error("C265", Where(entry.path))),)]


def _work_at_all(crew: Crew) -> None:
    """Raise `BrokenExecutor` if the workers do nothing."""
    for attempt in range(_ATTEMPTS):
        try:
            crew.submit(os.getpid).result()
        except BrokenExecutor:
            if attempt == _ATTEMPTS - 1:
                raise
        else:
            return
