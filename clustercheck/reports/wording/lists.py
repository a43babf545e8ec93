"""What to do next, for every report a person reads: what is missed, open, hanging on a reading, thin, doubtful."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clustercheck.engine.applicability import open_items
from clustercheck.engine.gaps import relative_gap
from clustercheck.engine.margins import Margin
from clustercheck.engine.scoring import points_of
from clustercheck.engine.workings import workings_of
from clustercheck.model.criteria import Threshold
from clustercheck.model.findings import Assessment, Finding, Recognition, Status, is_vetoed
from clustercheck.model.indicators import REASONS
from clustercheck.model.problems import Severity
from clustercheck.model.records import NamedTuple
from clustercheck.reports.wording import gaps as gap_words
from clustercheck.reports.wording import words
from clustercheck.reports.wording.cell_ranges import ranges_of
from clustercheck.reports.wording.remarks import points_words
from clustercheck.texts.messages import _, listed, message, said

_FEW = 5


class Item(NamedTuple):
    """An entry: its name, what is to be said of it, and its criterion where it is about one alone."""

    name: str
    text: str
    criterion: str = ""


class TitledList(NamedTuple):
    """A list that has something in it; `id` is a stable name for it, such as `missed`."""

    id: str
    title: str
    items: tuple[Item, ...]


def lists_of(assessment: Assessment) -> tuple[TitledList, ...]:
    """The lists, those with nothing in them left out, in the order in which a reader would act on them."""
    return tuple(each for each in _lists(assessment) if each.items)


def missed_in(assessment: Assessment) -> list[Finding]:
    """The missed criteria but for the veto, largest gap first."""
    missed = [f for f in assessment.findings if f.status is Status.MISSED and not is_vetoed(f)]
    return sorted(missed, key=relative_gap, reverse=True)


def sensitive_in(assessment: Assessment) -> list[Finding]:
    """The thresholds that come out otherwise by another reading."""
    return [f for f in assessment.each_finding() if f.sensitive and not f.branches]


def thin_in(assessment: Assessment) -> Iterator[tuple[Finding, Margin]]:
    """The thresholds that are only just met, each with its margin."""
    for finding in assessment.each_finding():
        margin = workings_of(finding, assessment).margin
        if margin is not None and margin.thin:
            yield finding, margin


def is_answerable(finding: Finding, assessment: Assessment) -> bool:
    """Whether an open criterion is known to apply, so that its own answer or figures are lacking."""
    return not open_items(finding.criterion.when, assessment.cluster, assessment.standard)


def open_recognition(assessment: Assessment) -> tuple[str, str] | None:
    """The clause of recognition from above and the line that is lacking, if the verdict hangs on its term."""
    rule = assessment.standard.from_above
    if rule is None or assessment.recognition not in (Recognition.OPEN, Recognition.LAPSED):
        return None
    return rule.clause, gap_words.lacking_entry("recognised_until", assessment)


def first_names(names: Sequence[str], few: int, shown: int) -> str:
    """All names of a few; of more than `few` the first `shown`, and how many more there are."""
    if len(names) <= few:
        return listed(names)
    return _("{some} and {n} more").format(some=listed(names[:shown]), n=len(names) - shown)


def _lists(assessment: Assessment) -> Iterator[TitledList]:
    findings = assessment.findings
    if assessment.veto is not None:
        yield TitledList("veto", _("One-vote veto"), (_vetoed(assessment.veto),))
    missed = tuple(_missed(f, assessment) for f in missed_in(assessment))
    yield TitledList("missed", _("Missed, largest gap first"), missed)
    yield TitledList(
        "discretionary",
        _("Left to the reviewer's discretion"),
        tuple(_missed(f, assessment) for f in findings if f.status is Status.DISCRETIONARY),
    )
    waived = tuple(_waived(f, assessment) for f in findings if f.status is Status.WAIVED)
    yield TitledList("waived", _("Waived"), waived)
    yield TitledList("unknown", _("Unknown: what is to be filled in"), _unknown(assessment))
    yield TitledList(
        "sensitive",
        _to_be_asked(assessment),
        tuple(_sensitive(f, assessment) for f in sensitive_in(assessment)),
    )
    thin = tuple(_item(f, gap_words.margin_words(margin)) for f, margin in thin_in(assessment))
    yield TitledList("thin", _("Only just met (by less than 5 %)"), thin)
    yield TitledList("points", _("Points, beside the verdict"), tuple(_points(assessment)))
    yield TitledList("doubts", _("Doubts about the data"), _problems(assessment))
    yield TitledList("cautions", _("Good to know"), _cautions(assessment))


def _item(finding: Finding, text: str) -> Item:
    return Item(_title(finding), text, finding.criterion.id)


def _title(finding: Finding) -> str:
    return _("{name} ({clause})").format(name=said(finding.criterion.name), clause=finding.criterion.clause)


def _vetoed(finding: Finding) -> Item:
    """The veto: nothing mends it, so there is nothing to do but to see that the answer is meant."""
    cell = finding.answer.cell if finding.answer else ""
    return _item(
        finding,
        _(
            "answered 否 in {cell}: not eligible, whatever the other criteria come to. Correct the answer if it was meant the "
            "other way round."
        ).format(cell=cell),
    )


def _missed(finding: Finding, assessment: Assessment) -> Item:
    parts = []
    found = gap_words.gap_of_branch(finding, assessment)
    if found is not None:
        gap, threshold = found
        if gap.branch:
            parts.append(gap_words.nearest_words(finding, threshold))
        parts += [gap_words.gap_words(gap, threshold), gap_words.remedy_words(gap, threshold)]
    task = assessment.standard.task(finding.criterion.task)
    if task is not None:
        parts.append(_("cultivation: {clause} {task}").format(clause=task.clause, task=said(task.text)))
    return _item(finding, _(". ").join(part for part in parts if part))


def _to_be_asked(assessment: Assessment) -> str:
    """Above what depends on the reading: who is to be asked, for that is who interprets the text."""
    asked = assessment.standard.interpretation
    if asked is None:
        return _("Depends on the reading: ask the bureau which is meant")
    return _("Depends on the reading: ask which is meant; {name} interprets the text ({clause})").format(
        name=said(asked.text), clause=asked.clause
    )


def _waived(finding: Finding, assessment: Assessment) -> Item:
    threshold = finding.criterion
    assert isinstance(threshold, Threshold)
    value = gap_words.value_words(finding, assessment)
    judged = words.status_word(finding.outcomes[0].status)
    reason = assessment.cluster.text(REASONS[threshold.waiver])
    figure = (
        _("{value} %, which alone would be: {status}").format(value=value, status=judged) if value else judged
    )
    return _item(finding, _("{figure}. Claimed: {reason}").format(figure=figure, reason=reason))


def _unknown(assessment: Assessment) -> tuple[Item, ...]:
    """Each open criterion with what would settle it; those for which the same is lacking together."""
    by_lack: dict[str, list[Finding]] = {}
    unanswered = _unanswered(assessment)
    for finding in assessment.findings:
        if finding.status is Status.UNKNOWN and finding not in unanswered:
            by_lack.setdefault(gap_words.lacking_words(finding, assessment), []).append(finding)
    found = tuple(
        _item(of[0], lack)
        if len(of) == 1
        else Item(first_names([_title(f) for f in of], _FEW, _FEW - 2), lack)
        for lack, of in by_lack.items()
    )
    return (*_recognition(assessment), *_conditions(unanswered), *found)


def _unanswered(assessment: Assessment) -> tuple[Finding, ...]:
    """The conditions whose answer is blank, where they are so many that a line each would hide the rest."""
    found = tuple(
        finding
        for finding in assessment.findings
        if finding.status is Status.UNKNOWN
        and finding.answer is not None
        and not finding.answer.text
        and is_answerable(finding, assessment)
    )
    return found if len(found) > _FEW else ()


def _conditions(unanswered: Sequence[Finding]) -> Iterator[Item]:
    """All of them in one entry: `6 项定性条件未答 请填 定性条件!B5、B7、B9–B12`."""
    if unanswered:
        cells = [finding.answer.cell for finding in unanswered if finding.answer]
        name = _("{n} conditions not answered").format(n=len(cells))
        yield Item(name, _("fill in {cells}").format(cells=ranges_of(cells)))


def _recognition(assessment: Assessment) -> Iterator[Item]:
    found = open_recognition(assessment)
    if found is not None:
        clause, lack = found
        yield Item(_("{name} ({clause})").format(name=_("Recognition from above"), clause=clause), lack)


def _sensitive(finding: Finding, assessment: Assessment) -> Item:
    threshold = finding.criterion
    assert isinstance(threshold, Threshold)
    parts = []
    for outcome in finding.outcomes:
        if outcome.status is Status.UNKNOWN:
            continue
        seen = workings_of(finding, assessment).observed(outcome)
        known = seen.value is not None or seen.inexact
        value = gap_words.outcome_words(outcome, finding, assessment) if known else ""
        status = words.status_word(outcome.status)
        parts.append(" ".join(part for part in (words.reading_word(outcome.reading), value, status) if part))
    note = said(threshold.note) if threshold.note else ""
    return _item(finding, _(". ").join(part for part in (_("; ").join(parts), note) if part))


def _points(assessment: Assessment) -> Iterator[Item]:
    """The table of points, line by line, then in all."""
    points = points_of(assessment)
    for line in points.lines if points is not None else ():
        span = str(line.least) if line.least == line.most else f"{line.least}-{line.most}"
        yield Item(said(line.item.name), _("{span} of {full}").format(span=span, full=line.item.most))
    if points is not None:
        name = _("{name} ({clause})").format(name=_("In all"), clause=points.clause)
        yield Item(name, points_words(assessment))


def _problems(assessment: Assessment) -> tuple[Item, ...]:
    items = []
    for problem in assessment.all_problems:
        severity = _("error") if problem.severity is Severity.ERROR else _("warning")
        place = problem.where.within_file or ""
        name = " ".join(part for part in (problem.code, severity, place) if part)
        items.append(Item(name, message(problem)))
    return tuple(items)


def _cautions(assessment: Assessment) -> tuple[Item, ...]:
    return tuple(Item(said(point.text), point.clause) for point in assessment.standard.cautions)
