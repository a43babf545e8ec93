"""A review as a document."""

from __future__ import annotations

from collections.abc import Iterator

from clustercheck.model.findings import Status, Verdict
from clustercheck.model.indicators import INDICATORS
from clustercheck.model.quantities import plain
from clustercheck.planning.review import OverriddenAnswer, Result, Review
from clustercheck.reports.calendar.wording import event_status_word, note_words
from clustercheck.reports.documents import Block, DocumentHeading, DocumentTable, Items, Text, Title
from clustercheck.reports.plan.wording import gap_rows
from clustercheck.reports.wording.heading import cluster_words, judged_words, place_words, standard_words
from clustercheck.reports.wording.words import status_word, unit_word, verdict_word, verdict_words
from clustercheck.texts.messages import _, placed, said

_STYLES = {Verdict.MET: "good", Verdict.MISSED: "bad"}


def blocks_of(review: Review, plan: str) -> Iterator[Block]:
    """The whole report."""
    now = review.now
    yield Title(cluster_words(now), f"{place_words(now)}  {plan}")
    yield Text(standard_words(now), "dim")
    yield Text(judged_words(now), "dim")
    yield Text(
        _("Review: {verdict}").format(verdict=verdict_word(review.verdict)),
        _STYLES.get(review.verdict, "open"),
    )
    yield Items(
        (
            _("The thresholds once more: {verdict}").format(verdict=verdict_words(now)),
            _("The targets of the plan: {verdict}").format(verdict=verdict_word(review.targets)),
        )
    )
    yield Text(_of_both(review), "dim")
    yield from _rules(review)
    yield from _targets(review)
    short = gap_rows(now)
    if short:
        yield DocumentHeading(_("Thresholds not met"))
        yield DocumentTable((_("criterion"), _("status"), _("what lacks")), short)
    if review.judgements:
        yield DocumentHeading(_("The experts' judgements"))
        yield DocumentTable(
            (_("criterion"), _("expert"), _("applicant"), _("office"), _("date"), ""),
            tuple([_judgement(one, review) for one in review.judgements]),
        )
    if review.then is not None:
        yield DocumentHeading(_("By the edition of the day of recognition"))
        yield Text(standard_words(review.then))
        yield Text(_("Verdict: {verdict}").format(verdict=verdict_words(review.then)))
    yield from _after_recognition(review)


def _judgement(one: OverriddenAnswer, review: Review) -> tuple[str, ...]:
    judgement = one.judgement
    finding = review.now.finding(judgement.criterion)
    day = "" if judgement.day is None else judgement.day.isoformat()
    return (
        judgement.criterion if finding is None else said(finding.criterion.name),
        judgement.text or _yes_or_no(judgement.value),
        _("not answered") if one.answer is None else _yes_or_no(one.answer.value),
        judgement.office,
        day,
        _("decides")
        if one.used
        else _("open: another judgement says the opposite")
        if one.disputed
        else _("not used: who and when is to be said"),
    )


def _yes_or_no(value: bool | None) -> str:
    return _("not answered") if value is None else _("yes") if value else _("no")


def _of_both(review: Review) -> str:
    if review.asks_for_targets:
        return _(
            "The document has the plan's targets looked at; whether the thresholds are asked again it does not say. The "
            "national review of 2025 asked both, so both are shown, and the verdict is the less favourable."
        )
    return _(
        "The document does not say that the plan's targets are looked at. The national review of 2025 asked both, so both "
        "are shown, and the verdict is the less favourable."
    )


def _rules(review: Review) -> Iterator[Block]:
    term = review.term
    lines = [_("{text} ({clause})").format(text=said(one.text), clause=one.clause) for one in review.rules]
    if term is not None and term.last is not None:
        words = _("the term runs from {first} to {last}").format(
            first=term.first.isoformat(), last=term.last.isoformat()
        )
        if term.assumed:
            words = _("{words}, reckoned from the day of recognition").format(words=words)
        lines.append(_("{words}; by when to apply for the review, the text does not say").format(words=words))
    else:
        lines.append(_("the day of recognition is not known: give --recognised-on or --term"))
    yield DocumentHeading(_("The rules of the review"))
    yield Items(tuple(lines))


def _targets(review: Review) -> Iterator[Block]:
    yield DocumentHeading(_("Targets and results"))
    if review.doubts:
        yield Items(tuple([placed(doubt) for doubt in review.doubts]))
    if not review.results:
        yield Text(_("No year of the plan is over and in the term: there is nothing to compare."), "open")
        return
    counts = {status: sum(one.status is status for one in review.results) for status in Status}
    yield Text(
        _("{met} reached, {missed} not reached, {open} open").format(
            met=counts[Status.MET], missed=counts[Status.MISSED], open=counts[Status.UNKNOWN]
        )
    )
    yield DocumentTable(
        (_("figure"), _("year"), _("unit"), _("target"), _("result"), _("lacks"), _("status")),
        tuple([_row(one) for one in sorted(review.results, key=lambda one: one.status is Status.MET)]),
        frozenset((3, 4, 5)),
    )


def _row(one: Result) -> tuple[str, ...]:
    indicator = INDICATORS[one.indicator]
    words = {Status.MET: _("reached"), Status.MISSED: _("not reached")}
    seen = one.result
    shown = "" if seen is None or seen.is_blank else seen.text if seen.value is None else plain(seen.value)
    return (
        said(indicator.name),
        str(one.year),
        unit_word(indicator.unit.name),
        one.planned if one.target is None else plain(one.target),
        shown,
        "" if one.lacking is None else plain(one.lacking),
        words.get(one.status, status_word(one.status)),
    )


def _after_recognition(review: Review) -> Iterator[Block]:
    if review.grounds:
        yield DocumentHeading(_("Grounds for revocation"))
        words = {Status.MET: _("has not happened"), Status.MISSED: _("has happened")}
        yield DocumentTable(
            (_("ground"), _("clause"), _("status")),
            tuple(
                [
                    (said(one.point.text), one.point.clause, words.get(one.status, _("not answered")))
                    for one in review.grounds
                ]
            ),
        )
        yield Text(
            _("Answered in 定性条件 under ground_ID (是: it has not happened), such as ground_no_report."),
            "dim",
        )
    if review.reports:
        yield DocumentHeading(_("Annual reports"))
        yield DocumentTable(
            (_("due"), _("status"), _("clause"), _("note")),
            tuple(
                [
                    (
                        "-" if one.due is None else one.due.isoformat(),
                        event_status_word(one.status),
                        one.clause,
                        note_words(one),
                    )
                    for one in review.reports
                ]
            ),
        )
