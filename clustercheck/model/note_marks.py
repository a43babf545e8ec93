"""Marks of footnotes, which would read as digits of what they stand at: `32.5①`, `32.5[1]`, `20000*`, `2025年²`.

At a figure the note may well say that it is of another year or in another unit, so the figure is not judged. At a label,
a heading or a unit the mark is left out. `m²` and `CO₂` have none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal, TypeAlias

# As the readers write what is set as superscript or subscript, for a cell's text is one string.
_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾⁽⁾﹡﹟㊟ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ"
_SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎₍₎﹡﹟㊟"
_IN_FULL = "0123456789+-=()[]*#注abcdefghijklmnoprstuvwxyz"
_SUPERSCRIPT = str.maketrans(_IN_FULL, _SUPERSCRIPTS)
_SUBSCRIPT = str.maketrans(_IN_FULL[: len(_SUBSCRIPTS)], _SUBSCRIPTS)
_HALF_WIDTH = str.maketrans(
    {0xFEE0 + code: code for code in range(0x21, 0x7F)} | dict(zip("〔〕【】", "[][]", strict=True))
)
# Digits in circles, in brackets of their own and with a full stop.
_ENCLOSED = "".join(map(chr, (*range(0x2460, 0x249C), *range(0x24EA, 0x2500), *range(0x2776, 0x2794))))
MARKS = frozenset(_SUPERSCRIPTS + _SUBSCRIPTS + _ENCLOSED + "†‡§⁎")

_MARK = f"[{re.escape(''.join(sorted(MARKS)))}]"
_MARKS_OF_A_PLACE = rf"{_MARK}(?:[,，、.\s]*{_MARK})*"
# Expressions are made when the first text needs them: most workbooks have no such marks.
_UNIT_OR_MARKS = f"([mMｍＭ][²³₂₃]|[CcＣｃ][OoＯｏ][²₂])|{_MARKS_OF_A_PLACE}"
_LEADING = rf"\s*(?:{_MARKS_OF_A_PLACE})?"
_TRAILING = r"(?:[*＊†‡#]+|[\[(（［【〔{](?:注|note)?\d{0,2}[\])）］】〕}]|注\d*)$"
# As a figure is set: nothing else than its digits and signs.
_FIGURE_ALONE = frozenset("0123456789.,%+- ")

# Whether something is set as superscript or as subscript; empty where it is neither.
Setting: TypeAlias = Literal["", "super", "sub"]
# A stretch of a cell's text, and how it is set.
Run: TypeAlias = tuple[str, Setting]
# By what OOXML calls them.
SETTINGS: dict[str, Setting] = {"superscript": "super", "subscript": "sub"}


def joined(runs: Sequence[Run]) -> str:
    """The text of a cell that is written in several settings.

    Superscript and subscript come out in the characters that are so by themselves, where there are such: `7²`. Where
    all is set so there is nothing that it could mark: a figure comes out raised, words as they are.
    """
    text = "".join([text for text, _ in runs])
    # A line that ends within a cell of a web page stands as a zero.
    if all(
        setting for stretch, setting in runs if stretch.strip("\0").strip()
    ) and not _FIGURE_ALONE.issuperset(text):
        return text
    return "".join([_raised(text, setting) for text, setting in runs])


def joined_at(text: str, changes: Sequence[tuple[int, Setting]]) -> str:
    """The same of a text whose settings are given by where each begins, counted as UTF-16 does.

    The text as it is where they do not go on from left to right.
    """
    starts = [start for start, _ in changes]
    if not any(setting for _, setting in changes) or starts != sorted(starts):
        return text
    wide = text.encode("utf-16-le", "surrogatepass")
    ends = [2 * start for start in (*starts, len(wide) // 2)]
    settings: list[Setting] = ["", *[setting for _, setting in changes]]
    pieces = [wide[begin:end].decode("utf-16-le", "replace") for begin, end in pairwise((0, *ends))]
    return joined(list(zip(pieces, settings, strict=True)))


def without_note_marks(text: str) -> str:
    """A figure's text without its footnote marks, the same where it has none. Only for texts as long as a figure."""
    bare = text.strip() if text.isascii() else re.sub(_UNIT_OR_MARKS, r"\1", text).strip()
    bare = bare.lstrip("*＊†‡#") if bare[1:] else bare
    while match := re.search(_TRAILING, bare, re.IGNORECASE):
        if not match.start():
            break
        bare = bare[: match.start()].rstrip()
    return bare if bare != text.strip() else text


def unmarked(text: str) -> str:
    """A label, a heading or a unit without the footnote marks in it; one that it begins with is its number."""
    leading = re.match(_LEADING, text)
    begin = leading.end() if leading else 0
    return text[:begin] + re.sub(_UNIT_OR_MARKS, r"\1", text[begin:])


def _raised(text: str, setting: Setting) -> str:
    if not setting:
        return text
    return text.translate(_HALF_WIDTH).translate(_SUPERSCRIPT if setting == "super" else _SUBSCRIPT)
