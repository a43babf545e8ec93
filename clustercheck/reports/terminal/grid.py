"""Grids: columns as wide as their texts, two cells apart, laid out as rich lays out `Table.grid(padding=(0, 2, 0, 0))`.

A grid of printable texts that fit, or fold, is laid out here, byte for byte the same, for importing rich takes as long
as the rest of a short run. Everything else is left to rich; `tests/reports/test_terminal_grid.py` holds both equal.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from clustercheck.model.hints import TYPE_CHECKING, TypeAlias
from clustercheck.model.patterns import pattern
from clustercheck.model.records import NamedTuple
from clustercheck.reports.terminal.screen import Line, Screen
from clustercheck.reports.terminal.widths import cell_len

if TYPE_CHECKING:
    from rich.table import Table

# A text with its style, or several texts side by side, each with its own.
Cell: TypeAlias = "tuple[str, str] | Line"

_GAP = 2
_WIDEST = 2  # of a character
_WORD = pattern(r"\s*\S+\s*")
# Characters that alter the width of their neighbours.
_JOINING = ("\u200d", "\ufe0f")


class Column(NamedTuple):
    """How a column is laid out. `least` and `most` are widths in cells, 0 for none; `folds` breaks words that do not fit."""

    style: str = ""
    folds: bool = False
    wraps: bool = True
    right: bool = False
    least: int = 0
    most: int = 0


def show_grid(
    rows: Sequence[Sequence[Cell]],
    columns: Sequence[Column],
    screen: Screen,
    *,
    width: int = 0,
    crop: bool = True,
) -> None:
    """Print rows as a grid; `width` is that of a grid that is wider than the screen."""
    lines = _laid_out(rows, columns, screen.width) if screen.lays_out and not width else None
    if lines is None:
        screen.console.print(_by_rich(rows, columns, width or None), crop=crop)
    else:
        screen.show(lines, crop=crop)


def _by_rich(rows: Sequence[Sequence[Cell]], columns: Sequence[Column], width: int | None) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, _GAP, 0, 0))
    table.width = width
    for column in columns:
        table.add_column(
            style=column.style,
            overflow="fold" if column.folds else "ellipsis",
            no_wrap=not column.wraps,
            justify="right" if column.right else "left",
            min_width=column.least or None,
            max_width=column.most or None,
        )
    for row in rows:
        table.add_row(*[Text(*cell) if isinstance(cell, tuple) else Text.assemble(*cell) for cell in row])
    return table


def _laid_out(rows: Sequence[Sequence[Cell]], columns: Sequence[Column], width: int) -> list[Line] | None:
    """The lines of a grid; None if rich has to lay it out."""
    if not rows or not all(all(map(_is_plain, row, columns)) for row in rows):
        return None
    gaps = [_GAP] * (len(columns) - 1) + [0]
    widths = _widths(rows, columns, gaps, width)
    if widths is None:
        return None
    lines: list[Line] = []
    for row in rows:
        laid = []
        for cell, column, each, gap in zip(row, columns, widths, gaps, strict=True):
            broken = _broken(cell, column, each - gap)
            if broken is None:
                return None
            laid.append([_filled(line, cell, column, each - gap, gap) for line in broken])
        blanks = [[(" " * each, column.style)] for each, column in zip(widths, columns, strict=True)]
        for parts in zip_longest(*laid):
            line: Line = []
            for part, blank in zip(parts, blanks, strict=True):
                line += blank if part is None else part
            lines.append(line)
    return lines


def _widths(
    rows: Sequence[Sequence[Cell]], columns: Sequence[Column], gaps: Sequence[int], most: int
) -> list[int] | None:
    """The width of each column with the gap behind it; None if they do not fit in one step."""
    whole = [
        min(most, max(cell_len(_text(cell)) for cell in cells) + gap)
        for cells, gap in zip(zip(*rows, strict=True), gaps, strict=True)
    ]

    def held(widths: Sequence[int]) -> list[int]:
        found = []
        for width, column, gap in zip(widths, columns, gaps, strict=True):
            width = max(width, column.least + gap) if column.least else width
            found.append(min(width, column.most + gap) if column.most else width)
        return found

    widths = [width or 1 for width in held(whole)]
    if sum(widths) <= most:
        return widths
    widths = _narrowed(widths, [column.wraps for column in columns], most)
    fits = sum(widths) <= most and min(map(int.__sub__, widths, gaps)) >= _WIDEST
    return widths if fits and widths == held(list(map(min, whole, widths))) else None


def _is_plain(cell: Cell, column: Column) -> bool:
    text = _text(cell)
    if column.right and text.endswith(" "):
        return False
    if column.style and any(style for _text, style in _spans(cell)):
        return False
    return text.isprintable() and not any(each in text for each in _JOINING)


def _text(cell: Cell) -> str:
    return cell[0] if isinstance(cell, tuple) else "".join([text for text, _style in cell])


def _spans(cell: Cell) -> Line:
    """The texts of a cell; those without a style are one where they stand side by side."""
    if isinstance(cell, tuple):
        return [cell]
    found: Line = []
    for text, style in cell:
        if found and not style and not found[-1][1]:
            found[-1] = found[-1][0] + text, ""
        else:
            found.append((text, style))
    return found


def _narrowed(widths: list[int], wraps: Sequence[bool], most: int) -> list[int]:
    """Widths of at most so much in all where possible: the widest columns that wrap give way first."""
    while any(wraps) and (excess := sum(widths) - most) > 0:
        widest = max(width for width, may in zip(widths, wraps, strict=True) if may)
        second = max(
            width if may and width != widest else 0 for width, may in zip(widths, wraps, strict=True)
        )
        giving = [may and width == widest for width, may in zip(widths, wraps, strict=True)]
        if widest == second:
            break
        each_at_most, left, count = min(excess, widest - second), excess, sum(giving)
        narrowed = []
        for width, gives in zip(widths, giving, strict=True):
            given = min(each_at_most, round(left / count)) if gives and count else 0
            narrowed.append(width - given)
            left, count = left - given, count - gives
        widths = narrowed
    return widths


def _broken(cell: Cell, column: Column, width: int) -> list[Line] | None:
    """The lines of a cell without what fills them up; None if rich has to break it."""
    text, spans = _text(cell), _spans(cell)
    if cell_len(text) <= width:
        return [list(spans)]
    if not column.wraps or (len(spans) > 1 and not column.folds):
        return None
    ends = _breaks(text, width, column.folds)
    lines = [_part(spans, begin, end) for begin, end in zip([0, *ends], [*ends, len(text)], strict=True)]
    return lines if column.folds else [[(_cut_short(each, width), style)] for ((each, style),) in lines]


def _breaks(text: str, width: int, folds: bool) -> list[int]:
    """Where a text is broken: before a word that does not fit; where it folds, also within one longer than a line."""
    ends: list[int] = []
    used = 0
    for match in _WORD.finditer(text):
        word, start = match[0], match.start()
        needed = cell_len(word.rstrip())
        if needed <= width - used:
            used += cell_len(word)
        elif needed > width:
            *whole, last = _chopped(word, width) if folds else [word]
            for piece in whole:
                ends += [start] if start else []
                start += len(piece)
            ends += [start] if start else []
            used = cell_len(last)
        elif used and start:
            ends.append(start)
            used = cell_len(word)
    return ends


def _cut_short(text: str, width: int) -> str:
    """A line that may not be folded: too long, it ends in `…`."""
    spare = len(text) - max(width, len(text.rstrip()))
    text = text[: len(text) - spare] if spare > 0 else text
    if cell_len(text) <= width:
        return text
    head = _chopped(text, width - 1)[0]
    return head + " " * (width - 1 - cell_len(head)) + "…"


def _chopped(word: str, width: int) -> list[str]:
    pieces, begin, used = [], 0, 0
    for position, character in enumerate(word):
        needed = cell_len(character)
        if used + needed > width:
            pieces.append(word[begin:position])
            begin, used = position, 0
        used += needed
    return [*pieces, word[begin:]]


def _part(spans: Sequence[tuple[str, str]], begin: int, end: int) -> Line:
    found, at = [], 0
    for text, style in spans:
        piece = text[max(0, begin - at) : max(0, end - at)]
        at += len(text)
        if piece:
            found.append((piece, style))
    return found


def _filled(line: Line, cell: Cell, column: Column, width: int, gap: int) -> Line:
    """A line of a cell, filled up to its width and with the gap behind it, in the styles in which rich writes them."""
    own = cell[1] if isinstance(cell, tuple) else ""
    line = _cut(line, width)
    missing = " " * (width - sum([cell_len(text) for text, _style in line]))
    if column.right:
        begins = bool(line) and line[0][1] == own
        line = [(missing + line[0][0], own), *line[1:]] if begins else [(missing, own), *line]
    elif line and line[-1][1] == own:
        line[-1] = line[-1][0] + missing, own
    else:
        line.append((missing, own))
    return [(text, style or column.style) for text, style in (*line, (" " * gap, "")) if text]


def _cut(line: Line, width: int) -> Line:
    """A line without the spaces at its end that do not fit."""
    excess = sum([cell_len(text) for text, _style in line]) - width
    kept: Line = []
    for text, style in reversed(line):
        cut = min(max(0, excess), len(text))
        excess -= cut
        kept.append((text[: len(text) - cut], style))
    return kept[::-1]
