"""Decide a criterion in spite of a blank figure: no figure is below zero, and no part exceeds its whole.

Called only if a figure is blank.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from clustercheck.model.criteria import COMPARISONS, Threshold
from clustercheck.model.findings import Judged, Pair, Range, Status
from clustercheck.model.indicators import PARTS
from clustercheck.model.quantities import EXACT, quotient
from clustercheck.model.subjects import Basis
from clustercheck.model.window import LAST, NO_FIGURES, Figures

_times, _plus = EXACT.multiply, EXACT.add
_ZERO, _ONE, _THREE = Decimal(0), Decimal(1), Decimal(3)
_UNKNOWN: Judged = (Status.UNKNOWN, None)
_PARTS_OF = {name: [part for part, whole in PARTS if whole == name] for _, name in PARTS}
_WHOLES_OF = {name: [whole for part, whole in PARTS if part == name] for name, _ in PARTS}


def mean_of_known(threshold: Threshold, found: Sequence[Pair | None]) -> Judged:
    """The mean of three years, some of them blank: at least what the known years alone give."""
    total, under = _ZERO, _ONE
    for one in found:
        if one is not None:
            total, under = _plus(_times(total, one[1]), _times(one[0], under)), _times(under, one[1])
    return _held_against(threshold, (total, _times(_THREE, under)), None)


def per_10k(threshold: Threshold, basis: Basis, figures: Mapping[str, Figures]) -> Judged:
    """Patents per 10,000 people if one of the two is blank: bounds from the parts and wholes of the blank figure."""
    if basis.whole is None:
        return _UNKNOWN
    fewest, most = _bounds(basis.part, figures)
    few_people, many_people = _bounds(basis.whole, figures)
    at_least = (_times(basis.factor, fewest), many_people) if many_people else (_ZERO, _ONE)
    at_most = (_times(basis.factor, most), few_people) if most is not None and few_people else None
    return _held_against(threshold, at_least, at_most)


def _held_against(threshold: Threshold, at_least: Pair, at_most: Pair | None) -> Judged:
    """The status if every value between two bounds has the same one; otherwise not measured."""
    compare, limit = COMPARISONS[threshold.op], threshold.limit
    low = compare(at_least[0], _times(limit, at_least[1]))
    high = None if at_most is None else compare(at_most[0], _times(limit, at_most[1]))
    if threshold.is_floor:
        status = Status.MET if low else Status.MISSED if high is False else Status.UNKNOWN
    else:
        status = Status.MISSED if not low else Status.MET if high else Status.UNKNOWN
    if status is Status.UNKNOWN:
        return _UNKNOWN
    return status, Range(quotient(*at_least), None if at_most is None else quotient(*at_most, up=True))


def _bounds(name: str, figures: Mapping[str, Figures]) -> tuple[Decimal, Decimal | None]:
    """The figure of the last year, or bounds for it: its largest part and its smallest whole."""
    value = figures.get(name, NO_FIGURES)[LAST]
    if value is not None:
        return value, value
    least = most = None
    for part in _PARTS_OF.get(name, ()):
        value = figures.get(part, NO_FIGURES)[LAST]
        if value is not None and (least is None or value > least):
            least = value
    for whole in _WHOLES_OF.get(name, ()):
        value = figures.get(whole, NO_FIGURES)[LAST]
        if value is not None and (most is None or value < most):
            most = value
    return _ZERO if least is None else least, most
