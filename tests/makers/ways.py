"""The same work with the quick ways and without them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from clustercheck.model.speed import use_quick_ways


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
