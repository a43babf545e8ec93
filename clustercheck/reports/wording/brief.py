"""One page for whoever decides: the verdict, five figures against their thresholds, what is owed and by when."""

from __future__ import annotations

from collections.abc import Iterator

from clustercheck.engine.gaps import relative_gap
from clustercheck.model.criteria import Threshold
from clustercheck.model.findings import Assessment, Finding, Status, branches_of, is_vetoed
from clustercheck.model.problems import Severity
from clustercheck.model.records import NamedTuple
from clustercheck.reports.wording import gaps as gap_words
from clustercheck.reports.wording import heading as heading_words
from clustercheck.reports.wording import words
from clustercheck.reports.wording.cell_ranges import ranges_of
from clustercheck.reports.wording.evidence import owed_answers
from clustercheck.reports.wording.lists import lists_of
from clustercheck.reports.wording.row import details_of, figures_of
from clustercheck.texts.messages import _, listed, said

_KEY_FIGURES = 5
# More would not leave room for the signatures.
_MOST_OWED = 7
_LONGEST = 110
_FIRST_SHOWN = (Status.MISSED, Status.DISCRETIONARY, Status.UNKNOWN)


class KeyFigure(NamedTuple):
    """A figure against its threshold; `status` is the stable name of its result."""

    name: str
    requirement: str
    figure: str
    status: str
    status_word: str
    remark: str


class Owed(NamedTuple):
    """What is owed, how it is settled, and by when where that is known."""

    what: str
    how: str
    when: str


class Brief(NamedTuple):
    """The words of the page."""

    name: str
    verdict: str
    verdict_words: str
    counts: str
    standard: str
    judged: str
    key_figures: tuple[KeyFigure, ...]
    owed: tuple[Owed, ...]
    more: str


def brief_of(assessment: Assessment) -> Brief:
    """Everything the page says of an assessment."""
    owed = tuple(_owed(assessment))
    left = len(owed) - _MOST_OWED
    counts = list(words.counted(assessment).values())
    return Brief(
        name=heading_words.cluster_words(assessment),
        verdict=assessment.verdict.value,
        verdict_words=words.verdict_words(assessment),
        counts=_("Of {n} criteria: {counts}.").format(n=len(assessment.findings), counts=listed(counts)),
        standard=heading_words.standard_words(assessment),
        judged=heading_words.judged_words(assessment),
        key_figures=tuple(_key_figures(assessment)),
        owed=owed[:_MOST_OWED],
        more=_("{n} more are in the report.").format(n=left) if left > 0 else "",
    )


def key_columns() -> tuple[str, ...]:
    """The headings over the key figures."""
    return _("Indicator"), _("Requirement"), _("Data"), _("Result"), _("Gap or margin")


def owed_columns() -> tuple[str, ...]:
    """The headings over what is owed."""
    return _("Item"), _("What is lacking"), _("By when")


def signature_words() -> tuple[str, str]:
    """What stands in the two frames at the foot."""
    return _("Prepared by (signature):\n\n\nDate:"), _("Approved by (signature):\n\n\nDate:")


def _key_figures(assessment: Assessment) -> Iterator[KeyFigure]:
    """What decides first, then the first of the document; shown in the document's order."""
    found = [_threshold_of(f) for f in assessment.findings if f.status is not Status.NOT_APPLICABLE]
    figures = [finding for finding in found if finding is not None]
    ranked = sorted(range(len(figures)), key=lambda place: _weight(figures[place]))[:_KEY_FIGURES]
    for place in sorted(ranked):
        yield _key_figure(figures[place], assessment)


def _threshold_of(finding: Finding) -> Finding | None:
    """The finding of a threshold; of alternatives the one that gives the result, else the first."""
    if isinstance(finding.criterion, Threshold):
        return finding
    leaves = [b for _depth, b in branches_of(finding) if isinstance(b.criterion, Threshold)]
    return next((leaf for leaf in leaves if leaf.status is finding.status), leaves[0] if leaves else None)


def _weight(finding: Finding) -> int:
    if finding.status in _FIRST_SHOWN:
        return _FIRST_SHOWN.index(finding.status)
    return len(_FIRST_SHOWN) if finding.sensitive else len(_FIRST_SHOWN) + 1


def _key_figure(finding: Finding, assessment: Assessment) -> KeyFigure:
    threshold = finding.criterion
    assert isinstance(threshold, Threshold)
    figures = [figure for figure in figures_of(threshold, finding, assessment) if figure]
    remarks = [each.text for each in details_of(finding, assessment) if each.kind != "mean"]
    return KeyFigure(
        said(threshold.name),
        words.requirement_words(threshold),
        words.quantity(" / ".join(figures), threshold.unit) if figures else _("not given"),
        finding.status.value,
        words.status_word(finding.status),
        _("; ").join(remarks),
    )


def _owed(assessment: Assessment) -> Iterator[Owed]:
    if assessment.veto is not None:
        yield Owed(said(assessment.veto.criterion.name), _("one-vote veto: not eligible"), "")
    short = [
        finding
        for finding in assessment.findings
        if finding.status in (Status.MISSED, Status.DISCRETIONARY) and not is_vetoed(finding)
    ]
    for finding in sorted(short, key=relative_gap, reverse=True):
        yield _of_a_miss(finding, assessment)
    lists = {each.id: each.items for each in lists_of(assessment)}
    for item in lists.get("unknown", ()):
        yield Owed(item.name, _shortened(item.text), "")
    for item in lists.get("sensitive", ()):
        yield Owed(item.name, _("ask which reading is meant"), "")
    cells = [answer.evidence_cell or answer.cell for answer in owed_answers(assessment)]
    if cells:
        yield Owed(_("Evidence of {n} conditions").format(n=len(cells)), _shortened(ranges_of(cells)), "")
    errors = [p for p in assessment.all_problems if p.severity is Severity.ERROR]
    if errors:
        places = listed([problem.where.within_file or problem.code for problem in errors])
        yield Owed(_("Data to be corrected: {n}").format(n=len(errors)), _shortened(places), "")


def _of_a_miss(finding: Finding, assessment: Assessment) -> Owed:
    found = gap_words.gap_of_branch(finding, assessment)
    if found is None:
        return Owed(said(finding.criterion.name), words.status_word(finding.status), "")
    gap, threshold = found
    year = gap.free_from or (gap.target.year if gap.target is not None else None)
    when = "" if year is None else _("{year} at the earliest").format(year=year)
    return Owed(said(finding.criterion.name), gap_words.gap_words(gap, threshold), when)


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
