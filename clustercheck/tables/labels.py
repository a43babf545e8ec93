"""The indicator or profile line that a label or a code means or nearly means."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache

from clustercheck.model.hints import TYPE_CHECKING
from clustercheck.model.indicators import INDICATORS, PROFILE, Indicator, ProfileItem
from clustercheck.model.patterns import pattern
from clustercheck.model.records import NamedTuple
from clustercheck.model.speed import cached, is_quick
from clustercheck.model.units import is_unit
from clustercheck.model.words import (
    LONGEST_WORDS,
    LONGEST_WRITTEN,
    begins_otherwise,
    fold,
    folded,
    is_usual,
    key_of,
    name_key,
)
from clustercheck.tables.kinds import is_neutral, kind_of
from clustercheck.tables.likely_names import NameIndex, index_of, nearest_of
from clustercheck.tables.name_forms import Names, id_of, plain_name, with_stems
from clustercheck.tables.year_words import Years, may_name_year, years_in

if TYPE_CHECKING:
    from clustercheck.tables.needed_characters import NeededCharacters

_new = tuple.__new__
_NEAR_KEYS = {name_key(label): id for id, indicator in INDICATORS.items() for label in indicator.near_misses}
_CODE = pattern(r"[a-z][a-z0-9_]*")
# The number of an item, or in a group what marks an item as a part of the one above it. Three digits, as in a year, are
# no number.
_OUTLINE = pattern(
    r"(?!\d{3})(?:[一二三四五六七八九十]+[、.]|\([一二三四五六七八九十\d]+\)|\d{1,2}(?:\.\d{1,2})+[、.]?(?!\d)"
    r"|\d{1,2}(?:[、)]|\.(?!\d)|(?=[一-鿿]|“)))|(其中(?:包括)?[:,、]?|#+|[-–—·•]+)"
)
# First characters of these; the expression is compiled only for one of them.
_OUTLINING = frozenset("一二三四五六七八九十(0123456789其#-–—·•")
_BRACKETED = pattern(r"(.+)[(\[]([^()\[\]]+)[)\]]")
_CLOSING = frozenset(")]")
_SEPARATED = pattern(r"(.+?)[:,/](.+)")
_SEPARATORS = frozenset(":,/")
# What stands in brackets in a label, and how several things in one are parted.
_BRACKETS = pattern(r"[(\[【〔{]([^()\[\]【】〔〕{}]*)[)\]】〕}]")
_OPENING = frozenset("([【〔{")
_PARTED = pattern("[,，;；、]")
# Price bases, and marks of notes: they do not change the indicator.
_PRICE = pattern("(?:按)?(?:现行?价格?|现价|当年价格?)(?:计算)?")
_MARKS = "*★☆▲△※●◆■□○◇▪"
_ENDS = _MARKS + ":"
_UNIT_WORD, _UNIT_WORDS = pattern("(?:计量|度量)?单位:?"), frozenset("计度单")
# A translation has a word with a capital; R&D below 从业人员 is none, it makes another indicator.
_TRANSLATION = pattern(r"[A-Z][a-z]{2,}|\([\dA-Za-z ,.%]+\)")

# Limits: looking for the nearest name takes a millisecond.
_LONGEST_LABEL = 40
_MOST_SUGGESTIONS = 100
_CLOSE_ENOUGH = 0.7
# Words that make another quantity of the name they stand in; a name without them is never suggested for one with them.
_OF_ANOTHER_KIND = pattern(r"万人|人均|每亿|收入|营收|率|占比|比重|强度|增速|增长")
_KINDS = {"营收": "收入"}


def _keys(known: dict[str, Indicator] | dict[str, ProfileItem]) -> dict[str, str]:
    return {
        name_key(label): id
        for id, entry in known.items()
        for label in (entry.name.zh, entry.name.en, *entry.aliases)
    }


_INDICATOR_KEYS = _keys(INDICATORS)
_PROFILE_KEYS = _keys(PROFILE)
# Names, and those that come close to one without being it.
_CLOSE_KEYS = {**_INDICATOR_KEYS, **_NEAR_KEYS}
# What the Chinese names begin with; nearly every text begins with another character.
FIRST_OF_ITEMS = frozenset([key[0] for key in _PROFILE_KEYS])
# Names and codes by which the nearest is looked for, each with its id.
_KNOWN = {
    "names": _INDICATOR_KEYS,
    "indicators": {id: id for id in INDICATORS},
    "profile": {id: id for id in PROFILE},
}


class Label(NamedTuple):
    """An indicator as a label names it, with the unit in its brackets, and the year if it names one.

    The user's map (`mapped`) takes precedence over the sheet.
    """

    indicator: Indicator
    unit: str = ""
    year: int | None = None
    mapped: bool = False


class LineName(NamedTuple):
    """The label of a line: without its number, whether it is marked as a part, and the indicator that it names.

    `whole` is the folded label, `key` its key. `label` has its year if it names one. `undated` is the one for a line
    under a year: with a year only if nothing else fits. `as_written` is the one that the label names with its number.
    """

    whole: str
    key: str
    bare: str
    is_part: bool
    label: Label | None
    undated: Label | None
    as_written: Label | None


def code_in(text: str) -> str | None:
    """A code from a code column; None if it is none, such as a running number."""
    code = folded(text).lower()
    return code if _CODE.fullmatch(code) else None


def labelled(text: str) -> Label | None:
    """The indicator that a label names in full, ignoring its number and line breaks."""
    found = _label_in(text)
    return None if found is None or found.year is not None else found


@cached(4096)
def line_name(text: str) -> LineName:
    """What the label of a line names."""
    return name_of(text, fold(text))


def name_of(text: str, whole: str) -> LineName:
    """Like `line_name`, of a text that is asked about once, with its folded form."""
    key, bare, is_part = key_of(whole), whole, False
    if whole[:1] in _OUTLINING:
        bare, is_part = _outlined(whole)
    if text is not whole and is_usual(text):
        text = whole
    if text is whole and _has_no_name(key):
        return _new(LineName, (whole, key, bare, is_part, None, None, None))
    other = _label_in(bare)
    if bare == text:
        return _new(LineName, (whole, key, bare, is_part, other, other, other))
    # A number in front changes nothing.
    is_numbered = text is whole and not is_part and whole[-1] not in _ENDS and whole[0] not in _MARKS
    found = other if is_numbered and key not in _INDICATOR_KEYS else _label_of(text, whole, key)
    plain = found if found is not None and found.year is None else None
    if other is not None and other.year is None:
        return _new(LineName, (whole, key, bare, is_part, plain or other, other, found))
    return _new(LineName, (whole, key, bare, is_part, plain or found or other, plain or other, found))


def dated(text: str) -> Label | None:
    """An indicator with its year in one label: `2024年总产值（亿元）`, `总产值（2024年，亿元）`."""
    found = _label_in(text)
    return None if found is None or found.year is None else found


@cached(4096)
def _label_in(text: str) -> Label | None:
    """The indicator of a label, with the unit and the year in it."""
    if len(text) > LONGEST_WRITTEN:
        return None
    whole = fold(text)
    key = key_of(whole)
    if whole == text or is_usual(text):
        # The heading of a year ends before names are looked for.
        if not key[:1].isdigit() and _has_no_name(key):
            return None
        if whole != text:
            return _label_in(whole)
    return _label_of(text, whole, key)


def _has_no_name(key: str) -> bool:
    """Whether the characters of a text without spaces rule out that any part of it is a known name."""
    # The names in their form for comparison are not made for what is known as it stands.
    return key not in _INDICATOR_KEYS and is_quick() and not _needed_characters().are_in(key)


def _label_of(text: str, whole: str, key: str) -> Label | None:
    if len(text) > LONGEST_WRITTEN:
        return None
    known = _INDICATOR_KEYS.get(key)
    if known is not None:
        return Label(INDICATORS[known])
    bare = whole.rstrip(":").strip(_MARKS)
    if len(bare) > LONGEST_WORDS:
        return None
    begin = 0
    while bare[begin : begin + 1] in _OUTLINING and not bare[begin : begin + 3].isdecimal():
        numbering = _OUTLINE.match(bare, begin)
        if numbering is None or numbering.lastindex or numbering.end() == len(bare):
            break
        begin = numbering.end()
    if begin:
        return _label_in(bare[begin:])
    words = text.split()
    if len(words) > 1 and is_unit(unit := _without_unit_word(folded(words[-1]))):
        label = _label_in(" ".join(words[:-1]))
        if label is not None and label.unit in ("", unit):
            return label._replace(unit=unit)
    label = _put_together(bare, _id_of)
    if label is None and "\n" in text:
        native = "".join(native_parts(text.split("\n")))
        return _label_in(native) if folded(native) != folded(text) else None
    return label


def own_names(figures: Iterable[Indicator]) -> Names:
    """The names of a standard's own figures in the form for comparison with labels."""
    return with_stems(
        {
            plain_name(folded(name)): one.id
            for one in figures
            for name in (one.name.zh, one.name.en, *one.aliases)
        }
    )


