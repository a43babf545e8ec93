"""One assessment as a page shows it: everything in words, nothing of HTML."""

from __future__ import annotations

from collections.abc import Iterator

from clustercheck.engine.workings import workings_of
from clustercheck.model.criteria import AnyOf, Threshold
from clustercheck.model.findings import Assessment, Finding, Status, Verdict, branches_of
from clustercheck.model.records import NamedTuple
from clustercheck.model.standard import Section, Standard
from clustercheck.reports.html.chart import Chart, chart_of
from clustercheck.reports.wording import heading as heading_words
from clustercheck.reports.wording import words
from clustercheck.reports.wording.explanation import explained
from clustercheck.reports.wording.lists import TitledList, lists_of
from clustercheck.reports.wording.remarks import Remark, remarks_of
from clustercheck.reports.wording.row import Detail, details_of, figures_of
from clustercheck.texts.messages import _, said

# Lists that ask nothing of anybody.
_TO_KNOW = frozenset({"waived", "thin", "cautions"})


class Tally(NamedTuple):
    """How many criteria came to a status; `start` is how many of the others stand before it."""

    status: str
    word: str
    counted: int
    start: int


class PageLabel(NamedTuple):
    """A label with all that is said under it."""

    name: str
    texts: tuple[str, ...]
    formulas: tuple[str, ...]


class PageRow(NamedTuple):
    """A criterion, with all branches however deep, or a branch. `kind` is `threshold`, `any_of` or `attestation`."""

    id: str
    kind: str
    name: str
    clause: str
    wording: str
    status: str
    status_word: str
    sensitive: bool
    requirement: str
    figures: tuple[str, str, str]
    chart: Chart | None
    details: tuple[Detail, ...]
    cells: tuple[str, ...]
    labels: tuple[PageLabel, ...]
    branches: tuple[PageRow, ...]


class PageSection(NamedTuple):
    """A section of the document with its criteria; `years` are empty where no criterion looks at any."""

    id: str
    name: str
    clause: str
    years: tuple[int, ...]
    rows: tuple[PageRow, ...]


class Page(NamedTuple):
    """An assessment in words; `prefix` keeps the anchors of several on one page apart.

    `to_do` stands before the criteria, on the first page on paper, and `to_know` after them.
    """

    prefix: str
    name: str
    verdict: str
    verdict_word: str
    verdict_words: str
    remarks: tuple[Remark, ...]
    tallies: tuple[Tally, ...]
    total: int
    sensitive: int
    sensitive_words: str
    from_above: str
    facts: tuple[tuple[str, str], ...]
    to_do: tuple[TitledList, ...]
    parts: tuple[PageSection, ...]
    to_know: tuple[TitledList, ...]


def page_of(assessment: Assessment, prefix: str = "") -> Page:
    """Everything a page says of an assessment."""
    standard, lists = assessment.standard, lists_of(assessment)
    above = standard.from_above if assessment.route.value != "thresholds" else None
    return Page(
        prefix=prefix,
        name=heading_words.cluster_words(assessment),
        verdict=assessment.verdict.value,
        verdict_word=words.verdict_word(assessment.verdict),
        verdict_words=words.verdict_words(assessment),
        remarks=remarks_of(assessment),
        tallies=tuple(_tallies(assessment)),
        total=len(assessment.findings),
        sensitive=sum(finding.sensitive for finding in assessment.findings),
        sensitive_words=heading_words.sensitive_words(assessment),
        from_above=f"{above.clause} {above.wording}" if above else "",
        facts=tuple(_facts(assessment)),
        to_do=tuple(each for each in lists if each.id not in _TO_KNOW),
        parts=tuple(part for section in standard.sections if (part := _part(section, assessment)).rows),
        to_know=tuple(each for each in lists if each.id in _TO_KNOW),
    )


def verdict_class(verdict: Verdict | None) -> str:
    """What a verdict is called in the style sheet."""
    return "error" if verdict is None else verdict.value


def _tallies(assessment: Assessment) -> Iterator[Tally]:
    start = 0
    for status, count in assessment.counts.items():
        if count:
            yield Tally(status.value, words.status_word(status), count, start)
            start += count


def _facts(assessment: Assessment) -> Iterator[tuple[str, str]]:
    cluster, standard = assessment.cluster, assessment.standard
    yield _("Standard"), heading_words.standard_words(assessment)
    yield _("Document"), " ".join(part for part in (said(standard.document), standard.number) if part)
    yield _("Edition"), _("; ").join(_edition(standard))
    yield _("Years judged"), words.years_words(assessment)
    yield _("Judged for"), assessment.as_of.isoformat()
    if cluster.text("jurisdiction"):
        yield _("Place"), cluster.text("jurisdiction")
    yield _("File"), heading_words.place_words(assessment)


def _edition(standard: Standard) -> Iterator[str]:
    yield standard.label
    if standard.effective is not None:
        yield _("in force from {day}").format(day=standard.effective.isoformat())
    yield _("checked {day}").format(day=standard.checked.isoformat())
    if standard.partial:
        yield _("in part")


def _part(section: Section, assessment: Assessment) -> PageSection:
    findings = [f for f in assessment.findings if f.criterion.section == section.id]
    has_years = any(isinstance(f.criterion, Threshold | AnyOf) for f in findings)
    return PageSection(
        id=section.id,
        name=said(section.name),
        clause=words.clause_words(section),
        years=assessment.window.years[1:] if has_years else (),
        rows=tuple(_row(finding, assessment) for finding in findings),
    )


def _row(finding: Finding, assessment: Assessment, depth: int = 0) -> PageRow:
    criterion = finding.criterion
    figures = ("", "", "")
    if isinstance(criterion, Threshold):
        kind, requirement = "threshold", words.requirement_words(criterion)
        figures = figures_of(criterion, finding, assessment)
    elif isinstance(criterion, AnyOf):
        kind, requirement = "any_of", words.alternatives_words(criterion)
    else:
        kind, requirement = "attestation", ""
    return PageRow(
        id=criterion.id,
        kind=kind,
        name="- " * max(depth - 1, 0) + said(criterion.name),
        clause=criterion.clause,
        wording="" if criterion.wording == said(criterion.name) else criterion.wording,
        status=finding.status.value,
        status_word=words.status_word(finding.status),
        sensitive=finding.sensitive,
        requirement=requirement,
        figures=figures,
        chart=None if finding.status is Status.NOT_APPLICABLE else chart_of(finding, assessment),
        details=tuple(details_of(finding, assessment)),
        cells=tuple(str(cell) for cell in workings_of(finding, assessment).cells),
        labels=_labels(finding, assessment),
        branches=() if depth else tuple(_row(each, assessment, at) for at, each in branches_of(finding)),
    )


def _labels(finding: Finding, assessment: Assessment) -> tuple[PageLabel, ...]:
    """What `explain` says without what the row shows already; cells and the like, one label for several, together."""
    shown_already = (_("Clause"), _("Wording"), _("Requirement"))
    found: list[PageLabel] = []
    for name, text in explained(finding, assessment):
        if name in shown_already:
            continue
        last = found[-1] if found else None
        if last is not None and not name:
            found[-1] = last._replace(formulas=(*last.formulas, text))
        elif last is not None and name == last.name and not last.formulas:
            found[-1] = last._replace(texts=(*last.texts, text))
        else:
            found.append(PageLabel(name, (text,), ()))
    return tuple(found)
