"""Strings as stored in a workbook."""

from __future__ import annotations

import re

from clustercheck.formats.cells import GridCell
from clustercheck.model.patterns import pattern
from clustercheck.model.speed import cached

_ESCAPE = pattern("_x([0-9A-Fa-f]{4})_")


@cached()
def text_cell(text: str) -> GridCell | None:
    """A stored string as a cell; None for a blank one."""
    bare = unescaped(text)
    return GridCell("text", bare) if bare.strip() else None


def unescaped(text: str) -> str:
    """A stored string with its `_x000D_` escapes undone."""
    return _ESCAPE.sub(_character, text) if "_x" in text else text


def _character(match: re.Match[str]) -> str:
    character = chr(int(match[1], 16))
    return "\N{REPLACEMENT CHARACTER}" if "\ud800" <= character <= "\udfff" else character
