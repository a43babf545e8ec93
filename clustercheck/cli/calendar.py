"""`clustercheck calendar`: the duties of recognised clusters with their dates, what is overdue, and what is open."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from clustercheck.catalogue import Shelf
from clustercheck.cli import options
from clustercheck.cli.console import COLOURS, note
from clustercheck.cli.declared import Annotated, Argument, Command, Option
from clustercheck.cli.document_output import FORMATS, WRITTEN, outputs_of, show_document, write_document
from clustercheck.cli.exits import Exit
from clustercheck.model.lean import date
from clustercheck.model.problems import UsageFault, Where, error
from clustercheck.model.recognised import Recognised
from clustercheck.planning.duties import Event
from clustercheck.reports.documents import Block
from clustercheck.texts.messages import _
from clustercheck.use_cases.duties import duties_of, recognised_in

HELP = _(
    "List what recognised clusters owe: annual reports, the end of the term, the review, changes to be filed.\n\n"
    "Example: clustercheck calendar clusters.xlsx -o clusters.ics"
)
_REMIND, _LONGEST_REMIND = 90, 366


def calendar(
    file: Annotated[
        str | None,
        Argument(metavar="[LIST]", help=_("A list of recognised clusters: .xlsx, .csv or .yaml.")),
    ] = None,
    city: options.City = None,
    recognised_on: Annotated[
        str | None,
        Option("--recognised-on", metavar="DATE", help=_("When it was recognised, without a list.")),
    ] = None,
    until: Annotated[
        str | None,
        Option("--until", metavar="DATE", help=_("The last day of the term, as the notice states it.")),
    ] = None,
    changed_on: Annotated[
        str | None,
        Option(
            "--changed-on", metavar="DATE", help=_("When the dominant industry, area or operator changed.")
        ),
    ] = None,
    published_on: Annotated[
        str | None,
        Option("--published-on", metavar="DATE", help=_("When the list was published for comment.")),
    ] = None,
    as_of: options.AsOf = None,
    remind: Annotated[
        int,
        Option(
            "--remind",
            metavar="DAYS",
            help=_("How long before the end of the term to be reminded; our own choice."),
        ),
    ] = _REMIND,
    format: Annotated[str, options.format_option(*FORMATS)] = "text",
    output: Annotated[
        list[Path] | None,
        Option(
            "-o",
            "--output",
            metavar="FILE",
            help=_(
                "Write to a file: .ics for a calendar program, .json, .md, .html, .docx, .xlsx. Repeatable."
            ),
        ),
    ] = None,
    force: options.Force = False,
    standards: options.Standards = None,
    color: options.Colour = "auto",
    lang: options.Lang = None,
) -> int:
    """List the events and write them; returns the exit code."""
    options.one_of(format, "-f", FORMATS)
    options.one_of(color, "--color", COLOURS)
    outputs = outputs_of(output or [], (*WRITTEN, "ics"), force=force, sources=[file])
    if not 0 <= remind <= _LONGEST_REMIND:
        value, most = str(remind), str(_LONGEST_REMIND)
        raise UsageFault(error("U514", Where(), option="--remind", value=value, least="0", most=most))
    day = options.day(as_of)
    if file is not None:
        clusters = recognised_in(file)
    elif city is not None and recognised_on is not None:
        clusters = [_recognised(city, recognised_on, until, changed_on, published_on)]
    else:
        raise UsageFault(error("U515", Where()))
    events = duties_of(clusters, Shelf(standards), as_of=day, remind=remind, city=city, file=file or "")

    def blocks() -> list[Block]:
        from clustercheck.reports.calendar.blocks import blocks_of

        return list(blocks_of(events, day))

    def as_json() -> str:
        from clustercheck.reports.calendar.json import render_json

        return render_json(events, day)

    for path, kind in outputs:
        if kind == "ics":
            _write_events(path, events, day)
        else:
            write_document(path, kind, blocks, as_json, day=day, name=_("Calendar"))
    show_document(blocks, as_json, format, color)
    return int(Exit.MET)


def _recognised(
    city: str, recognised_on: str, until: str | None, changed_on: str | None, published_on: str | None
) -> Recognised:
    """The one cluster that the options tell of."""
    days = [None if one is None else options.day(one) for one in (until, changed_on, published_on)]
    return Recognised(
        _("the cluster"),
        city,
        options.day(recognised_on),
        until=days[0],
        changed_on=days[1],
        published_on=days[2],
    )


def _write_events(path: Path, events: Sequence[Event], day: date) -> None:
    """Write the events that have a day as an .ics, and note how many have none."""
    from clustercheck.cli.files import put
    from clustercheck.reports.calendar.ics import render_ics

    put(path, render_ics(events, day))
    undated = sum(event.due is None for event in events)
    if undated:
        note(_("{file}: {n} events are not in it, for the text names no day.").format(file=path, n=undated))


command = Command(calendar, HELP)
