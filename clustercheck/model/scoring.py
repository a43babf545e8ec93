"""The points that a text gives: a table beside the verdict that does not affect it."""

from decimal import Decimal

from clustercheck.model.problems import Name
from clustercheck.model.records import NamedTuple


class ScoreStep(NamedTuple):
    """The points of a value that is `op` `limit`."""

    op: str
    limit: Decimal
    points: int


class ScoreItem(NamedTuple):
    """A line of the table. `criterion` is the criterion it uses, empty if people judge it.

    Without `steps` it earns all points if the criterion is met and none if it is missed. With steps, the first step
    that holds counts.
    """

    id: str
    name: Name
    criterion: str
    most: int
    steps: tuple[ScoreStep, ...]


class Band(NamedTuple):
    """The name of a number of points and more."""

    least: int
    name: Name


class Scoring(NamedTuple):
    """The table of a text, with the bands from the highest to the lowest."""

    full: int
    clause: str
    items: tuple[ScoreItem, ...]
    bands: tuple[Band, ...]
