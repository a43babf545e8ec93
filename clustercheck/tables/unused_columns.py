"""The columns of a table that are not taken: listed with the reason, and reported if a year is lost."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from clustercheck.formats.cells import cell_ref
from clustercheck.model.cluster import Cell
from clustercheck.model.hints import TYPE_CHECKING
from clustercheck.model.problems import Name, error, warning
from clustercheck.tables.collection import Found
from clustercheck.tables.columns import is_plain_value
from clustercheck.tables.meanings import Heading
from clustercheck.tables.outline import MAPPED_AWAY, NEARLY, UNKNOWN, OutlineLabel
from clustercheck.tables.reading import Ignored
from clustercheck.tables.roles import is_figure
from clustercheck.tables.sheet import Row
from clustercheck.tables.suspects import NO_PLAIN_YEAR
from clustercheck.tables.table import Table
from clustercheck.tables.unused_lines import pass_over

if TYPE_CHECKING:
    from clustercheck.tables.axes import Axes

_new = tuple.__new__
_ODD_YEAR = Name("表头不是单纯的年份", "the heading is no plain year")
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


def report_odd(
    sheet: str, table: Table, rows: Sequence[tuple[int, Row]], found: Found, suspects: Mapping[int, int]
) -> None:
    """Like `report_columns`, for a table with codes."""
    headed = {column for column, _ in table.years}
    texts = {odd.column: odd.text for odd in table.odd}
    for column, year in suspects.items():
        # A year over two columns is reported by itself.
        if column not in headed:
            _report_suspect(sheet, table.head, column, texts.get(column, ""), year, found)
    if not table.odd:
        return
    filled, with_figures = {column for _, row in rows for column, _ in row}, _with_figures(rows)
    for odd in table.odd:
        if odd.column in suspects or not (odd.is_year or odd.column in with_figures):
            continue
        heading = Cell(sheet, cell_ref(table.head, odd.column))
        why = _ODD_YEAR if odd.is_year else UNKNOWN
        found.ignored.append(Ignored(heading, odd.text, why, odd.label, "", odd.is_year))
        if odd.is_year and odd.column in filled:
            found.problems.append(warning("C129", found.where(heading), text=odd.text))


def report_columns(
    sheet: str,
    table: Table,
    axes: Axes,
    found: Found,
    suspects: Mapping[int, Heading],
    told: Collection[int],
) -> None:
    """List the unused columns, with a warning if a year is lost. `suspects` are taken with a doubt.

    `told` are the columns that tell their years by a distance.
    """
    from clustercheck.tables.plain_tables import is_lost_year  # a form has no such columns

    for number, suspect in suspects.items():
        text = table.columns[number].text if number in table.columns else ""
        _report_suspect(sheet, table.head, number, text, suspect.year or 0, found)
    plain: set[int] = set()
    left: list[tuple[Heading, bool]] = []
    for column in axes.values:
        _, _, _, year, _, _, _, kind, is_other, _, words, _, _, _, number = column
        may_be_taken = not kind and not is_other and not words
        if may_be_taken and year is not None:
            plain.add(year)
        elif number in axes.with_figures and number not in suspects and not (may_be_taken and number in told):
            left.append((column, may_be_taken))
    for column, may_be_taken in left:
        if may_be_taken and (column.label is not None or (not plain and is_plain_value(column))):
            continue
        text, heading = column.text, _new(Cell, (sheet, cell_ref(table.head, column.number)))
        if is_lost_year(column, plain):
            found.ignored.append(Ignored(heading, text, _ODD_YEAR, text, "", True))
            if plain or axes.is_across:
                found.problems.append(warning("C129", found.where(heading), text=text))
        elif axes.is_across and column.year is None and column.words and not column.is_other_subject:
            nearest = found.suggestions.indicator(text)
            item = _new(OutlineLabel, (None, UNKNOWN if nearest is None else NEARLY, nearest, ""))
            if found.known.has_map and found.known.mapped(text) is not None:
                item = OutlineLabel(None, MAPPED_AWAY)
            pass_over(heading, text, item, found)
        else:
            found.ignored.append(Ignored(heading, text, reason_of(column.kind), text))


def _report_suspect(sheet: str, head: int, column: int, text: str, year: int, found: Found) -> None:
    """Report that the figures of a column may belong to another year."""
    place = found.where(Cell(sheet, cell_ref(head, column)))
    found.problems.append(error(NO_PLAIN_YEAR, place, text=text or "-", year=year))


def _with_figures(rows: Sequence[tuple[int, Row]]) -> set[int]:
    return {column for _, row in rows for column, cell in row if is_figure(cell)}


def reason_of(kind: str) -> Name:
    """Why figures of a kind are not taken."""
    return _OF_KIND.get(kind, UNKNOWN)
