"""The options that several commands share, and the meaning of their values."""

from __future__ import annotations

import re
from collections.abc import Sequence

from clustercheck.cli.declared import Annotated, Argument, Option
from clustercheck.model.hints import TYPE_CHECKING, Any
from clustercheck.model.lean import date
from clustercheck.model.patterns import pattern
from clustercheck.model.problems import UsageFault, Where, error
from clustercheck.texts.messages import LANGUAGES, _

if TYPE_CHECKING:
    from pathlib import Path

    from clustercheck.model.label_map import LabelMap
else:
    from clustercheck.cli.declared import Path

_DAY = pattern(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def known_language(value: str | None) -> str | None:
    """Check the value of --lang. The language itself is chosen before any command is imported."""
    if value is None or value in LANGUAGES:
        return value
    raise UsageFault(error("U411", Where(), option="--lang", value=value, choices=LANGUAGES))


Files = Annotated[
    list[str], Argument(metavar="FILE...", help=_("Workbooks, folders of them, or - for stdin."))
]
File = Annotated[str, Argument(metavar="FILE", help=_("A workbook, or - for stdin."))]

StdinName = Annotated[
    str | None,
    Option("--stdin-name", metavar="NAME", help=_("By which file name a workbook from stdin goes.")),
]


def format_option(*names: str) -> Any:
    """`-f` with these values."""
    return Option(
        "-f",
        "--format",
        metavar="|".join(names),
        words=names,
        help=_("The format."),
    )


TextOrJson = Annotated[str, format_option("text", "json")]
City = Annotated[
    str | None,
    Option(
        "--city",
        metavar="NAME",
        completion="standards",
        help=_(
            "The standard: an id, a place or NAME@EDITION (zhuhai, 珠海, 广东省, national). "
            "Left out: the workbook's 适用标准, else its 所在地."
        ),
    ),
]
Together = Annotated[
    bool,
    Option(
        "--together",
        help=_("Read the files as one workbook of one cluster: a file a year, or a file a subject."),
    ),
]
AsOf = Annotated[
    str | None,
    Option(
        "--as-of", metavar="DATE", help=_("The day that is judged for, such as 2026-01-31. Left out: today.")
    ),
]
Reading = Annotated[
    str,
    Option(
        "--reading",
        metavar="default|strict",
        words=("default", "strict"),
        help=_("Which reading decides where the text is open."),
    ),
]
InForce = Annotated[
    bool,
    Option(
        "--in-force",
        help=_(
            "A verdict by what is not law on the day (draft, expired, superseded, not yet in force) is at best incomplete."
        ),
    ),
]
Standards = Annotated[
    Path | None,
    Option(
        "--standards",
        metavar="DIR",
        variable="CLUSTERCHECK_STANDARDS",
        help=_("Your own standards, laid over the built-in ones (or CLUSTERCHECK_STANDARDS)."),
    ),
]
Colour = Annotated[
    str,
    Option(
        "--color",
        metavar="auto|always|never",
        words=("auto", "always", "never"),
        help=_("Colour on the terminal."),
    ),
]
Lang = Annotated[
    str | None,
    Option(
        "--lang",
        metavar="zh|en",
        check=known_language,
        words=LANGUAGES,
        help=_("Chinese or English. Left out: the locale's."),
    ),
]
Map = Annotated[
    Path | None,
    Option(
        "--map",
        metavar="FILE",
        help=_("What the labels of a form mean that is not known; `read --draft-map` drafts it."),
    ),
]
FailOn = Annotated[
    str,
    Option(
        "--fail-on",
        metavar="open|missed|never",
        words=("open", "missed", "never"),
        help=_("What ends with another exit code than 0: open verdicts too, only missed ones, nothing."),
    ),
]
All = Annotated[
    bool, Option("--all", help=_("Print every criterion and notice, not only what fits a screen."))
]
Quiet = Annotated[bool, Option("-q", "--quiet", help=_("One line a file and nothing else."))]
Force = Annotated[
    bool,
    Option(
        "--force",
        help=_("Let -o write over files that clustercheck did not make, or that were changed since."),
    ),
]
Timeout = Annotated[
    float,
    Option("--timeout", metavar="SECONDS", least=0.1, help=_("How much processor time one file may take.")),
]
Jobs = Annotated[
    int | None,
    Option("--jobs", metavar="N", least=1, help=_("How many processes. Left out: one for each processor.")),
]
Output = Annotated[
    list[Path] | None,
    Option(
        "-o", "--output", metavar="FILE", help=_("Write to a file; its suffix picks the format. Repeatable.")
    ),
]
# Kept as written, because a slash at the end means a folder.
Reports = Annotated[
    list[str] | None,
    Option(
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
    Option(
        "--paper",
        metavar="report|brief",
        words=("report", "brief"),
        help=_("What -o writes: the report, or a brief of one page for whoever decides (.docx, .html)."),
    ),
]
Template = Annotated[
    Path | None,
    Option(
        "--template",
        metavar="FILE.docx",
        help=_("A Word file whose styles, margins, headers and footers the Word report takes."),
    ),
]


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
