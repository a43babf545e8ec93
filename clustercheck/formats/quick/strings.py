"""Shared strings in the form that spreadsheet programs usually write, split without walking their XML.

A string with anything else in it (raised characters, phonetics, another tag) is walked alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

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
# Each with its end tag. The markup that may be in a text is not in these.
_PLAIN_STRINGS = pattern(f'(<si><t(?: xml:space="preserve")?>([^<>&{FORBIDDEN}]*)</t></si>)')
_TEXTS = pattern("<t(?: [^>]*)?>([^<]*)</t>")
_STRINGS = f"<sst({ATTRIBUTES})>"
# Cache limits: bytes of a string with its markup, and of all of them.
_LONGEST, _LONGEST_IN_ALL = 2048, 1536 * 1024

# The cell of a string, None for a blank one, and its number of characters.
_Read: TypeAlias = tuple[GridCell | None, int]


def quick_strings(part: bytes, budget: Budget) -> list[GridCell | None] | None:
    """The cells of shared strings, None for a blank one, counted in the budget; None if they must be walked."""
    declared = DECLARED.match(part)
    if declared is None:
        return None
    begin = part.find(b">", declared.end()) + 1
    if not _opens_strings(part[declared.end() : begin]):
        return None
    pieces = part[begin:].rstrip(b" \t\r\n").split(b"</si>")
    if pieces.pop() != b"</sst>" or len(pieces) > limits.LIMITS.strings:
        return None
    before = budget.counts()
    try:
        strings: list[_Read | None] = list(map(_known_string, pieces))
        missing = [place for place, string in enumerate(strings) if string is None]
        new = _plain_strings([pieces[place] for place in missing]) if missing else {}
        for place in missing:
            string = strings[place] = new.get(pieces[place]) or _string(pieces[place])
            if string is None:
                return None
        cells, characters = zip(*strings, strict=True) if strings else ((), ())
        budget.spend(part.count(b"<"))
        budget.keep_more(sum(characters))
    except Refused:
        budget.set_back(before)
        return None
    return list(cells)


def _opens_strings(tag: bytes) -> bool:
    written = characters_of(tag)
    opening = None if written is None else re.fullmatch(_STRINGS, written)
    return opening is not None and attributes_in(opening[1]) is not None


def _plain_strings(pieces: Sequence[bytes]) -> Mapping[bytes, _Read]:
    """The cells of strings that are new, found all at once; none of them where one has any markup in it."""
    plain = [piece for piece in pieces if b"&" not in piece]
    text = characters_of(b"</si>".join([*plain, b""]))
    if text is None:
        return {}
    written = _PLAIN_STRINGS.findall(text)
    if len(written) != len(plain) or sum([len(whole) for whole, _ in written]) != len(text):
        return {}
    texts = [bare for _, bare in written]
    read = zip(text_cells_of(texts), map(len, texts), strict=True)
    found: dict[bytes, _Read] = dict(zip(plain, read, strict=True))
    _keep_strings(found)
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
        return text_cell_of(text), len(text)
    return _odd_string(piece)


_known_string, _keep_strings = known_answers(_string), keeper(_string)


def _odd_string(piece: bytes) -> _Read | None:
    """The same of a string that is walked alone."""
    budget = Budget()
    before = budget.characters
    told = StringsWalk(budget)
    if not walked_alone(piece, b"</si>", told) or len(told.found) != 1:
        return None
    return told.found[0], before - budget.characters
