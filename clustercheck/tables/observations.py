"""Add one figure of a table to the collection, with its unit and its value."""

from __future__ import annotations

from collections.abc import Sequence

from clustercheck.formats.cells import GridCell
from clustercheck.formats.number_formats import shown
from clustercheck.model.cluster import Cell, Observation, Source
from clustercheck.model.indicators import Indicator
from clustercheck.model.problems import warning
from clustercheck.model.units import unit_name, unit_named
from clustercheck.model.words import means_nothing
from clustercheck.tables.collection import Found
from clustercheck.tables.figures import read_figure
from clustercheck.tables.labels import Label


def take(
    found: Found,
    indicator: Indicator,
    year: int,
    cell: GridCell | None,
    place: Cell,
    unit: str,
    doubt: str = "",
) -> None:
    """Read a cell and add its figure; `doubt` is the code of an error that its column already has."""
    figure = read_figure(cell, unit, indicator, found.where(place))
    found.problems.extend(figure.problems)
    text = "" if cell is None else cell.text
    found.add_figure(
        indicator,
        Observation(
            indicator.id,
            year,
            figure.value,
            indicator.unit.name,
            place,
            text,
            doubt or figure.doubt,
            figure.bounds,
            "" if cell is None or cell.shown is None else stored_under(cell),
        ),
    )


def take_source(found: Found, indicator: Indicator, cell: GridCell | None, place: Cell) -> None:
    """Add the source of a row's figures if its 数据来源 gives one."""
    if cell is not None and cell.kind != "error" and cell.text.strip() and not means_nothing(cell.text):
        found.add_source(indicator.id, Source(cell.text.strip(), place))


def stored_under(cell: GridCell) -> str:
    """The number that a cell stores if its text shows another; else empty."""
    number = "" if cell.number is None else shown(cell.number)
    return "" if number == cell.text else number


def note_title(found: Found, label: Label, text: str, place: Cell) -> None:
    """Note once for each workbook that it calls 创新型中小企业 by the new title."""
    whole = found if found.whole is None else found.whole
    title = label.indicator.new_title
    if title and title in text and not whole.has_new_title:
        whole.has_new_title = True
        whole.problems.append(warning("C156", whole.where(place), label=title))


def unit_of(label: Label, row: str = "", column: str = "", general: Sequence[str] = ()) -> str:
    """The unit for a figure, empty if none is given.

    `row` and `column` are those of its row and column. If they differ from the label's, all of them are joined, which
    is no valid unit. `general` are the units above the table; they apply if there is no other and if they fit.
    """
    if label.mapped and label.unit:
        return label.unit
    dimension = label.indicator.unit.dimension
    written = [unit.strip() for unit in (row, label.unit) if unit.strip()]
    if column and unit_named(column, dimension) is not None:
        written.append(column)
    if not written:
        return next((unit for unit in general if unit_named(unit, dimension) is not None), "")
    if len(written) == 1:
        return written[0]
    return "、".join({unit_name(unit): unit for unit in reversed(written)}.values())
