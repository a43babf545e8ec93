"""The evidence list: of figures and conditions alike, what proves which row, and what is owed."""

from __future__ import annotations

from collections.abc import Iterator

from clustercheck.engine.workings import workings_of
from clustercheck.model.cluster import Answer, Cell
from clustercheck.model.criteria import Attestation
from clustercheck.model.findings import Assessment, Status
from clustercheck.model.indicators import INDICATORS
from clustercheck.model.records import NamedTuple
from clustercheck.reports.wording.cell_ranges import ranges_of
from clustercheck.texts.messages import _, listed, said

NAMED, OWED = "named", "owed"


class Proof(NamedTuple):
    """A row of the workbook: what it is for, what proves it and where; `state` is `named` or `owed`."""

    name: str
    used_for: str
    given: str
    evidence: str
    cells: tuple[Cell, ...]
    state: str

    @property
    def state_word(self) -> str:
        """Named or owed, as people read it."""
        return _("named") if self.state == NAMED else _("owed")

    @property
    def places(self) -> str:
        """The cells in few words."""
        return ranges_of(self.cells)


def proofs_of(assessment: Assessment) -> tuple[Proof, ...]:
    """The figures that are filled in, then the conditions that apply, in the document's order."""
    return (*_of_figures(assessment), *_of_conditions(assessment))


def figure_proofs_of(assessment: Assessment) -> tuple[Proof, ...]:
    """The figures that are filled in, each with its source."""
    return tuple(_of_figures(assessment))


def owed_answers(assessment: Assessment) -> tuple[Answer, ...]:
    """The conditions answered 是 for which no evidence is named."""
    return tuple(
        finding.answer
        for finding in assessment.findings
        if finding.status is not Status.NOT_APPLICABLE
        and finding.answer is not None
        and finding.answer.value is True
        and not finding.answer.evidence
    )


def _of_figures(assessment: Assessment) -> Iterator[Proof]:
    cluster, uses = assessment.cluster, _uses(assessment)
    for id, series in cluster.observations.items():
        filled = [seen for seen in series.values() if not seen.is_blank]
        if not filled:
            continue
        sources = cluster.sources.get(id, ())
        yield Proof(
            said(INDICATORS[id].name),
            listed(uses.get(id, [])),
            "",
            _("; ").join(source.text for source in sources),
            tuple(source.cell for source in sources) or tuple(seen.cell for seen in filled),
            NAMED if sources else OWED,
        )


def _uses(assessment: Assessment) -> dict[str, list[str]]:
    """The clauses of the criteria that look at each figure."""
    found: dict[str, list[str]] = {}
    for finding in assessment.each_finding():
        if finding.branches or finding.status is Status.NOT_APPLICABLE:
            continue
        for seen in workings_of(finding, assessment).observations:
            clauses = found.setdefault(seen.indicator, [])
            if finding.criterion.clause not in clauses:
                clauses.append(finding.criterion.clause)
    return found


def _of_conditions(assessment: Assessment) -> Iterator[Proof]:
    for finding in assessment.findings:
        if not isinstance(finding.criterion, Attestation) or finding.status is Status.NOT_APPLICABLE:
            continue
        answer = finding.answer
        evidence = answer.evidence if answer else ""
        cells = (answer.evidence_cell or answer.cell,) if answer else ()
        yield Proof(
            said(finding.criterion.name),
            finding.criterion.clause,
            answer.text if answer else "",
            evidence,
            cells,
            NAMED if evidence else OWED,
        )
