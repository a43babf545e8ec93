"""A calendar as a document: what is overdue first, then what is to come, then what has no day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from clustercheck.planning.duties import DONE, OVERDUE, Event
from clustercheck.reports.calendar.wording import event_status_word, kind_word, note_words
from clustercheck.reports.documents import Block, DocumentHeading, DocumentTable, Text, Title
from clustercheck.texts.messages import _, said


def blocks_of(events: Sequence[Event], as_of: date) -> Iterator[Block]:
    """The whole document."""
    clusters = {event.cluster.name for event in events}
    yield Title(_("What recognised clusters owe, as of {day}").format(day=as_of.isoformat()))
    overdue = [event for event in events if event.status == OVERDUE]
    yield Text(
        _("{n} clusters; {overdue} overdue").format(n=len(clusters), overdue=len(overdue)),
        "bad" if overdue else "good",
    )
    dated = [event for event in events if event.due is not None and event.status not in (OVERDUE, DONE)]
    open_ = [event for event in events if event.due is None and event.status != DONE]
    done = [event for event in events if event.status == DONE]
    parts = (
        (_("Overdue"), overdue),
        (_("To come"), dated),
        (_("Without a day in the text"), open_),
        (_("Done"), done),
    )
    for title, found in parts:
        if found:
            yield DocumentHeading(title)
            yield _grid(found)


def _grid(events: Sequence[Event]) -> DocumentTable:
    return DocumentTable(
        (_("due"), _("remind"), _("cluster"), _("what"), _("status"), _("clause"), _("note")),
        tuple(
            [
                (
                    "-" if event.due is None else event.due.isoformat(),
                    "-" if event.remind is None else event.remind.isoformat(),
                    event.cluster.name,
                    kind_word(event.kind),
                    event_status_word(event.status),
                    f"{said(event.standard.jurisdiction)} {event.clause}",
                    note_words(event),
                )
                for event in events
            ]
        ),
    )
