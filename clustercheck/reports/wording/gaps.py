"""What a finding lacks and what would settle or close it, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clustercheck.engine.applicability import cell_of, open_items
from clustercheck.engine.gaps import Gap
from clustercheck.engine.margins import Margin
from clustercheck.engine.next_year import NextYearTarget
from clustercheck.engine.workings import workings_of
from clustercheck.model.cluster import Observation
from clustercheck.model.criteria import AnyOf, Attestation, Over, Threshold
from clustercheck.model.findings import Assessment, Finding, Outcome, Range, Status, branches_of
from clustercheck.model.indicators import INDICATORS, PROFILE
from clustercheck.model.quantities import plain
from clustercheck.reports.wording.inexact import range_mark, rounded_down
from clustercheck.reports.wording.rounding import rounded
from clustercheck.reports.wording.words import compared, quantity
from clustercheck.texts.messages import _, listed, said


def value_words(finding: Finding, assessment: Assessment) -> str:
    """The figure judged: `69.96`, `8-17`, empty where there is none."""
    threshold, outcome = finding.criterion, finding.outcome
    if not isinstance(threshold, Threshold) or outcome is None:
        return ""
    return outcome_words(outcome, finding, assessment)


def outcome_words(outcome: Outcome, finding: Finding, assessment: Assessment) -> str:
    """The figure that one reading comes to, or its bounds."""
    threshold = finding.criterion
    assert isinstance(threshold, Threshold)
    if isinstance(outcome.measure, Range) and outcome.measure.inexact:
        return range_mark(outcome.measure, threshold)
    seen = workings_of(finding, assessment).observed(outcome)
    if seen.bounds is not None:
        lower, upper = seen.bounds
        return f"{plain(lower)}+" if upper is None else f"{plain(lower)}-{plain(upper)}"
    return "" if seen.value is None else rounded(seen.value, threshold.limit if threshold.op else None)


def gap_words(gap: Gap, threshold: Threshold) -> str:
    """What a miss lacks, shortly: `2022年差 0.5 亿元`, `差 0.04 个百分点，产值须增 0.05 亿元以上`."""
    if gap.inexact:
        return _inexact_gap_words(gap, threshold)
    amount = quantity(rounded(gap.amount, up=True), gap.unit)
    if gap.most is not None:
        span = f"{plain(gap.amount)}-{plain(gap.most)}"
        return _("lacks {amount}, by how many firms are of several kinds").format(
            amount=quantity(span, gap.unit)
        )
    if threshold.over in (Over.RISING, Over.FALLING):
        if gap.amount.is_zero():
            return _("{year} stands still").format(year=gap.year)
        words = _("{year} down by {amount}") if threshold.over is Over.RISING else _("{year} up by {amount}")
        return words.format(year=gap.year, amount=amount)
    if not threshold.is_floor:
        return _("{amount} too much").format(amount=amount)
    if gap.strict and gap.amount.is_zero():
        words = _("exactly on the threshold; it takes more")
    elif gap.year is not None:
        words = _("{year} lacks {amount}").format(year=gap.year, amount=amount)
    else:
        words = _("lacks {amount}").format(amount=amount)
    return words


def _inexact_gap_words(gap: Gap, threshold: Threshold) -> str:
    """A gap of which bounds in the workbook tell the least, and perhaps the most."""
    least = rounded_down(gap.amount)
    if gap.most is not None:
        amount = quantity(f"{least}-{rounded(gap.most, up=True)}", gap.unit)
        return (_("lacks {amount}") if threshold.is_floor else _("{amount} too much")).format(amount=amount)
    if gap.amount.is_zero():
        return _("by how much is open: no exact figure is given")
    amount = quantity(least, gap.unit)
    if gap.strict:
        words = _("lacks more than {amount}") if threshold.is_floor else _("more than {amount} too much")
    else:
        words = _("lacks at least {amount}") if threshold.is_floor else _("at least {amount} too much")
    return words.format(amount=amount)


def remedy_words(gap: Gap, threshold: Threshold) -> str:
    """What the year to come must be, as a sentence: past years are fact. Empty for what is of no year."""
    parts = list(_would_have_been(gap)) if threshold.over is Over.GROWTH else []
    if gap.free_from is not None:
        parts.append(
            _(
                "past years cannot be mended: free of it for an application in {year}, which looks at {first}-{last}"
            ).format(year=gap.free_from, first=gap.free_from - 3, last=gap.free_from - 1)
        )
    if gap.target is not None:
        parts.append(_target_words(gap.target, gap, threshold))
    return _("; ").join(parts)


def _would_have_been(gap: Gap) -> Iterator[str]:
    """What last year's figure would have had to be, as a measure of what is lacking."""
    for each in gap.equivalents:
        amount = quantity(rounded(each.amount, up=True), each.unit)
        if gap.strict and not INDICATORS[each.indicator].is_count:
            words = _("{indicator} of the last year would have had to be more than {amount}")
        else:
            words = _("{indicator} of the last year would have had to be {amount}")
        if each.with_it:
            words = _("with it {indicator}, of which it is a part, would have had to be {amount}")
        yield words.format(indicator=said(INDICATORS[each.indicator].name), amount=amount)


