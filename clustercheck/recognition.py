"""Recognition by the nation or the province that a city takes over without a review of its own."""

from __future__ import annotations

from datetime import MAXYEAR, date, timedelta

from clustercheck.cluster import Cluster
from clustercheck.indicators import RECOGNISED_LEVELS
from clustercheck.problems import Problem, warning
from clustercheck.standard import Standard


def recognised_from_above(
    cluster: Cluster, standard: Standard, as_of: date
) -> tuple[bool | None, tuple[Problem, ...]]:
    """Whether a recognition from above counts on a day, and what is to be said of it.

    One whose years are over does not count, nor one dated later than the day; one without a date counts, with a
    warning. None where level or date stand there and cannot be read: then the route is open.
    """
    rule = standard.from_above
    if rule is None:
        return False, ()
    stated = cluster.profile.get("recognised_level")
    if stated is not None and stated.value is None and stated.text.strip():
        return None, (warning("A315", cluster.where(stated.cell), text=stated.text, clause=rule.clause),)
    level = RECOGNISED_LEVELS.get(cluster.text("recognised_level"))
    if level not in rule.levels:
        return False, ()
    entry = cluster.profile.get("recognised_on")
    where = cluster.where(cluster.profile["recognised_level"].cell if entry is None else entry.cell)
    if entry is not None and entry.value is None and entry.text.strip():
        return None, (warning("A314", where, text=entry.text),)
    if entry is None or entry.value is None:
        return True, (warning("A311", where, clause=rule.clause, years=rule.validity_years),)
    recognised_on = entry.value
    if not isinstance(recognised_on, date):
        raise TypeError(f"recognised_on is no date: {recognised_on!r}")
    if recognised_on > as_of:
        return False, (warning("A313", where, on=recognised_on.isoformat(), day=as_of.isoformat()),)
    last_day = last_day_of_term(recognised_on, rule.validity_years)
    if as_of > last_day:
        return False, (warning("A312", where, last=last_day.isoformat(), day=as_of.isoformat()),)
    return True, ()


def last_day_of_term(start: date, years: int) -> date:
    """The last day of a term of years: the day before the same date, or the month's end where there is none."""
    if start.year + years > MAXYEAR:
        return date.max
    try:
        return start.replace(year=start.year + years) - timedelta(days=1)
    except ValueError:  # the 29th of February in a year that has none
        return date(start.year + years, 2, 28)
