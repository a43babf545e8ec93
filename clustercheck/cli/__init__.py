"""The command line. Only this room prints or exits; `main` is the console script.

The language is chosen before anything else is imported, because help texts are made when commands are defined.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Mapping, Sequence
from io import StringIO

from clustercheck.cli.exits import Exit
from clustercheck.texts.messages import LANGUAGES, use_language


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit with its code."""
    if arguments is None and "--debug" not in sys.argv:
        # A failure during shutdown was reported already, or is the interrupt that is being handled.
        sys.unraisablehook = _unsaid
    try:
        code = _run(arguments)
        if code == Exit.INTERRUPTED and arguments is None:
            from clustercheck.cli.interrupts import end_as_interrupted

            end_as_interrupted()
        elif arguments is None and _has_nothing_to_end():
            _end_at_once(code)
        sys.exit(code)
    except KeyboardInterrupt:  # before anything could report it
        sys.exit(Exit.INTERRUPTED)


def _has_nothing_to_end() -> bool:
    """Whether no one waits for the interpreter to shut down: no thread, no registered function, no tool that watches."""
    speed = sys.modules.get("clustercheck.model.speed")  # imported where the switch is used
    if speed is not None and not speed.is_quick():
        return False
    if "threading" in sys.modules or sys.gettrace() or sys.getprofile():
        return False
    if sys.flags.inspect or sys.flags.interactive or sys.flags.dev_mode:
        return False
    return getattr(atexit, "_ncallbacks", lambda: 1)() == 0


def _end_at_once(code: int) -> None:
    """End the process. Taking the interpreter down object by object takes a tenth of a short run.

    Returns where a stream still holds what it cannot write; the interpreter then ends as always, and says so.
    """
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):
        return
    os._exit(code)


def _unsaid(_failed: object) -> None:
    """Print nothing."""


def _run(arguments: Sequence[str] | None) -> int:
    given = list(sys.argv[1:] if arguments is None else arguments)
    # Imports make thousands of permanent objects; collecting garbage among them is a tenth of the start-up time.
    gc.set_threshold(50_000)
    _open_closed_streams()
    use_language(chosen_language(given, os.environ))
    if os.environ.get("CLUSTERCHECK_QUICK") == "0":
        from clustercheck.model.speed import use_quick_ways

        use_quick_ways(False)
    if given[:1] in (["--version"], ["-V"]):
        from clustercheck import __version__

        try:
            sys.stdout.write(f"clustercheck {__version__}\n")
            sys.stdout.flush()
        except OSError:
            return Exit.COULD_NOT_RUN
        return Exit.MET
    from clustercheck.cli.interrupts import take_for_interrupts

    take_for_interrupts()
    from clustercheck.cli.run import run

    return run(given)


def _open_closed_streams() -> None:
    """Open a null stream for each stream that the caller has closed, which is None in Python."""
    if sys.stdout is None:
        sys.stdout = StringIO()
    if sys.stderr is None:
        sys.stderr = StringIO()


def chosen_language(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """`--lang` if it is given, else by the locale: Chinese for none, C and zh, English for any other."""
    for position, argument in enumerate(arguments):
        if argument == "--":
            break
        value = argument.removeprefix("--lang=") if argument.startswith("--lang=") else None
        if argument == "--lang" and position + 1 < len(arguments):
            value = arguments[position + 1]
        if value in LANGUAGES:
            return value
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        locale = environment.get(variable, "")
        if locale:
            word = locale.partition(".")[0].partition("_")[0].lower()
            return "zh" if word in ("zh", "c", "posix", "") else "en"
    return "zh"
