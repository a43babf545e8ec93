"""The few of many known names that an unknown one may come close to, by the characters that they have in common."""

from __future__ import annotations

from collections.abc import Mapping

from clustercheck.model.hints import TypeAlias
from clustercheck.model.speed import cached_by_identity

# Each name with its length, and for each character how often which names have it.
_Index: TypeAlias = tuple[tuple[tuple[str, int], ...], Mapping[str, tuple[tuple[int, int], ...]]]


def likely(name: str, known: Mapping[str, str], cutoff: float) -> list[str]:
    """The known names, in order, that `difflib` does not rule out by their length and their characters alone."""
    names, having = _index(known)
    common = [0] * len(names)
    for character, count in _counted(name).items():
        for number, times in having.get(character, ()):
            common[number] += min(count, times)
    length = len(name)
    # The same quotient as `SequenceMatcher.quick_ratio`, to the last bit.
    return [
        each
        for (each, long), shared in zip(names, common, strict=True)
        if shared and 2.0 * shared / (long + length) >= cutoff
    ]


@cached_by_identity(8)
def _index(known: Mapping[str, str]) -> _Index:
    having: dict[str, list[tuple[int, int]]] = {}
    for number, name in enumerate(known):
        for character, times in _counted(name).items():
            having.setdefault(character, []).append((number, times))
    return tuple([(name, len(name)) for name in known]), {
        character: tuple(found) for character, found in having.items()
    }


def _counted(name: str) -> dict[str, int]:
    counts: dict[str, int] = {}
    for character in name:
        counts[character] = counts.get(character, 0) + 1
    return counts
