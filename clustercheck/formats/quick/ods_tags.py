"""The tags of an OpenDocument file that matter, of parts that are equal in every copy of a form."""

from __future__ import annotations

from collections.abc import Sequence

from clustercheck.formats.budget import Budget
from clustercheck.formats.ods_reader import CELLS, KNOWN, OTHER_KINDS, PASSED_OVER, OdsReader
from clustercheck.formats.ods_styles import DATA_STYLES, ENDS, STARTS, DocumentStyles, says_something
from clustercheck.formats.quick.around_rows import DECLARED
from clustercheck.formats.quick.ods_cuts import (
    MASTERS,
    VALIDATIONS,
    stands_outside,
    without_block,
    without_row_styles,
    without_validations,
)
from clustercheck.formats.quick.parts import HIDING, pieces
from clustercheck.formats.xml_walk import local, walk
from clustercheck.model.patterns import pattern
from clustercheck.model.records import NamedTuple
from clustercheck.model.speed import cached

# Cache limits, in bytes of XML.
_LONGEST_STYLES, _LONGEST_CONTENT, _CONTENTS_IN_ALL = 64 * 1024, 64 * 1024, 512 * 1024
# Tags within a sheet that only rows have, or that change what the reader makes of one.
_OF_CELLS = frozenset((*CELLS, "p", "span", "s", "tab", "line-break"))
_LONGEST_META = 8 * 1024
_TAG = pattern(rb"<([^\s<>/?]+)")
_IN_META = frozenset(
    (
        b"office:document-meta", b"office:meta", b"meta:generator", b"meta:initial-creator", b"meta:creation-date", b"meta:keyword",
        b"meta:editing-duration", b"meta:editing-cycles", b"meta:document-statistic", b"meta:print-date", b"meta:printed-by",
        b"meta:user-defined", b"meta:template", b"dc:title", b"dc:subject", b"dc:description", b"dc:creator", b"dc:date",
        b"dc:language",
    )
)  # fmt: skip
_PROGRAM_OPEN = b"<meta:generator"
_PROGRAM = pattern(rb"<meta:generator>([!-%'-;=-~ ]*)</meta:generator>")
# How deep tags stand in a content that is usual.
_DEEPEST = 100


class Event(NamedTuple):
    """A tag that begins, with its attributes, or that ends; outside the sheets, the text since the last tag began.

    Outside the sheets it has its local name, and is for `DocumentStyles`; `text` is None for one that is for `OdsReader`.
    """

    tag: str
    attributes: dict[str, str] | None
    text: str | None


def quick_styles(parts: Sequence[bytes | None], styles: DocumentStyles, budget: Budget) -> bool:
    """Read parts without sheets and without the program from the cache; returns whether that was possible.

    Raises `Refused`.
    """
    whole = tuple([part for part in parts if part is not None])
    if len(whole) < len(parts) or sum(map(len, whole)) > _LONGEST_STYLES or not styles.knows_only_program():
        return False
    found = _styles(whole)
    if found is None:
        return False
    read, characters, tags = found
    budget.spend(tags)
    budget.keep_more(characters)
    styles.take(read)
    return True


def quick_tags(content: bytes, marks: int, reader: OdsReader) -> bool:
    """Read a content with so many marks of known rows; returns whether that was possible. Raises `Refused`."""
    cut, tags = without_validations(content)
    cut, more = without_row_styles(cut)
    found = _content_events(cut) if len(cut) <= _LONGEST_CONTENT else None
    if found is None:
        if HIDING.search(content, 2) or content.count(KNOWN.encode()) != marks:
            return False
        # A mark is no tag of the content.
        reader.budget.tags += marks
        walk(pieces(content), reader.budget, reader.start, reader.end, reader.characters)
        return True
    events, of_rest, of_marks = found
    if of_marks != marks:
        return False
    reader.budget.spend(of_rest + tags + more - marks)
    styles = reader.styles
    for tag, attributes, text in events:
        if attributes is None:
            if text is None:
                reader.end(tag)
            else:
                styles.end(tag, text)
        elif text is None:
            reader.start(tag, attributes)
        else:
            styles.start(tag, attributes)
    return True


