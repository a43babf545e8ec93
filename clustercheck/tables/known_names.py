"""The known names of indicators and of the lines of 基本信息, by their keys, and the codes of a code column."""

from __future__ import annotations

from clustercheck.model.indicators import INDICATORS, PROFILE, Indicator, ProfileItem
from clustercheck.model.patterns import pattern
from clustercheck.model.words import begins_otherwise, fold, folded, key_of, name_key

_CODE = pattern(r"[a-z][a-z0-9_]*")


def _keys(known: dict[str, Indicator] | dict[str, ProfileItem]) -> dict[str, str]:
    return {
        name_key(label): id
        for id, entry in known.items()
        for label in (entry.name.zh, entry.name.en, *entry.aliases)
    }


INDICATOR_KEYS = _keys(INDICATORS)
_PROFILE_KEYS = _keys(PROFILE)
# What the Chinese names begin with; nearly every text begins with another character.
FIRST_OF_ITEMS = frozenset([key[0] for key in _PROFILE_KEYS])


def code_in(text: str) -> str | None:
    """A code from a code column; None if it is none, such as a running number."""
    code = folded(text).lower()
    return code if _CODE.fullmatch(code) else None


def profile_item(text: str) -> ProfileItem | None:
    """The profile line that a label names in full."""
    if begins_otherwise(text, FIRST_OF_ITEMS):
        return None
    return item_of(key_of(fold(text)))


# Whether a key is that of a profile line.
is_item = _PROFILE_KEYS.__contains__


def item_of(key: str) -> ProfileItem | None:
    """The profile line with a name of this key."""
    known = _PROFILE_KEYS.get(key)
    return None if known is None else PROFILE[known]
