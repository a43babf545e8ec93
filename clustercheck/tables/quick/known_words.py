"""A quick way for 基本信息 and 定性条件 of a form: what a row says is kept with the row, and the table with its header."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from clustercheck.formats.cells import LONGEST_ROW, KeptRow, Row, cell_at
from clustercheck.model.hints import TypeAlias
from clustercheck.model.records import NamedTuple
from clustercheck.model.speed import cached
from clustercheck.tables.collection import Found
from clustercheck.tables.form_lines import (
    AnswerLine,
    EntryLine,
    answer_line,
    entry_line,
    take_answers,
    take_entry,
)
from clustercheck.tables.header_words import could_head
from clustercheck.tables.meanings import year_in
from clustercheck.tables.table import Table
from clustercheck.tables.table_search import is_line

# Code and name; content, or answer and evidence.
_Columns: TypeAlias = tuple[int | None, int | None, int, int | None]


class _Plan(NamedTuple):
    """How the lines of a table are read. Rows are kept by its identity."""

    is_profile: bool
    sheet: str
    left: int
    right: int
    code: int
    columns: _Columns


class KnownWords(NamedTuple):
    """A sheet with one such table: its rows down to the table's header, where the table stands, how it is read."""

    head: Sequence[tuple[int, Row]]
    table: str
    plan: _Plan


def words_said(
    sheet: str,
    rows: Mapping[int, Row],
    tables: Sequence[Table],
    says_nothing: Callable[[str, int, Row], bool],
) -> KnownWords | None:
    """The one table of a sheet, if it is such a one with short texts above it that say nothing."""
    if len(tables) != 1 or tables[0].kind not in ("answers", "profile"):
        return None
    table = tables[0]
    head = [(number, row) for number, row in rows.items() if number <= table.head]
    if sum([len(cell.text) for _, row in head for _, cell in row]) > LONGEST_ROW:
        return None
    if not all(number >= table.top or says_nothing(sheet, number, row) for number, row in head):
        return None
    roles, is_profile = table.roles, table.kind == "profile"
    what = roles["content"] if is_profile else roles["answer"]
    columns = roles.get("code"), roles.get("name"), what, roles.get("evidence")
    plan = _plan(is_profile, sheet, table.left, table.right, roles.get("code", 0), columns)
    return KnownWords(head, str(cell_at(sheet, table.top, table.left)), plan)


def take_words(known: KnownWords, rows: Mapping[int, Row], found: Found) -> bool:
    """Take the lines of a sheet with this header; nothing is taken of any other."""
    plan, numbered = known.plan, iter(rows.items())
    for head in known.head:
        if next(numbered, None) != head:
            return False
    lines = []
    for number, row in numbered:
        kept = row.made if type(row) is KeptRow else None
        if kept is not None and kept[0] is plan:
            line = kept[1]
        else:
            line = _line(plan, number, row)
            if type(row) is KeptRow:
                row.made = plan, line
        if line is None:
            return False
        if line:
            lines.append(line)
    found.table = known.table
    if plan.is_profile:
        for entry in lines:
            take_entry(entry, found)
    else:
        take_answers(lines, found)
    return True


def _line(plan: _Plan, number: int, row: Row) -> EntryLine | AnswerLine | tuple[()] | None:
    """The line in a row, nothing if it has none; None if the row needs the plain way."""
    is_profile, sheet, left, right, code, columns = plan
    if not is_line(row, code, left, right) and could_head(row, year_in):
        return None
    if is_profile:
        if (entry := entry_line(sheet, number, row, columns[:3])) is not None:
            return entry
        # An unknown item without content is passed over in silence.
        return None if columns[2] in dict(row) else ()
    return answer_line(sheet, number, row, columns) or ()


@cached(64, 200)
def _plan(*of: object) -> _Plan:
    return _Plan._make(of)
