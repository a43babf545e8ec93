"""Worksheets whose parts are the same bytes in many copies of a form: its guide, or the usual answers to its questions.

Such a sheet is known by its packed bytes and is not even unpacked. Only its strings are looked up.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from clustercheck.formats.archive import Archive, Packed
from clustercheck.formats.cells import GridCell, KeptRows, Refused
from clustercheck.formats.quick.around_rows import Around
from clustercheck.formats.quick.fixed_rows import FixedRow, Met, Strings, keep_met, met_with, strings_at
from clustercheck.formats.quick.sheets import QuickSheet
from clustercheck.formats.xlsx_cells import XlsxCells
from clustercheck.model.records import NamedTuple
from clustercheck.model.speed import cached, known_answers, was_met

# Cache limits, in packed bytes: of a sheet, and of all; those of ten standards by the programs that save them. Of a
# sheet also in unpacked ones.
_LONGEST, _LONGEST_IN_ALL = 6 * 1024, 384 * 1024
_LONGEST_UNPACKED = 64 * 1024

_new = tuple.__new__


class _FixedSheet(NamedTuple):
    """A sheet of texts and of references to shared strings.

    `strings` takes those of all rows from the table, one row after the other. `filled` are the strings and the rows of
    the last files, for those of several standards come by turns. `shows_all` is as in `QuickSheet`.
    """

    length: int
    around: Around
    tags: int
    characters: int
    cells: int
    hidden_rows: frozenset[int]
    rows: Sequence[FixedRow]
    strings: Callable[[Sequence[GridCell | None]], Strings]
    filled: Met[KeptRows]
    shows_all: list[bool]


def fixed_sheet(packed: Packed, archive: Archive, cells: XlsxCells) -> QuickSheet | None:
    """A sheet that is known from other files, counted in the budget; None for any other, with nothing counted."""
    if len(packed.data) > _LONGEST or cells.has_blank_strings:
        return None
    known = _known_sheet(packed)
    return _counted(known[0], archive, cells) if known else None


def keep_fixed(packed: Packed, length: int, sheet: QuickSheet) -> None:
    """Keep a sheet of so many bytes that was read row by row and met before, if each of its rows is a fixed one."""
    rows = sheet.fixed
    if rows and len(packed.data) <= _LONGEST and length <= _LONGEST_UNPACKED and was_met(packed):
        _fixed_sheet(packed)[:] = [_of_rows(rows, length, sheet)]


@cached(64, _LONGEST + 16, _LONGEST_IN_ALL)
def _fixed_sheet(_packed: Packed) -> list[_FixedSheet]:
    """The sheet of these bytes; empty until it is kept."""
    return []


# A look-up costs no call.
_known_sheet = known_answers(_fixed_sheet)


def _of_rows(rows: Sequence[FixedRow], length: int, sheet: QuickSheet) -> _FixedSheet:
    filled = [row for row in rows if row.cells or row.columns]
    return _FixedSheet(
        length,
        sheet.around,
        sheet.tags,
        sum([row.characters for row in rows]),
        sum([len(row.cells) + len(row.columns) for row in filled]),
        frozenset([row.number for row in filled if row.hidden]),
        filled,
        strings_at([index for row in filled for index in row.indexes]),
        [],
        [],
    )


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
            return _new(QuickSheet, (rows, sheet.hidden_rows, sheet.around, (), 0, sheet.shows_all))
    except (Refused, IndexError):
        pass
    budget.set_back(before)
    return None


def _filled(sheet: _FixedSheet, table: Sequence[GridCell | None]) -> KeptRows:
    """The rows with these strings: those of a file before if it had the same ones."""
    strings = sheet.strings(table)
    rows = met_with(strings, sheet.filled)
    if rows is None:
        rows = KeptRows({row.number: row.row(table) for row in sheet.rows})
        keep_met(strings, rows, sheet.filled)
    return rows
