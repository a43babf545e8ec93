"""One table of a plan: which of its columns and rows are targets, and which may be."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from clustercheck.formats.cells import GridCell, cell_at
from clustercheck.model.cluster import Cell
from clustercheck.tables.meanings import Heading, cell_meaning, meaning_of
from clustercheck.tables.plan_words import (
    is_planned_title,
    says_reached,
    says_target,
    tells_no_target,
    without_mark,
)
from clustercheck.tables.roles import Role, is_figure
from clustercheck.tables.sheet import Sheet
from clustercheck.tables.table import Table

_REMARKS: frozenset[Role | None] = frozenset(("note", "source", "evidence", "answer"))
_OF_FIGURES = ("figures", "indicators")


class PlanTable:
    """What of one table is a target."""

    def __init__(self, sheet: Sheet, table: Table, title: tuple[Cell | None, str] | None) -> None:
        """`title` is that of the table or its sheet, whatever it says of whose and which its figures are."""
        self.table = table
        self._sheet = sheet
        self.is_of_figures = table.kind in _OF_FIGURES
        # A form says all there is to say in its rows, and its plan has a sheet of its own.
        is_form = "code" in table.roles and "unit" in table.roles
        self.title = title if title is not None and not is_form and is_planned_title(title[1]) else None
        roles: dict[int, Role | None] = {number: role for role, number in table.roles.items()}
        roles |= {number: each.role for number, each in table.columns.items() if each.role is not None}
        self._roles = roles
        self._values = {
            number
            for row in self.rows()
            for number, cell in self._cells(row).items()
            if is_figure(cell) and number not in roles
        }
        self._values |= {number for number, _ in table.years}
        self._values |= {each.number for each in table.columns.values() if each.names_year and not each.role}
        self.targets = {
            number
            for number in self._values
            if self._heads(number, says_target) and not self._is_reached(number)
        }
        # Of the rows that a column tells apart: the cell that does, and whether it is a target.
        self.marking = {} if not self.is_of_figures else self._marked_rows()
        self.is_planned = self.is_of_figures and bool(self.title or self.targets or self.marking)

    def rows(self) -> list[int]:
        """The numbers of its filled rows."""
        return [number for number in self._sheet.rows if self.table.head < number <= self.table.bottom]

    def _cells(self, row: int) -> dict[int, GridCell]:
        left, right = self.table.left, self.table.right
        return {number: cell for number, cell in self._sheet.rows[row] if left <= number <= right}

    def _over(self, column: int) -> Iterator[GridCell]:
        """The cells over a column; a heading whose merging was lost is found by what the reader made of it."""
        for number in range(self.table.top, self.table.head + 1):
            cell = self._sheet.shown(number, column)
            if cell is not None:
                yield cell
        heading = self.table.columns.get(column)
        if heading is not None:
            for text in heading.text.split(" / "):
                yield GridCell("text", text)

    def _heads(self, column: int, is_said: Callable[[GridCell], bool]) -> bool:
        return any(is_said(cell) for cell in self._over(column))

    def _marked_rows(self) -> dict[int, tuple[int, bool]]:
        """The rows that a column tells to be targets or not (`目标` and `实际`, `2025年（目标）`), with that column."""
        rows = self.rows()
        for column in range(self.table.left, self.table.right + 1):
            if column in self._values or self._roles.get(column) in _REMARKS:
                continue
            said = {
                number: cell for number in rows if (cell := self._sheet.shown(number, column)) is not None
            }
            marks = {number: says_target(cell) for number, cell in said.items()}
            if any(marks.values()):
                return {
                    number: (column, is_target)
                    for number, is_target in marks.items()
                    if is_target or tells_no_target(said[number])
                }
        return {}

    def years(self) -> set[int]:
        """The years of its targets, or of all its figures if it has none, as far as the headings name them."""
        columns = self.targets or self._values
        return {year for each in columns if (year := self._said(each).year) is not None}

    def in_question(self, first_of_plan: int) -> Iterator[tuple[Cell, str]]:
        """The columns and rows that are left out and may be targets; of a table without targets its first cell."""
        if not self.is_of_figures:
            return
        if not self.is_planned:
            years = self.years()
            is_over = bool(years) and max(years) < first_of_plan
            if not (is_over or says_reached(self._sheet.tab) or all(map(self._is_reached, self._values))):
                number = self.table.top
                column, cell = next(each for each in self._sheet.rows[number] if each[0] >= self.table.left)
                yield cell_at(self._sheet.name, number, column), cell.text
            return
        first = min([year for each in self.targets if (year := self._said(each).year)], default=0)
        named = {_id_of(self._said(each)) for each in self.targets}
        for number in sorted(self.others):
            said = self._said(number)
            is_earlier = said.year is not None and said.year < first
            is_beside = said.year is None and _id_of(said) in named
            if not (is_earlier or is_beside or said.kind not in ("", "plan") or self._is_reached(number)):
                yield cell_at(self._sheet.name, self.table.head, number), said.text
        yield from self._rows_in_question()

    def _rows_in_question(self) -> Iterator[tuple[Cell, str]]:
        told = {
            number: (column, is_target, self._sheet.shown(number, column))
            for number, (column, is_target) in self.marking.items()
        }
        years = [
            year
            for _, is_target, cell in told.values()
            if is_target and cell and (year := meaning_of(without_mark(cell.text) or "").year)
        ]
        for number, (column, is_target, cell) in told.items():
            if is_target or cell is None or says_reached(cell.text):
                continue
            year = cell_meaning(cell).year
            if not years or year is None or year >= min(years):
                yield cell_at(self._sheet.name, number, column), cell.text

    def _said(self, column: int) -> Heading:
        """What a heading says without the words of a target."""
        heading = self.table.columns.get(column)
        texts = [cell.text for cell in self._over(column)] if heading is None else [heading.text]
        if heading is not None and column not in self.targets:
            return heading
        known = [meaning_of(without_mark(each) or each) for text in texts for each in text.split(" / ")]
        year = next((each.year for each in known if each.year is not None), None)
        label = next((each.label for each in known if each.label is not None), None)
        return Heading(" / ".join(texts), year=year, label=label)

    def _is_reached(self, column: int) -> bool:
        return self._heads(column, lambda cell: says_reached(cell.text))

    def is_remark(self, column: int) -> bool:
        """Whether a column is of remarks, in which 预计数 says nothing against a target."""
        return self._roles.get(column) in _REMARKS

    def is_left_out(self, row: int, column: int) -> bool:
        """Whether a cell of it is a figure beside the targets."""
        if not self.is_planned or not self.marking.get(row, (0, True))[1]:
            return True
        return column in self.others

    @property
    def others(self) -> set[int]:
        """The columns of figures that are no targets."""
        if self.targets:
            return self._values - self.targets
        if self.title is None:
            return set()
        return {number for number in self._values if self._is_reached(number)}


def _id_of(said: Heading) -> str:
    return "" if said.label is None else said.label.indicator.id
