"""From sizes to the table that is printed and drawn."""

from __future__ import annotations

import argparse
from datetime import date

from draw import draw
from machine import machine
from rows import Files, Row, Sizes, rows
from table import Line, lines, printed


def measured(sizes: Sizes, given: argparse.Namespace) -> int:
    """The table at these sizes."""
    given.folder.mkdir(parents=True, exist_ok=True)
    words: list[str] = []
    found: list[Row] = []
    for row in rows(Files(given.folder, sizes), given.before):
        if isinstance(row, str):
            words.append(row)
        elif given.only in f"{row.files} {row.top.name}":
            found.append(row)
    under = machine(date.today())
    table: list[Line] = lines(found, sizes.rounds)
    print(f"{under}. {sizes.files} forms, {sizes.rounds} rounds in turn, medians.")
    print(*printed(table), *words, sep="\n")
    if given.plot:
        given.plot.write_text(draw(table, under), encoding="utf-8")
    return any(line.word == "missed" for line in table)
