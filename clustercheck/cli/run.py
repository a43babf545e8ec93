"""Run a command line: plain calls at once, all others through Typer, and every error in words."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from clustercheck import __version__
from clustercheck.cli.commands import COMMANDS, is_isolated, settings_of_run, without_isolation
from clustercheck.cli.exits import Exit
from clustercheck.model.problems import ClusterCheckError
from clustercheck.model.speed import is_quick
from clustercheck.texts.messages import _

# Says nothing of what to do (`model.speed`).
_SWITCH = "CLUSTERCHECK_QUICK"


def run(arguments: Sequence[str]) -> int:
    """Run a command line and return its exit code. Never raises."""
    given = without_isolation(list(arguments)) or ["--help"]
    try:
        page = None
        if _is_path(given[0]):
            page = _page_of(given)
            given = ["assess", *given, *(["-o", page] if page else [])]
        code = _code_of(given)
        if page:
            _open_page(page)
        return _interrupted() if code == Exit.INTERRUPTED else code
    except KeyboardInterrupt:
        return _interrupted()
    except BrokenPipeError:
        _close_pipe()
        return Exit.MISSED
    except Exception as fault:
        return _report_fault(fault, "--debug" in given)


def _code_of(given: Sequence[str]) -> int:
    """Run the command; returns its exit code."""
    if is_quick() and (is_isolated() or not _may_have_settings()):
        from clustercheck.cli.plain_calls import plain_call

        call = plain_call(given, COMMANDS)
        if call is not None:
            return call.run()
    from clustercheck.cli.app import run_by_typer

    return run_by_typer(given)


def _may_have_settings() -> bool:
    """Whether anything but the call itself may say what to do: a file, or a variable, also one that asks for completion."""
    for name in os.environ:
        if (name.startswith("CLUSTERCHECK_") and name != _SWITCH) or name.endswith("_COMPLETE"):
            return True
    try:
        return bool(settings_of_run().file)
    except ClusterCheckError:  # Typer's way reports it
        return True


def _close_pipe() -> None:
    """Let nothing more be written to a stdout that no one reads, also when Python shuts down."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _is_path(word: str) -> bool:
    """Whether the first word is no command but a workbook or a folder to assess."""
    return word not in COMMANDS and not word.startswith("-") and os.path.exists(word)


def _page_of(given: Sequence[str]) -> str | None:
    """The path of the page for a file that was dropped on the program, where no one sees a terminal; else None."""
    from clustercheck.cli.dropped import is_dropped, page_beside

    return page_beside(given[0]) if len(given) == 1 and is_dropped() else None


def _open_page(page: str) -> None:
    if os.path.exists(page):
        import webbrowser
        from pathlib import Path

        webbrowser.open(Path(page).resolve().as_uri())


def _interrupted() -> int:
    from clustercheck.cli.console import note

    note(_("Interrupted."))
    return Exit.INTERRUPTED


def _report_fault(fault: Exception, debug: bool) -> int:
    """Report an exception in words; for a fault of the program, with a line on how to report it."""
    from clustercheck.cli.console import report

    if isinstance(fault, ClusterCheckError):
        report(fault.problems)
        return Exit.COULD_NOT_RUN
    if isinstance(fault, OSError) and fault.errno is not None:
        from clustercheck.model.problems import Where, error, reason_of

        report([error("U415", Where(), reason=reason_of(fault))])
        return Exit.COULD_NOT_RUN
    return _own_fault(fault, debug)


def _own_fault(fault: Exception, debug: bool) -> int:
    from clustercheck.cli.console import note, printable

    if debug:
        import traceback

        note(printable(traceback.format_exc()))
    else:
        note(f"{type(fault).__name__}: {printable(str(fault))}")
    note(
        _(
            "This is a fault of clustercheck {version}, not of your file. Please report it with the command you "
            "gave and the lines that --debug prints."
        ).format(version=__version__)
    )
    return Exit.FAULT