def label_among(text: str, names: Names) -> Label | None:
    """The figure among `own_names` that a label names, with the unit and the year in it."""
    bare = outlined(text)[0].rstrip(":").strip(_MARKS)
    if not bare or len(bare) > LONGEST_WORDS:
        return None
    return _put_together(bare, lambda name: id_of(name, names))


def _put_together(bare: str, id_of_name: Callable[[str], str | None]) -> Label | None:
    """The indicator of a folded label whose brackets hold its unit, its year, or a word of its name."""
    bare = bare.replace("研究与试验发展(R&D)", "R&D")
    unit, pieces = "", []
    # What stands outside of brackets and what stands in them, in turns.
    parts = [bare] if _OPENING.isdisjoint(bare) else _BRACKETS.split(bare)
    for piece in _PARTED.split(",".join(parts[1::2])) if len(parts) > 1 else ():
        piece = _without_unit_word(piece)
        if is_unit(piece):
            unit = unit or piece
        elif piece:
            pieces.append(piece)
    main = "".join(parts[::2]).strip(_MARKS)
    match = None if unit or _SEPARATORS.isdisjoint(main) else _SEPARATED.fullmatch(main)
    if match is not None:
        written = _without_unit_word(match[2])
        if is_unit(written):
            main, unit = match[1], written
    years = years_in(main) if may_name_year(main) else Years((), main)
    named: list[int] = list(years.years)
    blocked = years.is_date or years.is_span
    name = years.rest if years.years else main
    qualifiers = []
    for piece in pieces:
        of_piece = years_in(piece)
        blocked = blocked or of_piece.is_date or of_piece.is_span or kind_of(piece) != ""
        named += of_piece.years
        rest = of_piece.rest if of_piece.years else piece
        if rest and not is_neutral(rest) and not _PRICE.fullmatch(rest):
            qualifiers.append(rest)
    if blocked or len(set(named)) > 1 or not name:
        return None
    id = id_of_name(name)
    if qualifiers:
        # 小巨人（国家级） and 企业总数（去重） are other names than those without the brackets, or not known.
        whole = "".join(qualifiers)
        ids = {id_of_name(whole + name), id_of_name(name + whole)} - {None}
        id = next(iter(ids)) if len(ids) == 1 else None
    return None if id is None else Label(INDICATORS[id], unit, named[0] if named else None)


