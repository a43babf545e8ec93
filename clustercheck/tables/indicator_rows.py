"""The rows of a table of indicators: the indicator of each, and its figures by year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from clustercheck.formats.cells import GridCell, cell_ref
from clustercheck.model.cluster import Cell
from clustercheck.model.indicators import INDICATORS
from clustercheck.model.problems import Name, error, warning
from clustercheck.model.records import NamedTuple
from clustercheck.tables.collection import Found
from clustercheck.tables.known_names import code_in, profile_item
from clustercheck.tables.labels import Label, labelled
from clustercheck.tables.observations import note_title, take, take_source, unit_of
from clustercheck.tables.outline import Outline
from clustercheck.tables.quick.lines import may_have_suspects, quick_columns, take_line
from clustercheck.tables.reading import Ignored
from clustercheck.tables.roles import is_figure
from clustercheck.tables.sheet import Row
from clustercheck.tables.surroundings import Governing
from clustercheck.tables.suspects import NO_PLAIN_YEAR, suspected_columns
from clustercheck.tables.table import Table
from clustercheck.tables.text_lines import is_text_line
from clustercheck.tables.unit_columns import DITTOS, Dittos
from clustercheck.tables.unused_columns import report_odd
from clustercheck.tables.unused_lines import end_table, pass_over, report_part

_CODE_UNKNOWN = Name("编码未知", "unknown code")
_OTHER_YEARS = Name(
    "所在表头的年份与上方表头冲突", "its header gives columns other years than the header above"
)


class _Columns(NamedTuple):
    """The columns of a table by their content; a year may have several columns."""

    code: int | None
    name: int | None
    unit: int | None
    cluster: int | None
    group: int | None
    source: int | None
    years: Mapping[int, tuple[int, ...]]
    of_years: frozenset[int]
    units: Mapping[int, str]
    around: Governing
    dittos: Dittos
    suspects: frozenset[int] = frozenset()


class _State:
    """What earlier rows say about a row: the outline of labels, and the current cluster."""

    def __init__(self, found: Found) -> None:
        self.outline = Outline(found.known, found.suggestions)
        self.cluster = found


def read_indicators(
    sheet: str, table: Table, rows: Sequence[tuple[int, Row]], around: Governing, found: Found
) -> set[int]:
    """Take the figures of a table and return the numbers of the rows that were recognised or reported."""
    if table.clashes is not None:
        return _refuse(sheet, table, rows, found)
    suspects = suspected_columns(table, rows) if may_have_suspects(table, rows) else {}
    report_odd(sheet, table, rows, found, suspects)
    if not table.years:
        return {number for number, _ in rows}
    if suspects:
        years = tuple(sorted([*table.years, *suspects.items()]))
        table = table._replace(years=years, right=max(table.right, *suspects))
    columns = _columns(table, rows, around, frozenset(suspects))
    state = _State(found)
    quick = None if suspects else quick_columns(table)
    taken, of_ours = set(), False
    for number, row in rows:
        if quick is not None and take_line(sheet, number, row, quick, state.outline, found):
            of_ours = True
            taken.add(number)
            continue
        cells = {column: cell for column, cell in row if table.left <= column <= table.right}
        if not cells:
            continue
        if _heads_another(cells, columns, found):
            column, cell = row[0]
            names = (dict(below).get(columns.name or 0) for other, below in rows if other > number)
            end_table(Cell(sheet, cell_ref(number, column)), cell.text, names, found)
            break
        if table.dividing and report_part(sheet, number, cells, table.dividing, found):
            taken.add(number)
            continue
        done = _read_row(sheet, number, cells, columns, state, found)
        of_ours = of_ours or done is True
        if done is not None:
            taken.add(number)
    # The years of a table without a known line do not count.
    if of_ours:
        found.years.update(columns.years)
        _report_doubled(sheet, table, columns, found)
    return taken


def _columns(
    table: Table, rows: Sequence[tuple[int, Row]], around: Governing, suspects: frozenset[int]
) -> _Columns:
    years: dict[int, tuple[int, ...]] = {}
    for column, year in table.years:
        years[year] = (*years.get(year, ()), column)
    name = table.roles.get("name")
    if name is None:
        name = _first_text_column(table, rows)
    return _Columns(
        table.roles.get("code"),
        name,
        table.roles.get("unit"),
        table.roles.get("clusters"),
        table.roles.get("group"),
        table.roles.get("source"),
        years,
        frozenset(column for column, _ in table.years),
        table.units,
        around,
        Dittos(rows, table.roles.get("unit"), name),
        suspects,
    )


def _first_text_column(table: Table, rows: Sequence[tuple[int, Row]]) -> int | None:
    first_year = min(column for column, _ in table.years)
    others = {*table.roles.values(), table.roles.get("clusters")}
    return min(
        (
            column
            for _, row in rows
            for column, cell in row
            if cell.kind == "text" and table.left <= column < first_year and column not in others
        ),
        default=None,
    )


def _heads_another(cells: Mapping[int, GridCell], columns: _Columns, found: Found) -> bool:
    """Whether a row has words in the places of figures: the header of a table that is not understood."""
    over = [cell for column, cell in cells.items() if column in columns.of_years]
    if len(over) < 2 or any(is_figure(cell) for cell in over):
        return False
    if columns.code is not None and (code := cells.get(columns.code)) is not None and code_in(code.text):
        return False
    name = None if columns.name is None else cells.get(columns.name)
    if name is not None and found.known.label(name.text) is not None:
        return False
    return not is_text_line(name, cells.get(columns.unit or 0), over)


def _read_row(
    sheet: str, number: int, cells: Mapping[int, GridCell], columns: _Columns, state: _State, found: Found
) -> bool | None:
    """Whether a row was taken; None if it does not belong to the table."""
    if columns.cluster is not None and (named := cells.get(columns.cluster)) is not None:
        place = Cell(sheet, cell_ref(number, columns.cluster))
        state.cluster = found.cluster_named(named.text, place, number)
        state.outline = Outline(found.known, found.suggestions)
    if columns.group is not None and (group := cells.get(columns.group)) is not None:
        state.outline.group(group.text)
    filled = [column for column in cells if column in columns.of_years]
    label = _label(sheet, number, cells, columns, bool(filled), state, found)
    if label is None:
        # A row with figures is a line of the table, whatever its label: 主导产业 under 总产值 is no profile line.
        return False if any(cells[column].kind == "number" for column in filled) else None
    indicator = label.indicator
    unit_cell = None if columns.unit is None else cells.get(columns.unit)
    of_row = "" if unit_cell is None else unit_cell.text
    if of_row.strip() in DITTOS:
        of_row = columns.dittos.resolved(number, of_row)
    unit = unit_of(label, of_row, "", columns.around.units)
    for year, places in columns.years.items():
        if label.year is not None and label.year != year:
            continue
        column = places[0]
        heading = columns.units.get(column)
        take(
            state.cluster, indicator, year, cells.get(column), Cell(sheet, cell_ref(number, column)),
            unit_of(label, of_row, heading, columns.around.units) if heading else unit,
            _doubt_of(places, cells, columns),
        )  # fmt: skip
    if columns.source is not None and columns.source in cells:
        place = Cell(sheet, cell_ref(number, columns.source))
        take_source(state.cluster, indicator, cells[columns.source], place)
    return True


def _doubt_of(places: tuple[int, ...], cells: Mapping[int, GridCell], columns: _Columns) -> str:
    """The code of the error in the columns of a year."""
    if len(places) > 1 and any(place in cells for place in places):
        return "C121"
    if places[0] not in columns.suspects or places[0] not in cells:
        return ""
    # Where a year stands over two columns, the second may be the next year's.
    doubled = sum(places[0] in others for others in columns.years.values()) > 1
    return "C121" if doubled else NO_PLAIN_YEAR


def _label(
    sheet: str,
    number: int,
    cells: Mapping[int, GridCell],
    columns: _Columns,
    has_figures: bool,
    state: _State,
    found: Found,
) -> Label | None:
    """The indicator of a row, by its code if it has one, else by its label; None for an irrelevant row."""
    code_cell = None if columns.code is None else cells.get(columns.code)
    name_cell = None if columns.name is None else cells.get(columns.name)
    name = name_cell.text if name_cell is not None and name_cell.kind == "text" else ""
    code = code_in(code_cell.text) if code_cell is not None else None
    if code is not None and columns.code is not None:
        place = Cell(sheet, cell_ref(number, columns.code))
        label = _by_code(code, labelled(name) if name else None, name, place, found)
        if label is not None:
            state.outline.governing(label, name)
        return label
    if not name or columns.name is None:
        return None
    if not has_figures and found.known.label(name) is None:
        state.outline.section(name)
        return None
    item = state.outline.read(name)
    if item.label is not None:
        note_title(found, item.label, name, Cell(sheet, cell_ref(number, columns.name)))
    if item.label is None and has_figures and profile_item(name) is None:
        pass_over(Cell(sheet, cell_ref(number, columns.name)), name, item, found)
    return item.label


def _by_code(code: str, by_name: Label | None, name: str, place: Cell, found: Found) -> Label | None:
    own = found.known.own(code)
    if own is not None:
        return Label(own)
    indicator = INDICATORS.get(code)
    if indicator is None:
        nearest = found.suggestions.code(code, INDICATORS)
        found.ignored.append(Ignored(place, code, _CODE_UNKNOWN))
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


def _refuse(sheet: str, table: Table, rows: Sequence[tuple[int, Row]], found: Found) -> set[int]:
    assert table.clashes is not None
    first = Cell(sheet, cell_ref(table.clashes.top, table.clashes.left))
    found.problems.append(
        error("C120", found.where(Cell(sheet, cell_ref(table.top, table.left))), first=str(first))
    )
    for number, row in rows:
        column, cell = row[0]
        found.ignored.append(Ignored(Cell(sheet, cell_ref(number, column)), cell.text, _OTHER_YEARS))
    return {number for number, _ in rows}


def _report_doubled(sheet: str, table: Table, columns: _Columns, found: Found) -> None:
    for year, places in columns.years.items():
        if len(places) > 1:
            cells = [Cell(sheet, cell_ref(table.top, column)) for column in places]
            found.problems.append(
                error("C121", found.where(cells[1]), year=year, cells=[str(cell) for cell in cells])
            )
