"""The tags of an OpenDocument file that matter, of parts that are equal in every copy of a form."""

from __future__ import annotations

from collections.abc import Sequence

from clustercheck.formats.budget import Budget
from clustercheck.formats.ods_reader import CELLS, OTHER_KINDS, PASSED_OVER, OdsReader
from clustercheck.formats.ods_styles import DATA_STYLES, ENDS, STARTS, DocumentStyles, says_something
from clustercheck.formats.quick.parts import pieces
from clustercheck.formats.xml_walk import local, walk
from clustercheck.model.patterns import pattern
from clustercheck.model.records import NamedTuple
from clustercheck.model.speed import cached

# Cache limits, in bytes of XML.
_LONGEST_STYLES, _LONGEST_CONTENT = 64 * 1024, 64 * 1024
# Tags within a sheet that only rows have, or that change what the reader makes of one.
_OF_CELLS = frozenset((*CELLS, "p", "span", "s", "tab", "line-break"))
# How deep tags stand in a content that is usual.
_DEEPEST = 100
_VALIDATIONS, _MASTERS = b"table:content-validations", b"office:master-styles"
_TAG = pattern(rb"<([^\s<>/]+)")
_TEXT_OPEN = pattern(rb"<(?:[^\s<>/]+:)?text[\s>/]")
# Tags that mean nothing to the reader outside the sheets.
_NAMES = frozenset(
    (
        _VALIDATIONS, _MASTERS, b"table:content-validation", b"table:help-message", b"table:error-message", b"text:p",
        b"text:span", b"text:s", b"text:a", b"text:sheet-name", b"text:title", b"text:page-number", b"text:page-count",
        b"text:date", b"text:time", b"style:master-page", b"style:header", b"style:header-left", b"style:header-first",
        b"style:footer", b"style:footer-left", b"style:footer-first", b"style:region-left", b"style:region-center",
        b"style:region-right",
    )
)  # fmt: skip


class Event(NamedTuple):
    """A tag that begins, with its attributes, or that ends, with the text since the last tag outside the sheets began."""

    tag: str
    attributes: dict[str, str] | None
    text: str


def without_block(part: bytes, tag: bytes) -> tuple[bytes, int]:
    """A part without the inside of a tag that says nothing of cells, and how many tags that has.

    Programs order it at random, so that it differs in copies of a form. It is cut if it is well-formed, holds no tag that
    matters, and stands in none whose text does. Raises `Refused`.
    """
    begin, end = part.find(b"<" + tag + b">"), part.find(b"</" + tag + b">")
    if not 0 <= begin < end:
        return part, 0
    inside = begin + len(tag) + 2
    block = part[begin : end + len(tag) + 3]
    if not _is_outside(part[:begin]) or not _NAMES.issuperset(_TAG.findall(block)):
        return part, 0
    walk((block,), Budget())
    return part[:inside] + part[end:], block.count(b"<") - 2


def _is_outside(before: bytes) -> bool:
    """Whether no tag is open of which the text is read."""
    if b"generator" in before or b"config-item" in before:
        return False
    return len(_TEXT_OPEN.findall(before)) == before.count(b"</number:text>")


def quick_styles(parts: Sequence[bytes | None], styles: DocumentStyles, budget: Budget) -> bool:
    """Read parts without sheets and without the program from the cache; returns whether that was possible.

    Raises `Refused`.
    """
    whole = tuple([part for part in parts if part is not None])
    if len(whole) < len(parts) or sum(map(len, whole)) > _LONGEST_STYLES or not styles.knows_only_program():
        return False
    cut = [without_block(part, _MASTERS) for part in whole]
    found = _styles(tuple([part for part, _ in cut]))
    if found is None:
        return False
    read, characters = found
    budget.spend(sum([part.count(b"<") + tags for part, tags in cut]))
    budget.keep_more(characters)
    styles.take(read)
    return True


def quick_tags(content: bytes, reader: OdsReader) -> bool:
    """Read a content whose rows are all known from the cache; returns whether that was possible."""
    content, tags = without_block(content, _VALIDATIONS)
    if len(content) > _LONGEST_CONTENT:
        return False
    events = _content_events(content)
    if events is None:
        return False
    reader.budget.spend(content.count(b"<") + tags)
    for tag, attributes, text in events:
        if attributes is None:
            reader.characters[:] = (text,)
            reader.end(tag)
        else:
            reader.start(tag, attributes)
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
                self.events.append(Event(tag, attributes, ""))
        elif name == "table" or tag in OTHER_KINDS or "xmlns:calcext" in attributes:
            self._in_table = name == "table"
            self.events.append(Event(tag, attributes, ""))
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
            self.events.append(Event(tag, None, ""))


@cached(8, _LONGEST_STYLES)
def _styles(parts: tuple[bytes, ...]) -> tuple[DocumentStyles, int] | None:
    """What the parts say, and how many characters are kept of it; None if they name a program. Raises `Refused`."""
    if any(b"generator" in part for part in parts):
        return None
    budget = Budget()
    before = budget.characters
    styles = DocumentStyles(budget)
    for part in parts:
        styles.read(pieces(part))
    return styles, before - budget.characters


@cached(8, _LONGEST_CONTENT)
def _content_events(content: bytes) -> Sequence[Event] | None:
    """The tags of a content; None if there is more in it than known rows. Raises `Refused`."""
    found = _Content()
    walk((content,), Budget(), found.start, found.end, found.characters)
    return found.events if found.is_plain else None


def _is_other_style(event: Event) -> bool:
    """Whether a style begins that is none of cells: of a column, a row, a sheet, plain text."""
    attributes = event.attributes
    return event.tag == "style" and attributes is not None and attributes.get("style:family") != "table-cell"
