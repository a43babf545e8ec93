"""The work of a worker process: one file after the other, each within its time limit.

A file may hang inside a library, where no exception reaches it. The time limit therefore ends the process. The caller
(`crew`) sees a dead worker and looks for the file.
"""

from __future__ import annotations

import faulthandler
import gc
import os
import pickle
import signal
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from multiprocessing.connection import Connection, wait
from multiprocessing.reduction import ForkingPickler
from typing import IO, TypeVar

from clustercheck.batch.results import Entry, Judge
from clustercheck.model.problems import Where, error

# What a file may take by the clock in the wall, where its processor time does not pass: a drive that does not answer. A
# busy machine, on which a worker waits for its turn, stays well below.
_WALL, _WALL_AT_LEAST = 4.0, 2.0
# Setting that watch starts a thread, so it is not done for every file: a file gets a quarter more than its seconds.
_LEEWAY = 0.25

_T = TypeVar("_T")


def serve(tasks: Connection, leash: Connection) -> None:
    """The main loop of a worker: read tasks from the pipe and answer them there until it is closed."""
    begin(leash)
    with suppress(EOFError, OSError):
        while True:
            function, arguments, options = pickle.loads(tasks.recv_bytes())
            tasks.send_bytes(_answer(function, arguments, options))


def _answer(
    function: Callable[..., object], arguments: Sequence[object], options: dict[str, object]
) -> bytes:
    try:
        return bytes(ForkingPickler.dumps((True, function(*arguments, **options))))
    except Exception as fault:
        return bytes(ForkingPickler.dumps((False, fault)))


def begin(leash: Connection) -> None:
    """Prepare a worker process. It leaves Ctrl-C to its parent and ends when the parent ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # As in the command line: a workbook leaves no reference cycles, and looking for some takes time.
    gc.set_threshold(50_000)
    threading.Thread(target=_leave_with, args=(leash,), daemon=True).start()


def _leave_with(leash: Connection) -> None:
    """End this process once the other end of the leash is closed, also when its holder dies."""
    wait([leash])
    os._exit(1)


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
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
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
