"""A header of one to five rows taken together: for each column the texts above it, and what they say.

A merged cell stands over all the columns it covers. Where a row has no merged cells (delimited text, or a sheet
whose merging was lost), a heading stands over the blank columns to its right that have a heading below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from clustercheck.indicators import ProfileItem
from clustercheck.readers.cells import MAX_COLUMN, GridCell
from clustercheck.readers.headings import Axis, Heading, axis_of, heading_of, is_neutral, year_and_unit
from clustercheck.readers.known import Known
from clustercheck.readers.naming import profile_item
from clustercheck.readers.roles import Role, is_figure, role_of, year_in
from clustercheck.readers.sheets import Row, Sheet
from clustercheck.readers.words import folded

MAX_HEADER = 5
MAX_COLUMNS = 2_000
_CHINESE = r"[一-鿿]"
# Of another kind than the figures of a year that is over.
_OTHER_KIND = (
    r"计划|目标|预计|预测|预算|规划|同比|增长|增速|增幅|增减|比重|占比|排名|位次|累计|月|季度|半年|上年|去年"
)
_LINE = r".*:.*|附[件表].*|续?表[\d一二三四五六七八九十]*|\(.*\)|第.{1,3}页.*"
# A day or a month in the line above is when the form was filled in; it sorts no years.
_DATE = (
    r"(?:填报|填表|报送|上报|制表|编制|打印|更新|截至|截止)?(?:日期|时间|于)?"
    r"(?:\d{4}年\d{1,2}月(?:\d{1,2}日)?|\d{4}([-/.])\d{1,2}(?:\1\d{1,2})?"
    r"|[二一][〇零○一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}日)?)"
    r"(?:填报|填表|报送|上报|制表|编制)?"
)
_TITLE = 8


class Header(NamedTuple):
    """A header's rows and the meaning of its columns."""

    top: int
    bottom: int
    headings: Mapping[int, Heading]
    roles: Mapping[Role, int]
    axes: Mapping[Axis, int]
    profile: Mapping[int, ProfileItem]


def header_below(sheet: Sheet, top: int, row: Row, first_value: int, known: Known) -> Header:
    """The header that begins with a row and goes on below it."""
    bottom = _bottom(sheet, top, row, first_value)
    return _composed(sheet, top, bottom, row[0][0], _right(sheet, top, bottom), known)


def header_about(sheet: Sheet, number: int, row: Row, first_value: int, known: Known) -> Header | None:
    """The header that a row with years is part of; None where it is all there is."""
    top = number
    while top > number - MAX_HEADER + 1 and _groups(sheet, top - 1, row, first_value):
        top -= 1
    bottom = _bottom(sheet, number, row, first_value)
    if top == bottom:
        return None
    return _composed(sheet, top, bottom, row[0][0], _right(sheet, number, bottom), known)


def _right(sheet: Sheet, top: int, bottom: int) -> int:
    return max(sheet.rows[number][-1][0] for number in range(top, bottom + 1))


def _bottom(sheet: Sheet, top: int, row: Row, first_value: int) -> int:
    """The last row of a header: rows of words over its values, which name no line of their own on the left."""
    has_years = any(year_in(cell) is not None for _, cell in row)
    # A heading whose merging was lost stands over columns to its right; years are one to a column.
    last = row[-1][0] if has_years else MAX_COLUMN
    bottom = top
    while bottom < top + MAX_HEADER - 1:
        following = sheet.rows.get(bottom + 1)
        if following is None or not _goes_on(following, first_value, last, has_years):
            break
        bottom += 1
        has_years = has_years or any(year_in(cell) is not None for _, cell in following)
    return bottom


def _goes_on(row: Row, first_value: int, last: int, has_years: bool) -> bool:
    """Whether a row below a header is part of it."""
    for _column, cell in row:
        if year_in(cell) is not None:
            if has_years:
                return False
        elif is_figure(cell):
            return False
    if not any(first_value <= column <= last for column, _ in row):
        return False
    return all(
        role_of(cell) is not None
        or axis_of(cell.text) is not None
        or profile_item(cell.text) is not None
        or re.search(_CHINESE, cell.text) is None
        for column, cell in row
        if column < first_value
    )


