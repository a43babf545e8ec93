"""What a finding rests on, label by label: clause, requirement, formula with the figures put in, readings, cells."""

from __future__ import annotations

from collections.abc import Iterator

from clustercheck.engine.applicability import cell_of, text_of
from clustercheck.engine.workings import workings_of
from clustercheck.model.cluster import Observation
from clustercheck.model.conditions import conditions_of, when_name
from clustercheck.model.criteria import AnyOf, Attestation, Mode, Threshold
from clustercheck.model.findings import Assessment, Finding, Outcome, Range, is_vetoed
from clustercheck.model.indicators import INDICATORS, PROFILE, REASONS
from clustercheck.model.quantities import plain
from clustercheck.reports.wording import gaps as gap_words
from clustercheck.reports.wording import words
from clustercheck.reports.wording.formulas import formula_of
from clustercheck.reports.wording.inexact import figure_words, range_mark
from clustercheck.reports.wording.rounding import rounded
from clustercheck.texts.messages import _, said


def explained(finding: Finding, assessment: Assessment) -> Iterator[tuple[str, str]]:
    """Labels with what is to be said under each; an empty label goes on with the one before."""
    criterion, standard = finding.criterion, assessment.standard
    yield _("Clause"), _("{standard}, {clause}").format(standard=said(standard.name), clause=criterion.clause)
    yield _("Wording"), criterion.wording
    if criterion.when:
        yield _("Applies if"), said(when_name(criterion.when, standard.condition_name))
        for item, _wanted in conditions_of(criterion.when):
            yield "", _condition(item, assessment)
    if isinstance(criterion, Threshold):
        yield from _lines_of_threshold(finding, criterion, assessment)
    elif isinstance(criterion, AnyOf):
        yield _("Requirement"), words.alternatives_words(criterion)
    elif isinstance(criterion, Attestation):
        if criterion.veto:
            yield _("Effect"), _("one-vote veto: whatever the other criteria come to, 否 is a miss")
        yield from _lines_of_answer(finding)
    if finding.status.value == "unknown":
        yield _("To settle it"), gap_words.lacking_words(finding, assessment)
    found = gap_words.gap_of_branch(finding, assessment)
    if found is not None:
        gap = [gap_words.gap_words(*found), gap_words.remedy_words(*found)]
        yield _("Gap"), _(". ").join(part for part in gap if part)
    margin = workings_of(finding, assessment).margin
    if margin is not None:
        yield _("Margin"), gap_words.margin_words(margin)
    task = standard.task(criterion.task)
    if task is not None and not is_vetoed(finding):
        yield _("Cultivation"), f"{task.clause} {said(task.text)}"
    if criterion.note is not None:
        yield _("Assumed"), said(criterion.note)


def _lines_of_threshold(
    finding: Finding, threshold: Threshold, assessment: Assessment
) -> Iterator[tuple[str, str]]:
    yield _("Requirement"), words.requirement_words(threshold)
    if threshold.waiver:
        yield _("Waived by"), _entry(threshold.waiver, assessment)
        yield "", _entry(REASONS[threshold.waiver], assessment)
    for outcome in finding.outcomes:
        label = _("Judged") if outcome is finding.outcome else _("Otherwise")
        yield label, _reading(outcome, finding, threshold, assessment)
        formula = formula_of(outcome, threshold, assessment)
        if formula.named:
            yield "", formula.named
        if formula.figured:
            yield "", _with_value(formula.figured, outcome, finding, assessment)
    for seen in workings_of(finding, assessment).observations:
        yield _("Cell"), _cell(seen)


def _reading(outcome: Outcome, finding: Finding, threshold: Threshold, assessment: Assessment) -> str:
    word = words.status_word(outcome.status)
    if len(finding.outcomes) == 1:
        return word
    return _("{reading}: {status}").format(reading=words.reading_word(outcome.reading), status=word)


def _with_value(figured: str, outcome: Outcome, finding: Finding, assessment: Assessment) -> str:
    threshold = finding.criterion
    assert isinstance(threshold, Threshold)
    seen = workings_of(finding, assessment).observed(outcome)
    if isinstance(outcome.measure, Range) and outcome.measure.inexact and threshold.op:
        return f"{figured}: {words.quantity(range_mark(outcome.measure, threshold), threshold.unit)}"
    if seen.value is None or not threshold.op or outcome.mode is Mode.EVERY_YEAR:
        return figured
    value = words.quantity(rounded(seen.value, threshold.limit), threshold.unit)
    return value if figured == value.split(" ")[0] else f"{figured} = {value}"


def _lines_of_answer(finding: Finding) -> Iterator[tuple[str, str]]:
    answer = finding.answer
    if answer is None:
        return
    yield _("Answer"), f"{answer.cell}  {answer.text or '-'}"
    if answer.evidence_cell is not None:
        yield _("Evidence"), f"{answer.evidence_cell}  {answer.evidence or '-'}"


def _cell(seen: Observation) -> str:
    """Where a figure stands, what stands there and what it was taken for."""
    indicator = INDICATORS[seen.indicator]
    what = _("{indicator} {year}").format(indicator=said(indicator.name), year=seen.year)
    if seen.doubt is not None:
        return _("{cell}  {what}: “{text}”, not judged ({code})").format(
            cell=seen.cell, what=what, text=seen.text, code=seen.doubt
        )
    if seen.bounds is not None:
        return _("{cell}  {what}: {figure} (written “{text}”)").format(
            cell=seen.cell, what=what, figure=figure_words(seen), text=seen.text
        )
    if seen.value is None:
        return _("{cell}  {what}: blank").format(cell=seen.cell, what=what)
    taken = words.quantity(plain(seen.value), seen.unit)
    written = "" if seen.text in ("", plain(seen.value)) else _(" (written “{text}”)").format(text=seen.text)
    return f"{seen.cell}  {what}: {taken}{written}"


def _condition(item: str, assessment: Assessment) -> str:
    """What the workbook says of a kind of area or industry, with its cell."""
    cluster, standard = assessment.cluster, assessment.standard
    name, cell = said(standard.condition_name(item)), cell_of(item, cluster, standard)
    if cell is None:
        return _("{name} is not given").format(name=name)
    return f"{name}: {text_of(item, cluster, standard) or '-'} ({cell})"


def _entry(item: str, assessment: Assessment) -> str:
    entry = assessment.cluster.profile.get(item)
    name = said(PROFILE[item].name)
    if entry is None:
        return _("{name} is not given").format(name=name)
    return f"{name}: {entry.text or '-'} ({entry.cell})"
