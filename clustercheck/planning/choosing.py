"""Two ways to choose among tables of figures: the first that passes, and the least number that passes."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from clustercheck.planning.figures import FigureTable


def take_first(
    table: FigureTable, tries: Iterator[FigureTable], passes: Callable[[FigureTable], bool]
) -> bool:
    """Take over the first of several tables that passes."""
    for changed in tries:
        if passes(changed):
            table.take(changed)
            return True
    return False


def take_least(
    table: FigureTable,
    low: int,
    high: int,
    at: Callable[[int], FigureTable | None],
    passes: Callable[[FigureTable], bool],
) -> bool:
    """Take over the table of the least number in a range that passes; if a number passes, every larger one must too."""

    def holds(number: int) -> bool:
        changed = at(number)
        return changed is not None and passes(changed)

    if high < low or not holds(high):
        return False
    while low < high:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle + 1
    changed = at(low)
    if changed is None or not passes(changed):
        return False
    table.take(changed)
    return True
