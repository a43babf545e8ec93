"""The criteria as the rows of a table, for reports on paper and in sheets: one a criterion, its branches after it."""

from __future__ import annotations

from collections.abc import Iterator

from clustercheck.engine.workings import workings_of
from clustercheck.model.cluster import Cell
from clustercheck.model.criteria import AnyOf, Attestation, Threshold
from clustercheck.model.findings import Assessment, Finding, branches_of
from clustercheck.model.records import NamedTuple
from clustercheck.model.standard import Section
from clustercheck.reports.wording import words
from clustercheck.reports.wording.row import details_of, figures_of
from clustercheck.texts.messages import _, listed, said


class CriterionRow(NamedTuple):
    """A criterion in words. `number` is its place in the whole standard, empty for a branch; `depth` how deep it lies."""

    finding: Finding
    number: str
    name: str
    requirement: str
    data: tuple[str, ...]
    status: str
    detail: str
    clause: str
    cells: tuple[Cell, ...]
    depth: int = 0

    @property
    def data_words(self) -> str:
        """The data in one line."""
        return listed(self.data)

    @property
    def is_branch(self) -> bool:
        """Whether it is one of several alternatives, below its criterion."""
        return not self.number


def rows_of(assessment: Assessment) -> Iterator[tuple[Section, tuple[CriterionRow, ...]]]:
    """The sections that have criteria, each with its rows, in the document's order."""
    number = 0
    for section in assessment.standard.sections:
        rows = []
        for finding in assessment.findings:
            if finding.criterion.section == section.id:
                number += 1
                rows.append(_row(finding, str(number), assessment))
                rows += [
                    _row(branch, "", assessment)._replace(depth=depth)
                    for depth, branch in branches_of(finding)
                ]
        if rows:
            yield section, tuple(rows)


def all_rows(assessment: Assessment) -> Iterator[CriterionRow]:
    """The rows of all sections."""
    for _section, rows in rows_of(assessment):
        yield from rows


def row_columns() -> tuple[str, ...]:
    """The headings over `fields_of`."""
    return (
        _("No."), _("Condition"), _("Requirement"), _("Data"), _("Result"), _("Gap"), _("Clause"), _("Cells"),
    )  # fmt: skip


def fields_of(row: CriterionRow) -> tuple[str, ...]:
    """A row as texts, a branch marked by a dash."""
    name = row.name
    for _level in range(row.depth):
        name = _("- {name}").format(name=name)
    return (
        row.number, name, row.requirement, row.data_words, row.status, row.detail, row.clause, cells_words(row.cells),
    )  # fmt: skip


def _row(finding: Finding, number: str, assessment: Assessment) -> CriterionRow:
    criterion = finding.criterion
    return CriterionRow(
        finding,
        number,
        said(criterion.name),
        _requirement(finding),
        _data(finding, assessment),
        words.status_word(finding.status),
        _("; ").join(detail.text for detail in details_of(finding, assessment)),
        criterion.clause,
        workings_of(finding, assessment).cells,
    )


def _requirement(finding: Finding) -> str:
    criterion = finding.criterion
    if isinstance(criterion, Threshold):
        return words.requirement_words(criterion)
    return words.alternatives_words(criterion) if isinstance(criterion, AnyOf) else ""


def _data(finding: Finding, assessment: Assessment) -> tuple[str, ...]:
    """What was judged: the years' figures where several count, else the one value; an answer as it was given."""
    criterion = finding.criterion
    if isinstance(criterion, Attestation):
        return (finding.answer.text,) if finding.answer and finding.answer.text else ()
    if not isinstance(criterion, Threshold):
        return ()
    figures = figures_of(criterion, finding, assessment)
    if not (figures[0] or figures[1]):
        return (words.quantity(figures[2], criterion.unit),) if figures[2] else ()
    shown = [figure if figure in "-?" else words.quantity(figure, criterion.unit) for figure in figures]
    return tuple(
        _("{year}: {figure}").format(year=year, figure=figure)
        for year, figure in zip(assessment.window.years[1:], shown, strict=True)
    )


def cells_words(cells: tuple[Cell, ...]) -> str:
    """Cells one after the other, the sheet named once: `指标!D5、E5、F5；定性条件!C3`."""
    by_sheet: dict[str, list[str]] = {}
    for cell in cells:
        by_sheet.setdefault(cell.sheet, []).append(cell.ref)
    groups = [f"{sheet}!{listed(refs)}" if sheet else listed(refs) for sheet, refs in by_sheet.items()]
    return _("; ").join(groups)
