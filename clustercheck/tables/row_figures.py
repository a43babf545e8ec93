"""The figures of the rows of a table without codes, each with its indicator, its year and its unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from clustercheck.formats.cells import GridCell, cell_ref, letters_of
from clustercheck.model.cluster import Cell
from clustercheck.tables.collection import Found
from clustercheck.tables.labels import Label
from clustercheck.tables.observations import take
from clustercheck.tables.quick.usual_figures import Place, Planned, take_usual, usual_figures
from clustercheck.tables.row_years import RowYears
from clustercheck.tables.suspects import NO_PLAIN_YEAR
from clustercheck.tables.usable_columns import UsableColumns


class RowFigures:
    """Takes the figures of the rows of one table, whose header begins in the row `top`; `units` stand above it."""

    def __init__(
        self,
        sheet: str,
        top: int,
        usable: UsableColumns,
        row_years: RowYears,
        units: Sequence[str],
        found: Found,
    ) -> None:
        self._sheet, self._top, self._units, self._found = sheet, top, units, found
        self._usable, self._row_years = usable, row_years
        self._columns = [
            (
                column.number,
                letters_of(column.number),
                column.label,
                column.year,
                column.unit,
                column.cluster,
            )
            for column in usable.columns
        ]
        self._names = {number: name for number, _, _, _, _, name in self._columns if name}
        units_of_columns = {unit for _, _, _, _, unit, _ in self._columns}
        # The columns are those of years and nothing else.
        self._are_years = len(units_of_columns) == 1 and all(
            label is None and year is not None for _, _, label, year, _, _ in self._columns
        )
        self._places: list[Place] = [(column[0], column[1], column[3] or 0) for column in self._columns]
        self._may_doubt = bool(self._names or usable.doubled or usable.suspects)
        # Where the columns name the indicators, the same figures stand in all rows of a year.
        self._kept: dict[tuple[str, int | None], list[Planned]] = {}

    def take(
        self,
        number: int,
        cells: Mapping[int, GridCell],
        label: Label | None,
        unit: str,
        year: int | None,
        cluster: Found,
    ) -> bool:
        """Take the figures of a row with this label, unit and year, if it has them; returns whether there are any."""
        plan = self._kept.get((unit, year)) if label is None else None
        if plan is None:
            plan = self._planned(label, unit, year)
            if label is None:
                self._kept[unit, year] = plan
        if not plan:
            return False
        if self._may_doubt or self._row_years.doubt:
            self._take_with_doubts(number, cells, plan, cluster)
        else:
            row = str(number)
            for figures in plan:
                take_usual(cluster, figures, cells, self._sheet, row)
        return True

    def _planned(self, label: Label | None, of_row: str, row_year: int | None) -> list[Planned]:
        """The figures of a row: those whose indicator and year are given, once or by all in the same way."""
        columns, units = self._columns, self._units
        if self._are_years and label is not None and row_year is None and label.year is None:
            self._found.years.update([year for _, _, year in self._places])
            return [(self._places, *usual_figures(label, of_row, columns[0][4], units))]
        plan: list[Planned] = []
        last = of_last = None
        for column, letters, of_label, of_year, of_unit, _ in columns:
            own = label if of_label is None else _both(of_label, label)
            year = None if own is None else _one_year(of_year, row_year, own.year)
            if own is None or year is None:
                continue
            self._found.years.add(year)
            # Most columns of a row have the same.
            if not plan or last is not own or of_last != of_unit:
                last, of_last = own, of_unit
                plan.append(([], *usual_figures(own, of_row, of_unit, units)))
            plan[-1][0].append((column, letters, year))
        return plan

    def _take_with_doubts(
        self, number: int, cells: Mapping[int, GridCell], plan: Sequence[Planned], current: Found
    ) -> None:
        """Take the figures of a row where a column may be doubtful, or of a cluster of its own."""
        labels = {column: label for column, _, label, _, _, _ in self._columns}
        each = [(*place, unit, usual[0]) for places, unit, usual in plan for place in places]
        for column, _, year, unit, indicator in each:
            cluster, name = current, self._names.get(column, "")
            if name:
                cluster = self._found.cluster_named(
                    name, Cell(self._sheet, cell_ref(self._top, column)), self._top
                )
            id = "" if labels[column] is None else indicator.id
            doubt = self._doubt_of(column, self._usable.doubled.get((name, id, year), ()), cells)
            take(
                cluster,
                indicator,
                year,
                cells.get(column),
                Cell(self._sheet, cell_ref(number, column)),
                unit,
                doubt,
            )

    def _doubt_of(self, number: int, doubled: Sequence[int], cells: Mapping[int, GridCell]) -> str:
        """The code of the error in a figure's column or line."""
        if any(place in cells for place in doubled):
            return "C121"
        if number not in cells:
            return ""
        return NO_PLAIN_YEAR if number in self._usable.suspects else self._row_years.doubt


def _both(of_column: Label | None, of_row: Label | None) -> Label | None:
    """The one indicator that a column and a row name together; None if they name two."""
    if of_column is None or of_row is None:
        return of_column or of_row
    return of_column if of_column.indicator is of_row.indicator else None


def _one_year(of_column: int | None, of_row: int | None, of_label: int | None) -> int | None:
    """The one year that is given; None if there is none, or two."""
    if of_row is None and of_label is None:
        return of_column
    found = {year for year in (of_column, of_row, of_label) if year is not None}
    return found.pop() if len(found) == 1 else None