def quick_program(part: bytes | None, styles: DocumentStyles, budget: Budget) -> bool:
    """Read a part that names the program and says nothing else of cells; returns whether that was possible.

    Raises `Refused`.
    """
    if part is None or len(part) > _LONGEST_META or not _IN_META.issuperset(_TAG.findall(part)):
        return False
    named = _PROGRAM.findall(part)
    if len(named) != 1 or part.count(_PROGRAM_OPEN) != 1:
        return False
    declared = DECLARED.match(part)
    if declared is None or HIDING.search(part, declared.end()):
        return False
    walk((part,), budget, None, None, [])
    styles.end("generator", named[0].decode())
    return True


class _Outside:
    """Keeps the tags that `DocumentStyles` acts on."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.characters: list[str] = []
        self._is_data_style = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = local(tag)
        del self.characters[:]
        self._is_data_style = self._is_data_style or name in DATA_STYLES
        if not self._is_data_style:
            if name not in STARTS or not says_something(name, attributes):
                return
            if name == "style" and self.events and _is_other_style(self.events[-1]):
                # Nothing asked for the style before.
                self.events.pop()
        self.events.append(Event(name, attributes, ""))

    def end(self, tag: str) -> None:
        name = local(tag)
        if name in ENDS:
            self.events.append(Event(name, None, "".join(self.characters)))
        if name in DATA_STYLES:
            self._is_data_style = False


class _Content(_Outside):
    """The same around the sheets; in them, the sheets themselves, their columns and the places of their rows."""

    def __init__(self) -> None:
        super().__init__()
        self.is_plain = True
        self._in_table = False
        self._passed_over = self._depth = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = local(tag)
        self._depth += 1
        self.is_plain = self.is_plain and self._depth <= _DEEPEST
        if self._passed_over:
            self._passed_over += 1
            # A row that the reader passes over would be taken for the next one.
            self.is_plain = self.is_plain and name != "table-row"
        elif name in PASSED_OVER or (name == "table" and self._in_table):
            self._passed_over = 1
        elif self._in_table:
            self.is_plain = self.is_plain and name not in _OF_CELLS
            if name in ("table-row", "table-column"):
                self.events.append(Event(tag, attributes, None))
        elif name == "table" or tag in OTHER_KINDS or "xmlns:calcext" in attributes:
            self._in_table = name == "table"
            self.events.append(Event(tag, attributes, None))
        else:
            self.is_plain = self.is_plain and name != "table-row"
            super().start(tag, attributes)

    def end(self, tag: str) -> None:
        name = local(tag)
        self._depth -= 1
        if self._passed_over:
            self._passed_over -= 1
        elif not self._in_table:
            super().end(tag)
        elif name in ("table", "table-row"):
            self._in_table = name != "table"
            self.events.append(Event(tag, None, None))


@cached(32, _LONGEST_STYLES, 2 * _CONTENTS_IN_ALL)
def _styles(parts: tuple[bytes, ...]) -> tuple[DocumentStyles, int, int] | None:
    """What the parts say, how many characters are kept of it, and how many tags they have.

    None if they name a program. Raises `Refused`.
    """
    cut = [without_block(part, MASTERS) for part in parts]
    found = _read_styles(tuple([part for part, _ in cut]))
    return None if found is None else (*found, sum([part.count(b"<") + tags for part, tags in cut]))


@cached(8, _LONGEST_STYLES)
def _read_styles(parts: tuple[bytes, ...]) -> tuple[DocumentStyles, int] | None:
    if any(b"generator" in part or not stands_outside(part, MASTERS) for part in parts):
        return None
    budget = Budget()
    before = budget.characters
    styles = DocumentStyles(budget)
    for part in parts:
        styles.read(pieces(part))
    return styles, before - budget.characters


@cached(32, _LONGEST_CONTENT, _CONTENTS_IN_ALL)
def _content_events(content: bytes) -> tuple[Sequence[Event], int, int] | None:
    """The tags of a content that matter, of how many, and the marks of rows; None for more than known rows. Raises `Refused`."""
    if HIDING.search(content, 2) or not stands_outside(content, VALIDATIONS):
        return None
    found = _Content()
    walk((content,), Budget(), found.start, found.end, found.characters)
    return (found.events, content.count(b"<"), content.count(KNOWN.encode())) if found.is_plain else None


def _is_other_style(event: Event) -> bool:
    """Whether a style begins that is none of cells: of a column, a row, a sheet, plain text."""
    attributes = event.attributes
    return event.tag == "style" and attributes is not None and attributes.get("style:family") != "table-cell"
