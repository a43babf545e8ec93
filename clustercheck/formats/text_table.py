"""Delimited text (.csv, .tsv and the like) to cells, in the encodings that Chinese offices use."""

from __future__ import annotations

import csv
import io
import re

from clustercheck.formats import limits
from clustercheck.formats.cells import (
    MAX_COLUMN,
    MAX_ROW,
    Grid,
    GridCell,
    Refused,
    Row,
    Workbook,
)
from clustercheck.formats.typed_text import field_cell
from clustercheck.model.patterns import pattern

# Commas first: where two delimiters fit, the comma is meant.
_DELIMITERS = (",", "\t", ";")
_SNIFFED_LINES = 50

# What stands before and behind a comma between thousands.
_FIRST_DIGITS = pattern(r"[+-]?\d{1,3}", re.ASCII)
_THOUSANDS = pattern(r"\d{3}(?:\.\d+)?", re.ASCII)
# But for the line and page breaks within cells that Excel and Word write.
_CONTROL = pattern("[\0-\x08\x0e-\x1f\x7f]")
_BIG5 = pattern(rb"charset\s*=\s*[\"']?big5", re.IGNORECASE)


def read_text(content: bytes) -> Workbook:
    """The cells of a text, as one sheet without a name if it is delimited. Raises `Refused`."""
    if len(content) > limits.LIMITS.text_file:
        raise Refused("C107")
    text = decoded(content)
    if text.lstrip()[:1] == "<":
        from clustercheck.formats.markup import is_markup, read_markup

        if is_markup(text):
            return read_markup(text)
    return _read_delimited(text)


def _read_delimited(text: str) -> Workbook:
    delimiter = _delimiter(text)
    if text.count(delimiter) + text.count("\n") + text.count("\r") > limits.LIMITS.fields:
        raise Refused("C107")
    rows: dict[int, Row] = {}
    left = limits.LIMITS.cells
    longest = csv.field_size_limit(limits.LIMITS.text_file)
    try:
        for row, fields in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), 1):
            if row > MAX_ROW or len(fields) > MAX_COLUMN:
                raise Refused("C107")
            cells = [
                (column, cell)
                for column, written in enumerate(fields, 1)
                if written and (cell := field_cell(written)) is not None
            ]
            left -= len(cells)
            if left < 0:
                raise Refused("C107")
            if cells:
                rows[row] = tuple(cells)
    except csv.Error as damage:
        raise Refused("C103") from damage
    finally:
        csv.field_size_limit(longest)
    if delimiter == "," and len({row[-1][0] for row in rows.values()}) > 1:
        rows = _with_thousands(rows)
    return Workbook((Grid("", False, rows),))


def _with_thousands(rows: dict[int, Row]) -> dict[int, Row]:
    """The rows, with what commas between thousands (`12,500` without quotes) have split kept together as one text.

    Which digits belong together cannot be told: 1,100,200 may be one figure, two or three. So the text is no number, and
    the cell is asked about. Such a row is wider than all others; with words behind its figures, it has more of them too.
    """
    split = {number: run for number, row in rows.items() if (run := _run_of_thousands(row)) is not None}
    others = [row for number, row in rows.items() if number not in split]
    widest = max([row[-1][0] for row in others], default=0)
    most = max([_count_of_numbers(row) for row in others], default=0)
    for number, (begin, end) in split.items():
        row = rows[number]
        if row[end - 1][0] > widest or (row[-1][0] > widest and 0 < most < _count_of_numbers(row)):
            written = ", ".join([cell.text for _, cell in row[begin:end]])
            rows[number] = (*row[:begin], (row[begin][0], GridCell("text", written)), *row[end:])
    return rows


def _count_of_numbers(row: Row) -> int:
    return sum(cell.kind == "number" for _, cell in row)


def _run_of_thousands(row: Row) -> tuple[int, int] | None:
    """Where the figures of a row begin and end, if one may be split by commas between its thousands."""
    numbers = [place for place, (_, cell) in enumerate(row) if cell.kind == "number"]
    for place in numbers:
        if (
            place + 1 < len(row)
            and _FIRST_DIGITS.fullmatch(row[place][1].text)
            and _THOUSANDS.fullmatch(row[place + 1][1].text)
        ):
            return numbers[0], numbers[-1] + 1
    return None


def decoded(content: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 with its mark, or GB18030. Raises `Refused` if it is no text."""
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    # Nearly all bytes decode as GB18030, so a file in another encoding has to name it.
    chinese = "big5hkscs" if _BIG5.search(content, 0, 4096) else "gb18030"
    for encoding in ("utf-16",) if marked else ("utf-8-sig", chinese):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _CONTROL.search(text):
            return text
    raise Refused("C104")


def _delimiter(text: str) -> str:
    """The delimiter that splits most lines into the same number of fields."""
    lines = []
    for line in io.StringIO(text[: 64 * 1024]):
        lines.append(line)
        if len(lines) == _SNIFFED_LINES:
            break
    best, most = _DELIMITERS[0], (0, 0)
    sample = "".join(lines)
    for delimiter in _DELIMITERS:
        if delimiter not in sample:
            continue
        agreement = _agreement(lines, delimiter)
        if agreement > most:
            best, most = delimiter, agreement
    return best


def _agreement(lines: list[str], delimiter: str) -> tuple[int, int]:
    """The number of rows with the most common width above one, and that width."""
    widths: dict[int, int] = {}
    try:
        for fields in csv.reader(lines, delimiter=delimiter):
            # Tabs behind each cell, or a comma at the end of each line, part nothing.
            while fields and not fields[-1].strip(" \t,;\r\n"):
                fields.pop()
            if len(fields) > 1:
                widths[len(fields)] = widths.get(len(fields), 0) + 1
    except csv.Error:
        return 0, 0
    return max(((count, width) for width, count in widths.items()), default=(0, 0))
