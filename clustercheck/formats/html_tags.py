"""Split HTML into tags and text, tolerant like browsers, in linear time.

The standard library's parser is not used, because it scans the rest of a text again for every unclosed tag.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from clustercheck.formats import limits
from clustercheck.formats.cells import Refused
from clustercheck.model.patterns import pattern
from clustercheck.model.records import NamedTuple

# Elements whose content is never shown; what looks like a tag in them is none.
_RAW = frozenset(("script", "style", "title", "xml", "textarea", "noframes", "template"))
_NAME = pattern(r"</?([a-zA-Z][a-zA-Z0-9:]*)")
_ATTRIBUTE = pattern(r"""([a-zA-Z][\w:.-]*)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")
_LONGEST_TAG = 64 * 1024
_LONGEST_READ = 4 * 1024


class Tag(NamedTuple):
    """A tag: its name in lower case, and its attributes as written."""

    name: str
    closes: bool
    written: str

    def attributes(self) -> dict[str, str]:
        """The attributes by their names in lower case; the first of two counts."""
        found: dict[str, str] = {}
        for name, value in _ATTRIBUTE.findall(self.written[:_LONGEST_READ]):
            bare = value[1:-1] if value[:1] in ("'", '"') else value
            found.setdefault(name.lower(), plain_text(bare))
        return found


def pieces(text: str) -> Iterator[Tag | str]:
    """The tags and the texts between them, without comments and hidden content."""
    if text.count("<") > limits.LIMITS.html_tags or text.count("&") > limits.LIMITS.references:
        raise Refused("C107")
    place, size = 0, len(text)
    while place < size:
        opening = text.find("<", place)
        if opening < 0:
            opening = size
        if opening > place:
            yield plain_text(text[place:opening])
        if opening == size:
            return
        name = _NAME.match(text, opening, opening + 40)
        if name is None and text[opening + 1 : opening + 2] not in ("!", "?", "/"):
            yield "<"
            place = opening + 1
            continue
        place = _after(text, opening)
        if name is None:
            continue
        tag = Tag(name[1].lower(), text[opening + 1] == "/", text[name.end() : place - 1])
        if tag.name in _RAW and not tag.closes and not tag.written.endswith("/"):
            closing = re.compile(f"</{tag.name}", re.IGNORECASE).search(text, place)
            place = size if closing is None else closing.start()
        else:
            yield tag


def plain_text(text: str) -> str:
    """A text with its character references replaced."""
    if "&" not in text:
        return text
    try:
        return html.unescape(text)
    except ValueError as absurd:
        raise Refused("C103") from absurd


def _after(text: str, opening: int) -> int:
    """The end of what begins with `<`: a comment, or a tag, in whose quotes there may be a `>`."""
    if text.startswith("<!--", opening):
        end = text.find("-->", opening + 4)
        return len(text) if end < 0 else end + 3
    end = text.find(">", opening + 1)
    if end < 0:
        return len(text)
    place = opening
    while True:
        quote = min(
            (at for at in (text.find('"', place, end), text.find("'", place, end)) if at >= 0), default=-1
        )
        if quote < 0:
            return end + 1
        place = text.find(text[quote], quote + 1, quote + _LONGEST_TAG) + 1
        if place == 0:
            return end + 1
        if place > end:
            end = text.find(">", place, place + _LONGEST_TAG)
            if end < 0:
                return len(text)
