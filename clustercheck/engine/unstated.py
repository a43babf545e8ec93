"""What is found of a criterion by a cluster that states nothing of what the criterion asks for: judged once and kept.

The criterion is judged by a cluster that states nothing at all, and what it asks for on the way is noted. Whatever else
another cluster states, it takes the same way, as long as it states none of that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from clustercheck.model.cluster import Cluster
from clustercheck.model.findings import Finding
from clustercheck.model.hints import Any, TypeAlias, cast
from clustercheck.model.speed import cached_by_identity
from clustercheck.model.standard import Standard
from clustercheck.model.window import NO_FIGURES, Window

# An indicator, a line of 基本信息, or a figure by its indicator and position, of which is asked whether it is doubted.
Asked: TypeAlias = str | tuple[str, int]
# What a criterion asks for, and its finding if none of that is stated.
Unstated: TypeAlias = tuple[frozenset[Asked], Finding]
# Those of criteria in the order of a plan, and those of alternatives by their identity.
Kept: TypeAlias = tuple[list[Unstated], dict[int, Unstated]]
# What the findings hang on besides what is stated: the reading, the base year, the easing, whose form it is.
Traits: TypeAlias = tuple[bool, bool, bool, bool]
_YEARS = (1, 2, 3, 4)


class _Nothing(Mapping[Any, Any]):
    """Holds nothing and notes what it is asked for. It cannot tell what it holds, which no note would cover."""

    def __init__(self, asked: set[Asked]) -> None:
        self.asked = asked

    def __getitem__(self, key: Asked) -> Any:
        self.asked.add(key)
        raise KeyError(key)

    def __iter__(self) -> Iterator[Any]:
        raise TypeError("only single names can be asked for")

    def __len__(self) -> int:
        raise TypeError("only single names can be asked for")

    def __bool__(self) -> bool:
        return True


@cached_by_identity()
def kept_of(_standard: Standard) -> dict[Traits, Kept]:
    """What is kept of a standard, by what it hangs on; at first nothing."""
    return {}


def nothing_stated(has_base_year: bool) -> tuple[set[Asked], Cluster, Window]:
    """A cluster without figures, answers and profile, its window, and the set of what is asked of both."""
    asked: set[Asked] = set()
    nothing = _Nothing(asked)
    doubted = cast("frozenset[tuple[str, int]]", nothing)
    window = Window(_YEARS, _YEARS if has_base_year else _YEARS[1:], nothing, doubted)
    return asked, Cluster("", profile=nothing), window


def stated_by(cluster: Cluster, window: Window) -> set[Asked]:
    """The indicators and the lines of 基本信息 that a cluster states, and the figures that are doubted."""
    stated = [name for name, figures in window.figures.items() if figures != NO_FIGURES]
    return {*stated, *window.doubted, *cluster.profile}
