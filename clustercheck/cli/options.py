"""The options that several commands share, and the meaning of their values."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from clustercheck.cli import completion
from clustercheck.cli.help import Command, known_language
from clustercheck.model.patterns import pattern
from clustercheck.model.problems import UsageFault, Where, error
from clustercheck.texts.messages import LANGUAGES, _

if TYPE_CHECKING:
    from clustercheck.model.label_map import LabelMap

_DAY = pattern(r"\d{4}-\d{2}-\d{2}", re.ASCII)
HELP_NAMES = {"help_option_names": ["-h", "--help"]}

Files = Annotated[
    list[str], typer.Argument(metavar="FILE...", help=_("Workbooks, folders of them, or - for stdin."))
]
File = Annotated[str, typer.Argument(metavar="FILE", help=_("A workbook, or - for stdin."))]

StdinName = Annotated[
    str | None,
    typer.Option("--stdin-name", metavar="NAME", help=_("By which file name a workbook from stdin goes.")),
]


def format_option(*names: str) -> Any:
    """`-f` with these values."""
    return typer.Option(
        "-f",
        "--format",
        metavar="|".join(names),
        autocompletion=completion.words(*names),
        help=_("The format."),
    )


TextOrJson = Annotated[str, format_option("text", "json")]
City = Annotated[
    str | None,
    typer.Option(
        "--city",
        metavar="NAME",
        autocompletion=completion.standards,
        help=_(
            "The standard: an id, a place or NAME@EDITION (zhuhai, 珠海, 广东省, national). "
            "Left out: the workbook's 适用标准, else its 所在地."
        ),
    ),
]
Together = Annotated[
    bool,
    typer.Option(
        "--together",
        help=_("Read the files as one workbook of one cluster: a file a year, or a file a subject."),
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of", metavar="DATE", help=_("The day that is judged for, such as 2026-01-31. Left out: today.")
    ),
]
Reading = Annotated[
    str,
    typer.Option(
        "--reading",
        metavar="default|strict",
        autocompletion=completion.words("default", "strict"),
        help=_("Which reading decides where the text is open."),
    ),
]
InForce = Annotated[
    bool,
    typer.Option(
        "--in-force",
        help=_(
            "A verdict by what is not law on the day (draft, expired, superseded, not yet in force) is at best incomplete."
        ),
    ),
]
Standards = Annotated[
    Path | None,
    typer.Option(
        "--standards",
        metavar="DIR",
        envvar="CLUSTERCHECK_STANDARDS",
        show_envvar=False,
        help=_("Your own standards, laid over the built-in ones (or CLUSTERCHECK_STANDARDS)."),
    ),
]
Colour = Annotated[
    str,
    typer.Option(
        "--color",
        metavar="auto|always|never",
        autocompletion=completion.words("auto", "always", "never"),
        help=_("Colour on the terminal."),
    ),
]
Lang = Annotated[
    str | None,
    typer.Option(
        "--lang",
        metavar="zh|en",
        callback=known_language,
        autocompletion=completion.words(*LANGUAGES),
        help=_("Chinese or English. Left out: the locale's."),
    ),
]
Map = Annotated[
    Path | None,
    typer.Option(
        "--map",
        metavar="FILE",
        help=_("What the labels of a form mean that is not known; `read --draft-map` drafts it."),
    ),
]
FailOn = Annotated[
    str,
    typer.Option(
        "--fail-on",
        metavar="open|missed|never",
        autocompletion=completion.words("open", "missed", "never"),
        help=_("What ends with another exit code than 0: open verdicts too, only missed ones, nothing."),
    ),
]
All = Annotated[
    bool, typer.Option("--all", help=_("Print every criterion and notice, not only what fits a screen."))
]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help=_("One line a file and nothing else."))]
Force = Annotated[
    bool,
    typer.Option(
        "--force",
        help=_("Let -o write over files that clustercheck did not make, or that were changed since."),
    ),
]
Timeout = Annotated[
    float,
    typer.Option(
        "--timeout", metavar="SECONDS", min=0.1, help=_("How much processor time one file may take.")
    ),
]
Output = Annotated[
    list[Path] | None,
    typer.Option(
        "-o", "--output", metavar="FILE", help=_("Write to a file; its suffix picks the format. Repeatable.")
    ),
]
# Kept as written, because a slash at the end means a folder.
Reports = Annotated[
    list[str] | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help=_(
            "Write to a file; its suffix picks the format. {name} in it stands for the cluster's name, a file each; "
            "a folder gets a Word report each. Repeatable."
        ),
    ),
]
Paper = Annotated[
    str,
    typer.Option(
        "--paper",
        metavar="report|brief",
        autocompletion=completion.words("report", "brief"),
        help=_("What -o writes: the report, or a brief of one page for whoever decides (.docx, .html)."),
    ),
]
Template = Annotated[
    Path | None,
    typer.Option(
        "--template",
        metavar="FILE.docx",
        help=_("A Word file whose styles, margins, headers and footers the Word report takes."),
    ),
]


def command(function: Callable[..., int], help: str) -> typer.Typer:
    """The app of a module with one command."""
    app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)
    app.command(cls=Command, help=help, context_settings=HELP_NAMES)(function)
    return app


def day(text: str | None) -> date:
    """The day of `--as-of`; today if it is absent. Raises `UsageFault`."""
    if text is None:
        return date.today()
    try:
        found = date.fromisoformat(text) if _DAY.fullmatch(text) else None
        if found is None or not 2000 <= found.year <= 2100:
            raise ValueError(text)
        return found
    except ValueError as fault:
        raise UsageFault(error("U405", Where(), value=text)) from fault


def format_of(path: Path, formats: Sequence[str]) -> str:
    """The format that the suffix of an -o means. Raises `UsageFault` with the valid suffixes."""
    from clustercheck.reports import suffix_of

    known = {suffix_of(name): name for name in formats}
    found = known.get(path.suffix.lower())
    if found is None:
        raise UsageFault(error("U408", Where(), suffix=path.suffix or path.name, known=tuple(known)))
    return found


def label_map(path: Path | None) -> LabelMap | None:
    """The map of `--map`. Raises `UsageFault` with its faults."""
    if path is None:
        return None
    from clustercheck.catalogue.label_maps import read_label_map

    return read_label_map(path)


def one_of(value: str, option: str, choices: tuple[str, ...]) -> str:
    """Check an option's value. Raises `UsageFault` with the choices."""
    if value not in choices:
        raise UsageFault(error("U411", Where(), option=option, value=value, choices=choices))
    return value
