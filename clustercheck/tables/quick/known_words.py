"""A quick way for 基本信息 and 定性条件 of a form: what a row says is kept with the row, and the table with its header."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from clustercheck.formats.cells import LONGEST_ROW, Block, Grid, KeptRow, Made, Row, cell_at
from clustercheck.model.hints import Any, TypeAlias
from clustercheck.model.records import NamedTuple
from clustercheck.model.speed import cached
from clustercheck.tables.collection import Found
from clustercheck.tables.examples import ROWS_OF_TITLES, is_example
from clustercheck.tables.form_lines import (
    AnswerLine,
    EntryLine,
    answer_in,
    answer_line,
    entry_in,
    entry_line,
    take_answers,
    take_entry,
)
from clustercheck.tables.header_words import could_head
from clustercheck.tables.meanings import year_in
from clustercheck.tables.merged_figures import is_spanning_figure
from clustercheck.tables.table import Table
from clustercheck.tables.table_search import is_line

# Code and name; content, or answer and evidence.
_Columns: TypeAlias = tuple[int | None, int | None, int, int | None]
_KEPT, _NOT_MADE = frozenset((KeptRow,)), KeptRow.made


class _Plan(NamedTuple):
    """How the lines of a table are read. Rows are kept by its identity."""

    is_profile: bool
    sheet: str
    left: int
    right: int
    code: int
    columns: _Columns


class KnownWords(NamedTuple):
    """A sheet with one such table: its rows down to the table's header, where the table stands, how it is read.

    No block of `merged` begins below these rows or shows a figure in several places.
    """

    numbers: Sequence[int]
    rows: Sequence[Row]
    merged: Sequence[Block]
    table: str
    plan: _Plan


def words_said(
    grid: Grid, tables: Sequence[Table], says_nothing: Callable[[str, int, Row], bool]
) -> KnownWords | None:
    """The one table of a sheet, if it is such a one with short texts above it that say nothing."""
    if len(tables) != 1 or tables[0].kind not in ("answers", "profile"):
        return None
    sheet, _, rows, merged, *_ = grid
    table = tables[0]
    head = {number: row for number, row in rows.items() if number <= table.head}
    if sum([len(cell.text) for row in head.values() for _, cell in row]) > LONGEST_ROW or is_example(grid):
        return None
    if not all(number >= table.top or says_nothing(sheet, number, row) for number, row in head.items()):
        return None
    if any(block[0] > table.head or is_spanning_figure(grid, block) for block in merged):
        return None
    roles, is_profile = table.roles, table.kind == "profile"
    what = roles["content"] if is_profile else roles["answer"]
    columns = roles.get("code"), roles.get("name"), what, roles.get("evidence")
    plan = _plan(is_profile, sheet, table.left, table.right, roles.get("code", 0), columns)
    return KnownWords(
        list(head), list(head.values()), merged, str(cell_at(sheet, table.top, table.left)), plan
    )


def take_words(known: KnownWords, grid: Grid, found: Found) -> bool:
    """Take the lines of a sheet with this header; nothing is taken of any other."""
    numbers, rows = list(grid.rows), list(grid.rows.values())
    head_numbers, head, merged, table, plan = known
    height = len(head)
    if rows[:height] != head or numbers[:height] != head_numbers or grid.merged != merged:
        return False
    # A line may be the title of an example.
    if height < ROWS_OF_TITLES and is_example(grid):
        return False
    numbers, rows = numbers[height:], rows[height:]
    said = _said(plan, numbers, rows)
    if said is None:
        return False
    found.table = table
    if not said or not (found.add_entries(said) if plan.is_profile else found.add_answers(said)):
        _take_one_by_one(plan, numbers, rows, found)
    return True


def _said(plan: _Plan, numbers: Sequence[int], rows: Sequence[Row]) -> dict[str, Any] | None:
    """What is said in rows by the id of the item or condition; None if a row needs the plain way.

    Nothing if lines have problems, or two have the same id.
    """
    said: dict[str, Any] = {}
    silent, is_usual = 0, True
    are_kept = _KEPT.issuperset(map(type, rows))
    for number, row in zip(numbers, rows, strict=True):
        of, id, value = row.made if are_kept else _NOT_MADE  # type: ignore[attr-defined]
        if of is not plan:
            made = _made(plan, number, row)
            if made is None:
                return None
            _, id, value = made
        if id:
            said[id] = value
        elif value is None:
            silent += 1
        else:
            is_usual = False
    return said if is_usual and len(said) + silent == len(rows) else {}


def _made(plan: _Plan, number: int, row: Row) -> Made | None:
    """What is said in a row, kept with it; None if it needs the plain way. A line with problems is left as it is."""
    line = _line(plan, number, row)
    if line is None:
        return None
    made: Made = plan, "", None
    if isinstance(line, EntryLine):
        made = (plan, "", line) if line.problems else (plan, line.item.id, line.entry)
    elif line:
        made = (plan, "", line) if line.problems else (plan, line.id, line.answer)
    if type(row) is KeptRow:
        row.made = made
    return made


def _take_one_by_one(plan: _Plan, numbers: Sequence[int], rows: Sequence[Row], found: Found) -> None:
    for number, row in zip(numbers, rows, strict=True):
        line = _line(plan, number, row)
        if isinstance(line, EntryLine):
            take_entry(line, found)
        elif line:
            take_answers([line], found)


def _line(plan: _Plan, number: int, row: Row) -> EntryLine | AnswerLine | tuple[()] | None:
    """The line in a row, nothing if it has none; None if the row needs the plain way."""
    is_profile, sheet, left, right, code, columns = plan
    if not is_line(row, code, left, right) and could_head(row, year_in):
        return None
    # What is kept with its row is not kept by it too.
    is_kept = type(row) is KeptRow
    if is_profile:
        entry = (entry_in if is_kept else entry_line)(sheet, number, row, columns[:3])
        if entry is not None:
            return entry
        # An unknown item without content is passed over in silence.
        return None if columns[2] in dict(row) else ()
    return (answer_in if is_kept else answer_line)(sheet, number, row, columns) or ()


@cached(64, 200)
def _plan(*of: object) -> _Plan:
    return _Plan._make(of)
