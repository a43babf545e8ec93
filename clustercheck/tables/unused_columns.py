"""The columns of a table without codes that are not taken: listed with the reason, and said where a year is lost by it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from clustercheck.formats.cells import cell_ref
from clustercheck.model.cluster import Cell
from clustercheck.model.problems import Name, error, warning
from clustercheck.tables.axes import Axes
from clustercheck.tables.collection import Found
from clustercheck.tables.columns import Column, is_plain_value
from clustercheck.tables.outline import MAPPED_AWAY, NEARLY, UNKNOWN, Item
from clustercheck.tables.plain_tables import is_lost_year
from clustercheck.tables.reading import Ignored
from clustercheck.tables.roles import is_figure
from clustercheck.tables.sheet import Row
from clustercheck.tables.suspects import NO_PLAIN_YEAR
from clustercheck.tables.table import Table
from clustercheck.tables.unused_lines import ODD_YEAR, pass_over

_OF_KIND = {
    "plan": Name("是计划、目标或预计的数", "a plan, target or forecast"),
    "growth": Name("是增长或变动的数", "a growth or change"),
    "share": Name("是占比", "a share"),
    "rank": Name("是排名", "a rank"),
    "score": Name("是评分", "a score"),
    "standard": Name("是标准或要求", "a standard or requirement"),
    "part_year": Name("不是全年的数", "of a part of a year"),
    "average": Name("是平均数", "a mean"),
    "other_year": Name("不是一个年份的数", "of no single year"),
}


def report_columns(
    sheet: str,
    table: Table,
    axes: Axes,
    rows: Sequence[tuple[int, Row]],
    found: Found,
    suspects: Mapping[int, Column],
) -> None:
    """List the columns that are not taken; a warning where that loses a year. `suspects` are taken, with a doubt."""
    for number, suspect in suspects.items():
        text = table.columns[number].text if number in table.columns else "-"
        place = found.where(Cell(sheet, cell_ref(table.head, number)))
        found.problems.append(error(NO_PLAIN_YEAR, place, text=text or "-", year=suspect.year or 0))
    plain = {column.year for column in axes.values if column.year is not None and column.may_be_taken}
    filled = {column for _, row in rows for column, cell in row if is_figure(cell)}
    for column in axes.values:
        understood = (
            column.label is not None or column.year is not None or (not plain and is_plain_value(column))
        )
        if column.number in suspects or column.number not in filled or (column.may_be_taken and understood):
            continue
        heading = Cell(sheet, cell_ref(table.head, column.number))
        if is_lost_year(column, plain):
            found.ignored.append(Ignored(heading, column.text, ODD_YEAR, column.text, "", True))
            if plain or axes.is_across:
                found.problems.append(warning("C129", found.where(heading), text=column.text))
        elif axes.is_across and column.year is None and column.words and not column.is_other_subject:
            nearest = found.suggestions.indicator(column.text)
            item = Item(None, UNKNOWN if nearest is None else NEARLY, nearest)
            if found.known.mapped(column.text) is not None:
                item = Item(None, MAPPED_AWAY)
            pass_over(heading, column.text, item, found)
        else:
            found.ignored.append(Ignored(heading, column.text, reason_of(column.kind), column.text))


def reason_of(kind: str) -> Name:
    """Why figures of a kind are not taken."""
    return _OF_KIND.get(kind, UNKNOWN)
