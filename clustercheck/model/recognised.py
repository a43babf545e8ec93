"""A recognised cluster in a list: its standard, its term, and the duties fulfilled since."""

from __future__ import annotations

from datetime import date

from clustercheck.model.records import NamedTuple


class Recognised(NamedTuple):
    """A recognised cluster. `city` names the standard, `until` is the last day of the term if a notice states it.

    `reported` are the calendar years of the annual reports handed in, None if the list does not say. `changed_on` is
    the day of a major change and `filed_on` the day it was filed. `reviewed_on` is the day of a passed review,
    `published_on` the day the list was published for comment. `place` is the cluster's place in the file.
    """

    name: str
    city: str
    recognised_on: date
    until: date | None = None
    reported: frozenset[int] | None = None
    changed_on: date | None = None
    filed_on: date | None = None
    reviewed_on: date | None = None
    published_on: date | None = None
    place: str = ""
