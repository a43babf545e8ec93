"""Many cells in few words: `指标!D6–F12、D15`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from clustercheck.model.cluster import Cell
from clustercheck.texts.messages import _, listed

_REF = re.compile(r"([A-Z]{1,3})(\d{1,7})", re.ASCII)


def ranges_of(cells: Iterable[Cell]) -> str:
    """The cells by sheet, neighbours as a range; a reference of another form stands as it is."""
    by_sheet: dict[str, list[str]] = {}
    for cell in dict.fromkeys(cells):
        by_sheet.setdefault(cell.sheet, []).append(cell.ref)
    parts = []
    for sheet, refs in by_sheet.items():
        ranges = listed(_ranges(refs))
        parts.append(f"{sheet}!{ranges}" if sheet else ranges)
    return _("; ").join(parts)


def _ranges(refs: list[str]) -> list[str]:
    """Runs of columns within a row, then equal runs of adjoining rows as one block."""
    columns_of: dict[int, set[int]] = {}
    others = []
    for ref in refs:
        match = _REF.fullmatch(ref)
        if match is None:
            others.append(ref)
        else:
            columns_of.setdefault(int(match[2]), set()).add(_number(match[1]))
    blocks: list[tuple[int, int, int, int]] = []
    for row, columns in sorted(columns_of.items()):
        for left, right in _runs(columns):
            above = next((b for b in blocks if b[:2] == (left, right) and b[3] == row - 1), None)
            if above is not None:
                blocks[blocks.index(above)] = (left, right, above[2], row)
            else:
                blocks.append((left, right, row, row))
    return [*(_range_name(*block) for block in blocks), *others]


def _runs(columns: set[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for column in sorted(columns):
        if runs and runs[-1][1] == column - 1:
            runs[-1] = (runs[-1][0], column)
        else:
            runs.append((column, column))
    return runs


def _range_name(left: int, right: int, top: int, bottom: int) -> str:
    first, last = f"{_letters(left)}{top}", f"{_letters(right)}{bottom}"
    return first if first == last else f"{first}–{last}"


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
