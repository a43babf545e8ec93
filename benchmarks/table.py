"""The works of all rows run in turn, and the lines that this comes to."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from statistics import median
from typing import NamedTuple

from rows import Row
from works import Spent, Work

_HEAD = ("files", "command", "takes", "", "divided by", "takes", "ratio", "to be", "goal", "")
_UNITS = {"cpu": "ms", "main": "MiB", "other": "MiB in a worker"}


class Line(NamedTuple):
    """A row with what was found: medians of what is measured and of what it is divided by, and of the rounds' ratios."""

    row: Row
    takes: float
    under: float | None
    ratio: float | None
    word: str


def lines(rows: Sequence[Row], rounds: int) -> list[Line]:
    """Run everything once a round, so that all share what the machine does beside it."""
    kept: dict[tuple[Work, str], list[float]] = {
        (work, row.of): [] for row in rows for work in (row.top, row.under) if work
    }
    spent: dict[Work, Spent] = {}
    for number in range(rounds):
        print(f"round {number + 1} of {rounds}", file=sys.stderr)
        for (work, of), values in kept.items():
            if of == "cpu":
                values.append(work.milliseconds())
            elif not number:
                if work not in spent:
                    spent[work] = work.spent(work.paths)
                values.append(getattr(spent[work], of))
    return [_line(row, kept) for row in rows]


def _line(row: Row, kept: dict[tuple[Work, str], list[float]]) -> Line:
    tops = kept[row.top, row.of]
    unders = kept[row.under, row.of] if row.under else []
    pairs = zip(tops, unders, strict=True) if unders else ()
    more = row.least is not None
    ratios = [under / top * row.cores if more else top / under for top, under in pairs]
    held = median(ratios) if ratios else None if row.of == "cpu" else median(tops)
    return Line(
        row,
        median(tops),
        median(unders) if unders else None,
        median(ratios) if ratios else None,
        _word(row, held),
    )


def _word(row: Row, held: float | None) -> str:
    if held is None or not (row.least or row.most):
        return ""

    def holds(bound: float | None) -> bool:
        if bound is None:
            return False
        return held >= bound if row.least is not None else held <= bound

    return "reached" if holds(row.goal) else "sufficient" if holds(row.least or row.most) else "missed"


def printed(table: Sequence[Line]) -> Iterator[str]:
    """A table of Markdown, its columns in line."""
    cells = [_HEAD, *map(_cells, table)]
    widths = [max(len(row[n]) for row in cells) for n in range(len(_HEAD))]
    ruled = [cells[0], tuple("-" * width for width in widths), *cells[1:]]
    for row in ruled:
        yield "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"


def _cells(line: Line) -> tuple[str, ...]:
    row, unit = line.row, _UNITS[line.row.of]
    bound = f">= {row.least:g}" if row.least else f"<= {row.most:g}" if row.most else ""
    return (
        row.files,
        row.top.name,
        _number(line.takes),
        unit,
        (row.under.name + row.whose if row.under else "") + (", of one process" if row.cores > 1 else ""),
        _number(line.under),
        _number(line.ratio),
        bound,
        f"{row.goal:g}" if row.goal and bound else "",
        line.word,
    )


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}" if value < 100 else f"{value:.0f}"
