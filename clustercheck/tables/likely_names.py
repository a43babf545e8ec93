"""The known name nearest to an unknown one, among the few that have enough characters in common with it.

How many characters each name has in common with another text is counted for all names at once: a large integer has a
field of 8 bits for each name, and the integers of a text's characters are added.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from clustercheck.model.speed import cached_by_identity

_BITS = 8
_HIGHEST = 1 << (_BITS - 1)
# Limit: for a longer text no name is ruled out. The sums stay within the fields.
_LONGEST = _HIGHEST - 1
_ROUNDING = 1e-6


def nearest_of(name: str, known: Mapping[str, str], cutoff: float) -> str | None:
    """The known name that `difflib.get_close_matches` gives first; None if it gives none."""
    found = max(
        [
            (2.0 * _matching(each, name) / (len(each) + len(name)), each)
            for each in likely(name, known, cutoff)
        ],
        default=None,
    )
    return None if found is None or found[0] < cutoff else found[1]


def _matching(one: str, other: str) -> int:
    """How many characters the blocks of `SequenceMatcher` have: the longest that both have, and those about it."""
    for size in range(min(len(one), len(other)), 0, -1):
        for begin in range(len(one) - size + 1):
            place = other.find(one[begin : begin + size])
            if place >= 0:
                before = _matching(one[:begin], other[:place])
                return size + before + _matching(one[begin + size :], other[place + size :])
    return 0


def likely(name: str, known: Mapping[str, str], cutoff: float) -> list[str]:
    """The known names, in order, that `difflib` does not rule out by their length and their characters alone."""
    if len(name) > _LONGEST:
        return list(known)
    index = index_of(known)
    own = set(name)
    known_ones = index.characters & own
    several: list[tuple[str, int]] = []
    shared = len(known_ones)
    if len(own) < len(name):
        several = [(each, count) for each in known_ones if (count := name.count(each)) > 1]
        shared += sum([count - 1 for _, count in several])
        known_ones = known_ones.difference([each for each, _ in several])
    # As many characters as two texts can have in common at most, where one is no longer than that.
    if shared * (2 - cutoff) < cutoff * len(name) - _ROUNDING:
        return []
    fields = sum(map(index.having.__getitem__, known_ones), index.lacking(len(name), cutoff))
    for place in several:
        fields += index.sharing[place]
    found, enough = [], fields & index.highest
    while enough:
        lowest = enough & -enough
        found.append(index.names[lowest.bit_length() // _BITS - 1])
        enough ^= lowest
    return found


class _Sharing(dict[tuple[str, int], int]):
    """For a character and a number of it: how many of these each name has too."""

    def __init__(self, names: Sequence[str]) -> None:
        self._length = len(names)
        self._having: dict[str, dict[int, int]] = {}
        for number, name in enumerate(names):
            for character in set(name):
                self._having.setdefault(character, {})[number] = name.count(character)

    def __missing__(self, key: tuple[str, int]) -> int:
        character, count = key
        having = self._having[character]
        most = max(having.values())
        if count > most:
            return self[character, most]
        fields = self[key] = _fields([min(count, having.get(each, 0)) for each in range(self._length)])
        return fields


class NameIndex:
    """The names, and the fields that are added for characters and lengths, each made when it is first asked for."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self.names = names
        self.highest = _fields([_HIGHEST] * len(names))
        self.sharing = _Sharing(names)
        self.characters = frozenset("".join(names))
        # For a character: which names have it.
        self.having = {character: self.sharing[character, 1] for character in self.characters}
        self._lacking: dict[tuple[int, float], int] = {}

    def is_far(self, name: str, cutoff: float) -> bool:
        """Whether `likely` finds none: too few characters of a text are in any name, or in each."""
        having, length = self.having, len(name)
        fields = [having[each] for each in name if each in having]
        if len(fields) * (2 - cutoff) < cutoff * length - _ROUNDING:
            return True
        # A character that stands twice counts twice here, also for a name that has it once.
        return length <= _LONGEST and not sum(fields, self.lacking(length, cutoff)) & self.highest

    def lacking(self, length: int, cutoff: float) -> int:
        """For each name, what its field lacks until a text of this length has enough in common to set the highest bit."""
        fields = self._lacking.get((length, cutoff))
        if fields is None:
            least = {long: _least(length + long, cutoff) for long in {len(name) for name in self.names}}
            # A name that is too long for its field is never ruled out.
            fields = _fields([max(0, _HIGHEST - least[len(name)]) for name in self.names])
            self._lacking[length, cutoff] = fields
        return fields


def _least(lengths: int, cutoff: float) -> int:
    """How many common characters two texts of these lengths need; one at least."""
    shared = max(1, int(cutoff * lengths / 2) - 1)
    # The same quotient as `SequenceMatcher.quick_ratio`, to the last bit.
    while 2.0 * shared / lengths < cutoff:
        shared += 1
    return shared


def _fields(numbers: list[int]) -> int:
    return int.from_bytes(bytes(numbers), "little")


@cached_by_identity(8)
def index_of(known: Mapping[str, str]) -> NameIndex:
    """The index of known names; it is made once."""
    return NameIndex(tuple(known))
