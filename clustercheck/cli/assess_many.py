"""`assess` of many files: each is read, judged and put into words by a worker, and only these words come back.

The parts of each report are kept on disk until all files are done, since some reports begin with what all come to, and
nothing is written if one of them may not be.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from os.path import isfile
from pathlib import Path

from clustercheck.batch.queue import Task
from clustercheck.batch.spool import Spool
from clustercheck.cli.console import note, report, write_lines
from clustercheck.cli.console import screen as screen_of
from clustercheck.cli.console import write as print_out
from clustercheck.cli.exits import exit_of
from clustercheck.cli.file_notes import exit_of_faults, note_passed_over
from clustercheck.cli.many_files import Work, pieces_of, worked_through
from clustercheck.cli.outputs import Made, Output, Outputs, OutputTarget
from clustercheck.model.hints import TYPE_CHECKING, Any
from clustercheck.model.problems import Problem, UnreadableFile, UsageFault
from clustercheck.model.records import NamedTuple
from clustercheck.reports import PIECED, encoding_of, module_of, pieced
from clustercheck.reports.wording.words import verdict_counts
from clustercheck.use_cases.file_report import (
    MODULES,
    Documents,
    FileReport,
    Pieces,
    Printout,
    Refusal,
    Reported,
    Wanted,
    template_in,
)
from clustercheck.use_cases.options_of_run import options_of
from clustercheck.use_cases.run import Run
from clustercheck.use_cases.workbooks import Source

if TYPE_CHECKING:
    from clustercheck.reports.terminal.screen import Screen

# Characters that are written at once: each writing is a call of the system.
_AT_ONCE = 1 << 16


class Printed(NamedTuple):
    """What is printed, and what the exit code depends on."""

    format: str
    color: str
    detail: str
    fail_on: str


class _Done(NamedTuple):
    """All results but for their reports, which are in `spools`, one for each thing that is wanted."""

    results: Sequence[Reported]
    spools: Sequence[Spool]
    closing: str


def may_be_parted(format: str, outputs: Outputs | None) -> bool:
    """Whether workers can make all that is asked for."""
    if format not in ("text", *PIECED):
        return False
    return outputs is None or all(_is_made_by_parts(target, outputs) for target in outputs.targets)


def assess_many(
    run: Run,
    sources: Iterable[Source | UnreadableFile],
    work: Work,
    outputs: Outputs | None,
    printed: Printed,
    passed_over: list[str],
) -> int:
    """Assess these files, write the files of `outputs` and print; returns the exit code.

    `passed_over` is complete once the sources have been gone through.
    """
    screen = screen_of(printed.color) if printed.format == "text" else None
    targets = outputs.targets if outputs is not None else ()
    template = outputs.template_file if outputs is not None else None
    wanted = (
        _on_screen(printed, screen),
        *[_wanted(target, template, "report" if outputs is None else outputs.paper) for target in targets],
    )
    judge = FileReport(options_of(run, work.own), wanted)
    with ExitStack() as stack:
        spools = [stack.enter_context(Spool()) for _each in wanted]
        results = []
        pieces = pieces_of(sources, lambda source: judge.of_source(source, run))
        for found in worked_through(
            pieces, Task(judge, work.timeout), _modules(wanted), printed.color, work.jobs
        ):
            for one in found:
                for spool, made in zip(spools, one.made, strict=True):
                    spool.append(made)
                results.append(one._replace(made=()))
        note_passed_over(passed_over)
        done = _Done(results, spools, _closing(results))
        remarks = _write(outputs, done) if outputs is not None else []
        _print(done, printed, screen)
    for one in results:
        report(one.problems)
    report(remarks)
    faults = sum(problem.code == "C267" for one in results for problem in one.problems[:1])
    return int(exit_of_faults(faults) or exit_of([one.verdict for one in results], printed.fail_on))


def _is_made_by_parts(target: OutputTarget, outputs: Outputs) -> bool:
    if target.format == "docx" and outputs.template_file is not None and not isfile(outputs.template_file):
        return False  # what is no file can be read only once
    return target.each or (outputs.paper == "report" and target.format in (*PIECED, "docx"))


def _on_screen(printed: Printed, screen: Screen | None) -> Wanted:
    if screen is None:
        return Pieces(printed.format)
    return Printout(screen.terminal, printed.detail)


def _wanted(target: OutputTarget, template: str | None, paper: str) -> Wanted:
    template = template if target.format == "docx" else None
    return Documents(target.format, paper, template) if target.each else Pieces(target.format, template)


def _modules(wanted: Iterable[Wanted]) -> list[str]:
    """The modules that the workers need."""
    formats = [each.format if isinstance(each, Pieces | Documents) else "text" for each in wanted]
    return [*MODULES, *dict.fromkeys(map(module_of, formats))]


def _closing(results: Sequence[Reported]) -> str:
    counts = Counter([one.verdict for one in results])
    return verdict_counts(counts, of_clusters=any(one.row for one in results))


def _write(outputs: Outputs, done: _Done) -> list[Problem]:
    """Write all files; the reports of single results come in their order."""
    spools = dict(zip(outputs.targets, done.spools[1:], strict=True))
    single = {target: iter(spool) for target, spool in spools.items() if target.each}

    def made(output: Output) -> Made:
        target, path = output.target, output.path
        if target.each:
            found = _allowed(next(single[target]), path)
            return Made([found.content], found.problems)
        parts = _Parts(spools[target], path)
        if target.format == "docx":
            from clustercheck.reports.assessment.word import whole_docx

            template = None if outputs.template_file is None else template_in(outputs.template_file)
            return Made([whole_docx(parts, template)])
        return Made(_encoded(pieced(target.format).whole(parts, done.closing), encoding_of(target.format)))

    return outputs.write_made([one.name for one in done.results], {one.file for one in done.results}, made)


def _print(done: _Done, printed: Printed, screen: Screen | None) -> None:
    spool = done.spools[0]
    if screen is None:
        for text in _joined(pieced(printed.format).whole(spool, done.closing)):
            if isinstance(text, bytes):
                write_lines(text)
            else:
                print_out(text)
        note(done.closing)
        return
    from clustercheck.reports.assessment.text import print_closing

    for text in _joined(spool):
        print_out(text)
    print_closing(done.closing, screen, detail=printed.detail)


class _Parts:
    """The parts of a report. Raises `UsageFault` at one that could not be made."""

    def __init__(self, spool: Spool, path: Path) -> None:
        self._spool, self._path = spool, path

    def __iter__(self) -> Iterator[Any]:
        return (_allowed(part, self._path) for part in self._spool)


def _allowed(made: Any, path: Path) -> Any:
    if isinstance(made, Refusal):
        problem = made.problem
        facts = {**problem.facts, "file": str(path)} if problem.code == "U407" else problem.facts
        raise UsageFault(problem._replace(facts=facts))
    return made


def _joined(texts: Iterable[str | bytes]) -> Iterator[str | bytes]:
    """The same text in longer pieces; it is encoded or is not, as a whole."""
    held: list[Any] = []
    length = 0
    for text in texts:
        held.append(text)
        length += len(text)
        if length >= _AT_ONCE:
            yield text[:0].join(held)
            held, length = [], 0
    if held:
        yield held[0][:0].join(held)


def _encoded(texts: Iterable[str | bytes], encoding: str) -> Iterator[bytes]:
    """The bytes of a file; a mark of the encoding stands at its beginning alone."""
    for text in _joined(texts):
        yield text if isinstance(text, bytes) else text.encode(encoding, "backslashreplace")
        encoding = encoding.removesuffix("-sig")
