"""What stands beside a verdict wherever it is said: without it the verdict alone would be taken for more than it is."""

from __future__ import annotations

from clustercheck.model.choices import CHOICE_NAMES, Chosen
from clustercheck.model.findings import Assessment, Route, Verdict
from clustercheck.model.records import NamedTuple
from clustercheck.model.standard import Standard, StandardStatus
from clustercheck.texts.messages import _, listed, said

# Problems that touch the whole verdict, and so are said beside it as well as in their list.
_OLD_FIGURES, _PLACE_OUTSIDE = "A305", "A346"


class Remark(NamedTuple):
    """`id` is stable: veto, recognised_from_above, not_in_force, partial, chosen, points, old_figures or place_outside."""

    id: str
    text: str
    clause: str = ""


def remarks_of(assessment: Assessment) -> tuple[Remark, ...]:
    """The remarks on a verdict, the weightiest first; none of them tells what a cell holds."""
    found: list[Remark] = []
    standard = assessment.standard
    # A call less for all others: every file of a batch has its remarks written.
    veto = assessment.veto if assessment.verdict is Verdict.MISSED else None
    if veto is not None:
        clause = veto.criterion.clause
        found.append(Remark("veto", _("one-vote veto: {clause}").format(clause=clause), clause))
    if assessment.route is Route.RECOGNISED_FROM_ABOVE and standard.from_above is not None:
        clause = standard.from_above.clause
        text = _("by recognition from above: {clause}").format(clause=clause)
        found.append(Remark("recognised_from_above", text, clause))
    if assessment.standard_status is not StandardStatus.IN_FORCE:
        found.append(Remark("not_in_force", not_in_force_words(standard, assessment.standard_status)))
    if standard.partial:
        found.append(Remark("partial", _("the standard is known in part only")))
    if assessment.chosen is not None:
        found.append(Remark("chosen", _chosen(assessment.chosen)))
    if standard.scoring is not None:
        found.append(Remark("points", points_words(assessment), standard.scoring.clause))
    for problem in assessment.problems:
        if problem.code == _OLD_FIGURES:
            text = _("newest complete year {year}, not {expected}")
            found.append(Remark("old_figures", text.format(**problem.facts)))
        elif problem.code == _PLACE_OUTSIDE:
            found.append(Remark("place_outside", _("the place is outside this standard's area")))
    return tuple(found)


def _chosen(chosen: Chosen) -> str:
    """`全部按产值判（如按营业收入：未达标 1、未知 0）`."""
    others = _("; ").join(
        _("by {name} instead: missed {missed}, unknown {unknown}").format(
            name=said(CHOICE_NAMES[other.id]), missed=other.missed, unknown=other.unknown
        )
        for other in chosen.others
    )
    return _("by {name} throughout, {others}").format(name=said(CHOICE_NAMES[chosen.id]), others=others)


def points_words(assessment: Assessment) -> str:
    """`另计分 55-85（满分 100）：良好、合格`; the bands are all that it may fall in."""
    from clustercheck.engine.scoring import points_of  # few texts have points

    points = points_of(assessment)
    if points is None:
        return ""
    span = str(points.least) if points.least == points.most else f"{points.least}-{points.most}"
    words = _("apart from that {span} of {full} points").format(span=span, full=points.full)
    bands = [said(name) for name in points.bands] + ([_("below all bands")] if points.below_all else [])
    has_bands = assessment.standard.scoring is not None and assessment.standard.scoring.bands
    return _("{words}: {bands}").format(words=words, bands=listed(bands)) if has_bands else words


def not_in_force_words(standard: Standard, status: StandardStatus) -> str:
    """That a text is a draft, superseded, expired or yet to come; empty of one in force."""
    if status is StandardStatus.IN_FORCE:
        return ""
    if status is StandardStatus.DRAFT:
        if standard.superseded_by:
            return _("by a draft that has been superseded")
        return _("by a draft for comment")
    if status is StandardStatus.EXPIRED and standard.expires is not None:
        return _("by a text that expired on {day}").format(day=standard.expires.isoformat())
    if status is StandardStatus.NOT_YET_IN_FORCE:
        first = standard.effective_year if standard.effective is None else standard.effective.isoformat()
        return _("by a text not yet in force (from {first})").format(first=first)
    return _("by a text that has been superseded")
