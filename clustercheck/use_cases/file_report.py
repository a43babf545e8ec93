"""Assess one file of many in any process and make what its reports need of it.

Every worker imports this module, so it imports neither Typer nor rich before they are needed.
"""

from __future__ import annotations

import pickle
from functools import cache, lru_cache

from clustercheck.batch import Entry
from clustercheck.model.findings import Result, Unread, Verdict
from clustercheck.model.hints import Any, TypeAlias
from clustercheck.model.problems import Problem, UnreadableFile, UsageFault, Where, error, reason_of
from clustercheck.model.records import NamedTuple
from clustercheck.reports import Material, document, pieced
from clustercheck.reports.terminal.screen import Copy, Terminal
from clustercheck.use_cases.file_names import name_of
from clustercheck.use_cases.options_of_run import RunOptions, sendable
from clustercheck.use_cases.run import Run
from clustercheck.use_cases.workbooks import Source

# The modules that assessing the first file imports. The process that workers are forked from imports them first.
MODULES = (
    "clustercheck.use_cases.file_report",
    "clustercheck.batch.worker",
    "clustercheck.catalogue.compiled",
    "clustercheck.texts.problem_files",
    "clustercheck.formats.detect",
    "clustercheck.tables.whole_files",
)


_LARGEST_TEMPLATE = 20 * 1024 * 1024


class Printout(NamedTuple):
    """What is printed on a terminal; `detail` is `quiet`, or anything else."""

    terminal: Terminal
    detail: str


class Pieces(NamedTuple):
    """A report of all files, put together from a piece of each; `template` is the file of a Word template."""

    format: str
    template: str | None = None


class Documents(NamedTuple):
    """A report of each file by itself; `template` is the file of a Word template."""

    format: str
    paper: str
    template: str | None = None


# A template's name and bytes.
Template: TypeAlias = tuple[str, bytes]
# What is made of each result: a text for the terminal, a piece of a report, or a report.
Wanted: TypeAlias = Printout | Pieces | Documents


class Refusal(NamedTuple):
    """Why a report could not be made, where the run ends with it. `file` of the facts is left open."""

    problem: Problem


class Reported(NamedTuple):
    """One result: its file, the name that its reports bear, its verdict, and its pickled part of each report.

    `name` is empty where no report is made of each result. `problems` say why there is no verdict. `row` tells clusters
    of one file apart.
    """

    file: str
    name: str
    verdict: Verdict | None
    row: int | None
    problems: tuple[Problem, ...]
    made: tuple[bytes, ...]


class FileReport(NamedTuple):
    """The work on each file."""

    options: RunOptions
    wanted: tuple[Wanted, ...]

    def __call__(self, entry: Entry) -> tuple[Reported, ...]:
        """The results of a file, cluster by cluster."""
        return self.of_source((entry.path, None), self.options.run())

    def gave_up(self, entry: Entry, problem: Problem) -> Reported:
        """The result of a file that killed or hung its worker, or at which the program itself failed."""
        return self._reported(Unread(entry.path, (problem,)), {})

    def of_source(self, source: Source | UnreadableFile, run: Run) -> tuple[Reported, ...]:
        """The results of a source in this process."""
        contents: dict[str, bytes] | None = {} if self._needs_contents() else None
        return tuple([self._reported(result, contents or {}) for result in run.results([source], contents)])

    def _needs_contents(self) -> bool:
        return any(isinstance(each, Documents) and each.format == "xlsx" for each in self.wanted)

    def _reported(self, result: Result, contents: dict[str, bytes]) -> Reported:
        made = tuple([pickle.dumps(_made(each, result, contents)) for each in self.wanted])
        name = name_of(result) if any(isinstance(each, Documents) for each in self.wanted) else ""
        if isinstance(result, Unread):
            problems = tuple(map(sendable, result.problems))
            return Reported(result.file, name, None, result.row, problems, made)
        cluster = result.cluster
        return Reported(cluster.file, name, result.verdict, cluster.row, (), made)


@lru_cache(maxsize=2)
def template_in(file: str) -> Template:
    """The template in a file, read once. Raises `UsageFault` if it cannot be read."""
    try:
        with open(file, "rb") as stream:
            return file, stream.read(_LARGEST_TEMPLATE)
    except OSError as fault:
        raise UsageFault(error("U448", Where(), file=file, reason=reason_of(fault))) from fault


def _made(wanted: Wanted, result: Result, contents: dict[str, bytes]) -> Any:
    if isinstance(wanted, Printout):
        from clustercheck.reports.assessment.text import print_one_of_many

        copy = _copy(wanted.terminal)
        print_one_of_many(result, copy.screen, detail=wanted.detail)
        return copy.taken()
    try:
        template = None if wanted.template is None else template_in(wanted.template)
        if isinstance(wanted, Pieces):
            return _piece(wanted.format, result, template)
        made = document(wanted.format, [result], Material(contents, template, wanted.paper))
    except OSError as fault:  # openpyxl writes the sheets of a workbook to disk while it is made
        return Refusal(error("U407", Where(), file="", reason=reason_of(fault)))
    except UsageFault as fault:
        return Refusal(sendable(fault.problems[0]))
    return made._replace(problems=tuple(map(sendable, made.problems)))


def _piece(format: str, result: Result, template: Template | None) -> Any:
    if format == "docx":
        from clustercheck.reports.assessment.word import piece_docx

        return piece_docx(result, template)
    return _pieced(format).piece(result)


_pieced, _copy = cache(pieced), cache(Copy)
