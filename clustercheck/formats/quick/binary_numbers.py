"""Binary numbers that Python writes as they are shown: the quick way of `number_cell` for a plain format."""

from __future__ import annotations

from clustercheck.formats.cells import GridCell, as_written
from clustercheck.formats.xlsx_cells import AS_SHOWN, SHOWN_DIGITS
from clustercheck.model.patterns import pattern
from clustercheck.model.speed import is_quick

_IS_AS_SHOWN = pattern(AS_SHOWN)


def quick_number(number: float) -> GridCell | None:
    """The cell of a number in a plain format; None if it needs the plain way, or if the quick ways are off."""
    text = repr(number).removesuffix(".0")
    if len(text) > SHOWN_DIGITS or not _IS_AS_SHOWN.fullmatch(text) or not is_quick():
        return None
    return as_written(text)


def quick_packed(packed: int) -> GridCell | None:
    """The cell of a packed number in a plain format; None if it needs the plain way. The quick ways are on."""
    # Only whole numbers from 0 on, perhaps divided by 100: Python writes all of them as they are shown.
    if packed & 0x80000002 != 2:
        return None
    whole = packed >> 2
    text = repr(whole / 100).removesuffix(".0") if packed & 1 else str(whole)
    return as_written(text)
