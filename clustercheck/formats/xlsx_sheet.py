"""The XML of one worksheet to a `Grid`."""

from __future__ import annotations

from clustercheck.formats.archive import Archive
from clustercheck.formats.budget import as_seen, within
from clustercheck.formats.cells import Grid
from clustercheck.formats.quick.around_rows import around_in
from clustercheck.formats.quick.fixed_sheets import fixed_sheet, keep_fixed
from clustercheck.formats.quick.parts import packed_part, pieces, whole
from clustercheck.formats.quick.sheets import quick_sheet
from clustercheck.formats.xlsx_cells import XlsxCells
from clustercheck.formats.xlsx_sheet_walk import SheetWalk
from clustercheck.formats.xml_walk import walk

_new = tuple.__new__


def read_sheet(name: str, hidden: bool, archive: Archive, target: str, cells: XlsxCells) -> Grid:
    """A worksheet by its name, whether it is hidden, and its part. Raises `Refused`."""
    packed = packed_part(archive, target)
    part = None
    quick = None if packed is None else fixed_sheet(packed, archive, cells)
    if packed is not None and quick is None:
        part = whole(packed, archive)
        quick = None if part is None else quick_sheet(name, part, cells)
        if part is not None and quick is not None:
            keep_fixed(packed, len(part), quick)
    shows_all: list[bool] | None = None
    if quick is not None:
        rows, hidden_rows, around, _, _, shows_all = quick
    else:
        sheet = SheetWalk(cells)
        chunks = archive.chunks(target) if part is None else pieces(part)
        walk(chunks, cells.budget, sheet.start, sheet.end, sheet.characters)
        rows, hidden_rows, around = sheet.rows(), sheet.hidden_rows, around_in(sheet.settings)
    columns = frozenset[int]()
    if around.hidden_columns:
        columns = within((column for row in rows.values() for column, _ in row), around.hidden_columns)
    merged, _, shows_zeros = around
    # Which cells are hidden depends on the places of all cells alone, unless zeros are.
    seen = rows if shows_all else as_seen(rows, merged, shows_zeros)
    if not shows_all and shows_all is not None and seen is rows:
        shows_all.append(True)
    return _new(Grid, (name, hidden, seen, merged, frozenset(hidden_rows), columns, ""))
