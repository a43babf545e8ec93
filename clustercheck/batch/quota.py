"""Who is above the line where only so many clusters may be recommended, and why the others are not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from clustercheck.batch.results import Row
from clustercheck.model.findings import Verdict

# Orders that say nothing of merit.
NO_MERIT = ("name", "input")


class Standing(StrEnum):
    """Where a cluster stands to the line. `tied`: equals of which not all find room, so experts choose among them."""

    ABOVE = "above"
    TIED = "tied"
    BELOW = "below"
    NOT_ELIGIBLE = "not_eligible"
    SAME_FILE = "same_file"


class Placed(NamedTuple):
    """A cluster and its standing.

    `other` is, below the line, the last that is above or tied; of the same file handed in twice the one that counts; of
    a cluster above that bears the name of another, that other.
    """

    row: Row
    standing: Standing
    other: Row | None = None


class Line(NamedTuple):
    """The line in short: how many are above and tied, and the next that are not."""

    quota: int
    above: int
    tied: int
    next: tuple[Placed, ...]


def placed(rows: Iterable[Row], quota: int) -> Iterator[Placed]:
    """The standing of each of these rows, which come in their order; memory holds no more than the quota of them.

    What misses its standard, or could not be read, is never above, be there room or not. Equals share their fate.
    """
    taken = 0
    last: Row | None = None
    counted: dict[tuple[object, ...], Row] = {}
    named: dict[tuple[str, str], Row] = {}
    for _place, group in groupby(rows, key=lambda row: row.place):
        # Equals have the same verdict, and are held together only while there is room.
        equals: list[Placed] = []
        has_room = taken < quota
        for row in group:
            key = (row.digest, row.standard, row.row)
            if row.verdict is None or row.verdict is Verdict.MISSED:
                yield Placed(row, Standing.NOT_ELIGIBLE)
            elif row.digest is not None and key in counted:
                equals.append(Placed(row, Standing.SAME_FILE, counted[key]))
            elif not has_room:
                yield Placed(row, Standing.BELOW, last)
            else:
                counted[key] = row
                name = (row.name_key, row.standard)
                equals.append(Placed(row, Standing.ABOVE, named.get(name)))
                if row.name_key:
                    named.setdefault(name, row)
        wanted = sum(each.standing is Standing.ABOVE for each in equals)
        for each in equals:
            if each.standing is Standing.ABOVE:
                last = each.row
                if taken + wanted > quota:
                    each = each._replace(standing=Standing.TIED)
            yield each
        taken += wanted


def line(rows: Iterable[Row], quota: int, most: int = 3) -> Line:
    """The line in short, with at most so many of those below it."""
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