def _groups(sheet: Sheet, number: int, below: Row, first_value: int) -> bool:
    """Whether a row stands over the values of a header and sorts them, as against a title or a line above."""
    row = sheet.rows.get(number)
    if row is None or any(is_figure(cell) and year_in(cell) is None for _, cell in row):
        return False
    last = below[-1][0]
    over = [cell.text for column, cell in row if first_value <= column <= last and not _is_line(cell)]
    left = [cell for column, cell in row if column < first_value]
    if not over or all(is_neutral(text) for text in over):
        # Words that sort nothing. But 指标 and 单位 may stand in this row alone, merged down beside a row of years.
        return (
            bool(left)
            and all(role_of(cell) is not None for cell in left)
            and all(column >= first_value for column, _ in below)
        )
    if len(over) == 1 and year_and_unit(over[0]) is not None and not sheet.is_merged_across(number):
        # The year that a form is of, above a row of years, sorts none of them.
        return sum(year_in(cell) is not None for _, cell in below) < 2
    if any(re.search(_OTHER_KIND, folded(text)) for text in over):
        return True
    if any(role_of(cell) is None and axis_of(cell.text) is None for cell in left):
        return False
    return len(over) > 1 or bool(left) or sheet.is_merged_across(number) or not _is_title(over[0])


def _is_line(cell: GridCell) -> bool:
    bare = folded(cell.text)
    return re.fullmatch(_LINE, bare) is not None or re.fullmatch(_DATE, bare, re.ASCII) is not None


def _is_title(text: str) -> bool:
    bare = folded(text)
    return len(bare) > _TITLE or bare.endswith("表")


def _composed(sheet: Sheet, top: int, bottom: int, left: int, right: int, known: Known) -> Header:
    headings: dict[int, Heading] = {}
    roles: dict[Role, int] = {}
    axes: dict[Axis, int] = {}
    profile: dict[int, ProfileItem] = {}
    for column, parts in _stacks(sheet, top, bottom, left, right):
        found = heading_of(parts, known)
        headings[column] = found
        if found.label is not None:
            continue
        cell = GridCell("text", "".join(parts))
        role = role_of(cell) or role_of(GridCell("text", parts[-1]))
        axis = axis_of("".join(parts)) or axis_of(parts[-1])
        item = profile_item(parts[-1])
        if axis is not None:
            axes.setdefault(axis, column)
        elif role is not None:
            roles.setdefault(role, column)
        elif item is not None:
            profile[column] = item
    return Header(top, bottom, headings, roles, axes, profile)


def _stacks(sheet: Sheet, top: int, bottom: int, left: int, right: int) -> Iterator[tuple[int, list[str]]]:
    """Each column of a header with the different texts above it."""
    numbers = [number for number in range(top, bottom + 1) if number in sheet.rows]
    fills = {number: not sheet.is_merged_across(number) for number in numbers[:-1]}
    carried: dict[int, str] = {}
    left = min([left, *(sheet.rows[number][0][0] for number in numbers)])
    for column in range(left, min(right, left + MAX_COLUMNS) + 1):
        shown = {number: sheet.shown(number, column) for number in numbers}
        parts: list[str] = []
        for number in numbers:
            cell = shown[number]
            if cell is not None:
                # 单位 or 说明 is of its own column, whatever is blank beside it.
                carried[number] = cell.text if role_of(cell) is None else ""
                if not parts or parts[-1] != cell.text:
                    parts.append(cell.text)
            elif fills.get(number) and carried.get(number) and _is_over_blank(shown, number):
                parts.append(carried[number])
            else:
                carried.pop(number, None)
        if parts:
            yield column, parts


def _is_over_blank(shown: Mapping[int, GridCell | None], number: int) -> bool:
    """Whether a column has nothing in the rows above and something below: the heading on the left goes on."""
    below = [cell for other, cell in shown.items() if other > number and cell is not None]
    return bool(below) and not any(role_of(cell) or profile_item(cell.text) for cell in below)
