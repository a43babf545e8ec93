"""A comment on each cell that a finding was read from, and a colour on the one that decides it, not on its neighbours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from clustercheck.engine.workings import workings_of
from clustercheck.form.style import MET_HUE, MISSED_HUE, OPEN_HUE, OWED_HUE, STATUS_FILLS
from clustercheck.model.cluster import Cell, Observation
from clustercheck.model.criteria import Attestation, Over, Threshold
from clustercheck.model.findings import Assessment, Finding, Status
from clustercheck.reports.wording.criterion_rows import CriterionRow, all_rows
from clustercheck.reports.wording.evidence import owed_answers
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
        for cell in row.cells:
            texts.setdefault(cell, []).append(_said_of(row))
        for cell in deciding_cells(row.finding, assessment):
            statuses.setdefault(cell, []).append(row.finding.status)
    owed = dict.fromkeys(answer.evidence_cell or answer.cell for answer in owed_answers(assessment))
    for cell in owed:
        texts.setdefault(cell, []).append(_("Evidence owed"))
    for cell, text in _doubts(assessment):
        texts.setdefault(cell, []).append(text)
    for cell, lines in texts.items():
        target = _find(book, cell)
        if target is not None:
            if cell in owed:
                target.fill = OWED_HUE
            elif cell in statuses:
                target.fill = STATUS_FILLS[min(statuses[cell], key=WORST_FIRST.index)]
            _comment(target, lines)


def legend() -> tuple[tuple[PatternFill, str], ...]:
    """What each hue means."""
    return (
        (MET_HUE, _("met: the cell that decides")),
        (MISSED_HUE, _("missed: the cell that decides")),
        (OPEN_HUE, _("open: to be filled in or settled")),
        (OWED_HUE, _("evidence owed")),
    )


def deciding_cells(finding: Finding, assessment: Assessment) -> tuple[Cell, ...]:
    """The cells of a finding that has no branches without which it would come out otherwise; of many years the one.

    What is open hangs on every cell that is blank or doubtful, a miss on the year that is worst, a pass on the year
    that is nearest to the threshold; of a share the part decides, and where all years count alike the last.
    """
    criterion = finding.criterion
    if finding.status is Status.NOT_APPLICABLE or finding.status is Status.WAIVED:
        return workings_of(finding, assessment).cells[:1]
    if isinstance(criterion, Attestation):
        if criterion.when and assessment.cluster.stated(criterion.when) is None:
            return workings_of(finding, assessment).cells[:1]
        return (finding.answer.cell,) if finding.answer else ()
    seen = workings_of(finding, assessment).observations
    if finding.status is Status.UNKNOWN:
        return tuple(one.cell for one in seen if one.value is None)
    of_part = [one for one in seen if one.indicator == seen[0].indicator and one.value is not None]
    if not of_part:
        return ()
    return (_deciding_of(of_part, finding, assessment).cell,)


def _deciding_of(of_part: Sequence[Observation], finding: Finding, assessment: Assessment) -> Observation:
    gap = workings_of(finding, assessment).gap
    if gap is not None and gap.year is not None:
        found = next((one for one in of_part if one.year == gap.year), None)
        if found is not None:
            return found
    threshold = finding.criterion
    last = max(of_part, key=lambda one: one.year)
    if not isinstance(threshold, Threshold) or threshold.over is not Over.EVERY_YEAR:
        return last
    if any(one.indicator != last.indicator for one in workings_of(finding, assessment).observations):
        return last
    nearest = min if threshold.is_floor else max
    return nearest(of_part, key=lambda one: one.value or 0)


def _comment(target: SheetCell, lines: list[str]) -> None:
    ours = "\n\n".join(dict.fromkeys(lines))
    author, there = _AUTHOR, ""
    if target.comment is not None and target.comment.author != _AUTHOR:
        # Somebody's own comment stays first; what an earlier run put after it goes.
        author, there = target.comment.author, target.comment.text.split(_BELOW)[0] + _BELOW
    text = (there + ours)[:_LONGEST]
    shown = sum(ceil(max(1, len(line)) / _LETTERS) for line in text.split("\n"))
    target.comment = Comment(text, author, min(600, (shown + 1) * _LINE), _WIDTH)


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
