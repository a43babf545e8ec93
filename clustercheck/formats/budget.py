"""The remaining limits while a workbook is read, and a builder of sheets within them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate

from clustercheck.formats import limits
from clustercheck.formats.cells import (
    EMPTY_FORMULA,
    MAX_COLUMN,
    MAX_ROW,
    Block,
    Grid,
    GridCell,
    Refused,
    Row,
    Workbook,
    in_rows,
)
from clustercheck.formats.unseen_cells import without_covered, without_zeros


class Budget:
    """How much of a workbook may still be read and kept."""

    def __init__(self, tags: int | None = None) -> None:
        most = limits.LIMITS
        self.tags = most.tags if tags is None else tags
        self.records = most.records
        self.characters = most.characters
        self.cells = most.cells
        self.merged = most.merged
        self.ranges = most.ranges
        self.sheets = most.sheets

    def counts(self) -> dict[str, int]:
        """The remaining amounts, for `set_back`."""
        return vars(self).copy()

    def set_back(self, counts: dict[str, int]) -> None:
        """Restore earlier amounts."""
        vars(self).update(counts)

    def spend(self, tags: int) -> None:
        """Count tags that are read."""
        self.tags -= tags
        if self.tags < 0:
            raise Refused("C107")

    def keep(self, text: str) -> str:
        """Count a text that is kept, and return it."""
        self.keep_more(len(text))
        return text

    def keep_more(self, characters: int) -> None:
        """Count characters that are kept."""
        self.characters -= characters
        if self.characters < 0:
            raise Refused("C107")

    def merge(self) -> None:
        """Count a merged range."""
        self.merged -= 1
        if self.merged < 0:
            raise Refused("C107")

    def hide(self) -> None:
        """Count a range of hidden rows or columns."""
        self.ranges -= 1
        if self.ranges < 0:
            raise Refused("C107")

    def add_sheet(self) -> None:
        """Count a sheet."""
        self.sheets -= 1
        if self.sheets < 0:
            raise Refused("C107")


class SheetBuilder:
    """A sheet while it is read. It checks places and counts everything it keeps."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        # Whole rows, as long as all are put in order; single cells, which were put later.
        self._rows: dict[int, Row] = {}
        self._last = 0
        self._cells: dict[tuple[int, int], GridCell] = {}
        self._merged: list[Block] = []
        self._hidden_rows: list[tuple[int, int]] = []
        self._hidden_columns: list[tuple[int, int]] = []
        self.shows_zeros = True

    def put(self, row: int, column: int, cell: GridCell | None) -> None:
        """Set a cell unless it is blank. Raises `Refused` beyond the size of the largest possible sheet."""
        if cell is None:
            return
        if not (1 <= row <= MAX_ROW and 1 <= column <= MAX_COLUMN):
            raise Refused("C103")
        self._budget.cells -= 1
        if self._budget.cells < 0:
            raise Refused("C107")
        self._cells[row, column] = cell

    def put_row(self, row: int, cells: Row) -> None:
        """Set the filled cells of a row, at least one, each with its column, from left to right."""
        if not (1 <= row <= MAX_ROW and cells[0][0] >= 1 and cells[-1][0] <= MAX_COLUMN):
            raise Refused("C103")
        self._budget.cells -= len(cells)
        if self._budget.cells < 0:
            raise Refused("C107")
        if row > self._last and not self._cells:
            self._rows[row] = cells
            self._last = row
        else:
            for column, cell in cells:
                self._cells[row, column] = cell

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Record a merged range, cut at the end of the sheet."""
        bottom, right = min(bottom, MAX_ROW), min(right, MAX_COLUMN)
        if not (1 <= top <= bottom and 1 <= left <= right):
            raise Refused("C103")
        self._budget.merge()
        self._merged.append((top, left, bottom, right))

    def hide_rows(self, first: int, last: int) -> None:
        """Record hidden rows."""
        self._hide(self._hidden_rows, first, last)

    def hide_columns(self, first: int, last: int) -> None:
        """Record hidden columns."""
        self._hide(self._hidden_columns, first, last)

    def grid(self, name: str, hidden: bool) -> Grid:
        """The sheet as read so far."""
        filled: Mapping[int, Row] = self._rows
        if self._cells:
            whole = {(number, column): cell for number, row in self._rows.items() for column, cell in row}
            filled = in_rows(whole | self._cells)
        rows = within(filled, self._hidden_rows)
        columns = within((column for row in filled.values() for column, _ in row), self._hidden_columns)
        seen = as_seen(filled, self._merged, self.shows_zeros)
        return Grid(name, hidden, seen, tuple(self._merged), rows, columns)

    def _hide(self, ranges: list[tuple[int, int]], first: int, last: int) -> None:
        if ranges and ranges[-1][1] + 1 == first:
            ranges[-1] = ranges[-1][0], last
        else:
            self._budget.hide()
            ranges.append((first, last))


def as_seen(rows: Mapping[int, Row], merged: Sequence[Block], shows_zeros: bool) -> Mapping[int, Row]:
    """The rows of a sheet in which hidden figures are marked and hidden words dropped. Raises `Refused`."""
    if not merged and shows_zeros:
        return rows
    rows = without_covered(rows, merged) if merged else rows
    return rows if shows_zeros else without_zeros(rows)


def calculated(sheets: Sequence[Grid]) -> Workbook:
    """The workbook of a program that calculates: a formula with an empty text as its value is blank."""

    def settled(row: Row) -> Row:
        return tuple([each for each in row if each[1] is not EMPTY_FORMULA])

    return Workbook(
        tuple(
            sheet._replace(rows={n: left for n, row in sheet.rows.items() if (left := settled(row))})
            for sheet in sheets
        )
    )


def within(numbers: Iterable[int], ranges: Sequence[tuple[int, int]]) -> frozenset[int]:
    """The rows or columns that lie in any of the ranges, ends included."""
    if not ranges:
        return frozenset()
    ordered = sorted(ranges)
    firsts = [first for first, _ in ordered]
    # The largest end so far: ranges may overlap.
    ends = [0, *accumulate((last for _, last in ordered), max)]
    return frozenset(number for number in numbers if ends[bisect_right(firsts, number)] >= number)
