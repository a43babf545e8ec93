"""The rows of a table of indicators: which indicator each is, and its figures year by year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from clustercheck.cluster import Cell, Observation
from clustercheck.indicators import INDICATORS
from clustercheck.problems import Name, error, warning
from clustercheck.readers.cells import GridCell, cell_ref
from clustercheck.readers.figures import read_figure
from clustercheck.readers.found import Found
from clustercheck.readers.naming import Label, code_in, labelled, profile_item
from clustercheck.readers.tables import Row, Table
from clustercheck.readers.units import unit_name

_UNKNOWN = Name("不是已知的指标", "no known indicator")
_NEARLY = Name("与已知指标相近但不相同，未采用", "close to a known indicator but not the same; not used")
_CODE_UNKNOWN = Name("编码未知", "unknown code")
_OTHER_YEARS = Name(
    "所在表头的年份与上方表头冲突", "its header gives columns other years than the header above"
)
_NO_PLAIN_YEAR = Name("表头不是单纯的年份", "the heading is no plain year")


class _Columns(NamedTuple):
    """Where a table keeps what; a year may stand over several columns."""

    code: int | None
    name: int | None
    unit: int | None
    years: Mapping[int, tuple[int, ...]]


def read_indicators(sheet: str, table: Table, rows: Sequence[tuple[int, Row]], found: Found) -> set[int]:
    """Take the figures of a table; the numbers of the rows that were recognised or answered for."""
    if table.clashes is not None:
        return _refuse(sheet, table, rows, found)
    columns = _columns(table, rows)
    for column, text in table.odd_years:
        heading = Cell(sheet, cell_ref(table.top, column))
        found.ignored.append((heading, text, _NO_PLAIN_YEAR))
        if any(column == filled for _number, row in rows for filled, _cell in row):
            found.problems.append(warning("C129", found.where(heading), text=text))
    taken = set()
    for number, row in rows:
        cells = {column: cell for column, cell in row if table.left <= column <= table.right}
        if not cells:
            continue
        if _read_row(sheet, number, cells, columns, found):
            taken.add(number)
    # What stands over a table without a line of ours is nobody's business.
    if taken:
        found.years.update(columns.years)
        _report_doubled(sheet, table, columns, found)
    return taken


def _columns(table: Table, rows: Sequence[tuple[int, Row]]) -> _Columns:
    years: dict[int, tuple[int, ...]] = {}
    for column, year in table.years:
        years[year] = (*years.get(year, ()), column)
    name = table.roles.get("name")
    if name is None:
        name = _first_text_column(table, rows)
    return _Columns(table.roles.get("code"), name, table.roles.get("unit"), years)


def _first_text_column(table: Table, rows: Sequence[tuple[int, Row]]) -> int | None:
    first_year = min(column for column, _ in table.years)
    others = set(table.roles.values())
    return min(
        (
            column
            for _, row in rows
            for column, cell in row
            if cell.kind == "text" and column < first_year and column not in others
        ),
        default=None,
    )


def _read_row(
    sheet: str, number: int, cells: Mapping[int, GridCell], columns: _Columns, found: Found
) -> bool:
    label = _label(sheet, number, cells, columns, found)
    if label is None:
        return False
    indicator = label.indicator
    unit = _written_unit(label, cells, columns)
    for year, places in columns.years.items():
        place = Cell(sheet, cell_ref(number, places[0]))
        cell = cells.get(places[0])
        figure = read_figure(cell, unit, indicator, found.where(place))
        found.problems.extend(figure.problems)
        doubt = figure.doubt
        if len(places) > 1 and any(column in cells for column in places):
            doubt = "C121"
        text = "" if cell is None else cell.text
        found.add_figure(
            indicator,
            Observation(
                indicator.id, year, figure.value, indicator.unit.name, place, text, doubt, figure.bounds
            ),
        )
    return True


def _written_unit(label: Label, cells: Mapping[int, GridCell], columns: _Columns) -> str:
    """The unit of the row and that of the label; both, where they differ, which no unit is."""
    cell = None if columns.unit is None else cells.get(columns.unit)
    written = "" if cell is None else cell.text.strip()
    if not written or not label.unit:
        return written or label.unit
    return written if unit_name(written) == unit_name(label.unit) else f"{written}、{label.unit}"


def _label(
    sheet: str, number: int, cells: Mapping[int, GridCell], columns: _Columns, found: Found
) -> Label | None:
    """What a row is about, by its code where it has one, else by its label; None for a row of no concern."""
    code_cell = None if columns.code is None else cells.get(columns.code)
    name_cell = None if columns.name is None else cells.get(columns.name)
    name = name_cell.text if name_cell is not None and name_cell.kind == "text" else ""
    by_name = labelled(name) if name else None
    code = code_in(code_cell.text) if code_cell is not None else None
    if code is not None and columns.code is not None:
        place = Cell(sheet, cell_ref(number, columns.code))
        return _by_code(code, by_name, name, place, found)
    if by_name is None and name and columns.name is not None and profile_item(name) is None:
        filled = any(column in cells for places in columns.years.values() for column in places)
        if filled:
            _pass_over(Cell(sheet, cell_ref(number, columns.name)), name, found)
    return by_name


def _by_code(code: str, by_name: Label | None, name: str, place: Cell, found: Found) -> Label | None:
    indicator = INDICATORS.get(code)
    if indicator is None:
        nearest = found.suggestions.code(code, INDICATORS)
        found.ignored.append((place, code, _CODE_UNKNOWN))
        known = INDICATORS[nearest] if nearest else by_name.indicator if by_name else None
        if known is None:
            found.problems.append(warning("C126", found.where(place), written=code))
        else:
            found.problems.append(
                warning("C122", found.where(place), written=code, nearest=known.id, indicator=known.name)
            )
        return None
    if by_name is not None and by_name.indicator is not indicator:
        found.problems.append(
            warning("C128", found.where(place), written=code, indicator=indicator.name, label=name)
        )
        return Label(indicator)
    return Label(indicator, by_name.unit if by_name else "")


def _pass_over(place: Cell, label: str, found: Found) -> None:
    nearest = found.suggestions.indicator(label)
    found.ignored.append((place, label, _UNKNOWN if nearest is None else _NEARLY))
    if nearest is not None:
        found.problems.append(
            warning("C123", found.where(place), label=label, indicator=nearest.name, id=nearest.id)
        )


def _refuse(sheet: str, table: Table, rows: Sequence[tuple[int, Row]], found: Found) -> set[int]:
    assert table.clashes is not None
    first = Cell(sheet, cell_ref(table.clashes.top, table.clashes.left))
    found.problems.append(
        error("C120", found.where(Cell(sheet, cell_ref(table.top, table.left))), first=str(first))
    )
    for number, row in rows:
        column, cell = row[0]
        found.ignored.append((Cell(sheet, cell_ref(number, column)), cell.text, _OTHER_YEARS))
    return {number for number, _ in rows}


def _report_doubled(sheet: str, table: Table, columns: _Columns, found: Found) -> None:
    for year, places in columns.years.items():
        if len(places) > 1:
            cells = [Cell(sheet, cell_ref(table.top, column)) for column in places]
            found.problems.append(
                error("C121", found.where(cells[1]), year=year, cells=[str(cell) for cell in cells])
            )
