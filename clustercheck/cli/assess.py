"""`clustercheck assess`: judge workbooks by a standard."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import partial
from itertools import chain, islice

from clustercheck.catalogue import Shelf, find_standard
from clustercheck.cli import options
from clustercheck.cli.console import COLOURS, note, report, screen
from clustercheck.cli.console import write as print_out
from clustercheck.cli.declared import Annotated, Command, Option
from clustercheck.cli.exits import FAIL_ON, exit_of
from clustercheck.cli.file_notes import note_passed_over
from clustercheck.cli.limits import MANY, SECONDS, limited
from clustercheck.engine.assessment import READINGS
from clustercheck.model.findings import Assessment, Result, Unread
from clustercheck.model.hints import TYPE_CHECKING
from clustercheck.model.problems import UnreadableFile, UsageFault, Where, error
from clustercheck.reports import FORMATS as WRITTEN
from clustercheck.reports import PAPERS, Material, document, renderer
from clustercheck.reports.wording.words import closing_line
from clustercheck.texts.messages import _
from clustercheck.use_cases.run import Run
from clustercheck.use_cases.workbooks import workbooks

if TYPE_CHECKING:
    from pathlib import Path

    from clustercheck.cli.outputs import Outputs

HELP = _(
    "Hold workbooks against a recognition standard and report every gap.\n\n"
    "Example: clustercheck assess data.xlsx --city zhuhai"
)
FORMATS = ("text", *WRITTEN)
_WITH_MARGINS = ("text", "json", "md")


def assess(
    files: options.Files,
    city: options.City = None,
    as_of: options.AsOf = None,
    reading: options.Reading = "default",
    in_force: options.InForce = False,
    together: options.Together = False,
    map: options.Map = None,
    format: Annotated[str, options.format_option(*FORMATS)] = "text",
    output: options.Reports = None,
    paper: options.Paper = "report",
    template: options.Template = None,
    force: options.Force = False,
    stdin_name: options.StdinName = None,
    timeout: options.Timeout = SECONDS,
    jobs: options.Jobs = None,
    fail_on: options.FailOn = "open",
    standards: options.Standards = None,
    all: options.All = False,
    quiet: options.Quiet = False,
    margins: Annotated[
        bool,
        Option(
            "--margins",
            help=_("Add how far each figure may move before a status tips; in text, json and md."),
        ),
    ] = False,
    color: options.Colour = "auto",
    lang: options.Lang = None,
) -> int:
    """Assess each file and print the report; returns the exit code."""
    options.one_of(format, "-f", FORMATS)
    options.one_of(reading, "--reading", READINGS)
    options.one_of(fail_on, "--fail-on", FAIL_ON)
    options.one_of(color, "--color", COLOURS)
    options.one_of(paper, "--paper", PAPERS)
    if margins and format not in _WITH_MARGINS:
        raise UsageFault(error("U411", Where(), option="-f", value=format, choices=_WITH_MARGINS))
    if template is not None and not _has_document(output) and _is_a_setting(template):
        template = None
    outputs = None
    if output or template or paper != "report":
        outputs = _outputs(output, template, force, [*files, map], paper)
    day = options.day(as_of)
    shelf = Shelf(standards)
    if city is not None:
        find_standard(city, as_of=day, shelf=shelf)  # better reported now than for every file
    limit = partial(limited, seconds=timeout)
    run = Run(day, shelf, city, reading, in_force, options.label_map(map), limit)
    detail = "quiet" if quiet else "all" if all else "short"
    passed_over: list[str] = []
    is_kept = format == "html" or (outputs is not None and outputs.needs_contents)
    contents: dict[str, bytes] | None = {} if is_kept else None
    if together:
        results = _together(run, files)
    else:
        sources = workbooks(files, passed_over, stdin_name=stdin_name)
        some = list(islice(sources, MANY))
        every = chain(some, sources)
        if len(some) == MANY and not margins:
            from clustercheck.cli.assess_many import Printed, assess_many, may_be_parted
            from clustercheck.cli.many_files import Work

            if may_be_parted(format, outputs):
                printed = Printed(format, color, detail, fail_on)
                work = Work(standards, timeout, jobs)
                return assess_many(run, every, work, outputs, printed, passed_over)
        results = list(run.results(every, contents))
        note_passed_over(passed_over)
    remarks = outputs.write(results, contents or {}) if outputs is not None else []
    _show(results, contents or {}, format, color, detail, margins)
    report(remarks)
    verdicts = [result.verdict if isinstance(result, Assessment) else None for result in results]
    return int(exit_of(verdicts, fail_on))


def _has_document(output: list[str] | None) -> bool:
    return any(name.lower().endswith((".docx", "/", "\\")) or os.path.isdir(name) for name in output or [])


def _is_a_setting(template: Path) -> bool:
    """Whether the template comes from a file of settings: it then waits for a run that writes a Word report."""
    from clustercheck.cli.commands import settings_of_run

    return settings_of_run().for_command("assess").get("template") == str(template)


def _outputs(
    output: list[str] | None,
    template: Path | None,
    force: bool,
    sources: list[str | Path | None],
    paper: str,
) -> Outputs:
    from clustercheck.cli.outputs import Outputs  # most runs write no file

    return Outputs(output or (), template, force=force, sources=sources, paper=paper)


def _together(run: Run, files: list[str]) -> list[Result]:
    """The results of several files about one cluster. Raises `UsageFault` if there is only one file."""
    sources = list(workbooks(files))
    if len(sources) < 2 and not isinstance(sources[0], UnreadableFile):
        raise UsageFault(error("U481", Where()))
    return run.results_together(sources)


def _show(
    results: list[Result],
    contents: Mapping[str, bytes],
    format: str,
    color: str,
    detail: str,
    margins: bool,
) -> None:
    unread = [result for result in results if isinstance(result, Unread)]
    if format == "text":
        from clustercheck.reports.assessment.text import print_report

        print_report(results, screen(color), detail=detail)
        if margins:
            from clustercheck.reports.documents.text import print_document
            from clustercheck.reports.margins import margins_of

            for result in results:
                if isinstance(result, Assessment):
                    print_document(margins_of(result), screen(color))
    elif format == "html":
        print_out(document(format, results, Material(contents)).content)
        note(closing_line(results))
    else:
        print_out(_with_margins(results, format) if margins else renderer(format)(results))
        note(closing_line(results))
    for result in unread:
        report(result.problems)


def _with_margins(results: list[Result], format: str) -> str:
    from clustercheck.reports.margins import margins_of, with_margins

    if format == "json":
        return with_margins(results)
    from clustercheck.reports.documents.markdown import render_markdown

    made = renderer(format)(results)
    more = [render_markdown(margins_of(result)) for result in results if isinstance(result, Assessment)]
    return "\n".join([made if isinstance(made, str) else made.decode(), *more])


command = Command(assess, HELP)
