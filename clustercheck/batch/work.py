"""What a worker does: one file after the other, and no file for longer than it may take.

A file that hangs may hang inside a library, where no exception reaches it. So the watch ends the process, and whoever
gave the work sees a dead worker and looks for the file (`crew`).
"""

from __future__ import annotations

import faulthandler
import gc
import os
import signal
import threading
import time
from collections.abc import Sequence
from multiprocessing.connection import Connection, wait
from typing import IO

from clustercheck.batch.done import Entry, Judge, Results
from clustercheck.problems import Where, error

# Winding up the watch starts a thread, so it is not done for every file: one has a quarter more than its seconds.
_LEEWAY = 0.25


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
    """What some files came to, in their order. The process dies at a file that takes longer than `seconds`."""
    found = []
    with open(os.devnull, "w") as nowhere:
        try:
            ends = 0.0
            for entry in entries:
                now = time.monotonic()
                if now + seconds > ends:
                    ends = now + _wind_up(seconds * (1 + _LEEWAY), nowhere)
                found.append(_results(judge, entry))
        finally:
            faulthandler.cancel_dump_traceback_later()
    return found


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
