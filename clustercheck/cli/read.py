"""`clustercheck read`: how a workbook is understood, before any judgement."""

from __future__ import annotations

from clustercheck import readers
from clustercheck.cli import options
from clustercheck.cli.console import COLOURS, console, report, write
from clustercheck.cli.exits import Exit
from clustercheck.cli.files import workbooks
from clustercheck.messages import _
from clustercheck.problems import UnreadableFile

HELP = _(
    "Show how a workbook is understood: which cell is which figure, and what is passed over.\n\n"
    "Example: clustercheck read data.xlsx"
)
FORMATS = ("text", "json")


def read(
    file: options.File,
    format: options.TextOrJson = "text",
    color: options.Colour = "auto",
    lang: options.Lang = None,
) -> int:
    """Read one workbook and show what was made of it; returns the exit code."""
    options.one_of(format, "-f", FORMATS)
    options.one_of(color, "--color", COLOURS)
    found = next(iter(workbooks([file])))
    if isinstance(found, UnreadableFile):
        raise found
    name, content = found
    reading = readers.read(name, content=content)
    if format == "json":
        from clustercheck.reports.reading_json import render

        write(render(reading))
    else:
        from clustercheck.reports.terminal.reading import print_reading

        print_reading(reading, console(color))
        report(reading.cluster.problems)
    return int(Exit.MET)


app = options.command(read, HELP)