def _target_words(target: NextYearTarget, gap: Gap, threshold: Threshold) -> str:
    """`2026年须高于 70%（其余同2025年的话，中小企业产值须多 0.05 亿元以上）`."""
    is_floor = target.op in (">", ">=")
    value = rounded(target.value, up=True) if is_floor else rounded_down(target.value)
    bound = compared(target.op, quantity(value, target.unit))
    if target.indicator:
        name = said(INDICATORS[target.indicator].name)
        return _("{year}: {indicator} must be {bound}").format(year=target.year, indicator=name, bound=bound)
    if threshold.over in (Over.RISE, Over.RISING, Over.FALLING):
        words = _("{year} must be {bound}, and every year after it go the same way")
    elif gap.year is not None:
        words = _("{year} and every year after it must be {bound}")
    else:
        words = _("{year} must be {bound}")
    text = words.format(year=target.year, bound=bound)
    more = _more_words(target, gap, threshold)
    return _("{text} ({more})").format(text=text, more=more) if more else text


def _more_words(target: NextYearTarget, gap: Gap, threshold: Threshold) -> str:
    """What that takes in the part's own figure, if all else stays as it was in the last year."""
    if gap.year not in (None, target.year - 1) or threshold.counted is not None:
        return ""
    parts = []
    for each in gap.equivalents:
        indicator = INDICATORS[each.indicator]
        amount = quantity(rounded(each.amount, up=True), each.unit)
        over = gap.strict and not indicator.is_count
        words = _("{indicator} more by over {amount}") if over else _("{indicator} more by {amount}")
        if each.with_it:
            words = _("with it {indicator} more by {amount}")
        parts.append(words.format(indicator=said(indicator.name), amount=amount))
    if not parts:
        return ""
    return _("all else as in {year}: {parts}").format(year=target.year - 1, parts=listed(parts))


def nearest_words(finding: Finding, threshold: Threshold) -> str:
    """Which of the branches a gap is about: the nearest of alternatives, of numbers by kind the one that applies."""
    criterion, name = finding.criterion, said(threshold.name)
    return (
        name if isinstance(criterion, AnyOf) and criterion.by_kind else _("nearest: {name}").format(name=name)
    )


def margin_words(margin: Margin) -> str:
    """By how much a pass holds."""
    return _("{amount} to spare").format(amount=quantity(rounded(margin.amount), margin.unit))


