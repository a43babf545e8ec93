"""The days that a cell names: one day, a month or a year, or a term from one to another."""

from __future__ import annotations

import re

from clustercheck.model.cluster import Days
from clustercheck.model.lean import date
from clustercheck.model.patterns import pattern
from clustercheck.model.words import folded

_YEAR = r"(\d{4})"
_MONTH_AND_DAY = r"(?:年(\d{1,2})月(?:(\d{1,2})日?)?|([-/.])(\d{1,2})(?:\4(\d{1,2}))?)"
# A day, a month or a year; midnight is what a program adds to a day.
_DAYS = pattern(
    rf"{_YEAR}(?:{_MONTH_AND_DAY}(?:t?00:00(?::00)?)?|年度?)?(?:份|认定|公布|获批|底|止)?", re.ASCII
)
_FROM_TO = pattern(r"自?(\d[^至到~—–―─]{3,12}?)起?(?:至|到|~|—|–|―|─|--|-(?=\d{4}))+(\d[^至到~—–―─]{3,12})")
_UNTIL = pattern(r"(?:有效期)?至?")
_LONGEST = 40
# A bare number is no day, but four digits of our time are a year.
_YEARS = range(1990, 2100)


def days_in(text: str) -> Days | None:
    """The days in a text: `2022-12-01`, `2022年12月`, `2022`, `2023年—2025年`; None if there are none."""
    bare = folded(text).lower()
    if len(bare) > _LONGEST:
        return None
    bare = bare[_end_of_until(bare) :]
    single = _single(bare)
    if single is not None:
        return single
    term = _FROM_TO.fullmatch(bare)
    if term is None:
        return None
    begin, end = _single(term[1]), _single(term[2])
    if begin is None or end is None or begin.first > end.last:
        return None
    return Days(begin.first, end.last, True)


def _end_of_until(bare: str) -> int:
    match = _UNTIL.match(bare)
    return match.end() if match is not None else 0


def _single(bare: str) -> Days | None:
    match = _DAYS.fullmatch(bare)
    if match is None:
        return None
    year, month, day = int(match[1]), match[2] or match[5], match[3] or match[6]
    if bare.isdigit() and year not in _YEARS:
        return None
    try:
        if month and day:
            on = date(year, int(month), int(day))
            return Days(on, on)
        if month:
            from calendar import monthrange

            last = monthrange(year, int(month))[1]
            return Days(date(year, int(month), 1), date(year, int(month), last))
        return Days(date(year, 1, 1), date(year, 12, 31))
    except ValueError:
        return None
