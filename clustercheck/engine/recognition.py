"""Recognition by the nation or the province that a city accepts without a review of its own."""

from __future__ import annotations

from clustercheck.model.cluster import Cluster, Days, ProfileEntry
from clustercheck.model.findings import Recognition
from clustercheck.model.indicators import RECOGNISED_LEVELS
from clustercheck.model.lean import MAXYEAR, date, timedelta
from clustercheck.model.problems import Problem, Where, error, warning
from clustercheck.model.records import NamedTuple
from clustercheck.model.standard import FromAbove, Standard

_A_DAY = timedelta(days=1)


class PossibleTerm(NamedTuple):
    """The bounds of a term: it begins within `start` and ends within `end`; None if nothing is stated.

    `assumed` means that the end is calculated from the start.
    """

    start: Days | None
    end: Days | None
    assumed: bool


def recognised_from_above(
    cluster: Cluster, standard: Standard, as_of: date
) -> tuple[Recognition, tuple[Problem, ...]]:
    """The effect of a recognition from above on a day, and the notices about it.

    The term is the one in the notice (`recognised_until`). Without it, the term is the standard's number of years
    from the date of recognition, and a notice says that this is assumed. A recognition that has ended, or is dated
    after the day, does not count. One without a term and without a date counts, with a warning. It is open if level
    or date cannot be read, or name several days with different results.
    """
    rule = standard.from_above
    if rule is None:
        return Recognition.NONE, ()
    stated = cluster.profile.get("recognised_level")
    if stated is not None and stated.value is None and stated.text.strip():
        said = warning("A315", cluster.where(stated.cell), text=stated.text, clause=rule.clause)
        return Recognition.OPEN, (said,)
    if stated is None or RECOGNISED_LEVELS.get(cluster.text("recognised_level")) not in rule.levels:
        return Recognition.NONE, ()
    on, until = cluster.profile.get("recognised_on"), cluster.profile.get("recognised_until")
    for entry in (until, on):
        if (
            entry is not None
            and entry.value is None
            and entry.text.strip()
            and (entry is until or not _says(until))
        ):
            return Recognition.OPEN, (warning("A314", cluster.where(entry.cell), text=entry.text),)
    term = _term(on, until, rule)
    decisive = until if _says(until) else on if _says(on) else stated
    return _on_day(term, as_of, rule, cluster.where((decisive or stated).cell))


def last_day_of_term(start: date, years: int) -> date:
    """The last day of a term of years: the day before the same date, or the month's end if there is no such day."""
    if start.year + years > MAXYEAR:
        return date.max
    try:
        return start.replace(year=start.year + years) - _A_DAY
    except ValueError:  # 29 February in a year that has none
        return date(start.year + years, 2, 28)


def _says(entry: ProfileEntry | None) -> bool:
    return entry is not None and entry.value is not None


def _days(entry: ProfileEntry | None) -> Days | None:
    """The days that an entry names; None if it is blank or not understood."""
    if entry is None or entry.value is None:
        return None
    if isinstance(entry.value, Days):
        return entry.value
    if not isinstance(entry.value, date):
        raise TypeError(f"no date: {entry.value!r}")
    return Days(entry.value, entry.value)


def _term(on: ProfileEntry | None, until: ProfileEntry | None, rule: FromAbove) -> PossibleTerm:
    start, end = _days(on), _days(until)
    if end is not None:
        # 有效期至2025年12月 ends with the month, 2023年—2025年 with the last year.
        start = start or (Days(end.first, end.first) if end.term else None)
        return PossibleTerm(start and _begins(start), Days(end.last, end.last), False)
    if start is None:
        return PossibleTerm(None, None, False)
    if start.term:
        return PossibleTerm(_begins(start), Days(start.last, start.last), False)
    first, last = (last_day_of_term(day, rule.validity_years) for day in start[:2])
    return PossibleTerm(start, Days(first, last), True)


def _begins(days: Days) -> Days:
    return Days(days.first, days.first) if days.term else days


def _on_day(
    term: PossibleTerm, as_of: date, rule: FromAbove, where: Where
) -> tuple[Recognition, tuple[Problem, ...]]:
    start, end, day = term.start, term.end, as_of.isoformat()
    if end is None:
        return Recognition.COUNTS, (warning("A311", where, clause=rule.clause, years=rule.validity_years),)
    if start is not None and start.first > end.last:
        said = error("A319", where, begins=_days_text(start), last=_days_text(end))
        return Recognition.OPEN, (said,)
    if start is not None and start.first > as_of:
        return Recognition.NONE, (warning("A313", where, on=_days_text(start), day=day),)
    assumed: tuple[Problem, ...] = ()
    if term.assumed:
        assumed = (
            warning(
                "A316",
                where,
                years=rule.validity_years,
                last=_days_text(end),
                clause=rule.clause,
                on=_days_text(start),
            ),
        )
    if end.last < as_of:
        return Recognition.LAPSED, (warning("A312", where, last=_days_text(end), day=day), *assumed)
    if (start is not None and start.last > as_of) or end.first < as_of:
        return Recognition.OPEN, (
            warning("A317", where, on=_days_text(start), last=_days_text(end), day=day),
            *assumed,
        )
    return Recognition.COUNTS, assumed


def _days_text(days: Days | None) -> str:
    """A day, or the first and last of several days."""
    if days is None:
        return "-"
    return days.first.isoformat() if days.first == days.last else days.isoformat()
