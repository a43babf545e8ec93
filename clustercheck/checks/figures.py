"""The figures that what cannot be true together is looked for among, and the doubts that come of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from clustercheck.model.cluster import Observation
from clustercheck.model.problems import Problem

Series = Mapping[str, Mapping[int, Observation]]


class Sound:
    """A cluster's figures as they were read, and of those the exact ones that nothing speaks against so far.

    Nearly all files have nothing for the rules to find. So each rule runs over bare numbers (`values`, by indicator
    and year) and asks for the cells behind them only where it finds something.
    """

    __slots__ = ("has_bounds", "observations", "values")

    def __init__(self, observations: Series) -> None:
        self.observations: dict[str, Mapping[int, Observation]] = dict(observations)
        self.values: dict[str, dict[int, Decimal]] = {}
        self.has_bounds = False
        for id, by_year in observations.items():
            row = self.values[id] = {}
            for year, seen in by_year.items():
                if seen.doubt is None:
                    value = seen.value
                    if value is not None:
                        row[year] = value
                    elif seen.bounds is not None:
                        self.has_bounds = True

    def doubt(self, code: str, id: str, year: int) -> None:
        """Give a figure its doubt. The rows given are not changed: they may be someone else's too."""
        row = self.observations[id]
        self.observations[id] = {**row, year: row[year]._replace(doubt=code)}
        self.values[id].pop(year, None)


class Rule(NamedTuple):
    """A rule over a cluster's figures: what it finds in a file of this name; it doubts what is not to be judged.

    The rules run by `order`; a figure that one doubts is in none that follow.
    """

    order: int
    find: Callable[[Sound, str], Iterable[Problem]]
