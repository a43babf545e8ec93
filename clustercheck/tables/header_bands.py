"""The rows of a header: the row that was found, the rows above that cover its figures, and those that continue below.

A merged cell covers all its columns. If a row has no merged cells (delimited text, or a sheet that lost its merging),
a heading covers the blank columns to its right that have a heading below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from clustercheck.formats.cells import MAX_COLUMN, GridCell
from clustercheck.tables.columns import column_of, column_of_text, with_wholes
from clustercheck.tables.meanings import Heading, cell_meaning, meaning_of, names_year
from clustercheck.tables.roles import is_figure, role_of
from clustercheck.tables.sheet import Row, Sheet
from clustercheck.tables.vocabulary import Known

MAX_HEADER = 5
MAX_COLUMNS = 2_000
_CHINESE = r"[一-鿿]"
_SHORT = 12
# Roles that may cover several columns; 单位 or 说明 belongs to its own column.
_CARRIED = (None, "clusters", "places", "others")


def band_about(sheet: Sheet, number: int, row: Row, first_value: int) -> tuple[int, int]:
    """The first and the last row of the header that contains a row."""
    top = number
    while top > number - MAX_HEADER + 1 and _stands_over(sheet, top - 1, row, first_value):
        top -= 1
    rows = [sheet.rows[each] for each in range(top, number + 1) if each in sheet.rows]
    return top, _bottom(sheet, number, rows, first_value)


def columns_in(
    sheet: Sheet, top: int, bottom: int, left: int, right: int, known: Known
) -> dict[int, Heading]:
    """The headings of a header's columns, from left to right."""
    found: dict[int, Heading] = {}
    has_map = known.has_map
    for number, cells in _stacks(sheet, top, bottom, left, right):
        if len(cells) == 1 and cells[0].kind == "text" and not has_map:
            text = cells[0].text
            found[number] = column_of_text(number, text, meaning_of(text))
        else:
            meanings = [cell_meaning(cell) for cell in cells]
            found[number] = column_of(number, meanings, [cell.text for cell in cells], known)
    return with_wholes(found)


def right_of(sheet: Sheet, top: int, bottom: int) -> int:
    """The last column of a header, including columns that only a merged cell covers."""
    last = 0
    for number in range(top, bottom + 1):
        row = sheet.rows.get(number)
        if row:
            column = row[-1][0]
            block = sheet.covering(number, column)
            last = max(last, column, min(block[3], column + MAX_COLUMNS) if block is not None else 0)
    return last


def _bottom(sheet: Sheet, number: int, rows: list[Row], first_value: int) -> int:
    """The last row of a header: rows of words over its values that name no line on the left."""
    has_years = _has_years(rows[-1])
    # A heading whose merging was lost stands over columns to its right; years are one to a column.
    last = rows[-1][-1][0] if has_years else MAX_COLUMN
    has_years = has_years or any(map(_has_years, rows[:-1]))
    bottom = number
    while bottom < number + MAX_HEADER - 1:
        following = sheet.rows.get(bottom + 1)
        if following is None or not _goes_on(following, rows[-1], first_value, last, has_years):
            break
        bottom += 1
        has_years = has_years or _has_years(following)
    return bottom


def _has_years(row: Row) -> bool:
    # Years stand behind what they are years of.
    for _, cell in reversed(row):
        is_year = meaning_of(cell.text).names_year if cell.kind == "text" else names_year(cell)
        if is_year:
            return True
    return False


def _goes_on(row: Row, head: Row, first_value: int, last: int, has_years: bool) -> bool:
    """Whether a row below a header belongs to it."""
    for _column, cell in row:
        if names_year(cell):
            if has_years:
                return False
        elif is_figure(cell):
            return False
    if not any(first_value <= column <= last for column, _ in row):
        return False
    # Below 指标 and beside years, 主导产业 is a line.
    named = {column for column, cell in head if role_of(cell) == "name"} if has_years else set[int]()
    return all(_may_head_stub(cell, column in named) for column, cell in row if column < first_value)


def _may_head_stub(cell: GridCell, is_name: bool) -> bool:
    found = cell_meaning(cell)
    if is_name and found.item is not None:
        return False
    return found.role is not None or found.item is not None or re.search(_CHINESE, cell.text) is None


def _stands_over(sheet: Sheet, number: int, below: Row, first_value: int) -> bool:
    """Whether a row groups the values of the header below it, and is no title or other line."""
    row = sheet.rows.get(number)
    if row is None:
        return False
    last = below[-1][0]
    if row[-1][0] < first_value and not {column for column, _ in row}.isdisjoint(
        [column for column, _ in below]
    ):
        return False  # a title or another line over words alone
    if any(is_figure(cell) and not names_year(cell) for _, cell in row):
        return False
    meanings = [(column, cell_meaning(cell)) for column, cell in row]
    left = [found for column, found in meanings if column < first_value]
    over = [(column, found) for column, found in meanings if first_value <= column <= last]
    if left and all(found.role is not None for found in left):
        # 指标 and 单位 in this row alone, merged down beside a row of years.
        own = {column for column, _ in below if column < first_value}
        return all(column not in own for column, _ in meanings)
    is_pair = any(found.role is not None or found.item is not None for _, found in meanings)
    if not is_pair and any(
        not found.is_result and not found.is_line and len(found.text) <= _SHORT for _, found in over
    ):
        return True
    if left or not over or any(found.is_line for _, found in over):
        return False
    if sum(1 for _, found in over if found.names_year) > 1:
        return True
    if any(_is_merged_over_some(sheet, number, column, first_value) for column, _ in over):
        return True
    return len(over) > 1


def _is_merged_over_some(sheet: Sheet, number: int, column: int, first_value: int) -> bool:
    block = sheet.covering(number, column)
    return block is not None and block[1] < block[3] and block[1] >= first_value


def _stacks(
    sheet: Sheet, top: int, bottom: int, left: int, right: int
) -> Iterator[tuple[int, list[GridCell]]]:
    """Each column of a header with the different cells above it."""
    numbers = [number for number in range(top, bottom + 1) if number in sheet.rows]
    fills = {number: not sheet.is_merged_across(number) for number in numbers[:-1]}
    if len(numbers) == 1 and not sheet.has_merged:
        row = sheet.rows[numbers[0]]
        last = min(right, min(left, row[0][0]) + MAX_COLUMNS)
        yield from ((column, [cell]) for column, cell in row if column <= last)
        return
    carried: dict[int, GridCell] = {}
    left = min([left, *(sheet.rows[number][0][0] for number in numbers)])
    for column in range(left, min(right, left + MAX_COLUMNS) + 1):
        shown = {number: sheet.shown(number, column) for number in numbers}
        parts: list[GridCell] = []
        for number in numbers:
            cell = shown[number]
            if cell is not None:
                # 单位 or 说明 is of its own column, whatever is blank beside it.
                if cell_meaning(cell).role in _CARRIED:
                    carried[number] = cell
                else:
                    carried.pop(number, None)
                if not parts or parts[-1].text != cell.text:
                    parts.append(cell)
            elif fills.get(number) and number in carried and _is_over_blank(shown, number):
                parts.append(carried[number])
            else:
                carried.pop(number, None)
        if parts:
            yield column, parts


def _is_over_blank(shown: Mapping[int, GridCell | None], number: int) -> bool:
    """Whether a column is blank in the rows above and filled below, so that the heading on its left covers it."""
    below = [cell_meaning(cell) for other, cell in shown.items() if other > number and cell is not None]
    return bool(below) and not any(found.role not in _CARRIED or found.item for found in below)
