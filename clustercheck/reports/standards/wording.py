"""The words of standards: what a criterion asks, what two of them have different, how old a source is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from clustercheck.engine.differences import Change
from clustercheck.model.choices import CHOICE_NAMES
from clustercheck.model.conditions import when_name
from clustercheck.model.criteria import AnyOf, Criterion, Threshold
from clustercheck.model.findings import Assessment
from clustercheck.model.indicators import PROFILE
from clustercheck.model.standard import Cycle, Point, Standard
from clustercheck.reports.wording.remarks import not_in_force_words
from clustercheck.reports.wording.words import (
    alternatives_words,
    reading_word,
    requirement_words,
    standard_status_word,
    status_word,
)
from clustercheck.texts.messages import _, listed, said

# Days after which a source may have changed without anybody having looked.
OLD_SOURCE = 365


def change_word(change: Change) -> str:
    """What the second standard makes of a criterion of the first."""
    return {
        Change.SAME: _("same"),
        Change.STRICTER: _("stricter"),
        Change.LAXER: _("laxer"),
        Change.OTHER: _("different"),
        Change.NEW: _("new"),
        Change.GONE: _("not asked"),
    }[change]


def criterion_words(criterion: Criterion | None) -> str:
    """What a criterion asks, shortly; a dash where there is none."""
    if criterion is None:
        return "-"
    if isinstance(criterion, Threshold):
        return requirement_words(criterion)
    if isinstance(criterion, AnyOf):
        return alternatives_words(criterion)
    return _("to be answered 是, veto") if criterion.veto else _("to be answered 是")


def sourced_words(criterion: Criterion) -> str:
    """How well a number is known; empty where the file says nothing of it, the whole text being at hand."""
    if not isinstance(criterion, Threshold) or not criterion.sourced:
        return ""
    return {"text": _("from the document's own words"), "page": _("reported by one page only")}[
        criterion.sourced
    ]


def standing_words(standards: Sequence[Standard], day: date) -> list[str]:
    """A line for each that is not law on the day."""
    lines = [(one, not_in_force_words(one, one.status_on(day))) for one in standards]
    return [f"{one.label}: {words}" for one, words in lines if words]


def readings_of(criterion: Criterion) -> str:
    """The readings of a threshold that admits more than one."""
    if isinstance(criterion, Threshold) and len(criterion.readings) > 1:
        return listed([reading_word(reading.id) for reading in criterion.readings])
    return ""


def provisos_of(criterion: Criterion, standard: Standard) -> Iterator[tuple[str, str]]:
    """What else holds of a criterion, each with its kind: `waiver`, `either`, `readings`, `note` or `when`."""
    if isinstance(criterion, Threshold):
        if criterion.waiver:
            yield "waiver", _("waived by: {name}").format(name=said(PROFILE[criterion.waiver].name))
        if criterion.either:
            names = listed([said(CHOICE_NAMES[choice]) for choice in criterion.either])
            yield "either", _("one of these throughout: {names}").format(names=names)
        if readings_of(criterion):
            yield "readings", _("readings: {names}").format(names=readings_of(criterion))
        if criterion.note is not None:
            yield "note", said(criterion.note)
    if criterion.when:
        name = said(when_name(criterion.when, standard.condition_name))
        yield "when", _("only if: {name}").format(name=name)


def parts_beside(standard: Standard) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """What a standard says beside its criteria: titles, each with its sentences and their clauses. Empty ones are left out."""
    above, relaxation, cycle = standard.from_above, standard.relaxation, standard.cycle
    parts = (
        (_("Not known here"), _points(standard.unknown)),
        (_("Recognition from above"), [(above.clause, above.wording)] if above else []),
        (_("Relaxation"), [(relaxation.clause, relaxation.wording)] if relaxation else []),
        (_("After recognition"), list(_duties(cycle)) if cycle else []),
        (_("Grounds for revocation"), _points(cycle.revocation) if cycle else []),
        (_("Cultivation"), _points(standard.cultivation)),
        (_("Procedure"), _points(standard.procedure)),
        (_("Good to know"), _points(standard.cautions)),
    )
    return ((title, lines) for title, lines in parts if lines)


def _points(points: Sequence[Point]) -> list[tuple[str, str]]:
    return [(point.clause, said(point.text)) for point in points]


def _duties(cycle: Cycle) -> Iterator[tuple[str, str]]:
    """The years after recognition, in the order in which they come."""
    yield cycle.validity_clause, _("valid for {n} years").format(n=cycle.validity_years)
    for term in cycle.terms:
        days = {"first": term.first.isoformat(), "last": term.last.isoformat()}
        yield term.clause, _("{round}: valid from {first} to {last}").format(round=term.round, **days)
    yield from _points(cycle.review)
    if cycle.report_clause:
        report = said(cycle.report_text)
        yield cycle.report_clause, f"{report}; {said(cycle.report_before)}" if cycle.report_before else report
    yield from ((one.clause, said(one.text)) for one in cycle.more_reports)
    if cycle.change_notice is not None:
        yield cycle.change_notice.clause, said(cycle.change_notice.text)


def status_words(assessment: Assessment, id: str) -> str:
    """What a criterion came to; a dash where the standard does not ask for it."""
    finding = assessment.finding(id)
    return "-" if finding is None else status_word(finding.status)


def level_word(level: str) -> str:
    """The level of a standard's authority."""
    return {"nation": _("nation"), "province": _("province"), "city": _("city")}.get(level, level)


def term_words(standard: Standard) -> str:
    """From when to when a standard holds."""
    if standard.effective_note is not None:
        return said(standard.effective_note)
    first = standard.effective.isoformat() if standard.effective else ""
    last = standard.expires.isoformat() if standard.expires else ""
    return f"{first} - {last}" if first or last else _("no date")


def left_words(standard: Standard, day: date) -> str:
    """How many days a standard has left, or how long it has been out of force; empty without a last day."""
    if standard.expires is None:
        return ""
    days = (standard.expires - day).days
    return _("{n} days left").format(n=days) if days >= 0 else _("expired {n} days ago").format(n=-days)


def source_words(standard: Standard, day: date) -> str:
    """When the source was last read, and whether that is long ago."""
    text = _("checked {day}").format(day=standard.checked.isoformat())
    age = (day - standard.checked).days
    return _("{checked}, {n} days ago").format(checked=text, n=age) if age > OLD_SOURCE else text


def facts_of(standard: Standard, day: date) -> Iterator[tuple[str, str]]:
    """The head of a standard: name of the fact and its text."""
    yield _("Document"), " ".join(part for part in (said(standard.document), standard.number) if part)
    yield _("Authority"), said(standard.authority)
    status = standard_status_word(standard.status_on(day))
    yield (
        _("Status"),
        "  ".join(part for part in (status, term_words(standard), left_words(standard, day)) if part),
    )
    yield _("Id"), standard.label
    yield _("Source"), f"{standard.source}, {source_words(standard, day)}"
