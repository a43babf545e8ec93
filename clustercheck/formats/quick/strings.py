"""Shared strings in the form that spreadsheet programs usually write, split without walking their XML.

A string with anything else in it (raised characters, phonetics, another tag) is walked alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from clustercheck.formats import limits
from clustercheck.formats.budget import Budget
from clustercheck.formats.cells import GridCell, Refused
from clustercheck.formats.quick.around_rows import DECLARED
from clustercheck.formats.quick.odd_pieces import walked_alone
from clustercheck.formats.quick.rows import ATTRIBUTES, attributes_in
from clustercheck.formats.quick.string_runs import (
    END_OF_STRING,
    ReadString,
    Runs,
    known_runs,
    read_by_runs,
    runs_after,
)
from clustercheck.formats.quick.written_text import FORBIDDEN, TEXT, characters_of, decoded
from clustercheck.formats.stored_text import text_cell_of, text_cells_of
from clustercheck.formats.xlsx_strings_walk import StringsWalk
from clustercheck.model.hints import TypeAlias, cast
from clustercheck.model.patterns import pattern
from clustercheck.model.speed import cached, keeper, known_answers, was_met

# Fonts and colours of a run. What raises or strikes out its characters is not among them.
_QUOTED = f'"[^"<>&\\t\\n{FORBIDDEN}]*"'
_FONT = (
    f"<(?:(?:b|i|u|sz|rFont|family|charset|scheme|outline|shadow|condense|extend)(?: val={_QUOTED})?"
    f"|color(?: (?:rgb|theme|indexed|auto)={_QUOTED})?(?: tint={_QUOTED})?) ?/>"
)
_T = rf'<t(?: xml:space="preserve")?>{TEXT}</t>'
_PHONETIC = '<phoneticPr fontId="[0-9]{1,4}"(?: type="[A-Za-z]{1,20}")?(?: alignment="[A-Za-z]{1,20}")? ?/>'
_STRING = pattern(rf"<si>(?:{_T}|(?:<r>(?:<rPr>(?:{_FONT})*</rPr>)?{_T}</r>)+)(?:{_PHONETIC})?")
_PRESERVED, _OPEN, _CLOSE = '<si><t xml:space="preserve">', "<si><t>", "</t></si>"
# What is in no string of these: what XML forbids or changes.
_NOT_PLAIN = bytes([*range(0x9), *range(0xB, 0x20)])
_PHONETIC_TAG, _IS_TEXT = pattern(_PHONETIC), pattern(TEXT)
_TEXTS = pattern("<t(?: [^>]*)?>([^<]*)</t>")
_STRINGS = pattern(f"<sst({ATTRIBUTES})>")
# Cache limits: bytes of a string with its markup, and of all of them.
_LONGEST, _LONGEST_IN_ALL = 2048, 1536 * 1024

# The cells of strings, None for a blank one, their characters and tags.
_AllRead: TypeAlias = tuple[list[GridCell | None], int, int]
# Of a string without any markup in it: two that open, two that close.
_TAGS = 4
# So many new strings are read one by one.
_FEW = 3
# A table is kept in runs if at most one of so many strings is new.
_LEAST_KNOWN = 4


def quick_strings(part: bytes, budget: Budget) -> list[GridCell | None] | None:
    """The cells of shared strings, None for a blank one, counted in the budget; None if they must be walked."""
    declared = DECLARED.match(part)
    if declared is None:
        return None
    begin = part.find(b">", declared.end()) + 1
    end = max(begin, part.rfind(END_OF_STRING) + len(END_OF_STRING))
    if not _opens_strings(part[declared.end() : begin]) or part[end:].rstrip(b" \t\r\n") != b"</sst>":
        return None
    before = budget.counts()
    try:
        read = _all_read(part[begin:end])
        if read is None:
            return None
        cells, characters, tags = read
        budget.spend(part.count(b"<", 0, begin) + tags + 1)
        budget.keep_more(characters)
    except Refused:
        budget.set_back(before)
        return None
    return cells


def _all_read(written: bytes) -> _AllRead | None:
    """Strings one after the other, as read; None if there are too many, or one that is not plain. Raises `Refused`."""
    first = written[: written.find(END_OF_STRING)]
    # Copies of a form begin alike, and nearly all their strings are known. Those of other tables are not worth keeping.
    plain = None if _known_string(first) or was_met(first) else _plain_texts(written)
    if plain is None:
        runs = known_runs(first)
        return _each_read(written) if runs is None else _read_in_runs(written, runs)
    texts, tags = plain
    if len(texts) > limits.LIMITS.strings:
        return None
    return text_cells_of(texts), sum(map(len, texts)), tags


def _each_read(written: bytes) -> _AllRead | None:
    """The same, of which those that are known are looked up, and the others kept."""
    pieces = written.split(END_OF_STRING)
    pieces.pop()
    if len(pieces) > limits.LIMITS.strings:
        return None
    strings: list[ReadString | None] = list(map(_known_string, pieces))
    places = [place for place, string in enumerate(strings) if string is None]
    read = _all_new([pieces[place] for place in places])
    if read is None:
        return None
    for place, string in zip(places, read, strict=True):
        strings[place] = string
    all_read = cast("list[ReadString]", strings)
    if pieces and len(pieces) > _LEAST_KNOWN * len(places):
        runs_after(pieces[0]).keep(pieces, all_read)
    cells, characters, tags = zip(*all_read, strict=True) if strings else ((), (), ())
    return list(cells), sum(characters), sum(tags)


def _read_in_runs(written: bytes, runs: Runs) -> _AllRead | None:
    """The same of strings most of which are in known runs."""
    cells, characters, tags, missing, alone = read_by_runs(written, runs, _known_string)
    if 2 * alone > len(cells) and runs.takes_more:
        return _each_read(written)
    if len(cells) > limits.LIMITS.strings:
        return None
    read = _all_new([piece for _, piece in missing])
    if read is None:
        return None
    for (place, _), (cell, more, more_tags) in zip(missing, read, strict=True):
        cells[place] = cell
        characters += more
        tags += more_tags
    return cells, characters, tags


def _all_new(new: Sequence[bytes]) -> list[ReadString] | None:
    """Strings that are not known, each kept from now on; None if one cannot be read. Raises `Refused`."""
    plain = _plain_texts(b"".join([piece + END_OF_STRING for piece in new])) if len(new) > _FEW else None
    if plain is not None and len(plain[0]) == len(new):
        texts = plain[0]
        found = zip(text_cells_of(texts), map(len, texts), map(_tags_in, new), strict=True)
        _keep_strings(dict(zip(new, found, strict=True)))
    strings = []
    for piece in new:
        string = _string(piece)
        if string is None:
            return None
        strings.append(string)
    return strings


def _plain_texts(written: bytes) -> tuple[list[str], int] | None:
    """The texts of strings without any markup in them but what Excel adds to each, and their tags; None for others."""
    text = characters_of(written)
    if text is None or len(written.translate(None, _NOT_PLAIN)) < len(written):
        return None
    text = text.replace(_PRESERVED, _OPEN)
    of_each = _phonetic_in(text)
    more = text.count(of_each) if of_each else 0
    if of_each:
        text = text.replace(f"</t>{of_each}</si>", _CLOSE)
    texts = text[len(_OPEN) : -len(_CLOSE)].split(_CLOSE + _OPEN)
    # With as many tags in all there is none in a text.
    tags = _TAGS * len(texts)
    if (
        not text.startswith(_OPEN)
        or not text.endswith(_CLOSE)
        or text.count("<") != tags
        or text.count(">") != tags
    ):
        return None
    if "&" in text:
        try:
            texts = [_undone(text) for text in texts]
        except ValueError:
            return None
    return texts, tags + more


def _phonetic_in(text: str) -> str:
    """The tag on how strings are pronounced that the first of them has; Excel gives all of them the same."""
    at = text.find("<phoneticPr ")
    tag = text[at : text.find(">", at) + 1] if at >= 0 else ""
    return tag if _PHONETIC_TAG.fullmatch(tag) else ""


def _undone(text: str) -> str:
    """A text with its references undone. Raises `ValueError` for one that XML does not allow."""
    if "&" in text and not _IS_TEXT.fullmatch(text):
        raise ValueError(text)
    return decoded(text)


def _opens_strings(tag: bytes) -> bool:
    written = characters_of(tag)
    opening = None if written is None else _STRINGS.fullmatch(written)
    return opening is not None and attributes_in(opening[1]) is not None


@cached(8192, _LONGEST, _LONGEST_IN_ALL)
def _string(piece: bytes) -> ReadString | None:
    """A string as read; None if it is not plain. Raises `Refused`."""
    written = characters_of(piece)
    if written is None:
        return None
    if _STRING.fullmatch(written):
        try:
            text = "".join(map(decoded, _TEXTS.findall(written)))
        except ValueError:
            return None
        return text_cell_of(text), len(text), _tags_in(piece)
    return _odd_string(piece)


_known_string, _keep_strings = known_answers(_string), keeper(_string)


def _odd_string(piece: bytes) -> ReadString | None:
    """The same of a string that is walked alone."""
    budget = Budget()
    before = budget.characters
    told = StringsWalk(budget)
    if not walked_alone(piece, b"</si>", told) or len(told.found) != 1:
        return None
    return told.found[0], before - budget.characters, _tags_in(piece)


def _tags_in(piece: bytes) -> int:
    """The tags of a string, with its end tag."""
    return piece.count(b"<") + 1
