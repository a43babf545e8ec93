"""A text that begins with a tag: an XML spreadsheet, OpenDocument in one XML file, or a web page with tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clustercheck.formats.cells import Refused, Workbook
from clustercheck.model.patterns import pattern

_MARKUP = pattern(r"\s*<(?:!--|!doctype\b|\?xml|[a-z][a-z0-9]*(?::[a-z]+)?[\s>/])", re.IGNORECASE)
_DECLARATION = pattern(r"\s*<\?xml[^>]{0,500}\?>", re.IGNORECASE)
_ROOT = pattern(r"<([a-z]\w*(?::[\w-]+)?)", re.IGNORECASE)
_PROLOGUE = pattern(r"\s*(?:<\?.*?\?>|<!--.*?-->)", re.DOTALL)
# Limit for XML; a web page is not parsed as XML.
_DOCUMENT_TYPE = pattern(r"<!doctype\s+(?!html\b)", re.IGNORECASE)
_EXCEL = "urn:schemas-microsoft-com:office:spreadsheet"
_DOCUMENTS = ("w:worddocument", "pkg:package")
# How many bytes from the start must show what the file is.
_LOOKED_AT = 64 * 1024
_CHUNK = 64 * 1024


def is_markup(text: str) -> bool:
    """Whether a text begins as XML or HTML does."""
    return _MARKUP.match(text) is not None


def read_markup(text: str) -> Workbook:
    """The cells of XML or HTML. Raises `Refused` if it has none."""
    head = text[:_LOOKED_AT]
    root = _root(head)
    if root == "office:document":
        from clustercheck.formats.ods import read_opendocument

        return read_opendocument(_chunks(text))
    if root.rpartition(":")[2] == "workbook" and _EXCEL in head:
        from clustercheck.formats.xml2003 import read_spreadsheetml

        return read_spreadsheetml(_chunks(text))
    if root in _DOCUMENTS:
        raise Refused("C131")
    from clustercheck.formats.html import read_html

    return read_html(text)


def _root(head: str) -> str:
    place = 0
    while match := _PROLOGUE.match(head, place):
        place = match.end()
    place += len(head[place:]) - len(head[place:].lstrip())
    if _DOCUMENT_TYPE.match(head, place):
        raise Refused("C112")
    root = _ROOT.match(head, place)
    return root[1].lower() if root else ""


def _chunks(text: str) -> Iterator[bytes]:
    """The text in UTF-8 without its encoding declaration: it is already decoded."""
    declared = _DECLARATION.match(text)
    start = declared.end() if declared else len(text) - len(text.lstrip())
    for at in range(start, len(text), _CHUNK):
        yield text[at : at + _CHUNK].encode("utf-8", "replace")
