"""A quick way for labels that name no indicator, as most labels of a foreign table: they lack a character of each name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain

from clustercheck.model.patterns import pattern
from clustercheck.tables.name_forms import HARMLESS, MADE_OF_OTHERS, OF_COUNTS


class NeededCharacters:
    """The characters without which a text has none of some plain names in it."""

    def __init__(self, names: Iterable[str]) -> None:
        needs = {frozenset(name) - OF_COUNTS or frozenset(name) for name in names}
        needs |= {frozenset(word[0]) for word in MADE_OF_OTHERS}
        # What a shorter name needs is enough to go on.
        fewest: list[frozenset[str]] = []
        for need in sorted(needs, key=len):
            if not any(least <= need for least in fewest):
                fewest.append(need)
        often: dict[str, int] = {}
        for character in chain.from_iterable((*fewest, *HARMLESS)):
            often[character] = often.get(character, 0) + 1
        # Each is found by the one that is rarest in other names and in the words about them.
        self._by_rarest: dict[str, list[frozenset[str]]] = {}
        for need in fewest:
            rarest = min(need, key=lambda character: (often[character], character))
            self._by_rarest.setdefault(rarest, []).append(need)
        # To make a set of a text's characters takes ten times as long as to search it.
        self._rarest = pattern(f"[{re.escape(''.join(self._by_rarest))}]")

    def are_in(self, key: str) -> bool:
        """Whether the key of a text has all that a name needs. If not, `id_of` finds no name in any part of it."""
        rarest = self._rarest.findall(key)
        if rarest:
            own = set(key)
            for character in rarest:
                for need in self._by_rarest[character]:
                    if need <= own:
                        return True
        return False
