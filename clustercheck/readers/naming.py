"""Which indicator or profile line a label or a code means, and which one it nearly means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from clustercheck.indicators import INDICATORS, PROFILE, Indicator, ProfileItem
from clustercheck.readers.units import is_unit
from clustercheck.readers.words import LONGEST_WORDS, folded, name_key, remembering

# Close in wording and different in meaning: suggested, never taken.
_NEAR_MISSES = {
    "研发费用": "sme_rd_spending",
    "研发经费": "sme_rd_spending",
    "研发投入": "sme_rd_spending",
    "R&D经费": "sme_rd_spending",
    "规划面积": "land_area",
    "总面积": "land_area",
    "发明专利": "invention_patents",
    "发明专利授权量": "invention_patents",
    "专利拥有量": "invention_patents",
    "户籍人口": "resident_population",
}
_NEAR_KEYS = {name_key(label): target for label, target in _NEAR_MISSES.items()}
_CODE = re.compile(r"[a-z][a-z0-9_]*")
_NUMBERING = (
    r"[一二三四五六七八九十]+[、.]|\([一二三四五六七八九十\d]+\)|\d{1,2}(?:\.\d{1,2})+[、.]?(?!\d)"
    r"|\d{1,2}(?:[、)]|\.(?!\d)|(?=[一-鿿“]))"
)
# What either can begin with; most labels begin with neither, and then the expressions need not be made.
_NUMBERS = frozenset("一二三四五六七八九十(0123456789")
_PARTS = frozenset("其#-–—·•")
# What marks an item as a part of the one above it.
_PART = r"其中(?:包括)?[:,、]?|#+|[-–—·•]+"
_BRACKETED = re.compile(r"(.+)[(\[]([^()\[\]]+)[)\]]")
_SEPARATED = re.compile(r"(.+?)[:,/](.+)")
# A translation has a word with a capital; R&D below 从业人员 is none, it makes another indicator.
_TRANSLATION = r"[A-Z][a-z]{2,}|\([\dA-Za-z ,.%]+\)"

# Looking for the nearest name takes a millisecond; a label longer or later than this is no slip of the pen.
_LONGEST_LABEL = 40
_MOST_SUGGESTIONS = 100
_CLOSE_ENOUGH = 0.7
# Words that make another quantity of the name they stand in; a name without them is never suggested for one with them.
_OF_ANOTHER_KIND = re.compile(r"万人|人均|每亿|收入|营收|率|占比|比重|强度|增速|增长")
_KINDS = {"营收": "收入"}


def _keys(known: dict[str, Indicator] | dict[str, ProfileItem]) -> dict[str, str]:
    return {
        name_key(label): id
        for id, entry in known.items()
        for label in (entry.name.zh, entry.name.en, *entry.aliases)
    }


_INDICATOR_KEYS = _keys(INDICATORS)
_PROFILE_KEYS = _keys(PROFILE)


class Label(NamedTuple):
    """An indicator as a label names it, with the unit that stands in its brackets, and the year if it names one.

    What the user's map says (`mapped`) goes before what stands in the sheet.
    """

    indicator: Indicator
    unit: str = ""
    year: int | None = None
    mapped: bool = False


def code_in(text: str) -> str | None:
    """A code as written in a code column; None for what is none, such as a running number."""
    code = folded(text).lower()
    return code if _CODE.fullmatch(code) else None


def _labelled(text: str) -> Label | None:
    """The indicator that a label names outright, whatever numbers it and in whatever lines it is broken."""
    known = _INDICATOR_KEYS.get(name_key(text))
    if known is not None:
        return Label(INDICATORS[known])
    bare = folded(text).rstrip(":")
    if len(bare) > LONGEST_WORDS:
        return None
    begin = 0
    while (numbering := _numbering(bare, begin)) is not None and numbering.end() < len(bare):
        begin = numbering.end()
    if begin:
        return labelled(bare[begin:])
    for split in (_BRACKETED, _SEPARATED):
        match = split.fullmatch(bare)
        if match is not None and is_unit(match[2]):
            known = _INDICATOR_KEYS.get(name_key(match[1]))
            if known is not None:
                return Label(INDICATORS[known], match[2])
    if "\n" in text:
        native = "".join(native_parts(text.split("\n")))
        return labelled(native) if folded(native) != bare else None
    return None


labelled = remembering(_labelled, 4096)


def native_parts(parts: Sequence[str]) -> list[str]:
    """The lines of a heading without the translation that follows them."""
    filled = [part for part in parts if part.strip()]
    kept = len(filled)
    while kept and not _has_chinese(filled[kept - 1]):
        kept -= 1
    if 0 < kept < len(filled) and re.search(_TRANSLATION, " ".join(filled[kept:])):
        return filled[:kept]
    return filled


def _numbering(text: str, begin: int) -> re.Match[str] | None:
    """What numbers an item that begins there; three digits, as of a year, begin none."""
    if text[begin : begin + 1] not in _NUMBERS or text[begin : begin + 3].isdecimal():
        return None
    return re.compile(_NUMBERING).match(text, begin)


def _has_chinese(text: str) -> bool:
    return any("一" <= character <= "鿿" for character in text)


def outlined(text: str) -> tuple[str, bool]:
    """A label without what numbers it, and whether it is marked as a part of another (其中：, #)."""
    bare, is_part, begin = folded(text), False, 0
    while True:
        match = _numbering(bare, begin)
        if match is None:
            match = re.compile(_PART).match(bare, begin) if bare[begin : begin + 1] in _PARTS else None
            is_part = is_part or match is not None
        if match is None or match.end() == len(bare):
            return bare[begin:], is_part
        begin = match.end()


def profile_item(text: str) -> ProfileItem | None:
    """The profile line that a label names outright."""
    known = _PROFILE_KEYS.get(name_key(text))
    return None if known is None else PROFILE[known]


def _kinds(key: str) -> set[str]:
    return {_KINDS.get(word, word) for word in _OF_ANOTHER_KIND.findall(key)}


class Suggestions:
    """The nearest known name to an unknown one. Keeps what it found, and an end to looking."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, bool], str | None] = {}

    def code(self, code: str, known: dict[str, Indicator] | dict[str, ProfileItem]) -> str | None:
        """The known code that an unknown one is closest to."""
        return self._nearest(code, {id: id for id in known}, True)

    def indicator(self, label: str) -> Indicator | None:
        """The indicator whose name a label comes close to."""
        bare = folded(label)
        match = _BRACKETED.fullmatch(bare)
        keys = [name_key(label)] + ([name_key(match[1])] if match else [])
        kinds = _kinds(keys[0])
        for key in keys:
            nearest = (
                _NEAR_KEYS.get(key) or _INDICATOR_KEYS.get(key) or self._nearest(key, _INDICATOR_KEYS, False)
            )
            if nearest is not None and kinds <= _kinds(name_key(INDICATORS[nearest].name.zh)):
                return INDICATORS[nearest]
        return None

    def _nearest(self, key: str, known: dict[str, str], is_code: bool) -> str | None:
        place = (key, is_code)
        if place in self._found:
            return self._found[place]
        if len(key) > _LONGEST_LABEL or len(self._found) >= _MOST_SUGGESTIONS:
            return None
        import difflib

        nearest = difflib.get_close_matches(key, known, 1, _CLOSE_ENOUGH)
        self._found[place] = known[nearest[0]] if nearest else None
        return self._found[place]
