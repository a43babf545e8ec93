"""Shared strings in the form that spreadsheet programs usually write, split without walking their XML."""

from __future__ import annotations

import re

from clustercheck.formats import limits
from clustercheck.formats.budget import Budget
from clustercheck.formats.cells import GridCell, Refused
from clustercheck.formats.quick.rows import ATTRIBUTES, TEXT, attributes_in
from clustercheck.formats.quick.sheets import DECLARED
from clustercheck.formats.stored_text import text_cell
from clustercheck.model.speed import cached

_STRING = rf'<si><t(?: xml:space="preserve")?>({TEXT}*)</t>'
_STRINGS = f"<sst({ATTRIBUTES})>"
# Cache limit: bytes of a string with its markup.
_LONGEST = 256


def quick_strings(part: bytes, budget: Budget) -> list[GridCell | None] | None:
    """The cells of shared strings, None for a blank one, counted in the budget; None if they must be walked."""
    declared = DECLARED.match(part)
    if declared is None:
        return None
    begin = part.find(b">", declared.end()) + 1
    if not _opens_strings(part[declared.end() : begin]):
        return None
    pieces = part[begin:].rstrip(b" \t\r\n").split(b"</si>")
    if pieces.pop() != b"</sst>" or len(pieces) > limits.LIMITS.strings:
        return None
    found: list[GridCell | None] = []
    characters = 0
    for piece in pieces:
        string = _string(piece)
        if string is None:
            return None
        found.append(string[0])
        characters += string[1]
    before = budget.counts()
    try:
        budget.spend(part.count(b"<"))
        budget.keep_more(characters)
    except Refused:
        budget.set_back(before)
        return None
    return found


def _opens_strings(tag: bytes) -> bool:
    try:
        opening = re.fullmatch(_STRINGS, tag.decode("utf-8"))
    except UnicodeDecodeError:
        return False
    return opening is not None and attributes_in(opening[1]) is not None


@cached(1024, _LONGEST)
def _string(piece: bytes) -> tuple[GridCell | None, int] | None:
    """The cell of a string, and its number of characters; None if it is not plain."""
    try:
        match = re.fullmatch(_STRING, piece.decode("utf-8"))
    except UnicodeDecodeError:
        return None
    return None if match is None else (text_cell(match[1]), len(match[1]))
