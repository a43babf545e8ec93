"""The sheets beside a form that others fill in: the bureau's answers on readings, the experts' judgements.

Their names identify them. 读法答复: 编码, 读法, 答复单位, 答复日期. 专家意见: 编码, 判断 (是/否), 评审单位, 评审日期.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from clustercheck.formats.cells import Grid, GridCell, cell_ref
from clustercheck.model.cluster import Cell, Days, Judgement, Ruling
from clustercheck.model.lean import date
from clustercheck.model.patterns import pattern
from clustercheck.model.words import folded, name_key
from clustercheck.tables.days import days_in

RULINGS, JUDGEMENTS = "读法答复", "专家意见"
_COLUMNS = {
    "编码": "code",
    "code": "code",
    "读法": "what",
    "reading": "what",
    "判断": "what",
    "专家判断": "what",
    "judgement": "what",
    "答复单位": "office",
    "评审单位": "office",
    "单位": "office",
    "office": "office",
    "答复日期": "day",
    "评审日期": "day",
    "日期": "day",
    "date": "day",
}
_ID = pattern(r"[a-z][a-z0-9_]{1,60}", re.ASCII)
_YES, _NO = frozenset(("是", "符合", "yes")), frozenset(("否", "不符合", "no"))
_LONGEST = 200


def is_side_name(name: str) -> bool:
    """Whether a sheet with this name is one of these."""
    return folded(name) in (RULINGS, JUDGEMENTS)


def rulings_on(grid: Grid) -> Iterator[Ruling]:
    """The readings that the bureau has settled. A line with a blank reading settles none."""
    if folded(grid.tab) == RULINGS:
        for code, what, office, day, cell in _lines(grid):
            # A choice of the form's list begins with the id: `geometric_base`.
            reading = _ID.match(what.lower())
            if what:
                yield Ruling(code, reading[0] if reading else what, office, day, cell)


def judgements_on(grid: Grid) -> Iterator[Judgement]:
    """The conditions that an expert has judged."""
    if folded(grid.tab) == JUDGEMENTS:
        for code, what, office, day, cell in _lines(grid):
            word = folded(what).lower()
            if what:
                value = True if word in _YES else False if word in _NO else None
                yield Judgement(code, value, office, day, cell, what)


def _lines(grid: Grid) -> Iterator[tuple[str, str, str, date | None, Cell]]:
    columns: dict[int, str] = {}
    for number, row in sorted(grid.rows.items()):
        if not columns:
            known = {column: _COLUMNS.get(name_key(cell.text[:_LONGEST])) for column, cell in row}
            named = {column: field for column, field in known.items() if field is not None}
            columns = named if {"code", "what"} <= set(named.values()) else {}
            continue
        cells = {columns[column]: (column, cell) for column, cell in row if column in columns}
        if "code" not in cells:
            continue
        what = cells.get("what")
        place = Cell(grid.name, cell_ref(number, what[0] if what else cells["code"][0]))
        yield (
            cells["code"][1].text.strip()[:_LONGEST],
            what[1].text.strip()[:_LONGEST] if what else "",
            cells["office"][1].text.strip()[:_LONGEST] if "office" in cells else "",
            _day(cells["day"][1]) if "day" in cells else None,
            place,
        )


def _day(cell: GridCell) -> date | None:
    if cell.date is not None:
        return cell.date
    found = days_in(cell.text)
    return found.first if isinstance(found, Days) else None
