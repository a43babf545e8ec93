"""Chinese and English: the one place where a language is chosen.

Texts stand in English in the code, inside `_()`; the Chinese is in `locale/zh/LC_MESSAGES/clustercheck.po`.
Names of indicators and the texts of standards carry both languages themselves (`Name`).
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clustercheck.model.problems import Fact, Name, Problem

LANGUAGES = ("zh", "en")
_DOMAIN = "clustercheck"
# Not printable to Python, and harmless: Chinese names are set out with them.
# Of a text from a workbook so much is quoted.
_LONGEST_QUOTED = 300
_WIDE_SPACES = "\u3000\u00a0\u2002\u2003"
# By which a spreadsheet program knows a formula, and their wide and small forms, which a Chinese one takes for the same.
_FORMULA_SIGNS = "=+-@＝＋－＠﹦﹢﹣﹫"
_REPLACED = "\N{REPLACEMENT CHARACTER}"
LOCALE = os.path.join(os.path.dirname(__file__), "locale")

# Stands for what is withheld.
WITHHELD = "…"

_language = "zh"
_translations: gettext.NullTranslations | None = None


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
    """A text in the language in use; its own English where that is asked for or no translation is there."""
    global _translations
    if _language == "en":
        return text
    if _translations is None:
        _translations = _catalogue()
    return _translations.gettext(text)


def _catalogue() -> gettext.NullTranslations:
    """The language's catalogue, opened by its path: gettext's search for one imports all it knows of locales."""
    try:
        with open(os.path.join(LOCALE, _language, "LC_MESSAGES", f"{_DOMAIN}.mo"), "rb") as stream:
            return gettext.GNUTranslations(stream)
    except OSError:
        return gettext.NullTranslations()


def said(name: Name) -> str:
    """A bilingual text in the language in use."""
    return name.zh if _language == "zh" else name.en


def listed(parts: Sequence[str]) -> str:
    """Words in a row, joined as the language joins them."""
    return ("、" if _language == "zh" else ", ").join(parts)


def harmless(text: str, keep: str = "") -> str:
    """A text of someone's data without control characters and marks that turn the direction of writing."""
    keep += _WIDE_SPACES
    return "".join(char if char.isprintable() or char in keep else _REPLACED for char in text)


def is_active(text: str) -> bool:
    """Whether a spreadsheet program may take a text for a formula: by its first sign, whatever blank stands before it."""
    for char in text:
        if char in _FORMULA_SIGNS:
            return True
        if char.isprintable() and not char.isspace() and char != _REPLACED:
            return False
    return False


def inert(text: str) -> str:
    """A text for a field of a table without cell types: one that no spreadsheet program calculates."""
    plain = harmless(text)
    return f"'{plain}" if is_active(plain) else plain


def message(problem: Problem, *, figures: bool = True) -> str:
    """What is wrong, why it matters and what to do, without the place (see `placed`).

    Without `figures` it can stand in a log that others read: whatever the workbook's cells hold is left out.
    """
    text, facts = _message_of(problem.code, _language), problem.facts
    if figures:
        return text.format(
            **{
                key: value if type(value) is str and len(value) <= _LONGEST_QUOTED else _shown(value)
                for key, value in facts.items()
            }
        )
    return text.format(
        **{key: _shown(value) if _may_be_logged(key, value) else WITHHELD for key, value in facts.items()}
    )


@cache
def _message_of(code: str, language: str) -> str:
    """Reads the code's file when it is first said; at start-up nothing is."""
    from clustercheck.texts.problem_files import message_of

    return message_of(code, language)


@lru_cache(maxsize=1)
def _bilingual() -> type[Name]:
    """What a bilingual text is an instance of; at start-up most calls have nothing to say of it."""
    from clustercheck.model.problems import Name

    return Name


def _may_be_logged(key: str, value: Fact) -> bool:
    """Whether a fact says nothing of what a cell holds: a place, a year, a name of ours."""
    from clustercheck.texts.problem_files import LOGGED

    # An `item` is a line of the workbook by its own label.
    return key in LOGGED or (isinstance(value, _bilingual()) and key != "item")


def placed(problem: Problem) -> str:
    """The whole line: code, place, message."""
    place = str(problem.where)
    return f"{problem.code} {place}  {message(problem)}" if place else f"{problem.code}  {message(problem)}"


def _shown(value: Fact) -> str:
    if isinstance(value, str):
        return value if len(value) <= _LONGEST_QUOTED else value[:_LONGEST_QUOTED] + "…"
    if isinstance(value, int):
        return str(value)
    # A Name is a tuple too: asked first.
    return said(value) if isinstance(value, _bilingual()) else listed([_shown(part) for part in value])
