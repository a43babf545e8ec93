"""Find the indicator, year and cluster of each cell, on the form's own sheets and in any other table."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import filterfalse

from clustercheck.formats.cells import Grid, Workbook, cell_ref
from clustercheck.model.cluster import Cell
from clustercheck.model.hints import TYPE_CHECKING
from clustercheck.model.patterns import pattern
from clustercheck.model.problems import Name, Where, error, warning
from clustercheck.model.speed import is_quick
from clustercheck.tables.collection import Found
from clustercheck.tables.examples import is_example, may_be_the_form
from clustercheck.tables.form_lines import read_answers, read_loose_lines, read_profile
from clustercheck.tables.hidden_figures import used_but_hidden
from clustercheck.tables.indicator_rows import read_indicators
from clustercheck.tables.known_names import FIRST_OF_ITEMS
from clustercheck.tables.meanings import year_in
from clustercheck.tables.merged_figures import spanning_figures
from clustercheck.tables.mixed_clusters import note_tabs
from clustercheck.tables.quick.known_sheets import SheetKeeper
from clustercheck.tables.reading import Ignored
from clustercheck.tables.remarked_figures import remarked_figures
from clustercheck.tables.roles import FIRST_OF_FIGURES, Role, is_figure
from clustercheck.tables.sheet import Row, Sheet
from clustercheck.tables.side_sheets import JUDGEMENTS, RULINGS, is_side_name, judgements_on, rulings_on
from clustercheck.tables.surroundings import Governing
from clustercheck.tables.table import Table
from clustercheck.tables.table_search import tables_in
from clustercheck.tables.target_sheets import TARGET_SHEET, is_target_name, stands_behind_a_form
from clustercheck.tables.vocabulary import Known

_new = tuple.__new__
_NOTHING = Governing()
_TARGETS = Name("规划的目标，不是实际数", "targets of a plan, and no results")
_EXAMPLE = Name("填报示例，不是填报的内容", "an example, and not what was filled in")
# The last characters of the names of sheets that stand beside a form.
_ENDS_APART = frozenset([name[-1] for name in (TARGET_SHEET, RULINGS, JUDGEMENTS)])
# Rows outside of tables that are looked at together.
_ROWS_AT_ONCE = 10
# Chinese words that begin neither an item nor a figure. Every year in words has 一 or 二, and every other one 19 or 20.
_FIRST = "".join(sorted([each for each in FIRST_OF_ITEMS | FIRST_OF_FIGURES if each >= "一"]))
_SILENT = pattern(r"W(?:\nW)*".replace("W", f"(?![{_FIRST}])[丁-事亍-鿿][丁-事亍-鿿!-9;-~（）、]*"))

if TYPE_CHECKING:
    from clustercheck.model.label_map import LabelMap
    from clustercheck.tables.owners import Owner, Owners


def lay_out(workbook: Workbook, file: str, label_map: LabelMap | None = None) -> Found:
    """Everything recognised in a workbook, with the problems of its cells."""
    found = _laid_out(workbook, file, label_map, None)
    if "name" in found.disputed:
        from clustercheck.tables.owners import owners_of

        owners = owners_of(workbook)
        if owners is not None:
            again = _laid_out(workbook, file, label_map, owners)
            if sum(1 for cluster in again.clusters.values() if cluster.observations) > 1:
                return again
    elif len(workbook.sheets) > 1 or len(found.titled) > 1:
        note_tabs(found, workbook.sheets)
    return found


def _laid_out(workbook: Workbook, file: str, label_map: LabelMap | None, owners: Owners | None) -> Found:
    """Like `lay_out`, with the lines that name clusters if there are several."""
    found = Found(file, Known(label_map))
    # A single sheet is read, whatever its name.
    filled = [grid for grid in workbook.sheets if grid.rows]
    if len(filled) > 1 and _may_stand_apart(filled):
        _set_apart(filled, workbook, found)
    known, examples, without_codes = list[Grid](), list[Grid](), list[Grid]()
    for grid in filled:
        before = found.used
        of_sheet = () if owners is None else owners[grid.name]
        keeper = None if of_sheet else SheetKeeper(grid, found)
        if keeper is not None and keeper.take():
            known.append(grid)
        elif len(filled) > 1 and is_example(grid):
            examples.append(grid)
        else:
            tables = _read_sheet(grid, found, of_sheet, keeper)
            if any("code" not in table.roles for table in tables):
                without_codes.append(grid)
        if grid.hidden:
            _note_hidden(grid, before, found, file)
    for grid in examples:
        if found.is_empty and may_be_the_form(grid):
            before = found.used
            _read_sheet(grid, found, () if owners is None else owners[grid.name], None)
            if grid.hidden:
                _note_hidden(grid, before, found, file)
            found.problems.append(warning("C260", Where(file, grid.name or None), sheet=grid.name))
        else:
            _pass_over_example(grid, found, file)
    found.soften_lists()
    if len(known) < len(workbook.sheets):
        of_known = set(map(id, known))
        unknown = [grid for grid in workbook.sheets if id(grid) not in of_known]
        found.problems += spanning_figures(unknown, found, file)
    found.problems += remarked_figures(without_codes, found, file)
    found.problems += used_but_hidden(workbook, found, file)
    if found.known.has_map:
        found.problems += found.known.unused()
    return found


def _may_stand_apart(sheets: Sequence[Grid]) -> bool:
    """Whether one of these sheets is no sheet of the form."""
    # A Chinese character at the end stays there when the name is folded.
    tabs = [
        sheet.tab for sheet in sheets if (last := sheet.name[-1:]) in _ENDS_APART or not "一" <= last <= "鿿"
    ]
    return any(is_target_name(tab) or is_side_name(tab) for tab in tabs)


def _set_apart(filled: list[Grid], workbook: Workbook, found: Found) -> None:
    """Take the sheets beside a form out of those that are read as one."""
    if len(filled) > 2 and stands_behind_a_form(workbook):
        for grid in [grid for grid in filled if is_target_name(grid.tab)]:
            filled.remove(grid)
            number = min(grid.rows)
            column, cell = grid.rows[number][0]
            found.ignored.append(Ignored(Cell(grid.name, cell_ref(number, column)), cell.text, _TARGETS))
    if len(filled) > 1:
        for grid in [grid for grid in filled if is_side_name(grid.tab)]:
            filled.remove(grid)
            found.rulings += rulings_on(grid)
            found.judgements += judgements_on(grid)


def _read_sheet(grid: Grid, found: Found, owners: Sequence[Owner], keeper: SheetKeeper | None) -> list[Table]:
    tables = _SheetReader(Sheet(grid), found, owners).read()
    if keeper is not None:
        keeper.keep(tables)
    return tables


def _note_hidden(grid: Grid, used_before: int, found: Found, file: str) -> None:
    """Warn of a hidden sheet if anything of it is used."""
    if found.used > used_before:
        found.problems.append(warning("C124", Where(file, grid.name or None), sheet=grid.name))


def _pass_over_example(grid: Grid, found: Found, file: str) -> None:
    """Report that an example is not used, and whether the form beside it is blank."""
    number = min(grid.rows)
    column, cell = grid.rows[number][0]
    found.ignored.append(Ignored(Cell(grid.name, cell_ref(number, column)), cell.text, _EXAMPLE))
    where = Where(file, grid.name or None)
    if found.has_figures:
        found.problems.append(warning("C258", where, sheet=grid.name))
    else:
        found.problems.append(error("C259", where, sheet=grid.name))


def _silent_rows(rows: Sequence[tuple[int, Row]]) -> set[int]:
    """Rows of a list, a number and words, of which `read_loose_lines` and `_may_be_pairs` find nothing without a map."""
    numbered = [
        (number, row[1:])
        for number, row in rows
        if len(row) > 2 and row[0][1].kind == "number" and row[-1][1].kind == "text"
    ]
    silent: set[int] = set()
    for begin in range(0, len(numbered), _ROWS_AT_ONCE) if len(numbered) >= _ROWS_AT_ONCE else ():
        numbers, behind = zip(*numbered[begin : begin + _ROWS_AT_ONCE], strict=True)
        words = "\n".join([cell.text for row in behind for _, cell in row])
        if "19" not in words and "20" not in words and _SILENT.fullmatch(words):
            silent.update(numbers)
    return silent


def _may_be_pairs(row: Row) -> bool:
    """Whether a row ends in a year and a figure."""
    return is_figure(row[-1][1]) and year_in(row[-2][1]) is not None


class _SheetReader:
    """Reads the tables of one sheet from top to bottom, then the lines between them."""

    def __init__(self, sheet: Sheet, found: Found, owners: Sequence[Owner]) -> None:
        self._sheet = sheet
        self._whole = self._found = found
        self._owners = owners
        self._numbers = list(sheet.rows)
        self._taken: set[int] = set()

    def read(self) -> list[Table]:
        """Read the sheet; returns its tables."""
        self._found.known.on(self._sheet.tab)
        tables = tables_in(self._sheet, self._found.known)
        for table in tables:
            self._taken.update(range(table.top, table.head + 1))
        for table in tables:
            self._go_to(table.top)
            self._taken |= self._read_table(table)
        rows, silent = self._sheet.rows, set[int]()
        left = list(rows.items())
        if self._taken:
            left = [(number, rows[number]) for number in filterfalse(self._taken.__contains__, rows)]
        if len(left) >= _ROWS_AT_ONCE and is_quick() and not self._owners and not self._found.known.has_map:
            silent = _silent_rows(left)
        for number, row in left:
            if number not in silent:
                if self._owners:
                    self._go_to(number)
                if len(row) < 2 or not _may_be_pairs(row) or not self._read_pairs(number, row):
                    read_loose_lines(self._sheet.name, number, row, self._found)
        return tables

    def _read_pairs(self, number: int, row: Row) -> bool:
        from clustercheck.tables.pairs import read_pairs

        return read_pairs(self._sheet, number, row, self._found)

    def _go_to(self, row: int) -> None:
        """Switch to the cluster of a row if the workbook names several."""
        if self._owners:
            from clustercheck.tables.owners import owner_at

            owner = owner_at(self._owners, row)
            if owner is not None:
                self._found = self._whole.cluster_named(owner.name, owner.cell, owner.row)
            else:
                self._found = self._whole

    def _read_table(self, table: Table) -> set[int]:
        """Take the content of a table and return the numbers of its finished rows."""
        name, found = self._sheet.name, self._found
        rows = self._body(table)
        found.table = str(_new(Cell, (name, cell_ref(table.top, table.left))))
        if table.kind == "figures":
            from clustercheck.tables.table_rows import read_figures

            return read_figures(self._sheet, table, rows, self._around(table), found)
        if table.kind == "indicators":
            around = self._around(table)
            table, rows = self._divided(table), self._filled(table, rows)
            return read_indicators(name, table, rows, around, found)
        if table.kind == "profile":
            read_profile(name, table, rows, found)
        else:
            read_answers(name, table, rows, found)
        return {number for number, _ in rows}

    def _body(self, table: Table) -> list[tuple[int, Row]]:
        numbers = self._numbers
        inside = numbers[bisect_right(numbers, table.head) : bisect_right(numbers, table.bottom)]
        return [(number, self._sheet.rows[number]) for number in inside]

    def _around(self, table: Table) -> Governing:
        if "code" in table.roles and "unit" in table.roles:
            return _NOTHING  # the form says all there is to say in its rows
        from clustercheck.tables.surroundings import governing

        floor = max([number for number in self._taken if number < table.top], default=0)
        return governing(self._sheet, table, self._found.known, floor)

    def _filled(self, table: Table, rows: list[tuple[int, Row]]) -> list[tuple[int, Row]]:
        """The rows with the cluster that is merged over several of them."""
        column = table.roles.get("clusters")
        if column is None:
            return rows
        filled = []
        for number, row in rows:
            above = None if column in dict(row) else self._sheet.above(number, column)
            more = row if above is None else tuple(sorted([*row, (column, above)], key=lambda each: each[0]))
            filled.append((number, more))
        return filled

    def _divided(self, table: Table) -> Table:
        """The table with the columns that name the part a row is about."""
        roles: tuple[Role, ...] = (
            ("divides", "places", "others") if "clusters" not in table.roles else ("divides",)
        )
        if not table.roles.keys() & set(roles):
            return table
        dividing = {}
        for role in roles:
            if role in table.roles:
                heading = self._sheet.shown(table.head, table.roles[role])
                dividing[table.roles[role]] = "" if heading is None else heading.text
        return table._replace(dividing=dividing)
