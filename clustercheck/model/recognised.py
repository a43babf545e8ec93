"""A recognised cluster as a list of them states it: by which standard, since when, and what has been done since."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class Recognised(NamedTuple):
    """`city` names the standard. `until` is the last day of the term, where a notice states it.

    `reported` are the calendar years in which the annual report was handed in, None where the list does not say.
    `changed_on` is the day of a major change and `filed_on` that of its filing. `reviewed_on`: a review was passed.
    `published_on` is the day on which the list was published for comment. `place` is where it stands in its file.
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
