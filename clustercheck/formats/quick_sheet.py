"""Worksheets and shared strings as spreadsheet programs usually write them, taken apart without walking their XML.

Calling back for every tag is what reading a workbook mostly costs. What is not plain (an entity, a comment, one more
attribute, rich text) is walked as any XML is: slower, with the same result.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from clustercheck.formats.archive import CHUNK, Archive
from clustercheck.formats.budget import Budget
from clustercheck.formats.cells import GridCell, Refused
from clustercheck.formats.quick_rows import (
    ATTRIBUTES,
    FALSE,
    TEXT,
    TRUE,
    KnownRow,
    WrittenRow,
    attributes_in,
    plain_rows,
)
from clustercheck.formats.stored_text import text_cell
from clustercheck.formats.xml_walk import Start, local, walk

# Larger parts are walked piece by piece and never held as a whole.
MAX_PLAIN = 1024 * 1024
# What is around the rows is kept from one workbook to the next up to this size.
_LONGEST_KEPT = 64 * 1024
_MOST_KEPT = 32
# Of parts that list what a workbook is made of every tag is kept, in fifty times the memory: only of such as forms have.
_LONGEST_LIST = 8 * 1024

_STRING = rf'<si><t(?: xml:space="preserve")?>({TEXT}*)</t>'
_STRINGS = f"<sst({ATTRIBUTES})>"
_LONGEST_STRING_KEPT, _MOST_STRINGS_KEPT = 256, 1024
_DECLARED = re.compile(
    rb"(?:<\?xml version=\"1\.0\"(?: encoding=\"(?:UTF-8|utf-8)\")?(?: standalone=\"(?:yes|no)\")?\?>\s*)?(?=<\w)"
)
# Comments, unparsed text, instructions: they may hide markup, or be it.
_HIDING = re.compile(rb"<[!?]")
# Cells outside the rows, under whatever prefix.
_STRAY = re.compile(rb"<(?:[^\s<>/:]+:)?(?:c|row)[\s/>]")
_OPEN, _CLOSE, _EMPTY = b"<sheetData>", b"</sheetData>", b"<sheetData/>"

# A shared string: its cell, None for a blank one, and how many characters it has.
PlainString: TypeAlias = tuple[GridCell | None, int]
# A tag and its attributes.
Tag: TypeAlias = tuple[str, dict[str, str]]
# What is around the rows of a sheet, None where it is not plain, and how many tags there are.
Around: TypeAlias = tuple[Sequence[Tag] | None, int]


class PlainSheet(NamedTuple):
    """The rows of a worksheet, its merged ranges and hidden columns, and how many tags it has."""

    rows: Sequence[KnownRow | WrittenRow]
    around: Sequence[Tag]
    tags: int


def gathered(archive: Archive, name: str) -> tuple[bytes | None, Iterator[bytes]]:
    """A part as a whole, if it is small enough, and once more piece by piece; raises `Refused`."""
    part = archive.small(name, MAX_PLAIN)
    if part is None:
        return None, archive.chunks(name)
    return part, (part[start : start + CHUNK] for start in range(0, len(part), CHUNK))


def each_tag(archive: Archive, name: str, budget: Budget, start: Start) -> None:
    """Call `start` for the tags of a part, as `walk` does; those of small ones are kept, as copies of a form have them."""
    try:
        part = archive.small(name, _LONGEST_LIST)
        tags = None if part is None else _tags_kept(part)
    except Refused:
        # What is wrong with the part may stand behind a tag for which it is refused first.
        part = tags = None
    if part is None or tags is None:
        walk(archive.chunks(name), budget, start)
        return
    budget.spend(part.count(b"<"))
    for tag, attributes in tags:
        start(tag, attributes)


def plain_sheet(part: bytes) -> PlainSheet | None:
    """A worksheet's rows; None where it is not plain. Raises `Refused` where what is around them is no XML."""
    begin, end = part.find(_OPEN), part.rfind(_CLOSE)
    if begin < 0 or end < begin:
        return None
    outside = part[:begin] + _EMPTY + part[end + len(_CLOSE) :]
    around, tags = _around_kept(outside)
    if around is None:
        return None
    rows = plain_rows(part[begin + len(_OPEN) : end])
    # What stands for the rows has one tag, where they have two around them.
    return None if rows is None else PlainSheet(rows[0], around, tags + 1 + rows[1])


def _around(part: bytes) -> Sequence[Tag] | None:
    """The merged ranges, hidden columns and hidden zeros of a worksheet without its rows; None where something may be hidden in it.

    Raises `Refused` where it is no well-formed XML.
    """
    declared = _DECLARED.match(part)
    if declared is None or _HIDING.search(part, declared.end()) or _STRAY.search(part):
        return None
    found: list[Tag] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        tag = local(tag)
        if (
            tag == "mergeCell"
            or (tag == "col" and attributes.get("hidden") in TRUE)
            or (tag == "sheetView" and attributes.get("showZeros") in FALSE)
        ):
            found.append((tag, attributes))

    walk((part,), Budget(), start)
    return found


# By their length, for that of a sheet among a few forms tells it apart, and to hash it would take longer than to compare.
_kept_around: dict[int, tuple[bytes, Around]] = {}


def _around_kept(part: bytes) -> Around:
    """As `_around`, with the number of tags; kept, for every copy of a form has the same around its rows."""
    kept = _kept_around.get(len(part))
    if kept is not None and kept[0] == part:
        return kept[1]
    found = _around(part), part.count(b"<")
    if len(part) <= _LONGEST_KEPT:
        if len(_kept_around) >= _MOST_KEPT:
            _kept_around.clear()
        _kept_around[len(part)] = part, found
    return found


@lru_cache(maxsize=_MOST_KEPT)
def _tags_kept(part: bytes) -> Sequence[Tag]:
    found: list[Tag] = []
    walk((part,), Budget(), lambda tag, attributes: found.append((tag, attributes)))
    return found


def plain_strings(part: bytes) -> list[PlainString] | None:
    """The shared strings as the cells they make, and their lengths; None where they are not plain."""
    declared = _DECLARED.match(part)
    if declared is None:
        return None
    begin = part.find(b">", declared.end()) + 1
    if not _opens_strings(part[declared.end() : begin]):
        return None
    pieces = part[begin:].rstrip(b" \t\r\n").split(b"</si>")
    if pieces.pop() != b"</sst>":
        return None
    found: list[PlainString] = []
    for piece in pieces:
        string = _kept_strings.get(piece) or _plain_string(piece)
        if string is None:
            return None
        found.append(string)
    return found


def _opens_strings(tag: bytes) -> bool:
    try:
        opening = re.fullmatch(_STRINGS, tag.decode("utf-8"))
    except UnicodeDecodeError:
        return False
    return opening is not None and attributes_in(opening[1]) is not None


def _plain_string(piece: bytes) -> PlainString | None:
    try:
        match = re.fullmatch(_STRING, piece.decode("utf-8"))
    except UnicodeDecodeError:
        return None
    if match is None:
        return None
    string = text_cell(match[1]), len(match[1])
    if len(piece) <= _LONGEST_STRING_KEPT:
        if len(_kept_strings) >= _MOST_STRINGS_KEPT:
            _kept_strings.clear()
        _kept_strings[piece] = string
    return string


# Strings by their markup: most of a form are labels, the same in every copy.
_kept_strings: dict[bytes, PlainString] = {}
