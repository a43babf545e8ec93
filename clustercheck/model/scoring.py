"""Points that a text gives: a table beside the verdict, never in its place."""

from decimal import Decimal
from typing import NamedTuple

from clustercheck.model.problems import Name


class ScoreStep(NamedTuple):
    """What a value that is `op` `limit` earns."""

    op: str
    limit: Decimal
    points: int


class ScoreItem(NamedTuple):
    """A line of the table. `criterion` is what it goes by, empty where people judge it.

    Without `steps` it earns all where the criterion is met and nothing where it is missed; of the steps the first that
    holds counts.
    """

    id: str
    name: Name
    criterion: str
    most: int
    steps: tuple[ScoreStep, ...]


class Band(NamedTuple):
    """What so many points and more are called."""

    least: int
    name: Name


class Scoring(NamedTuple):
    """The table of a text: the bands from the highest to the lowest."""

    full: int
    clause: str
    items: tuple[ScoreItem, ...]
    bands: tuple[Band, ...]
