"""Handle Ctrl-C, SIGTERM, and a terminal that closes, all in the same way."""

from __future__ import annotations

import sys
from types import FrameType, TracebackType

from clustercheck.model.lean import signal

# Looked up by name, because Windows has no SIGHUP.
_ALIKE = ("SIGINT", "SIGTERM", "SIGHUP")
# An interrupt during a callback is lost with the exception it raises, so it is recorded too.
_noted = False


def take_for_interrupts() -> None:
    """Handle signals that ask the process to end like Ctrl-C. An ignored signal, as under nohup, stays ignored."""
    global _noted
    _noted = False
    if in_main_thread():
        for name in _ALIKE:
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) in (
                signal.SIG_DFL,
                signal.default_int_handler,
            ):
                signal.signal(number, _interrupted)


def in_main_thread() -> bool:
    """Whether this is the main thread, the only one that signals reach. No other exists before threading is imported."""
    threading = sys.modules.get("threading")
    return threading is None or threading.current_thread() is threading.main_thread()


def end_as_interrupted() -> None:
    """Let nothing change the exit code any more, such as a second Ctrl-C while Python shuts down."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # CPython remembers an interrupt that came while a text was executed, as for a class made by a factory, and would end by
    # that signal; executing another makes it forget.
    exec("")


def _interrupted(_number: int, _frame: FrameType | None) -> None:
    global _noted
    _noted = True
    raise KeyboardInterrupt


class BrokenOff:
    """While active, the first interrupt stops the work, and later ones do not stop the clean-up."""

    def __enter__(self) -> BrokenOff:
        self._numbers: list[int] = []
        if in_main_thread():
            for name in _ALIKE:
                number = getattr(signal, name, None)
                if number is not None and signal.getsignal(number) is _interrupted:
                    self._numbers.append(number)
                    signal.signal(number, self._heard)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number in self._numbers:
            signal.signal(number, _interrupted)

    def raise_again(self) -> None:
        """Raise a pending `KeyboardInterrupt`, including one that other code swallowed."""
        if _noted:
            raise KeyboardInterrupt

    def _heard(self, number: int, frame: FrameType | None) -> None:
        if not _noted:
            _interrupted(number, frame)