@cache
def _plain_names() -> Names:
    """The known names in their form for comparison, made at the first use."""
    return with_stems({plain_name(name): id for name, id in _INDICATOR_KEYS.items()})


@cache
def _needed_characters() -> NeededCharacters:
    # Imported when needed: our own forms have no label that is unknown.
    from clustercheck.tables.needed_characters import NeededCharacters

    return NeededCharacters(_plain_names())


@cached(4096)
def _id_of(name: str) -> str | None:
    return id_of(name, _plain_names())


def native_parts(parts: Sequence[str]) -> list[str]:
    """The lines of a heading without the translation after them."""
    filled = [part for part in parts if part.strip()]
    kept = len(filled)
    while kept and not _has_chinese(filled[kept - 1]):
        kept -= 1
    if 0 < kept < len(filled) and _TRANSLATION.search(" ".join(filled[kept:])):
        return filled[:kept]
    return filled


def _without_unit_word(text: str) -> str:
    match = _UNIT_WORD.match(text) if text[:1] in _UNIT_WORDS else None
    return text if match is None else text[match.end() :]


def _has_chinese(text: str) -> bool:
    return not text.isascii() and any("一" <= character <= "鿿" for character in text)


def outlined(text: str) -> tuple[str, bool]:
    """A label without its number, and whether it is marked as a part of another (其中：, #)."""
    return _outlined(fold(text))