def lacking_words(finding: Finding, assessment: Assessment) -> str:
    """Why a criterion is unknown, and which cell would settle it."""
    criterion = finding.criterion
    hang_on = open_conditions(finding, assessment)
    if hang_on:
        return listed([lacking_condition(item, assessment) for item in hang_on])
    if isinstance(criterion, Attestation):
        cell = finding.answer.cell if finding.answer else None
        return _("fill in {cell}").format(cell=cell) if cell else _("not in the workbook")
    if finding.branches:
        open_ones = [branch for branch in finding.branches if branch.status is Status.UNKNOWN]
        return _("; ").join(dict.fromkeys(lacking_words(branch, assessment) for branch in open_ones))
    assert isinstance(criterion, Threshold)
    seen = workings_of(finding, assessment).observations
    if criterion.counted is not None:
        return _lacking_count(criterion.counted.given, seen)
    doubtful = [str(one.cell) for one in seen if one.doubt is not None]
    if doubtful:
        return _("correct {cells}").format(cells=listed(doubtful))
    blank = [str(one.cell) for one in seen if one.is_blank]
    inexact = [str(one.cell) for one in seen if one.bounds is not None]
    parts = []
    if blank:
        parts.append(_("fill in {cells}").format(cells=listed(blank)))
    if inexact:
        parts.append(_("write the exact figure in {cells}").format(cells=listed(inexact)))
    if parts:
        return _("; ").join(parts)
    return _lacking_rows(finding, assessment)


def _lacking_count(given: str, seen: Sequence[Observation]) -> str:
    """The de-duplicated count that would settle it: blank, absent, or there and not to be used."""
    name = said(INDICATORS[given].name)
    found = next((one for one in seen if one.indicator == given), None)
    if found is None:
        return _("{name} is not given").format(name=name)
    if found.bounds is not None:
        return _("write the exact figure in {cells}").format(cells=found.cell)
    if found.is_blank:
        return _("fill in {cell} ({name})").format(cell=found.cell, name=name)
    if found.doubt is not None:
        return _("correct {cells}").format(cells=found.cell)
    return _("{name} contradicts its kinds or was counted for another standard").format(name=name)


def open_conditions(finding: Finding, assessment: Assessment) -> tuple[str, ...]:
    """The kinds of area or industry that are to be answered before anything else can settle a criterion."""
    criterion = finding.criterion
    of_kinds = criterion.branches if isinstance(criterion, AnyOf) and criterion.by_kind else (criterion,)
    found = [open_items(one.when, assessment.cluster, assessment.standard) for one in of_kinds]
    return tuple(dict.fromkeys(item for items in found for item in items))


def lacking_condition(item: str, assessment: Assessment) -> str:
    """The line to be answered by which it is known whether a requirement applies."""
    name = said(assessment.standard.condition_name(item))
    cell = cell_of(item, assessment.cluster, assessment.standard)
    if cell is None:
        return _("{name} is not given").format(name=name)
    return _("fill in {cell} ({name})").format(cell=cell, name=name)


def lacking_entry(item: str, assessment: Assessment) -> str:
    """The line of 基本信息 that is to be filled in, with its cell where there is one."""
    entry = assessment.cluster.profile.get(item)
    name = said(PROFILE[item].name)
    if entry is None:
        return _("{name} is not given").format(name=name)
    return _("fill in {cell} ({name})").format(cell=entry.cell, name=name)


def _lacking_rows(finding: Finding, assessment: Assessment) -> str:
    outcome = finding.outcome
    basis = outcome.basis if outcome is not None else None
    if basis is None:
        return _("the figures are not given")
    names = [name for name in (basis.part, basis.whole) if name is not None]
    absent = [said(INDICATORS[name].name) for name in names if name not in assessment.cluster.observations]
    if absent:
        return _("the workbook has no row for {names}").format(names=listed(absent))
    return _("cannot be computed from the figures given (a year is lacking, or it is over zero)")


def gap_of_branch(finding: Finding, assessment: Assessment) -> tuple[Gap, Threshold] | None:
    """The gap of a missed criterion with the threshold it belongs to, the nearest branch of alternatives."""
    gap = workings_of(finding, assessment).gap
    if gap is None:
        return None
    threshold = finding.criterion
    if gap.branch:
        threshold = next(b.criterion for _depth, b in branches_of(finding) if b.criterion.id == gap.branch)
    return (gap, threshold) if isinstance(threshold, Threshold) else None
