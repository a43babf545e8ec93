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
from clustercheck.formats.quick.written_text import FORBIDDEN, TEXT, characters_of, decoded
from clustercheck.formats.stored_text import text_cell_of, text_cells_of
from clustercheck.formats.xlsx_strings_walk import StringsWalk
from clustercheck.model.hints import TypeAlias
from clustercheck.model.patterns import pattern
from clustercheck.model.speed import cached, keeper, known_answers

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
# What is in no string of these: references, and what XML forbids or changes.
_NOT_PLAIN = b"&" + bytes([*range(0x9), *range(0xB, 0x20)])
_TEXTS = pattern("<t(?: [^>]*)?>([^<]*)</t>")
_STRINGS = pattern(f"<sst({ATTRIBUTES})>")
# Cache limits: bytes of a string with its markup, and of all of them.
_LONGEST, _LONGEST_IN_ALL = 2048, 1536 * 1024

# The cell of a string, None for a blank one, its number of characters, and its number of tags.
_Read: TypeAlias = tuple[GridCell | None, int, int]
# Of a string without any markup in it: two that open, two that close.
_TAGS = 4


def quick_strings(part: bytes, budget: Budget) -> list[GridCell | None] | None:
    """The cells of shared strings, None for a blank one, counted in the budget; None if they must be walked."""
    declared = DECLARED.match(part)
    if declared is None:
        return None
    begin = part.find(b">", declared.end()) + 1
    if not _opens_strings(part[declared.end() : begin]):
        return None
    pieces = part.split(b"</si>")
    pieces[0] = pieces[0][begin:]
    if pieces.pop().rstrip(b" \t\r\n") != b"</sst>" or len(pieces) > limits.LIMITS.strings:
        return None
    before = budget.counts()
    try:
        strings: list[_Read | None] = list(map(_known_string, pieces))
        if not all(strings) and not _read_missing(strings, pieces):
            return None
        cells, characters, tags = zip(*strings, strict=True) if strings else ((), (), ())
        budget.spend(part.count(b"<", 0, begin) + sum(tags) + 1)
        budget.keep_more(sum(characters))
    except Refused:
        budget.set_back(before)
        return None
    return list(cells)


def _read_missing(strings: list[_Read | None], pieces: Sequence[bytes]) -> bool:
    """Read the strings that are not known; returns whether all could be read. Raises `Refused`."""
    missing = [place for place, string in enumerate(strings) if string is None]
    plain = [place for place in missing if pieces[place].find(b"&") < 0]
    new = _plain_strings([pieces[place] for place in plain])
    for place, string in zip(plain if new else (), new, strict=True):
        strings[place] = string
    if len(new) < len(missing):
        for place in missing:
            strings[place] = strings[place] or _string(pieces[place])
            if strings[place] is None:
                return False
    return True


def _opens_strings(tag: bytes) -> bool:
    written = characters_of(tag)
    opening = None if written is None else _STRINGS.fullmatch(written)
    return opening is not None and attributes_in(opening[1]) is not None


def _plain_strings(pieces: Sequence[bytes]) -> list[_Read]:
    """Strings that are new, as read all at once; none where one of them has any markup in it."""
    if not pieces:
        return []
    together = b"</si>".join([*pieces, b""])
    text = characters_of(together)
    if text is None or len(together.translate(None, _NOT_PLAIN)) < len(together):
        return []
    text = text.replace(_PRESERVED, _OPEN)
    texts = text[len(_OPEN) : -len(_CLOSE)].split(_CLOSE + _OPEN)
    # With as many tags in all there is none in a text.
    count = len(pieces)
    if (
        len(texts) != count
        or not text.startswith(_OPEN)
        or not text.endswith(_CLOSE)
        or text.count("<") != _TAGS * count
        or text.count(">") != _TAGS * count
    ):
        return []
    found = [(cell, len(text), _TAGS) for cell, text in zip(text_cells_of(texts), texts, strict=True)]
    _keep_strings(dict(zip(pieces, found, strict=True)))
    return found


@cached(8192, _LONGEST, _LONGEST_IN_ALL)
def _string(piece: bytes) -> _Read | None:
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


def _odd_string(piece: bytes) -> _Read | None:
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
