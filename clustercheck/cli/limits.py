"""Limit the time for one file on any machine: the limit is processor time, not wall-clock time."""

from __future__ import annotations

import time
from types import FrameType, TracebackType

from clustercheck.cli.interrupts import in_main_thread
from clustercheck.model.hints import Protocol
from clustercheck.model.lean import signal
from clustercheck.model.problems import UnreadableFile, Where, error

# The default limit for one file in every command; a form takes a thousandth of it.
SECONDS = 30.0
# From this number of files on, workers do them: for fewer they would take more time to start than they save.
MANY = 100
# If the exception is lost in a callback, it is raised again after this time.
_AGAIN = 1.0
_LOOK_EVERY = 0.05


class _TimeIsUp(BaseException):
    """No `Exception`, so that no handler for faulty files catches it."""


class _Alarm(Protocol):
    def start(self, seconds: float) -> None: ...

    def stop(self) -> None: ...


class limited:  # noqa: N801
    """A block that raises `UnreadableFile` (C266) once it has used this many seconds of processor time.

    It stops between two steps of Python and within regular expressions, but not within a call of another C library.
    Those get only a piece of a file at a time.
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
    return hasattr(signal, "setitimer") and in_main_thread()


class _Timer:
    """The system's own timer, whose signal Python handles in the main thread."""

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
    """A thread that watches the process's time if there is no such timer (Windows) or if another thread asks."""

    def start(self, seconds: float) -> None:
        import threading

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
        """End the thread, and let the exception that it raised arrive here.

        Cancelling the exception would make the interpreter look for it for ever: with tracing on, Python 3.11 then
        loops.
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
