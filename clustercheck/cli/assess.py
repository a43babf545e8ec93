"""`clustercheck assess`: workbooks held against a standard."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from clustercheck.catalogue import find_standard
from clustercheck.cli import options
from clustercheck.cli.console import COLOURS, console, note, report
from clustercheck.cli.console import write as print_out
from clustercheck.cli.exits import FAIL_ON, exit_of
from clustercheck.cli.files import note_passed_over, workbooks
from clustercheck.cli.limits import SECONDS, limited
from clustercheck.cli.standard_choice import hold
from clustercheck.engine.assessment import READINGS
from clustercheck.model.cluster import Cluster
from clustercheck.model.findings import Assessment
from clustercheck.model.problems import ClusterCheckError, UnreadableFile, UsageFault, Where, error
from clustercheck.reports import FORMATS as WRITTEN
from clustercheck.reports import Result, Unread, renderer
from clustercheck.reports.wording.words import closing_line
from clustercheck.tables.reader import content_of, read_all, read_together
from clustercheck.texts.messages import _

if TYPE_CHECKING:
    from clustercheck.cli.outputs import Outputs
    from clustercheck.model.label_map import LabelMap

HELP = _(
    "Hold workbooks against a recognition standard and report every gap.\n\n"
    "Example: clustercheck assess data.xlsx --city zhuhai"
)
FORMATS = ("text", *WRITTEN)


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
    template: options.Template = None,
    force: options.Force = False,
    timeout: options.Timeout = SECONDS,
    fail_on: options.FailOn = "open",
    standards: options.Standards = None,
    color: options.Colour = "auto",
    lang: options.Lang = None,
) -> int:
    """Assess each file and print the report; returns the exit code."""
    options.one_of(format, "-f", FORMATS)
    options.one_of(reading, "--reading", READINGS)
    options.one_of(fail_on, "--fail-on", FAIL_ON)
    options.one_of(color, "--color", COLOURS)
    outputs = _outputs(output, template, force, [*files, map]) if output or template else None
    day = options.day(as_of)
    standard = None if city is None else find_standard(city, as_of=day, own=standards)
    contents: dict[str, bytes] | None = {} if outputs is not None and outputs.needs_contents else None
    judged = partial(hold, standard=standard, as_of=day, reading=reading, in_force=in_force, own=standards)
    if together:
        results = _together(files, judged, options.label_map(map), timeout)
    else:
        results = _results(files, judged, options.label_map(map), contents, timeout)
    remarks = outputs.write(results, contents or {}) if outputs is not None else []
    _show(results, format, color)
    report(remarks)
    verdicts = [result.verdict if isinstance(result, Assessment) else None for result in results]
    return int(exit_of(verdicts, fail_on))


def _outputs(
    output: list[str] | None, template: Path | None, force: bool, sources: list[str | Path | None]
) -> Outputs:
    from clustercheck.cli.outputs import Outputs  # most runs write no file

    return Outputs(output or (), template, force=force, sources=sources)


def _results(
    files: list[str],
    judged: Callable[[Cluster], Assessment],
    label_map: LabelMap | None,
    contents: dict[str, bytes] | None,
    timeout: float,
) -> list[Result]:
    """What each file comes to; the bytes of each are put into `contents`, where it is given."""
    results: list[Result] = []
    passed_over: list[str] = []
    for found in workbooks(files, passed_over):
        if isinstance(found, UnreadableFile):
            results.append(Unread(found.problems[0].where.file or "", found.problems))
            continue
        name, content = found
        try:
            if contents is not None:
                content = contents[name] = content_of(name) if content is None else content
            with limited(name, timeout):
                clusters = [each.cluster for each in read_all(name, content=content, label_map=label_map)]
        except ClusterCheckError as fault:
            results.append(Unread(name, fault.problems))
            continue
        results += [_judged(cluster, judged, timeout) for cluster in clusters]
    note_passed_over(passed_over)
    return results


def _together(
    files: list[str],
    judged: Callable[[Cluster], Assessment],
    label_map: LabelMap | None,
    timeout: float,
) -> list[Result]:
    """What several files come to that are of one cluster."""
    found = list(workbooks(files))
    faults = [problem for each in found if isinstance(each, UnreadableFile) for problem in each.problems]
    named = [each for each in found if not isinstance(each, UnreadableFile)]
    if len(named) < 2 and not faults:
        raise UsageFault(error("U481", Where()))
    try:
        if faults:
            raise UnreadableFile(*faults)
        with limited(named[0][0], timeout):
            clusters = [each.cluster for each in read_together(named, label_map=label_map)]
    except ClusterCheckError as fault:
        return [Unread(" + ".join(os.path.basename(name) for name, _ in named), fault.problems)]
    return [_judged(cluster, judged, timeout) for cluster in clusters]


def _judged(cluster: Cluster, judged: Callable[[Cluster], Assessment], timeout: float) -> Result:
    try:
        with limited(cluster.file, timeout):
            return judged(cluster)
    except ClusterCheckError as fault:
        return Unread(cluster.file, fault.problems, cluster.row)


def _show(results: list[Result], format: str, color: str) -> None:
    unread = [result for result in results if isinstance(result, Unread)]
    if format == "text":
        from clustercheck.reports.assessment.text import print_report

        print_report(results, console(color))
    else:
        print_out(renderer(format)(results))
        note(closing_line(results))
    for result in unread:
        report(result.problems)


app = options.command(assess, HELP)
