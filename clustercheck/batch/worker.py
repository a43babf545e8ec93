"""What a worker does: one file after the other, and no file for longer than it may take.

A file that hangs may hang inside a library, where no exception reaches it. So the watch ends the process, and whoever
gave the work sees a dead worker and looks for the file (`crew`).
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
from typing import IO

from clustercheck.batch.results import Entry, Judge, Results
from clustercheck.model.problems import Where, error

# What a file may take by the clock in the wall, where its processor time does not pass: a drive that does not answer. A
# busy machine, on which a worker waits for its turn, stays well below.
_WALL, _WALL_AT_LEAST = 4.0, 2.0
# Winding up that watch starts a thread, so it is not done for every file: one has a quarter more than its seconds.
_LEEWAY = 0.25


def serve(tasks: Connection, leash: Connection) -> None:
    """A worker's life: tasks come by the pipe and are answered there, until it is closed."""
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
    """Prepare a worker process: it leaves the keyboard's interrupt to its master, and goes when the master goes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # As at the command line: a workbook leaves no garbage in rings, and looking for some takes time.
    gc.set_threshold(50_000)
    threading.Thread(target=_leave_with, args=(leash,), daemon=True).start()


def _leave_with(leash: Connection) -> None:
    """End this process once the other end of the leash is closed, be it by the death of who held it."""
    wait([leash])
    os._exit(1)


def work_off(judge: Judge, seconds: float, entries: Sequence[Entry]) -> list[Results]:
    """What some files came to, in their order. The process dies at a file that takes longer than `seconds`.

    Those are of processor time where the system can tell it, so that nothing fails on a busy machine that would not on
    another.
    """
    found = []
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
    """What sets how much processor time is left until the system ends this process, wherever it hangs.

    None where there is no such thing, and in a thread beside others, whose time would count too.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        return None
    return partial(signal.setitimer, signal.ITIMER_PROF)


def _wind_up(seconds: float, nowhere: IO[str]) -> float:
    """End the process in so many seconds; the traceback of where it hangs is of no use to anyone here."""
    faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
    return seconds


def _results(judge: Judge, entry: Entry) -> Results:
    try:
        return judge(entry)
    except Exception as fault:  # a fault of our own must not cost the other files their verdicts
        reason = f"{type(fault).__name__}: {fault}"[:200]
        return (judge.gave_up(entry, error("C267", Where(entry.path), reason=reason)),)
