"""Typed text as the cell that a spreadsheet would make of it: a number, a percentage or a text."""

from __future__ import annotations

import re
from decimal import Decimal

from clustercheck.formats.cells import GridCell
from clustercheck.model.patterns import pattern
from clustercheck.model.quantities import fifteen_digits
from clustercheck.model.speed import cached

_NUMBER = pattern(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_KEPT_AS_TEXT = pattern(r"=\"([^\"]*)\"|'([+-]?[\d.,]+%?)")


@cached(4096, longest=64, in_all=65_536)
def field_cell(written: str) -> GridCell | None:
    """A field as the cell that a spreadsheet would make of it; None for a blank one."""
    text = written.strip()
    # How programs keep Excel from converting a text: ="33.5", '33.5
    if text[:1] in "='" and (kept := _KEPT_AS_TEXT.fullmatch(text)):
        text = (kept[1] or kept[2] or "").strip()
    if not text:
        return None
    if _NUMBER.fullmatch(text):
        number = _number(text)
        return GridCell("text", text) if number is None else GridCell("number", text, number)
    if text[-1] == "%" and _NUMBER.fullmatch(text[:-1]):
        number = _number(text[:-1])
        if number is not None:
            return GridCell("number", text, number.scaleb(-2), True)
    return GridCell("text", text)


def _number(text: str) -> Decimal | None:
    try:
        return fifteen_digits(text)
    except ValueError:
        return None
