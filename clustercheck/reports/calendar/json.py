"""`-f json` of a calendar (`clustercheck schema calendar` prints its schema)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from clustercheck.planning.duties import Event
from clustercheck.reports.calendar.wording import note_words

SCHEMA = "clustercheck/calendar/1"


def render_json(events: Sequence[Event], as_of: date) -> str:
    """The events as one object, in the order of their days; `due` is null where the document names no day."""
    found = {"schema": SCHEMA, "as_of": as_of.isoformat(), "events": [_event(event) for event in events]}
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _event(event: Event) -> dict[str, Any]:
    return {
        "cluster": event.cluster.name,
        "standard": event.standard.label,
        "kind": event.kind,
        "due": None if event.due is None else event.due.isoformat(),
        "remind": None if event.remind is None else event.remind.isoformat(),
        "clause": event.clause,
        "status": event.status,
        "note": note_words(event),
    }