def _outlined(bare: str) -> tuple[str, bool]:
    is_part, begin = False, 0
    # Nothing is compiled for a year.
    while bare[begin : begin + 1] in _OUTLINING and (begin or not bare[:3].isdecimal()):
        match = _OUTLINE.match(bare, begin)
        if match is None:
            break
        is_part = is_part or match.lastindex is not None
        if match.end() == len(bare):
            break
        begin = match.end()
    return bare[begin:], is_part


def profile_item(text: str) -> ProfileItem | None:
    """The profile line that a label names in full."""
    if begins_otherwise(text, FIRST_OF_ITEMS):
        return None
    return item_of(key_of(fold(text)))


def item_of(key: str) -> ProfileItem | None:
    """The profile line with a name of this key."""
    known = _PROFILE_KEYS.get(key)
    return None if known is None else PROFILE[known]


def _kinds(key: str) -> set[str]:
    return {_KINDS.get(word, word) for word in _OF_ANOTHER_KIND.findall(key)}


class Suggestions:
    """The nearest known name to an unknown one. It caches its answers and limits the search."""

    def __init__(self) -> None:
        # Names by their keys, and codes with what they are of.
        self._found: dict[str | tuple[str, str], str | None] = {}

    def code(self, code: str, known: dict[str, Indicator] | dict[str, ProfileItem]) -> str | None:
        """The known code that an unknown one is closest to."""
        of = "profile" if known is PROFILE else "indicators"
        found = self._found
        if (code, of) not in found:
            if len(code) > _LONGEST_LABEL or len(found) >= _MOST_SUGGESTIONS:
                return None
            found[code, of] = _nearest(code, of)
        return found[code, of]

    def indicator(self, label: str) -> Indicator | None:
        """The indicator whose name a label comes close to."""
        bare = fold(label)
        return self.nearest(bare, key_of(bare))

    def nearest(self, bare: str, whole: str) -> Indicator | None:
        """Like `indicator`, of a folded label and its key."""
        found = self._close_to(whole, whole, bare)
        if found is None and bare[-1:] in _CLOSING and (match := _BRACKETED.fullmatch(bare)):
            return self._close_to(key_of(match[1]), whole, bare)
        return found

    def _close_to(self, key: str, whole: str, bare: str) -> Indicator | None:
        """The indicator close to a key, unless the whole label is of another kind."""
        nearest = _CLOSE_KEYS.get(key)
        if nearest is None:
            found = self._found
            if key in found:
                nearest = found[key]
            elif len(key) <= _LONGEST_LABEL and len(found) < _MOST_SUGGESTIONS:
                is_far = is_quick() and _index().is_far(key, _CLOSE_ENOUGH)
                nearest = found[key] = None if is_far else _nearest_name(key)
        if nearest is None or _is_other_kind(kind_of(bare), INDICATORS[nearest]):
            return None
        is_of_kind = _kinds(whole) <= _kinds(name_key(INDICATORS[nearest].name.zh))
        return INDICATORS[nearest] if is_of_kind else None


@cache
def _index() -> NameIndex:
    return index_of(_INDICATOR_KEYS)


@cached(2048, _LONGEST_LABEL)
def _nearest_name(key: str) -> str | None:
    return _nearest(key, "names")


def _nearest(key: str, of: str) -> str | None:
    """The id of the known name, or the known code, that is closest to another one."""
    known = _KNOWN[of]
    # An empty name has no characters in common with any.
    if is_quick() and key:
        found = nearest_of(key, known, _CLOSE_ENOUGH)
        return None if found is None else known[found]
    import difflib

    nearest = difflib.get_close_matches(key, known, 1, _CLOSE_ENOUGH)
    return known[nearest[0]] if nearest else None


def _is_other_kind(kind: str, indicator: Indicator) -> bool:
    """Whether a label names a growth, a share or a mean although the indicator is an amount or a count."""
    return kind in ("growth", "share", "average", "rank", "score") and indicator.unit.dimension != "rate"
