"""`clustercheck template`: a workbook that a clerk can fill without help."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from clustercheck.catalogue import find_standard
from clustercheck.cli import options
from clustercheck.cli.console import note, report
from clustercheck.cli.declared import Annotated, Command, Option
from clustercheck.cli.exits import Exit
from clustercheck.cli.files import put
from clustercheck.cli.overwrites import may_write
from clustercheck.engine.standard_notices import of_the_standard
from clustercheck.model.patterns import pattern
from clustercheck.model.problems import UsageFault, Where, error
from clustercheck.model.standard import Standard
from clustercheck.texts.messages import _, said

if TYPE_CHECKING:
    from pathlib import Path

HELP = _(
    "Make the workbook to fill in for a standard: only what it asks, with units, hints and clauses.\n\n"
    "Example: clustercheck template --city zhuhai -o form.xlsx"
)
_YEARS = pattern(r"(\d{4})-(\d{4})")


def template(
    output: Annotated[Path, Option("-o", "--output", metavar="FORM.xlsx", help=_("Where to write it."))],
    city: Annotated[
        str,
        Option(
            "--city",
            metavar="NAME",
            completion="standards",
            help=_("The standard: an id, a place or NAME@EDITION."),
        ),
    ],
    years: Annotated[
        str | None,
        Option(
            "--years",
            metavar="2022-2024",
            help=_(
                "The years; a fourth in front is the base year. Left out: the last three, and the base year."
            ),
        ),
    ] = None,
    answers: Annotated[
        bool,
        Option(
            "--answers",
            help=_("Add the sheets for the bureau's answers on readings and the experts' judgements."),
        ),
    ] = False,
    as_of: options.AsOf = None,
    force: options.Force = False,
    standards: options.Standards = None,
    lang: options.Lang = None,
) -> int:
    """Write the form; returns the exit code."""
    from clustercheck.form import render_form

    day = options.day(as_of)
    options.format_of(output, ("xlsx",))
    standard = find_standard(city, as_of=day, own=standards)
    may_write(output, force=force)
    put(output, render_form(standard, _range(years, day), add=_added(standard) if answers else None))
    report(of_the_standard(standard, Where(), day))
    note(_("{file}: form for {name}").format(file=output, name=said(standard.name)))
    return Exit.MET


def _added(standard: Standard) -> Callable[[Any], None]:
    from clustercheck.form.side_sheets import add_side_sheets

    return lambda book: add_side_sheets(book, standard)


def _range(text: str | None, day: date) -> tuple[int, ...]:
    """The years of a form, three to ten of them."""
    if text is None:
        return tuple(range(day.year - 4, day.year))
    match = _YEARS.fullmatch(text.strip())
    first, last = (int(match[1]), int(match[2])) if match else (0, 0)
    if not 1990 <= first <= last - 2 <= last <= 2100 or last - first > 9:
        raise UsageFault(error("U409", Where(), value=text))
    return tuple(range(first, last + 1))


command = Command(template, HELP)
