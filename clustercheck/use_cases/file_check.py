"""Check one file of many in any process. Every worker imports this module, so it imports neither Typer nor rich."""

from __future__ import annotations

from clustercheck.batch import Entry
from clustercheck.model.problems import ClusterCheckError, Problem
from clustercheck.model.records import NamedTuple
from clustercheck.reports.check.check import Checked
from clustercheck.use_cases.check import checked_files
from clustercheck.use_cases.options_of_run import RunFault, RunOptions, sendable

# The modules that checking the first file imports. The process that workers are forked from imports them first.
MODULES = (
    "clustercheck.use_cases.file_check",
    "clustercheck.batch.worker",
    "clustercheck.catalogue.compiled",
    "clustercheck.texts.problem_files",
    "clustercheck.formats.detect",
    "clustercheck.tables.whole_files",
)


class FileCheck(NamedTuple):
    """The check of a file of many, in any process; a fault that ends the whole run comes back as a result."""

    options: RunOptions

    def __call__(self, entry: Entry) -> tuple[Checked | RunFault]:
        """What is wrong with the file."""
        try:
            (found,) = checked_files(self.options.run(), [(entry.path, None)])
        except ClusterCheckError as fault:
            return (RunFault(fault.problems),)
        return (found._replace(problems=tuple([sendable(problem) for problem in found.problems])),)

    def gave_up(self, entry: Entry, problem: Problem) -> Checked:
        """The result of a file that killed or hung its worker, or at which the program itself failed."""
        return Checked(entry.path, (problem,), unread=True)
