"""What a single cell of a header says of its column, and whether a cell is a figure at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, TypeAlias

from clustercheck.readers.cells import GridCell
from clustercheck.readers.headings import FIRST_YEAR, LAST_YEAR, is_neutral, year_and_unit
from clustercheck.readers.words import folded, means_nothing, remembering

Role: TypeAlias = Literal["code", "name", "unit", "content", "answer", "evidence", "note", "number", "group"]

_ROLES: dict[str, Role] = {
    **dict.fromkeys(("编码", "代码", "指标编码", "指标代码", "code", "id"), "code"),
    **dict.fromkeys(
        ("指标", "指标名称", "项目", "项目名称", "名称", "统计指标", "指标项", "主要指标", "二级指标", "具体指标", "指标内容", "条件",
         "indicator", "item", "name", "condition"),
        "name",
    ),
    **dict.fromkeys(("单位", "计量单位", "unit"), "unit"),
    **dict.fromkeys(("内容", "填写内容", "content", "value"), "content"),
    **dict.fromkeys(("是否符合", "符合情况", "met", "answer"), "answer"),
    **dict.fromkeys(("佐证材料", "证明材料", "evidence"), "evidence"),
    **dict.fromkeys(("说明", "备注", "note", "notes"), "note"),
    **dict.fromkeys(("一级指标", "类别", "分类", "指标类别", "大类", "维度", "领域"), "group"),
    **dict.fromkeys(("序号", "行次", "编号", "no.", "no"), "number"),
}  # fmt: skip
LONGEST_HEADING = 20
# Columns that divide what the rest of a row would name whole: a row of 规上, of 一季度, of one firm.
_DIVIDING = frozenset(
    ("口径", "统计口径", "范围", "统计范围", "月份", "月", "季度", "时期", "期间", "类型", "企业类型", "规模", "企业规模", "分组",
     "month", "quarter", "scope", "type")
)  # fmt: skip
# A figure as text, with a sign, a mark or a unit about it.
_FIGURE = r"[<>≤≥≈~约超近逾]{0,2}[+-]?\d[\d,.]*(?:e[+-]?\d+)?[^\d年]{0,6}[*]?"
# What that begins with; most words begin with none of it, and then the expression need not be made.
_FIGURE_BEGINS = frozenset("<>≤≥≈~约超近逾+-0123456789")


def role_of(cell: GridCell) -> Role | None:
    """What a heading says of its column; None for any other cell."""
    if cell.kind != "text" or len(cell.text) > LONGEST_HEADING:
        return None
    return _ROLES.get(heading(cell.text))


def divides(text: str) -> bool:
    """Whether a heading is that of a column which says of which part a row is."""
    return len(text) <= LONGEST_HEADING and heading(text) in _DIVIDING


def year_in(cell: GridCell) -> int | None:
    """The year that a heading shows: `2024年`, `2024年度`, `2024年（亿元）`, 2024, a date of which only that is seen."""
    if cell.kind == "number" and cell.shown is None:
        number = cell.number
        if number is None or cell.percent or not FIRST_YEAR <= number <= LAST_YEAR or number != int(number):
            return None
        return int(number)
    text = cell.text if cell.shown is None else cell.shown.text
    if (cell.kind != "text" and cell.shown is None and cell.date is None) or not 0 < len(
        text
    ) <= LONGEST_HEADING:
        return None
    found = year_and_unit(text)
    return None if found is None else found[0]


def is_figure(cell: GridCell) -> bool:
    """Whether a cell is a figure or a mark for none, as against a word of a heading."""
    if cell.kind != "text":
        return True
    return is_figure_text(cell.text)


def _is_figure_text(text: str) -> bool:
    """The same of a text."""
    if text.isascii() and text.replace(".", "", 1).isdigit():
        return True
    bare = folded(text)
    if (
        bare[:1] in _FIGURE_BEGINS
        and bare[-1] != "年"
        and re.fullmatch(_FIGURE, bare, re.ASCII | re.IGNORECASE)
    ):
        return True
    return means_nothing(text)


is_figure_text = remembering(_is_figure_text, 4096)


@lru_cache(maxsize=4096)
def heading(text: str) -> str:
    """A heading as its words are known by."""
    return folded(text).lower()


def could_head(row: Sequence[tuple[int, GridCell]]) -> bool:
    """Whether a row is of words, and not only of such as head a plain table."""
    if len(row) < 2 or any(is_figure(cell) and year_in(cell) is None for _, cell in row):
        return False
    return not all(
        role_of(cell) is not None or is_neutral(cell.text) or year_in(cell) is not None for _, cell in row
    )
