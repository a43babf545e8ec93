"""What is said of files beside their results."""

from __future__ import annotations

from collections.abc import Sequence

from clustercheck.cli.console import note, printable
from clustercheck.cli.exits import Exit
from clustercheck.texts.messages import _, listed

_SHOWN = 5


def note_passed_over(paths: Sequence[str]) -> None:
    """Name the tables in folders that were not taken for workbooks."""
    if paths:
        some = listed([printable(path) for path in paths[:_SHOWN]]) + (" …" if len(paths) > _SHOWN else "")
        note(
            _("Passed over, for clustercheck made them and they are no one's figures ({n}): {files}").format(
                n=len(paths), files=some
            )
        )


def exit_of_faults(number: int) -> Exit | None:
    """Ask for a report of the files at which the program itself failed, and return the code for it; None for no file."""
    if not number:
        return None
    note(_("Files at which clustercheck itself failed: {n}. Please report it.").format(n=number))
    return Exit.FAULT
