"""Counts of firms that may be of several kinds: a range, unless a count has each firm once."""

from __future__ import annotations

from decimal import Decimal

from clustercheck.model.criteria import (
    COMPARISONS,
    Count,
    Reading,
    Threshold,
    at_level,
    at_other_level,
    other_level,
)
from clustercheck.model.findings import Outcome, Range, Status
from clustercheck.model.quantities import EXACT
from clustercheck.model.window import LAST, NO_FIGURES, Window

_plus, _minus = EXACT.add, EXACT.subtract
_ZERO = Decimal(0)
_CHAMPIONS, _NATIONAL_CHAMPIONS = "manufacturing_champions", "national_champions"
_OF_TWO_LEVELS = (_CHAMPIONS, _NATIONAL_CHAMPIONS)
# The constructor of a record that every file makes several of takes half its time to fill in defaults.
_new = tuple.__new__


def count_outcomes(
    threshold: Threshold, count: Count, window: Window, form_is_ours: bool
) -> tuple[Outcome, ...]:
    """The outcome of each reading of a threshold for a count. Only our own form asks for a de-duplicated count."""
    given_counts = count.part_of_kinds or form_is_ours
    judged = _bounded_outcome if window.inexact else _outcome
    return tuple([judged(threshold, count, reading, window, given_counts) for reading in threshold.readings])


def _outcome(
    threshold: Threshold, count: Count, reading: Reading, window: Window, given_counts: bool
) -> Outcome:
    found: Range | None = None
    if not _is_doubted(count, reading, window, given_counts):
        found = count_range(count, reading.id, window, given_counts)
    status = Status.UNKNOWN if found is None else judge_range(threshold, found)
    return _new(Outcome, (reading.id, status, reading.mode, None, found))


def _bounded_outcome(
    threshold: Threshold, count: Count, reading: Reading, window: Window, given_counts: bool
) -> Outcome:
    """The same in a workbook with inexact figures."""
    from clustercheck.engine.bounded_counts import count_outcome

    found = None
    if not _is_doubted(count, reading, window, given_counts):
        found = count_outcome(threshold, count, reading.id, window, given_counts)
    if found is None:
        return _outcome(threshold, count, reading, window, given_counts)
    return Outcome(reading.id, found[0], reading.mode, None, found[1])


def _is_doubted(count: Count, reading: Reading, window: Window, given_counts: bool) -> bool:
    """Whether a data error names the de-duplicated count that decides."""
    if not window.doubted or not given_counts:
        return False
    given = (count.given, at_level(count, reading.id).given)
    return any((name, LAST) in window.doubted for name in given)


def count_range(count: Count, reading: str, window: Window, given_counts: bool) -> Range | None:
    """The bounds of a count of firms in the latest year; None if a given count contradicts its kinds.

    `reading` may count champions of another level than `count` does (`at_level`). `given_counts` says that the
    workbook's de-duplicated count is one of the kinds of `count`. Then it decides, but if the reading counts another
    level it may be wrong by the champions of lower levels. A blank kind leaves the sum without an upper bound.
    """
    meant = at_level(count, reading)
    bounds = _bounds_of_kinds(meant.kinds, window)
    given = _last(count.given, window) if given_counts else None
    if given is not None:
        own = bounds if meant is count else _bounds_of_kinds(count.kinds, window)
        if _contradicts(given, own, count.part_of_kinds):
            return None
    if count.part_of_kinds:
        bounds = Range(_ZERO, bounds.upper)
        given = _last(meant.given, window)
        other = other_level(meant)
        if given is not None:
            return None if _contradicts(given, bounds, True) else Range(given, given, given=True)
        alike = None if other is None else _last(other, window)
        if alike is not None and _contradicts(
            alike, _bounds_of_kinds(at_other_level(meant).kinds, window), True
        ):
            return None
        return _narrow(alike, meant, bounds, window)
    if given is None:
        return bounds
    return Range(given, given, given=True) if meant is count else _narrow(given, meant, bounds, window)


def judge_range(threshold: Threshold, found: Range) -> Status:
    """Met if the lower bound passes, missed if the upper bound fails."""
    compare = COMPARISONS[threshold.op]
    if compare(found.lower, threshold.limit):
        return Status.MET
    if found.upper is not None and not compare(found.upper, threshold.limit):
        return Status.MISSED
    return Status.UNKNOWN


def _bounds_of_kinds(kinds: tuple[str, ...], window: Window) -> Range:
    largest, total = _ZERO, _ZERO
    is_open = False
    figures = window.figures
    for kind in kinds:
        lower = upper = figures.get(kind, NO_FIGURES)[LAST]
        if lower is None:
            if kind not in _OF_TWO_LEVELS:
                is_open = True
                continue
            lower, upper = _bounds_of_champions(kind, window)
        if lower > largest:
            largest = lower
        if upper is None:
            is_open = True
        else:
            total = _plus(total, upper)
    return _new(Range, (largest, None if is_open else total, False, False, False, False))


def _bounds_of_champions(kind: str, window: Window) -> tuple[Decimal, Decimal | None]:
    """The bounds of a blank kind of champions: national champions are also champions of any level."""
    if kind == _CHAMPIONS:
        return _last(_NATIONAL_CHAMPIONS, window) or _ZERO, None
    return _ZERO, _last(_CHAMPIONS, window)


def _contradicts(given: Decimal, bounds: Range, part_of_kinds: bool) -> bool:
    if bounds.upper is not None and given > bounds.upper:
        return True
    return not part_of_kinds and given < bounds.lower


def _narrow(other: Decimal | None, meant: Count, bounds: Range, window: Window) -> Range | None:
    """Intersect the bounds with those of the same count with champions of the other level; None if they are disjoint.

    The two counts differ by the champions of lower levels.
    """
    if other is None:
        return bounds
    every, national = _last(_CHAMPIONS, window), _last(_NATIONAL_CHAMPIONS, window)
    below = None if every is None else _minus(every, national or _ZERO)
    lower: Decimal = other
    upper: Decimal | None = other
    if _NATIONAL_CHAMPIONS in meant.kinds:
        lower = _ZERO if below is None else _minus(other, below)
    else:
        upper = None if below is None else _plus(other, below)
    lower = max(bounds.lower, lower)
    if upper is None or (bounds.upper is not None and bounds.upper < upper):
        upper = bounds.upper
    if upper is not None and lower > upper:
        return None
    return Range(lower, upper, given=lower == upper and not meant.part_of_kinds)


def _last(indicator: str, window: Window) -> Decimal | None:
    return window.figures.get(indicator, NO_FIGURES)[LAST]
