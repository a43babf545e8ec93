"""A sheet by rows, with what a merged cell shows in each of the places it covers."""

from __future__ import annotations

from clustercheck.readers.cells import Block, Grid, GridCell, Row

__all__ = ["Row", "Sheet"]

# Headers are merged over a few rows; a cell merged over more is a title page or a side heading.
_TALLEST = 8


class Sheet:
    """The filled rows of a sheet in order, each with its cells from left to right."""

    def __init__(self, grid: Grid) -> None:
        self.name = grid.name
        self.rows = grid.rows
        self._grid = grid
        self._cells: dict[tuple[int, int], GridCell] | None = None
        self._merged = grid.merged
        self._blocks: dict[int, list[Block]] | None = None
        self._down: dict[int, list[Block]] | None = None

    def own(self, row: int, column: int) -> GridCell | None:
        """The cell that stands in a place itself."""
        if self._cells is None:
            self._cells = self._grid.cells
        return self._cells.get((row, column))

    def shown(self, row: int, column: int) -> GridCell | None:
        """The cell that is seen in a place: its own, or the merged one that covers it."""
        cell = self.own(row, column)
        if cell is not None:
            return cell
        covering = self.covering(row, column)
        return None if covering is None else self.own(*covering[:2])

    def covering(self, row: int, column: int) -> Block | None:
        """The merged block that covers a place."""
        return next((b for b in self._blocks_in(row) if b[1] <= column <= b[3]), None)

    def above(self, row: int, column: int) -> GridCell | None:
        """The cell that is merged down over a place, from however far above."""
        if self._down is None:
            self._down = {}
            for block in self._merged:
                if block[0] < block[2] and block[1] == block[3]:
                    self._down.setdefault(block[1], []).append(block)
        blocks = self._down.get(column, [])
        found = next((block for block in blocks if block[0] < row <= block[2]), None)
        return None if found is None else self.own(*found[:2])

    def is_merged_across(self, row: int) -> bool:
        """Whether any cell of a row is merged over columns."""
        return any(block[1] < block[3] for block in self._blocks_in(row))

    def _blocks_in(self, row: int) -> list[Block]:
        if self._blocks is None:
            self._blocks = {}
            for block in self._merged:
                if block[2] - block[0] < _TALLEST:
                    for covered in range(block[0], block[2] + 1):
                        self._blocks.setdefault(covered, []).append(block)
        return self._blocks.get(row, [])
