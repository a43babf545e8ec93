"""Chinese and English: the only module that selects a language.

Texts are in English in the code, inside `_()`. The Chinese is in `locale/zh/LC_MESSAGES/clustercheck.po`. Names of
indicators and the texts of standards carry both languages (`Name`).
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from struct import unpack_from

from clustercheck.model import shipped
from clustercheck.model.hints import TYPE_CHECKING

if TYPE_CHECKING:
    from clustercheck.model.problems import Fact, Name, Problem

LANGUAGES = ("zh", "en")
_DOMAIN = "clustercheck"
# The most characters quoted from a workbook.
_LONGEST_QUOTED = 300
# Python calls these not printable, but they are harmless: Chinese names are spaced with them.
_WIDE_SPACES = "\u3000\u00a0\u2002\u2003"
# The signs that begin a formula in a spreadsheet, with their wide and small forms, which Chinese programs accept too.
_FORMULA_SIGNS = "=+-@＝＋－＠﹦﹢﹣﹫"
_REPLACED = "\N{REPLACEMENT CHARACTER}"
LOCALE = shipped.place("texts", "locale")

# The placeholder for a withheld fact.
WITHHELD = "…"

_language = "zh"
_translations: Mapping[str, str] | None = None


def use_language(language: str) -> None:
    """Set the language of all later messages: `zh` or `en`. Raises `ValueError` for any other."""
    global _language, _translations
    if language not in LANGUAGES:
        raise ValueError(language)
    _language = language
    _translations = None


def language() -> str:
    """The language in use: `zh` or `en`."""
    return _language


def _(text: str) -> str:
    """A text in the current language; the English text itself if there is no translation."""
    global _translations
    if _language == "en":
        return text
    if _translations is None:
        _translations = _catalogue()
    return _translations[text]


class _Catalogue(dict[str, str]):
    """The texts of a GNU .mo file by their English; each is decoded when it is first asked for.

    `gettext` decodes all of them first, which takes 3 % of a start.
    """

    def __init__(self, content: bytes) -> None:
        order = "<" if content[:4] == b"\xde\x12\x04\x95" else ">"
        count, english, translated = unpack_from(f"{order}3I", content, 8)
        places = unpack_from(f"{order}{2 * count}I", content, english)
        # Both tables hold a length and a place for each text, in the same order.
        self._found = {
            content[place : place + length]: translated + 8 * position
            for position, (length, place) in enumerate(zip(places[::2], places[1::2], strict=True))
        }
        self._content, self._entry = content, f"{order}2I"

    def __missing__(self, text: str) -> str:
        entry = self._found.get(text.encode())
        said = text
        if entry is not None:
            length, place = unpack_from(self._entry, self._content, entry)
            said = self._content[place : place + length].decode()
        self[text] = said
        return said


def _catalogue() -> Mapping[str, str]:
    """The catalogue of the language; every text is its own translation if there is none."""
    try:
        return _Catalogue(shipped.content(os.path.join(LOCALE, _language, "LC_MESSAGES", f"{_DOMAIN}.mo")))
    except OSError:
        return _Catalogue(bytes(28))


def said(name: Name) -> str:
    """A bilingual text in the current language."""
    return name.zh if _language == "zh" else name.en


def listed(parts: Sequence[str]) -> str:
    """Join words into a list, in the way of the language."""
    return ("、" if _language == "zh" else ", ").join(parts)


def harmless(text: str, keep: str = "") -> str:
    """Text from outside, without control characters and marks that change the direction of writing."""
    keep += _WIDE_SPACES
    return "".join(char if char.isprintable() or char in keep else _REPLACED for char in text)


def is_active(text: str) -> bool:
    """Whether a spreadsheet program may take a text for a formula because of its first sign after any blanks."""
    for char in text:
        if char in _FORMULA_SIGNS:
            return True
        if char.isprintable() and not char.isspace() and char != _REPLACED:
            return False
    return False


def inert(text: str) -> str:
    """A text for a table without cell types, such that no spreadsheet program calculates it."""
    plain = harmless(text)
    return f"'{plain}" if is_active(plain) else plain


def message(problem: Problem, *, figures: bool = True) -> str:
    """What is wrong, why it matters and what to do, without the place (see `placed`).

    Without `figures` the message may stand in a public log: it leaves out the contents of the workbook's cells.
    """
    if figures:
        return messages_of((problem,))[0]
    text, facts = _message_of(problem.code, _language), problem.facts
    return text.format(
        **{key: _fact_text(value) if _may_be_logged(key, value) else WITHHELD for key, value in facts.items()}
    )


def messages_of(problems: Sequence[Problem]) -> list[str]:
    """The messages of some problems, as `message` has each: a foreign table has a dozen."""
    found, bilingual, position = [], _bilingual(), LANGUAGES.index(_language)
    for code, _severity, _where, facts in problems:
        pieces: list[str] = []
        for before, key in _pieces_of(code, _language):
            pieces.append(before)
            if key is None:
                continue
            value = facts[key]
            if type(value) is str and len(value) <= _LONGEST_QUOTED:
                pieces.append(value)
            elif type(value) is bilingual:
                pieces.append(value[position])
            else:
                pieces.append(_fact_text(value))
        found.append("".join(pieces))
    return found


@cache
def _pieces_of(code: str, language: str) -> tuple[tuple[str, str | None], ...]:
    """The message of a code in pieces: a text, and the fact that follows it, None at the end.

    `str.format` looks for them each time, which takes longer than all the rest.
    """
    parts = _message_of(code, language).format_map(_Marked()).split("\0")
    return tuple(zip(parts[::2], [*parts[1::2], None], strict=True))


class _Marked(dict[str, str]):
    """Puts the name of each fact between marks."""

    def __missing__(self, key: str) -> str:
        return f"\0{key}\0"


@cache
def _message_of(code: str, language: str) -> str:
    """The message of a code. Its file is read when the message is first needed, not at start-up."""
    from clustercheck.texts.problem_files import message_of

    return message_of(code, language)


@lru_cache(maxsize=1)
def _bilingual() -> type[Name]:
    """The class of bilingual texts, imported late: at start-up most calls need none."""
    from clustercheck.model.problems import Name

    return Name


def _may_be_logged(key: str, value: Fact) -> bool:
    """Whether a fact shows nothing of a cell's content: a place, a year, one of our own names."""
    from clustercheck.texts.problem_files import LOGGED

    # An `item` is a line of the workbook with the workbook's own label.
    return key in LOGGED or (isinstance(value, _bilingual()) and key != "item")


def placed(problem: Problem) -> str:
    """The whole line: code, place, message."""
    place = str(problem.where)
    return f"{problem.code} {place}  {message(problem)}" if place else f"{problem.code}  {message(problem)}"


def _fact_text(value: Fact) -> str:
    if isinstance(value, str):
        return value if len(value) <= _LONGEST_QUOTED else value[:_LONGEST_QUOTED] + "…"
    if isinstance(value, int):
        return str(value)
    # A Name is a tuple too, so it is tested first.
    return said(value) if isinstance(value, _bilingual()) else listed([_fact_text(part) for part in value])
