"""A figure in a merged cell that covers several places of a table, so that it is open which of them it is for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from clustercheck.formats.cells import Block, Grid, block, cell_ref
from clustercheck.model.cluster import Observation
from clustercheck.model.indicators import INDICATORS
from clustercheck.model.problems import Problem, Where, error
from clustercheck.model.records import NamedTuple
from clustercheck.tables.collection import Found
from clustercheck.tables.roles import is_figure
from clustercheck.tables.sheet import Sheet

SPANNING = "C275"


class Place(NamedTuple):
    """An observation, and the collection that holds it."""

    found: Found
    seen: Observation


def spanning_figures(sheets: Iterable[Grid], found: Found, file: str) -> list[Problem]:
    """An error for each figure merged over several years or indicators; all places it covers are doubted.

    An indicator asked once may be merged over the years, because it belongs to none of them.
    """
    problems: list[Problem] = []
    for grid in sheets:
        if any(is_spanning_figure(grid, merged) for merged in grid.merged):
            problems += _on_sheet(grid, found, file)
    return problems


def is_spanning_figure(grid: Grid, merged: Block) -> bool:
    """Whether a merged block shows a figure in several places."""
    top, left, bottom, right = merged
    if top == bottom and left == right:
        return False
    row = grid.rows.get(top)
    if row is None:
        return False
    own = row[0][1] if row[0][0] == left else next((cell for column, cell in row if column == left), None)
    return own is not None and is_figure(own)


def _on_sheet(grid: Grid, found: Found, file: str) -> Iterator[Problem]:
    sheet = Sheet(grid)
    under: dict[Block, list[Place]] = {}
    for place in places_on(found, grid.name):
        over = sheet.covering(*block(place.seen.cell.ref)[:2])
        if over is not None:
            under.setdefault(over, []).append(place)
    for merged, places in under.items():
        top, left, bottom, right = merged
        head = cell_ref(top, left)
        if len({seen.cell for _, seen in places}) < 2 or _is_of_no_year(places):
            continue
        figure = next((seen for _, seen in places if seen.cell.ref == head and not seen.is_blank), None)
        if figure is None:
            continue
        for at, seen in places:
            at.observations[seen.indicator][seen.year] = seen.doubted(seen.doubt or SPANNING)
        where = Where(file, grid.name or None, head)
        yield error(
            SPANNING, where, text=figure.text, indicator=INDICATORS[figure.indicator].name,
            area=f"{head}:{cell_ref(bottom, right)}",
        )  # fmt: skip


def _is_of_no_year(places: list[Place]) -> bool:
    """Whether all are of one indicator that is asked once."""
    (first, *_) = {seen.indicator for _, seen in places}
    return INDICATORS[first].once and all(
        seen.indicator == first and at is places[0].found for at, seen in places
    )


def places_on(found: Found, sheet: str) -> Iterator[Place]:
    """The observations from a sheet, each with the collection that holds it."""
    for each in (found, *found.clusters.values()):
        for by_year in each.observations.values():
            for seen in by_year.values():
                if seen.cell.sheet == sheet:
                    yield Place(each, seen)
