"""An .xlsx or .xlsm workbook to cells: its sheets in order, hidden or not, whatever the names of its parts."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from functools import partial

from clustercheck.formats import limits
from clustercheck.formats.archive import Archive
from clustercheck.formats.budget import Budget
from clustercheck.formats.cells import GridCell, Refused, Workbook
from clustercheck.formats.quick.around_rows import DECLARED
from clustercheck.formats.quick.parts import HIDING, LONGEST_TAGS, of_part, pieces, whole_part
from clustercheck.formats.quick.strings import quick_strings
from clustercheck.formats.quick.written_text import characters_of
from clustercheck.formats.xlsx_cells import TRUE, XlsxCells
from clustercheck.formats.xlsx_sheet import read_sheet
from clustercheck.formats.xlsx_strings_walk import StringsWalk
from clustercheck.formats.xlsx_styles import NumberFormats
from clustercheck.formats.xml_walk import local, walk
from clustercheck.model.patterns import pattern
from clustercheck.model.records import NamedTuple
from clustercheck.model.speed import cached

_WORKBOOK = "xl/workbook.xml"
_HIDDEN = ("hidden", "veryHidden")
# The name of a sheet where it is written first and plainly.
_NAMES = pattern(rb'<sheet name="([^"<>&\x00-\x1f]*)"')
_NAME = b'<sheet name=""'


class _Listed(NamedTuple):
    """The sheets that the workbook part lists as (name, hidden, relationship), and how to read numbers.

    A program that writes formulas without calculating them may store a zero and ask for a calculation when the file
    is opened. Such a zero is no value.
    """

    sheets: list[tuple[str, bool, str]]
    dates_from_1904: bool
    recalculated: bool


def read_xlsx(archive: Archive) -> Workbook:
    """The cells of an .xlsx. Raises `Refused`."""
    budget = Budget()
    part = _workbook_part(archive, budget)
    listed = of_part(archive, part, budget, _listed, _known_listed)
    # What is known from another file was not counted in this budget.
    if len(listed.sheets) > limits.LIMITS.sheets:
        raise Refused("C107")
    related = relationships(archive, budget, part)
    by_type = dict(related.values())
    strings = _strings(archive, budget, by_type.get("sharedStrings"))
    formats = NumberFormats(archive, budget, by_type.get("styles"))
    cells = XlsxCells(
        strings,
        formats.kind,
        budget,
        dates_from_1904=listed.dates_from_1904,
        zero_is_unsaved=listed.recalculated,
    )
    sheets = []
    for name, hidden, relation in listed.sheets:
        kind, target = related.get(relation, ("worksheet", f"({name})"))
        # Chart and macro sheets have no figures of their own.
        if kind == "worksheet":
            sheets.append(read_sheet(name, hidden, archive, target, cells))
    return Workbook(tuple(sheets), limits.LIMITS.characters - budget.characters)


def _workbook_part(archive: Archive, budget: Budget) -> str:
    if _WORKBOOK in archive:
        return _WORKBOOK
    if "_rels/.rels" in archive:
        for kind, target in relationships(archive, budget, "").values():
            if kind == "officeDocument" and target.endswith(".xml") and not target.startswith("word/"):
                return target
    raise Refused("C108")


def _listed(chunks: Iterable[bytes], budget: Budget) -> _Listed:
    sheets: list[tuple[str, bool, str]] = []
    flags: dict[str, bool] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        tag = local(tag)
        if tag == "sheet":
            relation = next((v for key, v in attributes.items() if key.endswith(":id")), "")
            sheets.append((attributes.get("name", ""), attributes.get("state", "") in _HIDDEN, relation))
            budget.add_sheet()
        elif tag == "workbookPr":
            flags["dates"] = attributes.get("date1904") in TRUE
        elif tag == "calcPr":
            flags["recalculated"] = attributes.get("fullCalcOnLoad") in TRUE
        elif tag in ("document", "presentation"):
            raise Refused("C108")

    walk(chunks, budget, start)
    return _Listed(sheets, flags.get("dates", False), flags.get("recalculated", False))


@cached(32, LONGEST_TAGS)
def _known_listed(part: bytes) -> _Listed:
    pieces = _NAMES.split(part)
    names = characters_of(b'"'.join(pieces[1::2]))
    known = _listed_but_names(tuple(pieces[::2]))
    if known is None or names is None:
        return _listed((part,), Budget())
    sheets = zip(names.split('"'), known.sheets, strict=True)
    return known._replace(sheets=[(name, hidden, relation) for name, (_, hidden, relation) in sheets])


@cached(32, LONGEST_TAGS)
def _listed_but_names(around: tuple[bytes, ...]) -> _Listed | None:
    """What a workbook part says but for the names of its sheets, from the pieces around them; None if it is not plain.

    Raises `Refused`.
    """
    part = _NAME.join(around)
    declared = DECLARED.match(part)
    if len(around) == 1 or declared is None or HIDING.search(part, declared.end()):
        return None
    found = _listed((part,), Budget())
    return found if len(found.sheets) == len(around) - 1 else None


def relationships(archive: Archive, budget: Budget, part: str) -> Mapping[str, tuple[str, str]]:
    """The relationships of a part of the workbook by id: the last word of the type, and the target part."""
    folder, _, name = part.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels".lstrip("/")
    return of_part(
        archive,
        relations,
        budget,
        partial(_relationships, folder),
        lambda part: _known_relationships(folder, part),
    )


def _relationships(folder: str, chunks: Iterable[bytes], budget: Budget) -> Mapping[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        if local(tag) == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "").replace("\\", "/")
            whole = target if target.startswith("/") else f"{folder}/{target}"
            kind = attributes.get("Type", "").rpartition("/")[2]
            found[attributes.get("Id", "")] = kind, posixpath.normpath(whole).lstrip("/")

    walk(chunks, budget, start)
    return found


@cached(32, LONGEST_TAGS)
def _known_relationships(folder: str, part: bytes) -> Mapping[str, tuple[str, str]]:
    return _relationships(folder, (part,), Budget())


def _strings(archive: Archive, budget: Budget, part: str | None) -> list[GridCell | None]:
    """The shared strings as cells; None for a blank one."""
    if part is None or part not in archive:
        return []
    content = whole_part(archive, part)
    strings = None if content is None else quick_strings(content, budget)
    if strings is not None:
        return strings
    told = StringsWalk(budget)
    walk(
        archive.chunks(part) if content is None else pieces(content),
        budget,
        told.start,
        told.end,
        told.characters,
    )
    return told.found
