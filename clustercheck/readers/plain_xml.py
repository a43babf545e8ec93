"""Worksheets and shared strings as spreadsheet programs usually write them, taken apart without walking their XML.

Calling back for every tag is what reading a workbook mostly costs. Cells in their usual form are all alike, so one
regular expression finds those of a row; what it finds must be the row to the last character. Anything else (an entity,
a comment, one more attribute, rich text) is not plain, and the part is walked as any XML is: slower, with the same result.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple, TypeAlias

from clustercheck.readers.budget import Budget
from clustercheck.readers.xml_parts import local, walk

# Larger parts are walked piece by piece and never held as a whole.
MAX_PLAIN = 1024 * 1024
# What is around the rows is kept from one workbook to the next up to this size.
_LONGEST_KEPT = 64 * 1024

# Neither markup nor what XML forbids or alters (a carriage return).
_TEXT = "[^<>&\\x00-\\x08\\x0b-\\x1f\\ufffe\\uffff]"
_CELL = re.compile(
    r'(<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="([0-9]{1,6})")?(?: t="([a-zA-Z]+)")? ?(?:/>|>(?:'
    rf"(?:<f>({_TEXT}+)</f>)?<v(?:>({_TEXT}*)</v>| ?/>)"
    rf'|<is><t(?: xml:space="preserve")?>({_TEXT}*)</t></is>'
    r")?</c>))"
)
_ROW = re.compile(r'<row r="([1-9][0-9]{0,6})"((?: [A-Za-z][A-Za-z0-9:]*="[^"<&]*")*) ?(/?)>')
_ATTRIBUTE = re.compile(r' ([A-Za-z][A-Za-z0-9:]*)="([^"]*)"')
_STRING = re.compile(rf'(<si><t(?: xml:space="preserve")?>({_TEXT}*)</t></si>)')
_STRINGS = re.compile(r"<sst((?: [A-Za-z][A-Za-z0-9:]*=\"[^\"<&]*\")*)>")
_DECLARED = re.compile(
    rb"(?:<\?xml version=\"1\.0\"(?: encoding=\"(?:UTF-8|utf-8)\")?(?: standalone=\"(?:yes|no)\")?\?>\s*)?(?=<\w)"
)
# Comments, unparsed text, instructions: they may hide markup, or be it.
_HIDING = re.compile(rb"<[!?]")
# Cells outside the rows, under whatever prefix.
_STRAY = re.compile(rb"<(?:[^\s<>/:]+:)?(?:c|row)[\s/>]")
_OPEN, _CLOSE, _EMPTY = b"<sheetData>", b"</sheetData>", b"<sheetData/>"

# What is of interest outside the rows.
AROUND = frozenset(("mergeCell", "col"))

# A cell as written: the whole of it, column, row, style, kind, formula, value and inline text; '' for what is absent.
Written: TypeAlias = tuple[str, str, str, str, str, str, str, str]


# A tag and its attributes.
Tag: TypeAlias = tuple[str, dict[str, str]]


class PlainSheet(NamedTuple):
    """The rows of a worksheet (number, attributes, cells), its merged ranges and columns, and how many tags it has."""

    rows: list[tuple[str, Mapping[str, str], list[Written]]]
    around: Sequence[Tag]
    tags: int


def gathered(chunks: Iterable[bytes]) -> tuple[bytes | None, Iterator[bytes]]:
    """A part as a whole, if it is small enough, and once more piece by piece."""
    pieces: list[bytes] = []
    size = 0
    rest = iter(chunks)
    for piece in rest:
        pieces.append(piece)
        size += len(piece)
        if size > MAX_PLAIN:
            return None, chain(pieces, rest)
    return b"".join(pieces), iter(pieces)


def plain_sheet(part: bytes) -> PlainSheet | None:
    """A worksheet's rows; None where it is not plain. Raises `Refused` where what is around them is no XML."""
    begin, end = part.find(_OPEN), part.rfind(_CLOSE)
    if begin < 0 or end < begin:
        return None
    outside = part[:begin] + _EMPTY + part[end + len(_CLOSE) :]
    around = _around_kept(outside) if len(outside) <= _LONGEST_KEPT else _around(outside)
    if around is None:
        return None
    try:
        body = part[begin + len(_OPEN) : end].decode("utf-8")
    except UnicodeDecodeError:
        return None
    rows = _rows(body)
    return None if rows is None else PlainSheet(rows, around, part.count(b"<"))


def _around(part: bytes) -> Sequence[Tag] | None:
    """The merged ranges and columns of a worksheet without its rows; None where something may be hidden in it.

    Raises `Refused` where it is no well-formed XML.
    """
    declared = _DECLARED.match(part)
    if declared is None or _HIDING.search(part, declared.end()) or _STRAY.search(part):
        return None
    found: list[Tag] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        tag = local(tag)
        if tag in AROUND:
            found.append((tag, attributes))

    walk((part,), Budget(), start)
    return found


# Kept, for every copy of a form has the same around its rows.
_around_kept = lru_cache(maxsize=32)(_around)


def plain_strings(part: bytes) -> list[str] | None:
    """The shared strings; None where they are not plain."""
    declared = _DECLARED.match(part)
    if declared is None:
        return None
    try:
        text = part[declared.end() :].decode("utf-8").rstrip()
    except UnicodeDecodeError:
        return None
    opening = _STRINGS.match(text)
    if opening is None or _attributes(opening[1]) is None:
        return None
    found = _STRING.findall(text, opening.end())
    end = opening.end() + sum([len(whole) for whole, _ in found])
    return [string for _, string in found] if text[end:] == "</sst>" else None


def _rows(body: str) -> list[tuple[str, Mapping[str, str], list[Written]]] | None:
    rows = []
    pieces = body.split("</row>")
    # Behind the last row only blank ones, which are closed as they are opened.
    last = pieces.pop()
    for piece in pieces:
        at, row = _opened(piece)
        if row is None:
            return None
        attributes = _attributes(row[2])
        if attributes is None:
            return None
        cells = _CELL.findall(piece, at)
        if at + sum([len(cell[0]) for cell in cells]) != len(piece):
            return None
        rows.append((row[1], attributes, cells))
    at, row = _opened(last)
    return rows if row is None and at == len(last) else None


def _opened(piece: str) -> tuple[int, re.Match[str] | None]:
    """The row that a piece opens, behind blank ones, and where its cells begin."""
    at = 0
    while row := _ROW.match(piece, at):
        if _attributes(row[2]) is None:
            return at, None
        at = row.end()
        if not row[3]:
            return at, row
    return at, None


@lru_cache(maxsize=256)
def _attributes(written: str) -> Mapping[str, str] | None:
    """A row's attributes but its number; None where one stands twice, which is no XML."""
    found = _ATTRIBUTE.findall(written)
    attributes = dict(found)
    return None if len(attributes) != len(found) or "r" in attributes else attributes
