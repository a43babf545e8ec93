"""The same work with the quick ways and without them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from clustercheck.formats import limits
from clustercheck.formats.cells import Workbook
from clustercheck.formats.detect import read_workbook
from clustercheck.model.problems import UnreadableFile
from clustercheck.model.speed import use_quick_ways


def cells_in(content: bytes) -> Workbook | str:
    """The cells of a workbook, or the code of the problem for which it is refused."""
    try:
        return read_workbook("x", content)
    except UnreadableFile as refused:
        return refused.problems[0].code


def walked(content: bytes) -> Workbook | str:
    """The same the plain way."""
    with plain_way():
        return cells_in(content)


@contextmanager
def plain_way() -> Iterator[None]:
    """All quick ways and caches are off."""
    use_quick_ways(False)
    try:
        yield
    finally:
        use_quick_ways(True)


@contextmanager
def small_caches(most: int) -> Iterator[None]:
    """Every cache holds so many entries at most."""
    use_quick_ways(True, most)
    try:
        yield
    finally:
        use_quick_ways(True)


def at_the_limit(
    content: bytes, limit: str, monkeypatch: pytest.MonkeyPatch, learn: Callable[[], object]
) -> tuple[bool, bool]:
    """Whether the quick way, once it has learned a form, refuses a workbook just below the limit of the plain way, and at it."""

    def refused_below(most: int) -> bool:
        monkeypatch.setattr(limits, "LIMITS", limits.LIMITS._replace(**{limit: most}))
        return cells_in(content) == "C107"

    use_quick_ways(False)
    bound = next(most for most in range(10_000) if not refused_below(most))
    use_quick_ways(True)
    monkeypatch.setattr(limits, "LIMITS", limits.LIMITS._replace(**{limit: 1_000_000}))
    for _ in range(4):
        learn()
    return refused_below(bound - 1), refused_below(bound)


def recorded(monkeypatch: pytest.MonkeyPatch, owner: object, name: str) -> list[bool]:
    """Of each call of a quick way, whether it took what it was given: it gave neither None nor False."""
    found: list[bool] = []
    way = getattr(owner, name)

    def taking(*given: object) -> object:
        taken = way(*given)
        found.append(taken is not None and taken is not False)
        return taken

    monkeypatch.setattr(owner, name, taking)
    use_quick_ways(True)
    return found
