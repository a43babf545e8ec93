"""Strings as stored in a workbook."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import repeat

from clustercheck.formats.cells import GridCell
from clustercheck.model.patterns import pattern
from clustercheck.model.speed import cached

_ESCAPE = pattern("_x([0-9A-Fa-f]{4})_")


_new = tuple.__new__


def text_cell_of(text: str) -> GridCell | None:
    """A stored string as a cell; None for a blank one."""
    bare = unescaped(text)
    # The constructor of a named tuple takes twice as long, and this is done for every string.
    return _new(GridCell, ("text", bare, None, False, None, None)) if bare.strip() else None


text_cell = cached()(text_cell_of)


def text_cells_of(texts: Sequence[str]) -> list[GridCell | None]:
    """The cells of stored strings; None for a blank one."""
    if "_x" in "".join(texts) or not all(map(str.strip, texts)):
        return list(map(text_cell_of, texts))
    # The same in less than half the time.
    fields = zip(repeat("text"), texts, repeat(None), repeat(False), repeat(None), repeat(None))
    return list(map(_new, repeat(GridCell), fields))


def unescaped(text: str) -> str:
    """A stored string with its `_x000D_` escapes undone."""
    return _ESCAPE.sub(_character, text) if "_x" in text else text


def _character(match: re.Match[str]) -> str:
    character = chr(int(match[1], 16))
    return "\N{REPLACEMENT CHARACTER}" if "\ud800" <= character <= "\udfff" else character
