"""The sheets of a web page that LibreOffice made of a workbook: it writes their names above their tables.

It writes `<A NAME="table0"><h1>Sheet 1: <em>NAME</em></h1></A>`, with a list of links to them at the top of the page. The
word for a sheet is in the program's language; the anchor and the emphasis are not.
"""

from __future__ import annotations

from clustercheck.formats.html_tags import Tag
from clustercheck.model.note_marks import Run, joined
from clustercheck.model.patterns import pattern

_ANCHOR = pattern(r"table\d{1,4}")


class SheetHeadings:
    """Follows tags and tells the name of a sheet when its heading ends."""

    def __init__(self) -> None:
        self._in_anchor = False
        self._start: int | None = None
        self._name = ""

    def open(self, tag: Tag, line: list[Run]) -> None:
        """Note a tag; `line` is the text of the current line."""
        if tag.name == "a":
            self._in_anchor = bool(_ANCHOR.fullmatch(tag.attributes().get("name", "")))
            self._start, self._name = None, ""
        elif tag.name == "em" and self._in_anchor:
            self._start = len(line)

    def close(self, name: str, line: list[Run]) -> str:
        """Note a closing tag. Returns the name of the sheet whose heading it ends, "" for any other tag."""
        if name == "em" and self._start is not None:
            self._name, self._start = " ".join(joined(line[self._start :]).split()), None
        elif name in ("a", "h1") and self._in_anchor:
            self._in_anchor = False
            return self._name if name == "h1" else ""
        return ""
