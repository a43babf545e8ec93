"""What stands about the name in a label: its number, the mark of a part, the word 单位, a translation."""

from __future__ import annotations

from collections.abc import Sequence

from clustercheck.model.patterns import pattern
from clustercheck.model.words import fold

# The number of an item, or in a group what marks an item as a part of the one above it. Three digits, as in a year, are
# no number, and 24年企业总数 begins with a year.
_OUTLINE = pattern(
    r"(?!\d{3})(?:[一二三四五六七八九十]+[、.]|\([一二三四五六七八九十\d]+\)|\d{1,2}(?:\.\d{1,2})+[、.]?(?!\d)"
    r"|\d{1,2}(?:[、)]|\.(?!\d))|(?!(?:1[5-9]|2\d|3[0-5])年)\d{1,2}(?=[一-鿿]|“))|(其中(?:包括)?[:,、]?|#+|[-–—·•]+)"
)
# The first characters of these; the expression is compiled only for one of them.
OUTLINING = frozenset("一二三四五六七八九十(0123456789其#-–—·•")
_UNIT_WORD, _UNIT_WORDS = pattern("(?:计量|度量)?单位:?"), frozenset("计度单")
# A translation has a word with a capital; R&D below 从业人员 is none, it makes another indicator.
_TRANSLATION = pattern(r"[A-Z][a-z]{2,}|\([\dA-Za-z ,.%]+\)")


def outlined(text: str) -> tuple[str, bool]:
    """A label without its number, and whether it is marked as a part of another (其中：, #)."""
    return outline_of(fold(text))


def outline_of(bare: str, *, with_mark: bool = True) -> tuple[str, bool]:
    """Like `outlined`, of a folded label, whose mark is kept without `with_mark`.

    Without one of `OUTLINING` in front it is the label itself.
    """
    is_part, begin = False, 0
    # Nothing is compiled for a year.
    while bare[begin : begin + 1] in OUTLINING and (begin or not bare[:3].isdecimal()):
        match = _OUTLINE.match(bare, begin)
        if match is None or (match.lastindex and not with_mark):
            break
        if match.lastindex:
            is_part = True
        end = match.end()
        if end == len(bare):
            break
        begin = end
    return bare[begin:], is_part


def unnumbered(bare: str) -> str:
    """A folded label without its numbers."""
    return outline_of(bare, with_mark=False)[0]


def without_unit_word(text: str) -> str:
    """A unit without the word 单位 before it."""
    match = _UNIT_WORD.match(text) if text[:1] in _UNIT_WORDS else None
    return text if match is None else text[match.end() :]


def native_parts(parts: Sequence[str]) -> list[str]:
    """The lines of a heading without the translation after them."""
    filled = [part for part in parts if part.strip()]
    kept = len(filled)
    while kept and not _has_chinese(filled[kept - 1]):
        kept -= 1
    if 0 < kept < len(filled) and _TRANSLATION.search(" ".join(filled[kept:])):
        return filled[:kept]
    return filled


def _has_chinese(text: str) -> bool:
    return not text.isascii() and any("一" <= character <= "鿿" for character in text)
