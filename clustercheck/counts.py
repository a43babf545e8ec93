"""Counts of firms of which one may be of several kinds: known between bounds, unless each firm is counted once."""

from __future__ import annotations

from decimal import Decimal

from clustercheck.criteria import Count, Threshold
from clustercheck.findings import Range, Status
from clustercheck.measures import COMPARISONS
from clustercheck.quantities import EXACT
from clustercheck.window import LAST, NO_FIGURES, Window

_plus, _minus = EXACT.add, EXACT.subtract
_ZERO = Decimal(0)
_CHAMPIONS, _NATIONAL_CHAMPIONS = "manufacturing_champions", "national_champions"


def count_range(count: Count, window: Window, national: bool, given_counts: bool) -> Range | None:
    """The bounds of a count of firms in the latest year; None where a given count contradicts its kinds.

    `national` takes only the national champions among the kinds. `given_counts`: the workbook's de-duplicated
    count is one of these kinds; it then decides, except that with national champions only it may be too high by the
    champions of other levels. A blank kind leaves the sum open upwards.
    """
    bounds = _bounds_of_kinds(count.kinds, window)
    given = _last(count.given, window)
    if given is not None and given_counts:
        if _contradicts(given, bounds, count.part_of_kinds):
            return None
        return _narrowed(given, count.kinds, window) if national else Range(given, given, given=True)
    if national:
        bounds = _bounds_of_kinds(with_national(count.kinds), window)
    if count.part_of_kinds:
        return Range(_ZERO, bounds.upper)
    return bounds


def with_national(kinds: tuple[str, ...]) -> tuple[str, ...]:
    """Kinds of firms with the national champions in place of those of any level."""
    return tuple(_NATIONAL_CHAMPIONS if kind == _CHAMPIONS else kind for kind in kinds)


def judge_range(threshold: Threshold, found: Range) -> Status:
    """Met if even the lower bound passes, missed if even the upper one does not."""
    compare = COMPARISONS[threshold.op]
    if compare(found.lower, threshold.limit):
        return Status.MET
    if found.upper is not None and not compare(found.upper, threshold.limit):
        return Status.MISSED
    return Status.UNKNOWN


def _bounds_of_kinds(kinds: tuple[str, ...], window: Window) -> Range:
    largest: Decimal | None = None
    total: Decimal | None = _ZERO
    for kind in kinds:
        count = _last(kind, window)
        if count is None:
            total = None
            continue
        if largest is None or count > largest:
            largest = count
        if total is not None:
            total = _plus(total, count)
    return Range(_ZERO if largest is None else largest, total)


def _contradicts(given: Decimal, bounds: Range, part_of_kinds: bool) -> bool:
    if bounds.upper is not None and given > bounds.upper:
        return True
    return not part_of_kinds and given < bounds.lower


def _narrowed(given: Decimal, kinds: tuple[str, ...], window: Window) -> Range:
    """Without the champions of lower levels: at most as many fewer as there are of those."""
    bounds = _bounds_of_kinds(with_national(kinds), window)
    every, national = _last(_CHAMPIONS, window), _last(_NATIONAL_CHAMPIONS, window)
    lower = bounds.lower
    if every is not None and national is not None:
        lower = max(lower, _minus(given, _minus(every, national)))
    upper = given if bounds.upper is None else min(given, bounds.upper)
    return Range(lower, upper, given=lower == upper)


def _last(indicator: str, window: Window) -> Decimal | None:
    return window.figures.get(indicator, NO_FIGURES)[LAST]
