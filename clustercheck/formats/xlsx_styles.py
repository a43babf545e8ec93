"""The cell formats of an .xlsx: how each style shows numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from clustercheck.formats.archive import Archive
from clustercheck.formats.budget import Budget
from clustercheck.formats.number_formats import FormatKind, kind_of_format
from clustercheck.formats.quick.parts import LONGEST_XML, of_part
from clustercheck.formats.xml_walk import local, walk
from clustercheck.model.hints import TypeAlias
from clustercheck.model.speed import cached

# Cache limit: cell formats of one part that are kept for other files.
_MOST_KINDS = 512

# The number format of each cell format, the codes of the custom ones, and what is known of how each shows numbers.
_Styles: TypeAlias = tuple[Sequence[str], Mapping[str, str], dict[str, FormatKind]]


class NumberFormats:
    """The cell formats of a workbook. Its styles are read at the first formatted number."""

    def __init__(self, archive: Archive, budget: Budget, part: str | None) -> None:
        self._archive = archive
        self._budget = budget
        self._part = part
        self._format_ids: Sequence[str] | None = None
        self._codes: Mapping[str, str] = {}
        self._kinds: dict[str, FormatKind] = {}

    def kind(self, style: str) -> FormatKind:
        """How a cell format (its index as written) shows numbers."""
        if self._format_ids is None:
            self._format_ids = self._read()
        known = self._kinds.get(style)
        return self._find_kind(style, self._format_ids) if known is None else known

    def _find_kind(self, style: str, ids: Sequence[str]) -> FormatKind:
        if not (style.isascii() and style.isdigit() and len(style) < 7 and int(style) < len(ids)):
            return "plain"
        kind = kind_of_format(ids[int(style)], self._codes)
        if len(self._kinds) < _MOST_KINDS:
            self._kinds[style] = kind
        return kind

    def _read(self) -> Sequence[str]:
        if self._part is None or self._part not in self._archive:
            return ()
        ids, self._codes, self._kinds = of_part(
            self._archive, self._part, self._budget, _styles, _styles_of, LONGEST_XML
        )
        return ids


def _styles(chunks: Iterable[bytes], budget: Budget) -> _Styles:
    """The number format of each cell format, the codes of the custom ones, and nothing known of them yet."""
    ids: list[str] = []
    codes: dict[str, str] = {}
    within = False

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal within
        tag = local(tag)
        if tag == "xf":
            if within:
                ids.append(attributes.get("numFmtId", "0"))
        elif tag == "numFmt":
            codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif tag in ("cellXfs", "cellStyleXfs", "dxfs"):
            within = tag == "cellXfs"

    walk(chunks, budget, start)
    return ids, codes, {}


@cached(32, LONGEST_XML)
def _styles_of(part: bytes) -> _Styles:
    """The same of a small part. What is known of its cell formats is filled by all files with these styles."""
    return _styles((part,), Budget())
