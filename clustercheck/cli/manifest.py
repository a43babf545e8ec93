"""A manifest: the files of a batch, one on each line, optionally with the standard of each."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from clustercheck.batch import Entry
from clustercheck.catalogue import Shelf, find_standard
from clustercheck.model.problems import (
    ClusterCheckError,
    Problem,
    UnreadableFile,
    UsageFault,
    Where,
    error,
)
from clustercheck.tables.reader import content_of

# The possible headings. A table without them has the path first and the city second.
_PATH = frozenset(("path", "file", "filename", "文件", "文件名", "路径", "文件路径"))
_CITY = frozenset(("city", "standard", "城市", "标准", "适用标准", "所在地"))
_TABLES = (".csv", ".tsv")


def read_manifest(name: str, *, as_of: date, shelf: Shelf) -> list[Entry]:
    """The files that a manifest names; `-` means standard input. Raises an error with all its faults."""
    text = _text(name)
    found = list(_rows(name, text) if Path(name).suffix.lower() in _TABLES else _lines(text))
    if not found:
        raise UsageFault(error("U461", Where(name)))
    problems = [error("U462", Where(name, line=line), city=city) for line, path, city in found if not path]
    problems += _unknown_cities(name, found, as_of, shelf)
    if problems:
        raise UsageFault(*problems)
    return [Entry(path, city or None) for _, path, city in found]


def _text(name: str) -> str:
    from clustercheck.formats.cells import Refused
    from clustercheck.formats.limits import LIMITS
    from clustercheck.formats.text_table import decoded

    try:
        if name == "-":
            return decoded(b"" if sys.stdin is None else sys.stdin.buffer.read(LIMITS.file + 1))
        return decoded(content_of(name, takes_pipes=True))
    except UnreadableFile as fault:
        raise UsageFault(*fault.problems) from fault
    except Refused as fault:
        raise UsageFault(error("U460", Where(name))) from fault


def _lines(text: str) -> Iterator[tuple[int, str, str]]:
    """The rows of a plain text: each line is a path, with an optional city after a tab."""
    for number, line in enumerate(text.splitlines(), 1):
        path, _, city = line.partition("\t")
        if line.strip():
            yield number, path.strip(), city.strip()


def _rows(name: str, text: str) -> Iterator[tuple[int, str, str]]:
    """The rows of a table, by its header if it has one."""
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter="\t" if name.lower().endswith(".tsv") else ","
    )
    path_at: int | None = 0
    city_at: int | None = 1
    begun = False
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            if not any(cells):
                continue
            if not begun:
                begun = True
                words = [cell.lower() for cell in cells]
                headed = _column(words, _PATH)
                if headed is not None:
                    path_at, city_at = headed, _column(words, _CITY)
                    continue
            yield reader.line_num, _cell(cells, path_at), _cell(cells, city_at)
    except csv.Error as fault:
        raise UsageFault(error("U460", Where(name, line=reader.line_num))) from fault


def _column(words: Sequence[str], known: frozenset[str]) -> int | None:
    return next((number for number, word in enumerate(words) if word in known), None)


def _cell(cells: Sequence[str], number: int | None) -> str:
    return "" if number is None or number >= len(cells) else cells[number]


def _unknown_cities(
    name: str, found: Sequence[tuple[int, str, str]], as_of: date, shelf: Shelf
) -> list[Problem]:
    """Cities without a standard, each at its first line: better reported now than for every file."""
    problems: list[Problem] = []
    first: dict[str, int] = {}
    for line, _, city in found:
        if city:
            first.setdefault(city, line)
    for city, line in first.items():
        try:
            find_standard(city, as_of=as_of, where=Where(name, line=line), shelf=shelf)
        except ClusterCheckError as fault:
            problems += fault.problems
    return problems
