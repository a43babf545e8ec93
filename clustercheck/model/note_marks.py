"""Footnote marks that could be read as digits of the text beside them: `32.5①`, `32.5[1]`, `20000*`, `2025年²`.

A note at a figure may say that it is of another year or in another unit, so that figure is not judged. In a label, a
heading or a unit the mark is removed. `m²` and `CO₂` have no mark.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from clustercheck.model.hints import Literal, TypeAlias

# How readers write superscript and subscript in the text of a cell.
_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾⁽⁾﹡﹟㊟ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ"
_SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎₍₎﹡﹟㊟"
_IN_FULL = "0123456789+-=()[]*#注abcdefghijklmnoprstuvwxyz"
_SUPERSCRIPT = str.maketrans(_IN_FULL, _SUPERSCRIPTS)
_SUBSCRIPT = str.maketrans(_IN_FULL[: len(_SUBSCRIPTS)], _SUBSCRIPTS)
_HALF_WIDTH = str.maketrans(
    {0xFEE0 + code: code for code in range(0x21, 0x7F)} | dict(zip("〔〕【】", "[][]", strict=True))
)
# Digits in circles, in brackets and with a full stop, as single characters.
_ENCLOSED = "".join(map(chr, (*range(0x2460, 0x249C), *range(0x24EA, 0x2500), *range(0x2776, 0x2794))))
MARKS = frozenset(_SUPERSCRIPTS + _SUBSCRIPTS + _ENCLOSED + "†‡§⁎")

_MARK = f"[{re.escape(''.join(sorted(MARKS)))}]"
_MARKS_OF_A_PLACE = rf"{_MARK}(?:[,，、.\s]*{_MARK})*"
# Expressions are compiled when a text first needs them: most workbooks have no such marks.
_UNIT_OR_MARKS = f"([mMｍＭ][²³₂₃]|[CcＣｃ][OoＯｏ][²₂])|{_MARKS_OF_A_PLACE}"
_LEADING = rf"\s*(?:{_MARKS_OF_A_PLACE})?"
_TRAILING = r"(?:[*＊†‡#]+|[\[(（［【〔{](?:注|note)?\d{0,2}[\])）］】〕}]|注\d*)$"
# The characters of a figure: digits and signs.
_FIGURE_ALONE = frozenset("0123456789.,%+- ")

# Superscript, subscript, or empty for neither.
Setting: TypeAlias = Literal["", "super", "sub"]
# A part of a cell's text, and its setting.
Run: TypeAlias = tuple[str, Setting]
# The names of the settings in OOXML.
SETTINGS: dict[str, Setting] = {"superscript": "super", "subscript": "sub"}


def joined(runs: Sequence[Run]) -> str:
    """The text of a cell whose parts have different settings.

    Superscript and subscript become the Unicode characters of that form if there are any: `7²`. If the whole text has
    one setting, it marks nothing: a figure is then written in raised characters, and words stay as they are.
    """
    text = "".join([text for text, _ in runs])
    # A line break within a cell of a web page is written as a zero.
    if all(
        setting for stretch, setting in runs if stretch.strip("\0").strip()
    ) and not _FIGURE_ALONE.issuperset(text):
        return text
    return "".join([_raised(text, setting) for text, setting in runs])


def joined_at(text: str, changes: Sequence[tuple[int, Setting]]) -> str:
    """Like `joined`, with each setting given by where it begins, in UTF-16 units.

    Returns the text unchanged if the positions do not increase.
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
    """A figure's text without footnote marks. Only for texts as short as a figure."""
    bare = text.strip() if text.isascii() else re.sub(_UNIT_OR_MARKS, r"\1", text).strip()
    bare = bare.lstrip("*＊†‡#") if bare[1:] else bare
    while match := re.search(_TRAILING, bare, re.IGNORECASE):
        if not match.start():
            break
        bare = bare[: match.start()].rstrip()
    return bare if bare != text.strip() else text


def unmarked(text: str) -> str:
    """A label, a heading or a unit without footnote marks. A mark at the beginning is its number and stays."""
    leading = re.match(_LEADING, text)
    begin = leading.end() if leading else 0
    return text[:begin] + re.sub(_UNIT_OR_MARKS, r"\1", text[begin:])


def _raised(text: str, setting: Setting) -> str:
    if not setting:
        return text
    return text.translate(_HALF_WIDTH).translate(_SUPERSCRIPT if setting == "super" else _SUBSCRIPT)
