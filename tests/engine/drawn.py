"""Figures that lie about a threshold: below it, exactly on it, above, blank, zero."""

from __future__ import annotations

from decimal import Decimal

from at_hand import Figures, Row, asked, is_people
from hypothesis import strategies as st

from clustercheck.model.criteria import Over, Threshold
from clustercheck.model.indicators import INDICATORS
from clustercheck.model.quantities import EXACT

D = Decimal


def _levels(indicator: str) -> st.SearchStrategy[Decimal]:
    scale = 1000 if is_people(indicator) else 1
    return st.integers(0, 120).map(lambda level: D(level * scale))


@st.composite
def figures_for(draw: st.DrawFn, threshold: Threshold, blanks: bool = True) -> Figures:
    figures = {}
    for id in asked(threshold):
        level = _levels(id)
        one = st.one_of(level, level, level, level, st.none()) if blanks else level
        figures[id] = [None if INDICATORS[id].once and year < 3 else draw(one) for year in range(4)]
    for row_ in _set_on_the_threshold(draw, threshold, figures):
        position = draw(st.integers(0, 3))
        nudge = draw(st.sampled_from((D(0), D("0.000001"), D("-0.000001"))))
        if row_[position]:
            row_[position] = EXACT.add(row_[position], nudge)
    return figures


def _set_on_the_threshold(draw: st.DrawFn, threshold: Threshold, figures: Figures) -> list[Row]:
    """Now and then make a reading come out exactly on the threshold; returns the rows that did."""
    bases = [b for b in threshold.subject.bases.values() if {b.part, b.whole} <= {None, *figures}]
    if not threshold.op or not bases or not draw(st.booleans()):
        return []
    basis = draw(st.sampled_from(bases))
    if threshold.over is Over.GROWTH:
        start, rate = draw(st.integers(1, 100)), 1 + threshold.limit / 100
        figures[basis.part] = [EXACT.multiply(D(start), EXACT.power(rate, n)) for n in range(4)]
    else:
        for year in range(4):
            whole = D(1) if basis.whole is None else figures[basis.whole][year]
            if whole is not None and figures[basis.part][year] is not None:
                figures[basis.part][year] = threshold.limit * whole / basis.factor
    return [figures[basis.part]]
