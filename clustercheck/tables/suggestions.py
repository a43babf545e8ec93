"""The indicator that an unknown label comes close to, and the known code that an unknown one does."""

from __future__ import annotations

from collections.abc import Callable

from clustercheck.model.indicators import INDICATORS, PROFILE, Indicator, ProfileItem
from clustercheck.model.patterns import pattern
from clustercheck.model.speed import cached, is_quick
from clustercheck.model.words import fold, key_of, name_key
from clustercheck.tables.kinds import kind_of
from clustercheck.tables.known_names import INDICATOR_KEYS
from clustercheck.tables.likely_names import index_of, nearest_of

# Limits: looking for the nearest name takes a millisecond.
_LONGEST_LABEL = 40
_MOST_SUGGESTIONS = 100
_CLOSE_ENOUGH = 0.7
# Words that make another quantity of the name they stand in; a name without them is never suggested for one with them.
_OF_ANOTHER_KIND = pattern(r"万人|人均|每亿|收入|营收|率|占比|比重|强度|增速|增长")
_KINDS = {"营收": "收入"}
_BRACKETED = pattern(r"(.+)[(\[]([^()\[\]]+)[)\]]")
_CLOSING = frozenset(")]")
_NEAR_KEYS = {name_key(label): id for id, indicator in INDICATORS.items() for label in indicator.near_misses}
# Names, and those that come close to one without being it.
_CLOSE_KEYS = {**INDICATOR_KEYS, **_NEAR_KEYS}
# Names and codes by which the nearest is looked for, each with its id.
_KNOWN = {
    "names": INDICATOR_KEYS,
    "indicators": {id: id for id in INDICATORS},
    "profile": {id: id for id in PROFILE},
}


class Suggestions:
    """The nearest known name to an unknown one. It caches its answers and limits the search."""

    def __init__(self) -> None:
        # Names by their keys, and codes with what they are of.
        self._found: dict[str | tuple[str, str], str | None] = {}
        self._is_far: Callable[[str, float], bool] | None = None

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
                is_far = self._is_far or self._far()
                nearest = found[key] = None if is_far(key, _CLOSE_ENOUGH) else _nearest_name(key)
        if nearest is None or _is_other_kind(kind_of(bare), INDICATORS[nearest]):
            return None
        is_of_kind = _kinds(whole) <= _kinds(name_key(INDICATORS[nearest].name.zh))
        return INDICATORS[nearest] if is_of_kind else None

    def _far(self) -> Callable[[str, float], bool]:
        """What rules out that a key comes close to any name."""
        self._is_far = index_of(INDICATOR_KEYS).is_far if is_quick() else _is_never_far
        return self._is_far


def _is_never_far(_key: str, _cutoff: float) -> bool:
    return False


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


def _kinds(key: str) -> set[str]:
    return {_KINDS.get(word, word) for word in _OF_ANOTHER_KIND.findall(key)}
