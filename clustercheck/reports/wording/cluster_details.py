"""A result's details in words, for the tables and notices of a batch; made by the worker that judged the file."""

from __future__ import annotations

from collections.abc import Iterator

from clustercheck.batch.details import Details, Fault, FigureRow, Judged, Owed
from clustercheck.engine.workings import workings_of
from clustercheck.model.cluster import Cluster, Observation
from clustercheck.model.criteria import Attestation, Threshold
from clustercheck.model.findings import Assessment, Finding, Result, Status, Unread, branches_of
from clustercheck.model.indicators import INDICATORS
from clustercheck.model.problems import Problem
from clustercheck.model.quantities import plain
from clustercheck.reports.wording import gaps as gap_words
from clustercheck.reports.wording.cell_ranges import ranges_of
from clustercheck.reports.wording.evidence import OWED, figure_proofs_of, owed_answers
from clustercheck.reports.wording.short_lists import short_lists_of
from clustercheck.reports.wording.words import unit_word
from clustercheck.texts.messages import _, listed, message, said

_FEW = 3


def details_of(result: Result) -> Details:
    """The details of a cluster, or of a file that could not be read."""
    if isinstance(result, Unread):
        return Details(faults=tuple(map(_fault, result.problems)))
    cluster = result.cluster
    return Details(
        place=cluster.text("jurisdiction"),
        district=cluster.text("district"),
        industry=cluster.text("dominant_industry"),
        operator=cluster.text("operator"),
        veto=_veto(result),
        judged=tuple(_judged(result)),
        rows=tuple(_rows(cluster)),
        faults=tuple(map(_fault, result.all_problems)),
        blank=tuple(_blank(result)),
        evidence=tuple(_evidence(result)),
    )


def _fault(problem: Problem) -> Fault:
    return Fault(problem.code, problem.severity.value, problem.where.within_file or "", message(problem))


def _veto(assessment: Assessment) -> str:
    for finding in assessment.findings:
        if isinstance(finding.criterion, Attestation) and finding.criterion.veto:
            return finding.status.value
    return ""


def _judged(assessment: Assessment) -> Iterator[Judged]:
    for finding in assessment.findings:
        for each in (finding, *(branch for _depth, branch in branches_of(finding))):
            criterion = each.criterion
            if isinstance(criterion, Threshold) and each.status is not Status.NOT_APPLICABLE:
                yield _figure(each, criterion, finding.criterion.id, assessment)


def _figure(finding: Finding, threshold: Threshold, above: str, assessment: Assessment) -> Judged:
    value = None
    if finding.outcome is not None:
        value = workings_of(finding, assessment).observed(finding.outcome).value
    return Judged(
        above,
        threshold.id,
        said(threshold.name),
        unit_word(threshold.unit),
        finding.status.value,
        "" if value is None else plain(value),
        gap_words.value_words(finding, assessment),
    )


def _rows(cluster: Cluster) -> Iterator[FigureRow]:
    for id, series in cluster.observations.items():
        filled = {year: seen for year, seen in series.items() if not seen.is_blank}
        if filled:
            indicator = INDICATORS[id]
            yield FigureRow(
                said(indicator.name),
                unit_word(indicator.unit.name),
                {str(year): _shown(seen) for year, seen in sorted(filled.items())},
                ranges_of(seen.cell for seen in filled.values()),
            )


def _shown(seen: Observation) -> str:
    """The number that is judged; of a doubtful or inexact figure what the cell shows."""
    return seen.text if seen.value is None or seen.doubt is not None else plain(seen.value)


def _blank(assessment: Assessment) -> Iterator[Owed]:
    for each in short_lists_of(assessment):
        if each.id == "unknown":
            for name, text in each.entries:
                # Conditions that are not answered are told by their cells alone.
                yield Owed(name, text) if text else Owed(_("conditions, by 是 or 否"), name)


def _evidence(assessment: Assessment) -> Iterator[Owed]:
    """Conditions answered 是 without evidence; figures without a source, where the form has such a column in use."""
    owed = owed_answers(assessment)
    names = {
        id(finding.answer): said(finding.criterion.name) for finding in assessment.findings if finding.answer
    }
    for answer in owed:
        yield Owed(names[id(answer)], str(answer.evidence_cell or answer.cell))
    if assessment.cluster.sources:
        figures = [each for each in figure_proofs_of(assessment) if each.state == OWED]
        if figures:
            some = listed([each.name for each in figures[:_FEW]])
            left = len(figures) - _FEW
            name = _("{some} and {n} more").format(some=some, n=left) if left > 0 else some
            cells = ranges_of(cell for each in figures for cell in each.cells)
            yield Owed(_("source of the figures: {names}").format(names=name), cells)
