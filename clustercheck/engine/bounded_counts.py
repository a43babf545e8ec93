"""Counts of firms when some kinds are bounds or estimates. Works like `counts`, with a range for each kind."""

from __future__ import annotations

from fractions import Fraction

from clustercheck.engine.bounded_values import figure_at, is_inexact, range_of, status_of
from clustercheck.model.criteria import Count, Threshold, at_level, at_other_level, other_level
from clustercheck.model.findings import Judged, Status
from clustercheck.model.intervals import Interval, both, exactly, less, most, passes, plus, total
from clustercheck.model.window import LAST, Window

_UNKNOWN: Judged = (Status.UNKNOWN, None)
_CHAMPIONS, _NATIONAL_CHAMPIONS = "manufacturing_champions", "national_champions"
_ANY = Interval(Fraction(0), None)


def count_outcome(
    threshold: Threshold, count: Count, reading: str, window: Window, given_counts: bool
) -> Judged | None:
    """The outcome of a count of firms in the latest year; None if all its figures are exact.

    Like `counts.count_range`, it is not measured if the given count certainly contradicts its kinds.
    """
    meant = at_level(count, reading)
    other = other_level(meant) if count.part_of_kinds else count.given
    names = {count.given, other, meant.given, *count.kinds, *meant.kinds}
    if not names.isdisjoint((_CHAMPIONS, _NATIONAL_CHAMPIONS)):
        names.update((_CHAMPIONS, _NATIONAL_CHAMPIONS))
    if not is_inexact(tuple(names), (LAST,), window):
        return None
    given = figure_at(count.given, LAST, window) if given_counts else None
    within = None if given is None else both(given, _of_kinds(count, window))
    if given is not None and within is None:
        return _UNKNOWN
    bounds: Interval | None = _of_kinds(meant, window)
    assert bounds is not None
    own = figure_at(meant.given, LAST, window) if count.part_of_kinds else within if meant is count else None
    if own is not None:
        bounds = both(own, bounds)
    elif count.part_of_kinds:
        alike = figure_at(other, LAST, window) if other else None
        possible = None if alike is None else both(alike, _of_kinds(at_other_level(meant), window))
        if alike is not None and possible is None:
            return _UNKNOWN
        bounds = _narrow(possible, meant, bounds, window)
    elif within is not None:
        bounds = _narrow(within, meant, bounds, window)
    if bounds is None:
        return _UNKNOWN
    status = status_of(passes(bounds, threshold.op, Fraction(threshold.limit)))
    decided = own is not None and own.is_point and bounds.is_point
    return status, range_of(bounds)._replace(given=decided)


def _of_kinds(count: Count, window: Window) -> Interval:
    found = [_kind(kind, window) for kind in count.kinds]
    sum_of_all = total(found)
    if count.part_of_kinds:
        return Interval(Fraction(0), sum_of_all.high, False, sum_of_all.under)
    low = most([exactly(0), *found])
    return Interval(low.low, sum_of_all.high, low.over, sum_of_all.under)


def _kind(kind: str, window: Window) -> Interval:
    """The range of one kind. If it is blank, the champions of the other level bound it."""
    found = figure_at(kind, LAST, window)
    if found is not None:
        return found
    if kind == _CHAMPIONS:
        national = figure_at(_NATIONAL_CHAMPIONS, LAST, window)
        return _ANY if national is None else Interval(national.low, None, national.over)
    every = figure_at(_CHAMPIONS, LAST, window) if kind == _NATIONAL_CHAMPIONS else None
    return _ANY if every is None else Interval(Fraction(0), every.high, False, every.under)


def _narrow(other: Interval | None, meant: Count, bounds: Interval, window: Window) -> Interval | None:
    """Intersect the bounds with those that follow from the same count with champions of the other level."""
    if other is None:
        return bounds
    every = figure_at(_CHAMPIONS, LAST, window)
    national = figure_at(_NATIONAL_CHAMPIONS, LAST, window)
    below = _ANY if every is None else less(every, national or exactly(0))
    if _NATIONAL_CHAMPIONS in meant.kinds:
        left = Interval(less(other, below).low, other.high, False, other.under)
    else:
        most_of_any = plus(other, below)
        left = Interval(other.low, most_of_any.high, other.over, most_of_any.under)
    return both(left, bounds)
