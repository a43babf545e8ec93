"""How long one file may take, on whatever machine: its processor time is measured, not the clock."""

from __future__ import annotations

import signal
import threading
import time
from types import FrameType, TracebackType
from typing import Protocol

from clustercheck.model.problems import UnreadableFile, Where, error

# Of one file, everywhere; a form takes a thousandth of it.
SECONDS = 30.0
# Should the exception be lost in a callback, it comes again after so much more.
_AGAIN = 1.0
_LOOK_EVERY = 0.05


class _TimeIsUp(BaseException):
    """Not an `Exception`: nothing that expects a faulty file may take it for one."""


class _Alarm(Protocol):
    def start(self, seconds: float) -> None: ...

    def stop(self) -> None: ...


class limited:  # noqa: N801
    """A block that ends with `UnreadableFile` (C266) once it has taken so many seconds of processor time.

    It is broken off between two steps of Python and within regular expressions, but not within a call of another C
    library, of which none is given more than a piece of a file at a time.
    """

    def __init__(self, file: str, seconds: float) -> None:
        self._file, self._seconds = file, seconds
        self._alarm: _Alarm = _Timer() if _has_timer() else _Watch()

    def __enter__(self) -> None:
        self._alarm.start(self._seconds)

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._alarm.stop()
        except _TimeIsUp as late:
            fault = fault or late
        if isinstance(fault, _TimeIsUp):
            seconds = f"{self._seconds:g}"
            raise UnreadableFile(error("C266", Where(self._file), seconds=seconds)) from None


def _has_timer() -> bool:
    return hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()


class _Timer:
    """The system's own timer, whose signal Python takes up in the main thread."""

    def start(self, seconds: float) -> None:
        self._is_on = True
        self._before = signal.signal(signal.SIGPROF, self._ring)
        signal.setitimer(signal.ITIMER_PROF, seconds, _AGAIN)

    def stop(self) -> None:
        self._is_on = False
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, self._before)

    def _ring(self, _number: int, _frame: FrameType | None) -> None:
        if self._is_on:
            raise _TimeIsUp


class _Watch:
    """A thread that looks at the process's time, where there is no such timer (Windows) or another thread asks."""

    def start(self, seconds: float) -> None:
        self._over = threading.Event()
        self._watched = threading.get_ident()
        self._ends = time.process_time() + seconds
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        try:
            self._end()
        except _TimeIsUp:
            self._end()
            raise

    def _end(self) -> None:
        """End the thread, and let what it has raised come here.

        Taking it back would leave the interpreter looking for it for ever: where calls are traced, Python 3.11 then goes
        round in a circle.
        """
        self._over.set()
        self._thread.join()
        for _step in range(2):
            pass

    def _look(self) -> None:
        while not self._over.wait(_LOOK_EVERY):
            if time.process_time() >= self._ends:
                _raise_in(self._watched, _TimeIsUp)
                self._ends += _AGAIN


def _raise_in(thread: int, fault: type[BaseException]) -> None:
    """Raise in another thread at its next step."""
    from ctypes import c_ulong, py_object, pythonapi

    pythonapi.PyThreadState_SetAsyncExc(c_ulong(thread), py_object(fault))
