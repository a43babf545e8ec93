"""Counts of firms some of whose kinds are bounds or estimates; as `counts`, with what each kind may be."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from clustercheck.bounded import figure_at, is_inexact, range_of, status_of
from clustercheck.counts import with_national
from clustercheck.criteria import Count, Threshold
from clustercheck.findings import Status
from clustercheck.intervals import Interval, both, exactly, less, most, passes, total
from clustercheck.measures import Judged
from clustercheck.window import LAST, Window

_UNKNOWN: Judged = (Status.UNKNOWN, None)


def count_outcome(
    threshold: Threshold, count: Count, window: Window, national: bool, given_counts: bool
) -> Judged | None:
    """What a count of firms in the latest year comes to; None where all it rests on is exact.

    Not measured, as in `counts.count_range`, where the given count surely contradicts its kinds.
    """
    kinds = with_national(count.kinds) if national else count.kinds
    if not is_inexact((count.given, *count.kinds, *kinds), (LAST,), window):
        return None
    given = figure_at(count.given, LAST, window) if given_counts else None
    bounds = _of_kinds(count.kinds, count.part_of_kinds, window)
    if given is not None:
        within = both(given, bounds)
        if within is None:
            return _UNKNOWN
        bounds = _without_lower_levels(within, kinds, window) if national else within
    elif national:
        bounds = _of_kinds(kinds, count.part_of_kinds, window)
    status = status_of(passes(bounds, threshold.op, Fraction(threshold.limit)))
    decided = given is not None and given.is_point and bounds.is_point
    return status, range_of(bounds)._replace(given=decided)


def _of_kinds(kinds: Sequence[str], part_of_kinds: bool, window: Window) -> Interval:
    found = [figure_at(kind, LAST, window) for kind in kinds]
    known = [kind for kind in found if kind is not None]
    sum_of_all = total(known)
    low = most([exactly(0), *known])
    high = sum_of_all.high if len(known) == len(found) else None
    if part_of_kinds:
        return Interval(Fraction(0), high, False, sum_of_all.under)
    return Interval(low.low, high, low.over, sum_of_all.under)


def _without_lower_levels(given: Interval, kinds: Sequence[str], window: Window) -> Interval:
    """A given count with national champions only: at most as many fewer as there are champions of lower levels."""
    bounds = _of_kinds(kinds, False, window)
    every = figure_at("manufacturing_champions", LAST, window)
    national = figure_at("national_champions", LAST, window)
    low = bounds.low
    if every is not None and national is not None:
        low = max(low, less(given, less(every, national)).low)
    found = both(Interval(low, None), Interval(Fraction(0), given.high, False, given.under))
    found = None if found is None else both(found, Interval(Fraction(0), bounds.high, False, bounds.under))
    return Interval(Fraction(0), None) if found is None else found
