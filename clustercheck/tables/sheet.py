"""A sheet by rows, with the value that a merged cell shows in each place it covers."""

from __future__ import annotations

from bisect import bisect_right

from clustercheck.formats.cells import Block, Grid, GridCell, Row
from clustercheck.model.hints import TypeAlias

__all__ = ["Row", "Sheet"]

# Limit: a cell merged over more rows is a title page or a side heading, not a header.
_TALLEST = 8


# The first and the last row, or column, that a block covers, and the block.
_Span: TypeAlias = tuple[int, int, Block]


class _Spans:
    """Merged blocks along one row or column, found by a place in them. They never overlap in a sheet from Excel."""

    def __init__(self, spans: list[_Span]) -> None:
        self._spans = sorted(spans)
        self._firsts = [first for first, _, _ in self._spans]

    def over(self, place: int) -> Block | None:
        """The block that covers a place; of overlapping blocks the one that begins last."""
        at = bisect_right(self._firsts, place) - 1
        return self._spans[at][2] if at >= 0 and place <= self._spans[at][1] else None


class Sheet:
    """The filled rows of a sheet in order, each with its cells from left to right."""

    def __init__(self, grid: Grid) -> None:
        self.name = grid.name
        self.file, self.tab = grid.file, grid.tab
        self.rows = grid.rows
        self._cells: dict[int, dict[int, GridCell]] = {}
        self._merged = grid.merged
        self.has_merged = bool(grid.merged)
        self._blocks: dict[int, list[Block]] | None = None
        self._across: dict[int, _Spans] = {}
        self._down: dict[int, _Spans] | None = None

    def own(self, row: int, column: int) -> GridCell | None:
        """The cell that is stored at a place."""
        cells = self._cells.get(row)
        if cells is None:
            cells = self._cells[row] = dict(self.rows.get(row, ()))
        return cells.get(column)

    def shown(self, row: int, column: int) -> GridCell | None:
        """The cell that is visible at a place: its own, or the merged one that covers it."""
        cell = self.own(row, column)
        if cell is not None:
            return cell
        covering = self.covering(row, column)
        return None if covering is None else self.own(*covering[:2])

    def covering(self, row: int, column: int) -> Block | None:
        """The merged block that covers a place."""
        if not self.has_merged:
            return None
        spans = self._across.get(row)
        if spans is None:
            spans = self._across[row] = _Spans(
                [(block[1], block[3], block) for block in self._blocks_in(row)]
            )
        return spans.over(column)

    def above(self, row: int, column: int) -> GridCell | None:
        """The cell that is merged down over a place, from any distance."""
        if self._down is None:
            down: dict[int, list[_Span]] = {}
            for block in self._merged:
                if block[0] < block[2] and block[1] == block[3]:
                    down.setdefault(block[1], []).append((block[0] + 1, block[2], block))
            self._down = {each: _Spans(spans) for each, spans in down.items()}
        spans = self._down.get(column)
        found = None if spans is None else spans.over(row)
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
