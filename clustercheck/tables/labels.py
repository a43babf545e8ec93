"""The indicator that a label names, with the unit and the year in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache

from clustercheck.model.hints import TYPE_CHECKING
from clustercheck.model.indicators import INDICATORS, Indicator
from clustercheck.model.patterns import pattern
from clustercheck.model.records import NamedTuple
from clustercheck.model.speed import cached, is_quick, keeper, known_answers
from clustercheck.model.units import is_unit
from clustercheck.model.words import (
    LONGEST_WORDS,
    LONGEST_WRITTEN,
    fold,
    folded,
    is_usual,
    key_of,
)
from clustercheck.tables.kinds import is_neutral, kind_of
from clustercheck.tables.known_names import INDICATOR_KEYS
from clustercheck.tables.label_parts import (
    OUTLINING,
    native_parts,
    outline_of,
    outlined,
    unnumbered,
    without_unit_word,
)
from clustercheck.tables.name_forms import Names, id_of, plain_name, with_stems
from clustercheck.tables.year_words import Years, may_name_year, years_in

if TYPE_CHECKING:
    from clustercheck.tables.needed_characters import NeededCharacters

_new = tuple.__new__
_SEPARATED = pattern(r"(.+?)[:,/](.+)")
_SEPARATORS = frozenset(":,/")
# What stands in brackets in a label, and how several things in one are parted.
_BRACKETS = pattern(r"[(\[【〔{]([^()\[\]【】〔〕{}]*)[)\]】〕}]")
_OPENING = frozenset("([【〔{")
# Usual characters that are folded and left out of a key by replacing five of them.
_PLAIN, _PLAIN_LINES = (pattern(f"[{end}一-鿿a-z0-9%*.,、/:()（）：，-]+") for end in ("", "\n"))
# Labels that are read together are no longer than these, and no fewer.
_LONGEST_TOGETHER, _WORTH_IT = 60, 4
_PARTED = pattern("[,，;；、]")
# Price bases, and marks of notes: they do not change the indicator.
# The prices of a figure, or whether its line has to be filled in.
_SAME_FIGURE = pattern("(?:按)?(?:现行?价格?|现价|当年价格?)(?:计算)?|必填项?|选填项?|必报|选报")
_MARKS = "*★☆▲△※●◆■□○◇▪"
_ENDS = _MARKS + ":"


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


def labelled(text: str) -> Label | None:
    """The indicator that a label names in full, ignoring its number and line breaks."""
    found = _label_in(text)
    return None if found is None or found.year is not None else found


@cached(4096)
def line_name(text: str) -> LineName:
    """What the label of a line names."""
    if _PLAIN.fullmatch(text) is None:
        return name_of(text, fold(text))
    whole, key = _folded_plain(text)
    return _name_of_usual(whole, key.rstrip(":"))


# The answers that are there, and a place for more of them.
_known_name, _keep_names = known_answers(line_name), keeper(line_name)


def read_names(texts: Sequence[str]) -> None:
    """Find what many labels name, as `line_name` does of each: the new ones are folded together."""
    new = [text for text in texts if len(text) <= _LONGEST_TOGETHER and _known_name(text) is None]
    lines = "\n".join(new)
    if len(new) < _WORTH_IT or not is_quick() or _PLAIN_LINES.fullmatch(lines) is None:
        return
    lines, keys = _folded_plain(lines)
    wholes = lines.split("\n")
    if len(wholes) != len(new):  # a label of several lines
        return
    may_name, names = _needed_characters().are_in, dict[str, LineName]()
    for text, whole, ending in zip(new, wholes, keys.split("\n"), strict=True):
        key = ending.rstrip(":")
        bare, is_part = outline_of(whole) if whole[:1] in OUTLINING else (whole, False)
        if key in INDICATOR_KEYS or may_name(key):
            names[text] = _named(whole, whole, key, bare, is_part)
        else:
            names[text] = _new(LineName, (whole, key, bare, is_part, None, None, None))
    _keep_names(names)


def _folded_plain(text: str) -> tuple[str, str]:
    """A text of plain characters in its folded form, and without what a key is without but for colons at its end."""
    whole = text.replace("（", "(").replace("）", ")") if "（" in text or "）" in text else text
    if "：" in whole or "，" in whole:
        whole = whole.replace("：", ":").replace("，", ",")
    return whole, whole.replace("(", "").replace(")", "")


def name_of(text: str, whole: str) -> LineName:
    """Like `line_name`, of a text that is asked about once, with its folded form."""
    key = key_of(whole)
    if text is whole or is_usual(text):
        return _name_of_usual(whole, key)
    bare, is_part = outline_of(whole) if whole[:1] in OUTLINING else (whole, False)
    return _named(text, whole, key, bare, is_part)


def _name_of_usual(whole: str, key: str) -> LineName:
    """Like `line_name`, of a folded text of usual characters, with its key."""
    bare, is_part = outline_of(whole) if whole[:1] in OUTLINING else (whole, False)
    if _has_no_name(key):
        return _new(LineName, (whole, key, bare, is_part, None, None, None))
    return _named(whole, whole, key, bare, is_part)


def _named(text: str, whole: str, key: str, bare: str, is_part: bool) -> LineName:
    """Like `line_name`, of a text that may have a known name in it."""
    other = _label_in(bare)
    if bare == text:
        return _new(LineName, (whole, key, bare, is_part, other, other, other))
    # A number in front changes nothing.
    is_numbered = text is whole and not is_part and whole[-1] not in _ENDS and whole[0] not in _MARKS
    found = other if is_numbered and key not in INDICATOR_KEYS else _label_of(text, whole, key)
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
    return key not in INDICATOR_KEYS and is_quick() and not _needed_characters().are_in(key)


def _label_of(text: str, whole: str, key: str) -> Label | None:
    if len(text) > LONGEST_WRITTEN:
        return None
    known = INDICATOR_KEYS.get(key)
    if known is not None:
        return Label(INDICATORS[known])
    bare = whole.rstrip(":").strip(_MARKS)
    if len(bare) > LONGEST_WORDS:
        return None
    without = unnumbered(bare)
    if without != bare:
        return _label_in(without)
    words = text.split()
    if len(words) > 1 and is_unit(unit := without_unit_word(folded(words[-1]))):
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
        piece = without_unit_word(piece)
        if is_unit(piece):
            unit = unit or piece
        elif piece:
            pieces.append(piece)
    main = "".join(parts[::2]).strip(_MARKS)
    match = None if unit or _SEPARATORS.isdisjoint(main) else _SEPARATED.fullmatch(main)
    if match is not None:
        written = without_unit_word(match[2])
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
        if rest and not is_neutral(rest) and not _SAME_FIGURE.fullmatch(rest):
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
    return with_stems({plain_name(name): id for name, id in INDICATOR_KEYS.items()})


@cache
def _needed_characters() -> NeededCharacters:
    # Imported when needed: our own forms have no label that is unknown.
    from clustercheck.tables.needed_characters import NeededCharacters

    return NeededCharacters(_plain_names())


@cached(4096)
def _id_of(name: str) -> str | None:
    return id_of(name, _plain_names())
