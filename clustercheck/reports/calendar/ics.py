"""`-o clusters.ics`: what is to come as days of an iCalendar file (RFC 5545), each with its reminder.

Written by `icalendar`, which folds lines by octets and escapes what has to be. The same list makes the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import Any

from clustercheck.planning.duties import DONE, Event
from clustercheck.reports.calendar.wording import event_status_word, kind_word, note_words
from clustercheck.texts.messages import _, harmless, said

_MORNING = timedelta(hours=9)


def render_ics(events: Sequence[Event], as_of: date) -> bytes:
    """Every event that has a day and is not done."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//clustercheck//calendar//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for event in events:
        if event.due is not None and event.status != DONE:
            calendar.add_component(_event(event, event.due, as_of))
    content: bytes = calendar.to_ical()
    return content


def _event(event: Event, due: date, as_of: date) -> Any:
    from icalendar import Event as Entry

    entry = Entry()
    key = "\n".join((event.cluster.name, event.standard.id, event.kind, due.isoformat()))
    entry.add("uid", f"{sha256(key.encode()).hexdigest()[:32]}@clustercheck")
    entry.add("dtstamp", datetime.combine(as_of, time(), UTC))
    entry.add("dtstart", due)
    entry.add("dtend", due + timedelta(days=1))
    entry.add("transp", "TRANSPARENT")
    entry.add(
        "summary",
        harmless(_("{cluster}: {what}").format(cluster=event.cluster.name, what=kind_word(event.kind))),
    )
    clause = _("{document} {clause}").format(document=said(event.standard.document), clause=event.clause)
    entry.add(
        "description",
        harmless(_("; ").join((event_status_word(event.status), clause, note_words(event))), keep="\n"),
    )
    entry.add("categories", [event.kind])
    if event.remind is not None and event.remind <= due:
        entry.add_component(_alarm(event, due - event.remind))
    return entry


def _alarm(event: Event, early: timedelta) -> Any:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", kind_word(event.kind))
    # In the morning of that day, for a day without a time begins at midnight.
    alarm.add("trigger", _MORNING - early)
    return alarm
