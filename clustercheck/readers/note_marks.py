"""Marks of footnotes at a figure, which would read as digits of it: `32.5①`, `32.5[1]`, `20000*`, `32.5¹`.

What the note says is not known here; it may well be that the figure is of another year or in another unit.
"""

from __future__ import annotations

import re
import unicodedata

_RAISED = frozenset(("<super>", "<sub>", "<circle>", "<compat>"))
_TRAILING = re.compile(r"(?:[*＊†‡#]+|[\[(（［【〔{](?:注|note)?\d{0,2}[\])）］】〕}]|注\d*)$", re.IGNORECASE)


def without_note_marks(text: str) -> str:
    """A cell's text without its footnote marks, the same where it has none."""
    if text.isascii():
        bare = text.strip()
    else:
        bare = "".join(
            char for position, char in enumerate(text) if not _is_raised(char, text[position - 1 : position])
        ).strip()
    bare = bare.lstrip("*＊†‡#") if bare[1:] else bare
    while match := _TRAILING.search(bare):
        if not match.start():
            break
        bare = bare[: match.start()].rstrip()
    return bare if bare != text.strip() else text


def _is_raised(char: str, before: str) -> bool:
    """A digit set small or in a circle that is not part of a unit such as km²."""
    if char.isascii() or (before.isascii() and before.isalpha()):
        return False
    if unicodedata.decomposition(char).partition(" ")[0] not in _RAISED:
        return False
    return any(each.isdigit() for each in unicodedata.normalize("NFKC", char))
