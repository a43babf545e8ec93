"""The work of a worker process: one file after the other, each within its time limit.

A file may hang inside a library, where no exception reaches it. The time limit therefore ends the process. The caller
(`crew`) sees a dead worker and looks for the file.
"""

from __future__ import annotations

import faulthandler
import gc
import os
import pickle
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial

from clustercheck.batch.results import BESIDE, Entry, Judge
from clustercheck.model.hints import IO, Protocol, TypeAlias, TypeVar
from clustercheck.model.lean import signal
from clustercheck.model.problems import Where, error

# What a file may take by the clock in the wall, where its processor time does not pass: a drive that does not answer. A
# busy machine, on which a worker waits for its turn, stays well below.
_WALL, _WALL_AT_LEAST = 4.0, 2.0
# Setting that watch starts a thread, so it is not done for every file: a file gets a quarter more than its seconds.
_LEEWAY = 0.25

_T = TypeVar("_T")
# A part of a message.
Part: TypeAlias = bytes | pickle.PickleBuffer


class Link(Protocol):
    """Messages to and from the process that gives the tasks. Raises `OSError` or `EOFError` once it is gone.

    A message has one part or more: a pickle, and the buffers beside it.
    """

    def send(self, *parts: Part) -> None: ...

    def receive(self) -> list[bytes]: ...


def begin() -> None:
    """Prepare a worker process. It leaves Ctrl-C to its parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # As in the command line: a workbook leaves no reference cycles, and looking for some takes time.
    gc.set_threshold(50_000)


@contextmanager
def without_signals(numbers: Iterable[int]) -> Iterator[None]:
    """Delay these signals until the block ends. Processes that are started there begin with them delayed."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, numbers)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def serve(link: Link) -> None:
    """The main loop of a worker: read tasks from the link and answer them there until it is closed."""
    while answer(link):
        pass


def answer(link: Link) -> bool:
    """Read one task from the link and answer it there; False if the link is closed."""
    try:
        (task,) = link.receive()
        function, arguments = pickle.loads(task)
        link.send(*_answered(function, arguments))
    except (EOFError, OSError):
        return False
    return True


def _answered(function: Callable[..., object], arguments: Sequence[object]) -> list[Part]:
    """Whether the task succeeded, and its result or exception, pickled, and the buffers of the result."""
    beside: list[Part] = []
    try:
        found = pickle.dumps((True, function(*arguments)), BESIDE, buffer_callback=beside.append)
    except Exception as fault:
        return [pickle.dumps((False, fault))]
    return [found, *beside]


def work_off(judge: Judge[_T], seconds: float, entries: Sequence[Entry]) -> list[tuple[_T, ...]]:
    """The results of some files, in their order. The process dies at a file that takes longer than `seconds`.

    The seconds are processor time if the system can measure it, so that a busy machine gives the same results.
    """
    found: list[tuple[_T, ...]] = []
    measure = _measured()
    by_the_wall = seconds if measure is None else seconds * _WALL + _WALL_AT_LEAST
    with open(os.devnull, "w") as nowhere:
        try:
            ends = 0.0
            for entry in entries:
                now = time.monotonic()
                if now + by_the_wall > ends:
                    ends = now + _wind_up(by_the_wall * (1 + _LEEWAY), nowhere)
                if measure is not None:
                    measure(seconds)
                found.append(_results(judge, entry))
        finally:
            faulthandler.cancel_dump_traceback_later()
            if measure is not None:
                measure(0)
    return found


def _measured() -> Callable[[float], object] | None:
    """A function that sets the processor time after which the system ends this process, wherever it hangs.

    None if the system has no such limit, and in a thread beside others, whose time would count too.
    """
    threading = sys.modules.get("threading")  # no other thread exists before it is imported
    if not hasattr(signal, "setitimer") or (
        threading is not None and threading.current_thread() is not threading.main_thread()
    ):
        return None
    return partial(signal.setitimer, signal.ITIMER_PROF)


def _wind_up(seconds: float, nowhere: IO[str]) -> float:
    """End the process after this many seconds. The traceback of the hanging code is discarded."""
    faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
    return seconds


def _results(judge: Judge[_T], entry: Entry) -> tuple[_T, ...]:
    try:
        return judge(entry)
    except Exception as fault:  # a fault of the program must not cost the other files their verdicts
        reason = f"{type(fault).__name__}: {fault}"[:200]
        return (judge.gave_up(entry, error("C267", Where(entry.path), reason=reason)),)
