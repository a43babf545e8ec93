"""The exit codes, and how a run's results come to one. A flag moves the bar, never a code's meaning."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clustercheck.model.findings import Verdict
    from clustercheck.reports.check.check import Check

FAIL_ON = ("open", "missed", "never")


class Exit(IntEnum):
    """What the process ends with."""

    MET = 0
    MISSED = 1
    COULD_NOT_RUN = 2
    OPEN = 3
    FAULT = 70
    INTERRUPTED = 130


# By the verdicts' words: help and version should not wait for the model.
_EXIT_OF = {"met": Exit.MET, "missed": Exit.MISSED, "incomplete": Exit.OPEN, "discretionary": Exit.OPEN}


def exit_of(verdicts: Iterable[Verdict | None], fail_on: str = "open") -> Exit:
    """The code of several files: 2 if one could not be read (None), else 1, else 3, else 0.

    `fail_on` `missed` lets an open verdict be 0, `never` a missed one too.
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
