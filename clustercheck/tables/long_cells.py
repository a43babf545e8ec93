"""Cells with more characters than one of Excel's holds: the rest is not read, and said."""

from __future__ import annotations

from clustercheck.formats import limits
from clustercheck.formats.cells import Grid, Row, Workbook, cell_at
from clustercheck.model.problems import Problem, UnreadableFile, Where, error, warning

# Limit: a workbook with more of them is refused, for each makes a warning.
_MOST_CELLS = 10


def shortened(workbook: Workbook, file: str) -> tuple[Workbook, list[Problem]]:
    """The workbook with such cells cut, and a warning for each; raises `UnreadableFile` where there are many."""
    most = limits.LIMITS.cell_text
    if workbook.characters is not None and workbook.characters <= most:
        return workbook, []
    found = [
        (place, number, column, len(cell.text))
        for place, sheet in enumerate(workbook.sheets)
        for number, row in sheet.rows.items()
        for column, cell in row
        if len(cell.text) > most
    ]
    if not found:
        return workbook, []
    if len(found) > _MOST_CELLS:
        raise UnreadableFile(error("C107", Where(file)))
    sheets = list(workbook.sheets)
    problems = []
    for place, number, column, length in found:
        sheet = sheets[place]
        sheets[place] = sheet._replace(rows={**sheet.rows, number: _cut(sheet, number, most)})
        where = cell_at(sheet.name, number, column).within(file)
        problems.append(warning("C114", where, count=length, most=most))
    return workbook._replace(sheets=tuple(sheets)), problems


def _cut(sheet: Grid, number: int, most: int) -> Row:
    return tuple((column, cell._replace(text=cell.text[:most])) for column, cell in sheet.rows[number])
