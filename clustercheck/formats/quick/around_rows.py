"""What stands around the rows of a worksheet, the same in every copy of a form: merged ranges, hidden columns."""

from __future__ import annotations

from clustercheck.formats.budget import Budget
from clustercheck.formats.cells import Block, Refused
from clustercheck.formats.quick.parts import HIDING, LONGEST_XML
from clustercheck.formats.xlsx_cells import SheetSettings
from clustercheck.formats.xml_walk import local, walk
from clustercheck.model.patterns import pattern
from clustercheck.model.records import NamedTuple
from clustercheck.model.speed import cached

DECLARED = pattern(
    rb"(?:<\?xml version=\"1\.0\"(?: encoding=\"(?:UTF-8|utf-8)\")?(?: standalone=\"(?:yes|no)\")?\?>\s*)?(?=<\w)"
)
# Cells outside the rows, under whatever prefix.
_STRAY = pattern(rb"<(?:[^\s<>/:]+:)?(?:c|row)[\s/>]")
# Cache limit, in bytes of XML: ten standards, each with the sheets of its form.
_LONGEST_IN_ALL = 1024 * 1024
_OPEN, _CLOSE, _EMPTY = b"<sheetData>", b"</sheetData>", b"<sheetData/>"


class Around(NamedTuple):
    """What the tags around the rows of a sheet say, as `SheetSettings` has it."""

    merged: tuple[Block, ...]
    hidden_columns: tuple[tuple[int, int], ...]
    shows_zeros: bool

    def take_from(self, budget: Budget) -> None:
        """Count the ranges in the budget. Raises `Refused` for too many."""
        budget.merged -= len(self.merged)
        budget.ranges -= len(self.hidden_columns)
        if budget.merged < 0 or budget.ranges < 0:
            raise Refused("C107")


def around_in(settings: SheetSettings) -> Around:
    """The settings of a sheet that is read."""
    return Around(tuple(settings.merged), tuple(settings.hidden_columns), settings.shows_zeros)


def around_rows(part: bytes) -> tuple[Around, int, bytes] | None:
    """What is around the rows, how many tags it has, and the XML of the rows; None for a sheet that is not plain.

    Raises `Refused`.
    """
    begin, end = part.find(_OPEN), part.rfind(_CLOSE)
    if begin < 0 or end < begin:
        return None
    around, tags = _around(part[:begin] + _EMPTY + part[end + len(_CLOSE) :])
    # `<sheetData/>` has one tag; the begin and the end that it replaces are two.
    return None if around is None else (around, tags + 1, part[begin + len(_OPEN) : end])


@cached(128, LONGEST_XML, _LONGEST_IN_ALL)
def _around(part: bytes) -> tuple[Around | None, int]:
    """What a worksheet without its rows says, None where it is not plain, and how many tags it has. Raises `Refused`."""
    tags = part.count(b"<")
    declared = DECLARED.match(part)
    if declared is None or HIDING.search(part, declared.end()) or _STRAY.search(part):
        return None, tags
    settings = SheetSettings(Budget())

    def start(tag: str, attributes: dict[str, str]) -> None:
        tag = local(tag)
        if tag in ("mergeCell", "col", "sheetView"):
            settings.take(tag, attributes)

    try:
        walk((part,), Budget(), start)
    except ValueError:
        return None, tags
    return around_in(settings), tags
