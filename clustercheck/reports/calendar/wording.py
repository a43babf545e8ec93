"""What an event says, in words."""

from __future__ import annotations

from clustercheck.planning.duties import CHANGE, EXPIRY, PUBLICITY, REPORT, REVIEW, Event
from clustercheck.texts.messages import _, said


def kind_word(kind: str) -> str:
    """What is due."""
    return {
        REPORT: _("annual report"),
        EXPIRY: _("end of the term"),
        REVIEW: _("review"),
        CHANGE: _("filing of a change"),
        PUBLICITY: _("end of the publication for comment"),
    }[kind]


def event_status_word(status: str) -> str:
    """Whether it is done, due, overdue or open."""
    return {"due": _("due"), "overdue": _("overdue"), "done": _("done"), "open": _("open")}[status]


def note_words(event: Event) -> str:
    """What the document leaves open, and what was assumed."""
    words = {
        "before": _("“前”: the day itself is too late"),
        "department": _(
            "the day binds the department above, so the cluster must be earlier; how much, the text does not say"
        ),
        "undated": _("once a year; the text names no day"),
        "assumed_term": _("reckoned from the day of recognition; no text names the first day of the term"),
        "stated_term": _("as the notice states it"),
        "first_year": _("whether a report is due in the year of recognition itself, the text does not say"),
        "not_recorded": _("nothing recorded of whether it was handed in"),
        "in_time": _("“及时”: in time, the text names no day"),
        "after_term": _("the review comes after the term; by when to apply, the text does not say"),
        "on_application": _("on the cluster's own application"),
        "unknown_days": _("which days are working days is not decreed that far ahead, or not known here"),
        "from_next_day": _("working days counted from the day after; the text does not say"),
    }
    parts = [words[note] for note in event.notes]
    if event.kind == REPORT and event.standard.cycle is not None and event.year is not None:
        parts.insert(0, _("on the work of {year}").format(year=event.year - 1))
        if event.standard.cycle.report_before is not None:
            parts.append(said(event.standard.cycle.report_before))
    return _("; ").join(parts)
