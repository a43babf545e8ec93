"""Worksheets whose parts are the same bytes in every copy of a form: its guide, or texts that stand in the string table.

Such a sheet is known by its packed bytes and is not even unpacked. Only its strings are looked up.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from clustercheck.formats.archive import Archive, Packed, unpacked
from clustercheck.formats.cells import GridCell, KeptRows, Refused
from clustercheck.formats.quick.around_rows import Around, around_rows
from clustercheck.formats.quick.rows import FixedRow, are_blank, fixed_row, strings_at
from clustercheck.formats.quick.sheets import QuickSheet
from clustercheck.formats.xlsx_cells import XlsxCells
from clustercheck.model.hints import TypeAlias
from clustercheck.model.records import NamedTuple
from clustercheck.model.speed import cached, known_answers, was_met

# Cache limits, in packed bytes: of a sheet, and of all; those of ten standards by the programs that save them. Of a
# sheet also in unpacked ones.
_LONGEST, _LONGEST_IN_ALL = 3072, 192 * 1024
_LONGEST_UNPACKED = 24 * 1024

_Strings: TypeAlias = tuple[GridCell | None, ...]


class _FixedSheet(NamedTuple):
    """A sheet of texts and of references to shared strings.

    `strings` takes those of all rows from the table, one row after the other. `filled` are the strings and the rows of
    the last file that was read: one entry, or none yet.
    """

    length: int
    around: Around
    tags: int
    characters: int
    cells: int
    hidden_rows: frozenset[int]
    rows: Sequence[FixedRow]
    strings: Callable[[Sequence[GridCell | None]], _Strings]
    filled: list[tuple[_Strings, KeptRows]]


def fixed_sheet(packed: Packed, archive: Archive, cells: XlsxCells) -> QuickSheet | None:
    """A sheet that was met in other files, counted in the budget; None for any other, with nothing counted."""
    if len(packed.data) > _LONGEST or cells.has_blank_strings:
        return None
    sheet = _known_sheet(packed)
    if sheet is None and was_met(packed):
        sheet = _fixed_sheet(packed)
    return None if sheet is None else _counted(sheet, archive, cells)


@cached(64, _LONGEST + 16, _LONGEST_IN_ALL)
def _fixed_sheet(packed: Packed) -> _FixedSheet | None:
    """The sheet of these bytes; None if it has anything but texts and shared strings, in plain rows in order."""
    try:
        part = unpacked(packed, _LONGEST_UNPACKED)
        split = None if part is None else around_rows(part)
    except Refused:
        return None
    if part is None or split is None:
        return None
    around, tags, body = split
    *pieces, end = body.split(b"</row>")
    rows = [row for row in map(fixed_row, pieces) if row is not None]
    numbers = [row.number for row in rows]
    if len(rows) < len(pieces) or sorted(set(numbers)) != numbers or not are_blank(end):
        return None
    filled = [row for row in rows if row.cells or row.columns]
    return _FixedSheet(
        len(part),
        around,
        tags + len(pieces) + end.count(b"<") + sum([row.tags for row in rows]),
        sum([row.characters for row in rows]),
        sum([len(row.cells) + len(row.columns) for row in filled]),
        frozenset([row.number for row in filled if row.hidden]),
        filled,
        strings_at([index for row in filled for index in row.indexes]),
        [],
    )


# A sheet that was met before; a look-up costs no call.
_known_sheet = known_answers(_fixed_sheet)


def _counted(sheet: _FixedSheet, archive: Archive, cells: XlsxCells) -> QuickSheet | None:
    budget, before = cells.budget, cells.budget.counts()
    try:
        rows = _filled(sheet, cells.strings)
        sheet.around.take_from(budget)
        budget.keep_more(sheet.characters)
        budget.spend(sheet.tags)
        if sheet.cells <= budget.cells:
            budget.cells -= sheet.cells
            archive.count(sheet.length)
            return QuickSheet(rows, sheet.hidden_rows, sheet.around)
    except (Refused, IndexError):
        pass
    budget.set_back(before)
    return None


def _filled(sheet: _FixedSheet, table: Sequence[GridCell | None]) -> KeptRows:
    """The rows with these strings: those of the last file if it had the same ones."""
    strings = sheet.strings(table)
    if sheet.filled and sheet.filled[0][0] == strings:
        return sheet.filled[0][1]
    rows = KeptRows({row.number: row.row(table) for row in sheet.rows})
    sheet.filled[:] = [(strings, rows)]
    return rows
