"""Decide which clusters are above the line if only a number of them may be recommended, and why the others are not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from clustercheck.batch.details import Details
from clustercheck.batch.results import Row
from clustercheck.model.enums import StrEnum
from clustercheck.model.findings import Verdict
from clustercheck.model.records import NamedTuple

# Orders that do not rank by merit.
NO_MERIT = ("name", "input")


class Standing(StrEnum):
    """A cluster's standing. `tied` means that not all equals fit above the line, so experts choose among them."""

    ABOVE = "above"
    TIED = "tied"
    BELOW = "below"
    NOT_ELIGIBLE = "not_eligible"
    SAME_FILE = "same_file"


class Placed(NamedTuple):
    """A cluster and its standing.

    `other` is, below the line, the last cluster above the line or tied; for a file handed in twice, the one that
    counts; for a cluster above the line with the name of another, that other cluster.
    """

    row: Row
    standing: Standing
    other: Row | None = None


class Line(NamedTuple):
    """A summary of the line: how many are above and tied, and the next ones below."""

    quota: int
    above: int
    tied: int
    next: tuple[Placed, ...]


def placed(rows: Iterable[Row], quota: int) -> Iterator[Placed]:
    """The standing of each row. The rows come in their order, and memory holds no more than the quota of them.

    A cluster that misses its standard or could not be read is never above the line. Equals have the same standing.
    """
    taken = 0
    last: Row | None = None
    counted: dict[tuple[object, ...], Row] = {}
    named: dict[tuple[str, str], Row] = {}
    for _place, group in groupby(rows, key=lambda row: row.place):
        # Equals have the same verdict. They are held until it is clear whether all of them find room.
        equals: list[Placed] = []
        wanted, has_room, is_tied = 0, taken < quota, False
        for row in group:
            key = (row.digest, row.standard, row.key)
            if row.verdict is None or row.verdict is Verdict.MISSED:
                yield Placed(row, Standing.NOT_ELIGIBLE)
            elif row.digest is not None and key in counted:
                equals.append(Placed(row, Standing.SAME_FILE, counted[key]))
            elif not has_room:
                yield Placed(row, Standing.BELOW, last)
            elif is_tied:
                yield Placed(row, Standing.TIED)
            else:
                name = (row.name_key, row.standard)
                equals.append(Placed(row, Standing.ABOVE, named.get(name)))
                wanted += 1
                bare = last = row._replace(details=Details())
                counted[key] = bare
                if row.name_key:
                    named.setdefault(name, bare)
            if wanted > quota - taken and not is_tied:
                is_tied = True
                yield from map(_tied, equals)
                equals = []
        yield from equals
        taken += wanted


def _tied(each: Placed) -> Placed:
    return each._replace(standing=Standing.TIED) if each.standing is Standing.ABOVE else each


def line(rows: Iterable[Row], quota: int, most: int = 3) -> Line:
    """A summary of the line, with at most `most` of the clusters below it."""
    above = tied = 0
    following: list[Placed] = []
    for each in placed(rows, quota):
        above += each.standing is Standing.ABOVE
        tied += each.standing is Standing.TIED
        if each.standing is Standing.BELOW or (
            each.standing is Standing.NOT_ELIGIBLE and above + tied < quota
        ):
            following.append(each)
            if len(following) == most:
                break
    return Line(quota, above, tied, tuple(following))
