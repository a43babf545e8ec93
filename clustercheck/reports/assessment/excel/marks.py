"""A colour and a comment on each cell that decides something: status, requirement, gap, clause."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment

from clustercheck.form.style import STATUS_FILLS
from clustercheck.model.cluster import Cell
from clustercheck.model.criteria import Attestation
from clustercheck.model.findings import Assessment, Status
from clustercheck.reports.wording.criterion_rows import CriterionRow, all_rows
from clustercheck.reports.wording.words import status_word
from clustercheck.texts.messages import _, harmless, message

_AUTHOR = "clustercheck"
_BELOW = "\n\n—— clustercheck ——\n"
# The worst first: of several criteria on one cell it gives the colour.
WORST_FIRST = tuple(STATUS_FILLS)
# Excel's limit is 32767; nobody reads a tenth of it.
_LONGEST = 8000
_WIDTH, _LINE, _LETTERS = 320, 17, 24


def mark(book: Workbook, assessment: Assessment) -> None:
    """Mark the cells of one cluster in its own workbook."""
    statuses: dict[Cell, list[Status]] = {}
    texts: dict[Cell, list[str]] = {}
    for row in all_rows(assessment):
        if row.finding.branches:
            continue  # its branches say it, cell by cell
        for cell in _cells(row):
            statuses.setdefault(cell, []).append(row.finding.status)
            texts.setdefault(cell, []).append(_said_of(row))
    for cell, text in _doubts(assessment):
        texts.setdefault(cell, []).append(text)
    for cell, lines in texts.items():
        target = _find(book, cell)
        if target is not None:
            _mark(target, statuses.get(cell, []), lines)


def _mark(target: SheetCell, statuses: list[Status], lines: list[str]) -> None:
    if statuses:
        target.fill = STATUS_FILLS[min(statuses, key=WORST_FIRST.index)]
    ours = "\n\n".join(dict.fromkeys(lines))
    author, there = _AUTHOR, ""
    if target.comment is not None and target.comment.author != _AUTHOR:
        # Somebody's own comment stays first; what an earlier run put after it goes.
        author, there = target.comment.author, target.comment.text.split(_BELOW)[0] + _BELOW
    text = (there + ours)[:_LONGEST]
    shown = sum(ceil(max(1, len(line)) / _LETTERS) for line in text.split("\n"))
    target.comment = Comment(text, author, min(600, (shown + 1) * _LINE), _WIDTH)


def _cells(row: CriterionRow) -> Iterator[Cell]:
    yield from row.cells
    answer = row.finding.answer
    if (
        isinstance(row.finding.criterion, Attestation)
        and answer
        and answer.evidence_cell
        and not answer.evidence
    ):
        yield answer.evidence_cell


def _said_of(row: CriterionRow) -> str:
    lines = [_("[{status}] {name}").format(status=status_word(row.finding.status), name=row.name)]
    if row.requirement:
        lines.append(_("Requirement: {words}").format(words=row.requirement))
    data = row.data_words
    if data:
        lines.append(_("Data: {words}").format(words=data))
    if row.detail:
        lines.append(_("Finding: {words}").format(words=row.detail))
    lines.append(_("Clause: {words}").format(words=row.clause))
    return harmless("\n".join(lines), keep="\n")


def _doubts(assessment: Assessment) -> Iterator[tuple[Cell, str]]:
    for problem in assessment.all_problems:
        where = problem.where
        if where.cell is not None:
            text = f"{problem.code}  {message(problem)}"
            yield Cell(where.sheet or "", where.cell), harmless(text, keep="\n")


def _find(book: Workbook, cell: Cell) -> SheetCell | None:
    """A cell of the workbook, the first of those it is merged with; None if there is no such sheet."""
    sheet = next((each for each in book.worksheets if each.title == cell.sheet), None)
    if sheet is None:
        return None
    found = sheet[cell.ref]
    if isinstance(found, MergedCell):
        merged = next(each for each in sheet.merged_cells.ranges if cell.ref in each)
        found = sheet.cell(merged.min_row, merged.min_col)
    return found if isinstance(found, SheetCell) else None
