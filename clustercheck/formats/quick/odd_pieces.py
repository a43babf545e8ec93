"""A row or a string in any other form, walked alone, so that it does not send its whole part the plain way.

What is cut at each end tag is taken only if every piece is well-formed content by itself: then the whole is, and its
tags are those of the pieces one after the other. Markup that may hide an end tag is not taken.
"""

from __future__ import annotations

from clustercheck.formats.budget import Budget
from clustercheck.formats.cells import Row, in_rows
from clustercheck.formats.quick.parts import HIDING
from clustercheck.formats.xlsx_cells import XlsxCells
from clustercheck.formats.xlsx_sheet_walk import SheetWalk
from clustercheck.formats.xml_walk import walk
from clustercheck.model.hints import Protocol
from clustercheck.model.patterns import pattern

# Longer pieces are left to the plain way, which looks at its limits on tags and texts piece by piece.
LONGEST_ODD = 16 * 1024
_ROW = pattern(rb"[ \t\r\n]*<row[ \t\r\n/>]")
# What is no content of a row; the walk takes it wherever it stands.
_STRAY = pattern(rb"<(?:[^\s<>/:]+:)?(?:mergeCell|col|sheetView)[\s/>]")


class Told(Protocol):
    """Whoever is told of the tags of a piece."""

    characters: list[str]

    def start(self, tag: str, attributes: dict[str, str]) -> None: ...

    def end(self, tag: str) -> None: ...


def walked_alone(piece: bytes, end: bytes, told: Told) -> bool:
    """Tell of the tags of a piece, given without its end tag; returns whether it may be told. Raises `Refused`."""
    if len(piece) > LONGEST_ODD or HIDING.search(piece):
        return False
    # Within a tag of its own, no mark of an encoding at its beginning counts.
    walk((b"<piece>" + piece + end + b"</piece>",), Budget(), told.start, told.end, told.characters)
    return True


def odd_row(piece: bytes, last: int, cells: XlsxCells) -> tuple[int, bool, Row] | None:
    """The number of a row after row `last`, whether it is hidden, and its cells; None if it may not be walked alone.

    Its texts are counted in the budget. Raises `Refused` and `ValueError`.
    """
    if not _ROW.match(piece) or _STRAY.search(piece):
        return None
    told = SheetWalk(cells, last)
    if not walked_alone(piece, b"</row>", told):
        return None
    rows = in_rows(told.cells)
    number = told.row
    if not rows:
        return number, False, ()
    return None if rows.keys() != {number} else (number, number in told.hidden_rows, rows[number])
