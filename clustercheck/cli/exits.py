"""The exit codes, and how the results of a run give one. An option moves the limit, never the meaning of a code."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from clustercheck.model.hints import TYPE_CHECKING

if TYPE_CHECKING:
    from clustercheck.model.findings import Verdict
    from clustercheck.reports.check.check import Check

FAIL_ON = ("open", "missed", "never")


class Exit(IntEnum):
    """The exit code of the process."""

    MET = 0
    MISSED = 1
    COULD_NOT_RUN = 2
    OPEN = 3
    FAULT = 70
    INTERRUPTED = 130


# By the verdicts' words, because help and version need not import the model.
_EXIT_OF = {"met": Exit.MET, "missed": Exit.MISSED, "incomplete": Exit.OPEN, "discretionary": Exit.OPEN}


def exit_of(verdicts: Iterable[Verdict | None], fail_on: str = "open") -> Exit:
    """The code for several files: 2 if one could not be read (None), else 1, else 3, else 0.

    With `fail_on` `missed` an open verdict gives 0; with `never` a missed one does too.
    """
    codes = {Exit.COULD_NOT_RUN if verdict is None else _EXIT_OF[verdict] for verdict in verdicts}
    if Exit.COULD_NOT_RUN in codes:
        return Exit.COULD_NOT_RUN
    if Exit.MISSED in codes and fail_on != "never":
        return Exit.MISSED
    if Exit.OPEN in codes and fail_on == "open":
        return Exit.OPEN
    return Exit.MET


def exit_of_check(check: Check) -> Exit:
    """The code of a check: 2 if a file could not be read, else 1 if a problem counts as a failure, else 0."""
    if any(one.unread for one in check.files):
        return Exit.COULD_NOT_RUN
    return Exit.MISSED if any(check.fails(problem) for _one, problem in check.each()) else Exit.MET
