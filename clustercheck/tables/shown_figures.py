"""The figure of a cell that shows something else than the number it stores. It is judged if the two agree."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from clustercheck.formats.cells import GridCell, Shown
from clustercheck.formats.number_formats import shown as in_words
from clustercheck.model.indicators import Indicator
from clustercheck.model.problems import Problem, Where, error
from clustercheck.tables.figure import Figure


def shown_figure(
    cell: GridCell,
    shown: Shown,
    written_unit: str | None,
    indicator: Indicator,
    where: Where,
    read_figure: Callable[[GridCell, str | None, Indicator, Where], Figure],
) -> Figure:
    """Read the shown text as if it had been typed, with the stored digits.

    It is valid if it has its own unit and the row has none, or if the stored number in the unit of the row agrees.
    Otherwise both are reported and neither is judged.
    """
    stored = cell.text if cell.number is None else in_words(cell.number)
    if shown.covered:
        return Figure(None, (error("C273", where, indicator=indicator.name, stored=stored),))
    if not shown.text:
        return Figure(None, (error("C272", where, indicator=indicator.name, stored=stored),))
    differ: tuple[Problem, ...] = (
        error(
            "C271", where, indicator=indicator.name, shown=shown.text, stored=stored, unit=written_unit or "-"
        ),
    )
    if not shown.figure:
        return Figure(None, differ)
    seen = read_figure(GridCell("text", shown.figure), written_unit, indicator, where)
    if (seen.value is None and seen.bounds is None) or seen.doubt is not None:
        return Figure(None, (*differ, *seen.problems))
    kept = read_figure(cell._replace(shown=None), written_unit, indicator, where)
    if kept.value is None and not (written_unit or "").strip():
        # No unit but the one that is shown: the stored number says nothing against it.
        return seen
    return seen if kept.value == _value_of(seen) else Figure(None, differ)


def _value_of(figure: Figure) -> Decimal | None:
    return figure.value if figure.bounds is None else figure.bounds.figure
