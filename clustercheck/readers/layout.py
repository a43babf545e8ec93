"""Which cell is which indicator and year: the form's own sheets, and plain tables with years for columns."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from clustercheck.cluster import Cell
from clustercheck.problems import Where, error, warning
from clustercheck.readers.cells import Grid, Workbook, cell_ref
from clustercheck.readers.form_lines import read_answers, read_loose_lines, read_profile
from clustercheck.readers.found import Found
from clustercheck.readers.hidden import used_but_hidden
from clustercheck.readers.indicator_rows import read_indicators
from clustercheck.readers.tables import Row, Table, rows_of, tables_in


def lay_out(workbook: Workbook, file: str) -> Found:
    """Everything that is recognised in a workbook, with the problems of the cells it stands in."""
    found = Found(file)
    for sheet in workbook.sheets:
        before = found.used
        _read_sheet(sheet, found)
        if sheet.hidden and found.used > before:
            found.problems.append(warning("C124", Where(file, sheet.name or None), sheet=sheet.name))
    found.problems.extend(used_but_hidden(workbook, found, file))
    return found


def _read_sheet(sheet: Grid, found: Found) -> None:
    rows = rows_of(sheet)
    numbers = list(rows)
    tables = tables_in(rows)
    taken = {table.top for table in tables}
    for table in tables:
        taken |= _read_table(sheet.name, table, _body(table, numbers, rows), found)
    for number, row in rows.items():
        if number not in taken:
            read_loose_lines(sheet.name, number, row, found)


def _body(table: Table, numbers: list[int], rows: Mapping[int, Row]) -> list[tuple[int, Row]]:
    inside = numbers[bisect_right(numbers, table.top) : bisect_right(numbers, table.bottom)]
    return [(number, rows[number]) for number in inside]


def _read_table(sheet: str, table: Table, rows: Sequence[tuple[int, Row]], found: Found) -> set[int]:
    """Take what a table holds; the numbers of its rows that are done with."""
    if table.kind == "indicators":
        return read_indicators(sheet, table, rows, found)
    if table.kind == "no_years":
        found.problems.append(error("C127", found.where(Cell(sheet, cell_ref(table.top, table.left)))))
        return set()
    if table.kind == "profile":
        read_profile(sheet, table, rows, found)
    else:
        read_answers(sheet, table, rows, found)
    return {number for number, _ in rows}
