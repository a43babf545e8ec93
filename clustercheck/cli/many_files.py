"""Many files for `assess` and `check`: by the workers of `batch`, in input order, with its progress and interrupts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from clustercheck.batch import Entry
from clustercheck.batch.queue import Piece, Task, chunk_size, work_through
from clustercheck.cli.interrupts import BrokenOff
from clustercheck.cli.progress import Progress
from clustercheck.cli.staff import Staff, executor_for, processors
from clustercheck.model.hints import TypeVar
from clustercheck.model.problems import ClusterCheckError, UnreadableFile
from clustercheck.model.records import NamedTuple
from clustercheck.reports.check.check import Checked
from clustercheck.use_cases.check import checked_files
from clustercheck.use_cases.file_check import MODULES, FileCheck
from clustercheck.use_cases.options_of_run import RunFault, options_of
from clustercheck.use_cases.run import Run
from clustercheck.use_cases.workbooks import Source

_T = TypeVar("_T")


class Work(NamedTuple):
    """How many files are worked on: with the user's folder of standards, the seconds for a file, and so many processes."""

    own: Path | None
    timeout: float
    jobs: int | None


class Count:
    """How many files are done of those that were asked for."""

    base = 0

    def __init__(self, planned: int) -> None:
        self.planned, self.done = planned, 0


def worked_through(
    pieces: Sequence[Piece[_T]], task: Task[_T], modules: Sequence[str], color: str, jobs: int | None = None
) -> Iterator[tuple[_T, ...]]:
    """The results of each file in order; `modules` are what the work imports. Raises `KeyboardInterrupt`.

    `jobs` is the most processes, None for one for each processor.
    """
    count = Count(len(pieces))
    with (
        BrokenOff() as broken_off,
        executor_for(Staff(jobs or processors(), None), modules, len(pieces)) as (executor, workers, lost),
        Progress(count, color) as progress,
    ):
        broken_off.raise_again()
        size = chunk_size(len(pieces), workers)
        chunks = (pieces[begin : begin + size] for begin in range(0, len(pieces), size))
        for files in work_through(chunks, task, executor, workers, lost):
            count.done += len(files)
            progress.show()
            broken_off.raise_again()
            yield from files


def checked_by_workers(
    run: Run, sources: Iterable[Source | UnreadableFile], work: Work, color: str
) -> Iterator[Checked]:
    """Each file with its problems. Raises what ends the run, such as a broken standard."""
    judge = FileCheck(options_of(run, work.own))
    pieces: list[Piece[Checked | RunFault]] = pieces_of(
        sources, lambda source: tuple(checked_files(run, [source]))
    )
    for found in worked_through(pieces, Task(judge, work.timeout), MODULES, color, work.jobs):
        for one in found:
            if isinstance(one, RunFault):
                raise ClusterCheckError(*one.problems)
            yield one


def pieces_of(
    sources: Iterable[Source | UnreadableFile], here: Callable[[Source | UnreadableFile], tuple[_T, ...]]
) -> list[Piece[_T]]:
    """What there is to do: a file for the workers; what has no file, or came from stdin, is done `here` and now."""
    return [
        here(source) if isinstance(source, UnreadableFile) or source[1] is not None else Entry(source[0])
        for source in sources
    ]
