"""What stands around the rows of a worksheet, the same in every copy of a form: merged ranges, hidden columns."""

from __future__ import annotations

from collections.abc import Sequence

from clustercheck.formats.budget import Budget
from clustercheck.formats.quick.parts import HIDING, LONGEST_XML, Tag
from clustercheck.formats.xlsx_cells import FALSE, TRUE
from clustercheck.formats.xml_walk import local, walk
from clustercheck.model.hints import TypeAlias
from clustercheck.model.patterns import pattern
from clustercheck.model.speed import cached

DECLARED = pattern(
    rb"(?:<\?xml version=\"1\.0\"(?: encoding=\"(?:UTF-8|utf-8)\")?(?: standalone=\"(?:yes|no)\")?\?>\s*)?(?=<\w)"
)
# Cells outside the rows, under whatever prefix.
_STRAY = pattern(rb"<(?:[^\s<>/:]+:)?(?:c|row)[\s/>]")
# Cache limit, in bytes of XML: ten standards, each with the sheets of its form.
_LONGEST_IN_ALL = 1024 * 1024
_OPEN, _CLOSE, _EMPTY = b"<sheetData>", b"</sheetData>", b"<sheetData/>"

# What is around the rows of a sheet, None where it is not plain, and how many tags there are.
_Around: TypeAlias = tuple[Sequence[Tag] | None, int]


def around_rows(part: bytes) -> tuple[Sequence[Tag], int, bytes] | None:
    """The tags around the rows, their number, and the XML of the rows; None for a sheet that is not plain.

    Raises `Refused`.
    """
    begin, end = part.find(_OPEN), part.rfind(_CLOSE)
    if begin < 0 or end < begin:
        return None
    around, tags = _around(part[:begin] + _EMPTY + part[end + len(_CLOSE) :])
    # `<sheetData/>` has one tag; the begin and the end that it replaces are two.
    return None if around is None else (around, tags + 1, part[begin + len(_OPEN) : end])


@cached(128, LONGEST_XML, _LONGEST_IN_ALL)
def _around(part: bytes) -> _Around:
    """The merged ranges, hidden columns and hidden zeros of a worksheet without its rows. Raises `Refused`."""
    tags = part.count(b"<")
    declared = DECLARED.match(part)
    if declared is None or HIDING.search(part, declared.end()) or _STRAY.search(part):
        return None, tags
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
    return found, tags
